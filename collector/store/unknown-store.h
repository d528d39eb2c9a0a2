/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* Lines that make calls and are nobody's. A line counts as unknown when its newest call has no
 * person; hunt pilots are not lines of people. */

/* CollectorUnknownRow: texts live during the call. */
typedef struct
{
  gint64 line_id; /* grows with when the ledger first saw the line */
  const char *extension;
  const char *partition; /* "" = none or unknown */
  gint64 n_calls;
  gint64 last_ms; /* start of the newest call */
  gboolean is_strange; /* may be a number outside: see COLLECTOR_IS_STRANGE_SQL() */
  gboolean is_private; /* it is one in somebody's private call */
} CollectorUnknownRow;

typedef void (*CollectorUnknownFunc) (const CollectorUnknownRow *row, gpointer data);

/* At most @limit, in the order of their lines, behind @after_line_id (0 = from the first). @is_ours:
 * without strange ones. */
gboolean collector_unknown_list (CollectorDb *db, gboolean is_ours, gint64 after_line_id,
                                 gint64 limit, CollectorUnknownFunc func, gpointer data,
                                 GError **error);

/* Makes a person without a name for each that is not strange, who has the line from ever; their calls
 * are queued to become theirs. A number that cannot be had, as somebody has it at another time, stays unknown.
 * Each in a transaction of its own. @n_made: (out). Writer lane. */
gboolean collector_unknown_make_people (CollectorDb *db, gint64 now_ms, guint *n_made,
                                        GError **error);

G_END_DECLS
