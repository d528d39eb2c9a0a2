/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/chart/buckets.h"
#include "shared/chart/palette.h"

G_BEGIN_DECLS

/* TollChartData: what a chart shows, taken out of a report document: series and points. Nothing of
 * the document is needed afterwards. One thread at a time. */

typedef struct
{
  guint column; /* of the document */
  const char *id;
  const char *title; /* untranslated */
  TollCellKind kind;
  const char *unit;
  gboolean is_total; /* its figures may be added up */
  TollHue hue;
  TollPattern pattern;
  double strength; /* of the colour: 1 = full; paler for what was before */
} TollChartSeries;

/* A place on the axis of labels: one document row, or several that are shown as one. */
typedef struct
{
  const char *label; /* full, in words */
  const char *word;  /* wire name of a WORD; "" else */
  gint64 figure;     /* of the label's cell; of TIME and classes */
  gboolean is_other; /* the rest */
  const guint *rows; /* of the document */
  guint n_rows;
  gint64 figures[TOLL_CHART_MAX_SERIES];
  gboolean is_known[TOLL_CHART_MAX_SERIES];
} TollChartPoint;

typedef struct
{
  TollChartWords words;
  TollChartKind kind;
  const char *x_title; /* untranslated */
  TollCellKind x_kind;
  const char *x_unit;
  TollChartSeries series[TOLL_CHART_MAX_SERIES];
  guint n_series;
  GArray *points; /* of TollChartPoint, in the order of the document */
  gint64 rest[TOLL_CHART_MAX_SERIES]; /* what rows on other pages, or cut off, add up to */
  gint64 n_rest;                      /* how many they are; -1 = not known */
  guint average;  /* LINE: points of the moving average, 0 = none */
  gboolean has_band;
  guint low, high; /* series that bound the band */
  /* HEAT: the second key, across; each point's own. */
  const char *across_title;
  TollCellKind across_kind;
  const char *across_unit;
  GArray *across; /* of TollCell, one a point */
  gint32 from_day, to_day; /* local days of the period; to < from = unknown */
  gint32 made_day;         /* local day it was asked on: later ones are not known yet */
} TollChartData;

/* Takes what the document's chart names into @data; texts are copied into @arena, which must
 * outlive it. @words: of the style, kept. Rows without a label are "–". */
void toll_chart_data_init (TollChartData *data, const TollReportDoc *doc,
                           const TollChartWords *words, TollArena *arena);
void toll_chart_data_clear (TollChartData *data);

const TollChartPoint *toll_chart_data_get_point (const TollChartData *data, guint index);

/* Returns: (transfer full): an array of TollChartPoint, at most @most (>= 1) of them: when there
 * are more, the rest is one, "Other", behind them. @is_sorted: largest first series first; points
 * without a figure last. Series that may not be added up are unknown in the rest. */
GArray *toll_chart_data_fold (const TollChartData *data, TollArena *arena, guint most,
                              gboolean is_sorted);

/* Returns: (transfer full): points on @buckets, one a place, those without rows too: their figures
 * are zero where figures may be added up, else unknown. At most @most places: neighbours (days:
 * whole weeks) are put together when all series may be added up, and @buckets widened to whole
 * groups of them. */
GArray *toll_chart_data_spread (const TollChartData *data, TollArena *arena,
                                TollBuckets *buckets, guint most);

/* Returns: FALSE when the labels are no places in time. */
gboolean toll_chart_data_get_buckets (const TollChartData *data, TollBuckets *buckets);

/* Adds the rows and figures of @part to @whole. */
void toll_chart_point_add (TollChartPoint *whole, const TollChartPoint *part,
                           const TollChartData *data, TollArena *arena);

G_END_DECLS
