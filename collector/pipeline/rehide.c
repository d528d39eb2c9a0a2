/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which stored calls are private, after rules or words changed: in steps of some thousand calls, each a
 * transaction that also notes how far it came. On the writer lane; called from any other thread.
 */
#include "config.h"

#include "collector/pipeline/pipeline.h"

#include "collector/pipeline/pipeline-private.h"
#include "collector/store/hidden-calls.h"
#include "shared/base/crash.h"

static gboolean
step_task (CollectorDb *db, gpointer data, GError **error)
{
  gboolean *is_done = data;

  if (!collector_db_begin (db, error))
    return FALSE;
  if (!collector_hidden_step (db, is_done, error) || !collector_db_commit (db, error))
    {
      collector_db_rollback (db);
      return FALSE;
    }
  toll_crash_point ("mid-rehiding");
  return TRUE;
}

/* Most of the time there is nothing to do: that is found out without a transaction. */
static gboolean
look_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_hidden_is_whole (db, data, error);
}

gboolean
collector_pipeline_rehide (CollectorPipeline *pipeline, GCancellable *cancellable, GError **error)
{
  gboolean is_done = FALSE;
  gboolean is_ok = collector_lanes_read_sync (pipeline->lanes, look_task, &is_done, error);

  while (is_ok && !is_done && !g_cancellable_is_cancelled (cancellable))
    is_ok = collector_lanes_write_sync (pipeline->lanes, step_task, &is_done, error);
  return is_ok;
}
