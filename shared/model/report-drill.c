/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a figure to its calls. Whoever shows a report opens its figures by this one function.
 */
#include "config.h"

#include "shared/model/report-drill.h"

#include <string.h>

#include "shared/base/error.h"
#include "shared/base/zone.h"
#include "shared/model/period-shift.h"
#include "shared/model/report-spec-private.h"

/* Whose rows are no single calls. */
static gboolean
is_counted (const TollReportDoc *doc)
{
  if (doc->rows->len > 0 && toll_report_doc_get_row (doc, 0)->call_id != 0)
    return FALSE;
  for (guint i = 0; i < doc->columns->len; i++)
    if (toll_report_doc_get_column (doc, i)->role != TOLL_COLUMN_FACT)
      return TRUE;
  return FALSE;
}

/* A list of calls instead of groups: everything that said how groups look goes. */
static void
make_list (TollReportSpec *spec, const TollReportDoc *doc)
{
  spec->n_keys = 0;
  spec->has_group_by = FALSE;
  spec->section = NULL;
  spec->compare = TOLL_COMPARE_NONE;
  spec->fields = NULL;
  spec->limit = 0;
  spec->chart = "";
  spec->said &= ~(guint32) (TOLL_SPEC_COMPARE | TOLL_SPEC_LIMIT | TOLL_SPEC_CHART);
  spec->counted = spec->counted || is_counted (doc);
  g_array_set_size (spec->sort, 0);
  spec->has_period = TRUE;
  spec->period = (TollPeriod){ .from_ms = doc->from_ms, .to_ms = doc->to_ms };
}

/* Told by the instant of the start, which calls that are up began before. */
static gboolean
is_of_time (const TollReportColumn *column)
{
  return column->kind == TOLL_CELL_DAY || column->kind == TOLL_CELL_MINUTE
         || column->kind == TOLL_CELL_WEEKDAY;
}

/* How a key that is a time finds calls. */
typedef enum
{
  TIMES_OF_STARTS,
  TIMES_BEFORE,   /* in the period that is compared with */
  TIMES_UP,       /* those that were up in it */
  TIMES_LEFT_OUT, /* an instant tells more */
} Times;

/* The first day of a row's bucket, in the period that is compared with. */
static gint64
find_before (const TollReportDoc *doc, const TollReportColumn *column, gint64 day)
{
  const TollZone *zone = toll_zone_get (doc->zone, NULL);
  TollPeriodShift shift = { 0 };

  if (zone != NULL)
    toll_period_shift_find (&shift, zone, doc->from_ms, doc->other_from_ms);
  return toll_period_shift_day (&shift, column->unit, day, TRUE);
}

/* A document that was read has all keys as texts. Returns: in the spec's arena. */
static const char *
write_key (TollReportSpec *spec, const TollReportDoc *doc, const TollReportColumn *column,
           const TollCell *key, Times times)
{
  gint64 figure = key->text != NULL ? g_ascii_strtoll (key->text, NULL, 10) : key->figure;
  gboolean is_before = times == TIMES_BEFORE && column->kind == TOLL_CELL_DAY;
  g_autofree char *text = NULL;

  if (key->text != NULL && !is_before)
    return toll_arena_strdup (spec->arena, key->text);
  text = g_strdup_printf ("%" G_GINT64_FORMAT,
                          is_before ? find_before (doc, column, figure) : figure);
  return toll_arena_strdup (spec->arena, text);
}

static TollCondition *
make_test (TollReportSpec *spec, const TollReportDoc *doc, const TollReportColumn *column,
           const TollCell *key, Times times)
{
  TollCondition *test = toll_report_spec_add_condition (spec, TOLL_CONDITION_TEST);

  test->field = toll_arena_strdup (spec->arena, column->id);
  test->op = times == TIMES_UP && is_of_time (column) ? TOLL_OP_DURING : TOLL_OP_KEY;
  g_ptr_array_add (test->values, (gpointer) write_key (spec, doc, column, key, times));
  return test;
}

/* The row's keys find its calls. An empty key is that of a subtotal, which has all of them. Returns:
 * a group of tests, one for each key. */
static TollCondition *
make_keys (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row, Times times)
{
  TollCondition *all = toll_report_spec_add_condition (spec, TOLL_CONDITION_ALL);
  guint n = 0;

  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      const TollCell *key;

      if (column->role != TOLL_COLUMN_KEY)
        continue;
      key = &row->keys[n++];
      if (!key->is_empty && !(times == TIMES_LEFT_OUT && is_of_time (column)))
        g_ptr_array_add (all->children, make_test (spec, doc, column, key, times));
    }
  return all;
}

static void
add_keys (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row, Times times)
{
  TollCondition *all = make_keys (spec, doc, row, times);

  if (all->children->len > 0)
    toll_report_spec_add_where (spec, all->children->len == 1 ? all->children->pdata[0] : all);
}

/* ---- Of several rows ---- */

static TollCondition *
get_last (const TollCondition *group)
{
  return group->children->pdata[group->children->len - 1];
}

/* TRUE when the rows of both groups of keys differ by the last key at most. */
static gboolean
share_all_but_last (const TollCondition *a, const TollCondition *b)
{
  if (a->children->len != b->children->len)
    return FALSE;
  for (guint i = 0; i + 1 < a->children->len; i++)
    {
      const TollCondition *left = a->children->pdata[i], *right = b->children->pdata[i];

      if (strcmp (left->values->pdata[0], right->values->pdata[0]) != 0)
        return FALSE;
    }
  return TRUE;
}

/* One more row by its first @n_keys keys: beside the one before it, where that has the same keys but
 * for the last. */
static void
add_row (TollReportSpec *spec, TollCondition *any, const TollReportDoc *doc,
         const TollReportRow *row, guint n_keys)
{
  TollCondition *keys = make_keys (spec, doc, row, TIMES_OF_STARTS);
  TollCondition *last = any->children->len > 0 ? get_last (any) : NULL;

  g_ptr_array_set_size (keys->children, MIN (keys->children->len, n_keys));
  if (last != NULL && keys->children->len > 0 && share_all_but_last (last, keys)
      && get_last (last)->values->len < TOLL_SPEC_MAX_VALUES)
    g_ptr_array_add (get_last (last)->values, get_last (keys)->values->pdata[0]);
  else
    g_ptr_array_add (any->children, keys);
}

/* Returns: the place of the first of @row and so many rows above it; sums are no rows. */
static guint
find_first (const TollReportDoc *doc, guint row, int above)
{
  while (row > 0 && above != 0)
    {
      row--;
      above -= toll_report_doc_get_row (doc, row)->level == 0;
    }
  return row;
}

static guint
count_tests (const TollCondition *condition)
{
  guint n = 1;

  for (guint i = 0; condition->children != NULL && i < condition->children->len; i++)
    n += count_tests (condition->children->pdata[i]);
  return n;
}

/* How many first keys both rows share. */
static guint
count_shared (const TollReportDoc *doc, const TollReportRow *a, const TollReportRow *b)
{
  guint n = 0;

  for (guint i = 0; i < doc->columns->len; i++)
    {
      if (toll_report_doc_get_column (doc, i)->role != TOLL_COLUMN_KEY)
        continue;
      if (g_strcmp0 (a->keys[n].text, b->keys[n].text) != 0
          || (a->keys[n].text == NULL && a->keys[n].figure != b->keys[n].figure))
        break;
      n++;
    }
  return n;
}

/* All rows above @row with it. Rows with the same first keys stand together: of those that are left
 * behind it is enough to say these keys, so that no report has too many. */
static void
add_all_above (TollReportSpec *spec, TollCondition *any, const TollReportDoc *doc,
               const TollReportRow *row)
{
  const TollReportRow *before = NULL;
  guint place = (guint) (row - toll_report_doc_get_row (doc, 0));

  for (guint i = 0; i <= place; i++)
    {
      const TollReportRow *at = toll_report_doc_get_row (doc, i);
      guint n_keys = count_shared (doc, at, row) + 1;

      if (at->level > 0 || (before != NULL && count_shared (doc, before, at) >= n_keys))
        continue;
      add_row (spec, any, doc, at, n_keys);
      before = at;
    }
}

/* Whether some of them are on a page before this one. */
static gboolean
is_cut_above (const TollReportDoc *doc, guint place, int above)
{
  int n = 0;

  for (guint i = 0; i < place; i++)
    n += toll_report_doc_get_row (doc, i)->level == 0;
  return doc->n_before > 0 && (above < 0 || n < above);
}

/* @above: more than 0; less than 0 = all. */
static gboolean
add_rows_above (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row, int above,
                GError **error)
{
  TollCondition *any = toll_report_spec_add_condition (spec, TOLL_CONDITION_ANY);
  guint place = (guint) (row - toll_report_doc_get_row (doc, 0));

  if (is_cut_above (doc, place, above))
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE, "rows above this one are on another page");
      return FALSE;
    }
  if (above < 0)
    add_all_above (spec, any, doc, row);
  for (guint i = find_first (doc, place, above); above > 0 && i <= place; i++)
    if (toll_report_doc_get_row (doc, i)->level == 0)
      add_row (spec, any, doc, toll_report_doc_get_row (doc, i), TOLL_SPEC_MAX_KEYS);
  for (guint i = 0; i < any->children->len; i++)
    {
      TollCondition *keys = any->children->pdata[i];

      if (keys->children->len == 1)
        any->children->pdata[i] = keys->children->pdata[0];
    }
  if (count_tests (any) > TOLL_SPEC_MAX_TESTS)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE, "too many rows stand above this one");
      return FALSE;
    }
  toll_report_spec_add_where (spec, any->children->len == 1 ? any->children->pdata[0] : any);
  return TRUE;
}

/* ---- The figure ---- */

/* Of rows by day, week or month: those before @row in time, whether they are rows or not. */
static gboolean
add_days_above (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row, int above)
{
  static const TollPeriodShift one = { 1, 7, 1 };
  const TollReportColumn *key = toll_report_doc_get_column (doc, 0);
  TollCondition *test;
  gint64 day;

  if (above <= 0 || key->kind != TOLL_CELL_DAY || row->keys[0].is_empty
      || toll_report_doc_get_column (doc, 1)->role == TOLL_COLUMN_KEY)
    return FALSE;
  test = make_test (spec, doc, key, &row->keys[0], TIMES_OF_STARTS);
  day = g_ascii_strtoll (test->values->pdata[0], NULL, 10);
  for (int i = 0; i < above; i++)
    {
      g_autofree char *text = NULL;

      day = toll_period_shift_day (&one, key->unit, day, TRUE);
      text = g_strdup_printf ("%" G_GINT64_FORMAT, day);
      g_ptr_array_add (test->values, (gpointer) toll_arena_strdup (spec->arena, text));
    }
  toll_report_spec_add_where (spec, test);
  return TRUE;
}

/* The calls that were up at the instant that the figure is of, or in the time from it on. Returns: FALSE
 * when it is of none. */
static gboolean
set_instant (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row,
             guint column)
{
  const char *id = column < doc->columns->len
                       ? toll_report_doc_get_column (doc, column)->drill_at : NULL;
  guint at = id != NULL ? toll_report_doc_find_column (doc, id) : G_MAXUINT;
  const TollCell *cells = row != NULL ? row->cells : doc->totals.cells;
  gint64 length_ms;

  if (at == G_MAXUINT || cells == NULL || cells[at].is_empty)
    return FALSE;
  length_ms = MAX (toll_report_doc_get_column (doc, column)->drill_ms, 1);
  spec->up = TRUE;
  spec->period
      = (TollPeriod){ .from_ms = cells[at].figure, .to_ms = cells[at].figure + length_ms };
  return TRUE;
}

/* @figure: (nullable). */
static Times
find_times (const TollReportColumn *figure, gboolean is_instant)
{
  if (is_instant)
    return TIMES_LEFT_OUT;
  if (figure == NULL)
    return TIMES_OF_STARTS;
  return figure->drill_up ? TIMES_UP : figure->drill_other ? TIMES_BEFORE : TIMES_OF_STARTS;
}

/* Finds the calls of the figure's row or rows. */
static gboolean
add_row_of (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row, guint column,
            GError **error)
{
  const TollReportColumn *figure
      = column < doc->columns->len ? toll_report_doc_get_column (doc, column) : NULL;
  gboolean is_instant = set_instant (spec, doc, row, column);

  if (figure != NULL && figure->drill_up)
    spec->up = TRUE;
  if (row == NULL)
    return TRUE;
  if (figure != NULL && figure->drill_above != 0)
    return add_days_above (spec, doc, row, figure->drill_above)
           || add_rows_above (spec, doc, row, figure->drill_above, error);
  add_keys (spec, doc, row, find_times (figure, is_instant));
  return TRUE;
}

gboolean
toll_report_drill (TollReportSpec *spec, const TollReportDoc *doc, const TollReportRow *row,
                   guint column, GError **error)
{
  const char *drill = column < doc->columns->len
                          ? toll_report_doc_get_column (doc, column)->drill : "";
  g_autoptr (TollJson) narrow = NULL;

  make_list (spec, doc);
  if (!add_row_of (spec, doc, row, column, error))
    return FALSE;
  if (drill == NULL || *drill == '\0')
    return TRUE;
  narrow = toll_json_read (drill, -1, 0, error);
  return narrow != NULL
         && toll_report_spec_narrow (spec, toll_json_get_root (narrow), "drill", error);
}
