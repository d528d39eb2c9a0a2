/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The directory server's synchronisation by the clock. What a run comes to is kept with the runs
 * and logged; a failed one is tried again when the next is due.
 */
#define G_LOG_DOMAIN "toll-directory"
#include "config.h"

#include "collector/app/directory-job.h"

#include "collector/app/company.h"
#include "collector/directory/ldap-sync.h"

#define LOOK_EVERY_US (30 * G_USEC_PER_SEC)
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

struct _CollectorDirectoryJob
{
  CollectorLanes *ledger;
  const CollectorSettings *settings;
  char *data_dir;
  const TollClock *clock;
  GCancellable *stopping;
  GMutex lock;
  GCond stopped;
  GThread *thread;
};

typedef struct
{
  CollectorDirectoryJob *job;
  gboolean is_due;
} Look;

static gboolean
look_task (CollectorDb *db, gpointer data, GError **error)
{
  Look *look = data;
  g_autoptr (CollectorLdapSettings) settings
      = collector_ldap_settings_load (db, look->job->data_dir, error);
  gint64 now_ms = toll_clock_now_ms (look->job->clock), last_ms;

  if (settings == NULL || !collector_sync_store_get_last (db, &last_ms, error))
    return FALSE;
  /* A last run in the future is a clock that was set back. */
  look->is_due = settings->enabled && settings->interval_minutes > 0
                 && (last_ms > now_ms
                     || now_ms - last_ms >= settings->interval_minutes * MINUTE_MS);
  return TRUE;
}

static gboolean
write_sync (gpointer lanes, CollectorTask task, gpointer data, GError **error)
{
  return collector_lanes_write_sync (lanes, task, data, error);
}

static void
look_and_run (CollectorDirectoryJob *job)
{
  g_auto (CollectorSyncRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  Look look = { .job = job };
  CollectorLdapSync sync = { .write = write_sync,
                             .store = job->ledger,
                             .load_plan = collector_company_read_plan,
                             .company = (gpointer) job->settings,
                             .data_path = job->data_dir,
                             .clock = job->clock,
                             .cancellable = job->stopping };

  if (!collector_lanes_read_sync (job->ledger, look_task, &look, &error)
      || (look.is_due && !collector_ldap_sync_run (&sync, &run, NULL, &error)))
    g_warning ("The directory server was not asked: %s", error->message);
}

static gpointer
job_run (gpointer data)
{
  CollectorDirectoryJob *job = data;

  while (!g_cancellable_is_cancelled (job->stopping))
    {
      gint64 next_us;

      look_and_run (job);
      next_us = g_get_monotonic_time () + LOOK_EVERY_US;
      g_mutex_lock (&job->lock);
      while (!g_cancellable_is_cancelled (job->stopping)
             && g_cond_wait_until (&job->stopped, &job->lock, next_us))
        continue;
      g_mutex_unlock (&job->lock);
    }
  return NULL;
}

static gboolean
close_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_sync_store_close_stale (db, toll_clock_now_ms (data), error);
}

CollectorDirectoryJob *
collector_directory_job_new (CollectorLanes *ledger, const CollectorSettings *settings,
                             const char *data_dir, const TollClock *clock, GError **error)
{
  CollectorDirectoryJob *job;

  if (!collector_lanes_write_sync (ledger, close_task, (gpointer) clock, error))
    return NULL;
  job = g_new0 (CollectorDirectoryJob, 1);
  job->ledger = ledger;
  job->settings = settings;
  job->data_dir = g_strdup (data_dir);
  job->clock = clock;
  job->stopping = g_cancellable_new ();
  g_mutex_init (&job->lock);
  g_cond_init (&job->stopped);
  job->thread = g_thread_new ("directory", job_run, job);
  return job;
}

void
collector_directory_job_free (CollectorDirectoryJob *job)
{
  if (job == NULL)
    return;
  g_mutex_lock (&job->lock);
  g_cancellable_cancel (job->stopping);
  g_cond_signal (&job->stopped);
  g_mutex_unlock (&job->lock);
  g_thread_join (job->thread);
  g_object_unref (job->stopping);
  g_mutex_clear (&job->lock);
  g_cond_clear (&job->stopped);
  g_free (job->data_dir);
  g_free (job);
}
