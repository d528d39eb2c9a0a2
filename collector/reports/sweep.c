/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sweep: beginnings and ends of calls as events in the order of time. An event is settled as
 * soon as no later call can come before it, so that a heap holds those of the calls that are up.
 * Time is cut where a half hour of the local clock ends. Pure; one thread.
 */
#include "config.h"

#include "collector/reports/sweep.h"

#include <string.h>

#include "collector/reports/sweep-time.h"

#define RECENT_MS 3600000

/* One group's count on its way through time. */
typedef struct
{
  gint64 group;
  guint n_calls, n_in, n_out;
  gint64 since_ms;
  guint bucket;        /* of @slot */
  CollectorSlot *slot; /* (nullable): of the bucket it was in last */
  GHashTable *slots;   /* bucket -> CollectorSlot */
} Track;

typedef struct
{
  gint64 at_ms;
  Track *track;
  int step; /* +1, or -1, which comes first */
  TollDirection direction;
} Event;

struct _CollectorSweep
{
  CollectorSweepTime *time;
  GHashTable *tracks; /* group -> Track */
  Track *whole;
  GPtrArray *slots;   /* owned CollectorSlot */
  GPtrArray *whole_slots;
  GArray *heap;       /* of Event, the earliest first */
};

static Track *
track_new (gint64 group)
{
  Track *track = g_new0 (Track, 1);

  track->group = group;
  track->slots = g_hash_table_new (NULL, NULL);
  return track;
}

static void
track_free (gpointer data)
{
  Track *track = data;

  g_hash_table_unref (track->slots);
  g_free (track);
}

CollectorSweep *
collector_sweep_new (const TollZone *zone, gint64 from_ms, gint64 to_ms,
                     const CollectorField *const *fields, guint n_fields)
{
  CollectorSweep *self = g_new0 (CollectorSweep, 1);

  self->time = collector_sweep_time_new (zone, from_ms, to_ms, fields, n_fields);
  self->tracks = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, track_free);
  self->whole = track_new (0);
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) collector_slot_free);
  self->whole_slots = g_ptr_array_new_with_free_func ((GDestroyNotify) collector_slot_free);
  self->heap = g_array_new (FALSE, FALSE, sizeof (Event));
  return self;
}

void
collector_sweep_free (CollectorSweep *self)
{
  if (self == NULL)
    return;
  collector_sweep_time_free (self->time);
  g_hash_table_unref (self->tracks);
  track_free (self->whole);
  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->whole_slots);
  g_array_unref (self->heap);
  g_free (self);
}

/* ---- The heap ---- */

static gboolean
is_before (const Event *a, const Event *b)
{
  return a->at_ms < b->at_ms || (a->at_ms == b->at_ms && a->step < b->step);
}

static void
push (GArray *heap, const Event *event)
{
  guint at = heap->len;
  Event *events;

  g_array_append_val (heap, *event);
  events = (Event *) (void *) heap->data;
  for (; at > 0 && is_before (event, &events[(at - 1) / 2]); at = (at - 1) / 2)
    events[at] = events[(at - 1) / 2];
  events[at] = *event;
}

static Event
pop (GArray *heap)
{
  Event *events = (Event *) (void *) heap->data, first = events[0], last = events[heap->len - 1];
  guint at = 0, child, n = heap->len - 1;

  g_array_set_size (heap, n);
  while ((child = 2 * at + 1) < n)
    {
      child += child + 1 < n && is_before (&events[child + 1], &events[child]);
      if (!is_before (&events[child], &last))
        break;
      events[at] = events[child];
      at = child;
    }
  if (n > 0)
    events[at] = last;
  return first;
}

/* ---- Time passes ---- */

static CollectorSlot *
ensure_slot (CollectorSweep *self, Track *track, guint bucket)
{
  GPtrArray *slots = track == self->whole ? self->whole_slots : self->slots;

  if (track->slot != NULL && track->bucket == bucket)
    return track->slot;
  track->bucket = bucket;
  track->slot = g_hash_table_lookup (track->slots, GUINT_TO_POINTER (bucket));
  if (track->slot == NULL)
    {
      track->slot = collector_slot_new ();
      track->slot->group = track->group;
      track->slot->bucket = bucket;
      g_hash_table_insert (track->slots, GUINT_TO_POINTER (bucket), track->slot);
      g_ptr_array_add (slots, track->slot);
    }
  return track->slot;
}

/* Settles what the track counted since it was looked at last. */
static void
advance (CollectorSweep *self, Track *track, gint64 to_ms)
{
  while (track->n_calls > 0 && track->since_ms < to_ms)
    {
      const CollectorSweepSlice *slice = collector_sweep_time_find (self->time, track->since_ms);
      CollectorSlot *slot = ensure_slot (self, track, slice->bucket);
      gint64 next_ms = MIN (to_ms, slice->to_ms);

      collector_slot_note (slot, track->n_calls, track->n_in, track->n_out, track->since_ms,
                           next_ms - track->since_ms, slice->hour_ms);
      if (next_ms > collector_sweep_time_get_to (self->time) - RECENT_MS)
        slot->recent = MAX (slot->recent, track->n_calls);
      track->since_ms = next_ms;
    }
  track->since_ms = to_ms;
}

static void
step (CollectorSweep *self, Track *track, const Event *event)
{
  advance (self, track, event->at_ms);
  track->n_calls += event->step;
  if (event->direction == TOLL_DIRECTION_INCOMING)
    track->n_in += event->step;
  else if (event->direction != TOLL_DIRECTION_INTERNAL)
    track->n_out += event->step;
}

static void
settle_until (CollectorSweep *self, gint64 to_ms)
{
  while (self->heap->len > 0 && g_array_index (self->heap, Event, 0).at_ms < to_ms)
    {
      Event event = pop (self->heap);

      step (self, event.track, &event);
      step (self, self->whole, &event);
    }
}

/* ---- Calls ---- */

static Track *
ensure_track (CollectorSweep *self, gint64 group)
{
  Track *track = g_hash_table_lookup (self->tracks, &group);

  if (track == NULL)
    {
      track = track_new (group);
      g_hash_table_insert (self->tracks, &track->group, track);
    }
  return track;
}

/* Talk is only summed: it needs no order. */
static void
add_talk (CollectorSweep *self, Track *track, gint64 from_ms, gint64 to_ms)
{
  while (from_ms < to_ms)
    {
      const CollectorSweepSlice *slice = collector_sweep_time_find (self->time, from_ms);
      gint64 next_ms = MIN (to_ms, slice->to_ms);

      ensure_slot (self, track, slice->bucket)->talk_ms += next_ms - from_ms;
      from_ms = next_ms;
    }
}

void
collector_sweep_add (CollectorSweep *self, const CollectorSweepCall *call)
{
  gint64 second_ms = call->start_ms - call->start_ms % 1000, from_ms, to_ms;
  Event event = { .direction = call->direction };

  collector_sweep_time_begin (self->time, second_ms);
  from_ms = MAX (call->start_ms, collector_sweep_time_get_from (self->time));
  to_ms = MIN (call->end_ms, collector_sweep_time_get_to (self->time));
  settle_until (self, second_ms);
  if (from_ms >= to_ms || collector_sweep_time_get_from (self->time) <= 0)
    return;
  event.track = ensure_track (self, call->group);
  event.at_ms = from_ms;
  event.step = 1;
  push (self->heap, &event);
  event.at_ms = to_ms;
  event.step = -1;
  push (self->heap, &event);
  if (call->connect_ms <= 0)
    return;
  add_talk (self, event.track, MAX (call->connect_ms, from_ms), to_ms);
  add_talk (self, self->whole, MAX (call->connect_ms, from_ms), to_ms);
}

void
collector_sweep_finish (CollectorSweep *self)
{
  settle_until (self, G_MAXINT64);
  g_ptr_array_foreach (self->slots, (GFunc) (void (*) (void)) collector_slot_close_hour, NULL);
  g_ptr_array_foreach (self->whole_slots, (GFunc) (void (*) (void)) collector_slot_close_hour,
                       NULL);
}

const GPtrArray *
collector_sweep_get_slots (const CollectorSweep *self)
{
  return self->slots;
}

const GPtrArray *
collector_sweep_get_whole (const CollectorSweep *self)
{
  return self->whole_slots;
}

const CollectorBucket *
collector_sweep_get_bucket (const CollectorSweep *self, guint index)
{
  return collector_sweep_time_get_bucket (self->time, index);
}

guint
collector_sweep_count_buckets (const CollectorSweep *self)
{
  return collector_sweep_time_count_buckets (self->time);
}
