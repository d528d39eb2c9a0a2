/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What layers share: items with their texts, colours, titles, legends.
 */
#include "config.h"

#include "shared/chart/plot.h"

#define SAMPLE_PX 10.0
#define CORNER_PX 2.5
#define CUT_PX    12.0 /* of a bar that goes on: its last piece, and the gap before it */
#define CUT_GAP   3.0

TollColour
toll_plot_get_colour (const TollPlot *plot, TollHue hue)
{
  return toll_palette_get_hue (hue, plot->ink->is_dark);
}

TollColour
toll_plot_get_series_colour (const TollPlot *plot, guint series)
{
  const TollChartSeries *of = &plot->data->series[series];

  return toll_colour_mix (toll_plot_get_ink (plot, TOLL_INK_PAPER),
                          toll_plot_get_colour (plot, of->hue), of->strength);
}

TollColour
toll_plot_get_ink (const TollPlot *plot, TollInkRole role)
{
  return toll_palette_get_ink (role, plot->ink->is_dark);
}

TollHue
toll_plot_get_hue (const TollPlot *plot, const TollChartPoint *point, guint series)
{
  TollHue hue = point->is_other ? TOLL_HUE_GREY : toll_palette_find_hue (point->word);

  return hue != TOLL_HUE_NONE ? hue : plot->data->series[series].hue;
}

gboolean
toll_plot_is_small (const TollPlot *plot)
{
  return plot->height < 84 || plot->width < 170;
}

gboolean
toll_plot_is_tiny (const TollPlot *plot)
{
  return plot->height < 64 || plot->width < 100;
}

void
toll_plot_add_item_as (TollPlot *plot, const TollChartPoint *point, guint series,
                       const TollChartItem *item, const char *value, gint64 whole)
{
  const TollChartSeries *of = &plot->data->series[series];
  const TollChartWords *words = &plot->data->words;
  TollChartItem full = *item;
  const char *share = "";

  full.series = series;
  full.column = of->column;
  full.rows = point->rows;
  full.n_rows = point->n_rows;
  full.is_other = point->is_other;
  full.is_known = point->is_known[series];
  full.figure = point->figures[series];
  full.label = point->label;
  full.value = value;
  if (whole > 0 && full.is_known)
    share = toll_words_figure (words, plot->arena, TOLL_CELL_SHARE, "",
                               toll_scale_share (full.figure, whole));
  full.text = toll_words_describe (words, plot->arena, full.label,
                                   toll_words_translate (words, of->title), full.value, share);
  g_array_append_val (plot->items, full);
}

void
toll_plot_add_item (TollPlot *plot, const TollChartPoint *point, guint series,
                    const TollChartItem *item, gint64 whole)
{
  const TollChartSeries *of = &plot->data->series[series];
  TollCell cell = { .is_empty = !point->is_known[series], .figure = point->figures[series] };

  toll_plot_add_item_as (plot, point, series, item,
                         toll_words_cell (&plot->data->words, plot->arena, of->kind, of->unit,
                                          &cell),
                         whole);
}

void
toll_plot_place_title (TollPlot *plot, const char *title, const char *unit)
{
  double line = toll_ink_get_line_height (plot->ink, TOLL_FONT_SMALL);

  if (toll_plot_is_small (plot) || (*title == '\0' && *unit == '\0'))
    return;
  toll_ink_add_text (plot->ink, toll_words_axis (&plot->data->words, plot->arena, title, unit),
                     0, plot->y + line / 2, plot->width, TOLL_ANCHOR_START, TOLL_FONT_SMALL,
                     TOLL_INK_DIM);
  plot->y += line + 6;
  plot->h -= line + 6;
}

void
toll_plot_add_bar (TollPlot *plot, const TollChartItem *bar, TollColour colour,
                   TollPattern pattern, gboolean is_upward, gboolean is_cut)
{
  double along = is_upward ? bar->height : bar->width, piece = CUT_PX - CUT_GAP;

  if (bar->width <= 0 || bar->height <= 0)
    return;
  if (!is_cut || along < 2 * CUT_PX)
    toll_ink_add_rect (plot->ink, bar->x, bar->y, bar->width, bar->height, CORNER_PX, colour,
                       pattern);
  else if (is_upward)
    {
      toll_ink_add_rect (plot->ink, bar->x, bar->y + CUT_PX, bar->width, along - CUT_PX,
                         CORNER_PX, colour, pattern);
      toll_ink_add_rect (plot->ink, bar->x, bar->y, bar->width, piece, CORNER_PX, colour,
                         pattern);
    }
  else
    {
      toll_ink_add_rect (plot->ink, bar->x, bar->y, along - CUT_PX, bar->height, CORNER_PX,
                         colour, pattern);
      toll_ink_add_rect (plot->ink, bar->x + along - piece, bar->y, piece, bar->height, CORNER_PX,
                         colour, pattern);
    }
}

void
toll_legend_add_sample (TollPlot *plot, const TollLegendEntry *entry, double x, double y)
{
  TollPoint points[] = { { x - 3, y }, { x + SAMPLE_PX + 5, y } };

  if (entry->is_line)
    toll_ink_add_path (plot->ink, TOLL_MARK_LINE, points, 2, entry->colour, entry->pattern, 2);
  else
    toll_ink_add_rect (plot->ink, x, y - SAMPLE_PX / 2, SAMPLE_PX, SAMPLE_PX, 2.5, entry->colour,
                       entry->pattern);
}

/* Lays the entries into lines, or only counts them when @y is negative. Returns: the lines. */
static guint
flow_legend (TollPlot *plot, const TollLegendEntry *entries, guint n, double y, double line)
{
  double x = 0;
  guint n_lines = 1;

  for (guint i = 0; i < n; i++)
    {
      double indent = entries[i].is_line ? SAMPLE_PX + 14 : SAMPLE_PX + 6;
      double text = MIN (toll_ink_measure (plot->ink, entries[i].label, TOLL_FONT_NORMAL) + 1,
                         plot->width - indent);

      if (x > 0 && x + indent + text > plot->width)
        {
          x = 0;
          n_lines++;
        }
      if (y >= 0)
        {
          double middle = y + (n_lines - 0.5) * line;

          toll_legend_add_sample (plot, &entries[i], entries[i].is_line ? x + 3 : x, middle);
          toll_ink_add_text (plot->ink, entries[i].label, x + indent, middle, text,
                             TOLL_ANCHOR_START, TOLL_FONT_NORMAL, TOLL_INK_TEXT);
        }
      x += indent + text + 15;
    }
  return n_lines;
}

void
toll_legend_place (TollPlot *plot, const TollLegendEntry *entries, guint n)
{
  double line = toll_ink_get_line_height (plot->ink, TOLL_FONT_NORMAL) + 5;
  double height;

  if (n < 2 || toll_plot_is_small (plot))
    return;
  height = flow_legend (plot, entries, n, -1, line) * line + 6;
  if (height > plot->h / 2.5)
    return;
  plot->h -= height;
  flow_legend (plot, entries, n, plot->y + plot->h + 6, line);
}

void
toll_legend_place_series (TollPlot *plot, guint n, gboolean is_line)
{
  TollLegendEntry entries[TOLL_CHART_MAX_SERIES];

  for (guint i = 0; i < n; i++)
    {
      const TollChartSeries *series = &plot->data->series[i];

      entries[i] = (TollLegendEntry){
        .label = toll_words_translate (&plot->data->words, series->title),
        .colour = toll_plot_get_series_colour (plot, i),
        .pattern = series->pattern,
        .is_line = is_line,
      };
    }
  toll_legend_place (plot, entries, n);
}
