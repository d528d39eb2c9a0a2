/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/query.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Figures of grouped reports: a row of the table in figures.c each, made of measures. */

typedef enum
{
  COLLECTOR_FIGURE_SUM,        /* measure a */
  COLLECTOR_FIGURE_DIFFERENCE, /* a - b */
  COLLECTOR_FIGURE_RATIO,      /* a / b, rounded half up; empty when b is 0 */
  COLLECTOR_FIGURE_SHARE,      /* a of b, in millionths */
  COLLECTOR_FIGURE_OF_TOTAL,   /* a of the report's whole a */
  COLLECTOR_FIGURE_CUMULATIVE, /* the same added up over the rows so far */
  COLLECTOR_FIGURE_PER_MINUTE, /* a per minute of b */
} CollectorFigureShape;

typedef struct
{
  const char *id;
  const char *title; /* untranslated */
  TollCellKind kind;
  CollectorFigureShape shape;
  CollectorMeasure a;
  CollectorMeasure b;
  const char *drill; /* see TollReportColumn */
} CollectorFigure;

/* Returns: (transfer none) (nullable). */
const CollectorFigure *collector_figure_lookup (const char *id);
const CollectorFigure *collector_figure_list (guint *n_figures);
/* Bits of the measures that it is made of. */
guint64 collector_figure_get_measures (const CollectorFigure *figure);

/* @value: of measure a (or its cost in one currency), @other: of b, @whole: a's of the report,
 * @so_far: a's of the rows up to this one. */
void collector_figure_compute (const CollectorFigure *figure, gint64 value, gint64 other,
                               gint64 whole, gint64 so_far, TollCell *cell);

/* Adds what @from counted to @into: sums add, greatest and least stay such; numbers of different
 * ones cannot be added. */
void collector_group_merge (CollectorGroup *into, const CollectorGroup *from, guint n_currencies);
/* FALSE for measures that collector_group_merge() cannot add. */
gboolean collector_measure_is_mergeable (CollectorMeasure measure);

G_END_DECLS
