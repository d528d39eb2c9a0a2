/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bars across: names are read beside them, figures at their ends.
 */
#include "config.h"

#include "shared/chart/bars.h"

#define LEAST_PITCH_PX 18.0
#define PITCH_PX       30.0
#define MOST_PITCH_PX  36.0
#define THICKEST_PX    24.0
#define LEAST_BAR_PX   16.0 /* for the longest; figures give way to it */
#define SEAM_PX        1.5
#define COMFORTABLE    12 /* rows that are shown when nothing limits the height: a table follows */

typedef struct
{
  TollPlot *plot;
  const TollBarsLook *look;
  const GArray *points;
  TollRows rows;
  TollScale scale;
  guint n_series;
  gint64 whole; /* of which shares are told; 0 = none */
  gboolean has_figures; /* there is room for them */
} Across;

static gint64
get_sum (const TollChartPoint *point, guint n_series)
{
  gint64 sum = 0;

  for (guint i = 0; i < n_series; i++)
    sum = toll_scale_add (sum, MAX (point->figures[i], 0));
  return sum;
}

/* What stands at the end of the bar, or of the stack, that ends with @series. */
static const char *
get_figure (const Across *across, const TollChartPoint *point, guint series)
{
  if (!point->is_known[series])
    return "–";
  return toll_bars_label (across->plot, series,
                          across->look->is_stacked ? get_sum (point, across->n_series)
                                                   : point->figures[series]);
}

static gint64
get_largest (const Across *across)
{
  gint64 largest = 0;

  for (guint i = 0; i < across->points->len; i++)
    {
      const TollChartPoint *point = &g_array_index (across->points, TollChartPoint, i);

      if (point->is_other && across->points->len > 1)
        continue; /* it may be more than all others together, and is cut off then */
      if (across->look->is_stacked)
        largest = MAX (largest, get_sum (point, across->n_series));
      else
        for (guint j = 0; j < across->n_series; j++)
          largest = MAX (largest, point->figures[j]);
    }
  return largest;
}

static double
measure_figures (const Across *across)
{
  double widest = 0;

  for (guint i = 0; i < across->points->len; i++)
    for (guint j = 0; j < across->n_series; j++)
      widest = MAX (widest,
                    toll_ink_measure (across->plot->ink,
                                      get_figure (across,
                                                  &g_array_index (across->points,
                                                                  TollChartPoint, i), j),
                                      TOLL_FONT_SMALL));
  return widest;
}

static void
add_bar (Across *across, const TollScale *scale, const TollChartPoint *point, guint series,
         double x, double y, double thick, TollChartItem *item)
{
  TollPlot *plot = across->plot;
  gint64 figure = MAX (point->figures[series], 0);
  double width = plot->w * toll_scale_map (scale, figure);
  gboolean is_alone = across->n_series == 1;
  gboolean is_last = !across->look->is_stacked || series + 1 == across->n_series;
  TollColour colour = is_alone
                          ? toll_plot_get_colour (plot, toll_plot_get_hue (plot, point, series))
                          : toll_plot_get_series_colour (plot, series);

  if (figure > 0)
    width = MAX (width, 1);
  if (across->look->is_stacked && series > 0 && width > SEAM_PX + 1)
    {
      x += SEAM_PX;
      width -= SEAM_PX;
    }
  item->shape = TOLL_CHART_RECT;
  item->x = x;
  item->y = y;
  item->width = width;
  item->height = thick;
  toll_plot_add_bar (plot, item, colour,
                     is_alone ? TOLL_PATTERN_SOLID : plot->data->series[series].pattern, FALSE,
                     is_last && scale->max > across->scale.max);
  toll_plot_add_item (plot, point, series, item, is_alone ? across->whole : 0);
}

static void
add_figure (Across *across, const TollChartPoint *point, guint series, double x, double y)
{
  if (across->has_figures)
    toll_ink_add_text (across->plot->ink, get_figure (across, point, series), x + 7, y, 0,
                       TOLL_ANCHOR_START, TOLL_FONT_SMALL, TOLL_INK_DIM);
}

/* The scale of a point: its own, when it is the rest and cut off, so that it fills the width. */
static TollScale
get_scale (const Across *across, const TollChartPoint *point)
{
  TollScale scale = across->scale;

  if (across->look->is_stacked)
    scale.max = MAX (scale.max, get_sum (point, across->n_series));
  else
    for (guint i = 0; i < across->n_series; i++)
      scale.max = MAX (scale.max, point->figures[i]);
  return scale;
}

static void
add_row (Across *across, guint index)
{
  TollPlot *plot = across->plot;
  const TollChartPoint *point = &g_array_index (across->points, TollChartPoint, index);
  double middle = toll_rows_get_middle (&across->rows, index), pitch = across->rows.pitch;
  guint n_beside = across->look->is_stacked ? 1 : across->n_series;
  double thick = MIN (pitch * (n_beside > 1 ? 0.72 : 0.62), THICKEST_PX * n_beside) / n_beside;
  double top = middle - thick * n_beside / 2;
  TollChartItem row = { .reach_x = 0, .reach_y = middle - pitch / 2,
                        .reach_width = plot->width, .reach_height = pitch };
  TollScale scale = get_scale (across, point);
  gint64 sum = 0;

  for (guint i = 0; i < across->n_series; i++)
    {
      TollChartItem item = row;
      double y = across->look->is_stacked ? top : top + i * thick;
      double before = across->look->is_stacked
                          ? plot->w * toll_scale_map (&scale, sum) : 0;

      if (!across->look->is_stacked && n_beside > 1)
        {
          item.reach_y = y;
          item.reach_height = thick;
        }
      add_bar (across, &scale, point, i, plot->x + before, y, n_beside > 1 ? thick - 1 : thick,
               &item);
      sum = toll_scale_add (sum, MAX (point->figures[i], 0));
      if (!across->look->is_stacked)
        add_figure (across, point, i,
                    plot->x + plot->w * toll_scale_map (&scale, point->figures[i]),
                    y + thick / 2);
    }
  if (across->look->is_stacked)
    add_figure (across, point, 0, plot->x + plot->w * toll_scale_map (&scale, sum),
                middle);
}

void
toll_bars_place_across (TollPlot *plot, const TollBarsLook *look)
{
  const TollChartData *data = plot->data;
  Across across = { .plot = plot, .look = look };
  double pitch = LEAST_PITCH_PX, room;
  g_autoptr (GArray) points = NULL;

  across.n_series = look->is_single ? MIN (data->n_series, 1) : toll_bars_count_alike (data);
  if (across.n_series == 0)
    return;
  if (!look->is_stacked && across.n_series > 1)
    pitch = MAX (pitch, 15.0 * across.n_series);
  toll_legend_place_series (plot, across.n_series, FALSE);
  toll_plot_place_title (plot, across.n_series == 1 ? data->series[0].title : "",
                         data->series[0].kind == TOLL_CELL_MONEY ? data->series[0].unit : "");
  points = toll_chart_data_fold (data, plot->arena, toll_rows_get_most (plot, pitch),
                                 look->is_sorted);
  across.points = points;
  for (guint i = 0; i < points->len; i++)
    across.whole = toll_scale_add (across.whole,
                                   g_array_index (points, TollChartPoint, i).figures[0]);
  if (!data->series[0].is_total)
    across.whole = 0;
  toll_rows_place (plot, points, MAX (MOST_PITCH_PX, pitch * 1.5), &across.rows);
  room = measure_figures (&across) + 9;
  across.has_figures = plot->w - room >= LEAST_BAR_PX;
  if (across.has_figures)
    plot->w -= room;
  toll_scale_init (&across.scale, data->series[0].kind, data->series[0].unit,
                   get_largest (&across), 5);
  /* No grid: every bar says its figure. The longest takes all there is. */
  across.scale.max = MAX (get_largest (&across), 1);
  for (guint i = 0; i < points->len; i++)
    add_row (&across, i);
  if (points->len == 0)
    toll_axis_place_edge (plot);
}

double
toll_bars_measure_across (const TollChartData *data, const TollBarsLook *look)
{
  guint n_series = look->is_single ? 1 : MAX (toll_bars_count_alike (data), 1);
  guint n = CLAMP (data->points->len, 1, COMFORTABLE);
  double pitch = look->is_stacked || n_series == 1 ? PITCH_PX : MAX (PITCH_PX, 17.0 * n_series);

  return MAX (n * pitch + 24 + (n_series > 1 ? 28 : 0), n_series > 1 ? 120 : 90);
}
