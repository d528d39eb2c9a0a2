/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A database in words, by a connection of its own.
 */
#include "tests/support/rows.h"

#include <sqlite3.h>
#include <string.h>

static sqlite3_stmt *
ask (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  return stmt;
}

static void
append_cell (GString *text, sqlite3_stmt *stmt, int column)
{
  const guint8 *bytes = sqlite3_column_blob (stmt, column);
  int n = sqlite3_column_bytes (stmt, column);

  g_string_append_c (text, '|');
  if (sqlite3_column_type (stmt, column) == SQLITE_NULL)
    return;
  if (sqlite3_column_type (stmt, column) != SQLITE_BLOB)
    g_string_append (text, (const char *) sqlite3_column_text (stmt, column));
  else
    for (int i = 0; i < n; i++)
      g_string_append_printf (text, "%02x", bytes[i]);
}

static void
append_table (GString *text, sqlite3 *handle, const char *name)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1, 2", name);
  g_autofree char *plain = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1", name);
  sqlite3_stmt *stmt = NULL;

  /* Some have one column. */
  if (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL) != SQLITE_OK)
    stmt = ask (handle, plain);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      g_string_append (text, name);
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        append_cell (text, stmt, i);
      g_string_append_c (text, '\n');
    }
  sqlite3_finalize (stmt);
}

char *
test_rows_dump (const char *path, const char *const *left_out)
{
  GString *text = g_string_new (NULL);
  sqlite3 *handle = NULL;
  sqlite3_stmt *tables;

  if (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (handle));
  sqlite3_busy_timeout (handle, 10000);
  tables = ask (handle, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
  while (sqlite3_step (tables) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (tables, 0);

      if (left_out == NULL || !g_strv_contains (left_out, name))
        append_table (text, handle, name);
    }
  sqlite3_finalize (tables);
  sqlite3_close (handle);
  return g_string_free (text, FALSE);
}
