/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One restriction as SQL: by the shape of its field. A negated one is NOT of the other, so that
 * both together are everything. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include <stdio.h>
#include <string.h>

#include "shared/base/error.h"
#include "shared/base/fold.h"
#include "shared/base/money.h"

/* What a test is compiled with. */
typedef struct
{
  CollectorCompiler *compiler;
  const TollCondition *test;
  const CollectorField *field;
  const char *path;
} Test;

static CollectorSql *
sql_of (const Test *self)
{
  return &self->compiler->sql;
}

static const char *
value_of (const Test *self, guint index)
{
  return self->test->values->pdata[index];
}

static gboolean
refuse (const Test *self, GError **error, const char *reason)
{
  g_autofree char *field = g_strconcat (self->path, ".value", NULL);

  toll_error_set_field (error, field, "%s: %s", self->test->field, reason);
  return FALSE;
}

static gboolean
refuse_operator (const Test *self, GError **error)
{
  g_autofree char *field = g_strconcat (self->path, ".op", NULL);

  toll_error_set_field (error, field, "\"%s\" does not compare \"%s\"",
                        toll_operator_to_name (self->test->op, self->test->is_negated),
                        self->test->field);
  return FALSE;
}

/* ---- Texts ---- */

/* Case does not count, in any script: what has letters is compared folded. Texts that every call has
 * for itself are folded for what SQL cannot compare alone: it knows the letters of ASCII. */
static gboolean
is_folded (const Test *self)
{
  if (self->field->shape == COLLECTOR_FIELD_NAMED)
    return collector_query_has_letters (self->test->values);
  for (guint i = 0; i < self->test->values->len; i++)
    if (!g_str_is_ascii (value_of (self, i)))
      return TRUE;
  return FALSE;
}

/* What is typed, as it is compared. Returns: (transfer full) */
static char *
dup_value (const Test *self, guint index)
{
  return is_folded (self) ? toll_fold (value_of (self, index)) : g_strdup (value_of (self, index));
}

static void
add_value (const Test *self, guint index)
{
  g_autofree char *value = dup_value (self, index);

  collector_sql_add_text (sql_of (self), value);
}

/* What is typed, as a pattern of LIKE: figures of its own are escaped. */
static char *
dup_pattern (const char *text, TollOperator op)
{
  GString *pattern = g_string_new (NULL);

  if (op == TOLL_OP_ENDS || op == TOLL_OP_CONTAINS)
    g_string_append_c (pattern, '%');
  for (const char *p = text; *p != '\0'; p++)
    if (op == TOLL_OP_MATCHES && (*p == '*' || *p == '?'))
      g_string_append_c (pattern, *p == '*' ? '%' : '_');
    else
      {
        if (strchr ("%_\\", *p) != NULL)
          g_string_append_c (pattern, '\\');
        g_string_append_c (pattern, *p);
      }
  if (op == TOLL_OP_STARTS || op == TOLL_OP_CONTAINS)
    g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

/* Appends how a text compares; what is compared stands before it. */
static gboolean
add_text_comparison (const Test *self, GError **error)
{
  g_autofree char *pattern = NULL, *typed = NULL;

  switch (self->test->op)
    {
    case TOLL_OP_IS:
      collector_sql_add (sql_of (self), " COLLATE NOCASE = ");
      add_value (self, 0);
      return TRUE;
    case TOLL_OP_IN:
      collector_sql_add (sql_of (self), " COLLATE NOCASE IN (");
      for (guint i = 0; i < self->test->values->len; i++)
        {
          collector_sql_add (sql_of (self), i > 0 ? ", " : "");
          add_value (self, i);
        }
      collector_sql_add (sql_of (self), ")");
      return TRUE;
    case TOLL_OP_EMPTY:
      collector_sql_add (sql_of (self), " = ''");
      return TRUE;
    case TOLL_OP_STARTS:
    case TOLL_OP_ENDS:
    case TOLL_OP_CONTAINS:
    case TOLL_OP_MATCHES:
      typed = dup_value (self, 0);
      pattern = dup_pattern (typed, self->test->op);
      collector_sql_add (sql_of (self), " LIKE ");
      collector_sql_add_text (sql_of (self), pattern);
      collector_sql_add (sql_of (self), " ESCAPE '\\'");
      return TRUE;
    default:
      return refuse_operator (self, error);
    }
}

/* Whether the text "", which has no row, is among what is wanted. */
static gboolean
wants_none (const Test *self)
{
  switch (self->test->op)
    {
    case TOLL_OP_EMPTY:
      return TRUE;
    case TOLL_OP_IS:
    case TOLL_OP_IN:
      for (guint i = 0; i < self->test->values->len; i++)
        if (*value_of (self, i) == '\0')
          return TRUE;
      return FALSE;
    case TOLL_OP_MATCHES:
      return strspn (value_of (self, 0), "*") == strlen (value_of (self, 0));
    default:
      return *value_of (self, 0) == '\0';
    }
}

static gboolean
add_name_comparison (const Test *self, GError **error)
{
  collector_sql_add (sql_of (self), is_folded (self) ? " WHERE toll_fold (text)" : " WHERE text");
  return add_text_comparison (self, error);
}

/* @rows: (nullable): more names than those of the field's own rows. */
static gboolean
add_other_names (const Test *self, const char *rows, GError **error)
{
  if (rows == NULL)
    return TRUE;
  collector_sql_add (sql_of (self), " UNION ALL SELECT id FROM ");
  collector_compiler_add_names (self->compiler, self->field, rows);
  return add_name_comparison (self, error);
}

/* Whether names in full ("GB/Glasgow") are meant: by the whole of one, or by a part with its slash,
 * which no short name has. A part without one means what is shown. */
static gboolean
is_of_full_names (const Test *self)
{
  if (self->test->op == TOLL_OP_IS || self->test->op == TOLL_OP_IN)
    return TRUE;
  return self->test->values->len > 0 && strchr (value_of (self, 0), '/') != NULL;
}

/* Whether the key that stands before it has a name that is asked for. */
static gboolean
add_names (const Test *self, GError **error)
{
  collector_sql_add (sql_of (self), " IN (SELECT id FROM ");
  collector_compiler_add_source (self->compiler, self->field);
  if (!add_name_comparison (self, error) || !add_other_names (self, self->field->also, error)
      || !add_other_names (self, is_of_full_names (self) ? self->field->full : NULL, error))
    return FALSE;
  collector_sql_add (sql_of (self), ")");
  return TRUE;
}

/* Who was called, where the viewer is told. */
static gboolean
add_called (const Test *self, GError **error)
{
  if (!self->compiler->both_sides || self->field->called == NULL)
    return TRUE;
  collector_sql_add (sql_of (self), " OR (c.called_line_id <> 0 AND ");
  collector_sql_add (sql_of (self), self->field->called);
  if (!add_names (self, error))
    return FALSE;
  if (self->compiler->hides)
    {
      collector_sql_add (sql_of (self), " AND NOT ");
      collector_compiler_add_hidden (self->compiler);
    }
  collector_sql_add (sql_of (self), ")");
  return TRUE;
}

static gboolean
add_named (const Test *self, GError **error)
{
  collector_sql_add (sql_of (self), "(");
  collector_compiler_add_key (self->compiler, self->field);
  if (!add_names (self, error) || !add_called (self, error))
    return FALSE;
  if (wants_none (self))
    {
      collector_sql_add (sql_of (self), " OR ");
      collector_compiler_add_key (self->compiler, self->field);
      collector_sql_add (sql_of (self), " = 0");
    }
  collector_sql_add (sql_of (self), ")");
  return TRUE;
}

static gboolean
add_text (const Test *self, GError **error)
{
  collector_sql_add (sql_of (self), is_folded (self) ? "toll_fold (" : "(");
  collector_compiler_add_key (self->compiler, self->field);
  collector_sql_add (sql_of (self), ")");
  return add_text_comparison (self, error);
}

/* ---- Figures ---- */

static gboolean
read_minute (const char *text, gint64 *value)
{
  guint hour, minute;
  char end;

  if (sscanf (text, "%2u:%2u%c", &hour, &minute, &end) != 2 || hour > 24 || minute > 59)
    return FALSE;
  *value = hour * 60 + minute;
  return TRUE;
}

/* A value as the field's key counts. */
static gboolean
read_figure (const Test *self, guint index, gint64 *value, GError **error)
{
  const CollectorField *field = self->field;
  const char *text = value_of (self, index);
  const TollZone *zone = self->compiler->query->zone;
  gint64 ms;

  if (field->shape == COLLECTOR_FIELD_INSTANT && strchr (text, '-') != NULL)
    return toll_zone_parse_iso8601 (zone, text, value, NULL)
           || refuse (self, error, "a date such as 2026-03-02, perhaps with a time, is expected");
  if (field->kind == TOLL_CELL_DAY && strchr (text, '-') != NULL)
    {
      gint32 day, second;

      if (!toll_zone_parse_iso8601 (zone, text, &ms, NULL))
        return refuse (self, error, "a date such as 2026-03-02 is expected");
      toll_zone_to_local (zone, ms, &day, &second);
      *value = day;
      return TRUE;
    }
  if (field->kind == TOLL_CELL_MINUTE && strchr (text, ':') != NULL)
    return read_minute (text, value)
           || refuse (self, error, "a time of day such as 18:30 is expected");
  if (!toll_money_parse (text, field->decimals, value, NULL))
    return refuse (self, error, "a figure is expected");
  return field->kind != TOLL_CELL_WEEKDAY || (*value >= 1 && *value <= 7)
         || refuse (self, error, "1 to 7 is expected, from Monday on");
}

static gboolean
read_figures (const Test *self, GArray *values, GError **error)
{
  for (guint i = 0; i < self->test->values->len; i++)
    {
      gint64 value;

      if (!read_figure (self, i, &value, error))
        return FALSE;
      g_array_append_val (values, value);
    }
  return TRUE;
}

/* The least key that is a figure; keys below it say that there is none. */
static gint64
get_least (const CollectorField *field)
{
  return field->lack == COLLECTOR_LACK_NEVER  ? G_MININT64
         : field->lack == COLLECTOR_LACK_ZERO ? 1
                                              : 0;
}

/* The figures from @first to @last. Returns: FALSE when the operator asks for no such range. */
static gboolean
find_range (const Test *self, const gint64 *value, gint64 *first, gint64 *last)
{
  switch (self->test->op)
    {
    case TOLL_OP_IS:
      *first = *last = value[0];
      return TRUE;
    case TOLL_OP_BETWEEN:
      *first = value[0];
      *last = value[1];
      return TRUE;
    case TOLL_OP_LESS:
    case TOLL_OP_AT_MOST:
      *first = G_MININT64;
      *last = value[0] - (self->test->op == TOLL_OP_LESS && value[0] > G_MININT64);
      return TRUE;
    case TOLL_OP_MORE:
    case TOLL_OP_AT_LEAST:
      *first = value[0] + (self->test->op == TOLL_OP_MORE && value[0] < G_MAXINT64);
      *last = G_MAXINT64;
      return TRUE;
    default:
      return FALSE;
    }
}

/* One look at the key tells both that it is a figure and that it is in the range. */
static void
add_range (const Test *self, gint64 first, gint64 last)
{
  first = MAX (first, get_least (self->field));
  if (first > G_MININT64 && last < G_MAXINT64)
    {
      collector_sql_add (sql_of (self), " BETWEEN ");
      collector_sql_add_int (sql_of (self), first);
      collector_sql_add (sql_of (self), " AND ");
      collector_sql_add_int (sql_of (self), last);
      return;
    }
  collector_sql_add (sql_of (self), first > G_MININT64 ? " >= " : " <= ");
  collector_sql_add_int (sql_of (self), first > G_MININT64 ? first : last);
}

static gboolean
add_figure (const Test *self, GError **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 least = get_least (self->field), first, last;
  const gint64 *value;

  if (!read_figures (self, values, error))
    return FALSE;
  value = (const gint64 *) (void *) values->data;
  if (self->test->op == TOLL_OP_BETWEEN && value[0] > value[1])
    return refuse (self, error, "the first value must not lie above the second");
  collector_sql_add (sql_of (self), "(");
  collector_compiler_add_key (self->compiler, self->field);
  collector_sql_add (sql_of (self), ")");
  if (self->test->op == TOLL_OP_IN)
    {
      for (guint i = 0; i < values->len; i++)
        if (value[i] < least)
          g_array_index (values, gint64, i) = G_MININT64; /* no key */
      collector_sql_add (sql_of (self), " IN ");
      collector_sql_add_int_list (sql_of (self), value, values->len);
    }
  else if (self->test->op == TOLL_OP_EMPTY)
    {
      collector_sql_add (sql_of (self), " < ");
      collector_sql_add_int (sql_of (self), least);
    }
  else if (find_range (self, value, &first, &last))
    add_range (self, first, last);
  else
    return refuse_operator (self, error);
  return TRUE;
}

/* ---- Enumerations and keys ---- */

static gboolean
add_enum (const Test *self, GError **error)
{
  gint64 bits = 0;

  if (self->test->op != TOLL_OP_IS && self->test->op != TOLL_OP_IN)
    return refuse_operator (self, error);
  for (guint i = 0; i < self->test->values->len; i++)
    {
      guint value = 0;

      while (value < self->field->n_values
             && strcmp (self->field->name_of (value), value_of (self, i)) != 0)
        value++;
      if (value == self->field->n_values)
        return refuse (self, error, "none of its values");
      bits |= G_GINT64_CONSTANT (1) << value;
    }
  collector_sql_add (sql_of (self), "(");
  collector_sql_add_int (sql_of (self), bits);
  collector_sql_add (sql_of (self), " >> (");
  collector_compiler_add_key (self->compiler, self->field);
  collector_sql_add (sql_of (self), ")) & 1");
  return TRUE;
}

/* Keys that name calls, behind those that do not. */
static gboolean
add_call_keys (const Test *self, GError **error)
{
  for (guint i = 0; i < self->test->values->len; i++)
    {
      gint64 call_id;

      if (!collector_key_read_call (self->field, value_of (self, i), &call_id))
        continue;
      collector_sql_add (sql_of (self), " OR ");
      if (!collector_compiler_add_same_number (self->compiler, call_id, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

/* A row's key, as collector_key_write() gave it. */
static gboolean
add_keys (const Test *self, GError **error)
{
  gboolean is_text = self->field->shape == COLLECTOR_FIELD_TEXT;
  guint n = 0;

  collector_sql_add (sql_of (self), "(");
  collector_compiler_add_key (self->compiler, self->field);
  collector_sql_add (sql_of (self), ") IN (");
  for (guint i = 0; i < self->test->values->len; i++)
    {
      gint64 key = 0;

      if (collector_key_read_call (self->field, value_of (self, i), &key))
        continue;
      if (!is_text && !g_ascii_string_to_signed (value_of (self, i), 10, G_MININT64, G_MAXINT64,
                                                 &key, NULL))
        return refuse (self, error, "a row's key is expected");
      collector_sql_add (sql_of (self), n++ > 0 ? ", " : "");
      if (is_text)
        collector_sql_add_text (sql_of (self), value_of (self, i));
      else
        collector_sql_add_int (sql_of (self), key);
    }
  collector_sql_add (sql_of (self), ")");
  return add_call_keys (self, error);
}

static gboolean
add_during (const Test *self, GError **error)
{
  g_autoptr (GPtrArray) tests = g_ptr_array_new ();

  g_ptr_array_add (tests, (gpointer) self->test);
  return collector_compiler_add_during (self->compiler, tests, self->path, error);
}

/* What is hidden is nothing, whatever an index knows of it. */
static void
add_answered (const Test *self)
{
  if (!collector_compiler_may_hide (self->compiler, self->field))
    {
      collector_sql_add (sql_of (self), "1");
      return;
    }
  collector_sql_add (sql_of (self), "NOT ");
  collector_compiler_add_hidden (self->compiler);
}

static gboolean
add_by_shape (const Test *self, GError **error)
{
  if (self->test == self->compiler->answered)
    {
      add_answered (self);
      return TRUE;
    }
  if (self->test->op == TOLL_OP_KEY)
    return add_keys (self, error);
  if (self->test->op == TOLL_OP_DURING)
    return add_during (self, error);
  switch (self->field->shape)
    {
    case COLLECTOR_FIELD_NAMED:
      return add_named (self, error);
    case COLLECTOR_FIELD_TEXT:
      return add_text (self, error);
    case COLLECTOR_FIELD_ENUM:
      return add_enum (self, error);
    default:
      return add_figure (self, error);
    }
}

gboolean
collector_compiler_add_test (CollectorCompiler *compiler, const TollCondition *test,
                             const char *path, GError **error)
{
  Test self = { compiler, test, NULL, path };

  self.field = collector_compiler_find_field (compiler, test->field, path, error);
  if (self.field == NULL)
    return FALSE;
  collector_sql_add (&compiler->sql, test->is_negated ? "NOT (" : "(");
  if (!add_by_shape (&self, error))
    return FALSE;
  collector_sql_add (&compiler->sql, ")");
  return TRUE;
}
