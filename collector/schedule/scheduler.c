/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the clock to the outbox. Each step is a task on a lane and goes on where it is done, on the
 * main context; there is one job at a time.
 */
#define G_LOG_DOMAIN "toll-schedule"
#include "config.h"

#include "collector/schedule/scheduler.h"

#include "collector/schedule/mailing.h"
#include "collector/store/account-store.h"
#include "shared/base/crash.h"
#include "shared/base/error.h"

#define LOOK_EVERY_MS 1000

struct _CollectorScheduler
{
  CollectorSchedulerOptions options;
  GCancellable *stopping;
  guint source;
  gboolean is_busy;
  gint64 looked_ms; /* the clock when it looked last; 0 = not yet */
};

/* A schedule on its way. */
typedef struct
{
  CollectorScheduler *scheduler;
  TollArena *arena;
  CollectorSchedule schedule;
  CollectorMailing *mailing; /* NULL with fault */
  GError *fault;             /* why it is not sent */
  gint64 now_ms;
} Job;

static void look (CollectorScheduler *self);

static void
job_free (Job *job)
{
  collector_mailing_free (job->mailing);
  g_clear_error (&job->fault);
  toll_arena_free (job->arena);
  g_free (job);
}

/* @is_settled: it is noted, and another may be due. What is not is due as before, and is looked at
 * again in a while. */
static void
end (Job *job, gboolean is_settled)
{
  CollectorScheduler *self = job->scheduler;

  job_free (job);
  self->is_busy = FALSE;
  if (is_settled && !g_cancellable_is_cancelled (self->stopping))
    look (self);
}

/* ---- What came of it ---- */

/* What is due now stands in the ledger: it may have been changed, or deleted, meanwhile. */
static gint64
get_next_ms (const CollectorSchedule *schedule, gint64 now_ms)
{
  const TollZone *zone = toll_zone_get (schedule->zone, NULL);
  gint64 next_ms;

  if (schedule->next_ms == 0 || schedule->next_ms > now_ms || zone == NULL)
    return zone != NULL ? schedule->next_ms : 0;
  next_ms = toll_schedule_get_next_ms (&schedule->when, zone, now_ms);
  return next_ms != G_MAXINT64 ? next_ms : 0;
}

static gboolean
settle (CollectorDb *db, gpointer data, GError **error)
{
  Job *job = data;
  CollectorMailing *mailing = job->fault == NULL ? job->mailing : NULL;
  CollectorSchedule schedule;
  CollectorScheduleRun run = { .schedule_id = job->schedule.id, .run_ms = job->now_ms,
                               .state = COLLECTOR_SCHEDULE_FAILED, .detail = "" };
  g_autoptr (GError) gone = NULL;

  if (!collector_schedule_find (db, NULL, job->schedule.id, job->arena, &schedule, &gone))
    {
      if (g_error_matches (gone, TOLL_ERROR, TOLL_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&gone));
      return FALSE;
    }
  if (job->fault != NULL)
    run.detail = job->fault->message;
  if (mailing != NULL)
    {
      run.state = mailing->state;
      run.n_rows = mailing->n_rows;
      run.n_bytes = mailing->n_bytes;
      run.n_recipients = mailing->n_recipients;
    }
  if (!collector_schedule_settle (db, &run, get_next_ms (&schedule, job->now_ms), error))
    return FALSE;
  return mailing == NULL || collector_mailing_put (mailing, run.id, db, error);
}

static gboolean
settle_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_transact (db, settle, data, error);
}

static void begin_settling (Job *job);

static void
settled_cb (gpointer data, const GError *error)
{
  Job *job = data;

  /* What the outbox does not take is a run that failed: it stands before no other. */
  if (error != NULL && job->fault == NULL)
    {
      job->fault = g_error_copy (error);
      begin_settling (job);
      return;
    }
  if (error != NULL)
    g_warning ("A schedule's run could not be noted: %s", error->message);
  else
    collector_mailer_wake (job->scheduler->options.mailer);
  end (job, error == NULL);
}

static void
begin_settling (Job *job)
{
  if (job->fault != NULL)
    g_message ("Schedule %" G_GINT64_FORMAT " was not sent: %s", job->schedule.id,
               job->fault->message);
  toll_crash_point ("schedule-made");
  collector_lanes_write (job->scheduler->options.lanes, settle_task, job, settled_cb);
}

/* ---- The access log ---- */

static gboolean
note_task (CollectorDb *log, gpointer data, GError **error)
{
  return collector_audit_task (log, ((Job *) data)->mailing->note, error);
}

static void
noted_cb (gpointer data, const GError *error)
{
  Job *job = data;

  if (error != NULL)
    job->fault = g_error_copy (error);
  begin_settling (job);
}

/* ---- The report ---- */

static gboolean
make_mailing (Job *job, CollectorDb *db, GError **error)
{
  g_autoptr (CollectorSettings) settings
      = collector_settings_load (job->scheduler->options.settings, db, error);
  g_autoptr (CollectorViewer) viewer = NULL;
  g_autoptr (GError) gone = NULL;

  if (settings == NULL)
    return FALSE;
  viewer
      = collector_account_store_load_viewer (db, job->schedule.account_id, job->now_ms, &gone);
  if (g_error_matches (gone, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED))
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                           "its owner may not sign in any more");
      return FALSE;
    }
  if (viewer == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&gone));
      return FALSE;
    }
  g_free (viewer->purpose);
  viewer->purpose = g_strdup (job->schedule.purpose);
  job->mailing = collector_mailing_new (&job->schedule, viewer, settings, db, error);
  return job->mailing != NULL;
}

static gboolean
make_task (CollectorDb *db, gpointer data, GError **error)
{
  Job *job = data;

  return make_mailing (job, db, &job->fault)
         || !g_error_matches (job->fault, TOLL_ERROR, TOLL_ERROR_CANCELLED);
}

static void
made_cb (gpointer data, const GError *error)
{
  Job *job = data;

  if (error != NULL || g_error_matches (job->fault, TOLL_ERROR, TOLL_ERROR_CANCELLED))
    end (job, FALSE);
  else if (job->fault == NULL && job->mailing->note != NULL)
    collector_lanes_write (job->scheduler->options.access_log, note_task, job, noted_cb);
  else
    begin_settling (job);
}

/* ---- A clock that was ahead ---- */

typedef struct
{
  gint64 id, next_ms;
} Next;

typedef struct
{
  gint64 now_ms;
  GArray *earlier; /* of Next */
} Rewinding;

static void
find_earlier (const CollectorSchedule *schedule, gpointer data)
{
  const Rewinding *rewinding = data;
  const TollZone *zone = toll_zone_get (schedule->zone, NULL);
  Next next = { .id = schedule->id };

  if (!schedule->enabled || schedule->next_ms <= rewinding->now_ms || zone == NULL)
    return;
  next.next_ms = toll_schedule_get_next_ms (&schedule->when, zone, rewinding->now_ms);
  if (next.next_ms < schedule->next_ms)
    g_array_append_val (rewinding->earlier, next);
}

/* While the clock was ahead schedules were set to times that are far away now. */
static gboolean
rewind_task (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (GArray) earlier = g_array_new (FALSE, FALSE, sizeof (Next));
  Rewinding rewinding = { .now_ms = ((Job *) data)->now_ms, .earlier = earlier };
  gboolean is_ok = collector_schedule_list (db, NULL, 0, G_MAXUINT, find_earlier, &rewinding, error);

  for (guint i = 0; is_ok && i < earlier->len; i++)
    {
      const Next *next = &g_array_index (earlier, Next, i);

      is_ok = collector_schedule_set_next (db, next->id, next->next_ms, error);
    }
  return is_ok;
}

/* ---- What is due ---- */

static gboolean
find_task (CollectorDb *db, gpointer data, GError **error)
{
  Job *job = data;

  return collector_schedule_find_due (db, job->now_ms, job->arena, &job->schedule, error);
}

static void
found_cb (gpointer data, const GError *error)
{
  Job *job = data;
  const CollectorLongTask task = { .owner = job->schedule.account_id,
                                   .cancellable = job->scheduler->stopping,
                                   .task = make_task, .data = job, .done = made_cb };
  g_autoptr (GError) fault = NULL;

  if (error != NULL)
    g_warning ("Schedules cannot be read: %s", error->message);
  if (error != NULL || job->schedule.id == 0
      || g_cancellable_is_cancelled (job->scheduler->stopping))
    end (job, FALSE);
  else if (!collector_lanes_run_long (job->scheduler->options.lanes, &task, &fault))
    end (job, FALSE); /* too many wait: later */
}

static void
rewound_cb (gpointer data, const GError *error)
{
  Job *job = data;

  if (error != NULL)
    g_warning ("Schedules cannot be set back to the clock: %s", error->message);
  collector_lanes_read (job->scheduler->options.lanes, find_task, job, found_cb);
}

static void
look (CollectorScheduler *self)
{
  Job *job;

  if (self->is_busy)
    return;
  self->is_busy = TRUE;
  job = g_new0 (Job, 1);
  job->scheduler = self;
  job->arena = toll_arena_new ();
  job->now_ms = toll_clock_now_ms (self->options.clock);
  if (job->now_ms < self->looked_ms || self->looked_ms == 0)
    collector_lanes_write (self->options.lanes, rewind_task, job, rewound_cb);
  else
    collector_lanes_read (self->options.lanes, find_task, job, found_cb);
  self->looked_ms = job->now_ms;
}

static gboolean
look_cb (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

CollectorScheduler *
collector_scheduler_new (const CollectorSchedulerOptions *options)
{
  CollectorScheduler *self = g_new0 (CollectorScheduler, 1);

  self->options = *options;
  self->stopping = g_cancellable_new ();
  self->source = g_timeout_add (
      options->look_every_ms > 0 ? options->look_every_ms : LOOK_EVERY_MS, look_cb, self);
  return self;
}

void
collector_scheduler_free (CollectorScheduler *self)
{
  if (self == NULL)
    return;
  g_source_remove (self->source);
  g_cancellable_cancel (self->stopping);
  while (self->is_busy)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self->stopping);
  g_free (self);
}
