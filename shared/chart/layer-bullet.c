/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A figure against its target: the bar on the track that it may fill, the target as a stroke, what
 * is expected as a paler end of the bar. What is beyond the target is hatched.
 */
#include "config.h"

#include "shared/chart/bars.h"
#include "shared/chart/layers.h"

#define LEAST_PITCH_PX 20.0
#define MOST_PITCH_PX  38.0
#define THICKEST_PX    22.0
#define CORNER_PX      2.5
#define TARGET_PX      2.5
#define EXPECTED_ALPHA 0.38
#define LEAST_BAR_PX   30.0 /* of the axis; figures give way to it */

enum { FIGURE, TARGET, EXPECTED };

typedef struct
{
  TollPlot *plot;
  const GArray *points;
  TollRows rows;
  TollScale scale;
  gboolean has_figures; /* there is room for them */
} Bullets;

static gboolean
has (const Bullets *bullets, const TollChartPoint *point, guint series)
{
  return series < bullets->plot->data->n_series && point->is_known[series];
}

static double
get_x (const Bullets *bullets, gint64 figure)
{
  return bullets->plot->x + bullets->plot->w * toll_scale_map (&bullets->scale, figure);
}

static gint64
get_largest (const Bullets *bullets)
{
  gint64 largest = 0;

  for (guint i = 0; i < bullets->points->len; i++)
    {
      const TollChartPoint *point = &g_array_index (bullets->points, TollChartPoint, i);

      if (!point->is_other || bullets->points->len == 1)
        for (guint j = 0; j < MIN (bullets->plot->data->n_series, 3); j++)
          largest = MAX (largest, point->figures[j]);
    }
  return largest;
}

/* From @from to @to, unless that is nothing. */
static void
add_piece (const Bullets *bullets, gint64 from, gint64 to, double middle, double thick,
           TollColour colour, TollPattern pattern)
{
  double x = get_x (bullets, from);

  if (to > from)
    toll_ink_add_rect (bullets->plot->ink, x, middle - thick / 2,
                       MAX (get_x (bullets, to) - x, 1), thick, CORNER_PX, colour, pattern);
}

static void
add_items (const Bullets *bullets, const TollChartPoint *point, double middle, double thick)
{
  TollPlot *plot = bullets->plot;
  double pitch = bullets->rows.pitch, target = get_x (bullets, point->figures[TARGET]);
  gint64 whole = has (bullets, point, TARGET) ? point->figures[TARGET] : 0;
  TollChartItem figure = { .shape = TOLL_CHART_RECT, .x = plot->x, .y = middle - thick / 4,
                           .width = get_x (bullets, point->figures[FIGURE]) - plot->x,
                           .height = thick / 2, .reach_y = middle - pitch / 2,
                           .reach_width = plot->width, .reach_height = pitch };
  TollChartItem stroke = { .shape = TOLL_CHART_RECT, .x = target - 3, .y = middle - thick / 2,
                           .width = 6, .height = thick };

  if (point->is_known[FIGURE] && bullets->has_figures)
    toll_ink_add_text (plot->ink, toll_bars_label (plot, FIGURE, point->figures[FIGURE]),
                       plot->width, middle, 0, TOLL_ANCHOR_END, TOLL_FONT_SMALL, TOLL_INK_DIM);
  toll_plot_add_item (plot, point, FIGURE, &figure, whole);
  if (has (bullets, point, TARGET))
    toll_plot_add_item (plot, point, TARGET, &stroke, 0);
}

/* TRUE for a rest that the axis does not hold. */
static gboolean
is_beyond (const Bullets *bullets, const TollChartPoint *point)
{
  gint64 largest = 0;

  for (guint i = 0; i < MIN (bullets->plot->data->n_series, 3); i++)
    largest = MAX (largest, point->figures[i]);
  return point->is_other && largest > bullets->scale.max;
}

/* The rest as a bar that is cut off: its target would be as far away. */
static void
add_rest (const Bullets *bullets, const TollChartPoint *point, double middle, double thick)
{
  TollPlot *plot = bullets->plot;
  TollChartItem bar = { .x = plot->x, .y = middle - thick / 4, .height = thick / 2,
                        .width = get_x (bullets, point->figures[FIGURE]) - plot->x };

  toll_plot_add_bar (plot, &bar, toll_plot_get_colour (plot, TOLL_HUE_GREY), TOLL_PATTERN_SOLID,
                     FALSE, point->figures[FIGURE] > bullets->scale.max);
  add_items (bullets, point, middle, thick);
}

static void
add_row (const Bullets *bullets, guint index)
{
  TollPlot *plot = bullets->plot;
  const TollChartPoint *point = &g_array_index (bullets->points, TollChartPoint, index);
  double middle = toll_rows_get_middle (&bullets->rows, index);
  double thick = MIN (bullets->rows.pitch * 0.66, THICKEST_PX);
  TollColour colour = toll_plot_get_colour (plot, plot->data->series[FIGURE].hue);
  gint64 figure = MAX (point->figures[FIGURE], 0);
  gint64 target = has (bullets, point, TARGET) ? point->figures[TARGET] : G_MAXINT64;
  double x = get_x (bullets, target);

  if (is_beyond (bullets, point))
    {
      add_rest (bullets, point, middle, thick);
      return;
    }
  if (target != G_MAXINT64)
    add_piece (bullets, 0, target, middle, thick, toll_plot_get_ink (plot, TOLL_INK_TRACK),
               TOLL_PATTERN_SOLID);
  if (has (bullets, point, EXPECTED))
    add_piece (bullets, figure, point->figures[EXPECTED], middle, thick / 2,
               toll_colour_with_alpha (colour, EXPECTED_ALPHA), TOLL_PATTERN_SOLID);
  add_piece (bullets, 0, MIN (figure, target), middle, thick / 2, colour, TOLL_PATTERN_SOLID);
  add_piece (bullets, MIN (figure, target), figure, middle, thick / 2,
             toll_plot_get_colour (plot, TOLL_HUE_VERMILION), TOLL_PATTERN_RISING);
  if (target != G_MAXINT64)
    toll_ink_add_rect (plot->ink, x - TARGET_PX / 2, middle - thick / 2 - 1, TARGET_PX, thick + 2,
                       1, toll_plot_get_ink (plot, TOLL_INK_TEXT), TOLL_PATTERN_SOLID);
  add_items (bullets, point, middle, thick);
}

static void
place_legend (TollPlot *plot)
{
  const TollChartData *data = plot->data;
  TollLegendEntry entries[3] = {
    { .colour = toll_plot_get_colour (plot, data->series[FIGURE].hue) },
    { .colour = toll_plot_get_ink (plot, TOLL_INK_TEXT), .is_line = TRUE },
    { .colour = toll_colour_with_alpha (toll_plot_get_colour (plot, data->series[FIGURE].hue),
                                        EXPECTED_ALPHA) },
  };
  guint n = MIN (data->n_series, G_N_ELEMENTS (entries));

  for (guint i = 0; i < n; i++)
    entries[i].label = toll_words_translate (&data->words, data->series[i].title);
  toll_legend_place (plot, entries, n);
}

static double
measure_figures (const Bullets *bullets)
{
  double widest = 0;

  for (guint i = 0; i < bullets->points->len; i++)
    widest = MAX (widest,
                  toll_ink_measure (bullets->plot->ink,
                                    toll_bars_label (bullets->plot, FIGURE,
                                                     g_array_index (bullets->points,
                                                                    TollChartPoint, i).figures[0]),
                                    TOLL_FONT_SMALL));
  return widest;
}

static void
place (TollPlot *plot)
{
  const TollChartData *data = plot->data;
  Bullets bullets = { .plot = plot };
  g_autoptr (GArray) points = NULL;
  double bottom, line = toll_ink_get_line_height (plot->ink, TOLL_FONT_SMALL) + 6;

  if (data->n_series == 0)
    return;
  place_legend (plot);
  toll_plot_place_title (plot, "", data->series[FIGURE].kind == TOLL_CELL_MONEY
                                       ? data->series[FIGURE].unit : "");
  bottom = plot->h;
  plot->h -= toll_plot_is_small (plot) ? 0 : line; /* of the axis, which comes last */
  points = toll_chart_data_fold (data, plot->arena, toll_rows_get_most (plot, LEAST_PITCH_PX),
                                 FALSE);
  bullets.points = points;
  toll_rows_place (plot, points, MOST_PITCH_PX, &bullets.rows);
  plot->h = points->len > 0 ? bullets.rows.pitch * points->len + (bottom - plot->h) : bottom;
  bullets.has_figures = plot->w - measure_figures (&bullets) - 12 >= LEAST_BAR_PX;
  if (bullets.has_figures)
    plot->w -= measure_figures (&bullets) + 12;
  toll_axis_place_across (plot, &data->series[FIGURE], get_largest (&bullets), &bullets.scale);
  for (guint i = 0; i < points->len; i++)
    add_row (&bullets, i);
  if (points->len == 0)
    toll_axis_place_edge (plot);
}

static double
measure (const TollChartData *data, double width)
{
  return MAX (CLAMP (data->points->len, 1, 20) * 32 + 76, 130);
}

const TollChartLayer toll_chart_layer_bullet = { TOLL_CHART_BULLET, place, measure };
