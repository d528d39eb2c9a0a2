/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/* Inside collector/store only. Gives a connection the functions toll_band(version, number, direction,
 * outcome, charged from, charged, prefix): the time band that the tariff version priced the call's first
 * second by, "" when its rate has none; and toll_list_price(version, prefix, charged from, talked): what
 * so many milliseconds cost at the first step of that band, in millionths, 0 when nothing is known. */
void collector_band_function_register (sqlite3 *handle);

/* Of the call "c". */
#define COLLECTOR_BAND_SQL                                                                         \
  "CASE c.rating_state WHEN 1 THEN toll_band (c.tariff_version_id, c.number, c.direction,"         \
  " c.outcome, ifnull (c.charged_from_ms, c.connect_ms), ifnull (c.charged_ms, c.talk_ms),"        \
  " CASE c.direction WHEN 1 THEN ifnull ((SELECT text FROM word WHERE kind = 13"                   \
  " AND id = c.prefix_id), '') ELSE '' END) ELSE '' END"
#define COLLECTOR_LIST_PRICE_SQL                                                                   \
  "CASE c.rating_state WHEN 1 THEN toll_list_price (c.tariff_version_id,"                          \
  " ifnull ((SELECT text FROM word WHERE kind = 13 AND id = c.prefix_id), ''),"                    \
  " ifnull (c.charged_from_ms, c.connect_ms), c.talk_ms) ELSE 0 END"

G_END_DECLS
