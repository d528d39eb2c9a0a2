/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/chart/ink.h"
#include "shared/chart/item.h"
#include "shared/chart/series.h"

G_BEGIN_DECLS

/* TollPlot: one layout of a chart: what a layer works on. Titles, legends and axes each take their
 * part of the area; figures are laid in what is left. Left to right always; the chart mirrors.
 * One thread at a time. */
typedef struct
{
  const TollChartData *data;
  TollInk *ink;
  TollArena *arena; /* of this layout */
  GArray *items;    /* of TollChartItem */
  double width, height;
  double x, y, w, h; /* the area that is left */
  double tick_room;  /* least room of an axis of figures: panels line up */
  guint max_rows;    /* of the style */
} TollPlot;

/* What a layer is: a row in the table of chart.c. */
typedef struct
{
  TollChartKind kind;
  /* Lays the chart out: marks into plot->ink, items into plot->items. */
  void (*place) (TollPlot *plot);
  /* Returns: the height at which nothing is left out @width px wide. NULL = 9/16 of the width. */
  double (*measure) (const TollChartData *data, double width);
} TollChartLayer;

/* A figure of @point and @series is at @item, whose geometry is filled; the rest is filled here.
 * @whole: of which its share is told; 0 = none. */
void toll_plot_add_item (TollPlot *plot, const TollChartPoint *point, guint series,
                         const TollChartItem *item, gint64 whole);
/* The same, described by @value instead of its figure. */
void toll_plot_add_item_as (TollPlot *plot, const TollChartPoint *point, guint series,
                            const TollChartItem *item, const char *value, gint64 whole);

TollColour toll_plot_get_colour (const TollPlot *plot, TollHue hue);
TollColour toll_plot_get_ink (const TollPlot *plot, TollInkRole role);

TollColour toll_plot_get_series_colour (const TollPlot *plot, guint series);

/* The hue of a point of a single series: by its word's meaning, else by the series'. */
TollHue toll_plot_get_hue (const TollPlot *plot, const TollChartPoint *point, guint series);

/* Too small for titles, for axes. */
gboolean toll_plot_is_small (const TollPlot *plot);
gboolean toll_plot_is_tiny (const TollPlot *plot);

/* Writes the axis title of a series at the top of the area. */
void toll_plot_place_title (TollPlot *plot, const char *title, const char *unit);

/* Fills a bar; @is_cut: it goes on beyond the end, at the side it grows to. */
void toll_plot_add_bar (TollPlot *plot, const TollChartItem *bar, TollColour colour,
                        TollPattern pattern, gboolean is_upward, gboolean is_cut);

typedef struct
{
  const char *label;
  TollColour colour;
  TollPattern pattern;
  gboolean is_line;
} TollLegendEntry;

/* Names what colours and patterns mean, below the area; nothing for fewer than two entries or
 * where there is no room. */
void toll_legend_place (TollPlot *plot, const TollLegendEntry *entries, guint n);
/* The same for the first @n series. */
void toll_legend_place_series (TollPlot *plot, guint n, gboolean is_line);
/* A legend's sample of @entry, its middle at @x (its beginning), @y. */
void toll_legend_add_sample (TollPlot *plot, const TollLegendEntry *entry, double x, double y);

/* axis.c: figures upwards, with their grid; takes room at the left. Its title is that of @series
 * when it is the only one of @n_series, and their unit; leaves @scale. */
void toll_axis_place_up (TollPlot *plot, const TollChartSeries *series, guint n_series,
                         gint64 largest, TollScale *scale);
/* Returns: the room it would take at the left, @height px high. */
double toll_axis_measure_up (TollPlot *plot, const TollChartSeries *series, gint64 largest,
                             double height);
/* Figures from left to right, with their grid; takes room at the bottom. */
void toll_axis_place_across (TollPlot *plot, const TollChartSeries *series, gint64 largest,
                             TollScale *scale);
/* Instants from left to right, below the area. */
void toll_axis_place_times (TollPlot *plot, gint64 from_ms, gint64 to_ms, gboolean has_grid);
/* Room for one line of labels below the area; to be asked for before the figures' axis. */
double toll_axis_reserve_labels (TollPlot *plot);
/* Labels of points, or of places in time, below the area, in equal slots; those that find no room
 * are left out. */
void toll_axis_place_points (TollPlot *plot, const GArray *points);
void toll_axis_place_buckets (TollPlot *plot, const TollBuckets *buckets);
/* The line at zero: below the area; at its beginning. */
void toll_axis_place_base (TollPlot *plot);
void toll_axis_place_edge (TollPlot *plot);

/* TollRows: rows below each other, each with its label. */
typedef struct
{
  double pitch;
  double top;
} TollRows;

/* Returns: how many rows have room. */
guint toll_rows_get_most (const TollPlot *plot, double least_pitch);
/* Writes the labels of @points at the beginning of their rows and takes the room they need.
 * @most_pitch: of a row, px. */
void toll_rows_place (TollPlot *plot, const GArray *points, double most_pitch, TollRows *rows);
/* Returns: the middle of row @index. */
double toll_rows_get_middle (const TollRows *rows, guint index);

G_END_DECLS
