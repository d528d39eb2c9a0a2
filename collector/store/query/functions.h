/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/* Inside collector/store only. Gives a connection the functions that compiled questions call:
 * toll_mask(number, n): the number with its last n digits as asterisks. */
void collector_query_register (sqlite3 *handle);

G_END_DECLS
