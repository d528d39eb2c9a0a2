/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The calls behind a question, by key: a page begins behind the last row of the one before, never
 * after so many rows. In the order of time they are looked for in slices of it, each larger than the
 * one before, until the page is full. Rows leave masked and counted. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include <string.h>

#include "collector/store/call-row.h"
#include "collector/store/currencies.h"
#include "shared/base/error.h"

/* The first slice of time that is looked through, in units of id; each next one is larger. */
#define FIRST_SLICE ((gint64) 86400 << COLLECTOR_CALL_ID_SHIFT)
#define SLICE_GROWTH 4

typedef enum
{
  TERM_KEY,
  TERM_NAME,  /* of a NAMED field: what people read */
  TERM_CURRENCY, /* of amounts, which are compared with their own: its place among @currencies */
  TERM_TOKEN, /* of a number that some see in part: parts those that look alike, in no order */
} TermKind;

/* One of the things a list is sorted by, the most important first. */
typedef struct
{
  const CollectorField *field;
  TermKind kind;
  gboolean is_descending;
  gint64 after_figure;
  char *after_text;
} Term;

#define MAX_SORTS 4
#define MAX_TERMS (2 + MAX_SORTS + 1) /* a section's name and key, or key and token; what its calls are
                                       * sorted by, with the currency of amounts before the first */

/* How a list is sorted, and where a page begins. The id, which leads with the start, comes last. */
typedef struct
{
  Term terms[MAX_TERMS];
  guint n_terms;
  GArray *currencies; /* (nullable): of CollectorCurrency, whose codes are in @arena */
  TollArena *arena;   /* (nullable) */
  gint section; /* the term that is the section's key; -1 = none */
  gboolean is_id_descending;
  gboolean has_after;
  gint64 after_id;
} Order;

static void
order_clear (Order *order)
{
  for (guint i = 0; i < order->n_terms; i++)
    g_free (order->terms[i].after_text);
  g_clear_pointer (&order->currencies, g_array_unref);
  g_clear_pointer (&order->arena, toll_arena_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

static gboolean
is_text (const Term *term)
{
  return term->kind == TERM_NAME || term->kind == TERM_TOKEN
         || (term->kind == TERM_KEY && term->field->shape == COLLECTOR_FIELD_TEXT);
}

static void
add_token (CollectorCompiler *self, const CollectorField *field)
{
  collector_sql_add (&self->sql, "toll_token (");
  collector_compiler_add_apart (self, field);
  collector_sql_add (&self->sql, ", ");
  collector_sql_add_int (&self->sql, self->query->viewer->account_id);
  collector_sql_add (&self->sql, ")");
}

/* A call without a price comes last. */
static void
add_currency (CollectorCompiler *self, const GArray *currencies)
{
  collector_sql_add (&self->sql, "CASE c.currency_id");
  for (guint i = 0; i < currencies->len; i++)
    {
      collector_sql_add (&self->sql, " WHEN ");
      collector_sql_add_int (&self->sql, g_array_index (currencies, CollectorCurrency, i).id);
      collector_sql_add (&self->sql, " THEN ");
      collector_sql_add_int (&self->sql, i);
    }
  collector_sql_add (&self->sql, " ELSE ");
  collector_sql_add_int (&self->sql, currencies->len);
  collector_sql_add (&self->sql, " END");
}

static void
add_name (CollectorCompiler *self, const Term *term)
{
  collector_sql_add (&self->sql, "coalesce ((SELECT text FROM ");
  collector_compiler_add_source (self, term->field);
  collector_sql_add (&self->sql, " WHERE id = ");
  collector_compiler_add_key (self, term->field);
  collector_sql_add (&self->sql, "), '')");
}

static void
add_term (CollectorCompiler *self, const Order *order, const Term *term)
{
  switch (term->kind)
    {
    case TERM_KEY:
      collector_compiler_add_key (self, term->field);
      break;
    case TERM_NAME:
      add_name (self, term);
      break;
    case TERM_CURRENCY:
      add_currency (self, order->currencies);
      break;
    case TERM_TOKEN:
      add_token (self, term->field);
    }
}

static void
sort_by (Order *order, const CollectorField *field, TermKind kind, gboolean is_descending)
{
  order->terms[order->n_terms++]
      = (Term){ .field = field, .kind = kind, .is_descending = is_descending };
}

/* Rows of one section stand together: of two that are called alike, one comes behind the other. */
static gboolean
find_section (const CollectorCompiler *self, Order *order, GError **error)
{
  const TollReportSpec *spec = self->query->spec;
  const CollectorField *field;

  order->section = -1;
  if (spec->section == NULL || *spec->section == '\0')
    return TRUE;
  field = collector_compiler_find_field (self, spec->section, "spec.section", error);
  if (field == NULL)
    return FALSE;
  if ((field->flags & COLLECTOR_FIELD_KEY) == 0)
    {
      toll_error_set_field (error, "spec.section", "calls cannot be grouped by \"%.40s\"",
                            spec->section);
      return FALSE;
    }
  if (field->shape == COLLECTOR_FIELD_NAMED)
    sort_by (order, field, TERM_NAME, spec->is_section_descending);
  order->section = (gint) order->n_terms;
  sort_by (order, field, TERM_KEY, spec->is_section_descending);
  if (collector_compiler_tells_apart (self, field))
    sort_by (order, field, TERM_TOKEN, spec->is_section_descending);
  return TRUE;
}

/* What is sorted by an amount is sorted by its currency first. */
static gboolean
find_currencies (const CollectorCompiler *self, Order *order, const CollectorField *field,
                 GError **error)
{
  if (order->currencies != NULL)
    return TRUE;
  order->arena = toll_arena_new ();
  order->currencies = collector_currencies_list (self->db, order->arena, error);
  if (order->currencies != NULL && order->currencies->len > 1)
    sort_by (order, field, TERM_CURRENCY, FALSE);
  return order->currencies != NULL;
}

/* @is_whole: (out): nothing is left to sort: ids, which come last, lead with the start. */
static gboolean
add_sort (const CollectorCompiler *self, Order *order, const TollSort *sort, gboolean *is_whole,
          GError **error)
{
  const CollectorField *field
      = collector_compiler_find_field (self, sort->field, "spec.sort", error);

  if (field == NULL
      || (field->kind == TOLL_CELL_MONEY && !find_currencies (self, order, field, error)))
    return FALSE;
  *is_whole = strcmp (field->id, "start") == 0;
  if (*is_whole)
    order->is_id_descending = sort->is_descending;
  else /* names are sorted by what people read */
    sort_by (order, field, field->shape == COLLECTOR_FIELD_NAMED ? TERM_NAME : TERM_KEY,
             sort->is_descending);
  return TRUE;
}

static gboolean
find_order (const CollectorCompiler *self, Order *order, GError **error)
{
  const GArray *sort = self->query->spec->sort;
  gboolean is_whole = FALSE;

  if (!find_section (self, order, error))
    return FALSE;
  if (sort->len > MAX_SORTS)
    {
      toll_error_set_field (error, "spec.sort", "at most %d fields are sorted by", MAX_SORTS);
      return FALSE;
    }
  order->is_id_descending = sort->len == 0 || g_array_index (sort, TollSort, 0).is_descending;
  for (guint i = 0; i < sort->len && !is_whole; i++)
    if (!add_sort (self, order, &g_array_index (sort, TollSort, i), &is_whole, error))
      return FALSE;
  return TRUE;
}

/* Returns: FALSE when @text is no key of the term. */
static gboolean
read_after_term (Term *term, const char *text)
{
  g_autofree guchar *bytes = NULL;
  gsize length;

  if (!is_text (term))
    return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &term->after_figure, NULL);
  bytes = g_base64_decode (text, &length);
  term->after_text = g_strndup ((const char *) bytes, length);
  return term->kind != TERM_TOKEN || collector_number_is_token (term->after_text);
}

/* "KEY:KEY:ID" as the page before wrote it; texts are in base 64. */
static gboolean
read_after (Order *order, const char *after, GError **error)
{
  g_auto (GStrv) parts = NULL;
  gboolean is_read;

  if (after == NULL || *after == '\0')
    return TRUE;
  order->has_after = TRUE;
  parts = g_strsplit (after, ":", MAX_TERMS + 2);
  is_read = g_strv_length (parts) == order->n_terms + 1
            && g_ascii_string_to_signed (parts[order->n_terms], 10, G_MININT64, G_MAXINT64,
                                         &order->after_id, NULL);
  for (guint i = 0; is_read && i < order->n_terms; i++)
    is_read = read_after_term (&order->terms[i], parts[i]);
  if (!is_read)
    toll_error_set_field (error, "after", "is not where a page of this list ended");
  return is_read;
}

static void
add_after_value (CollectorCompiler *self, const Order *order, guint index)
{
  const Term *term = &order->terms[index];

  if (index == order->n_terms)
    collector_sql_add_int (&self->sql, order->after_id);
  else if (is_text (term))
    collector_sql_add_text (&self->sql, term->after_text);
  else
    collector_sql_add_int (&self->sql, term->after_figure);
}

static void
add_ordered (CollectorCompiler *self, const Order *order, guint index)
{
  if (index == order->n_terms)
    collector_sql_add (&self->sql, "c.id");
  else
    add_term (self, order, &order->terms[index]);
}

static gboolean
is_descending (const Order *order, guint index)
{
  return index == order->n_terms ? order->is_id_descending : order->terms[index].is_descending;
}

/* From the term @first on, those that run the same way: (a, b) < (A, B); behind them, what differs:
 * (a, b) <= (A, B) AND ((a, b) < (A, B) OR …). */
static void
add_behind (CollectorCompiler *self, const Order *order, guint first)
{
  guint end = first + 1;

  while (end <= order->n_terms && is_descending (order, end) == is_descending (order, first))
    end++;
  for (guint pass = 0; pass < (end <= order->n_terms ? 2 : 1); pass++)
    {
      collector_sql_add (&self->sql, pass == 0 ? " ((" : " OR ((");
      for (guint i = first; i < end; i++)
        {
          collector_sql_add (&self->sql, i > first ? ", " : "");
          add_ordered (self, order, i);
        }
      collector_sql_add (&self->sql, pass == 1 ? ") = ("
                                     : is_descending (order, first) ? ") < (" : ") > (");
      for (guint i = first; i < end; i++)
        {
          collector_sql_add (&self->sql, i > first ? ", " : "");
          add_after_value (self, order, i);
        }
      collector_sql_add (&self->sql, ")");
    }
  if (end <= order->n_terms)
    {
      collector_sql_add (&self->sql, " AND");
      add_behind (self, order, end);
      collector_sql_add (&self->sql, ")");
    }
  collector_sql_add (&self->sql, ")");
}

static void
add_alias (CollectorCompiler *self, guint index)
{
  char name[16];

  g_snprintf (name, sizeof name, "sorted%u", index);
  collector_sql_add (&self->sql, name);
}

static void
add_order (CollectorCompiler *self, const Order *order)
{
  collector_sql_add (&self->sql, " ORDER BY ");
  for (guint i = 0; i < order->n_terms; i++)
    {
      add_alias (self, i);
      collector_sql_add (&self->sql, order->terms[i].is_descending ? " DESC, " : ", ");
    }
  collector_sql_add (&self->sql, order->is_id_descending ? "c.id DESC" : "c.id");
}

static gboolean
add_query (CollectorCompiler *self, const Order *order, guint limit, GError **error)
{
  static const char *const columns[2][2]
      = { { COLLECTOR_CALL_ROW_OPEN_COLUMNS ", ", COLLECTOR_CALL_ROW_COLUMNS ", " },
          { COLLECTOR_CALL_ROW_OPEN_LEAN_COLUMNS ", ", COLLECTOR_CALL_ROW_LEAN_COLUMNS ", " } };

  collector_sql_add (&self->sql, "SELECT ");
  collector_sql_add (&self->sql, columns[self->query->is_lean][self->has_private]);
  for (guint i = 0; i < order->n_terms; i++)
    {
      add_term (self, order, &order->terms[i]);
      collector_sql_add (&self->sql, " AS ");
      add_alias (self, i);
      collector_sql_add (&self->sql, ", ");
    }
  collector_sql_add (&self->sql, "0 FROM call AS c");
  if (!collector_compiler_add_where (self, error))
    return FALSE;
  if (order->has_after)
    {
      collector_sql_add (&self->sql, " AND");
      add_behind (self, order, 0);
    }
  add_order (self, order);
  collector_sql_add (&self->sql, " LIMIT ");
  collector_sql_add_int (&self->sql, limit);
  return TRUE;
}

static char *
dup_next (CollectorStmt *stmt, int column, const Order *order, gint64 id)
{
  GString *next = g_string_new (NULL);

  for (guint i = 0; i < order->n_terms; i++)
    if (is_text (&order->terms[i]))
      {
        const char *text = collector_stmt_get_text (stmt, column + i);
        g_autofree char *key = g_base64_encode ((const guchar *) text, strlen (text));

        g_string_append_printf (next, "%s:", key);
      }
    else
      g_string_append_printf (next, "%" G_GINT64_FORMAT ":",
                              collector_stmt_get_int (stmt, column + i));
  g_string_append_printf (next, "%" G_GINT64_FORMAT, id);
  return g_string_free (next, FALSE);
}

/* @column: the first that is sorted by. A number that is shown in part is named by the call @id. */
static void
take_section (CollectorStmt *stmt, const CollectorQuery *query, const Order *order, int column,
              gint64 id, TollArena *arena)
{
  guint next = (guint) order->section + 1;
  CollectorKey key = { 0 };

  if (query->section_keys == NULL || order->section < 0)
    return;
  column += order->section;
  if (is_text (&order->terms[order->section]))
    key.text = toll_arena_strdup (arena, collector_stmt_get_text (stmt, column));
  else
    key.figure = collector_stmt_get_int (stmt, column);
  if (next < order->n_terms && order->terms[next].kind == TERM_TOKEN)
    {
      key.apart = toll_arena_strdup (arena, collector_stmt_get_text (stmt, column + 1));
      key.call_id = id;
    }
  g_array_append_val (query->section_keys, key);
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
      take_section (stmt, self->query, order, sorted, row.call.id, arena);
      if (++n == limit)
        {
          g_free (*next);
          *next = dup_next (stmt, sorted, order, row.call.id);
        }
    }
  return FALSE;
}

/* A page that is being filled. */
typedef struct
{
  CollectorCompiler *compiler;
  const Order *order;
  CollectorNames *names;
  TollArena *arena;
  GArray *rows;
  guint end; /* how many rows it has when it is full */
  char **next;
} Page;

/* Appends what the compiler's range of ids has, until the page is full. */
static gboolean
read_range (Page *page, GError **error)
{
  CollectorSql *sql = &page->compiler->sql;
  guint n_left = page->end - page->rows->len;
  CollectorStmt *stmt;

  collector_sql_clear (sql);
  collector_sql_init (sql);
  if (!add_query (page->compiler, page->order, n_left, error))
    return FALSE;
  stmt = collector_sql_prepare (sql, page->compiler->db, error);
  return stmt != NULL
         && read_rows (stmt, page->compiler, page->order, n_left, page->names, page->arena,
                       page->rows, page->next, error);
}

static gboolean
get_id (CollectorDb *db, const char *sql, gint64 *id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *id = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

/* Narrows the ids to those that exist and lie behind the page before. */
static gboolean
find_bounds (CollectorCompiler *self, const Order *order, GError **error)
{
  gint64 first, last;

  if (!get_id (self->db, "SELECT min (id) FROM call", &first, error)
      || !get_id (self->db, "SELECT max (id) FROM call", &last, error))
    return FALSE;
  self->low_id = MAX (self->low_id, first);
  self->high_id = MIN (self->high_id, last < G_MAXINT64 ? last + 1 : last);
  if (order->has_after && order->is_id_descending)
    self->high_id = MIN (self->high_id, order->after_id);
  else if (order->has_after && order->after_id < G_MAXINT64)
    self->low_id = MAX (self->low_id, order->after_id + 1);
  return TRUE;
}

/* One at least: it says what is wrong with the question. */
static gboolean
read_slices (Page *page, GError **error)
{
  CollectorCompiler *compiler = page->compiler;
  gint64 low, high, slice = FIRST_SLICE;

  if (!find_bounds (compiler, page->order, error))
    return FALSE;
  low = compiler->low_id;
  high = compiler->high_id;
  do
    {
      gint64 length = CLAMP (high - low, 0, slice);

      compiler->low_id = page->order->is_id_descending ? high - length : low;
      compiler->high_id = compiler->low_id + length;
      if (!read_range (page, error))
        return FALSE;
      if (page->order->is_id_descending)
        high -= length;
      else
        low += length;
      slice = slice < G_MAXINT64 / SLICE_GROWTH ? slice * SLICE_GROWTH : slice;
    }
  while (high > low && page->rows->len < page->end);
  return TRUE;
}

gboolean
collector_query_list (CollectorDb *db, const CollectorQuery *query, const char *after,
                      guint limit, TollArena *arena, GArray *rows, char **next, GError **error)
{
  g_auto (CollectorCompiler) compiler = { 0 };
  g_auto (Order) order = { 0 };
  g_autoptr (CollectorNames) own = NULL;
  Page page = { &compiler, &order, query->names, arena, rows, rows->len + limit, next };

  *next = g_strdup ("");
  if (!collector_compiler_init (&compiler, db, query, error)
      || !find_order (&compiler, &order, error) || !read_after (&order, after, error))
    return FALSE;
  if (page.names == NULL)
    page.names = own = collector_names_new (db, arena);
  return order.n_terms == 0 ? read_slices (&page, error) : read_range (&page, error);
}

/* "PLACE:AMOUNT:…:ID": behind every amount of that place, whatever comes behind the amounts. */
char *
collector_query_list_skip_currency (const char *next, const TollReportSpec *spec)
{
  gboolean is_descending = g_array_index (spec->sort, TollSort, 0).is_descending;
  const char *amount = strchrnul (next, ':');
  GString *behind = g_string_new_len (next, amount - next);

  for (const char *p = amount; *p != '\0'; p++)
    if (*p == ':')
      g_string_append_printf (behind, ":%" G_GINT64_FORMAT,
                              is_descending ? G_MININT64 : G_MAXINT64);
  return g_string_free (behind, FALSE);
}
