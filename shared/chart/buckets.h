/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/chart/words.h"

G_BEGIN_DECLS

/* TollBuckets: the places of an axis of time: every day, week, month, hour, half hour or weekday
 * between the first and the last, those without calls too. Pure; any thread. */
typedef struct
{
  TollCellKind kind; /* DAY, MINUTE or WEEKDAY */
  const char *unit;  /* of a DAY column */
  gint64 first;      /* figure of place 0 */
  guint width;       /* days or minutes from place to place; 0 = months */
  guint n_places;
} TollBuckets;

/* TRUE for kinds that have places. */
gboolean toll_buckets_has_places (TollCellKind kind);

/* Makes places from @first to @last, both figures of cells. @has_halves: half hours occur.
 * Returns: FALSE when they would be more than a chart can hold (100,000). */
gboolean toll_buckets_init (TollBuckets *buckets, TollCellKind kind, const char *unit,
                            gint64 first, gint64 last, gboolean has_halves);

/* Widens the places of days, weeks or months to the local days @from .. @to (the last one), when
 * that makes no more than @most of them. */
void toll_buckets_widen (TollBuckets *buckets, gint32 from, gint32 to, guint most);

/* Returns: the place of @figure, below 0 or n_places and more when it has none. */
gint64 toll_buckets_get_place (const TollBuckets *buckets, gint64 figure);

/* Returns: the figure that @place begins with. */
gint64 toll_buckets_get_figure (const TollBuckets *buckets, guint place);

/* How sparsely an axis may be labelled: 0 = every place, and up. */
#define TOLL_BUCKETS_N_LEVELS 7

/* Returns: TRUE when @place has a label at @level: Mondays, first days of months, 3, 6 o'clock. */
gboolean toll_buckets_is_labelled (const TollBuckets *buckets, guint place, guint level);

/* Returns: (transfer none): what the axis says at @place. */
const char *toll_buckets_label (const TollBuckets *buckets, guint place, guint level,
                                const TollChartWords *words, TollArena *arena);

G_END_DECLS
