/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose stored calls are, after the directory changed: what it queued is worked off in steps of a
 * few thousand calls, each a transaction that also notes how far it came. On the writer lane;
 * called from any other thread.
 */
#include "config.h"

#include "collector/pipeline/pipeline.h"

#include "collector/normalize/attribution.h"
#include "collector/pipeline/pipeline-private.h"
#include "collector/store/reattribution-store.h"
#include "shared/base/crash.h"

#define CALLS_A_STEP 4096

typedef struct
{
  CollectorPipeline *pipeline;
  CollectorSnapshot *snapshot;
  gint64 revision;
  gboolean is_done;
  gint64 n_changed;
} Reattribution;

/* Calls of every line, in the order of time. */
static const char *const all_sql
    = "SELECT " COLLECTOR_CALL_COLUMNS " FROM call c WHERE c.id >= ?1 AND c.id <= ?2"
      " ORDER BY c.id LIMIT 4096";
/* Calls of the lines of one number, which may be told with or without its +, on either side. */
#define PLACES_SQL(table)                                                                          \
  "SELECT x.call_id FROM line l JOIN " table " x ON x.line_id = l.id"                              \
  " WHERE l.extension IN (?3, '+' || ?3, ltrim (?3, '+')) AND x.call_id >= ?1 AND x.call_id <= ?2"
static const char *const line_sql
    = "SELECT " COLLECTOR_CALL_COLUMNS " FROM (" PLACES_SQL ("call_line") " UNION "
      PLACES_SQL ("call_called") " ORDER BY 1 LIMIT 4096) f CROSS JOIN call c ON c.id = f.call_id"
      " ORDER BY c.id";

static gboolean
load_step (CollectorDb *db, const CollectorReattribution *work, TollArena *arena, GArray *calls,
           GError **error)
{
  gboolean is_line = *work->extension != '\0';
  CollectorStmt *stmt = collector_db_prepare (db, is_line ? line_sql : all_sql, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1,
                           MAX (work->next_call_id, collector_call_first_id (work->from_ms)));
  collector_stmt_bind_int (stmt, 2, collector_call_last_id (work->to_ms));
  if (is_line)
    collector_stmt_bind_text (stmt, 3, work->extension);
  return collector_ledger_read_calls (stmt, arena, calls, error);
}

static gboolean
is_same_owner (const TollCall *a, const TollCall *b)
{
  return a->person_id == b->person_id && a->department_id == b->department_id
         && a->cost_centre_id == b->cost_centre_id && a->location_id == b->location_id
         && a->called_person_id == b->called_person_id
         && a->called_department_id == b->called_department_id
         && a->called_cost_centre_id == b->called_cost_centre_id
         && a->called_location_id == b->called_location_id;
}

static gboolean
reown_step (Reattribution *self, CollectorLedger *ledger, GArray *calls, GArray *changes,
            GError **error)
{
  const CollectorContext context = { self->snapshot->plan, self->snapshot->people };

  for (guint i = 0; i < calls->len; i++)
    {
      const TollCall *before = &g_array_index (calls, TollCall, i);
      TollCall after = *before;

      collector_attribution_find_owner (&context, &after);
      if (is_same_owner (before, &after))
        continue;
      if (!collector_ledger_reown_call (ledger, &after, error))
        return FALSE;
      g_array_append_val (changes, before->id);
    }
  return TRUE;
}

static gboolean
note_progress (CollectorDb *db, const CollectorReattribution *work, const GArray *calls,
               GError **error)
{
  if (calls->len < CALLS_A_STEP)
    return collector_reattribution_finish (db, work, error);
  return collector_reattribution_advance (
      db, work->id, g_array_index (calls, TollCall, calls->len - 1).id + 1, error);
}

/* Inside the ledger's transaction. */
static gboolean
work_step (Reattribution *self, CollectorLedger *ledger, GArray *changes, GError **error)
{
  CollectorDb *db = collector_ledger_get_db (ledger);
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (TollCall));
  CollectorReattribution work;

  if (!collector_reattribution_get_next (db, self->revision, &work, error))
    return FALSE;
  self->is_done = work.id == 0;
  return self->is_done
         || (load_step (db, &work, arena, calls, error)
             && reown_step (self, ledger, calls, changes, error)
             && note_progress (db, &work, calls, error));
}

static gboolean
step_task (CollectorDb *db, gpointer data, GError **error)
{
  Reattribution *self = data;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (gint64));
  CollectorLedger *ledger = collector_pipeline_ensure_ledger (self->pipeline, db, error);

  if (ledger == NULL)
    return FALSE;
  if (!collector_ledger_begin (ledger, error) || !work_step (self, ledger, changes, error)
      || !collector_ledger_commit (ledger, error))
    {
      collector_ledger_rollback (ledger);
      return FALSE;
    }
  toll_crash_point ("mid-reattribution");
  self->n_changed += changes->len;
  collector_pipeline_notify (self->pipeline, "", changes);
  return TRUE;
}

/* Most of the time there is nothing to do: that is found out without a transaction. */
static gboolean
look_task (CollectorDb *db, gpointer data, GError **error)
{
  Reattribution *self = data;
  CollectorReattribution work;

  if (!collector_reattribution_get_next (db, self->revision, &work, error))
    return FALSE;
  self->is_done = work.id == 0;
  return TRUE;
}

gboolean
collector_pipeline_reattribute (CollectorPipeline *pipeline, gint64 revision,
                                GCancellable *cancellable, gint64 *n_changed, GError **error)
{
  g_autoptr (CollectorSnapshot) snapshot = collector_pipeline_dup_snapshot (pipeline);
  Reattribution self = { .pipeline = pipeline, .snapshot = snapshot, .revision = revision };
  gboolean is_ok = collector_lanes_read_sync (pipeline->lanes, look_task, &self, error);

  while (is_ok && !self.is_done && !g_cancellable_is_cancelled (cancellable))
    is_ok = collector_lanes_write_sync (pipeline->lanes, step_task, &self, error);
  *n_changed = self.n_changed;
  return is_ok;
}
