/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/* toll_during (from, to, zone, keys): 1 when at one instant from @from on and before @to (UTC ms) the
 * clock of the zone said all of @keys, "day=20522;hour=540;". */
void collector_during_function_register (sqlite3 *handle);

G_END_DECLS
