/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Extensions that calls were at, beside their own lines.
 */
#include "config.h"

#include "collector/store/touched.h"

#include "collector/store/bulk.h"

#include <string.h>

struct _CollectorTouched
{
  GArray *calls; /* of gint64 */
};

CollectorTouched *
collector_touched_new (void)
{
  CollectorTouched *touched = g_new0 (CollectorTouched, 1);

  touched->calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  return touched;
}

void
collector_touched_free (CollectorTouched *touched)
{
  g_array_unref (touched->calls);
  g_free (touched);
}

void
collector_touched_forget (CollectorTouched *touched)
{
  g_array_set_size (touched->calls, 0);
}

static gboolean
is_another (const char *extension, const TollCall *call)
{
  return *extension != '\0' && strcmp (extension, call->extension) != 0;
}

void
collector_touched_note (CollectorTouched *touched, const TollCall *call)
{
  if (call->n_legs > 1 || (call->flags & TOLL_CALL_FORWARDED) != 0
      || is_another (call->first_extension, call) || is_another (call->last_extension, call))
    g_array_append_val (touched->calls, call->id);
}
/* A figure of COLLECTOR_TOUCHES_SQL. */
G_STATIC_ASSERT (TOLL_CALL_FORWARDED == 4);

gboolean
collector_touched_delete (CollectorDb *db, gint64 call_id, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "DELETE FROM call_touch WHERE call_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, call_id);
  return collector_stmt_run (stmt, error);
}

/* A call that came and went within the transaction is not there. */
static gboolean
store_block (CollectorDb *db, CollectorBulk *bulk, GError **error)
{
  gboolean is_ok
      = bulk->n_rows == 0
        || collector_bulk_run (db,
                               "INSERT OR IGNORE INTO call_touch (call_id, extension)"
                               " WITH c AS MATERIALIZED (SELECT call.* FROM bulk_rows (?1) AS b"
                               " CROSS JOIN call ON call.id = b.c0) " COLLECTOR_TOUCHES_SQL ("c"),
                               bulk, 0, error);

  bulk->n_rows = 0;
  return is_ok;
}

gboolean
collector_touched_flush (CollectorTouched *touched, CollectorDb *db, GError **error)
{
  CollectorBulk bulk;
  gboolean is_ok = TRUE;

  collector_bulk_init (&bulk, 1);
  for (guint i = 0; i < touched->calls->len && is_ok; i++)
    {
      collector_value_set_int (collector_bulk_add (&bulk),
                               g_array_index (touched->calls, gint64, i));
      if (bulk.n_rows == COLLECTOR_BULK_ROWS)
        is_ok = store_block (db, &bulk, error);
    }
  is_ok = is_ok && store_block (db, &bulk, error);
  collector_bulk_clear (&bulk);
  collector_touched_forget (touched);
  return is_ok;
}
