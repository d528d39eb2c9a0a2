/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a parser yields: three arrays and the memory their texts live in, reused from batch to
 * batch. Any one thread at a time.
 */
#include "config.h"

#include "collector/formats/format.h"

CollectorBatch *
collector_batch_new (void)
{
  CollectorBatch *batch = g_new0 (CollectorBatch, 1);

  batch->arena = toll_arena_new ();
  batch->legs = g_array_new (FALSE, FALSE, sizeof (TollLeg));
  batch->qualities = g_array_new (FALSE, FALSE, sizeof (TollQuality));
  batch->rejects = g_array_new (FALSE, FALSE, sizeof (CollectorReject));
  return batch;
}

void
collector_batch_reset (CollectorBatch *batch)
{
  g_array_set_size (batch->legs, 0);
  g_array_set_size (batch->qualities, 0);
  g_array_set_size (batch->rejects, 0);
  toll_arena_reset (batch->arena);
}

void
collector_batch_free (CollectorBatch *batch)
{
  g_array_unref (batch->legs);
  g_array_unref (batch->qualities);
  g_array_unref (batch->rejects);
  toll_arena_free (batch->arena);
  g_free (batch);
}

guint
collector_batch_count (const CollectorBatch *batch)
{
  return batch->legs->len + batch->qualities->len + batch->rejects->len;
}
