/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads for what may take long, with a queue that is fair between people. A task is broken off
 * when its cancellable says so, in the midst of a statement too.
 */
#include "config.h"

#include "collector/store/long-lanes.h"

#include <malloc.h>
#include <sys/resource.h>

#include "shared/base/error.h"

#define N_LANES 4
#define MOST_OF_ONE 2      /* running of one owner */
#define MOST_WAITING 500
#define MOST_WAITING_OF_ONE 100
#define NICENESS 10

typedef struct
{
  CollectorLongTask task; /* its cancellable is a reference */
  GMainContext *context;
  GError *error;
} Job;

typedef struct
{
  CollectorLongLanes *lanes;
  GThread *thread;
  CollectorDb *db;
  Job *job;             /* (nullable): running; guarded */
  GCancellable *inner;  /* of the job: also cancelled when the lanes end; guarded */
} Lane;

struct _CollectorLongLanes
{
  GMutex mutex;
  GCond changed;
  GQueue waiting; /* of Job; guarded */
  gboolean is_ending;
  Lane lanes[N_LANES];
};

static void
free_job (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->task.cancellable);
  g_main_context_unref (job->context);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
answer_cb (gpointer data)
{
  Job *job = data;

  job->task.done (job->task.data, job->error);
  return G_SOURCE_REMOVE;
}

static void
send_answer (Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, answer_cb, job, free_job);
  g_source_attach (source, job->context);
}

static gboolean
is_cancelled (const Job *job)
{
  return job->task.cancellable != NULL && g_cancellable_is_cancelled (job->task.cancellable);
}

static guint
count_busy (const CollectorLongLanes *self)
{
  guint n = 0;

  for (guint i = 0; i < N_LANES; i++)
    n += self->lanes[i].job != NULL;
  return n;
}

static guint
count_running (CollectorLongLanes *self, gint64 owner)
{
  guint n = 0;

  for (guint i = 0; i < N_LANES; i++)
    n += self->lanes[i].job != NULL && self->lanes[i].job->task.owner == owner;
  return n;
}

static void
answer_cancelled (Job *job)
{
  g_set_error_literal (&job->error, TOLL_ERROR, TOLL_ERROR_CANCELLED, "it was cancelled");
  send_answer (job);
}

/* Who has left waits no longer. */
static void
drop_cancelled (CollectorLongLanes *self)
{
  for (GList *at = self->waiting.head, *next; at != NULL; at = next)
    {
      next = at->next;
      if (!self->is_ending && !is_cancelled (at->data))
        continue;
      answer_cancelled (at->data);
      g_queue_delete_link (&self->waiting, at);
    }
}

/* The last free lane is kept for somebody with nothing under way: two people who fill the others
 * hold up no third. Returns: (transfer full) (nullable): the oldest of whoever has least. */
static Job *
take_next (CollectorLongLanes *self)
{
  GList *best = NULL;
  guint least = count_busy (self) + 1 < N_LANES ? MOST_OF_ONE : 1;
  Job *job;

  drop_cancelled (self);
  for (GList *at = self->waiting.head; at != NULL; at = at->next)
    {
      guint n = count_running (self, ((Job *) at->data)->task.owner);

      if (n < least)
        {
          least = n;
          best = at;
        }
    }
  if (best == NULL)
    return NULL;
  job = best->data;
  g_queue_delete_link (&self->waiting, best);
  return job;
}

static void
chain_cb (GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static void
run_job (Lane *lane, Job *job, GCancellable *inner)
{
  gulong chained = 0;

  if (job->task.cancellable != NULL)
    chained = g_cancellable_connect (job->task.cancellable, G_CALLBACK (chain_cb), inner, NULL);
  collector_db_set_cancellable (lane->db, inner);
  if (collector_db_hold (lane->db, &job->error))
    job->task.task (lane->db, job->task.data, &job->error);
  collector_db_set_cancellable (lane->db, NULL);
  collector_db_reset_all (lane->db);
  collector_db_rollback (lane->db);
  if (chained != 0)
    g_cancellable_disconnect (job->task.cancellable, chained);
}

static gpointer
lane_main (gpointer data)
{
  Lane *lane = data;
  CollectorLongLanes *self = lane->lanes;

  /* Of this thread only, as Linux has it. */
  setpriority (PRIO_PROCESS, 0, NICENESS);
  g_mutex_lock (&self->mutex);
  while (!self->is_ending)
    {
      Job *job = take_next (self);
      g_autoptr (GCancellable) inner = NULL;

      if (job == NULL)
        {
          g_cond_wait (&self->changed, &self->mutex);
          continue;
        }
      inner = g_cancellable_new ();
      lane->job = job;
      lane->inner = inner;
      g_mutex_unlock (&self->mutex);
      run_job (lane, job, inner);
      g_mutex_lock (&self->mutex);
      lane->job = NULL;
      lane->inner = NULL;
      send_answer (job);
      g_cond_broadcast (&self->changed);
      /* What a large report took is given back: the allocator would keep it for this thread. */
      g_mutex_unlock (&self->mutex);
      malloc_trim (0);
      g_mutex_lock (&self->mutex);
    }
  drop_cancelled (self);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

CollectorLongLanes *
collector_long_lanes_new (const char *path, GError **error)
{
  CollectorLongLanes *self = g_new0 (CollectorLongLanes, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->waiting);
  for (guint i = 0; i < N_LANES; i++)
    {
      self->lanes[i].lanes = self;
      self->lanes[i].db = collector_db_open (path, COLLECTOR_DB_READ, error);
      if (self->lanes[i].db == NULL)
        {
          collector_long_lanes_free (self);
          return NULL;
        }
    }
  for (guint i = 0; i < N_LANES; i++)
    self->lanes[i].thread = g_thread_new ("long", lane_main, &self->lanes[i]);
  return self;
}

void
collector_long_lanes_free (CollectorLongLanes *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->is_ending = TRUE;
  for (guint i = 0; i < N_LANES; i++)
    if (self->lanes[i].inner != NULL)
      g_cancellable_cancel (self->lanes[i].inner);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < N_LANES; i++)
    {
      if (self->lanes[i].thread != NULL)
        g_thread_join (self->lanes[i].thread);
      collector_db_close (self->lanes[i].db);
    }
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self);
}

static guint
count_waiting (CollectorLongLanes *self, gint64 owner)
{
  guint n = 0;

  for (GList *at = self->waiting.head; at != NULL; at = at->next)
    n += ((Job *) at->data)->task.owner == owner;
  return n;
}

gboolean
collector_long_lanes_run (CollectorLongLanes *self, const CollectorLongTask *task, GError **error)
{
  gboolean has_room;

  g_mutex_lock (&self->mutex);
  drop_cancelled (self);
  has_room = self->waiting.length < MOST_WAITING
             && count_waiting (self, task->owner) < MOST_WAITING_OF_ONE;
  if (has_room)
    {
      Job *job = g_new0 (Job, 1);

      job->task = *task;
      if (task->cancellable != NULL)
        g_object_ref (task->cancellable);
      job->context = g_main_context_ref_thread_default ();
      g_queue_push_tail (&self->waiting, job);
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->mutex);
  if (!has_room)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BUSY,
                         "too many reports are waiting; try again");
  return has_room;
}
