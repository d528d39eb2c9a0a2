/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures over time. Figures of one kind share an axis; other kinds have a panel of their own
 * below, over the same time: never two axes on one picture.
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "shared/chart/layers.h"
#include "shared/chart/times.h"

#define MOST_PANELS    3
#define LEAST_PANEL_PX 90.0
#define PANEL_GAP_PX   10.0
#define MOST_DOTS      45 /* points that are dotted; more would hide the line */
#define DOT_PX         2.6
#define LINE_PX        2.0
#define HAND_PX        5.0 /* what pointing at a dot covers */
#define BAND_ALPHA     0.26
#define BAND_EDGE_PX   1.0

typedef struct
{
  guint series[TOLL_CHART_MAX_SERIES];
  guint n_series;
  gint64 largest;
  double y, h;
  TollScale scale;
} Panel;

typedef struct
{
  TollPlot *plot;
  GArray *points;
  gboolean has_places;
  TollBuckets buckets;
  gboolean is_instant;
  gint64 from, to; /* of instants */
  Panel panels[MOST_PANELS];
  guint n_panels;
} Lines;

static gboolean
is_alike (const TollChartSeries *a, const TollChartSeries *b)
{
  return a->kind == b->kind && strcmp (a->unit, b->unit) == 0;
}

static void
make_panels (Lines *lines)
{
  const TollChartData *data = lines->plot->data;
  guint most = CLAMP (lines->plot->h / LEAST_PANEL_PX, 1, MOST_PANELS);

  for (guint i = 0; i < data->n_series; i++)
    {
      guint at = 0;

      while (at < lines->n_panels &&
             !is_alike (&data->series[lines->panels[at].series[0]], &data->series[i]))
        at++;
      if (at == most)
        continue; /* no room: the table below has it */
      lines->n_panels = MAX (lines->n_panels, at + 1);
      lines->panels[at].series[lines->panels[at].n_series++] = i;
    }
}

static void
measure_panel (const Lines *lines, Panel *panel, gboolean has_band)
{
  const TollChartData *data = lines->plot->data;

  for (guint i = 0; i < lines->points->len; i++)
    {
      const TollChartPoint *point = &g_array_index (lines->points, TollChartPoint, i);

      for (guint j = 0; j < panel->n_series; j++)
        panel->largest = MAX (panel->largest, point->figures[panel->series[j]]);
      if (has_band)
        panel->largest = MAX (panel->largest, point->figures[data->high]);
    }
}

static double
get_x (const Lines *lines, guint index)
{
  const TollPlot *plot = lines->plot;
  gint64 figure = g_array_index (lines->points, TollChartPoint, index).figure;

  if (lines->is_instant)
    return plot->x + plot->w * (lines->to > lines->from ? (double) (figure - lines->from) /
                                                              (lines->to - lines->from)
                                                        : 0.5);
  return plot->x + plot->w * (index + 0.5) / lines->points->len;
}

static double
get_y (const Panel *panel, gint64 figure)
{
  return panel->y + panel->h * (1 - toll_scale_map (&panel->scale, figure));
}

/* Draws a line through what is known, with gaps where nothing is. @figures: one a point. */
static void
draw_line (const Lines *lines, const Panel *panel, const gint64 *figures, const gboolean *is_known,
           TollColour colour, TollPattern pattern, double line_px)
{
  g_autoptr (GArray) run = g_array_new (FALSE, FALSE, sizeof (TollPoint));

  for (guint i = 0; i <= lines->points->len; i++)
    if (i < lines->points->len && is_known[i])
      {
        TollPoint at = { get_x (lines, i), get_y (panel, figures[i]) };

        g_array_append_val (run, at);
      }
    else if (run->len > 0)
      {
        toll_ink_add_path (lines->plot->ink, TOLL_MARK_LINE, (TollPoint *) run->data, run->len,
                           colour, pattern, line_px);
        g_array_set_size (run, 0);
      }
}

/* Fills from @low to @high wherever both are known; @low NULL = from zero. */
static void
draw_area (const Lines *lines, const Panel *panel, const guint *low, guint high, TollColour colour)
{
  g_autoptr (GArray) run = g_array_new (FALSE, FALSE, sizeof (TollPoint));
  guint first = 0;

  for (guint i = 0; i <= lines->points->len; i++)
    {
      const TollChartPoint *point = &g_array_index (lines->points, TollChartPoint, i);

      if (i < lines->points->len && point->is_known[high] &&
          (low == NULL || point->is_known[*low]))
        {
          TollPoint at = { get_x (lines, i), get_y (panel, point->figures[high]) };

          if (run->len == 0)
            first = i;
          g_array_append_val (run, at);
        }
      else if (run->len > 0)
        {
          for (guint back = i; back-- > first;)
            {
              const TollChartPoint *of = &g_array_index (lines->points, TollChartPoint, back);
              TollPoint at = { get_x (lines, back),
                               get_y (panel, low == NULL ? 0 : of->figures[*low]) };

              g_array_append_val (run, at);
            }
          toll_ink_add_path (lines->plot->ink, TOLL_MARK_AREA, (TollPoint *) run->data, run->len,
                             colour, TOLL_PATTERN_SOLID, 0);
          g_array_set_size (run, 0);
        }
    }
}

static void
add_items (Lines *lines, const Panel *panel, guint series, TollColour colour)
{
  TollPlot *plot = lines->plot;
  guint n = lines->points->len;
  double slot = plot->w / n;

  for (guint i = 0; i < n; i++)
    {
      const TollChartPoint *point = &g_array_index (lines->points, TollChartPoint, i);
      double x = get_x (lines, i), y = get_y (panel, point->figures[series]);
      TollChartItem item = { .shape = TOLL_CHART_DOT, .x = x - HAND_PX, .y = y - HAND_PX,
                             .width = 2 * HAND_PX, .height = 2 * HAND_PX, .cx = x, .cy = y,
                             .outer = HAND_PX, .reach_x = x - slot / 2, .reach_y = panel->y,
                             .reach_width = slot, .reach_height = panel->h };
      TollMark dot = { .kind = TOLL_MARK_DOT, .x = x, .y = y, .radius = DOT_PX,
                       .colour = colour };

      if (!point->is_known[series])
        continue;
      if (n <= MOST_DOTS)
        toll_ink_add (plot->ink, &dot);
      toll_plot_add_item (plot, point, series, &item, 0);
    }
}

/* @figures, @is_known: one for each point. */
static void
read_series (const Lines *lines, guint series, gint64 *figures, gboolean *is_known)
{
  for (guint i = 0; i < lines->points->len; i++)
    {
      const TollChartPoint *point = &g_array_index (lines->points, TollChartPoint, i);

      figures[i] = point->figures[series];
      is_known[i] = point->is_known[series];
    }
}

static void
draw_edge (const Lines *lines, guint series, TollColour colour)
{
  guint n = lines->points->len;
  g_autofree gint64 *figures = g_new (gint64, n);
  g_autofree gboolean *is_known = g_new (gboolean, n);

  read_series (lines, series, figures, is_known);
  draw_line (lines, &lines->panels[0], figures, is_known, colour, TOLL_PATTERN_SOLID,
             BAND_EDGE_PX);
}

/* Its edges tell it from the grid where it is narrow. */
static void
draw_band (const Lines *lines)
{
  const TollChartData *data = lines->plot->data;
  TollColour colour = toll_plot_get_colour (lines->plot, data->series[0].hue);

  draw_area (lines, &lines->panels[0], &data->low, data->high,
             toll_colour_with_alpha (colour, BAND_ALPHA));
  draw_edge (lines, data->low, toll_colour_with_alpha (colour, 0.6));
  draw_edge (lines, data->high, toll_colour_with_alpha (colour, 0.6));
}

/* The last point with rows; G_MAXUINT: none. */
static guint
find_last_told (const Lines *lines)
{
  guint i = lines->points->len;

  while (i > 0 && g_array_index (lines->points, TollChartPoint, i - 1).n_rows == 0)
    i--;
  return i - 1;
}

/* The mean of the last @data->average points, or of as many as there are from the first with rows
 * on, as a column of the report tells it. One between them without a row is of nothing; behind the
 * last the mean stays. */
static void
draw_average (const Lines *lines, const Panel *panel, const gint64 *figures,
              const gboolean *is_known, TollColour colour)
{
  guint n = lines->points->len, window = lines->plot->data->average, n_known = 0;
  guint last = find_last_told (lines);
  g_autofree gint64 *known = g_new0 (gint64, n);
  g_autofree gint64 *means = g_new0 (gint64, n);
  g_autofree gboolean *has_mean = g_new0 (gboolean, n);
  __int128 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      gboolean has_rows = g_array_index (lines->points, TollChartPoint, i).n_rows > 0;

      if (has_rows ? is_known[i] : n_known > 0 && i < last && last != G_MAXUINT)
        {
          sum += known[n_known++] = has_rows ? figures[i] : 0;
          if (n_known > window)
            sum -= known[n_known - window - 1];
        }
      has_mean[i] = is_known[i] && n_known > 0;
      means[i] = n_known > 0 ? (gint64) (sum / MIN (n_known, window)) : 0;
    }
  draw_line (lines, panel, means, has_mean, colour, TOLL_PATTERN_LEVEL, LINE_PX);
}

static TollColour
get_average_colour (const TollPlot *plot, TollColour of)
{
  return toll_colour_mix (of, toll_plot_get_ink (plot, TOLL_INK_TEXT), 0.45);
}

static void
draw_series (Lines *lines, const Panel *panel, guint series)
{
  const TollChartData *data = lines->plot->data;
  TollColour colour = toll_plot_get_series_colour (lines->plot, series);
  /* Alone in its panel a line is told by the title. */
  TollPattern pattern = panel->n_series == 1 ? TOLL_PATTERN_SOLID : data->series[series].pattern;
  guint n = lines->points->len;
  g_autofree gint64 *figures = g_new (gint64, n);
  g_autofree gboolean *is_known = g_new (gboolean, n);

  read_series (lines, series, figures, is_known);
  if (panel->n_series == 1)
    draw_area (lines, panel, NULL, series, toll_colour_with_alpha (colour, 0.1));
  draw_line (lines, panel, figures, is_known, colour, pattern, LINE_PX);
  if (data->average > 1)
    draw_average (lines, panel, figures, is_known, get_average_colour (lines->plot, colour));
  add_items (lines, panel, series, colour);
}

static gboolean
has_band (const Lines *lines)
{
  const TollChartData *data = lines->plot->data;

  for (guint i = 0; data->has_band && i < lines->points->len; i++)
    if (g_array_index (lines->points, TollChartPoint, i).is_known[data->high])
      return TRUE;
  return FALSE;
}

static void
place_legend (Lines *lines)
{
  const TollChartData *data = lines->plot->data;
  TollLegendEntry entries[TOLL_CHART_MAX_SERIES + 2];
  gboolean has_average = data->average > 1 && data->n_series > 0;
  guint n = 0;

  for (guint i = 0; i < lines->n_panels; i++)
    for (guint j = 0; j < lines->panels[i].n_series; j++)
      {
        /* The titles of panels say the rest. */
        if (lines->panels[i].n_series == 1 && lines->n_panels > 1 && (n > 0 || !has_average))
          continue;

        const TollChartSeries *series = &data->series[lines->panels[i].series[j]];

        entries[n++] = (TollLegendEntry){
          .label = toll_words_translate (&data->words, series->title),
          .colour = toll_plot_get_series_colour (lines->plot, lines->panels[i].series[j]),
          .pattern = lines->panels[i].n_series == 1 ? TOLL_PATTERN_SOLID : series->pattern,
          .is_line = TRUE,
        };
      }
  if (has_average && n > 0)
    {
      entries[n] = entries[0];
      entries[n].label = toll_words_translate (&data->words, TOLL_CHART_WORD_AVERAGE);
      entries[n].colour = get_average_colour (lines->plot, entries[0].colour);
      entries[n++].pattern = TOLL_PATTERN_LEVEL;
    }
  if (has_band (lines) && n > 0)
    {
      TollColour colour = toll_plot_get_colour (lines->plot, data->series[0].hue);

      entries[n++] = (TollLegendEntry){
        .label = toll_words_translate (&data->words, TOLL_CHART_WORD_BAND),
        .colour = toll_colour_with_alpha (colour, BAND_ALPHA),
      };
    }
  toll_legend_place (lines->plot, entries, n);
}

static void
place_panels (Lines *lines)
{
  TollPlot *plot = lines->plot;
  const TollChartData *data = plot->data;
  double top = plot->y, height = plot->h / lines->n_panels, x = plot->x, w = plot->w;

  for (guint i = 0; i < lines->n_panels; i++)
    measure_panel (lines, &lines->panels[i], i == 0 && data->has_band);
  for (guint i = 0; i < lines->n_panels; i++)
    plot->tick_room = MAX (plot->tick_room,
                           toll_axis_measure_up (plot, &data->series[lines->panels[i].series[0]],
                                                 lines->panels[i].largest, height));
  for (guint i = 0; i < lines->n_panels; i++)
    {
      Panel *panel = &lines->panels[i];

      plot->x = x;
      plot->w = w;
      plot->y = top + i * height + (i > 0 ? PANEL_GAP_PX : 0);
      plot->h = height - (i > 0 ? PANEL_GAP_PX : 0);
      toll_axis_place_up (plot, &data->series[panel->series[0]], panel->n_series, panel->largest,
                          &panel->scale);
      panel->y = plot->y;
      panel->h = plot->h;
      toll_axis_place_base (plot);
    }
}

static void
place_instants (Lines *lines)
{
  TollPlot *plot = lines->plot;

  lines->from = G_MAXINT64;
  lines->to = G_MININT64;
  for (guint i = 0; i < lines->points->len; i++)
    {
      gint64 figure = g_array_index (lines->points, TollChartPoint, i).figure;

      lines->from = MIN (lines->from, figure);
      lines->to = MAX (lines->to, figure);
    }
  if (lines->points->len > 0)
    toll_axis_place_times (plot, lines->from, lines->to, FALSE);
}

static int
compare_figures (gconstpointer a, gconstpointer b)
{
  const TollChartPoint *one = a, *other = b;

  return (one->figure > other->figure) - (one->figure < other->figure);
}

static void
place (TollPlot *plot)
{
  const TollChartData *data = plot->data;
  Lines lines = { .plot = plot, .is_instant = data->x_kind == TOLL_CELL_INSTANT };

  if (data->n_series == 0)
    return;
  lines.has_places = toll_chart_data_get_buckets (data, &lines.buckets);
  lines.points = lines.has_places
                     ? toll_chart_data_spread (data, plot->arena, &lines.buckets, G_MAXINT)
                     : toll_chart_data_fold (data, plot->arena, G_MAXUINT, FALSE);
  if (lines.is_instant)
    g_array_sort (lines.points, compare_figures);
  make_panels (&lines);
  place_legend (&lines);
  toll_axis_reserve_labels (plot);
  place_panels (&lines);
  if (lines.has_places)
    toll_axis_place_buckets (plot, &lines.buckets);
  else if (lines.is_instant)
    place_instants (&lines);
  else
    toll_axis_place_points (plot, lines.points);
  if (data->has_band && lines.points->len > 0)
    draw_band (&lines);
  for (guint i = 0; i < lines.n_panels && lines.points->len > 0; i++)
    for (guint j = 0; j < lines.panels[i].n_series; j++)
      draw_series (&lines, &lines.panels[i], lines.panels[i].series[j]);
  g_array_unref (lines.points);
}

static double
measure (const TollChartData *data, double width)
{
  guint n_panels = data->n_series > 0;

  for (guint i = 1; i < data->n_series && n_panels < MOST_PANELS; i++)
    n_panels += !is_alike (&data->series[i], &data->series[i - 1]);
  return n_panels > 1 ? n_panels * 150 + 60 : MIN (width * 9 / 16, 320);
}

const TollChartLayer toll_chart_layer_line = { TOLL_CHART_LINE, place, measure };
