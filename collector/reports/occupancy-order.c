/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In which order the rows of a report on calls at once stand: by a key or by a figure; rows of one
 * first key stay together. Any lane.
 */
#include "config.h"

#include "collector/reports/occupancy-private.h"

#include <string.h>

#include "shared/base/error.h"

gboolean
collector_occupancy_find_order (CollectorOccupancy *self, GError **error)
{
  const GArray *sort = self->run->spec->sort;
  const TollSort *first = sort->len > 0 ? &g_array_index (sort, TollSort, 0) : NULL;

  if (first == NULL)
    return TRUE;
  if (sort->len > 1)
    {
      toll_error_set_field (error, "spec.sort", "this report is sorted by one column");
      return FALSE;
    }
  self->is_descending = first->is_descending;
  for (guint i = 0; i < self->n_keys; i++)
    if (strcmp (self->keys[i]->id, first->field) == 0)
      {
        self->sort_key = i;
        return TRUE;
      }
  self->sort_key = self->n_keys;
  /* It need not be shown. */
  self->sort_figure = collector_occupancy_figure_lookup (first->field);
  if (self->sort_figure != NULL)
    return TRUE;
  toll_error_set_field (error, "spec.sort", "\"%.40s\" is no column of this report", first->field);
  return FALSE;
}

static int
compare_values (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_key (const CollectorOccupancy *self, guint key, const CollectorOccupancyRow *a,
             const CollectorOccupancyRow *b)
{
  int order = (int) key == self->who ? strcmp (a->name, b->name) : 0;

  if (order == 0)
    order = compare_values (a->keys[key], b->keys[key]);
  return key == self->sort_key && self->is_descending ? -order : order;
}

static int
compare_figures (const CollectorOccupancy *self, gint64 a, gint64 b)
{
  return self->is_descending ? compare_values (b, a) : compare_values (a, b);
}

static int
compare_rows (gconstpointer first, gconstpointer second, gpointer data)
{
  const CollectorOccupancy *self = data;
  const CollectorOccupancyRow *a = first, *b = second;
  gboolean by_figure = self->sort_key == self->n_keys;
  int order = by_figure ? compare_figures (self, a->sorted_first, b->sorted_first) : 0;

  if (order == 0 && self->n_keys > 0)
    order = compare_key (self, 0, a, b);
  if (order == 0 && by_figure)
    order = compare_figures (self, a->sorted, b->sorted);
  else if (order == 0)
    order = compare_key (self, self->sort_key, a, b);
  for (guint i = 1; order == 0 && i < self->n_keys; i++)
    order = compare_key (self, i, a, b);
  return order;
}

static gint64
read_figure (const CollectorOccupancy *self, const CollectorOccupancyRow *row)
{
  TollCell cell = { .is_empty = TRUE };

  self->sort_figure->fill (&row->input, &cell);
  return cell.is_empty ? G_MININT64 : cell.figure;
}

/* Rows of one first key stand where the sum of them does. */
static void
read_figures (CollectorOccupancy *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      CollectorOccupancyRow *row = &g_array_index (self->rows, CollectorOccupancyRow, i);
      const CollectorOccupancyRow *sum = collector_occupancy_lookup_sum (self, row->keys[0]);

      row->sorted = read_figure (self, row);
      row->sorted_first = sum != NULL ? read_figure (self, sum) : row->sorted;
    }
}

void
collector_occupancy_sort (CollectorOccupancy *self)
{
  if (self->sort_figure != NULL)
    read_figures (self);
  g_array_sort_with_data (self->rows, compare_rows, self);
}
