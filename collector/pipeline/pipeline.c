/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pipeline as an object: what it needs, who is told about its commits. The stages, in order:
 * source-file (bytes), formats (records), prepared (noise, journeys, prices), channel (to the
 * writer), settle and rejoin (the ledger). Any thread.
 */
#include "config.h"

#include "collector/pipeline/pipeline.h"

#include "collector/pipeline/pipeline-private.h"

typedef struct
{
  CollectorCommitted callback;
  gpointer data;
} Observer;

CollectorPipeline *
collector_pipeline_new (CollectorLanes *lanes, CollectorPlan *plan, CollectorPeople *people,
                        CollectorBook *book)
{
  CollectorPipeline *pipeline = g_new0 (CollectorPipeline, 1);

  pipeline->lanes = lanes;
  g_mutex_init (&pipeline->mutex);
  pipeline->snapshot = collector_snapshot_new (plan, people, book);
  pipeline->observers = g_array_new (FALSE, FALSE, sizeof (Observer));
  return pipeline;
}

static gboolean
free_ledger (CollectorDb *db, gpointer data, GError **error)
{
  CollectorPipeline *pipeline = data;

  g_clear_pointer (&pipeline->ledger, collector_ledger_free);
  return TRUE;
}

void
collector_pipeline_free (CollectorPipeline *pipeline)
{
  if (pipeline == NULL)
    return;
  collector_lanes_write_sync (pipeline->lanes, free_ledger, pipeline, NULL);
  collector_snapshot_unref (pipeline->snapshot);
  g_array_unref (pipeline->observers);
  g_mutex_clear (&pipeline->mutex);
  g_free (pipeline);
}

void
collector_pipeline_set_snapshots (CollectorPipeline *pipeline, CollectorPlan *plan,
                                  CollectorPeople *people, CollectorBook *book)
{
  CollectorSnapshot *fresh = collector_snapshot_new (plan, people, book);
  CollectorSnapshot *old;

  g_mutex_lock (&pipeline->mutex);
  old = pipeline->snapshot;
  pipeline->snapshot = fresh;
  g_mutex_unlock (&pipeline->mutex);
  collector_snapshot_unref (old);
}

CollectorSnapshot *
collector_pipeline_dup_snapshot (CollectorPipeline *pipeline)
{
  CollectorSnapshot *snapshot;

  g_mutex_lock (&pipeline->mutex);
  snapshot = collector_snapshot_ref (pipeline->snapshot);
  g_mutex_unlock (&pipeline->mutex);
  return snapshot;
}

void
collector_pipeline_add_observer (CollectorPipeline *pipeline, CollectorCommitted callback,
                                 gpointer data)
{
  Observer observer = { callback, data };

  g_mutex_lock (&pipeline->mutex);
  g_array_append_val (pipeline->observers, observer);
  g_mutex_unlock (&pipeline->mutex);
}

CollectorLedger *
collector_pipeline_ensure_ledger (CollectorPipeline *pipeline, CollectorDb *db, GError **error)
{
  if (pipeline->ledger == NULL)
    pipeline->ledger = collector_ledger_new (db, error);
  return pipeline->ledger;
}

/* What happened to a call last is what counts: one that was taken out and put in again was changed,
 * not removed. */
static void
split_changes (const GArray *changes, GArray *changed_ids, GArray *removed_ids, gboolean *has_before)
{
  g_autoptr (GHashTable) last = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree gint64 *ids = g_new (gint64, changes->len + 1);

  for (guint i = 0; i < changes->len; i++)
    {
      gint64 change = g_array_index (changes, gint64, i);

      ids[i] = change < 0 ? ~change : change;
      *has_before = *has_before || change < 0;
      g_hash_table_replace (last, &ids[i], GINT_TO_POINTER (change < 0));
    }
  for (guint i = 0; i < changes->len; i++)
    {
      gpointer key, is_removed;

      g_hash_table_lookup_extended (last, &ids[i], &key, &is_removed);
      if (key == &ids[i])
        g_array_append_val (GPOINTER_TO_INT (is_removed) ? removed_ids : changed_ids, ids[i]);
    }
}

/* How a call sounds may be told long after it: that comes first, what else became of it counts. */
static GArray *
list_all (CollectorPipeline *pipeline, const GArray *changes)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (gint64));
  const GArray *heard = collector_ledger_get_heard (pipeline->ledger);

  g_array_append_vals (all, heard->data, heard->len);
  g_array_append_vals (all, changes->data, changes->len);
  return all;
}

void
collector_pipeline_notify (CollectorPipeline *pipeline, const char *source, const GArray *changes)
{
  g_autoptr (GArray) observers = NULL, all = list_all (pipeline, changes);
  g_autoptr (GArray) changed_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) removed_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CollectorCommit commit = { .source = source };

  g_mutex_lock (&pipeline->mutex);
  observers = g_array_copy (pipeline->observers);
  g_mutex_unlock (&pipeline->mutex);
  if (observers->len == 0 || all->len == 0)
    return;
  split_changes (all, changed_ids, removed_ids, &commit.has_before);
  commit.changed_ids = (const gint64 *) (gpointer) changed_ids->data;
  commit.n_changed = changed_ids->len;
  commit.removed_ids = (const gint64 *) (gpointer) removed_ids->data;
  commit.n_removed = removed_ids->len;
  for (guint i = 0; i < observers->len; i++)
    {
      const Observer *observer = &g_array_index (observers, Observer, i);

      observer->callback (&commit, observer->data);
    }
}
