/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What bars of either direction share, and bars upwards.
 */
#include "config.h"

#include "shared/chart/bars.h"

#include <math.h>
#include <string.h>

#define LEAST_SLOT_PX  14.0 /* of a label */
#define LEAST_PLACE_PX 3.0  /* of a place in time */
#define SEAM_PX        1.5 /* between parts of a bar */
#define WIDEST_BAR_PX  46.0

gboolean
toll_bars_has_names (const TollChartData *data)
{
  return data->x_kind == TOLL_CELL_TEXT || data->x_kind == TOLL_CELL_PHONE ||
         data->x_kind == TOLL_CELL_WORD;
}

guint
toll_bars_count_alike (const TollChartData *data)
{
  guint n = 0;

  while (n < data->n_series && data->series[n].kind == data->series[0].kind &&
         strcmp (data->series[n].unit, data->series[0].unit) == 0)
    n++;
  return n;
}

const char *
toll_bars_label (TollPlot *plot, guint series, gint64 figure)
{
  const TollChartSeries *of = &plot->data->series[series];

  return toll_words_bare (&plot->data->words, plot->arena, of->kind, of->unit, figure);
}

/* What the bars of a point reach. */
static gint64
get_reach (const TollChartPoint *point, guint n_series, gboolean is_stacked)
{
  gint64 reach = 0;

  for (guint i = 0; i < n_series; i++)
    {
      gint64 figure = MAX (point->figures[i], 0);

      reach = is_stacked ? toll_scale_add (reach, figure) : MAX (reach, figure);
    }
  return reach;
}

/* What the axis must hold. The rest may be more than all others together: it is cut off instead of
 * pressing them flat. */
static gint64
get_largest (const GArray *points, guint n_series, gboolean is_stacked)
{
  gint64 largest = 0;

  for (guint i = 0; i < points->len; i++)
    {
      const TollChartPoint *point = &g_array_index (points, TollChartPoint, i);

      if (!point->is_other || points->len == 1)
        largest = MAX (largest, get_reach (point, n_series, is_stacked));
    }
  return largest;
}

/* TRUE when every bar's figure fits above it. */
static gboolean
has_room_for_figures (TollPlot *plot, const GArray *points, guint n_series, double slot,
                      gboolean is_stacked)
{
  if (toll_plot_is_small (plot) || points->len > 40 || (n_series > 1 && !is_stacked))
    return FALSE;
  for (guint i = 0; i < points->len; i++)
    {
      gint64 reach = get_reach (&g_array_index (points, TollChartPoint, i), n_series, is_stacked);

      if (toll_ink_measure (plot->ink, toll_bars_label (plot, 0, reach), TOLL_FONT_SMALL) + 6 >
          slot)
        return FALSE;
    }
  return points->len > 0;
}

typedef struct
{
  TollPlot *plot;
  const TollBarsLook *look;
  const GArray *points;
  TollScale scale;
  guint n_series;
  double slot;
  double bar;  /* width of one */
  double seam; /* part of it that is left free beside the next */
  gboolean has_figures;
} Upwards;

static void
add_bar (Upwards *up, const TollScale *scale, const TollChartPoint *point, guint series, double x,
         double bottom, double slot_x)
{
  TollPlot *plot = up->plot;
  gint64 figure = MAX (point->figures[series], 0);
  double height = plot->h * toll_scale_map (scale, figure);
  gboolean is_last = !up->look->is_stacked || series + 1 == up->n_series;
  TollColour colour = up->n_series > 1
                          ? toll_plot_get_series_colour (plot, series)
                          : toll_plot_get_colour (plot, toll_plot_get_hue (plot, point, series));
  TollPattern pattern = up->n_series > 1 ? plot->data->series[series].pattern
                                         : TOLL_PATTERN_SOLID;
  TollChartItem item = { .shape = TOLL_CHART_RECT, .x = x, .width = up->bar - up->seam,
                         .reach_x = slot_x, .reach_y = plot->y, .reach_width = up->slot,
                         .reach_height = plot->h };

  if (figure > 0)
    height = MAX (height, 1); /* something is never nothing */
  if (series > 0 && up->look->is_stacked && height > SEAM_PX + 1)
    height -= SEAM_PX;
  item.y = bottom - height;
  item.height = height;
  if (!up->look->is_stacked && up->n_series > 1)
    {
      item.reach_x = x;
      item.reach_width = up->bar;
    }
  toll_plot_add_bar (plot, &item, colour, pattern, TRUE,
                     is_last && scale->max > up->scale.max);
  toll_plot_add_item (plot, point, series, &item, 0);
}

static void
add_slot (Upwards *up, guint index)
{
  TollPlot *plot = up->plot;
  const TollChartPoint *point = &g_array_index (up->points, TollChartPoint, index);
  guint n_beside = up->look->is_stacked ? 1 : up->n_series;
  double slot_x = plot->x + index * up->slot;
  double x = slot_x + (up->slot - n_beside * up->bar) / 2;
  double bottom = plot->y + plot->h, base = bottom;
  gint64 reach = get_reach (point, up->n_series, up->look->is_stacked), sum = 0;
  TollScale scale = up->scale; /* its own for what is cut off: it fills the height */

  scale.max = MAX (scale.max, reach);
  for (guint i = 0; i < up->n_series; i++)
    {
      if (point->is_known[i])
        add_bar (up, &scale, point, i, up->look->is_stacked ? x : x + i * up->bar, base, slot_x);
      sum = toll_scale_add (sum, MAX (point->figures[i], 0));
      if (up->look->is_stacked)
        base = bottom - plot->h * toll_scale_map (&scale, sum);
    }
  if (up->has_figures && reach > 0)
    toll_ink_add_text (plot->ink, toll_bars_label (plot, 0, reach), slot_x + up->slot / 2,
                       bottom - plot->h * toll_scale_map (&up->scale, reach)
                           - toll_ink_get_line_height (plot->ink, TOLL_FONT_SMALL) / 2 - 1,
                       0,
                       TOLL_ANCHOR_MIDDLE, TOLL_FONT_SMALL, TOLL_INK_DIM);
}

void
toll_bars_place_up (TollPlot *plot, const TollBarsLook *look)
{
  const TollChartData *data = plot->data;
  Upwards up = { .plot = plot, .look = look };
  TollBuckets buckets;
  gboolean has_places = toll_chart_data_get_buckets (data, &buckets);
  double wide = MAX (plot->w - 48, 20); /* what will be left beside the figures' axis */
  g_autoptr (GArray) points = NULL;

  up.n_series = look->is_single ? MIN (data->n_series, 1) : toll_bars_count_alike (data);
  if (up.n_series == 0)
    return;
  points = has_places ? toll_chart_data_spread (data, plot->arena, &buckets,
                                                wide / LEAST_PLACE_PX)
                      : toll_chart_data_fold (data, plot->arena, wide / LEAST_SLOT_PX,
                                              look->is_sorted);
  up.points = points;
  toll_legend_place_series (plot, up.n_series, FALSE);
  toll_axis_reserve_labels (plot);
  up.has_figures = has_room_for_figures (plot, points, up.n_series, wide / MAX (points->len, 1),
                                         look->is_stacked);
  toll_axis_place_up (plot, &data->series[0], up.n_series,
                      get_largest (points, up.n_series, look->is_stacked), &up.scale);
  up.slot = plot->w / MAX (points->len, 1);
  up.bar = up.slot * (1 - look->gap);
  if (look->gap > 0)
    up.bar = MIN (up.bar, WIDEST_BAR_PX * (look->is_stacked ? 1 : MIN (up.n_series, 2)));
  else if (up.slot > 6)
    up.bar = up.slot - 1; /* touching, and still to be told apart */
  if (!look->is_stacked)
    up.bar /= up.n_series;
  up.seam = up.n_series > 1 && !look->is_stacked && up.bar > 4 ? 1 : 0;
  for (guint i = 0; i < points->len; i++)
    add_slot (&up, i);
  toll_axis_place_base (plot);
  if (has_places)
    toll_axis_place_buckets (plot, &buckets);
  else
    toll_axis_place_points (plot, points);
}
