/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/sweep.h"

G_BEGIN_DECLS

/* Inside collector/reports only: the period of a sweep, cut into slices that lie in one bucket and
 * one half hour of the local clock. */
typedef struct _CollectorSweepTime CollectorSweepTime;

typedef struct
{
  gint64 from_ms;
  gint64 to_ms;
  gint64 hour_ms; /* when the clock hour began that it is in */
  guint bucket;
} CollectorSweepSlice;

CollectorSweepTime *collector_sweep_time_new (const TollZone *zone, gint64 from_ms, gint64 to_ms,
                                              const CollectorField *const *fields,
                                              guint n_fields);
void collector_sweep_time_free (CollectorSweepTime *time);

/* When the period has no beginning it begins at @at_ms; a second time does nothing. Before the
 * first call of it there are no slices. */
void collector_sweep_time_begin (CollectorSweepTime *time, gint64 at_ms);
gint64 collector_sweep_time_get_from (const CollectorSweepTime *time);
gint64 collector_sweep_time_get_to (const CollectorSweepTime *time);

/* The slice of an instant of the period. Returns: (transfer none). */
const CollectorSweepSlice *collector_sweep_time_find (CollectorSweepTime *time, gint64 at_ms);
const CollectorBucket *collector_sweep_time_get_bucket (const CollectorSweepTime *time,
                                                        guint index);
guint collector_sweep_time_count_buckets (const CollectorSweepTime *time);

G_END_DECLS
