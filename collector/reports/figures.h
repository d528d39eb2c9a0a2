/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/query/query.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Figures of grouped reports: a row of the table in figures.c each, made of measures. */

typedef enum
{
  COLLECTOR_FIGURE_SUM,        /* measure a; empty when another b is 0 */
  COLLECTOR_FIGURE_DIFFERENCE, /* a - b */
  COLLECTOR_FIGURE_RATIO,      /* a / b, rounded half up; empty when b is 0 */
  COLLECTOR_FIGURE_SHARE,      /* a of b, in millionths */
  COLLECTOR_FIGURE_OF_TOTAL,   /* a of the report's whole a */
  COLLECTOR_FIGURE_OF_FIRST,   /* a of all rows' with the same first key; of the report's whole a where
                                * rows have no other */
  COLLECTOR_FIGURE_CUMULATIVE, /* the same added up over the rows so far */
  COLLECTOR_FIGURE_PER_MINUTE, /* a per minute of b */
  COLLECTOR_FIGURE_AGE,        /* how long ago instant a was */
  COLLECTOR_FIGURE_RANK,       /* the how manieth row it is */
  COLLECTOR_FIGURE_MOVING,     /* mean of a over this row and the two before it; over
                                * this day, week or month and the two before it in time */
  COLLECTOR_FIGURE_DEVIATION,  /* how many standard deviations a lies from the rows' mean */
  COLLECTOR_FIGURE_PERCENTILE, /* of the calls' @field, @per_mille of them at most that */
  COLLECTOR_FIGURE_LATEST,     /* @field of the latest call */
  COLLECTOR_FIGURE_HOLDER,     /* whose the row's line is; @field: what it tells as much as */
} CollectorFigureShape;

typedef struct
{
  const char *id;
  const char *title; /* untranslated */
  TollCellKind kind;
  CollectorFigureShape shape;
  CollectorMeasure a;
  CollectorMeasure b;
  const char *drill; /* (nullable): which calls it counts, where collector_figure_get_drill() cannot
                      * tell it from the measures */
  const char *field; /* of calls: PERCENTILE, LATEST, HOLDER; SUM (nullable): whose values it
                      * counts */
  guint per_mille;   /* PERCENTILE */
} CollectorFigure;

/* What a cell is computed from; what the shape does not need may be 0. */
typedef struct
{
  gint64 value;  /* of measure a (or its cost in one currency) */
  gint64 other;  /* of b */
  gint64 whole;  /* a's of the report; OF_FIRST: of the first key */
  gint64 so_far; /* a's of the rows up to this one */
  gint64 now_ms;
  guint rank;    /* of the row, from 1; 0 = a sum of rows */
  gint64 recent; /* MOVING: a's of the last, this one too */
  guint n_recent;
  double mean;   /* DEVIATION: of the rows */
  double deviation;
} CollectorFigureInput;

/* How many rows, days, weeks or months a moving average goes over. */
#define COLLECTOR_FIGURE_N_RECENT 3

/* Returns: (transfer none) (nullable). */
const CollectorFigure *collector_figure_lookup (const char *id);
const CollectorFigure *collector_figure_list (guint *n_figures);
/* Bits of the measures that it is made of. */
guint64 collector_figure_get_measures (const CollectorFigure *figure);

/* Spec members that narrow to the calls that it is made of, of a sum those that it counts. Returns:
 * (transfer none) (nullable): as the drill of a TollReportColumn; NULL for facts. */
const char *collector_figure_get_drill (const CollectorFigure *figure);

/* See drill_above of a TollReportColumn. */
int collector_figure_get_above (const CollectorFigure *figure);
/* TRUE when the list that it opens tells single people apart. */
gboolean collector_figure_names_people (const CollectorFigure *figure);

/* PERCENTILE, LATEST and HOLDER, which no measure tells, leave the cell empty. */
void collector_figure_compute (const CollectorFigure *figure, const CollectorFigureInput *input,
                               TollCell *cell);
/* TRUE when the figure is read off single calls, by its field. */
static inline gboolean
collector_figure_is_sampled (const CollectorFigure *figure)
{
  return figure->shape == COLLECTOR_FIGURE_PERCENTILE || figure->shape == COLLECTOR_FIGURE_LATEST;
}

/* TRUE when a HOLDER can tell whose it is. @field: (nullable). */
static inline gboolean
collector_field_is_line (const CollectorField *field)
{
  return field != NULL && (field->flags & COLLECTOR_FIELD_LINE) != 0;
}

/* FALSE when the figure names one person of the house, and the house hides single people from
 * @viewer. @is_own: of the question: it is about the viewer's own calls. */
gboolean collector_figure_is_open (const CollectorFigure *figure, const CollectorViewer *viewer,
                                   gboolean is_own, GError **error);
/* What the column of the figure is: a fact for what is of one call or one row. */
TollColumnRole collector_figure_get_role (const CollectorFigure *figure);
/* TRUE when its cells add up, or the same can be said of all calls together. */
gboolean collector_figure_is_total (const CollectorFigure *figure);

/* TRUE when that is no sum: an average, a share, the longest. */
gboolean collector_figure_is_whole (const CollectorFigure *figure);
/* TRUE when no order of the rows is its own: it follows from where a row stands, or is of one
 * call. */
gboolean collector_figure_is_fixed (const CollectorFigure *figure);

/* Adds what @from counted to @into: sums add, greatest and least stay such; numbers of different
 * ones cannot be added. @measures: bits of those that are wanted. */
void collector_group_merge (CollectorGroup *into, const CollectorGroup *from, guint64 measures,
                            guint n_currencies);
/* FALSE for measures that collector_group_merge() cannot add. */
gboolean collector_measure_is_mergeable (CollectorMeasure measure);

G_END_DECLS
