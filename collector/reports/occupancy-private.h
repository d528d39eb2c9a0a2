/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/occupancy.h"
#include "collector/reports/run-private.h"

G_BEGIN_DECLS

/* Inside collector/reports only: what the parts of a report on calls at once share. */

/* What a row, or the sum of those with one first key, is about. */
typedef struct
{
  gint64 keys[TOLL_SPEC_MAX_KEYS]; /* in the spec's order */
  const char *name;                /* of the key that is no time; "" */
  CollectorOccupancyInput input;
  gint64 sorted;                   /* what it is sorted by, when that is a figure */
  gint64 sorted_first;             /* of all with its first key */
} CollectorOccupancyRow;

/* CollectorOccupancy: an answer on its way to a document. */
typedef struct
{
  CollectorReportRun *run;
  const CollectorField *keys[TOLL_SPEC_MAX_KEYS];
  guint n_keys;
  int who;            /* the key that is no time; -1 = none */
  CollectorSweep *sweep;
  gint64 n_calls;
  GPtrArray *figures; /* of const CollectorOccupancyFigure */
  GHashTable *channels; /* key of a gateway -> how many; NULL = the rows are no gateways' */
  GArray *rows;       /* of CollectorOccupancyRow */
  GArray *sums;       /* of CollectorOccupancyRow: by first key, when there are more */
  GHashTable *sums_index; /* first key -> index + 1 in @sums */
  GPtrArray *slots;   /* owned CollectorSlot: those of sums */
  CollectorOccupancyRow whole;
  guint sort_key;     /* n_keys = by a figure */
  const CollectorOccupancyFigure *sort_figure;
  gboolean is_descending;
} CollectorOccupancy;

/* occupancy-rows.c: makes rows, sums and the whole of what the sweep found. */
gboolean collector_occupancy_make_rows (CollectorOccupancy *self, GError **error);
/* The sum of the rows with this first key. Returns: (transfer none) (nullable). */
const CollectorOccupancyRow *collector_occupancy_lookup_sum (const CollectorOccupancy *self,
                                                             gint64 key);

/* occupancy-order.c */
/* Finds what is sorted by. Errors: BAD_ARGUMENT. */
gboolean collector_occupancy_find_order (CollectorOccupancy *self, GError **error);
void collector_occupancy_sort (CollectorOccupancy *self);

G_END_DECLS
