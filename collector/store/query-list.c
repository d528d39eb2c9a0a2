/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The calls behind a question, by key: a page begins behind the last row of the one before, never
 * after so many rows. Rows leave masked and counted. Any lane.
 */
#include "config.h"

#include "collector/store/query-private.h"

#include <string.h>

#include "collector/store/call-row.h"
#include "shared/base/error.h"

/* How a list is sorted, and where a page begins. */
typedef struct
{
  const CollectorField *field; /* NULL = by the id, which leads with the start */
  gboolean is_descending;
  gboolean has_after;
  gint64 after_figure;
  char *after_text;
  gint64 after_id;
} Order;

static void
order_clear (Order *order)
{
  g_free (order->after_text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

/* Names are sorted by what people read. */
static gboolean
is_text (const Order *order)
{
  return order->field != NULL
         && (order->field->shape == COLLECTOR_FIELD_TEXT
             || order->field->shape == COLLECTOR_FIELD_NAMED);
}

static void
add_sorted (CollectorCompiler *self, const Order *order)
{
  if (order->field->shape != COLLECTOR_FIELD_NAMED)
    {
      collector_compiler_add_key (self, order->field);
      return;
    }
  collector_sql_add (&self->sql, "coalesce ((SELECT text FROM ");
  collector_compiler_add_source (self, order->field);
  collector_sql_add (&self->sql, " WHERE id = ");
  collector_compiler_add_key (self, order->field);
  collector_sql_add (&self->sql, "), '')");
}

static gboolean
find_order (const CollectorCompiler *self, Order *order, GError **error)
{
  const GArray *sort = self->query->spec->sort;
  const TollSort *first = sort->len > 0 ? &g_array_index (sort, TollSort, 0) : NULL;

  order->is_descending = TRUE;
  if (first == NULL)
    return TRUE;
  order->is_descending = first->is_descending;
  order->field = collector_compiler_find_field (self, first->field, "spec.sort", error);
  if (order->field == NULL)
    return FALSE;
  if (strcmp (order->field->id, "start") == 0)
    order->field = NULL;
  return TRUE;
}

/* "KEY:ID" as the page before wrote it; texts are in base 64. */
static gboolean
read_after (Order *order, const char *after, GError **error)
{
  const char *colon = after != NULL ? strrchr (after, ':') : NULL;
  gsize length;

  if (after == NULL || *after == '\0')
    return TRUE;
  order->has_after = TRUE;
  if (colon != NULL && g_ascii_string_to_signed (colon + 1, 10, G_MININT64, G_MAXINT64,
                                                 &order->after_id, NULL))
    {
      g_autofree char *key = g_strndup (after, colon - after);

      if (order->field == NULL)
        return TRUE;
      if (!is_text (order))
        {
          if (g_ascii_string_to_signed (key, 10, G_MININT64, G_MAXINT64, &order->after_figure,
                                        NULL))
            return TRUE;
        }
      else
        {
          g_autofree guchar *bytes = g_base64_decode (key, &length);

          order->after_text = g_strndup ((const char *) bytes, length);
          return TRUE;
        }
    }
  toll_error_set_field (error, "after", "is not where a page of this list ended");
  return FALSE;
}

static void
add_after (CollectorCompiler *self, const Order *order)
{
  if (!order->has_after)
    return;
  if (order->field == NULL)
    {
      collector_sql_add (&self->sql, order->is_descending ? " AND c.id < " : " AND c.id > ");
      collector_sql_add_int (&self->sql, order->after_id);
      return;
    }
  collector_sql_add (&self->sql, " AND (");
  add_sorted (self, order);
  collector_sql_add (&self->sql, order->is_descending ? ", c.id) < (" : ", c.id) > (");
  if (is_text (order))
    collector_sql_add_text (&self->sql, order->after_text);
  else
    collector_sql_add_int (&self->sql, order->after_figure);
  collector_sql_add (&self->sql, ", ");
  collector_sql_add_int (&self->sql, order->after_id);
  collector_sql_add (&self->sql, ")");
}

static gboolean
add_query (CollectorCompiler *self, const Order *order, guint limit, GError **error)
{
  static const char *const columns[2][2]
      = { { COLLECTOR_CALL_ROW_OPEN_COLUMNS ", ", COLLECTOR_CALL_ROW_COLUMNS ", " },
          { COLLECTOR_CALL_ROW_OPEN_LEAN_COLUMNS ", ", COLLECTOR_CALL_ROW_LEAN_COLUMNS ", " } };

  collector_sql_add (&self->sql, "SELECT ");
  collector_sql_add (&self->sql, columns[self->query->is_lean][self->has_private]);
  if (order->field != NULL)
    add_sorted (self, order);
  else
    collector_sql_add (&self->sql, "0");
  collector_sql_add (&self->sql, " AS sorted FROM call AS c");
  if (!collector_compiler_add_where (self, error))
    return FALSE;
  add_after (self, order);
  collector_sql_add (&self->sql, order->field != NULL ? " ORDER BY sorted" : " ORDER BY c.id");
  if (order->is_descending)
    collector_sql_add (&self->sql, " DESC");
  if (order->field != NULL)
    collector_sql_add (&self->sql, order->is_descending ? ", c.id DESC" : ", c.id");
  collector_sql_add (&self->sql, " LIMIT ");
  collector_sql_add_int (&self->sql, limit);
  return TRUE;
}

static char *
dup_next (CollectorStmt *stmt, int column, const Order *order, gint64 id)
{
  const char *text;
  g_autofree char *key = NULL;

  if (is_text (order))
    {
      text = collector_stmt_get_text (stmt, column);
      key = g_base64_encode ((const guchar *) text, strlen (text));
    }
  else
    key = g_strdup_printf ("%" G_GINT64_FORMAT, collector_stmt_get_int (stmt, column));
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, key, id);
}

static gboolean
read_rows (CollectorStmt *stmt, const CollectorCompiler *self, const Order *order, guint limit,
           CollectorNames *names, TollArena *arena, GArray *rows, char **next, GError **error)
{
  gboolean is_lean = self->query->is_lean, has_row = FALSE;
  int sorted = is_lean ? COLLECTOR_CALL_N_ROW_LEAN_COLUMNS : COLLECTOR_CALL_N_ROW_COLUMNS;
  guint n = 0;

  while (collector_stmt_step (stmt, &has_row, error))
    {
      CollectorCallRow row;

      if (!has_row)
        {
          collector_stmt_reset (stmt);
          return collector_names_check (names, error);
        }
      collector_call_row_read (stmt, names, is_lean, self->query->viewer, arena, &row);
      collector_call_row_note (self->query->viewer, &row);
      g_array_append_val (rows, row);
      if (++n == limit)
        {
          g_free (*next);
          *next = dup_next (stmt, sorted, order, row.call.id);
        }
    }
  return FALSE;
}

gboolean
collector_query_list (CollectorDb *db, const CollectorQuery *query, const char *after,
                      guint limit, TollArena *arena, GArray *rows, char **next, GError **error)
{
  g_auto (CollectorCompiler) compiler = { 0 };
  g_auto (Order) order = { 0 };
  g_autoptr (CollectorNames) own = NULL;
  CollectorStmt *stmt;

  *next = g_strdup ("");
  if (!collector_compiler_init (&compiler, db, query, error)
      || !find_order (&compiler, &order, error) || !read_after (&order, after, error)
      || !add_query (&compiler, &order, limit, error))
    return FALSE;
  stmt = collector_sql_prepare (&compiler.sql, db, error);
  if (stmt == NULL)
    return FALSE;
  if (query->names == NULL)
    own = collector_names_new (db, arena);
  return read_rows (stmt, &compiler, &order, limit, query->names != NULL ? query->names : own,
                    arena, rows, next, error);
}
