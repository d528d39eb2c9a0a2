/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The running collector. The main thread watches and answers; files are taken on the drop folder's
 * thread; the database is touched on the lanes alone. What an administrator changes from outside
 * is noticed by the company's revision.
 */
#include "config.h"

#define G_LOG_DOMAIN "collector"

#include "collector/app/service.h"

#include "collector/app/access-keeper.h"
#include "collector/app/directory-job.h"
#include "collector/app/ingest.h"
#include "collector/app/intake-job.h"
#include "collector/app/owner-job.h"
#include "collector/directory/first-code.h"
#include "collector/notify/mailer.h"
#include "collector/routes/house.h"
#include "collector/schedule/scheduler.h"
#include "collector/store/people/login.h"
#include "collector/store/setting-table.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"

#define REVISION_INTERVAL_S 1
#define MINUTE_MS           (60 * G_GINT64_CONSTANT (1000))
#define MAX_DOUBLED_TOLD    20

struct _CollectorService
{
  CollectorIngest *ingest;
  CollectorAccessKeeper *access;
  CollectorDirectoryJob *directory;
  CollectorMailer *mailer;
  CollectorScheduler *scheduler;
  CollectorHouse *house;
  CollectorDropFolder *drop;
  CollectorOwnerJob *owners;
  guint revision_source;
  GMainLoop *loop; /* (nullable) (unowned): quit on damage */
  GError *damage;  /* (nullable) */
  GMutex book_lock; /* the book is taken by readers while the main thread swaps it */
  CollectorBook *book;
};

static CollectorBook *
ref_book (gpointer data)
{
  CollectorService *self = data;
  CollectorBook *book;

  g_mutex_lock (&self->book_lock);
  book = collector_book_ref (self->book);
  g_mutex_unlock (&self->book_lock);
  return book;
}

static void
take_over_book (CollectorService *self)
{
  CollectorBook *old;

  g_mutex_lock (&self->book_lock);
  old = self->book;
  self->book = collector_book_ref (self->ingest->company->book);
  g_mutex_unlock (&self->book_lock);
  g_clear_pointer (&old, collector_book_unref);
}

/* What is stored from now on is understood and priced by the new snapshots; what was stored until
 * now follows where the change queued it. */
static gboolean
revision_cb (gpointer data)
{
  CollectorService *self = data;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  if (!collector_ingest_refresh (self->ingest, &changed, &error))
    g_warning ("The company's tables cannot be read: %s", error->message);
  else if (changed)
    {
      take_over_book (self);
      collector_owner_job_wake (self->owners);
      g_message ("The company's data changed; new calls are understood and priced by it");
    }
  return G_SOURCE_CONTINUE;
}

/* Ids of calls on their way from the writer lane to the main thread. */
typedef struct
{
  CollectorService *service;
  GArray *ids; /* of gint64 */
  gboolean has_before;
} News;

static gboolean
publish_cb (gpointer data)
{
  News *news = data;
  CollectorService *self = news->service;
  CollectorLive *live = self->house != NULL
                            ? collector_server_get_live (collector_house_get_server (self->house))
                            : NULL;

  if (self->owners != NULL)
    collector_owner_job_note_calls (self->owners);
  if (live != NULL && news->has_before)
    collector_live_publish_past (live);
  if (live != NULL)
    collector_live_publish_calls (live, (const gint64 *) news->ids->data, news->ids->len);
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer data)
{
  News *news = data;

  g_array_unref (news->ids);
  g_free (news);
}

static void
committed_cb (const CollectorCommit *commit, gpointer data)
{
  News *news = g_new (News, 1);

  news->service = data;
  news->has_before = commit->has_before;
  news->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), commit->n_changed);
  g_array_append_vals (news->ids, commit->changed_ids, commit->n_changed);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, publish_cb, news, news_free);
}

static const char *
path_or_null (const CollectorSettings *settings, const char *key)
{
  const char *path = collector_settings_get_text (settings, key);

  return *path != '\0' ? path : NULL;
}

static gboolean
open_house (CollectorService *self, const CollectorSettings *settings, GError **error)
{
  CollectorHouseOptions options = {
    .lanes = self->ingest->lanes,
    .access_log = collector_access_keeper_get_lanes (self->access),
    .settings = settings,
    .data_path = self->ingest->data_dir,
    .numbering = self->ingest->company->numbering,
    .mailer = self->mailer,
    .ref_book = ref_book,
    .data = self,
    .session_idle_ms = collector_settings_get_int (settings, "session_idle_minutes") * MINUTE_MS,
    .session_whole_ms = collector_settings_get_int (settings, "session_hours") * 60 * MINUTE_MS,
    .tls_certificate_path = path_or_null (settings, "tls_certificate"),
    .tls_key_path = path_or_null (settings, "tls_key"),
  };

  self->house = collector_house_new (&options, error);
  return self->house != NULL
      && collector_server_listen (collector_house_get_server (self->house),
                                  collector_settings_get_text (settings, "listen"), error);
}

static void
open_mailer (CollectorService *self, const CollectorSettings *settings)
{
  const CollectorMailerOptions options = {
    .lanes = self->ingest->lanes,
    .settings = settings,
    .data_path = self->ingest->data_dir,
  };

  self->mailer = collector_mailer_new (&options);
}

static void
open_scheduler (CollectorService *self, const CollectorSettings *settings)
{
  const CollectorSchedulerOptions options = {
    .lanes = self->ingest->lanes,
    .access_log = collector_access_keeper_get_lanes (self->access),
    .settings = settings,
    .mailer = self->mailer,
  };

  self->scheduler = collector_scheduler_new (&options);
}

static gboolean
open_drop (CollectorService *self, const CollectorSettings *settings, GError **error)
{
  const char *set = collector_settings_get_text (settings, "drop");
  g_autofree char *path = *set != '\0'
      ? g_strdup (set)
      : g_build_filename (self->ingest->data_dir, "drop", NULL);
  const CollectorDropOptions options = {
    .path = path,
    .rest = collector_intake_get_rest_rule (settings),
    .rescan_s = (guint) collector_settings_get_int (settings, "rescan_s"),
    .take = collector_intake_take,
    .look_back = collector_intake_look_back,
    .data = self->ingest,
  };

  if (!collector_setting_check_drop (path, error))
    return FALSE;
  self->drop = collector_drop_folder_new (&options, error);
  return self->drop != NULL;
}

static void
warn_of_doubled (const char *login, const char *user_names, gpointer n)
{
  if ((*(guint *) n)++ < MAX_DOUBLED_TOLD)
    g_warning ("The user id '%s' of records is that of several people: %s; the first of them has "
               "its calls",
               login, user_names);
}

/* Of a ledger that an earlier version kept. */
static gboolean
find_doubled_task (CollectorDb *db, gpointer n, GError **error)
{
  return collector_people_foreach_doubled_login (db, toll_clock_now_ms (NULL), warn_of_doubled, n,
                                                 error);
}

static void
tell_doubled_logins (CollectorService *self)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (!collector_lanes_read_sync (self->ingest->lanes, find_doubled_task, &n, &error))
    g_warning ("The user ids of people cannot be read: %s", error->message);
  else if (n > MAX_DOUBLED_TOLD)
    g_warning ("%u more user ids of records are each that of several people",
               n - MAX_DOUBLED_TOLD);
}

CollectorService *
collector_service_new (CollectorCli *cli, GError **error)
{
  g_autoptr (CollectorService) self = g_new0 (CollectorService, 1);

  g_mutex_init (&self->book_lock);
  self->ingest = collector_ingest_new (
      cli, (guint) collector_settings_get_int (cli->settings, "readers"), error);
  if (self->ingest == NULL)
    return NULL;
  self->access =
      collector_access_keeper_new (self->ingest->data_dir, self->ingest->lanes, error);
  if (self->access == NULL)
    return NULL;
  take_over_book (self);
  tell_doubled_logins (self);
  collector_pipeline_add_observer (self->ingest->pipeline, committed_cb, self);
  open_mailer (self, cli->settings);
  if (!open_house (self, cli->settings, error) || !open_drop (self, cli->settings, error))
    return NULL;
  self->directory
      = collector_directory_job_new (self->ingest->lanes, cli->settings, self->ingest->data_dir,
                                     NULL, error);
  if (self->directory == NULL)
    return NULL;
  open_scheduler (self, cli->settings);
  self->owners = collector_owner_job_new (self->ingest);
  collector_owner_job_wake (self->owners);
  self->revision_source = g_timeout_add_seconds (REVISION_INTERVAL_S, revision_cb, self);
  return g_steal_pointer (&self);
}

/* Answers first: they use all the rest; then files and owners, so that nothing more is committed;
 * then the database. */
void
collector_service_free (CollectorService *self)
{
  g_clear_handle_id (&self->revision_source, g_source_remove);
  if (self->house != NULL)
    collector_house_stop (self->house);
  g_clear_pointer (&self->drop, collector_drop_folder_free);
  g_clear_pointer (&self->directory, collector_directory_job_free);
  g_clear_pointer (&self->owners, collector_owner_job_free);
  g_clear_pointer (&self->house, collector_house_free);
  g_clear_pointer (&self->scheduler, collector_scheduler_free);
  g_clear_pointer (&self->mailer, collector_mailer_free);
  g_clear_pointer (&self->access, collector_access_keeper_free);
  g_clear_pointer (&self->ingest, collector_ingest_free);
  g_clear_pointer (&self->book, collector_book_unref);
  g_mutex_clear (&self->book_lock);
  while (g_main_context_iteration (NULL, FALSE))
    continue; /* news still on its way */
  g_clear_error (&self->damage);
  g_free (self);
}

static void
checked_cb (gpointer data, const GError *error)
{
  CollectorService *self = data;

  if (error == NULL)
    return;
  self->damage = g_error_copy (error);
  g_main_loop_quit (self->loop);
}

void
collector_service_check_ledger (CollectorService *self, GMainLoop *loop)
{
  self->loop = loop;
  collector_lanes_check_pages (self->ingest->lanes, checked_cb, self);
}

const GError *
collector_service_get_damage (CollectorService *self)
{
  return self->damage;
}

const char *
collector_service_get_url (CollectorService *self)
{
  return collector_server_get_url (collector_house_get_server (self->house));
}

static gboolean
first_code_task (CollectorDb *db, gpointer code, GError **error)
{
  g_autoptr (GError) fault = NULL;

  *(char **) code = collector_first_code_new (db, toll_clock_now_ms (NULL), &fault);
  if (fault == NULL || g_error_matches (fault, TOLL_ERROR, TOLL_ERROR_CONFLICT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

char *
collector_service_make_first_code (CollectorService *self, GError **error)
{
  char *code = NULL;

  collector_lanes_write_sync (self->ingest->lanes, first_code_task, &code, error);
  return code;
}
