/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deriving stored calls anew from their records: those of a period, and those that a change of what
 * is told of devices and sites queued. Records are walked over in the order of their keys on a reader
 * lane; what is found is worked off in steps of a few hundred conversations, each a transaction on
 * the writer lane that also notes how far it came: other writers get their turn, and a crash between
 * two leaves calls, prices and totals in agreement. Called from any other thread.
 */
#include "config.h"

#include "collector/pipeline/pipeline.h"

#include "collector/pipeline/pipeline-private.h"
#include "collector/pipeline/relearn.h"
#include "collector/store/rederivation-store.h"
#include "shared/base/crash.h"

#include <string.h>

#define RECORDS_A_LOOK 4096
#define PLACES_A_STEP 512

typedef struct
{
  CollectorPipeline *pipeline;
  CollectorSnapshot *snapshot;
  GCancellable *cancellable; /* (nullable) */
  gint64 revision;  /* that the snapshot knows */
  gint64 from_ms;   /* of the calls: half open */
  gint64 to_ms;
  CollectorRederivation work; /* id 0: of a period; how far it came is not noted then */
  GArray *places;   /* of CollectorRevisit: found by the look, to be worked off by the step */
  CollectorRelearning *relearning; /* (nullable): while all records are walked over */
  gboolean is_done; /* no records are left */
  gint64 n_changed;
} Rederiving;

/* -- looking, on a reader lane -- */

/* What the record itself says. @is_wanted: (out): whether it names the device, if one is asked for. */
static gboolean
look_into (Rederiving *self, const CollectorLegRow *row, TollArena *arena, gboolean *is_wanted,
           GError **error)
{
  const char *device = self->work.device;
  TollLeg leg;

  toll_leg_init (&leg);
  if (!toll_leg_unpack (&leg, row->body, row->n_body, arena, error))
    return FALSE;
  if (self->relearning != NULL)
    collector_relearning_see (self->relearning, &leg, arena);
  if (*device != '\0')
    *is_wanted = strcmp (leg.orig_device, device) == 0 || strcmp (leg.dest_device, device) == 0;
  return TRUE;
}

/* Records of one callId follow each other: the conversation is looked at once. */
static void
add_place (Rederiving *self, const CollectorLegRow *row)
{
  const CollectorRevisit place
      = { row->node_id, row->cluster_id, row->global_call_id, row->setup_s };
  const CollectorRevisit *last
      = self->places->len > 0
            ? &g_array_index (self->places, CollectorRevisit, self->places->len - 1)
            : NULL;

  if (last == NULL || last->node_id != row->node_id || last->global_call_id != row->global_call_id
      || ABS (last->setup_s - row->setup_s) > COLLECTOR_NEAR_S)
    g_array_append_val (self->places, place);
}

static gboolean
is_in_period (const Rederiving *self, const CollectorLegRow *row)
{
  gint64 setup_ms = row->setup_s * 1000;

  return setup_ms + 1000 > self->from_ms && setup_ms < self->to_ms;
}

/* From where the last look ended until there is enough for a step. */
static gboolean
look_task (CollectorDb *db, gpointer data, GError **error)
{
  Rederiving *self = data;
  gboolean needs_bodies = *self->work.device != '\0' || self->relearning != NULL;
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CollectorLegRow));

  g_array_set_size (self->places, 0);
  if (!collector_ledger_scan_legs (db, &self->work.done, RECORDS_A_LOOK,
                                   needs_bodies ? arena : NULL, rows, error))
    return FALSE;
  self->is_done = rows->len < RECORDS_A_LOOK;
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorLegRow *row = &g_array_index (rows, CollectorLegRow, i);
      gboolean is_wanted = is_in_period (self, row);

      if (self->places->len == PLACES_A_STEP)
        {
          self->is_done = FALSE;
          break;
        }
      if (needs_bodies && !look_into (self, row, arena, &is_wanted, error))
        return FALSE;
      if (is_wanted)
        add_place (self, row);
      self->work.done
          = (CollectorLegKey){ row->node_id, row->global_call_id, row->record_key };
    }
  return TRUE;
}

/* -- working, on the writer lane -- */

static gboolean
note_progress (Rederiving *self, CollectorDb *db, GError **error)
{
  gboolean is_valid = TRUE;

  if (self->is_done && self->relearning != NULL
      && !collector_relearning_finish (self->relearning, db, error))
    return FALSE;
  if (self->work.id == 0)
    return TRUE;
  if (self->is_done)
    return collector_rederivation_finish (db, &self->work, error);
  if (!collector_rederivation_advance (db, &self->work, &is_valid, error))
    return FALSE;
  self->is_done = !is_valid;
  return TRUE;
}

/* A call that was taken out and put in again counts once. */
static gint64
count_calls (const GArray *changes)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      gint64 *id = g_new (gint64, 1);

      *id = g_array_index (changes, gint64, i);
      *id = *id < 0 ? ~*id : *id;
      g_hash_table_add (ids, id);
    }
  return g_hash_table_size (ids);
}

static gboolean
step_task (CollectorDb *db, gpointer data, GError **error)
{
  Rederiving *self = data;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (gint64));
  CollectorLedger *ledger = collector_pipeline_ensure_ledger (self->pipeline, db, error);
  CollectorSettlement to = { .ledger = ledger, .changes = changes };

  if (ledger == NULL)
    return FALSE;
  if (!collector_ledger_begin (ledger, error)
      || !collector_derive_anew (&to, self->snapshot, self->places, self->from_ms, self->to_ms,
                                 error)
      || !note_progress (self, db, error) || !collector_ledger_commit (ledger, error))
    {
      collector_ledger_rollback (ledger);
      return FALSE;
    }
  toll_crash_point (self->work.id != 0 ? "mid-rederivation" : "mid-rerate");
  self->n_changed += count_calls (changes);
  collector_pipeline_notify (self->pipeline, "", changes);
  return TRUE;
}

/* From the first record on; what a kill had cut off is not counted. */
static gboolean
begin_task (CollectorDb *db, gpointer data, GError **error)
{
  Rederiving *self = data;
  g_autoptr (GError) reason = NULL;

  if (self->work.done.node_id == 0 && self->from_ms == G_MININT64 && self->to_ms == G_MAXINT64)
    self->relearning
        = collector_relearning_new (db, self->snapshot, self->work.device, &reason);
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* A look without a find costs the writer nothing, but for the last of a piece. */
static gboolean
walk (Rederiving *self, GError **error)
{
  gboolean is_ok = collector_lanes_read_sync (self->pipeline->lanes, begin_task, self, error);

  for (self->is_done = FALSE;
       is_ok && !self->is_done && !g_cancellable_is_cancelled (self->cancellable);)
    {
      is_ok = collector_lanes_read_sync (self->pipeline->lanes, look_task, self, error);
      if (is_ok && (self->places->len > 0 || self->is_done))
        is_ok = collector_lanes_write_sync (self->pipeline->lanes, step_task, self, error);
    }
  g_clear_pointer (&self->relearning, collector_relearning_free);
  return is_ok;
}

/* Batches that were understood as of before the snapshot are in the ledger once the writer lane has
 * come here: see channel.c. */
static gboolean
wait_for_batches (CollectorDb *db, gpointer data, GError **error)
{
  return TRUE;
}

gboolean
collector_pipeline_rerate (CollectorPipeline *pipeline, gint64 from_ms, gint64 to_ms,
                           gint64 *n_changed, GError **error)
{
  g_autoptr (CollectorSnapshot) snapshot = collector_pipeline_dup_snapshot (pipeline);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (CollectorRevisit));
  Rederiving self = { .pipeline = pipeline,
                      .snapshot = snapshot,
                      .from_ms = from_ms,
                      .to_ms = to_ms,
                      .places = places };
  gboolean is_ok
      = collector_lanes_write_sync (pipeline->lanes, wait_for_batches, NULL, error)
        && walk (&self, error);

  *n_changed = self.n_changed;
  return is_ok;
}

static gboolean
next_task (CollectorDb *db, gpointer data, GError **error)
{
  Rederiving *self = data;

  return collector_rederivation_get_next (db, self->revision, &self->work, error);
}

gboolean
collector_pipeline_rederive (CollectorPipeline *pipeline, gint64 revision,
                             GCancellable *cancellable, gint64 *n_changed, GError **error)
{
  g_autoptr (CollectorSnapshot) snapshot = collector_pipeline_dup_snapshot (pipeline);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (CollectorRevisit));
  Rederiving self = { .pipeline = pipeline,
                      .snapshot = snapshot,
                      .cancellable = cancellable,
                      .revision = revision,
                      .from_ms = G_MININT64,
                      .to_ms = G_MAXINT64,
                      .places = places };
  gboolean is_ok = collector_lanes_read_sync (pipeline->lanes, next_task, &self, error);

  while (is_ok && self.work.id != 0 && !g_cancellable_is_cancelled (cancellable))
    is_ok = collector_lanes_write_sync (pipeline->lanes, wait_for_batches, NULL, error)
            && walk (&self, error)
            && collector_lanes_read_sync (pipeline->lanes, next_task, &self, error);
  *n_changed = self.n_changed;
  return is_ok;
}
