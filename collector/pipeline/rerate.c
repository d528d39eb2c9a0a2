/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pricing stored calls anew, in steps of a few thousand calls, each a transaction: other writers
 * get their turn, and a crash between two leaves prices and totals in agreement. What a call is
 * and whose it is stays as it was. On the writer lane; called from any other thread.
 */
#include "config.h"

#include "collector/pipeline/pipeline.h"

#include "collector/pipeline/crash.h"
#include "collector/pipeline/pipeline-private.h"

#include <string.h>

#define CALLS_A_STEP 4096

typedef struct
{
  CollectorPipeline *pipeline;
  CollectorSnapshot *snapshot;
  gint64 from_ms;
  gint64 to_ms;
  gint64 next_id; /* the step begins here */
  gint64 last_id;
  gboolean is_done;
  gint64 n_changed;
} Rerating;

static gboolean
is_same_price (const TollCall *a, const TollCall *b)
{
  return a->rating_state == b->rating_state && a->reason == b->reason
         && a->cost_micro == b->cost_micro && a->tariff_version_id == b->tariff_version_id
         && strcmp (a->currency, b->currency) == 0 && strcmp (a->rate_prefix, b->rate_prefix) == 0;
}

/* Appends the calls of one step to @calls (TollCall). */
static gboolean
load_step (Rerating *self, CollectorDb *db, TollArena *arena, GArray *calls, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT " COLLECTOR_CALL_COLUMNS " FROM call c WHERE c.id >= ?1 AND c.id <= ?2"
      " ORDER BY c.id LIMIT 4096",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, self->next_id);
  collector_stmt_bind_int (stmt, 2, self->last_id);
  if (!collector_ledger_read_calls (stmt, arena, calls, error))
    return FALSE;
  self->is_done = calls->len < CALLS_A_STEP;
  if (calls->len == CALLS_A_STEP)
    self->next_id = g_array_index (calls, TollCall, calls->len - 1).id + 1;
  return TRUE;
}

static gboolean
reprice_step (Rerating *self, CollectorLedger *ledger, GArray *calls, GArray *changes,
              GError **error)
{
  for (guint i = 0; i < calls->len; i++)
    {
      const TollCall *before = &g_array_index (calls, TollCall, i);
      TollCall after = *before;

      if (before->start_ms < self->from_ms || before->start_ms >= self->to_ms)
        continue;
      collector_snapshot_rate (self->snapshot, &after);
      if (is_same_price (before, &after))
        continue;
      if (!collector_ledger_reprice_call (ledger, before, &after, error))
        return FALSE;
      g_array_append_val (changes, before->id);
    }
  return TRUE;
}

static gboolean
step_task (CollectorDb *db, gpointer data, GError **error)
{
  Rerating *self = data;
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (TollCall));
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (gint64));
  CollectorLedger *ledger = collector_pipeline_ensure_ledger (self->pipeline, db, error);

  if (ledger == NULL)
    return FALSE;
  if (!collector_ledger_begin (ledger, error)
      || !load_step (self, db, arena, calls, error)
      || !reprice_step (self, ledger, calls, changes, error)
      || !collector_ledger_commit (ledger, error))
    {
      collector_ledger_rollback (ledger);
      return FALSE;
    }
  collector_crash_point ("mid-rerate");
  self->n_changed += changes->len;
  collector_pipeline_notify (self->pipeline, "", changes);
  return TRUE;
}

gboolean
collector_pipeline_rerate (CollectorPipeline *pipeline, gint64 from_ms, gint64 to_ms,
                           gint64 *n_changed, GError **error)
{
  g_autoptr (CollectorSnapshot) snapshot = collector_pipeline_dup_snapshot (pipeline);
  Rerating self = { .pipeline = pipeline,
                    .snapshot = snapshot,
                    .from_ms = from_ms,
                    .to_ms = to_ms,
                    .next_id = collector_call_first_id (from_ms),
                    .last_id = collector_call_last_id (to_ms) };
  gboolean is_ok = TRUE;

  while (is_ok && !self.is_done)
    is_ok = collector_lanes_write_sync (pipeline->lanes, step_task, &self, error);
  *n_changed = self.n_changed;
  return is_ok;
}
