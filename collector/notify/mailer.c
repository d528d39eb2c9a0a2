/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox is worked off: one mail after the other over one connection, each noted before the
 * next. A server that cannot be asked is asked again for all that waits together, at the latest
 * every five minutes, so that hundreds of mails are through soon after it is back.
 */
#define G_LOG_DOMAIN "toll-mail"
#include "config.h"

#include "collector/notify/mailer.h"

#include "collector/store/mail-store.h"
#include "shared/base/crash.h"

#define LOOK_EVERY_MS       15000
#define FIRST_WAIT_MS       15000
#define LONGEST_OUTAGE_MS   300000 /* between two tries of a server that is away */
#define LEAST_TRIES         5      /* before a mail is given up: a clock that jumps gives up none */
#define KEPT_MS             (90 * 86400 * G_GINT64_CONSTANT (1000))
#define PURGE_EVERY_US      (3600 * G_GINT64_CONSTANT (1000000))

struct _CollectorMailer
{
  CollectorMailerOptions options;
  char *data_path;
  GCancellable *stopping;
  GMutex lock; /* of the two below */
  GCond changed;
  gboolean is_woken;
  guint n_outages;  /* in a row; of the thread alone, as all below */
  gint64 purged_us; /* monotonic; 0 = not yet */
  GThread *thread;
};

typedef struct
{
  CollectorMailer *mailer;
  CollectorMailSettings *settings;
} Loading;

static gboolean
load_task (CollectorDb *db, gpointer data, GError **error)
{
  Loading *loading = data;
  g_autoptr (CollectorSettings) settings
      = collector_settings_load (loading->mailer->options.settings, db, error);

  if (settings == NULL)
    return FALSE;
  loading->settings = collector_mail_settings_new (settings);
  return TRUE;
}

CollectorMailSettings *
collector_mailer_load_settings (CollectorMailer *mailer, GError **error)
{
  Loading loading = { .mailer = mailer };

  collector_lanes_read_sync (mailer->options.lanes, load_task, &loading, error);
  return loading.settings;
}

/* A step of the work on its way to a lane. */
typedef struct
{
  CollectorMailJob job;
  gint64 now_ms;
  gint64 next_try_ms;
  gint64 give_up_ms;
  CollectorMailState state;
  const char *answer;
} Step;

static gboolean
get_due_task (CollectorDb *db, gpointer data, GError **error)
{
  Step *step = data;

  return collector_mail_store_get_due (db, step->now_ms, &step->job, error);
}

static gboolean
settle_task (CollectorDb *db, gpointer data, GError **error)
{
  const Step *step = data;

  return collector_mail_store_settle (db, step->job.id, step->state, step->answer, step->now_ms,
                                      step->next_try_ms, error);
}

static gboolean
defer_task (CollectorDb *db, gpointer data, GError **error)
{
  const Step *step = data;

  return collector_mail_store_defer (db, step->answer, step->now_ms, step->next_try_ms,
                                     step->give_up_ms, LEAST_TRIES, error);
}

static gboolean
purge_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_mail_store_purge (db, *(const gint64 *) data - KEPT_MS, error);
}

static gboolean
settle_in_transaction (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_transact (db, settle_task, data, error);
}

/* @first_ms doubled with each of @n tries before, to @longest_ms at most. */
static gint64
get_wait_ms (const CollectorMailer *mailer, gint64 n, gint64 longest_ms)
{
  gint64 wait_ms
      = mailer->options.first_wait_ms > 0 ? mailer->options.first_wait_ms : FIRST_WAIT_MS;

  for (gint64 i = 0; i < n && wait_ms < longest_ms; i++)
    wait_ms *= 2;
  return MIN (wait_ms, longest_ms);
}

/* Nothing can be sent now: everything that is due waits. */
static gboolean
defer (CollectorMailer *mailer, const CollectorMailSettings *settings, const char *answer,
       GError **error)
{
  Step step = { .now_ms = toll_clock_now_ms (mailer->options.clock), .answer = answer };

  step.next_try_ms = step.now_ms + get_wait_ms (mailer, mailer->n_outages, LONGEST_OUTAGE_MS);
  step.give_up_ms = step.now_ms - settings->give_up_ms;
  if (mailer->n_outages++ == 0 && *settings->server != '\0')
    g_warning ("Mail cannot be sent and waits: %s", answer);
  return collector_lanes_write_sync (mailer->options.lanes, defer_task, &step, error);
}

/* What came of a mail that the server was asked about. */
static gboolean
settle (CollectorMailer *mailer, const CollectorMailSettings *settings, Step *step,
        CollectorSmtpResult result, const char *answer, GError **error)
{
  gint64 now_ms = toll_clock_now_ms (mailer->options.clock);
  gboolean is_over = step->job.tries + 1 >= LEAST_TRIES
                     && now_ms - step->job.since_ms > settings->give_up_ms;

  step->now_ms = step->next_try_ms = now_ms;
  step->answer = answer;
  step->state = result == COLLECTOR_SMTP_SENT ? COLLECTOR_MAIL_SENT : COLLECTOR_MAIL_FAILED;
  if (result == COLLECTOR_SMTP_LATER && !is_over)
    {
      step->state = COLLECTOR_MAIL_WAITING;
      step->next_try_ms
          += get_wait_ms (mailer, step->job.tries, COLLECTOR_MAIL_LONGEST_WAIT_MS);
    }
  if (step->state == COLLECTOR_MAIL_FAILED)
    g_warning ("Mail %" G_GINT64_FORMAT " was not taken by the mail server", step->job.id);
  if (mailer->n_outages > 0)
    g_message ("Mail is sent again");
  mailer->n_outages = 0;
  return collector_lanes_write_sync (mailer->options.lanes, settle_in_transaction, step, error);
}

/* One mail. @goes_on: (out): there may be another. */
static gboolean
send_next (CollectorMailer *mailer, CollectorMailSettings *settings, CollectorSmtp **smtp,
           gboolean *goes_on, GError **error)
{
  Step step = { .now_ms = toll_clock_now_ms (mailer->options.clock) };
  g_auto (CollectorMailJob) job = { 0 };
  g_autoptr (GError) fault = NULL;
  g_autofree char *answer = NULL;
  CollectorSmtpResult result;
  gboolean is_read
      = collector_lanes_read_sync (mailer->options.lanes, get_due_task, &step, error);

  job = step.job;
  *goes_on = FALSE;
  if (!is_read || job.id == 0)
    return is_read;
  if (*smtp == NULL && !collector_mail_settings_open (settings, mailer->data_path, &fault))
    return defer (mailer, settings, fault->message, error);
  if (*smtp == NULL)
    *smtp = collector_smtp_new (settings, mailer->stopping);
  result = collector_smtp_send (*smtp, job.sender, job.recipient, job.content, &answer);
  if (result == COLLECTOR_SMTP_STOPPED)
    return TRUE;
  if (result == COLLECTOR_SMTP_NO_SERVER)
    return defer (mailer, settings, answer, error);
  *goes_on = TRUE;
  toll_crash_point ("mail-sent");
  return settle (mailer, settings, &step, result, answer, error);
}

/* All that is due, with the settings as they are now. */
static gboolean
work_off (CollectorMailer *mailer, GError **error)
{
  g_autoptr (CollectorMailSettings) settings = collector_mailer_load_settings (mailer, error);
  CollectorSmtp *smtp = NULL;
  gboolean goes_on = TRUE, is_ok = settings != NULL;

  while (is_ok && goes_on && !g_cancellable_is_cancelled (mailer->stopping))
    is_ok = send_next (mailer, settings, &smtp, &goes_on, error);
  collector_smtp_free (smtp);
  return is_ok;
}

static gboolean
purge (CollectorMailer *mailer, GError **error)
{
  gint64 now_ms = toll_clock_now_ms (mailer->options.clock), now_us = g_get_monotonic_time ();

  if (mailer->purged_us != 0 && now_us - mailer->purged_us < PURGE_EVERY_US)
    return TRUE;
  mailer->purged_us = now_us;
  return collector_lanes_write_sync (mailer->options.lanes, purge_task, &now_ms, error);
}

/* Waits until something is new, or may be due. */
static void
wait (CollectorMailer *mailer)
{
  gint64 look_ms = mailer->options.first_wait_ms > 0
                       ? MIN (mailer->options.first_wait_ms, LOOK_EVERY_MS)
                       : LOOK_EVERY_MS;
  gint64 until_us = g_get_monotonic_time () + look_ms * 1000;

  g_mutex_lock (&mailer->lock);
  while (!mailer->is_woken && !g_cancellable_is_cancelled (mailer->stopping)
         && g_cond_wait_until (&mailer->changed, &mailer->lock, until_us))
    continue;
  mailer->is_woken = FALSE;
  g_mutex_unlock (&mailer->lock);
}

static gpointer
run (gpointer data)
{
  CollectorMailer *mailer = data;

  while (!g_cancellable_is_cancelled (mailer->stopping))
    {
      g_autoptr (GError) error = NULL;

      if (!work_off (mailer, &error) || !purge (mailer, &error))
        g_warning ("The outbox could not be worked off: %s", error->message);
      wait (mailer);
    }
  return NULL;
}

CollectorMailer *
collector_mailer_new (const CollectorMailerOptions *options)
{
  CollectorMailer *mailer = g_new0 (CollectorMailer, 1);

  mailer->options = *options;
  mailer->options.data_path = mailer->data_path = g_strdup (options->data_path);
  mailer->stopping = g_cancellable_new ();
  g_mutex_init (&mailer->lock);
  g_cond_init (&mailer->changed);
  mailer->thread = g_thread_new ("mail", run, mailer);
  return mailer;
}

void
collector_mailer_free (CollectorMailer *mailer)
{
  if (mailer == NULL)
    return;
  g_mutex_lock (&mailer->lock);
  g_cancellable_cancel (mailer->stopping);
  g_cond_signal (&mailer->changed);
  g_mutex_unlock (&mailer->lock);
  g_thread_join (mailer->thread);
  g_object_unref (mailer->stopping);
  g_mutex_clear (&mailer->lock);
  g_cond_clear (&mailer->changed);
  g_free (mailer->data_path);
  g_free (mailer);
}

void
collector_mailer_wake (CollectorMailer *mailer)
{
  if (mailer == NULL)
    return;
  g_mutex_lock (&mailer->lock);
  mailer->is_woken = TRUE;
  g_cond_signal (&mailer->changed);
  g_mutex_unlock (&mailer->lock);
}

CollectorSmtpResult
collector_mailer_try (CollectorMailer *mailer, const CollectorMailSettings *settings,
                      const CollectorLetter *letter, char **answer)
{
  g_autoptr (CollectorSmtp) smtp = collector_smtp_new (settings, mailer->stopping);

  return collector_smtp_send (smtp, letter->sender, letter->recipients[0], letter->content, answer);
}
