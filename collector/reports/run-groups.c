/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that group calls. A cost has a column for each currency in which something was spent,
 * since currencies are never added. Rows are group-rows.c's. Any lane.
 */
#include "config.h"

#include "collector/reports/groups-private.h"

#include <glib/gi18n.h>

#include "collector/store/currencies.h"
#include "shared/base/error.h"

void
collector_grouping_init_group (CollectorGrouping *self, CollectorGroup *group)
{
  *group = (CollectorGroup){ 0 };
  group->costs = toll_arena_alloc (self->groups->arena,
                                   COLLECTOR_N_MONEYS * self->groups->currencies->len
                                       * sizeof *group->costs);
}

/* Which columns are shown does not change which rows come first: what is sorted by and left out is
 * counted all the same. */
static gboolean
find_hidden (CollectorGrouping *self, GError **error)
{
  const GArray *sort = self->run->spec->sort;
  const char *id = sort->len > 0 ? g_array_index (sort, TollSort, 0).field : NULL;
  const CollectorFigure *figure
      = id != NULL && !toll_report_spec_has_key (self->run->spec, id) ? collector_figure_lookup (id) : NULL;

  for (guint i = 0; i < self->columns->len; i++)
    if (g_array_index (self->columns, CollectorFigureColumn, i).figure == figure)
      return TRUE;
  if (figure == NULL || collector_figure_is_fixed (figure) || collector_figure_is_sampled (figure))
    return TRUE;
  self->sort_hidden = figure;
  return collector_figure_is_open (figure, self->run->viewer, self->run->spec->mine, error);
}

static gboolean
find_figures (CollectorGrouping *self, GError **error)
{
  g_auto (GStrv) ids = collector_report_run_dup_columns (self->run);

  self->measures = COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_CALLS);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      CollectorFigureColumn column = { collector_figure_lookup (ids[i]), -1, COLLECTOR_SIDE_NOW };

      if (column.figure == NULL)
        {
          if (self->run->spec->fields == NULL)
            toll_error_set_field (error, "spec.group_by", "this report lists calls: groups need "
                                                          "\"fields\" that say their figures");
          else
            toll_error_set_field (error, "spec.fields", "\"%.40s\" is no figure of a group", ids[i]);
          return FALSE;
        }
      if (!collector_figure_is_open (column.figure, self->run->viewer, self->run->spec->mine,
                                     error))
        return FALSE;
      self->measures |= collector_figure_get_measures (column.figure);
      g_array_append_val (self->columns, column);
    }
  if (!find_hidden (self, error))
    return FALSE;
  if (self->sort_hidden != NULL)
    self->measures |= collector_figure_get_measures (self->sort_hidden);
  return TRUE;
}

/* By whichever amounts were asked for; how many calls or minutes had a price is none. */
static gboolean
has_amount (const gint64 *costs)
{
  for (guint i = 0; i < COLLECTOR_N_MONEYS; i++)
    if (costs[i] != 0 && i != COLLECTOR_MONEY_PRICED
        && (int) i != collector_measure_get_money (COLLECTOR_MEASURE_PAID_MS))
      return TRUE;
  return FALSE;
}

static gboolean
is_spent (const CollectorGrouping *self, guint currency)
{
  guint at = currency * COLLECTOR_N_MONEYS;

  return has_amount (self->whole.costs + at)
         || (self->before != NULL && has_amount (self->whole_before.costs + at));
}

/* The first of @order in which something was spent, else the first; -1 = there is none. */
static int
find_leading (const CollectorGrouping *self, const GArray *order)
{
  int leading = -1;

  for (guint i = 0; i < order->len; i++)
    {
      /* Ids are dense from 1. */
      guint currency = (guint) g_array_index (order, CollectorCurrency, i).id - 1;

      if (currency >= self->groups->currencies->len)
        continue;
      if (is_spent (self, currency))
        return (int) currency;
      if (leading < 0)
        leading = (int) currency;
    }
  return leading;
}

static void
list_spent (CollectorGrouping *self, const GArray *order)
{
  for (guint i = 0; i < order->len; i++)
    {
      /* Ids are dense from 1. */
      int currency = (int) g_array_index (order, CollectorCurrency, i).id - 1;

      if ((guint) currency < self->groups->currencies->len && is_spent (self, (guint) currency))
        g_array_append_val (self->spent, currency);
    }
}

/* Costs are repeated for each currency that was spent, the company's own first: it is what charts
 * draw and what "cost" sorts by. When none was spent that one stands alone. */
static gboolean
split_costs (CollectorGrouping *self, GError **error)
{
  g_autoptr (GArray) order
      = collector_currencies_list (self->run->db, self->groups->arena, error);
  GArray *split;
  guint n_all = self->groups->currencies->len, n_spent = 0;

  if (order == NULL)
    return FALSE;
  split = g_array_new (FALSE, FALSE, sizeof (CollectorFigureColumn));
  for (guint i = 0; i < n_all; i++)
    n_spent += is_spent (self, i);
  list_spent (self, order);
  for (guint i = 0; i < self->columns->len; i++)
    {
      CollectorFigureColumn column = g_array_index (self->columns, CollectorFigureColumn, i);
      gboolean is_cost = collector_measure_get_money (column.figure->a) >= 0;

      if (!is_cost || order->len == 0)
        g_array_append_val (split, column);
      for (guint j = 0; is_cost && j < order->len; j++)
        {
          /* Ids are dense from 1. */
          guint currency = (guint) g_array_index (order, CollectorCurrency, j).id - 1;

          if (currency < n_all && (is_spent (self, currency) || (n_spent == 0 && j == 0)))
            {
              column.currency = (int) currency;
              g_array_append_val (split, column);
            }
        }
    }
  g_array_unref (self->columns);
  self->columns = split;
  self->sort_figure = (CollectorFigureColumn){ self->sort_hidden, -1, COLLECTOR_SIDE_NOW };
  if (self->sort_hidden != NULL && collector_measure_get_money (self->sort_hidden->a) >= 0)
    self->sort_figure.currency = find_leading (self, order);
  return TRUE;
}

void
collector_report_run_add_key_column (CollectorReportRun *run, const CollectorField *field)
{
  TollReportColumn column = { .id = field->id, .kind = field->kind, .role = TOLL_COLUMN_KEY,
                              .title = collector_field_find_title (run->db, field->id, field->title,
                                                                   run->doc->arena),
                              .unit = field->unit != NULL ? field->unit : "" };

  toll_report_doc_add_column (run->doc, &column);
}

/* What a column is a side of; NULL when it has none beside it. */
static const char *
find_of (const CollectorGrouping *self, guint index)
{
  const CollectorFigureColumn *columns = (const CollectorFigureColumn *) self->columns->data;
  gboolean has_sides = columns[index].side != COLLECTOR_SIDE_NOW
                       || (index + 1 < self->columns->len
                           && columns[index + 1].side != COLLECTOR_SIDE_NOW);

  return has_sides ? columns[index].figure->title : NULL;
}

/* The sides behind the first stand beside it and need not repeat what they are of. */
static const char *
find_title (const CollectorFigureColumn *column)
{
  static const char *const titles[COLLECTOR_N_SIDES] = {
    /* TRANSLATORS: headings of columns that stand behind the one they are of: what the figure was
     * in the period before, by how much it differs, and that in per cent. */
    [COLLECTOR_SIDE_BEFORE] = N_ ("Before"),
    [COLLECTOR_SIDE_DIFFERENCE] = N_ ("Difference"),
    [COLLECTOR_SIDE_CHANGE] = N_ ("Change"),
  };

  return column->side == COLLECTOR_SIDE_NOW ? column->figure->title : titles[column->side];
}

/* The leading currency has the plain name, "cost.USD" is another's; "cost.before" another side's. */
static const char *
make_id (CollectorGrouping *self, const CollectorFigureColumn *column, const char *currency)
{
  static const char *const sides[COLLECTOR_N_SIDES]
      = { "", ".before", ".difference", ".change" };
  TollReportDoc *doc = self->run->doc;
  g_autofree char *id = g_strconcat (column->figure->id, sides[column->side], NULL);

  if (toll_report_doc_find_column (doc, id) != G_MAXUINT)
    {
      g_free (id);
      id = g_strconcat (column->figure->id, ".", currency, sides[column->side], NULL);
    }
  return toll_arena_strdup (doc->arena, id);
}

/* TRUE when a figure stands there once for each of several currencies. */
static gboolean
has_currencies (const CollectorGrouping *self)
{
  const CollectorFigureColumn *columns = (const CollectorFigureColumn *) self->columns->data;

  for (guint i = 1; i < self->columns->len; i++)
    if (columns[i].figure == columns[i - 1].figure
        && columns[i].currency != columns[i - 1].currency)
      return TRUE;
  return FALSE;
}

static void
add_figure_columns (CollectorGrouping *self)
{
  TollReportDoc *doc = self->run->doc;
  gboolean is_split = has_currencies (self);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const CollectorFigureColumn *at = &g_array_index (self->columns, CollectorFigureColumn, i);
      const char *currency = at->currency >= 0
                                 ? toll_arena_strdup (doc->arena,
                                                      self->groups->currencies->pdata[at->currency])
                                 : "";
      TollReportColumn column = { .id = make_id (self, at, currency),
                                  .title = find_title (at),
                                  .of = find_of (self, i),
                                  .kind = at->figure->kind,
                                  .role = collector_figure_get_role (at->figure),
                                  .unit = at->figure->kind == TOLL_CELL_MONEY || is_split
                                              ? currency : "",
                                  .is_total = collector_figure_is_total (at->figure),
                                  .is_whole = collector_figure_is_whole (at->figure)
                                              || at->side == COLLECTOR_SIDE_CHANGE,
                                  .is_fixed = collector_figure_is_fixed (at->figure),
                                  .drill = collector_grouping_make_drill (self, at),
                                  .drill_above = collector_figure_get_above (at->figure),
                                  .drill_other = at->side == COLLECTOR_SIDE_BEFORE };

      if (at->side == COLLECTOR_SIDE_CHANGE)
        {
          column.kind = TOLL_CELL_SHARE;
          column.unit = is_split ? currency : "";
        }
      toll_report_doc_add_column (doc, &column);
    }
}

static void
name_entries (CollectorGrouping *self)
{
  guint n = self->entries->len;
  CollectorGroupEntry *entries = (CollectorGroupEntry *) self->entries->data;
  g_autofree const CollectorKey **keys = g_new (const CollectorKey *, n);
  g_autofree const char **names = g_new (const char *, n);

  for (guint i = 0; i < self->groups->n_keys; i++)
    {
      for (guint j = 0; j < n; j++)
        keys[j] = &entries[j].group->keys[i];
      collector_query_name_keys (self->run->db, self->run->viewer, self->groups->keys[i], keys, n,
                                 self->run->doc->arena, names);
      for (guint j = 0; j < n; j++)
        entries[j].names[i] = names[j];
    }
}

static gboolean
load (CollectorGrouping *self, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (self->run);

  if (!find_figures (self, error))
    return FALSE;
  self->groups = collector_query_group (self->run->db, &query, self->measures, error);
  if (self->groups == NULL)
    return FALSE;
  collector_grouping_init_group (self, &self->whole);
  collector_grouping_init_group (self, &self->whole_before);
  for (guint i = 0; i < self->groups->groups->len; i++)
    collector_group_merge (&self->whole, collector_groups_get (self->groups, i), self->measures,
                           self->groups->currencies->len);
  return collector_grouping_load_before (self, error);
}

static gboolean
answer (CollectorGrouping *self, GError **error)
{
  if (!load (self, error) || !split_costs (self, error))
    return FALSE;
  collector_grouping_split_sides (self);
  for (guint i = 0; i < self->groups->n_keys; i++)
    collector_report_run_add_key_column (self->run, self->groups->keys[i]);
  add_figure_columns (self);
  if (!collector_grouping_find_order (self, error)
      || !collector_grouping_load_samples (self, error))
    return FALSE;
  collector_grouping_pair (self);
  collector_grouping_sum (self);
  collector_grouping_leave_out (self);
  name_entries (self);
  collector_grouping_sort (self);
  collector_grouping_add_rows (self);
  self->run->doc->n_calls = self->whole.measures[COLLECTOR_MEASURE_CALLS];
  self->run->doc->source = self->groups->from_totals ? "totals" : "calls";
  return TRUE;
}

gboolean
collector_report_run_groups (CollectorReportRun *run, GError **error)
{
  CollectorGrouping self = { .run = run };
  gboolean is_ok;

  self.columns = g_array_new (FALSE, FALSE, sizeof (CollectorFigureColumn));
  self.entries = g_array_new (FALSE, TRUE, sizeof (CollectorGroupEntry));
  self.spent = g_array_new (FALSE, FALSE, sizeof (int));
  is_ok = answer (&self, error);
  g_array_unref (self.columns);
  g_array_unref (self.entries);
  g_array_unref (self.spent);
  g_clear_pointer (&self.holders, g_hash_table_unref);
  collector_samples_free (self.samples);
  collector_groups_free (self.before);
  collector_groups_free (self.groups);
  return is_ok;
}
