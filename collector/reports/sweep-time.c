/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Buckets of local time: what the fields of time in store/query/fields.c say of the start of a call, of
 * every instant of a period; right where the clock changes. Pure; one thread.
 */
#include "config.h"

#include "collector/reports/sweep-time.h"

#include "collector/store/time-fields.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define HALF_MS G_GINT64_CONSTANT (1800000)

struct _CollectorSweepTime
{
  const TollZone *zone;
  gint64 from_ms; /* 0 = not known yet */
  gint64 to_ms;
  CollectorTimeFunction functions[TOLL_SPEC_MAX_KEYS];
  guint n_functions;
  GArray *slices;  /* of CollectorSweepSlice */
  GArray *buckets; /* of CollectorBucket */
  GHashTable *index; /* keys as text -> bucket + 1 */
  guint last;      /* the slice that was found last */
};

gboolean
collector_sweep_has_field (const CollectorField *field)
{
  return collector_time_field_find (field->id) != NULL;
}

/* ---- Slices ---- */

static guint
ensure_bucket (CollectorSweepTime *self, gint64 local_ms)
{
  CollectorBucket bucket = { { 0 } };
  g_autofree char *name = NULL;
  gpointer found;

  for (guint i = 0; i < self->n_functions; i++)
    bucket.keys[i] = self->functions[i](local_ms);
  name = g_strdup_printf ("%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT
                          ",%" G_GINT64_FORMAT,
                          bucket.keys[0], bucket.keys[1], bucket.keys[2], bucket.keys[3]);
  found = g_hash_table_lookup (self->index, name);
  if (found != NULL)
    return GPOINTER_TO_UINT (found) - 1;
  g_array_append_val (self->buckets, bucket);
  g_hash_table_insert (self->index, g_steal_pointer (&name),
                       GUINT_TO_POINTER (self->buckets->len));
  return self->buckets->len - 1;
}
G_STATIC_ASSERT (TOLL_SPEC_MAX_KEYS == 4);

static void
cut (CollectorSweepTime *self)
{
  gint64 at_ms = self->from_ms;

  while (at_ms < self->to_ms)
    {
      gint64 local_ms = at_ms + toll_zone_get_offset_s (self->zone, at_ms) * (gint64) 1000;
      gint64 end_ms = MIN (at_ms - local_ms % HALF_MS + HALF_MS,
                           toll_zone_get_next_change_ms (self->zone, at_ms));
      CollectorSweepSlice slice = { .from_ms = at_ms, .to_ms = MIN (end_ms, self->to_ms),
                                    .hour_ms = at_ms - local_ms % HOUR_MS,
                                    .bucket = ensure_bucket (self, local_ms) };

      g_array_append_val (self->slices, slice);
      g_array_index (self->buckets, CollectorBucket, slice.bucket).length_ms
          += slice.to_ms - slice.from_ms;
      at_ms = slice.to_ms;
    }
}

CollectorSweepTime *
collector_sweep_time_new (const TollZone *zone, gint64 from_ms, gint64 to_ms,
                          const CollectorField *const *fields, guint n_fields)
{
  CollectorSweepTime *self = g_new0 (CollectorSweepTime, 1);

  self->zone = zone;
  self->from_ms = from_ms;
  self->to_ms = to_ms;
  for (guint i = 0; i < n_fields; i++)
    self->functions[self->n_functions++] = collector_time_field_find (fields[i]->id);
  self->slices = g_array_new (FALSE, FALSE, sizeof (CollectorSweepSlice));
  self->buckets = g_array_new (FALSE, FALSE, sizeof (CollectorBucket));
  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (from_ms > 0)
    cut (self);
  return self;
}

void
collector_sweep_time_free (CollectorSweepTime *self)
{
  g_array_unref (self->slices);
  g_array_unref (self->buckets);
  g_hash_table_unref (self->index);
  g_free (self);
}

void
collector_sweep_time_begin (CollectorSweepTime *self, gint64 at_ms)
{
  if (self->from_ms > 0 || at_ms <= 0)
    return;
  self->from_ms = at_ms;
  cut (self);
}

gint64
collector_sweep_time_get_from (const CollectorSweepTime *self)
{
  return self->from_ms;
}

gint64
collector_sweep_time_get_to (const CollectorSweepTime *self)
{
  return self->to_ms;
}

/* Mostly the one that was asked for last, or the next. */
const CollectorSweepSlice *
collector_sweep_time_find (CollectorSweepTime *self, gint64 at_ms)
{
  const CollectorSweepSlice *slices = (const CollectorSweepSlice *) (void *) self->slices->data;
  guint low = 0, high = self->slices->len;

  for (guint i = self->last; i < high && i < self->last + 2; i++)
    if (slices[i].from_ms <= at_ms && at_ms < slices[i].to_ms)
      return &slices[self->last = i];
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (slices[middle].from_ms <= at_ms)
        low = middle;
      else
        high = middle;
    }
  self->last = low;
  return &slices[low];
}

const CollectorBucket *
collector_sweep_time_get_bucket (const CollectorSweepTime *self, guint index)
{
  return &g_array_index (self->buckets, CollectorBucket, index);
}

guint
collector_sweep_time_count_buckets (const CollectorSweepTime *self)
{
  return self->buckets->len;
}
