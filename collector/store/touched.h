/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "shared/model/call.h"

G_BEGIN_DECLS

/* The table `call_touch`: the extensions that a call was at beside that of its own line. What a call
 * touched is read off its row and its records, so it is found when all of a transaction is stored. */

/* Texts are those of SELECT: (id, extension) of each call of @calls, where it must be named "c". */
#define COLLECTOR_TOUCHES_SQL(calls)                                                               \
  "SELECT c.id, l.extension FROM " calls " CROSS JOIN line AS l"                                   \
  " ON l.id IN (c.first_line_id, c.last_line_id) WHERE l.extension NOT IN ('', ifnull ((SELECT"    \
  " extension FROM line WHERE id = c.line_id), ''))"                                               \
  " UNION SELECT c.id, n.value FROM " calls " CROSS JOIN leg AS l ON l.node_id = c.node_id"        \
  " AND l.global_call_id = c.global_call_id AND l.call_id = c.id"                                  \
  " CROSS JOIN json_each (toll_called (l.body)) AS n"                                              \
  " WHERE (c.flags & 4 <> 0 OR c.n_legs > 1) AND n.value <> ''"

/* CollectorTouched: calls that came and may have touched others' extensions. Writer lane. */
typedef struct _CollectorTouched CollectorTouched;

CollectorTouched *collector_touched_new (void);
void collector_touched_free (CollectorTouched *touched);

/* The call came; @call->id is final. One that was at its own line alone costs nothing. */
void collector_touched_note (CollectorTouched *touched, const TollCall *call);

/* What a call touched that goes. Inside the caller's transaction. */
gboolean collector_touched_delete (CollectorDb *db, gint64 call_id, GError **error);

/* Writes what the noted calls touched, inside the caller's transaction, and forgets them. */
gboolean collector_touched_flush (CollectorTouched *touched, CollectorDb *db, GError **error);
void collector_touched_forget (CollectorTouched *touched);

G_END_DECLS
