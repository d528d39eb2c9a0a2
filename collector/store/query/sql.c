/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statements of the query compiler: text and parameters side by side.
 */
#include "config.h"

#include "collector/store/query/sql.h"

typedef struct
{
  gint64 figure;
  const char *text; /* NULL = the figure */
} Param;

void
collector_sql_init (CollectorSql *sql)
{
  sql->text = g_string_new (NULL);
  sql->params = g_array_new (FALSE, FALSE, sizeof (Param));
  sql->texts = g_ptr_array_new_with_free_func (g_free);
}

void
collector_sql_clear (CollectorSql *sql)
{
  if (sql->text == NULL)
    return;
  g_string_free (sql->text, TRUE);
  g_array_unref (sql->params);
  g_ptr_array_unref (sql->texts);
  sql->text = NULL;
}

void
collector_sql_add (CollectorSql *sql, const char *piece)
{
  g_string_append (sql->text, piece);
}

static void
add_param (CollectorSql *sql, gint64 figure, const char *text)
{
  Param param = { figure, text };

  g_array_append_val (sql->params, param);
  g_string_append_printf (sql->text, "?%u", sql->params->len);
}

void
collector_sql_add_int (CollectorSql *sql, gint64 value)
{
  add_param (sql, value, NULL);
}

void
collector_sql_add_text (CollectorSql *sql, const char *text)
{
  g_ptr_array_add (sql->texts, g_strdup (text));
  add_param (sql, 0, sql->texts->pdata[sql->texts->len - 1]);
}

void
collector_sql_add_int_list (CollectorSql *sql, const gint64 *values, guint n_values)
{
  collector_sql_add (sql, n_values == 0 ? "(NULL" : "(");
  for (guint i = 0; i < n_values; i++)
    {
      collector_sql_add (sql, i > 0 ? ", " : "");
      collector_sql_add_int (sql, values[i]);
    }
  collector_sql_add (sql, ")");
}

CollectorStmt *
collector_sql_prepare (const CollectorSql *sql, CollectorDb *db, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare_built (db, sql->text->str, error);

  for (guint i = 0; stmt != NULL && i < sql->params->len; i++)
    {
      const Param *param = &g_array_index (sql->params, Param, i);

      if (param->text != NULL)
        collector_stmt_bind_text (stmt, i + 1, param->text);
      else
        collector_stmt_bind_int (stmt, i + 1, param->figure);
    }
  return stmt;
}
