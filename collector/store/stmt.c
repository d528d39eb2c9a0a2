/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statements: parameters in, rows out. Thin on purpose; the texts are constant and values are
 * always bound.
 */
#include "config.h"

#include "collector/store/db.h"

#include "collector/store/db-private.h"
#include "shared/base/error.h"

void
collector_stmt_bind_int (CollectorStmt *stmt, int index, gint64 value)
{
  sqlite3_bind_int64 (stmt->handle, index, value);
}

void
collector_stmt_bind_text (CollectorStmt *stmt, int index, const char *text)
{
  if (text == NULL)
    sqlite3_bind_null (stmt->handle, index);
  else
    sqlite3_bind_text (stmt->handle, index, text, -1, SQLITE_STATIC);
}

void
collector_stmt_bind_blob (CollectorStmt *stmt, int index, gconstpointer bytes, gsize n)
{
  /* A NULL pointer would bind NULL; an empty blob is meant. */
  sqlite3_bind_blob64 (stmt->handle, index, bytes != NULL ? bytes : "", n, SQLITE_STATIC);
}

void
collector_stmt_bind_null (CollectorStmt *stmt, int index)
{
  sqlite3_bind_null (stmt->handle, index);
}

gboolean
collector_stmt_step (CollectorStmt *stmt, gboolean *has_row, GError **error)
{
  int result = sqlite3_step (stmt->handle);

  *has_row = result == SQLITE_ROW;
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;
  collector_db_fail (stmt->db, result, error);
  sqlite3_reset (stmt->handle);
  return FALSE;
}

gboolean
collector_stmt_run (CollectorStmt *stmt, GError **error)
{
  gboolean has_row;

  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  sqlite3_reset (stmt->handle);
  if (has_row)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE, "A statement gave an unexpected row");
      return FALSE;
    }
  return TRUE;
}

gboolean
collector_stmt_foreach (CollectorStmt *stmt, CollectorRowFunc func, gpointer data, GError **error)
{
  gboolean has_row = FALSE, ok = stmt != NULL;

  while (ok && (ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    ok = func (stmt, data, error);
  if (stmt != NULL)
    collector_stmt_reset (stmt);
  return ok;
}

void
collector_stmt_reset (CollectorStmt *stmt)
{
  sqlite3_reset (stmt->handle);
}

gint64
collector_stmt_get_int (CollectorStmt *stmt, int column)
{
  return sqlite3_column_int64 (stmt->handle, column);
}

const char *
collector_stmt_get_text (CollectorStmt *stmt, int column)
{
  const char *text = (const char *) sqlite3_column_text (stmt->handle, column);

  return text != NULL ? text : "";
}

gconstpointer
collector_stmt_get_blob (CollectorStmt *stmt, int column, gsize *n)
{
  gconstpointer bytes = sqlite3_column_blob (stmt->handle, column);

  *n = sqlite3_column_bytes (stmt->handle, column);
  return bytes;
}

gboolean
collector_stmt_is_null (CollectorStmt *stmt, int column)
{
  return sqlite3_column_type (stmt->handle, column) == SQLITE_NULL;
}
