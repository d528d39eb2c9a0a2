/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a grouped report: one for each entry in its order, a subtotal behind the rows of each
 * key but the last, a total of all. Any lane.
 */
#include "config.h"

#include "collector/reports/groups-private.h"

#include <math.h>

#include "shared/model/period-shift.h"

/* What a row's cells are computed from. */
typedef struct
{
  const CollectorGroup *group;
  const CollectorGroup *before;     /* (nullable) */
  const CollectorGroupEntry *entry; /* whose first keys say which calls; NULL = all */
  guint n_keys;
  guint rank;                       /* 0 = a sum */
} Place;

/* What grows from row to row, by column. */
typedef struct
{
  CollectorGrouping *grouping;
  guint n_stepped; /* entries that are in it */
  gint64 *so_far;
  gint64 *so_far_before;
  gint64 *recent; /* COLLECTOR_FIGURE_N_RECENT a column, the newest first */
  GHashTable *days; /* (nullable): rows by the first day that they stand for, where all are one day,
                     * week or month each */
  gint64 first_day;
  double *mean;
  double *deviation;
} Walk;

static const CollectorFigureColumn *
get_column (const CollectorGrouping *self, guint index)
{
  return &g_array_index (self->columns, CollectorFigureColumn, index);
}

static gint64
value_of (const CollectorGroup *group, const CollectorFigureColumn *column)
{
  return collector_grouping_get_value (group, column->figure->a, column->currency);
}

static gboolean
is_of_rows (const CollectorFigure *figure)
{
  return figure->shape == COLLECTOR_FIGURE_CUMULATIVE || figure->shape == COLLECTOR_FIGURE_MOVING;
}

/* The same of the last days, weeks or months: one without a call is no row, and counts all the same.
 * Returns: how many they are. */
static guint
sum_days (const Walk *walk, const CollectorFigureColumn *column, const CollectorGroupEntry *entry,
          gint64 *sum)
{
  static const TollPeriodShift one = { 1, 7, 1 };
  const char *unit = walk->grouping->groups->keys[0]->unit;
  gint64 day = entry->group->keys[0].figure;
  guint n = 0;

  while (n < COLLECTOR_FIGURE_N_RECENT && day >= walk->first_day)
    {
      const CollectorGroup *group = g_hash_table_lookup (walk->days, &day);

      *sum += group != NULL ? value_of (group, column) : 0;
      day = toll_period_shift_day (&one, unit, day, TRUE);
      n++;
    }
  return n;
}

static guint
sum_recent (const Walk *walk, guint index, const Place *place, gint64 *sum)
{
  guint n = place->rank > 0 ? MIN (walk->n_stepped, COLLECTOR_FIGURE_N_RECENT) : 0;

  if (walk->days != NULL && place->rank > 0)
    return sum_days (walk, get_column (walk->grouping, index), place->entry, sum);
  for (guint i = 0; i < n; i++)
    *sum += walk->recent[index * COLLECTOR_FIGURE_N_RECENT + i];
  return n;
}

/* Rows are many: what a column's figure is not made of is not worked out for it. */
static void
compute (const Walk *walk, guint index, const Place *place, gboolean is_before, TollCell *cell)
{
  const CollectorGrouping *self = walk->grouping;
  const CollectorFigureColumn *column = get_column (self, index);
  const CollectorGroup *group = is_before ? place->before : place->group;
  CollectorFigureInput input = {
    .value = value_of (group, column),
    .other = collector_grouping_get_value (group, column->figure->b, column->currency),
    .now_ms = self->run->now_ms,
    .rank = place->rank,
  };

  switch (column->figure->shape)
    {
    case COLLECTOR_FIGURE_OF_TOTAL:
    case COLLECTOR_FIGURE_OF_FIRST:
    case COLLECTOR_FIGURE_CUMULATIVE:
      input.whole = value_of (
          collector_grouping_get_whole (self, column->figure, place->entry, is_before), column);
      input.so_far = (is_before ? walk->so_far_before : walk->so_far)[index];
      break;
    case COLLECTOR_FIGURE_MOVING:
      input.n_recent = sum_recent (walk, index, place, &input.recent);
      break;
    case COLLECTOR_FIGURE_DEVIATION:
      input.mean = walk->mean[index];
      input.deviation = walk->deviation[index];
      break;
    default:
      break;
    }
  collector_figure_compute (column->figure, &input, cell);
}

/* An average or share of no calls is no 0 that another could differ from. */
static gboolean
has_no_pair (const CollectorFigure *figure, const TollCell *now, const TollCell *before)
{
  switch (figure->shape)
    {
    case COLLECTOR_FIGURE_RATIO:
    case COLLECTOR_FIGURE_SHARE:
    case COLLECTOR_FIGURE_PER_MINUTE:
    case COLLECTOR_FIGURE_OF_TOTAL:
    case COLLECTOR_FIGURE_OF_FIRST:
      return now->is_empty || before->is_empty;
    default:
      return now->is_empty && before->is_empty;
    }
}

/* What is missing on one side of a sum counts as nothing; a change from nothing has no percentage. */
static void
compare (const CollectorFigureColumn *column, const TollCell *now, const TollCell *before,
         TollCell *cell)
{
  gint64 a = now->is_empty ? 0 : now->figure, b = before->is_empty ? 0 : before->figure;

  if (column->side == COLLECTOR_SIDE_BEFORE)
    *cell = *before;
  else if (has_no_pair (column->figure, now, before))
    return;
  else if (column->side == COLLECTOR_SIDE_DIFFERENCE)
    toll_cell_set_figure (cell, a - b);
  else if (column->side == COLLECTOR_SIDE_CHANGE && b > 0)
    toll_cell_set_figure (cell, (gint64) llround ((double) (a - b) * 1e6 / (double) b));
}

/* Whether the last row of the document is. */
static gboolean
is_drawn (const CollectorReportRun *run)
{
  guint index = run->doc->rows->len - 1;

  return run->n_drawn == 0 || (index >= run->first_row && index - run->first_row < run->n_drawn);
}

static void
fill_cell (const Walk *walk, guint index, const Place *place, TollCell *cell)
{
  const CollectorFigureColumn *column = get_column (walk->grouping, index);
  TollCell before = { .is_empty = TRUE };

  if (place->rank == 0 && !collector_figure_is_total (column->figure))
    return;
  if (column->figure->shape == COLLECTOR_FIGURE_HOLDER)
    {
      if (is_drawn (walk->grouping->run))
        collector_grouping_fill_holder (walk->grouping, place->entry, cell);
      return;
    }
  if (collector_figure_is_sampled (column->figure))
    {
      collector_samples_fill (walk->grouping, index, place->entry, place->n_keys, cell);
      return;
    }
  compute (walk, index, place, FALSE, cell);
  if (column->side == COLLECTOR_SIDE_NOW || place->before == NULL)
    return;
  compute (walk, index, place, TRUE, &before);
  TollCell now = *cell;
  *cell = (TollCell){ .is_empty = TRUE };
  compare (column, &now, &before, cell);
}

static void
fill_cells (const Walk *walk, const Place *place, TollReportRow *row)
{
  const CollectorGrouping *self = walk->grouping;

  for (guint i = 0; i < self->columns->len; i++)
    fill_cell (walk, i, place, &row->cells[self->groups->n_keys + i]);
}

void
collector_report_run_fill_key (CollectorReportRun *run, const CollectorField *field,
                               const CollectorKey *key, const char *name, TollReportRow *row,
                               guint index)
{
  if (field->shape == COLLECTOR_FIELD_TEXT)
    toll_cell_set_text (&row->keys[index], collector_key_write (key, run->doc->arena));
  else
    toll_cell_set_figure (&row->keys[index], key->figure);
  if (toll_cell_kind_is_figure (field->kind))
    toll_cell_set_figure (&row->cells[index], key->figure);
  else if (*name != '\0')
    toll_cell_set_text (&row->cells[index], name);
}

static void
fill_keys (CollectorGrouping *self, const CollectorGroupEntry *entry, guint n_keys,
           TollReportRow *row)
{
  for (guint i = 0; i < n_keys; i++)
    collector_report_run_fill_key (self->run, self->groups->keys[i], &entry->group->keys[i],
                                   entry->names[i], row, i);
}

/* Another row is reached: what it adds. */
static void
step (Walk *walk, const CollectorGroupEntry *entry)
{
  const CollectorGrouping *self = walk->grouping;

  walk->n_stepped++;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CollectorFigureColumn *column = get_column (self, i);
      gint64 *recent = walk->recent + i * COLLECTOR_FIGURE_N_RECENT;

      if (!is_of_rows (column->figure))
        continue;
      for (guint j = COLLECTOR_FIGURE_N_RECENT - 1; j > 0; j--)
        recent[j] = recent[j - 1];
      recent[0] = value_of (entry->group, column);
      walk->so_far[i] += recent[0];
      if (entry->before != NULL)
        walk->so_far_before[i] += value_of (entry->before, column);
    }
}

static void
find_days (Walk *walk)
{
  const CollectorGrouping *self = walk->grouping;

  if (self->groups->n_keys != 1 || self->groups->keys[0]->kind != TOLL_CELL_DAY)
    return;
  walk->days = g_hash_table_new (g_int64_hash, g_int64_equal);
  walk->first_day = G_MAXINT64;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const CollectorGroup *group = g_array_index (self->entries, CollectorGroupEntry, i).group;

      g_hash_table_insert (walk->days, (gpointer) &group->keys[0].figure, (gpointer) group);
      walk->first_day = MIN (walk->first_day, group->keys[0].figure);
    }
}

/* Mean and standard deviation over all rows, of the columns that show how far from it they lie. */
static void
measure_spread (Walk *walk)
{
  const CollectorGrouping *self = walk->grouping;
  guint n = self->entries->len;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const CollectorFigureColumn *column = get_column (self, i);
      double squares = 0;

      if (column->figure->shape != COLLECTOR_FIGURE_DEVIATION || n == 0)
        continue;
      walk->mean[i] = (double) value_of (&self->whole, column) / n;
      for (guint j = 0; j < n; j++)
        {
          double off = (double) value_of (
                           g_array_index (self->entries, CollectorGroupEntry, j).group, column)
                       - walk->mean[i];

          squares += off * off;
        }
      walk->deviation[i] = sqrt (squares / n);
    }
}

/* Behind the rows with the same first @n_keys keys, of which @index is the last: the sum of all entries
 * with them, those beyond the limit as well. */
static void
add_subtotal (Walk *walk, guint index, guint n_keys)
{
  CollectorGrouping *self = walk->grouping;
  const CollectorGroupEntry *entry = &g_array_index (self->entries, CollectorGroupEntry, index);
  const CollectorGroupSum *sum = entry->sums[n_keys - 1];
  TollReportRow *row = toll_report_doc_add_row (self->run->doc);
  const Place place = { &sum->now, self->before != NULL ? &sum->before : NULL, entry, n_keys, 0 };

  while (walk->n_stepped < self->entries->len)
    {
      const CollectorGroupEntry *at
          = &g_array_index (self->entries, CollectorGroupEntry, walk->n_stepped);

      if (!collector_group_entry_shares (entry, at, n_keys))
        break;
      step (walk, at);
    }
  row->level = n_keys;
  fill_keys (self, entry, n_keys, row);
  fill_cells (walk, &place, row);
}

/* Returns: whether another row with the first @n_keys keys of @index follows among the first @n_rows. */
static gboolean
goes_on (const CollectorGrouping *self, guint index, guint n_rows, guint n_keys)
{
  const CollectorGroupEntry *entry = &g_array_index (self->entries, CollectorGroupEntry, index);

  return index + 1 < n_rows && collector_group_entry_shares (entry, entry + 1, n_keys);
}

static void
add_row (Walk *walk, guint index)
{
  CollectorGrouping *self = walk->grouping;
  const CollectorGroupEntry *entry = &g_array_index (self->entries, CollectorGroupEntry, index);
  TollReportRow *row = toll_report_doc_add_row (self->run->doc);
  guint n_keys = self->groups->n_keys;
  const Place place = { entry->group, entry->before, entry, n_keys, entry->rank };

  step (walk, entry);
  fill_keys (self, entry, n_keys, row);
  fill_cells (walk, &place, row);
}

static void
add_totals (Walk *walk)
{
  CollectorGrouping *self = walk->grouping;
  const Place place
      = { &self->whole, self->before != NULL ? &self->whole_before : NULL, NULL, 0, 0 };

  for (guint i = 0; i < self->columns->len; i++)
    {
      walk->so_far[i] = value_of (&self->whole, get_column (self, i));
      walk->so_far_before[i] = value_of (&self->whole_before, get_column (self, i));
    }
  toll_report_doc_init_row (self->run->doc, &self->run->doc->totals);
  fill_cells (walk, &place, &self->run->doc->totals);
}

void
collector_grouping_add_rows (CollectorGrouping *self)
{
  TollArena *arena = self->groups->arena;
  guint n = self->columns->len, limit = self->n_shown;
  Walk walk = { self, 0,
                toll_arena_alloc (arena, n * sizeof (gint64)),
                toll_arena_alloc (arena, n * sizeof (gint64)),
                toll_arena_alloc (arena, n * COLLECTOR_FIGURE_N_RECENT * sizeof (gint64)), NULL, 0,
                toll_arena_alloc (arena, n * sizeof (double)),
                toll_arena_alloc (arena, n * sizeof (double)) };

  find_days (&walk);
  measure_spread (&walk);
  for (guint i = 0; i < limit; i++)
    {
      add_row (&walk, i);
      for (guint j = self->groups->n_keys - 1; j > 0 && !goes_on (self, i, limit, j); j--)
        add_subtotal (&walk, i, j);
    }
  self->run->doc->n_cut = self->entries->len - limit + self->n_left_out;
  add_totals (&walk);
  g_clear_pointer (&walk.days, g_hash_table_unref);
}
