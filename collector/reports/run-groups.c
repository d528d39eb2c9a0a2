/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that group calls: one row for each combination of keys, a subtotal behind the rows of a
 * first key when there are more, a total of all. A cost has a column for each currency in which
 * something was spent, since currencies are never added. Any lane.
 */
#include "config.h"

#include "collector/reports/run-private.h"

#include "collector/reports/figures.h"
#include "shared/base/error.h"

#include <string.h>

/* A column of figures: which, and of which currency. */
typedef struct
{
  const CollectorFigure *figure;
  int currency; /* index; -1 = none */
} FigureColumn;

/* A group on its way to a row. */
typedef struct
{
  const CollectorGroup *group;
  const char *names[TOLL_SPEC_MAX_KEYS];
  gint64 sorted;       /* what it is sorted by */
  gint64 sorted_first; /* of all with its first key */
} Entry;

typedef struct
{
  CollectorReportRun *run;
  CollectorGroups *groups;
  GArray *columns; /* of FigureColumn */
  GArray *entries; /* of Entry */
  CollectorGroup whole;
  guint sort_key;  /* which key it is sorted by; n_keys = by a figure */
  FigureColumn sort_figure;
  gboolean is_descending;
} Grouping;

/* ---- Columns ---- */

static gboolean
is_in_order (const CollectorField *field)
{
  return field->kind == TOLL_CELL_DAY || field->kind == TOLL_CELL_MINUTE
         || field->kind == TOLL_CELL_WEEKDAY || g_str_has_suffix (field->id, "_band");
}

static gboolean
find_figures (Grouping *self, guint64 *measures, GError **error)
{
  g_auto (GStrv) ids = collector_report_run_dup_columns (self->run);

  *measures = 0;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      FigureColumn column = { collector_figure_lookup (ids[i]), -1 };

      if (column.figure == NULL)
        {
          toll_error_set_field (error, "spec.fields", "\"%.40s\" is no figure of a group", ids[i]);
          return FALSE;
        }
      *measures |= collector_figure_get_measures (column.figure);
      g_array_append_val (self->columns, column);
    }
  return TRUE;
}

static gboolean
is_cost (const CollectorFigure *figure)
{
  return figure->a == COLLECTOR_MEASURE_COST_MICRO;
}

static guint
count_currencies (const Grouping *self)
{
  guint n = 0;

  for (guint i = 0; i < self->groups->currencies->len; i++)
    n += self->whole.costs[i] != 0;
  return n;
}

/* Costs are repeated for each currency that was spent; the first when none was. */
static void
split_costs (Grouping *self)
{
  GArray *split = g_array_new (FALSE, FALSE, sizeof (FigureColumn));
  guint n_spent = count_currencies (self), n_all = self->groups->currencies->len;

  for (guint i = 0; i < self->columns->len; i++)
    {
      FigureColumn column = g_array_index (self->columns, FigureColumn, i);

      if (!is_cost (column.figure) || n_all == 0)
        g_array_append_val (split, column);
      for (guint j = 0; is_cost (column.figure) && j < n_all; j++)
        if (self->whole.costs[j] != 0 || (n_spent == 0 && j == 0))
          {
            column.currency = j;
            g_array_append_val (split, column);
          }
    }
  g_array_unref (self->columns);
  self->columns = split;
}

static void
add_key_columns (Grouping *self)
{
  for (guint i = 0; i < self->groups->n_keys; i++)
    {
      const CollectorField *field = self->groups->keys[i];
      TollReportColumn column = { .id = field->id, .title = field->title, .kind = field->kind,
                                  .role = TOLL_COLUMN_KEY,
                                  .unit = field->unit != NULL ? field->unit : "" };

      toll_report_doc_add_column (self->run->doc, &column);
    }
}

static void
add_figure_columns (Grouping *self)
{
  TollReportDoc *doc = self->run->doc;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const FigureColumn *at = &g_array_index (self->columns, FigureColumn, i);
      const char *currency = at->currency >= 0
                                 ? toll_arena_strdup (doc->arena,
                                                      self->groups->currencies->pdata[at->currency])
                                 : "";
      TollReportColumn column = { .id = at->figure->id, .title = at->figure->title,
                                  .kind = at->figure->kind, .role = TOLL_COLUMN_FIGURE,
                                  .unit = at->figure->kind == TOLL_CELL_MONEY ? currency : "",
                                  .is_total = collector_measure_is_mergeable (at->figure->a),
                                  .drill = at->figure->drill };

      /* The first currency has the plain name; "cost.USD" is another's. */
      if (toll_report_doc_find_column (doc, at->figure->id) != G_MAXUINT)
        {
          g_autofree char *id = g_strconcat (at->figure->id, ".", currency, NULL);

          column.id = toll_arena_strdup (doc->arena, id);
        }
      toll_report_doc_add_column (doc, &column);
    }
}

/* ---- Order ---- */

static gint64
value_of (const CollectorGroup *group, CollectorMeasure measure, int currency)
{
  return measure == COLLECTOR_MEASURE_COST_MICRO && currency >= 0 ? group->costs[currency]
                                                                  : group->measures[measure];
}

static gboolean
find_order (Grouping *self, GError **error)
{
  const GArray *sort = self->run->spec->sort;
  const TollSort *first = sort->len > 0 ? &g_array_index (sort, TollSort, 0) : NULL;

  self->sort_key = self->groups->n_keys;
  if (first == NULL)
    {
      if (is_in_order (self->groups->keys[0]))
        self->sort_key = 0;
      else
        {
          self->sort_figure = g_array_index (self->columns, FigureColumn, 0);
          self->is_descending = TRUE;
        }
      return TRUE;
    }
  self->is_descending = first->is_descending;
  for (guint i = 0; i < self->groups->n_keys; i++)
    if (strcmp (self->groups->keys[i]->id, first->field) == 0)
      self->sort_key = i;
  if (self->sort_key < self->groups->n_keys)
    return TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const TollReportColumn *column
          = toll_report_doc_get_column (self->run->doc, self->groups->n_keys + i);

      if (strcmp (column->id, first->field) == 0)
        {
          self->sort_figure = g_array_index (self->columns, FigureColumn, i);
          return TRUE;
        }
    }
  toll_error_set_field (error, "spec.sort", "\"%.40s\" is no column of this report",
                        first->field);
  return FALSE;
}

/* A figure that sorts as the column's cells do, also for ratios. */
static gint64
find_sorted (const Grouping *self, const CollectorGroup *group)
{
  const FigureColumn *by = &self->sort_figure;
  gint64 value, other;
  TollCell cell;

  if (self->sort_key < self->groups->n_keys)
    return group->keys[self->sort_key].figure;
  value = value_of (group, by->figure->a, by->currency);
  other = value_of (group, by->figure->b, by->currency);
  collector_figure_compute (by->figure, value, other,
                            value_of (&self->whole, by->figure->a, by->currency), value, &cell);
  return cell.is_empty ? G_MININT64 : cell.figure;
}

static int
compare_keys (const Grouping *self, const Entry *a, const Entry *b, guint index)
{
  const CollectorField *field = self->groups->keys[index];

  if (field->shape == COLLECTOR_FIELD_NAMED || field->shape == COLLECTOR_FIELD_TEXT)
    {
      /* Nothing known comes last. */
      if ((*a->names[index] == '\0') != (*b->names[index] == '\0'))
        return *a->names[index] == '\0' ? 1 : -1;
      return g_utf8_collate (a->names[index], b->names[index]);
    }
  return (a->group->keys[index].figure > b->group->keys[index].figure)
         - (a->group->keys[index].figure < b->group->keys[index].figure);
}

static int
compare_figures (gint64 a, gint64 b, gboolean is_descending)
{
  return is_descending ? (a < b) - (a > b) : (a > b) - (a < b);
}

static gboolean
same_first_key (const Entry *a, const Entry *b)
{
  return a->group->keys[0].figure == b->group->keys[0].figure
         && g_strcmp0 (a->group->keys[0].text, b->group->keys[0].text) == 0;
}

/* Rows of one first key stay together; the order is the same whatever order groups came in. */
static int
compare_entries (gconstpointer left, gconstpointer right, gpointer data)
{
  const Grouping *self = data;
  const Entry *a = left, *b = right;
  int order = 0;

  if (self->groups->n_keys > 1 && !same_first_key (a, b))
    {
      if (self->sort_key == 0)
        order = self->is_descending ? compare_keys (self, b, a, 0) : compare_keys (self, a, b, 0);
      else if (self->sort_key == self->groups->n_keys)
        order = compare_figures (a->sorted_first, b->sorted_first, self->is_descending);
      if (order == 0)
        order = compare_keys (self, a, b, 0);
      if (order != 0)
        return order;
    }
  if (self->sort_key < self->groups->n_keys)
    order = self->is_descending ? compare_keys (self, b, a, self->sort_key)
                                : compare_keys (self, a, b, self->sort_key);
  else
    order = compare_figures (a->sorted, b->sorted, self->is_descending);
  for (guint i = 0; order == 0 && i < self->groups->n_keys; i++)
    order = compare_keys (self, a, b, i);
  return order;
}

/* ---- Rows ---- */

static void
fill_figures (Grouping *self, const CollectorGroup *group, const gint64 *so_far,
              TollReportRow *row, gboolean is_sum)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const FigureColumn *column = &g_array_index (self->columns, FigureColumn, i);
      CollectorMeasure a = column->figure->a, b = column->figure->b;

      if (is_sum && !collector_measure_is_mergeable (a))
        continue;
      collector_figure_compute (column->figure, value_of (group, a, column->currency),
                                value_of (group, b, column->currency),
                                value_of (&self->whole, a, column->currency), so_far[i],
                                &row->cells[self->groups->n_keys + i]);
    }
}

static void
fill_keys (Grouping *self, const Entry *entry, guint n_keys, TollReportRow *row)
{
  for (guint i = 0; i < n_keys; i++)
    {
      const CollectorField *field = self->groups->keys[i];
      const CollectorKey *key = &entry->group->keys[i];

      if (field->shape == COLLECTOR_FIELD_TEXT)
        toll_cell_set_text (&row->keys[i], toll_arena_strdup (self->run->doc->arena, key->text));
      else
        toll_cell_set_figure (&row->keys[i], key->figure);
      if (toll_cell_kind_is_figure (field->kind))
        toll_cell_set_figure (&row->cells[i], key->figure);
      else if (*entry->names[i] != '\0')
        toll_cell_set_text (&row->cells[i], entry->names[i]);
    }
}

static void
init_group (Grouping *self, CollectorGroup *group)
{
  *group = (CollectorGroup){ 0 };
  group->costs = toll_arena_alloc (self->groups->arena,
                                   self->groups->currencies->len * sizeof *group->costs);
}

static void
add_so_far (Grouping *self, const CollectorGroup *group, gint64 *so_far)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const FigureColumn *column = &g_array_index (self->columns, FigureColumn, i);

      so_far[i] += value_of (group, column->figure->a, column->currency);
    }
}

/* Behind the last row of a first key. */
static void
add_subtotal (Grouping *self, const Entry *last, const CollectorGroup *sum, const gint64 *so_far)
{
  TollReportRow *row = toll_report_doc_add_row (self->run->doc);

  row->level = 1;
  fill_keys (self, last, 1, row);
  fill_figures (self, sum, so_far, row, TRUE);
}

static void
add_rows (Grouping *self)
{
  g_autofree gint64 *so_far = g_new0 (gint64, self->columns->len + 1);
  gboolean has_subtotals = self->groups->n_keys > 1;
  guint limit = self->run->spec->limit > 0
                    ? (guint) MIN (self->run->spec->limit, self->entries->len)
                    : self->entries->len;
  CollectorGroup sum;

  init_group (self, &sum);
  for (guint i = 0; i < limit; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      TollReportRow *row = toll_report_doc_add_row (self->run->doc);
      gboolean is_last = i + 1 == limit
                         || !same_first_key (entry, &g_array_index (self->entries, Entry, i + 1));

      add_so_far (self, entry->group, so_far);
      fill_keys (self, entry, self->groups->n_keys, row);
      fill_figures (self, entry->group, so_far, row, FALSE);
      if (!has_subtotals)
        continue;
      collector_group_merge (&sum, entry->group, self->groups->currencies->len);
      if (is_last)
        {
          add_subtotal (self, entry, &sum, so_far);
          init_group (self, &sum);
        }
    }
}

static void
add_totals (Grouping *self)
{
  g_autofree gint64 *so_far = g_new0 (gint64, self->columns->len + 1);

  add_so_far (self, &self->whole, so_far);
  toll_report_doc_init_row (self->run->doc, &self->run->doc->totals);
  fill_figures (self, &self->whole, so_far, &self->run->doc->totals, TRUE);
}

/* ---- */

static void
sum_first_keys (Grouping *self)
{
  g_autoptr (GHashTable) sums
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const CollectorField *first = self->groups->keys[0];

  if (self->groups->n_keys < 2 || self->sort_key < self->groups->n_keys)
    return;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->entries->len; i++)
      {
        Entry *entry = &g_array_index (self->entries, Entry, i);
        const CollectorKey *key = &entry->group->keys[0];
        g_autofree char *id = first->shape == COLLECTOR_FIELD_TEXT
                                  ? g_strdup (key->text)
                                  : g_strdup_printf ("%" G_GINT64_FORMAT, key->figure);
        CollectorGroup *sum = g_hash_table_lookup (sums, id);

        if (sum == NULL)
          {
            sum = toll_arena_alloc (self->groups->arena, sizeof *sum);
            init_group (self, sum);
            g_hash_table_insert (sums, g_steal_pointer (&id), sum);
          }
        if (pass == 0)
          collector_group_merge (sum, entry->group, self->groups->currencies->len);
        else
          entry->sorted_first = find_sorted (self, sum);
      }
}

static void
make_entries (Grouping *self)
{
  for (guint i = 0; i < self->groups->groups->len; i++)
    {
      Entry entry = { &g_array_index (self->groups->groups, CollectorGroup, i) };

      for (guint j = 0; j < self->groups->n_keys; j++)
        entry.names[j] = collector_query_name_key (self->run->db, self->groups->keys[j],
                                                   &entry.group->keys[j], self->run->doc->arena);
      entry.sorted = find_sorted (self, entry.group);
      g_array_append_val (self->entries, entry);
    }
  sum_first_keys (self);
  g_array_sort_with_data (self->entries, compare_entries, self);
}

static gboolean
answer (Grouping *self, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (self->run);
  guint64 measures;

  if (!find_figures (self, &measures, error))
    return FALSE;
  self->groups = collector_query_group (self->run->db, &query, measures, error);
  if (self->groups == NULL)
    return FALSE;
  init_group (self, &self->whole);
  for (guint i = 0; i < self->groups->groups->len; i++)
    collector_group_merge (&self->whole,
                           &g_array_index (self->groups->groups, CollectorGroup, i),
                           self->groups->currencies->len);
  split_costs (self);
  add_key_columns (self);
  add_figure_columns (self);
  if (!find_order (self, error))
    return FALSE;
  make_entries (self);
  add_rows (self);
  add_totals (self);
  self->run->doc->n_calls = self->whole.measures[COLLECTOR_MEASURE_CALLS];
  self->run->doc->source = self->groups->from_totals ? "totals" : "calls";
  return TRUE;
}

gboolean
collector_report_run_groups (CollectorReportRun *run, GError **error)
{
  Grouping self = { .run = run };
  gboolean is_ok;

  self.columns = g_array_new (FALSE, FALSE, sizeof (FigureColumn));
  self.entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  is_ok = answer (&self, error);
  g_array_unref (self.columns);
  g_array_unref (self.entries);
  collector_groups_free (self.groups);
  return is_ok;
}
