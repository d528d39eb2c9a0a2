/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox: what is committed is sent once, whatever the server does meanwhile.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "collector/notify/mailer.h"
#include "collector/store/mail-store.h"
#include "collector/store/migrate.h"
#include "collector/store/setting-store.h"
#include "shared/base/error.h"
#include "tests/support/smtpd.h"

#define DAY_MS (86400 * G_GINT64_CONSTANT (1000))

/* A ledger, a mail server that is not running yet, and who sends from one to the other. */
typedef struct
{
  TestTempDir *dir;
  CollectorLanes *lanes;
  TestSmtpd *smtpd;
  CollectorMailer *mailer;
  TollClock clock;
} Fixture;

static gboolean
fill_task (CollectorDb *db, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autofree char *port = g_strdup_printf ("%u", f->smtpd->port);

  return collector_setting_set (db, "mail_server", "127.0.0.1", error)
         && collector_setting_set (db, "mail_port", port, error)
         && collector_setting_set (db, "mail_security", "none", error)
         && collector_setting_set (db, "mail_timeout_s", "2", error)
         && collector_setting_set (db, "mail_give_up_hours", "24", error)
         && collector_setting_set (db, "mail_sender", "tolls@prova.example", error);
}

static void
on_writer (Fixture *f, CollectorTask task, gpointer data)
{
  g_autoptr (GError) error = NULL;

  collector_lanes_write_sync (f->lanes, task, data, &error);
  g_assert_no_error (error);
}

static gboolean
set_up (Fixture *f)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f->smtpd = test_smtpd_new ();
  if (f->smtpd == NULL)
    return FALSE;
  f->dir = test_temp_dir_new ();
  path = test_temp_dir_path (f->dir, "ledger.db");
  g_assert_true (collector_migrate (path, "Europe/Rome", &error));
  f->lanes = collector_lanes_new (path, 1, &error);
  g_assert_no_error (error);
  on_writer (f, fill_task, f);
  return TRUE;
}

static void
start (Fixture *f)
{
  const CollectorMailerOptions options = { .lanes = f->lanes,
                                           .data_path = f->dir->path,
                                           .clock = &f->clock,
                                           .first_wait_ms = 50 };

  f->mailer = collector_mailer_new (&options);
}

static void
tear_down (Fixture *f)
{
  g_clear_pointer (&f->mailer, collector_mailer_free);
  g_clear_pointer (&f->lanes, collector_lanes_free);
  g_clear_pointer (&f->smtpd, test_smtpd_free);
  g_clear_pointer (&f->dir, test_temp_dir_free);
}

/* Letters on their way into the outbox. */
typedef struct
{
  Fixture *fixture;
  const char *const *recipients;
  guint n;
  gboolean is_undone;
} Putting;

static gboolean
put_task (CollectorDb *db, gpointer data, GError **error)
{
  Putting *putting = data;
  g_autoptr (CollectorSettings) settings = collector_settings_load (NULL, db, error);
  g_autoptr (CollectorMailSettings) mail = collector_mail_settings_new (settings);

  for (guint i = 0; i < putting->n; i++)
    {
      g_autofree char *subject = g_strdup_printf ("Notice %u", i + 1);
      const CollectorMessage message = {
        .recipients = putting->recipients,
        .subject = subject,
        .text = "Hello.\n",
        .language = "en",
        .made_ms = toll_clock_now_ms (&putting->fixture->clock),
      };
      g_autoptr (CollectorLetter) letter = collector_letter_new (mail, &message, error);

      if (letter == NULL || !collector_letter_put (letter, db, 0, error))
        return FALSE;
    }
  if (putting->is_undone)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CANCELLED, "undone");
  return !putting->is_undone;
}

static gboolean
transact_put (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (collector_db_transact (db, put_task, data, &fault) || ((Putting *) data)->is_undone)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static void
put (Fixture *f, guint n, const char *const *recipients)
{
  on_writer (f, transact_put, &(Putting){ f, recipients, n });
  collector_mailer_wake (f->mailer);
}

/* A row as it stands. */
typedef struct
{
  gint64 id;
  const char *recipient; /* whom it is about; NULL = the newest */
  CollectorMailState state;
  gint64 tries;
  char answer[600];
  guint counts[COLLECTOR_N_MAIL_STATES];
} Row;

static gboolean
look_cb (const CollectorMail *mail, gpointer data)
{
  Row *row = data;

  row->counts[mail->state]++;
  if (row->id == 0 && (row->recipient == NULL || strcmp (row->recipient, mail->recipient) == 0))
    {
      row->id = mail->id;
      row->state = mail->state;
      row->tries = mail->tries;
      g_strlcpy (row->answer, mail->last_answer, sizeof row->answer);
    }
  return TRUE;
}

static gboolean
look_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_mail_store_foreach (db, 0, 10000, look_cb, data, error);
}

static Row
look (Fixture *f, const char *recipient)
{
  Row row = { .recipient = recipient };

  on_writer (f, look_task, &row);
  return row;
}

/* Until the row is in @state with @answer in what the server said. */
static Row
wait_for (Fixture *f, const char *recipient, CollectorMailState state, const char *answer)
{
  Row row = look (f, recipient);

  for (guint i = 0; i < 1000; i++)
    {
      if (row.id != 0 && row.state == state && strstr (row.answer, answer) != NULL)
        return row;
      g_usleep (10000);
      row = look (f, recipient);
    }
  g_test_message ("%u after %" G_GINT64_FORMAT " tries: %s", row.state, row.tries, row.answer);
  g_assert_not_reached ();
}

static const char *const to_anna[] = { "anna@prova.example", NULL };

static gboolean
count_content_task (CollectorDb *db, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT count (*) FROM mail_message WHERE content IS NOT NULL", error);
  gboolean has_row;

  g_assert_true (collector_stmt_step (stmt, &has_row, error));
  *(gint64 *) data = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return TRUE;
}

static void
test_what_is_committed_is_sent (void)
{
  Fixture f = { 0 };
  gint64 n_contents;

  if (!set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  start (&f);
  on_writer (&f, transact_put, &(Putting){ &f, to_anna, 3, TRUE });
  put (&f, 1, to_anna);
  wait_for (&f, NULL, COLLECTOR_MAIL_SENT, "250 2.0.0 Taken as 1");
  g_assert_cmpuint (look (&f, NULL).counts[COLLECTOR_MAIL_SENT], ==, 1);
  on_writer (&f, count_content_task, &n_contents);
  g_assert_cmpint (n_contents, ==, 0);
  tear_down (&f);
}

/* A server that is away makes everything wait, and nothing is sent twice or lost when it is back. */
static void
test_server_was_down (void)
{
  Fixture f = { 0 };
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!set_up (&f))
    return;
  start (&f);
  put (&f, 60, to_anna);
  wait_for (&f, NULL, COLLECTOR_MAIL_WAITING, "onnect");
  g_assert_cmpuint (look (&f, NULL).counts[COLLECTOR_MAIL_WAITING], ==, 60);
  test_smtpd_start (f.smtpd, NULL, NULL);
  test_smtpd_wait_for (f.smtpd, 60);
  wait_for (&f, NULL, COLLECTOR_MAIL_SENT, "250");
  for (guint i = 1; i <= 60; i++)
    {
      g_autoptr (TollJson) mail = test_smtpd_open (f.smtpd, i);
      const TollJsonValue *headers
          = toll_json_value_get_member (toll_json_get_root (mail), "headers");

      g_assert_true (g_hash_table_add (ids, g_strdup (toll_json_value_get_text (
                                                toll_json_value_get_member (headers,
                                                                            "Message-Id")))));
    }
  g_usleep (300000);
  g_assert_cmpuint (test_smtpd_count (f.smtpd), ==, 60);
  tear_down (&f);
}

/* Recipients have fates of their own; all of them read whom it was for. */
static void
test_one_of_many_is_refused (void)
{
  static const char *const all[]
      = { "anna@prova.example", "refused@prova.example", "later@prova.example",
          "bruno@prova.example", NULL };
  Fixture f = { 0 };
  g_autofree char *open = NULL;
  g_autoptr (TollJson) first = NULL, last = NULL;
  const TollJsonValue *to;

  if (!set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  start (&f);
  put (&f, 1, all);
  wait_for (&f, "refused@prova.example", COLLECTOR_MAIL_FAILED, "550 5.1.1 There is no such");
  wait_for (&f, "bruno@prova.example", COLLECTOR_MAIL_SENT, "250");
  wait_for (&f, "later@prova.example", COLLECTOR_MAIL_WAITING, "451 4.7.1 Come back later");
  g_assert_cmpuint (test_smtpd_count (f.smtpd), ==, 2);
  open = test_temp_dir_path (f.smtpd->dir, "open");
  g_assert_true (g_file_set_contents (open, "", 0, NULL));
  wait_for (&f, "later@prova.example", COLLECTOR_MAIL_SENT, "250");
  test_smtpd_wait_for (f.smtpd, 3);
  first = test_smtpd_open (f.smtpd, 1);
  last = test_smtpd_open (f.smtpd, 3);
  to = toll_json_value_get_member (toll_json_get_root (last), "to");
  g_assert_cmpuint (toll_json_value_get_length (to), ==, 4);
  g_assert_cmpstr (toll_json_value_get_text (
                       toll_json_value_get_member (toll_json_get_root (last), "envelope_to")),
                   ==, "later@prova.example");
  g_assert_cmpstr (
      toll_json_value_get_text (toll_json_value_get_member (
          toll_json_value_get_member (toll_json_get_root (first), "headers"), "Message-Id")),
      ==,
      toll_json_value_get_text (toll_json_value_get_member (
          toll_json_value_get_member (toll_json_get_root (last), "headers"), "Message-Id")));
  tear_down (&f);
}

static gboolean
retry_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_mail_store_retry (db, *(gint64 *) data, G_GINT64_CONSTANT (1773835200000), error);
}

static gboolean
retry_sent_task (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (GError) fault = NULL;

  g_assert_false (collector_mail_store_retry (db, *(gint64 *) data, 1, &fault));
  g_assert_error (fault, TOLL_ERROR, TOLL_ERROR_CONFLICT);
  g_clear_error (&fault);
  g_assert_false (collector_mail_store_retry (db, 4711, 1, &fault));
  g_assert_error (fault, TOLL_ERROR, TOLL_ERROR_NOT_FOUND);
  return TRUE;
}

/* Given up after a day, not before it was tried five times; tried again when told to. */
static void
test_it_is_given_up (void)
{
  Fixture f = { .clock = { G_GINT64_CONSTANT (1773835200000) } };
  Row row;

  if (!set_up (&f))
    return;
  put (&f, 1, to_anna);
  f.clock.fixed_ms += 2 * DAY_MS;
  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr (CollectorMailer) mailer = NULL;

      start (&f);
      mailer = g_steal_pointer (&f.mailer);
      for (guint j = 0; j < 500 && look (&f, NULL).tries < i; j++)
        g_usleep (10000);
      row = look (&f, NULL);
      g_assert_cmpint (row.tries, ==, i);
      g_assert_cmpint (row.state, ==, i < 5 ? COLLECTOR_MAIL_WAITING : COLLECTOR_MAIL_FAILED);
      f.clock.fixed_ms += 600000;
    }
  test_smtpd_start (f.smtpd, NULL, NULL);
  start (&f);
  on_writer (&f, retry_task, &row.id);
  collector_mailer_wake (f.mailer);
  wait_for (&f, NULL, COLLECTOR_MAIL_SENT, "250");
  on_writer (&f, retry_sent_task, &row.id);
  tear_down (&f);
}

/* A clock that was far ahead and is set back leaves nothing waiting for then. */
static void
test_clock_was_ahead (void)
{
  Fixture f = { .clock = { G_GINT64_CONSTANT (2147558400000) } };

  if (!set_up (&f))
    return;
  start (&f);
  put (&f, 1, to_anna);
  wait_for (&f, NULL, COLLECTOR_MAIL_WAITING, "onnect");
  g_clear_pointer (&f.mailer, collector_mailer_free);
  f.clock.fixed_ms = G_GINT64_CONSTANT (1773835200000);
  test_smtpd_start (f.smtpd, NULL, NULL);
  start (&f);
  wait_for (&f, NULL, COLLECTOR_MAIL_SENT, "250");
  tear_down (&f);
}

static gboolean
set_secret_task (CollectorDb *db, gpointer path, GError **error)
{
  return collector_setting_set (db, "mail_user", "tolls", error)
         && collector_setting_set (db, "mail_security", "tls", error)
         && collector_setting_set (db, "mail_password_file", path, error);
}

static gboolean
set_ca_task (CollectorDb *db, gpointer path, GError **error)
{
  return collector_setting_set (db, "mail_ca_file", path, error);
}

static void
test_open_secrets_are_not_used (void)
{
  Fixture f = { 0 };
  g_autofree char *path = NULL;

  if (!set_up (&f))
    return;
  path = test_temp_dir_path (f.dir, "password");
  g_assert_true (g_file_set_contents (path, "hunter2\n", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  on_writer (&f, set_secret_task, path);
  on_writer (&f, set_ca_task, f.smtpd->ca_file);
  test_smtpd_start (f.smtpd, "--tls", "tolls:hunter2");
  start (&f);
  put (&f, 1, to_anna);
  wait_for (&f, NULL, COLLECTOR_MAIL_WAITING, "others may read it");
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  wait_for (&f, NULL, COLLECTOR_MAIL_SENT, "250");
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* A server that is away is warned of. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_test_add_func ("/notify/mailer/sent", test_what_is_committed_is_sent);
  g_test_add_func ("/notify/mailer/down", test_server_was_down);
  g_test_add_func ("/notify/mailer/many", test_one_of_many_is_refused);
  g_test_add_func ("/notify/mailer/given-up", test_it_is_given_up);
  g_test_add_func ("/notify/mailer/clock", test_clock_was_ahead);
  g_test_add_func ("/notify/mailer/secret", test_open_secrets_are_not_used);
  return g_test_run ();
}
