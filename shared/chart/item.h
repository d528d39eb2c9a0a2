/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TOLL_CHART_RECT,
  TOLL_CHART_SECTOR,
  TOLL_CHART_DOT,
} TollChartShape;

/* TollChartItem: one figure of a chart as it was drawn last: a bar, a slice, a point, a cell. All
 * positions in px from the top left, mirrored already where the style says so. */
typedef struct
{
  TollChartShape shape;
  double x, y, width, height; /* what it covers; of SECTOR and DOT the box around it */
  double cx, cy;              /* SECTOR, DOT: its centre */
  double inner, outer;        /* SECTOR: radii; DOT: outer */
  double from, to;            /* SECTOR: radians clockwise from 12 o'clock */
  /* Where pointing means this item when nothing covers the point: the whole column of a bar. Width
   * 0 = nowhere else. */
  double reach_x, reach_y, reach_width, reach_height;

  guint series;      /* index among the chart's series */
  guint column;      /* of the document: its drill opens the calls */
  const guint *rows; /* of the document: those it stands for; one, or all of "Other" */
  guint n_rows;      /* 0 = nothing happened, or the rows are on other pages */
  gboolean is_other; /* the rest that had no place of its own */
  gboolean is_known; /* FALSE: it stands for rows that cannot be added up */
  gint64 figure;     /* in the unit of the column */
  const char *label; /* "Sales" */
  const char *value; /* "€ 412.33" */
  const char *text;  /* all of it, for tooltips and screen readers: "Sales, Cost: € 412.33, 36 %" */
} TollChartItem;

/* The middle of what it covers. */
void toll_chart_item_get_middle (const TollChartItem *item, double *x, double *y);

/* TRUE when it covers the point; when pointing there means it. */
gboolean toll_chart_item_covers (const TollChartItem *item, double x, double y);
gboolean toll_chart_item_reaches (const TollChartItem *item, double x, double y);

/* Turns it over on a ground @width wide. */
void toll_chart_item_mirror (TollChartItem *item, double width);

G_END_DECLS
