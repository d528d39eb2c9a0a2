/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/calls-read.h"

G_BEGIN_DECLS

/* The records of one call, for who may see the call: handed a row of calls-read. Numbers are as
 * stored: whoever shows them masks them. Reader lanes. */

/* CollectorCallLeg: a record and where it came from. Texts in the arena. */
typedef struct
{
  TollLeg leg;
  const char *file;         /* base name as it was delivered, "" unknown */
  const char *archive_path; /* relative to the data directory, "" = not archived */
  gint64 node_id;
} CollectorCallLeg;

/* Appends (CollectorCallLeg) the records of @row, by set-up. */
gboolean collector_calls_load_legs (CollectorDb *db, const CollectorCallRow *row, TollArena *arena,
                                    GArray *legs, GError **error);

/* Appends (TollQuality), by time, what the sides of the records of @row heard: what restrictions and
 * sums count. */
gboolean collector_calls_load_quality (CollectorDb *db, const CollectorCallRow *row,
                                       TollArena *arena, GArray *qualities, GError **error);

/* The time band whose price @row has, "" for none. @band: (out): in @arena. */
gboolean collector_calls_load_band (CollectorDb *db, const CollectorCallRow *row, TollArena *arena,
                                    const char **band, GError **error);

/* TRUE when @number is a line of the company: somebody's, or one that has calls of its own (the
 * ledger's lines alone also name outside numbers that calls were sent on to); also when it cannot be told otherwise ("" and what
 * is not a number). Errors read as FALSE: an outside number. */
gboolean collector_calls_is_line (CollectorDb *db, const char *number);

/* Name of who had @extension at @at_ms. Returns: (transfer none): in @arena, "" unknown. */
const char *collector_calls_dup_line_name (CollectorDb *db, const char *extension, gint64 at_ms,
                                           TollArena *arena);

G_END_DECLS
