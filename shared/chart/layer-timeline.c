/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When things happened and how long they took: a lane for each label, bars from an instant on, dots
 * for what took no time. Lanes that find no room share the last one.
 */
#include "config.h"

#include "shared/chart/layers.h"

#define LEAST_PITCH_PX 18.0
#define MOST_PITCH_PX  34.0
#define THICKEST_PX    18.0
#define CORNER_PX      2.5
#define LEAST_PX       3.0
#define DOT_PX         4.5
#define MARGIN         0.02 /* of the time, on both sides */

typedef struct
{
  TollPlot *plot;
  GArray *labels;    /* of TollChartPoint: a lane each */
  GHashTable *lanes; /* label -> index + 1 */
  TollRows rows;
  gint64 from, to;
} Timeline;

static gint64
get_end (const TollChartData *data, const TollChartPoint *point)
{
  gint64 end = point->figures[0];

  for (guint i = 1; i < data->n_series; i++)
    end = toll_scale_add (end, MAX (point->figures[i], 0));
  return end;
}

static void
measure_time (Timeline *timeline)
{
  const TollChartData *data = timeline->plot->data;
  gint64 margin;

  timeline->from = G_MAXINT64;
  timeline->to = G_MININT64;
  for (guint i = 0; i < data->points->len; i++)
    {
      const TollChartPoint *point = toll_chart_data_get_point (data, i);

      if (!point->is_known[0])
        continue;
      timeline->from = MIN (timeline->from, point->figures[0]);
      timeline->to = MAX (timeline->to, get_end (data, point));
    }
  if (timeline->from > timeline->to)
    timeline->from = timeline->to = 0;
  margin = MAX ((timeline->to - timeline->from) * MARGIN, 500);
  timeline->from -= margin;
  timeline->to += margin;
}

static void
find_lanes (Timeline *timeline, guint most)
{
  const TollChartData *data = timeline->plot->data;

  for (guint i = 0; i < data->points->len; i++)
    {
      TollChartPoint label = { .label = toll_chart_data_get_point (data, i)->label };
      guint lane = MIN (timeline->labels->len + 1, most);

      if (g_hash_table_contains (timeline->lanes, label.label))
        continue;
      g_hash_table_insert (timeline->lanes, (gpointer) label.label, GUINT_TO_POINTER (lane));
      if (timeline->labels->len < most)
        g_array_append_val (timeline->labels, label);
      else
        g_array_index (timeline->labels, TollChartPoint, most - 1).label =
            toll_words_translate (&data->words, TOLL_CHART_WORD_OTHER);
    }
}

static double
get_x (const Timeline *timeline, gint64 ms)
{
  return timeline->plot->x + timeline->plot->w * (double) (ms - timeline->from) /
                                 (timeline->to - timeline->from);
}

/* The last part is what it was about, and solid; what came before is hatched. */
static TollPattern
get_pattern (const TollChartData *data, guint series)
{
  return (data->n_series - 1 - series) % TOLL_N_PATTERNS;
}

static void
add_dot (Timeline *timeline, const TollChartPoint *point, double middle)
{
  TollPlot *plot = timeline->plot;
  double x = get_x (timeline, point->figures[0]);
  TollMark mark = { .kind = TOLL_MARK_DOT, .x = x, .y = middle, .radius = DOT_PX,
                    .colour = toll_plot_get_colour (plot, toll_plot_get_hue (plot, point, 0)) };
  TollChartItem item = { .shape = TOLL_CHART_DOT, .x = x - DOT_PX, .y = middle - DOT_PX,
                         .width = 2 * DOT_PX, .height = 2 * DOT_PX, .cx = x, .cy = middle,
                         .outer = DOT_PX, .reach_x = x - 6, .reach_width = 12,
                         .reach_y = middle - timeline->rows.pitch / 2,
                         .reach_height = timeline->rows.pitch };

  toll_ink_add (plot->ink, &mark);
  toll_plot_add_item (plot, point, 0, &item, 0);
}

static void
add_bar (Timeline *timeline, const TollChartPoint *point, guint series, gint64 begin,
         double middle)
{
  TollPlot *plot = timeline->plot;
  const TollChartSeries *of = &plot->data->series[series];
  double thick = MIN (timeline->rows.pitch * 0.6, THICKEST_PX), x = get_x (timeline, begin);
  double width = MAX (get_x (timeline, begin + point->figures[series]) - x, LEAST_PX);
  TollHue hue = plot->data->n_series > 2 ? of->hue : toll_plot_get_hue (plot, point, series);
  TollChartItem item = { .shape = TOLL_CHART_RECT, .x = x, .y = middle - thick / 2,
                         .width = width, .height = thick, .reach_x = x - 4,
                         .reach_y = middle - timeline->rows.pitch / 2, .reach_width = width + 8,
                         .reach_height = timeline->rows.pitch };
  const char *when = toll_words_figure (&plot->data->words, plot->arena,
                                        plot->data->series[0].kind, plot->data->series[0].unit,
                                        begin);
  const char *how_long = toll_words_figure (&plot->data->words, plot->arena, of->kind, of->unit,
                                            point->figures[series]);

  toll_ink_add_rect (plot->ink, x, item.y, width, thick, CORNER_PX,
                     toll_plot_get_colour (plot, hue),
                     get_pattern (plot->data, series));
  toll_plot_add_item_as (plot, point, series, &item,
                         toll_words_pair (&plot->data->words, plot->arena, when, how_long), 0);
}

static void
add_point (Timeline *timeline, const TollChartPoint *point)
{
  const TollChartData *data = timeline->plot->data;
  guint lane = GPOINTER_TO_UINT (g_hash_table_lookup (timeline->lanes, point->label)) - 1;
  double middle = toll_rows_get_middle (&timeline->rows, lane);
  gint64 at = point->figures[0];
  gboolean has_bar = FALSE;

  if (!point->is_known[0])
    return;
  for (guint i = 1; i < data->n_series; i++)
    if (point->is_known[i] && point->figures[i] > 0)
      {
        add_bar (timeline, point, i, at, middle);
        at = toll_scale_add (at, point->figures[i]);
        has_bar = TRUE;
      }
  if (!has_bar)
    add_dot (timeline, point, middle);
}

static void
place_legend (TollPlot *plot)
{
  const TollChartData *data = plot->data;
  TollLegendEntry entries[TOLL_CHART_MAX_SERIES];
  guint n = 0;

  for (guint i = 1; i < data->n_series; i++)
    entries[n++] = (TollLegendEntry){
      .label = toll_words_translate (&data->words, data->series[i].title),
      .colour = toll_plot_get_colour (plot, data->series[i].hue),
      .pattern = get_pattern (data, i),
    };
  toll_legend_place (plot, entries, n);
}

static void
place_lanes (Timeline *timeline)
{
  TollPlot *plot = timeline->plot;

  toll_rows_place (plot, timeline->labels, MOST_PITCH_PX, &timeline->rows);
  plot->h = timeline->rows.pitch * timeline->labels->len;
  toll_axis_place_times (plot, timeline->from, timeline->to, TRUE);
  toll_axis_place_base (plot);
  for (guint i = 0; i < plot->data->points->len; i++)
    add_point (timeline, toll_chart_data_get_point (plot->data, i));
}

static void
place (TollPlot *plot)
{
  Timeline timeline = { .plot = plot };

  if (plot->data->n_series == 0 || plot->data->series[0].kind != TOLL_CELL_INSTANT)
    return;
  timeline.labels = g_array_new (FALSE, FALSE, sizeof (TollChartPoint));
  timeline.lanes = g_hash_table_new (g_str_hash, g_str_equal);
  place_legend (plot);
  toll_axis_reserve_labels (plot);
  measure_time (&timeline);
  find_lanes (&timeline, toll_rows_get_most (plot, LEAST_PITCH_PX));
  if (timeline.labels->len > 0)
    place_lanes (&timeline);
  else
    toll_axis_place_edge (plot);
  g_array_unref (timeline.labels);
  g_hash_table_unref (timeline.lanes);
}

static double
measure (const TollChartData *data, double width)
{
  g_autoptr (GHashTable) lanes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < data->points->len; i++)
    g_hash_table_add (lanes, (gpointer) toll_chart_data_get_point (data, i)->label);
  return MAX (CLAMP (g_hash_table_size (lanes), 1, 20) * 26 + 56, 96);
}

const TollChartLayer toll_chart_layer_timeline = { TOLL_CHART_TIMELINE, place, measure };
