/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads that own connections: one that writes, one that copies its log back, some that read, and
 * after a crash one that looks at every page. Work is queued to them and runs straight through; the
 * answer goes back to the main context it came from. Nobody else opens the ledger.
 */
#include "config.h"

#include "collector/store/lanes.h"

#include "collector/store/db-private.h"
#include "collector/store/guard.h"
#include "collector/store/long-lanes.h"
#include "collector/store/migrate.h"
#include "shared/base/error.h"

#define MAX_READERS 32
#define INTERRUPT_EVERY_US 10000
#define LOG_PAGES 4096 /* 64 MiB of log: the checkpointer's turn */

typedef struct
{
  CollectorTask task; /* NULL: the lane ends */
  gpointer data;
  CollectorTaskDone done;
  GMainContext *context;
  GError *error;
  gboolean is_sync;
  gboolean has_failed;
  gboolean is_done; /* guarded by the lanes' mutex when is_sync */
} Job;

typedef struct
{
  CollectorLanes *lanes;
  GAsyncQueue *jobs; /* (unowned) */
  CollectorDb *db;
  GThread *thread;
} Lane;

struct _CollectorLanes
{
  CollectorGuard *guard;
  GAsyncQueue *write_jobs;
  GAsyncQueue *read_jobs;
  GAsyncQueue *log_jobs;
  Lane writer;
  Lane checkpointer; /* copies the log back while the writer goes on */
  Lane checker; /* looks at all pages once; its thread is NULL when there is no need */
  GAsyncQueue *check_jobs;
  gint is_checked; /* atomic: the pages are known to be whole */
  gint is_closing; /* atomic */
  Lane *readers;
  guint n_readers;
  CollectorLongLanes *long_lanes; /* NULL until something takes long; guarded */
  char *path;
  GMutex mutex;
  GCond finished;
};

static void
free_job (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->context, g_main_context_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
answer_cb (gpointer data)
{
  Job *job = data;

  job->done (job->data, job->error);
  return G_SOURCE_REMOVE;
}

static void
send_answer (Job *job)
{
  g_autoptr (GSource) source = NULL;

  if (job->done == NULL)
    {
      if (job->error != NULL)
        g_warning ("A queued database task failed: %s", job->error->message);
      free_job (job);
      return;
    }
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, answer_cb, job, free_job);
  g_source_attach (source, job->context);
}

static void
run_job (Lane *lane, Job *job)
{
  /* A task that fails half way leaves its transaction behind; it never leaks into the next. */
  job->has_failed = !job->task (lane->db, job->data, &job->error);
  if (job->has_failed)
    collector_db_rollback (lane->db);
  if (!job->is_sync)
    {
      send_answer (job);
      return;
    }
  g_mutex_lock (&lane->lanes->mutex);
  job->is_done = TRUE;
  g_cond_broadcast (&lane->lanes->finished);
  g_mutex_unlock (&lane->lanes->mutex);
}

static gboolean
checkpoint_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_checkpoint (db, error);
}

/* While the writer gathers its next transaction the last one is copied back beside it. */
static void
relieve_log (Lane *lane)
{
  Job *job;

  if (lane != &lane->lanes->writer || collector_db_take_log_pages (lane->db) < LOG_PAGES
      || g_async_queue_length (lane->lanes->log_jobs) > 0)
    return;
  job = g_new0 (Job, 1);
  job->task = checkpoint_task;
  g_async_queue_push (lane->lanes->log_jobs, job);
}

static gpointer
lane_main (gpointer data)
{
  Lane *lane = data;

  for (;;)
    {
      Job *job = g_async_queue_pop (lane->jobs);

      if (job->task == NULL)
        {
          free_job (job);
          return NULL;
        }
      run_job (lane, job);
      relieve_log (lane);
    }
}

static gboolean
open_connections (CollectorLanes *lanes, const char *path, GError **error)
{
  lanes->writer.db = collector_db_open (path, COLLECTOR_DB_WRITE, error);
  if (lanes->writer.db == NULL)
    return FALSE;
  lanes->checkpointer.db = collector_db_open (path, COLLECTOR_DB_WRITE, error);
  if (lanes->checkpointer.db == NULL)
    return FALSE;
  lanes->checker.db = collector_db_open (path, COLLECTOR_DB_READ, error);
  if (lanes->checker.db == NULL)
    return FALSE;
  for (guint i = 0; i < lanes->n_readers; i++)
    {
      lanes->readers[i].db = collector_db_open (path, COLLECTOR_DB_READ, error);
      if (lanes->readers[i].db == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
start_lane (CollectorLanes *lanes, Lane *lane, GAsyncQueue *jobs, const char *name)
{
  lane->lanes = lanes;
  lane->jobs = jobs;
  lane->thread = g_thread_new (name, lane_main, lane);
}

static void
free_parts (CollectorLanes *lanes)
{
  for (guint i = 0; i < lanes->n_readers; i++)
    collector_db_close (lanes->readers[i].db);
  collector_db_close (lanes->checker.db);
  collector_db_close (lanes->checkpointer.db);
  collector_db_close (lanes->writer.db);
  g_async_queue_unref (lanes->check_jobs);
  g_async_queue_unref (lanes->log_jobs);
  g_async_queue_unref (lanes->write_jobs);
  g_async_queue_unref (lanes->read_jobs);
  g_mutex_clear (&lanes->mutex);
  g_cond_clear (&lanes->finished);
  g_free (lanes->readers);
  g_free (lanes->path);
  g_free (lanes);
}

/* Returns: FALSE when the ledger may not be used; the note of an unclean stop then stays. */
static gboolean
open_checked (CollectorLanes *lanes, const char *path, CollectorLastStop last, GError **error)
{
  lanes->is_checked = last == COLLECTOR_STOP_CLEAN;
  if (!collector_migrate_check_header (path, error) || !open_connections (lanes, path, error))
    return FALSE;
  if (!collector_migrate_must_check (path, last))
    return TRUE;
  lanes->is_checked = collector_migrate_check_pages (lanes->writer.db, error);
  return lanes->is_checked;
}

/* Says how the ledger is left. */
static void
let_go (CollectorGuard *guard, gboolean is_checked)
{
  if (is_checked)
    collector_guard_release (guard);
  else
    collector_guard_abandon (guard);
}

CollectorLanes *
collector_lanes_new (const char *path, guint n_readers, GError **error)
{
  CollectorLanes *lanes;
  CollectorLastStop last = COLLECTOR_STOP_CLEAN;
  CollectorGuard *guard = collector_guard_take (path, &last, error);

  if (guard == NULL)
    return NULL;
  lanes = g_new0 (CollectorLanes, 1);
  lanes->path = g_strdup (path);
  lanes->n_readers = CLAMP (n_readers, 1, MAX_READERS);
  lanes->readers = g_new0 (Lane, lanes->n_readers);
  lanes->write_jobs = g_async_queue_new_full (free_job);
  lanes->read_jobs = g_async_queue_new_full (free_job);
  lanes->log_jobs = g_async_queue_new_full (free_job);
  lanes->check_jobs = g_async_queue_new_full (free_job);
  g_mutex_init (&lanes->mutex);
  g_cond_init (&lanes->finished);
  if (!open_checked (lanes, path, last, error))
    {
      gboolean is_checked = lanes->is_checked;

      free_parts (lanes);
      let_go (guard, is_checked);
      return NULL;
    }
  lanes->guard = guard;
  start_lane (lanes, &lanes->writer, lanes->write_jobs, "writer");
  start_lane (lanes, &lanes->checkpointer, lanes->log_jobs, "checkpointer");
  for (guint i = 0; i < lanes->n_readers; i++)
    start_lane (lanes, &lanes->readers[i], lanes->read_jobs, "reader");
  return lanes;
}

/* A look at the pages is broken off: it may take minutes more. */
static void
end_checker (CollectorLanes *lanes)
{
  if (lanes->checker.thread == NULL)
    return;
  g_atomic_int_set (&lanes->is_closing, TRUE);
  while (g_async_queue_length (lanes->check_jobs) > 0)
    {
      /* Heard only by a statement that has begun: until the thread has come to the end marker. */
      collector_db_interrupt (lanes->checker.db);
      g_usleep (INTERRUPT_EVERY_US);
    }
  g_thread_join (lanes->checker.thread);
}

void
collector_lanes_free (CollectorLanes *lanes)
{
  CollectorGuard *guard;
  gboolean is_checked;

  if (lanes == NULL)
    return;
  end_checker (lanes);
  collector_long_lanes_free (lanes->long_lanes);
  /* One end marker each; what was queued before it is finished first. */
  g_async_queue_push (lanes->write_jobs, g_new0 (Job, 1));
  for (guint i = 0; i < lanes->n_readers; i++)
    g_async_queue_push (lanes->read_jobs, g_new0 (Job, 1));
  g_thread_join (lanes->writer.thread);
  g_async_queue_push (lanes->log_jobs, g_new0 (Job, 1));
  g_thread_join (lanes->checkpointer.thread);
  for (guint i = 0; i < lanes->n_readers; i++)
    g_thread_join (lanes->readers[i].thread);
  guard = lanes->guard;
  is_checked = g_atomic_int_get (&lanes->is_checked);
  free_parts (lanes);
  let_go (guard, is_checked);
}

static gboolean
run_sync (CollectorLanes *lanes, GAsyncQueue *jobs, CollectorTask task, gpointer data,
          GError **error)
{
  Job job = { .task = task, .data = data, .is_sync = TRUE };

  g_async_queue_push (jobs, &job);
  g_mutex_lock (&lanes->mutex);
  while (!job.is_done)
    g_cond_wait (&lanes->finished, &lanes->mutex);
  g_mutex_unlock (&lanes->mutex);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return !job.has_failed;
}

static void
run_queued (GAsyncQueue *jobs, CollectorTask task, gpointer data, CollectorTaskDone done)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->data = data;
  job->done = done;
  job->context = g_main_context_ref_thread_default ();
  g_async_queue_push (jobs, job);
}

gboolean
collector_lanes_write_sync (CollectorLanes *lanes, CollectorTask task, gpointer data,
                            GError **error)
{
  return run_sync (lanes, lanes->write_jobs, task, data, error);
}

gboolean
collector_lanes_read_sync (CollectorLanes *lanes, CollectorTask task, gpointer data,
                           GError **error)
{
  return run_sync (lanes, lanes->read_jobs, task, data, error);
}

void
collector_lanes_write (CollectorLanes *lanes, CollectorTask task, gpointer data,
                       CollectorTaskDone done)
{
  run_queued (lanes->write_jobs, task, data, done);
}

void
collector_lanes_read (CollectorLanes *lanes, CollectorTask task, gpointer data,
                      CollectorTaskDone done)
{
  run_queued (lanes->read_jobs, task, data, done);
}

gboolean
collector_lanes_run_long (CollectorLanes *lanes, const CollectorLongTask *task, GError **error)
{
  CollectorLongLanes *long_lanes;

  g_mutex_lock (&lanes->mutex);
  if (lanes->long_lanes == NULL)
    lanes->long_lanes = collector_long_lanes_new (lanes->path, error);
  long_lanes = lanes->long_lanes;
  g_mutex_unlock (&lanes->mutex);
  return long_lanes != NULL && collector_long_lanes_run (long_lanes, task, error);
}

typedef struct
{
  CollectorLanes *lanes;
  CollectorTaskDone done;
  gpointer data;
} Check;

static gboolean
check_task (CollectorDb *db, gpointer data, GError **error)
{
  Check *check = data;
  CollectorLanes *lanes = check->lanes;
  gint64 begin_us = g_get_monotonic_time ();
  gboolean is_whole = collector_migrate_check_pages (db, error);

  if (is_whole)
    {
      g_atomic_int_set (&lanes->is_checked, TRUE);
      g_message ("The ledger was not closed cleanly; all its pages are whole (looked at in %d s)",
                 (int) ((g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC));
      return TRUE;
    }
  if (!g_atomic_int_get (&lanes->is_closing))
    {
      collector_guard_note_damage (lanes->guard);
      return FALSE;
    }
  g_clear_error (error); /* broken off: the note stays, and the next start looks again */
  return TRUE;
}

static void
checked_cb (gpointer data, const GError *error)
{
  Check *check = data;

  check->done (check->data, error);
  g_free (check);
}

gboolean
collector_lanes_check_pages (CollectorLanes *lanes, CollectorTaskDone done, gpointer data)
{
  Check *check;

  if (g_atomic_int_get (&lanes->is_checked) || lanes->checker.thread != NULL)
    return FALSE;
  check = g_new (Check, 1);
  *check = (Check){ lanes, done, data };
  start_lane (lanes, &lanes->checker, lanes->check_jobs, "checker");
  run_queued (lanes->check_jobs, check_task, check, checked_cb);
  g_async_queue_push (lanes->check_jobs, g_new0 (Job, 1)); /* then the thread ends */
  return TRUE;
}
