/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The collector is killed at random moments and at named points while it takes files: afterwards
 * nothing is lost and nothing is double. Killed between sending a mail and noting it, it sends that
 * one again, as the same message. TOLL_KILLS sets how often at random (a few by default,
 * 200 on demand), TOLL_KILL_CALLS how many calls.
 */
#include "collector/directory/accounts.h"
#include "collector/notify/letter.h"
#include "collector/store/account-store.h"
#include "collector/store/migrate.h"
#include "collector/store/schedule-store.h"
#include "collector/store/setting-store.h"
#include "tests/support/demo-files.h"
#include "tests/support/score.h"
#include "tests/support/smtpd.h"

#include <signal.h>
#include <string.h>

#define DEFAULT_KILLS 6
#define DEFAULT_CALLS 3000

static guint
figure_of (const char *variable, guint standard)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : standard;
}

static GSubprocess *
start (const char *data_dir, const char *drop, const char *crash_at)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *data_option = g_strdup_printf ("--data-dir=%s", data_dir);
  g_autofree char *drop_option = g_strdup_printf ("--drop=%s", drop);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  if (crash_at != NULL)
    g_subprocess_launcher_setenv (launcher, "TOLL_CRASH_AT", crash_at, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("TOLL_COLLECTOR"), "serve",
                                         data_option, drop_option, "--listen=127.0.0.1:0", NULL);
  g_assert_no_error (error);
  return process;
}

/* Waits for its ready line. */
static void
wait_until_ready (GSubprocess *process)
{
  g_autoptr (GDataInputStream) output
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  g_free (g_data_input_stream_read_line (output, NULL, NULL, NULL));
}

static guint
count_files (const char *drop)
{
  g_autoptr (GPtrArray) paths = test_demo_list (drop);

  return paths->len;
}

/* Lets the collector run @ms, or until the folder is empty. Returns: TRUE when it is empty. */
static gboolean
run_for (GSubprocess *process, const char *drop, guint ms)
{
  gint64 until = g_get_monotonic_time () + (gint64) ms * 1000;

  while (g_get_monotonic_time () < until)
    {
      if (count_files (drop) == 0)
        return TRUE;
      g_usleep (2000);
    }
  return count_files (drop) == 0;
}

static void
end (GSubprocess *process, int signal_number)
{
  g_subprocess_send_signal (process, signal_number);
  g_subprocess_wait (process, NULL, NULL);
  g_object_unref (process);
}

/* Takes what is left without further faults. */
static void
finish (const char *data_dir, const char *drop)
{
  GSubprocess *process = start (data_dir, drop, NULL);

  g_assert_true (run_for (process, drop, 300 * 1000));
  end (process, SIGTERM);
}

/* Runs until it dies at @point. */
static void
run_to_death (const char *data_dir, const char *drop, const char *point)
{
  g_autoptr (GSubprocess) process = start (data_dir, drop, point);

  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
}

/* What an undisturbed collector makes of the same files. */
static char *
make_expected (guint calls)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *drop = test_temp_dir_path (dir, "files");
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GHashTable) counts = NULL;

  test_demo_make (dir->path, drop, calls, 10);
  paths = test_demo_list (drop);
  counts = test_demo_import (dir->path, paths);
  return test_demo_dump (dir->path);
}

static void
assert_nothing_lost (const char *id, const char *data_dir, const char *expected)
{
  g_autofree char *dump = test_demo_dump (data_dir);
  guint n_differing = test_count_differing_lines (expected, dump);

  test_assert_verified (data_dir);
  if (n_differing > 0)
    {
      g_file_set_contents ("kill-expected.txt", expected, -1, NULL);
      g_file_set_contents ("kill-got.txt", dump, -1, NULL);
    }
  toll_score (id, "rows lost, double or other than undisturbed", n_differing, 0);
}

/* Kills while the files are being taken, up to @at_most times. Returns: how often. */
static guint
kill_through (guint calls, guint at_most, const char *expected, GRand *random)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *drop = test_temp_dir_path (dir, "drop");
  gboolean is_empty = FALSE;
  guint killed = 0;

  test_demo_make (dir->path, drop, calls, 10);
  while (killed < at_most && !is_empty)
    {
      GSubprocess *process = start (dir->path, drop, NULL);

      /* One of four is killed while it may still be starting. */
      if (g_rand_int_range (random, 0, 4) > 0)
        wait_until_ready (process);
      is_empty = run_for (process, drop, (guint) g_rand_int_range (random, 5, 300));
      end (process, SIGKILL);
      killed++;
    }
  finish (dir->path, drop);
  assert_nothing_lost ("F01", dir->path, expected);
  return killed;
}

/* All the files are taken in fewer kills than are asked for: then from the beginning again. */
static void
test_random_moments (void)
{
  guint kills = figure_of ("TOLL_KILLS", DEFAULT_KILLS);
  guint calls = figure_of ("TOLL_KILL_CALLS", DEFAULT_CALLS);
  g_autofree char *expected = make_expected (calls);
  g_autoptr (GRand) random = g_rand_new_with_seed (20260331);
  guint killed = 0, rounds = 0;

  for (; killed < kills; rounds++)
    killed += kill_through (calls, kills - killed, expected, random);
  g_test_message ("%u kills in %u rounds of %u calls", killed, rounds, calls);
  toll_score ("F01", "kills asked for and not done", (double) kills - killed, 0);
}

/* The points of the pipeline and the intake at which a crash is planned. */
static const char *const points[]
    = { "after-open", "mid-file", "before-commit", "after-commit", "before-archive",
        "after-archive" };

static void
test_named_points (void)
{
  g_autofree char *expected = make_expected (400);

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (TestTempDir) dir = test_temp_dir_new ();
      g_autofree char *drop = test_temp_dir_path (dir, "drop");

      test_demo_make (dir->path, drop, 400, 10);
      run_to_death (dir->path, drop, points[i]);
      finish (dir->path, drop);
      assert_nothing_lost ("F02", dir->path, expected);
    }
}

/* Long enough to send what is left to send. */
static void
run_briefly (const char *data_dir, const char *drop)
{
  GSubprocess *process = start (data_dir, drop, NULL);

  wait_until_ready (process);
  g_usleep (1500000);
  end (process, SIGTERM);
}

#define MAILS 5

/* Where mails are sent. */
static gboolean
set_server (CollectorDb *db, const TestSmtpd *smtpd, GError **error)
{
  g_autofree char *port = g_strdup_printf ("%u", smtpd->port);

  return collector_setting_set (db, "mail_server", "127.0.0.1", error)
         && collector_setting_set (db, "mail_port", port, error)
         && collector_setting_set (db, "mail_security", "none", error)
         && collector_setting_set (db, "mail_sender", "tolls@prova.example", error);
}

/* MAILS mails for one person. */
static gboolean
put_mails (CollectorDb *db, gpointer smtpd, GError **error)
{
  static const char *const recipients[] = { "anna@prova.example", NULL };
  g_autoptr (CollectorMailSettings) mail = NULL;
  g_autoptr (CollectorSettings) settings = NULL;

  if (!set_server (db, smtpd, error))
    return FALSE;
  settings = collector_settings_load (NULL, db, error);
  mail = collector_mail_settings_new (settings);
  for (guint i = 0; i < MAILS; i++)
    {
      const CollectorMessage message = { .recipients = recipients, .subject = "Notice",
                                         .text = "Hello.\n", .language = "en", .made_ms = i + 1 };
      g_autoptr (CollectorLetter) letter = collector_letter_new (mail, &message, error);

      if (letter == NULL || !collector_letter_put (letter, db, 0, error))
        return FALSE;
    }
  return TRUE;
}

/* A report that is due since long. */
static gboolean
put_schedule (CollectorDb *db, gpointer smtpd, GError **error)
{
  CollectorSchedule schedule = { .name = "List", .report_id = "1.1", .spec = "{}",
                                 .when = { TOLL_SCHEDULE_ONCE, 1, 20000, 0 }, .zone = "Europe/Rome",
                                 .subject = "", .body = "", .format = "pdf", .purpose = "",
                                 .recipients = "[\"anna@prova.example\"]", .enabled = TRUE,
                                 .next_ms = 1 };
  g_autoptr (CollectorAccount) account = NULL;

  if (!set_server (db, smtpd, error)
      || !collector_accounts_make_administrator (db, "zoe", "", 1, error)
      || !collector_account_store_lookup (db, "zoe", &account, error))
    return FALSE;
  schedule.account_id = account->id;
  return collector_schedule_save (db, &schedule, 1, error);
}

static void
fill (TestTempDir *dir, TestSmtpd *smtpd,
      gboolean (*put) (CollectorDb *db, gpointer data, GError **error))
{
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;

  collector_migrate (path, "Europe/Rome", &error);
  g_assert_no_error (error);
  db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);
  g_assert_no_error (error);
  collector_db_transact (db, put, smtpd, &error);
  g_assert_no_error (error);
}

static char *
dup_message_id (TestSmtpd *smtpd, guint number)
{
  g_autoptr (TollJson) mail = test_smtpd_open (smtpd, number);

  return g_strdup (toll_json_value_get_text (toll_json_value_get_member (
      toll_json_value_get_member (toll_json_get_root (mail), "headers"), "Message-Id")));
}

/* The third of five mails has left and is not noted: it leaves once more, and the last two once. */
static void
test_mail_sent (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TestSmtpd) smtpd = test_smtpd_new ();
  g_autofree char *drop = test_temp_dir_path (dir, "drop");
  g_autofree char *third = NULL, *fourth = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GSubprocess *process;

  if (smtpd == NULL)
    return;
  fill (dir, smtpd, put_mails);
  test_smtpd_start (smtpd, NULL, NULL);
  run_to_death (dir->path, drop, "mail-sent:3");
  test_smtpd_wait_for (smtpd, 3);
  process = start (dir->path, drop, NULL);
  test_smtpd_wait_for (smtpd, MAILS + 1);
  end (process, SIGTERM);
  g_assert_cmpuint (test_smtpd_count (smtpd), ==, MAILS + 1);
  third = dup_message_id (smtpd, 3);
  fourth = dup_message_id (smtpd, 4);
  g_assert_cmpstr (third, ==, fourth);
  for (guint i = 1; i <= MAILS + 1; i++)
    g_hash_table_add (ids, dup_message_id (smtpd, i));
  g_assert_cmpuint (g_hash_table_size (ids), ==, MAILS);
  /* Nothing of them is left to send. */
  run_briefly (dir->path, drop);
  g_assert_cmpuint (test_smtpd_count (smtpd), ==, MAILS + 1);
}

/* A report that is written and not in the outbox yet is written again, and leaves once. */
static void
test_schedule_made (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TestSmtpd) smtpd = test_smtpd_new ();
  g_autofree char *drop = test_temp_dir_path (dir, "drop");
  GSubprocess *process;

  if (smtpd == NULL)
    return;
  fill (dir, smtpd, put_schedule);
  test_smtpd_start (smtpd, NULL, NULL);
  run_to_death (dir->path, drop, "schedule-made");
  g_assert_cmpuint (test_smtpd_count (smtpd), ==, 0);
  process = start (dir->path, drop, NULL);
  test_smtpd_wait_for (smtpd, 1);
  end (process, SIGTERM);
  /* Nothing is due any more. */
  run_briefly (dir->path, drop);
  g_assert_cmpuint (test_smtpd_count (smtpd), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/kill/random-moments", test_random_moments);
  g_test_add_func ("/faults/kill/named-points", test_named_points);
  g_test_add_func ("/faults/kill/mail-sent", test_mail_sent);
  g_test_add_func ("/faults/kill/schedule-made", test_schedule_made);
  return g_test_run ();
}
