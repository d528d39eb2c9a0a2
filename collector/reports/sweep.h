/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/query/fields.h"
#include "shared/base/zone.h"
#include "shared/model/call.h"
#include "shared/model/report-spec.h"

G_BEGIN_DECLS

/* CollectorSweep: how many calls were up at each instant of a period: of each of some groups (the
 * gateways), and of all together, in buckets of local time. Calls come in the order of their
 * starts and are forgotten when they end: it holds those that are up, not those there were. A call
 * is up from its set-up until it ended, the end not included. Pure; one thread. */
typedef struct _CollectorSweep CollectorSweep;

/* CollectorSweepCall: what is read off a call. Instants in UTC milliseconds. */
typedef struct
{
  gint64 group;      /* any figure */
  TollDirection direction;
  gint64 start_ms;
  gint64 connect_ms; /* 0 = never */
  gint64 end_ms;
} CollectorSweepCall;

/* CollectorSlot: what one group was doing in one bucket, or in several of them added up. */
typedef struct
{
  gint64 group;
  guint bucket;
  GArray *level_ms;   /* of gint64: how long just so many calls were up, from none (never told) on */
  gint64 peak;        /* how many at most */
  gint64 peak_ms;     /* since when first */
  gint64 peak_in;     /* of them incoming; outgoing and in transit */
  gint64 peak_out;
  gint64 recent;      /* how many at most within the last hour of the period */
  gint64 busy_ms;     /* of all calls added up, as the next three */
  gint64 busy_in_ms;
  gint64 busy_out_ms;
  gint64 talk_ms;     /* from the answer on */
  gint64 hour_ms;     /* when the busiest clock hour began */
  gint64 hour_busy_ms;
  gint64 open_hour_ms; /* inside the sweep only: the hour that it is at */
  gint64 open_busy_ms;
} CollectorSlot;

/* CollectorBucket: a stretch of local time, or all that are called the same (Mondays). */
typedef struct
{
  gint64 keys[TOLL_SPEC_MAX_KEYS]; /* as those of the fields */
  gint64 length_ms;                /* within the period, as long as it was on that clock */
} CollectorBucket;

/* TRUE for a field that buckets can be made by. */
gboolean collector_sweep_has_field (const CollectorField *field);

/* @from_ms 0: since the first call. @to_ms: until then. @fields: those of time, of which buckets
 * are; without, there is one. */
CollectorSweep *collector_sweep_new (const TollZone *zone, gint64 from_ms, gint64 to_ms,
                                     const CollectorField *const *fields, guint n_fields);
void collector_sweep_free (CollectorSweep *sweep);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSweep, collector_sweep_free)

/* The next call; starts of the same second may come in any order. What of it lies outside the
 * period is cut off. */
void collector_sweep_add (CollectorSweep *sweep, const CollectorSweepCall *call);
/* That was the last one. */
void collector_sweep_finish (CollectorSweep *sweep);

/* Behind the end: (transfer none): CollectorSlot of each group and bucket in which some call of it
 * was up; those of all groups together. In no order. */
const GPtrArray *collector_sweep_get_slots (const CollectorSweep *sweep);
const GPtrArray *collector_sweep_get_whole (const CollectorSweep *sweep);
const CollectorBucket *collector_sweep_get_bucket (const CollectorSweep *sweep, guint index);
guint collector_sweep_count_buckets (const CollectorSweep *sweep);

/* Slots. */

CollectorSlot *collector_slot_new (void);
void collector_slot_free (CollectorSlot *slot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSlot, collector_slot_free)
/* So many calls were up from @at_ms for @length_ms in the clock hour that began at @hour_ms. */
void collector_slot_note (CollectorSlot *slot, guint n_calls, guint n_in, guint n_out, gint64 at_ms,
                          gint64 length_ms, gint64 hour_ms);
/* No more of the open hour comes. */
void collector_slot_close_hour (CollectorSlot *slot);
/* Adds what was at other times: @from is of other buckets than @into. */
void collector_slot_merge (CollectorSlot *into, const CollectorSlot *from);
/* The least number of calls that no more were up than for @per_mille of @length_ms. */
gint64 collector_slot_find_percentile (const CollectorSlot *slot, gint64 length_ms,
                                       guint per_mille);

G_END_DECLS
