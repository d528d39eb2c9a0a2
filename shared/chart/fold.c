/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * More points than there is room for: the rest becomes "Other", neighbours in time are put
 * together. Whatever may be added up is, so that what is drawn is the sum of what is there.
 */
#include "config.h"

#include "shared/chart/series.h"

#include <string.h>

void
toll_chart_point_add (TollChartPoint *whole, const TollChartPoint *part,
                      const TollChartData *data, TollArena *arena)
{
  guint *rows = (guint *) whole->rows;

  /* Grows by doubling: the arena takes nothing back. */
  if (whole->n_rows == 0 || (whole->n_rows & (whole->n_rows - 1)) == 0 || part->n_rows > 1)
    {
      guint size = 1;

      while (size < whole->n_rows + part->n_rows)
        size *= 2;
      rows = toll_arena_alloc (arena, size * sizeof *rows);
      if (whole->n_rows > 0)
        memcpy (rows, whole->rows, whole->n_rows * sizeof *rows);
    }
  if (part->n_rows > 0)
    memcpy (rows + whole->n_rows, part->rows, part->n_rows * sizeof *rows);
  whole->rows = rows;
  whole->n_rows += part->n_rows;
  for (guint i = 0; i < TOLL_CHART_MAX_SERIES; i++)
    if (!data->series[i].is_total)
      whole->is_known[i] = FALSE;
    else if (part->is_known[i])
      {
        whole->figures[i] = toll_scale_add (whole->figures[i], part->figures[i]);
        whole->is_known[i] = TRUE;
      }
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const TollChartPoint *one = a, *other = b;

  if (one->is_known[0] != other->is_known[0])
    return one->is_known[0] ? -1 : 1;
  if (one->figures[0] != other->figures[0])
    return one->figures[0] > other->figures[0] ? -1 : 1;
  return one->rows[0] < other->rows[0] ? -1 : one->rows[0] > other->rows[0];
}

/* "Other (12)": how many rows there are is said where it is known. @n_rows: of the document. */
static const char *
other_label (const TollChartData *data, TollArena *arena, gint64 n_rows)
{
  const char *other = toll_words_translate (&data->words, TOLL_CHART_WORD_OTHER);
  g_autofree char *text = NULL;

  n_rows = data->n_rest < 0 ? 0 : n_rows + data->n_rest;
  if (n_rows == 0)
    return toll_arena_strdup (arena, other);
  text = g_strdup_printf ("%s (%s)", other, toll_words_number (&data->words, arena, n_rows, 0));
  return toll_arena_strdup (arena, text);
}

static gboolean
has_rest (const TollChartData *data)
{
  for (guint i = 0; i < data->n_series; i++)
    if (data->rest[i] > 0)
      return TRUE;
  return FALSE;
}

GArray *
toll_chart_data_fold (const TollChartData *data, TollArena *arena, guint most, gboolean is_sorted)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (TollChartPoint));
  TollChartPoint rest = { .word = "", .is_other = TRUE };
  gboolean has_more = has_rest (data);
  guint n = data->points->len;

  g_array_append_vals (points, data->points->data, n);
  if (is_sorted)
    g_array_sort (points, compare_points);
  if (n + has_more <= MAX (most, 1))
    most = n;
  else
    most = MAX (most, 1) - 1;
  if (most == n && !has_more)
    return points;
  for (guint i = 0; i < data->n_series; i++)
    {
      rest.figures[i] = data->rest[i];
      rest.is_known[i] = data->series[i].is_total;
    }
  for (guint i = most; i < n; i++)
    toll_chart_point_add (&rest, &g_array_index (points, TollChartPoint, i), data, arena);
  rest.label = other_label (data, arena, rest.n_rows);
  g_array_set_size (points, most);
  g_array_append_val (points, rest);
  return points;
}

gboolean
toll_chart_data_get_buckets (const TollChartData *data, TollBuckets *buckets)
{
  gint64 first = G_MAXINT64, last = G_MININT64;
  gboolean has_halves = FALSE;

  if (!toll_buckets_has_places (data->x_kind) || data->points->len == 0)
    return FALSE;
  for (guint i = 0; i < data->points->len; i++)
    {
      gint64 figure = toll_chart_data_get_point (data, i)->figure;

      first = MIN (first, figure);
      last = MAX (last, figure);
      has_halves |= figure % 60 != 0;
    }
  if (!toll_buckets_init (buckets, data->x_kind, data->x_unit, first, last, has_halves))
    return FALSE;
  toll_buckets_widen (buckets, data->from_day, data->to_day, 400);
  return TRUE;
}

/* Empty places: nothing happened there, so what may be added up is zero. */
static void
lay_places (const TollChartData *data, TollArena *arena, const TollBuckets *buckets, guint at_once,
            GArray *points)
{
  for (guint place = 0; place < buckets->n_places; place += at_once)
    {
      TollChartPoint point = { .word = "", .figure = toll_buckets_get_figure (buckets, place) };
      guint last = MIN (place + at_once, buckets->n_places) - 1;
      gboolean is_ahead = buckets->kind == TOLL_CELL_DAY && point.figure > data->made_day;

      point.label = toll_words_figure (&data->words, arena, buckets->kind, buckets->unit,
                                       point.figure);
      if (last > place)
        {
          g_autofree char *label = g_strdup_printf (
              "%s – %s", point.label,
              toll_words_figure (&data->words, arena, buckets->kind, buckets->unit,
                                 toll_buckets_get_figure (buckets, last)));

          point.label = toll_arena_strdup (arena, label);
        }
      for (guint i = 0; i < TOLL_CHART_MAX_SERIES; i++)
        point.is_known[i] = data->series[i].is_total && !is_ahead;
      g_array_append_val (points, point);
    }
}

/* How many places are one point; widens @buckets to a multiple of them. */
static guint
group_places (const TollChartData *data, TollBuckets *buckets, guint most)
{
  guint at_once = (buckets->n_places + MAX (most, 1) - 1) / MAX (most, 1);

  for (guint i = 0; i < data->n_series; i++)
    if (!data->series[i].is_total)
      return 1;
  if (at_once > 1 && buckets->kind == TOLL_CELL_DAY && buckets->width == 1)
    {
      guint before = toll_day_get_weekday (buckets->first) - 1;

      at_once = (at_once + 6) / 7 * 7;
      buckets->first -= before;
      buckets->n_places += before;
    }
  buckets->n_places = (buckets->n_places + at_once - 1) / at_once * at_once;
  return at_once;
}

GArray *
toll_chart_data_spread (const TollChartData *data, TollArena *arena, TollBuckets *buckets,
                        guint most)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (TollChartPoint));
  guint at_once = group_places (data, buckets, most);

  lay_places (data, arena, buckets, at_once, points);
  for (guint i = 0; i < data->points->len; i++)
    {
      const TollChartPoint *part = toll_chart_data_get_point (data, i);
      gint64 place = toll_buckets_get_place (buckets, part->figure);
      TollChartPoint *whole;

      if (place < 0 || place >= buckets->n_places)
        continue; /* no such weekday */
      whole = &g_array_index (points, TollChartPoint, place / at_once);
      if (whole->n_rows == 0 && at_once == 1)
        {
          TollChartPoint one = *part;

          *whole = one;
        }
      else
        toll_chart_point_add (whole, part, data, arena);
    }
  return points;
}
