/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/* What the records of a call say and the call itself has not; as SQL over the call "c". Only those under
 * its own id are looked at: a look at each costs more than all other fields. */
#define COLLECTOR_OWN_LEGS_SQL                                                                     \
  " FROM leg AS l WHERE l.node_id = c.node_id AND l.global_call_id = c.global_call_id"            \
  " AND l.call_id = c.id"
/* Which side ended it, by the record that gave its cause: 1 who called, 2 who was called, 0 unknown. */
#define COLLECTOR_CAUSE_SIDE_SQL                                                                   \
  "(SELECT toll_cause_side (l.body, c.cause)" COLLECTOR_OWN_LEGS_SQL ")"
/* The level of the authorisation it was made by, -1 = by none. */
#define COLLECTOR_LEVEL_SQL                                                                        \
  "CASE c.authorization_id WHEN 0 THEN -1 ELSE ifnull ((SELECT max (toll_level (l.body))"         \
  COLLECTOR_OWN_LEGS_SQL "), -1) END"

/* Adds the functions to a connection. */
void collector_leg_functions_register (sqlite3 *handle);

G_END_DECLS
