/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Axes: figures with their grid, labels that never run into each other, rows.
 */
#include "config.h"

#include "shared/chart/plot.h"
#include "shared/chart/times.h"

#include <math.h>

#define LABEL_GAP   8.0
#define MOST_ROWS   20   /* more are read in a table */
#define STEP_PX     34.0 /* least distance of ticks upwards */
#define ELLIPSIS_PX 52.0 /* slots from this width on shorten their labels instead of leaving out */

static const char *
tick_text (TollPlot *plot, const TollScale *scale, guint index)
{
  return toll_words_number (&plot->data->words, plot->arena,
                            toll_scale_get_number (scale, index), scale->decimals);
}

static double
widest_tick (TollPlot *plot, const TollScale *scale)
{
  double widest = 0;

  for (guint i = 0; i < toll_scale_get_n_ticks (scale); i++)
    widest = MAX (widest, toll_ink_measure (plot->ink, tick_text (plot, scale, i),
                                            TOLL_FONT_SMALL));
  return widest;
}

static void
init_up (TollScale *scale, const TollChartSeries *series, gint64 largest, double height)
{
  toll_scale_init (scale, series->kind, series->unit, largest, CLAMP (height / STEP_PX, 1, 5));
}

double
toll_axis_measure_up (TollPlot *plot, const TollChartSeries *series, gint64 largest,
                      double height)
{
  TollScale scale;

  init_up (&scale, series, largest, height);
  return toll_plot_is_tiny (plot) ? 0 : widest_tick (plot, &scale) + LABEL_GAP;
}

void
toll_axis_place_up (TollPlot *plot, const TollChartSeries *series, guint n_series, gint64 largest,
                    TollScale *scale)
{
  double room;

  init_up (scale, series, largest, plot->h);
  if (toll_plot_is_tiny (plot))
    return;
  toll_plot_place_title (plot, n_series == 1 ? series->title : "", scale->unit);
  plot->y += 6; /* half of the number at the topmost tick */
  plot->h -= 6;
  room = MAX (widest_tick (plot, scale) + LABEL_GAP, plot->tick_room);
  plot->x += room;
  plot->w -= room;
  for (guint i = 0; i < toll_scale_get_n_ticks (scale); i++)
    {
      double y = plot->y + plot->h * (1 - (double) (i * scale->step) / scale->max);

      if (i > 0)
        toll_ink_add_line (plot->ink, plot->x, y, plot->x + plot->w, y,
                           toll_plot_get_ink (plot, TOLL_INK_GRID), 1);
      toll_ink_add_text (plot->ink, tick_text (plot, scale, i), plot->x - LABEL_GAP, y, 0,
                         TOLL_ANCHOR_END, TOLL_FONT_SMALL, TOLL_INK_DIM);
    }
}

void
toll_axis_place_across (TollPlot *plot, const TollChartSeries *series, gint64 largest,
                        TollScale *scale)
{
  double line = toll_ink_get_line_height (plot->ink, TOLL_FONT_SMALL);
  guint max_steps = CLAMP (plot->w / 70, 1, 6);

  toll_scale_init (scale, series->kind, series->unit, largest, max_steps);
  if (toll_plot_is_small (plot))
    return;
  plot->h -= line + 6;
  for (guint i = 0; i < toll_scale_get_n_ticks (scale); i++)
    {
      double x = plot->x + plot->w * (i * scale->step) / scale->max;

      toll_ink_add_line (plot->ink, x, plot->y, x, plot->y + plot->h,
                         toll_plot_get_ink (plot, i == 0 ? TOLL_INK_AXIS : TOLL_INK_GRID), 1);
      toll_ink_add_text (plot->ink, tick_text (plot, scale, i), x, plot->y + plot->h + 6 + line / 2,
                         0, TOLL_ANCHOR_MIDDLE, TOLL_FONT_SMALL, TOLL_INK_DIM);
    }
}

double
toll_axis_reserve_labels (TollPlot *plot)
{
  double room = toll_ink_get_line_height (plot->ink, TOLL_FONT_SMALL) + 6;

  if (toll_plot_is_tiny (plot))
    return 0;
  plot->h -= room;
  return room;
}

static void
add_label (TollPlot *plot, const char *text, double x, double most)
{
  double line = toll_ink_get_line_height (plot->ink, TOLL_FONT_SMALL);
  double half = toll_ink_measure (plot->ink, text, TOLL_FONT_SMALL) / 2;

  if (most > 0)
    half = MIN (half, most / 2);
  /* The first and the last may not leave the picture. */
  x = CLAMP (x, half, MAX (plot->width - half, half));
  toll_ink_add_text (plot->ink, text, x, plot->y + plot->h + 6 + line / 2, most,
                     TOLL_ANCHOR_MIDDLE, TOLL_FONT_SMALL, TOLL_INK_DIM);
}

void
toll_axis_place_points (TollPlot *plot, const GArray *points)
{
  double slot = plot->w / MAX (points->len, 1), widest = 0;
  guint stride = 1;
  double most = 0;

  if (toll_plot_is_tiny (plot))
    return;
  for (guint i = 0; i < points->len; i++)
    widest = MAX (widest, toll_ink_measure (plot->ink,
                                            g_array_index (points, TollChartPoint, i).label,
                                            TOLL_FONT_SMALL));
  if (widest + LABEL_GAP / 2 > slot && slot >= ELLIPSIS_PX)
    most = slot - LABEL_GAP / 2;
  else if (widest + LABEL_GAP / 2 > slot)
    {
      most = MIN (widest, 120) + 1;
      stride = ceil ((most + LABEL_GAP) / slot);
    }
  for (guint i = 0; i < points->len; i += stride)
    add_label (plot, g_array_index (points, TollChartPoint, i).label, plot->x + (i + 0.5) * slot,
               most);
}

/* TRUE when the labels of @level keep their distance; *@n_labels: how many there are. */
static gboolean
is_level_roomy (TollPlot *plot, const TollBuckets *buckets, guint level, guint *n_labels)
{
  double slot = plot->w / buckets->n_places, end = -1000;

  *n_labels = 0;
  for (guint i = 0; i < buckets->n_places; i++)
    {
      double half, x = plot->x + (i + 0.5) * slot;

      if (!toll_buckets_is_labelled (buckets, i, level))
        continue;
      half = toll_ink_measure (plot->ink,
                               toll_buckets_label (buckets, i, level, &plot->data->words,
                                                   plot->arena),
                               TOLL_FONT_SMALL) / 2;
      if (x - half < end + LABEL_GAP)
        return FALSE;
      end = x + half;
      (*n_labels)++;
    }
  return *n_labels > 0;
}

void
toll_axis_place_buckets (TollPlot *plot, const TollBuckets *buckets)
{
  double slot = plot->w / buckets->n_places;
  guint level = 0, n_labels = 0;

  if (toll_plot_is_tiny (plot))
    return;
  while (level < TOLL_BUCKETS_N_LEVELS && !is_level_roomy (plot, buckets, level, &n_labels))
    level++;
  for (guint i = 0; i < buckets->n_places; i++)
    {
      /* No level fits: the first alone says where in time this is. */
      gboolean is_labelled = level < TOLL_BUCKETS_N_LEVELS
                                 ? toll_buckets_is_labelled (buckets, i, level)
                                 : i == 0;

      if (is_labelled)
        add_label (plot,
                   toll_buckets_label (buckets, i, level % TOLL_BUCKETS_N_LEVELS,
                                       &plot->data->words, plot->arena),
                   plot->x + (i + 0.5) * slot, 0);
    }
}

void
toll_axis_place_times (TollPlot *plot, gint64 from_ms, gint64 to_ms, gboolean has_grid)
{
  TollTimes times;
  double span = MAX (to_ms - from_ms, 1), end = -1000;

  if (toll_plot_is_tiny (plot))
    return;
  toll_times_init (&times, from_ms, to_ms, plot->data->words.zone, CLAMP (plot->w / 64, 1, 12));
  for (guint i = 0; i < times.n_ticks; i++)
    {
      double x = plot->x + plot->w * (times.ticks_ms[i] - from_ms) / span;
      const char *text = toll_times_label (&times, i, &plot->data->words, plot->arena);
      double half = toll_ink_measure (plot->ink, text, TOLL_FONT_SMALL) / 2;

      if (has_grid)
        toll_ink_add_line (plot->ink, x, plot->y, x, plot->y + plot->h,
                           toll_plot_get_ink (plot, TOLL_INK_GRID), 1);
      if (x - half < end + LABEL_GAP)
        continue;
      add_label (plot, text, x, 0);
      end = x + half;
    }
}

void
toll_axis_place_base (TollPlot *plot)
{
  double y = plot->y + plot->h;

  toll_ink_add_line (plot->ink, plot->x, y, plot->x + plot->w, y,
                     toll_plot_get_ink (plot, TOLL_INK_AXIS), 1);
}

void
toll_axis_place_edge (TollPlot *plot)
{
  toll_ink_add_line (plot->ink, plot->x, plot->y, plot->x, plot->y + plot->h,
                     toll_plot_get_ink (plot, TOLL_INK_AXIS), 1);
}

guint
toll_rows_get_most (const TollPlot *plot, double least_pitch)
{
  guint most = MAX (plot->h / least_pitch, 1);

  return MIN (plot->max_rows > 0 ? plot->max_rows : MOST_ROWS, most);
}

void
toll_rows_place (TollPlot *plot, const GArray *points, double most_pitch, TollRows *rows)
{
  double widest = 0, room;
  guint stride;

  for (guint i = 0; i < points->len; i++)
    widest = MAX (widest, toll_ink_measure (plot->ink,
                                            g_array_index (points, TollChartPoint, i).label,
                                            TOLL_FONT_NORMAL));
  room = MIN (ceil (widest) + 1, plot->w * 0.36);
  rows->top = plot->y;
  rows->pitch = MIN (plot->h / MAX (points->len, 1), most_pitch);
  stride = ceil (toll_ink_get_line_height (plot->ink, TOLL_FONT_NORMAL) * 0.9 / rows->pitch);
  for (guint i = 0; i < points->len; i += MAX (stride, 1))
    toll_ink_add_text (plot->ink, g_array_index (points, TollChartPoint, i).label,
                       plot->x + room, toll_rows_get_middle (rows, i), room, TOLL_ANCHOR_END,
                       TOLL_FONT_NORMAL, TOLL_INK_TEXT);
  if (points->len > 0)
    {
      plot->x += room + LABEL_GAP;
      plot->w -= room + LABEL_GAP;
    }
}

double
toll_rows_get_middle (const TollRows *rows, guint index)
{
  return rows->top + (index + 0.5) * rows->pitch;
}
