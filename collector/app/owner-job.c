/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "collector"

#include "collector/app/owner-job.h"

#include "collector/store/unknown-store.h"
#include "shared/base/clock.h"

#include <string.h>

#define UNKNOWN_INTERVAL_S 10

struct _CollectorOwnerJob
{
  CollectorIngest *ingest;   /* borrowed */
  GCancellable *cancellable; /* when the job goes */
  gboolean is_running;
  gboolean is_due;    /* again, as something came while it ran */
  guint note_source;  /* calls came; 0 = none */
};

/* One run, on its thread. */
typedef struct
{
  CollectorIngest *ingest;
  gint64 revision;
  gint64 n_derived;
  gint64 n_changed;
} Run;

static gboolean
make_people_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_unknown_make_people (db, toll_clock_now_ms (NULL), data, error);
}

/* The setting is read from the ledger as it is now. */
static gboolean
makes_people_task (CollectorDb *db, gpointer data, GError **error)
{
  const CollectorSettings **settings = data;
  g_autoptr (CollectorSettings) now = collector_settings_load (*settings, db, error);

  if (now == NULL)
    return FALSE;
  if (strcmp (collector_settings_get_text (now, "unknown_extensions"), "create") != 0)
    *settings = NULL;
  return TRUE;
}

/* Makes the people, if it is to be done; their calls become theirs after the next refresh. */
static gboolean
make_people (CollectorIngest *ingest, GError **error)
{
  const CollectorSettings *settings = ingest->settings;
  guint n_made = 0;

  if (!collector_lanes_read_sync (ingest->lanes, makes_people_task, &settings, error))
    return FALSE;
  if (settings == NULL)
    return TRUE;
  if (!collector_lanes_write_sync (ingest->lanes, make_people_task, &n_made, error))
    return FALSE;
  if (n_made > 0)
    g_message ("%u people were made for unknown extensions", n_made);
  return TRUE;
}

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  GError *error = NULL;

  if (collector_pipeline_rehide (run->ingest->pipeline, cancellable, &error)
      && make_people (run->ingest, &error)
      && collector_pipeline_rederive (run->ingest->pipeline, run->revision, cancellable,
                                      &run->n_derived, &error)
      && collector_pipeline_reattribute (run->ingest->pipeline, run->revision, cancellable,
                                         &run->n_changed, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CollectorOwnerJob *self = data;
  const Run *run = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->is_running = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("Stored calls could not follow what was told: %s", error->message);
  if (run->n_derived > 0)
    g_message ("%" G_GINT64_FORMAT " stored calls came out differently, as sites or devices were told"
               " of", run->n_derived);
  if (run->n_changed > 0)
    g_message ("%" G_GINT64_FORMAT " stored calls have another owner now", run->n_changed);
  if (self->is_due && !g_cancellable_is_cancelled (self->cancellable))
    collector_owner_job_wake (self);
}

void
collector_owner_job_wake (CollectorOwnerJob *self)
{
  g_autoptr (GTask) task = NULL;
  Run *run;

  self->is_due = self->is_running;
  if (self->is_running)
    return;
  self->is_running = TRUE;
  run = g_new0 (Run, 1);
  run->ingest = self->ingest;
  run->revision = self->ingest->company->revision;
  task = g_task_new (NULL, self->cancellable, done_cb, self);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, run, g_free);
  g_task_run_in_thread (task, run_thread);
}

static gboolean
note_cb (gpointer data)
{
  CollectorOwnerJob *self = data;

  self->note_source = 0;
  collector_owner_job_wake (self);
  return G_SOURCE_REMOVE;
}

void
collector_owner_job_note_calls (CollectorOwnerJob *self)
{
  if (self->note_source == 0)
    self->note_source = g_timeout_add_seconds (UNKNOWN_INTERVAL_S, note_cb, self);
}

CollectorOwnerJob *
collector_owner_job_new (CollectorIngest *ingest)
{
  CollectorOwnerJob *self = g_new0 (CollectorOwnerJob, 1);

  self->ingest = ingest;
  self->cancellable = g_cancellable_new ();
  return self;
}

void
collector_owner_job_free (CollectorOwnerJob *self)
{
  g_clear_handle_id (&self->note_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  while (self->is_running)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self->cancellable);
  g_free (self);
}

gboolean
collector_owner_job_run (CollectorIngest *ingest, gint64 *n_derived, GError **error)
{
  gint64 n_changed = 0;

  return collector_pipeline_rehide (ingest->pipeline, NULL, error) && make_people (ingest, error)
         && collector_ingest_refresh (ingest, NULL, error)
         && collector_pipeline_rederive (ingest->pipeline, ingest->company->revision, NULL,
                                         n_derived, error)
         && collector_pipeline_reattribute (ingest->pipeline, ingest->company->revision, NULL,
                                            &n_changed, error);
}
