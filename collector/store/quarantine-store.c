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
      "SELECT q.id, f.name, q.line, q.field, q.reason, q.raw, q.created_ms,"
      " coalesce (f.archive_path, '') FROM quarantine q"
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
                                     collector_stmt_get_int (stmt, 6),
                                     collector_stmt_get_text (stmt, 7) },
          data);
  collector_stmt_reset (stmt);
  return is_ok;
}

gboolean
collector_quarantine_may_be_private (CollectorDb *db, gint64 id)
{
  /* Numbers of contacts are stored with the country; in the text their last digits are certain. */
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT EXISTS (SELECT 1 FROM private_rule WHERE instr (q.raw, CASE kind WHEN 2"
      " THEN substr (value, -6) ELSE value END) > 0) FROM quarantine q WHERE q.id = ?1",
      NULL);
  gboolean has_row = FALSE, is_private;

  if (stmt == NULL)
    return TRUE;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_step (stmt, &has_row, NULL))
    return TRUE;
  is_private = !has_row || collector_stmt_get_int (stmt, 0) != 0;
  collector_stmt_reset (stmt);
  return is_private;
}
