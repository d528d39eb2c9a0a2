/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table-valued function over rows in memory. It takes a pointer no SQL text can make up, and
 * only this room can pass one. Writer lane.
 */
#include "config.h"

#include "collector/store/bulk.h"

#include "collector/store/db-private.h"

#include <string.h>

#define POINTER_TYPE "collector-bulk"
#define HIDDEN_COLUMN COLLECTOR_BULK_MAX_COLUMNS

typedef struct
{
  sqlite3_vtab_cursor base;
  CollectorBulk *bulk; /* NULL: no rows */
} Cursor;

void
collector_bulk_init (CollectorBulk *bulk, guint n_columns)
{
  *bulk = (CollectorBulk){ .n_columns = n_columns };
  bulk->values = g_new0 (CollectorValue, n_columns * COLLECTOR_BULK_ROWS);
}

void
collector_bulk_clear (CollectorBulk *bulk)
{
  g_clear_pointer (&bulk->values, g_free);
}

CollectorValue *
collector_bulk_add (CollectorBulk *bulk)
{
  return bulk->values + bulk->n_columns * bulk->n_rows++;
}

void
collector_value_set_text (CollectorValue *value, const char *text)
{
  value->kind = COLLECTOR_VALUE_TEXT;
  value->n_bytes = strlen (text);
  value->bytes = text;
}

static int
connect_table (sqlite3 *handle, void *data, int argc, const char *const *argv,
               sqlite3_vtab **table, char **message)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE x (");
  int result;

  for (guint i = 0; i < COLLECTOR_BULK_MAX_COLUMNS; i++)
    g_string_append_printf (sql, "c%u, ", i);
  g_string_append (sql, "rows HIDDEN)");
  result = sqlite3_declare_vtab (handle, sql->str);
  if (result == SQLITE_OK)
    *table = g_new0 (sqlite3_vtab, 1);
  return result;
}

static int
disconnect_table (sqlite3_vtab *table)
{
  g_free (table);
  return SQLITE_OK;
}

static int
plan_query (sqlite3_vtab *table, sqlite3_index_info *info)
{
  for (int i = 0; i < info->nConstraint; i++)
    if (info->aConstraint[i].iColumn == HIDDEN_COLUMN && info->aConstraint[i].usable
        && info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ)
      {
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->estimatedCost = 1;
        return SQLITE_OK;
      }
  return SQLITE_CONSTRAINT;
}

static int
open_cursor (sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
  *cursor = (sqlite3_vtab_cursor *) g_new0 (Cursor, 1);
  return SQLITE_OK;
}

static int
close_cursor (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static int
begin_rows (sqlite3_vtab_cursor *cursor, int number, const char *text, int argc,
            sqlite3_value **argv)
{
  ((Cursor *) cursor)->bulk = argc == 1 ? sqlite3_value_pointer (argv[0], POINTER_TYPE) : NULL;
  return SQLITE_OK;
}

static int
next_row (sqlite3_vtab_cursor *cursor)
{
  ((Cursor *) cursor)->bulk->at++;
  return SQLITE_OK;
}

static int
is_at_end (sqlite3_vtab_cursor *cursor)
{
  const CollectorBulk *bulk = ((Cursor *) cursor)->bulk;

  return bulk == NULL || bulk->at >= bulk->n_rows;
}

static int
get_column (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  const CollectorBulk *bulk = ((Cursor *) cursor)->bulk;
  const CollectorValue *value = &bulk->values[bulk->n_columns * bulk->at + column];

  if ((guint) column >= bulk->n_columns)
    return SQLITE_OK;
  switch (value->kind)
    {
    case COLLECTOR_VALUE_NULL:
      break;
    case COLLECTOR_VALUE_INT:
      sqlite3_result_int64 (context, value->figure);
      break;
    case COLLECTOR_VALUE_TEXT:
      sqlite3_result_text (context, value->bytes, value->n_bytes, SQLITE_STATIC);
      break;
    case COLLECTOR_VALUE_BLOB:
      sqlite3_result_blob (context, value->bytes, value->n_bytes, SQLITE_STATIC);
      break;
    }
  return SQLITE_OK;
}

static int
get_row_id (sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
  *id = ((Cursor *) cursor)->bulk->at;
  return SQLITE_OK;
}

static const sqlite3_module module = {
  .xConnect = connect_table,
  .xDisconnect = disconnect_table,
  .xBestIndex = plan_query,
  .xOpen = open_cursor,
  .xClose = close_cursor,
  .xFilter = begin_rows,
  .xNext = next_row,
  .xEof = is_at_end,
  .xColumn = get_column,
  .xRowid = get_row_id,
};

int
collector_bulk_register (sqlite3 *handle)
{
  return sqlite3_create_module_v2 (handle, "bulk_rows", &module, NULL, NULL);
}

gboolean
collector_bulk_run (CollectorDb *db, const char *sql, CollectorBulk *bulk, guint first,
                    GError **error)
{
  CollectorStmt *stmt;

  bulk->at = first;
  if (first >= bulk->n_rows)
    return TRUE;
  stmt = collector_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_pointer (stmt->handle, 1, bulk, POINTER_TYPE, NULL);
  return collector_stmt_run (stmt, error);
}
