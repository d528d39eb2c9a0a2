/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In which order the rows of a grouped report stand: by a key or by a figure; rows with the same
 * first keys stay together. Any lane.
 */
#include "config.h"

#include "collector/reports/groups-private.h"

#include <string.h>

#include "shared/base/error.h"

static gboolean
is_in_order (const CollectorField *field)
{
  return field->kind == TOLL_CELL_DAY || field->kind == TOLL_CELL_MINUTE
         || field->kind == TOLL_CELL_WEEKDAY || g_str_has_suffix (field->id, "_band")
         || strcmp (field->id, "quality") == 0;
}

static gboolean
refuse (const TollSort *sort, GError **error)
{
  toll_error_set_field (error, "spec.sort", "\"%.40s\" is no column that this report sorts by",
                        sort->field);
  return FALSE;
}

/* Returns: which key; n_keys = none. */
static guint
find_key (const CollectorGrouping *self, const char *id)
{
  guint index = 0;

  while (index < self->groups->n_keys && strcmp (self->groups->keys[index]->id, id) != 0)
    index++;
  return index;
}

/* Returns: which of the figures' columns; G_MAXUINT = none that sorts. */
static guint
find_column (const CollectorGrouping *self, const char *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const TollReportColumn *column
          = toll_report_doc_get_column (self->run->doc, self->groups->n_keys + i);

      if (strcmp (column->id, id) == 0)
        return column->is_fixed ? G_MAXUINT : i;
    }
  return G_MAXUINT;
}

static gboolean
find_first (CollectorGrouping *self, const TollSort *first, GError **error)
{
  self->is_descending = first->is_descending;
  self->sort_key = find_key (self, first->field);
  if (self->sort_key < self->groups->n_keys || self->sort_hidden != NULL)
    return TRUE;
  self->sort_column = find_column (self, first->field);
  if (self->sort_column == G_MAXUINT)
    return refuse (first, error);
  self->sort_figure = g_array_index (self->columns, CollectorFigureColumn, self->sort_column);
  return TRUE;
}

static gboolean
find_then (CollectorGrouping *self, const TollSort *sort, GError **error)
{
  CollectorGroupSort *then = &self->then[self->n_then++];

  then->is_descending = sort->is_descending;
  then->key = find_key (self, sort->field);
  if (then->key == self->groups->n_keys)
    then->column = find_column (self, sort->field);
  return then->column != G_MAXUINT || refuse (sort, error);
}

/* By a figure, not by what is only told beside it. */
static const CollectorFigureColumn *
find_first_figure (const CollectorGrouping *self)
{
  const CollectorFigureColumn *columns = (const CollectorFigureColumn *) self->columns->data;
  guint i = 0;

  while (i + 1 < self->columns->len && columns[i].figure->shape == COLLECTOR_FIGURE_HOLDER)
    i++;
  return &columns[i];
}

gboolean
collector_grouping_find_order (CollectorGrouping *self, GError **error)
{
  const GArray *sort = self->run->spec->sort;

  self->sort_key = self->groups->n_keys;
  if (sort->len == 0 && is_in_order (self->groups->keys[0]))
    self->sort_key = 0;
  else if (sort->len == 0)
    {
      self->sort_figure = *find_first_figure (self);
      self->is_descending = TRUE;
    }
  if (sort->len > COLLECTOR_MOST_SORTS)
    {
      toll_error_set_field (error, "spec.sort", "at most %d columns are sorted by",
                            COLLECTOR_MOST_SORTS);
      return FALSE;
    }
  for (guint i = 0; i < sort->len; i++)
    {
      const TollSort *at = &g_array_index (sort, TollSort, i);

      if (!(i == 0 ? find_first (self, at, error) : find_then (self, at, error)))
        return FALSE;
    }
  return TRUE;
}

/* A figure that sorts as the column's cells do, also for ratios. @whole: what it may be a share of. */
static gint64
find_sorted (const CollectorGrouping *self, const CollectorFigureColumn *by,
             const CollectorGroup *group, const CollectorGroup *whole)
{
  CollectorFigureInput input = { 0 };
  TollCell cell;

  input.value = collector_grouping_get_value (group, by->figure->a, by->currency);
  input.other = collector_grouping_get_value (group, by->figure->b, by->currency);
  input.whole = collector_grouping_get_value (whole, by->figure->a, by->currency);
  input.so_far = input.recent = input.value;
  input.n_recent = 1;
  input.rank = 1;
  input.deviation = 1; /* the same for all: the order is that of the values */
  input.now_ms = self->run->now_ms;
  collector_figure_compute (by->figure, &input, &cell);
  return cell.is_empty ? G_MININT64 : cell.figure;
}

/* The same of what is read off single calls: those that share the first @n_keys keys of @entry. */
static gint64
find_sample (CollectorGrouping *self, guint column, const CollectorGroupEntry *entry,
             guint n_keys)
{
  TollCell cell = { .is_empty = TRUE };

  collector_samples_fill (self, column, entry, n_keys, &cell);
  return cell.is_empty ? G_MININT64 : cell.figure;
}

/* What a column says of two periods, on its side. @before: (nullable). */
static gint64
choose_side (const CollectorFigureColumn *by, gint64 a, const gint64 *before)
{
  gint64 b;

  if (before == NULL || by->side == COLLECTOR_SIDE_NOW)
    return a;
  b = *before;
  if (by->side == COLLECTOR_SIDE_BEFORE)
    return b;
  a = (a == G_MININT64 ? 0 : a) - (b == G_MININT64 ? 0 : b);
  if (by->side == COLLECTOR_SIDE_DIFFERENCE)
    return a;
  return b > 0 ? (gint64) ((__int128) a * 1000000 / b) : a > 0 ? G_MAXINT64 : G_MININT64;
}

/* What a column says of an entry, on its side. */
gint64
collector_grouping_find_side (const CollectorGrouping *self, const CollectorFigureColumn *by,
                              const CollectorGroupEntry *entry)
{
  gint64 a = find_sorted (self, by, entry->group,
                          collector_grouping_get_whole (self, by->figure, entry, FALSE));
  gint64 b;

  if (entry->before == NULL)
    return a;
  b = find_sorted (self, by, entry->before,
                   collector_grouping_get_whole (self, by->figure, entry, TRUE));
  return choose_side (by, a, &b);
}

/* The same of a sum that the entry is part of. A share of it is the same for all of them: there they
 * stand by how much it is of all. */
static gint64
find_sum_side (const CollectorGrouping *self, const CollectorFigureColumn *by,
               const CollectorGroupEntry *entry, guint index)
{
  gint64 a = find_sorted (self, by, &entry->sums[index]->now, &self->whole), b;

  if (entry->before == NULL)
    return a;
  b = find_sorted (self, by, &entry->sums[index]->before, &self->whole_before);
  return choose_side (by, a, &b);
}

static gboolean
is_figures (const char *text)
{
  while (g_ascii_isdigit (*text))
    text++;
  return *text == '\0';
}

/* Figures stand alike in every language; to ask a language for the order of two texts takes long. */
int
collector_grouping_compare_names (const char *a, const char *b)
{
  return is_figures (a) && is_figures (b) ? strcmp (a, b) : g_utf8_collate (a, b);
}

static int
compare_keys (const CollectorGrouping *self, const CollectorGroupEntry *a,
              const CollectorGroupEntry *b, guint index)
{
  const CollectorField *field = self->groups->keys[index];
  int order;

  if (field->shape == COLLECTOR_FIELD_NAMED || field->shape == COLLECTOR_FIELD_TEXT)
    {
      /* Nothing known comes last. */
      if ((*a->names[index] == '\0') != (*b->names[index] == '\0'))
        return *a->names[index] == '\0' ? 1 : -1;
      /* Of numbers there are many, and no language has an order of its own for them. */
      order = (field->flags & COLLECTOR_FIELD_NUMBER) != 0
                  ? strcmp (a->names[index], b->names[index])
                  : collector_grouping_compare_names (a->names[index], b->names[index]);
      if (order == 0)
        order = (a->ranks[index] < b->ranks[index]) - (a->ranks[index] > b->ranks[index]);
      /* Two people with one name are two keys. */
      if (order != 0 || field->shape == COLLECTOR_FIELD_TEXT)
        return order;
    }
  return (a->group->keys[index].figure > b->group->keys[index].figure)
         - (a->group->keys[index].figure < b->group->keys[index].figure);
}

int
collector_grouping_compare_figures (gint64 a, gint64 b, gboolean is_descending)
{
  return is_descending ? (a < b) - (a > b) : (a > b) - (a < b);
}

/* Who spent nothing in the currency that is sorted by comes by what they spent in the others. */
static int
compare_currencies (const CollectorGrouping *self, const CollectorGroupEntry *a,
                    const CollectorGroupEntry *b)
{
  CollectorFigureColumn other = self->sort_figure;
  int order = 0;

  for (guint i = 0; other.currency >= 0 && order == 0 && i < self->spent->len; i++)
    {
      other.currency = g_array_index (self->spent, int, i);
      if (other.currency != self->sort_figure.currency)
        order = collector_grouping_compare_figures (
            collector_grouping_find_side (self, &other, a),
            collector_grouping_find_side (self, &other, b), self->is_descending);
    }
  return order;
}

gboolean
collector_group_entry_shares (const CollectorGroupEntry *a, const CollectorGroupEntry *b,
                              guint n_keys)
{
  for (guint i = 0; i < n_keys; i++)
    if (!collector_key_equal (&a->group->keys[i], &b->group->keys[i]))
      return FALSE;
  return TRUE;
}

static int
compare_then (const CollectorGrouping *self, guint index, const CollectorGroupEntry *a,
              const CollectorGroupEntry *b)
{
  const CollectorGroupSort *then = &self->then[index];

  if (then->key == self->groups->n_keys)
    return collector_grouping_compare_figures (a->sorted[1 + index], b->sorted[1 + index], then->is_descending);
  return then->is_descending ? compare_keys (self, b, a, then->key)
                             : compare_keys (self, a, b, then->key);
}

/* Sums that differ in key @index first: by what is sorted by, where that is said of them. */
static int
compare_sums (const CollectorGrouping *self, const CollectorGroupEntry *a,
              const CollectorGroupEntry *b, guint index)
{
  const gint64 *left = a->sums[index]->sorted, *right = b->sums[index]->sorted;
  guint n_keys = self->groups->n_keys;
  int order = 0;

  if (self->sort_key == n_keys)
    order = collector_grouping_compare_figures (left[0], right[0], self->is_descending);
  else if (self->sort_key == index)
    order = self->is_descending ? compare_keys (self, b, a, index) : compare_keys (self, a, b, index);
  else if (self->sort_key > index)
    return 0;
  for (guint i = 0; order == 0 && i < self->n_then; i++)
    if (self->then[i].key == n_keys)
      order = collector_grouping_compare_figures (left[1 + i], right[1 + i], self->then[i].is_descending);
    else if (self->then[i].key == index)
      order = compare_then (self, i, a, b);
  return order;
}

/* Rows with the same first keys stay together; others stand as the sums of theirs do. */
static int
compare_first_keys (const CollectorGrouping *self, const CollectorGroupEntry *a,
                    const CollectorGroupEntry *b)
{
  guint last = self->groups->n_keys - 1, index = 0;
  int order;

  while (index < last && collector_key_equal (&a->group->keys[index], &b->group->keys[index]))
    index++;
  if (index == last)
    return 0;
  order = compare_sums (self, a, b, index);
  return order != 0 ? order : compare_keys (self, a, b, index);
}

/* What is the same in what is sorted by first: the order is one, whatever order groups came in. */
static int
compare_rest (const CollectorGrouping *self, const CollectorGroupEntry *a,
              const CollectorGroupEntry *b)
{
  guint n_keys = self->groups->n_keys;
  int order = self->sort_key == n_keys ? compare_currencies (self, a, b) : 0;

  for (guint i = 0; order == 0 && i < self->n_then; i++)
    order = compare_then (self, i, a, b);
  for (guint i = 0; order == 0 && i < n_keys; i++)
    order = compare_keys (self, a, b, i);
  return order;
}

static int
compare_entries (gconstpointer left, gconstpointer right, gpointer data)
{
  const CollectorGrouping *self = data;
  const CollectorGroupEntry *a = left, *b = right;
  guint n_keys = self->groups->n_keys;
  int order = n_keys > 1 ? compare_first_keys (self, a, b) : 0;

  if (order == 0 && self->sort_key < n_keys)
    order = self->is_descending ? compare_keys (self, b, a, self->sort_key)
                                : compare_keys (self, a, b, self->sort_key);
  else if (order == 0)
    order = collector_grouping_compare_figures (a->sorted[0], b->sorted[0], self->is_descending);
  return order != 0 ? order : compare_rest (self, a, b);
}

/* Numbers that look alike stand in an order that tells nothing of what is hidden: the latest call
 * first. It is one for all rows with the number, of this period and the one before. */
static void
rank_numbers (CollectorGrouping *self, guint index)
{
  g_autoptr (GHashTable) latest = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->entries->len; i++)
      {
        CollectorGroupEntry *entry = &g_array_index (self->entries, CollectorGroupEntry, i);
        const CollectorKey *key = &entry->group->keys[index];
        gint64 *rank;

        if (!collector_key_is_masked (key))
          continue;
        rank = g_hash_table_lookup (latest, key->apart);
        if (rank == NULL)
          {
            rank = g_new0 (gint64, 1);
            g_hash_table_insert (latest, (gpointer) key->apart, rank);
          }
        *rank = MAX (*rank, key->call_id);
        entry->ranks[index] = *rank;
      }
}

/* What an entry is sorted by where it is a figure: of a column, or of what is shown in none. */
static gint64
find_figure (CollectorGrouping *self, const CollectorFigureColumn *by, guint column,
             gboolean is_descending, const CollectorGroupEntry *entry)
{
  if (by->figure->shape == COLLECTOR_FIGURE_HOLDER)
    return collector_grouping_sort_holder (self, entry, is_descending);
  return collector_figure_is_sampled (by->figure)
             ? find_sample (self, column, entry, self->groups->n_keys)
             : collector_grouping_find_side (self, by, entry);
}

/* The same of what it is part of with its first @n_keys keys; nobody's line is no sum's. */
static gint64
find_sum_figure (CollectorGrouping *self, const CollectorFigureColumn *by, guint column,
                 gboolean is_descending, const CollectorGroupEntry *entry, guint n_keys)
{
  if (by->figure->shape == COLLECTOR_FIGURE_HOLDER)
    return collector_grouping_has_line (self, n_keys)
               ? collector_grouping_sort_holder (self, entry, is_descending)
               : 0;
  return collector_figure_is_sampled (by->figure) ? find_sample (self, column, entry, n_keys)
                                                  : find_sum_side (self, by, entry, n_keys - 1);
}

/* What the entry, and each sum that it is part of, is sorted by at place @sort. */
static void
find_at (CollectorGrouping *self, const CollectorFigureColumn *by, guint column,
         gboolean is_descending, CollectorGroupEntry *entry, guint sort)
{
  entry->sorted[sort] = find_figure (self, by, column, is_descending, entry);
  for (guint i = 0; i + 1 < self->groups->n_keys; i++)
    entry->sums[i]->sorted[sort]
        = find_sum_figure (self, by, column, is_descending, entry, i + 1);
}

static void
find_figures (CollectorGrouping *self, CollectorGroupEntry *entry)
{
  if (self->sort_key == self->groups->n_keys)
    find_at (self, &self->sort_figure, self->sort_column, self->is_descending, entry, 0);
  for (guint i = 0; i < self->n_then; i++)
    if (self->then[i].key == self->groups->n_keys)
      find_at (self, &g_array_index (self->columns, CollectorFigureColumn, self->then[i].column),
               self->then[i].column, self->then[i].is_descending, entry, 1 + i);
}

void
collector_grouping_sort (CollectorGrouping *self)
{
  for (guint i = 0; i < self->groups->n_keys; i++)
    if ((self->groups->keys[i]->flags & COLLECTOR_FIELD_NUMBER) != 0)
      rank_numbers (self, i);
  for (guint i = 0; i < self->entries->len; i++)
    find_figures (self, &g_array_index (self->entries, CollectorGroupEntry, i));
  g_array_sort_with_data (self->entries, compare_entries, self);
  collector_grouping_limit (self);
}
