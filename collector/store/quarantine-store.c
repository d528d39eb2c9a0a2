/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading the quarantine. Records enter and leave it with their file: files.c.
 */
#include "config.h"

#include "collector/store/quarantine-store.h"

gboolean
collector_quarantine_list (CollectorDb *db, gint64 file_id, gint64 after, gint64 limit,
                           CollectorQuarantineFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT q.id, f.name, q.line, q.field, q.reason, q.raw, q.created_ms FROM quarantine q"
      " JOIN file f ON f.id = q.file_id WHERE q.state = 'held' AND ?1 IN (0, q.file_id)"
      " AND q.id > ?3 ORDER BY q.id LIMIT ?2",
      error);
  gboolean has_row = FALSE, is_ok;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, file_id);
  collector_stmt_bind_int (stmt, 2, limit);
  collector_stmt_bind_int (stmt, 3, after);
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    func (&(CollectorQuarantineRow){ collector_stmt_get_int (stmt, 0),
                                     collector_stmt_get_text (stmt, 1),
                                     (guint) collector_stmt_get_int (stmt, 2),
                                     collector_stmt_get_text (stmt, 3),
                                     collector_stmt_get_text (stmt, 4),
                                     collector_stmt_get_text (stmt, 5),
                                     collector_stmt_get_int (stmt, 6) },
          data);
  collector_stmt_reset (stmt);
  return is_ok;
}
