/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The running service and a drop folder in which anything may happen: what is no record file is
 * passed over, told of once, never followed and never waited for; and no second service takes part.
 * TOLL_BACKLOG_CALLS sets how many calls lie there when it starts (10,000; 1,000,000 on demand).
 */
#include "collector/store/db.h"
#include "tests/support/cucm-file.h"
#include "tests/support/demo-files.h"
#include "tests/support/score.h"
#include "tests/support/service-run.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_FILES 30 /* that are whole */
#define N_OTHERS 1000
#define PATIENCE_S 60

typedef struct
{
  TestTempDir *dir, *aside;
  char *drop;
  char *log;
  TestService *service;
} Fixture;

static void
set (Fixture *fixture, const char *key, const char *value)
{
  test_run_well (fixture->dir->path, (const char *const[]){ "settings", "set", key, value, NULL });
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->dir = test_temp_dir_new ();
  fixture->aside = test_temp_dir_new ();
  fixture->drop = test_temp_dir_path (fixture->dir, "drop");
  fixture->log = test_temp_dir_path (fixture->dir, "log");
  set (fixture, "settle_s", "0");
  set (fixture, "open_s", "0");
  set (fixture, "rescan_s", "1");
  g_assert_cmpint (g_mkdir (fixture->drop, 0700), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->service != NULL)
    test_service_end (fixture->service, SIGTERM);
  test_temp_dir_free (fixture->dir);
  test_temp_dir_free (fixture->aside);
  g_free (fixture->drop);
  g_free (fixture->log);
}

static void
start (Fixture *fixture)
{
  fixture->service = test_service_start_logged (fixture->dir->path, fixture->drop, fixture->log);
}

static void
stop (Fixture *fixture)
{
  test_service_end (g_steal_pointer (&fixture->service), SIGTERM);
  test_assert_verified (fixture->dir->path);
}

static gint64
ask (Fixture *fixture, const char *sql)
{
  g_autofree char *path = test_temp_dir_path (fixture->dir, "ledger.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = collector_db_open (path, COLLECTOR_DB_READ, &error);
  CollectorStmt *stmt = db != NULL ? collector_db_prepare_built (db, sql, &error) : NULL;
  gboolean has_row = FALSE;
  gint64 answer;

  g_assert_no_error (error);
  g_assert_true (collector_stmt_step (stmt, &has_row, &error));
  answer = has_row ? collector_stmt_get_int (stmt, 0) : -1;
  collector_stmt_reset (stmt);
  return answer;
}

/* Returns: the ms it took; goes on without it after a while. */
static double
wait_for (Fixture *fixture, const char *sql, gint64 expected)
{
  gint64 begin_us = g_get_monotonic_time ();

  while (ask (fixture, sql) != expected
         && g_get_monotonic_time () < begin_us + PATIENCE_S * G_USEC_PER_SEC)
    g_usleep (20000);
  return (double) (g_get_monotonic_time () - begin_us) / 1000;
}

/* Warnings in the log that name @text; "" = all. */
static guint
count_warnings (Fixture *fixture, const char *text)
{
  g_autofree char *log = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (fixture->log, &log, NULL, NULL));
  lines = g_strsplit (log, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (strstr (*line, "WARNING") != NULL && strstr (*line, text) != NULL)
      {
        g_test_message ("%s", *line);
        n++;
      }
  return n;
}

static void
put (const char *folder, const char *name, GBytes *bytes, gsize n_bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, bytes != NULL ? g_bytes_get_data (bytes, NULL) : "",
                                      (gssize) n_bytes, NULL));
}

static GBytes *
make_file (guint n_records)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  for (guint i = 0; i < n_records; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_file_add (file, row);
    }
  return toll_test_file_to_bytes (file, TOLL_TEST_FILE_FINAL_NEWLINE);
}

/* -- names that are none, files that are none -- */

/* Puts files of one record and takes them away again, some at once, some while they are read; the last
 * one stays. */
static gpointer
come_and_go (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);
  g_autoptr (GBytes) bytes = make_file (1);

  for (guint i = 0; i < N_OTHERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("cdr_B_01_202603020900_%u", i);
      g_autofree char *path = g_build_filename (fixture->drop, name, NULL);

      g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                           (gssize) g_bytes_get_size (bytes), NULL);
      g_usleep ((gulong) g_rand_int_range (random, 0, 2000));
      unlink (path);
    }
  put (fixture->drop, "cdr_B_01_202603020901_1", bytes, g_bytes_get_size (bytes));
  return NULL;
}

static void
test_passed_over (Fixture *fixture, gconstpointer unused)
{
  GThread *thread;
  gint64 n_calls;

  for (guint i = 0; i < N_OTHERS; i++)
    {
      g_autoptr (GBytes) bytes = i == 0 ? make_file (1) : NULL;
      g_autofree char *hidden = g_strdup_printf ("_cdr_A_01_202603020900_%u", i);
      g_autofree char *probe = g_strdup_printf ("cdr_A_01_202603020800_%u", i);

      put (fixture->drop, hidden, bytes, bytes != NULL ? g_bytes_get_size (bytes) : 0);
      put (fixture->drop, probe, NULL, 0);
    }
  start (fixture);
  thread = g_thread_new ("come-and-go", come_and_go, fixture);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("cdr_C_01_202603020900_%u", i);
      g_autoptr (GBytes) bytes = make_file (10);

      put (fixture->aside->path, name, bytes, g_bytes_get_size (bytes));
      put (fixture->drop, name, bytes, g_bytes_get_size (bytes));
      g_usleep (20000);
    }
  g_thread_join (thread);
  n_calls = 10 * N_FILES + 1;
  wait_for (fixture, "SELECT count(*) FROM call", n_calls);
  stop (fixture);
  g_test_message ("%d files were taken",
                  (int) ask (fixture, "SELECT sum (times_seen) FROM file"));
  toll_score ("F15", "calls lost or double beside 3000 files that are none",
              (double) ABS (ask (fixture, "SELECT count(*) FROM call") - n_calls), 0);
  toll_score ("F15", "warnings of them", count_warnings (fixture, ""), 0);
  toll_score ("F15", "errors counted and files noted of them",
              (double) ask (fixture, "SELECT (SELECT count(*) FROM file WHERE state <> 'done'"
                                     " OR records = 0) + (SELECT count(*) FROM quarantine)"),
              0);
}

/* -- things with a file's name -- */

static void
add_hostile (Fixture *fixture)
{
  static const char *const names[] = { "cdr_A_01_202603020900_1", "cdr_A_01_202603020900_2",
                                       "cdr_A_01_202603020900_3", "cdr_A_01_202603020900_4" };
  g_autoptr (GBytes) bytes = make_file (1);
  g_autofree char *outside = g_build_filename (fixture->aside->path, "outside", NULL);
  char *paths[4];

  put (fixture->aside->path, "outside", bytes, g_bytes_get_size (bytes));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    paths[i] = g_build_filename (fixture->drop, names[i], NULL);
  g_assert_cmpint (symlink (outside, paths[0]), ==, 0);
  g_assert_cmpint (mkfifo (paths[1], 0600), ==, 0);
  g_assert_cmpint (g_mkdir (paths[2], 0700), ==, 0);
  g_assert_cmpint (symlink (fixture->aside->path, paths[3]), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (paths[i]);
}

/* The file is written anew in its place, over and over, while it is read. */
static void
rewrite (Fixture *fixture, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (fixture->drop, name, NULL);
  const char *text = g_bytes_get_data (bytes, NULL);
  gsize n_bytes = g_bytes_get_size (bytes), half = n_bytes / 2;

  for (guint i = 0; i < 12; i++)
    {
      FILE *file = g_fopen (path, "w");

      g_assert_nonnull (file);
      g_assert_cmpuint (fwrite (text, 1, half, file), ==, half);
      fflush (file);
      g_usleep (5000 * i);
      g_assert_cmpuint (fwrite (text + half, 1, n_bytes - half, file), ==, n_bytes - half);
      fclose (file);
      g_usleep (20000);
    }
}

#define N_REWRITTEN 2000

static void
test_hostile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) rewritten = make_file (N_REWRITTEN), last = make_file (1);
  guint n_too_often = 0;
  double wait_ms;

  add_hostile (fixture);
  start (fixture);
  put (fixture->drop, "cdr_Z_01_202603020900_1", last, g_bytes_get_size (last));
  wait_ms = wait_for (fixture, "SELECT count(*) FROM call", 1);
  rewrite (fixture, "cdr_B_01_202603020900_1", rewritten);
  wait_for (fixture, "SELECT count(*) FROM call", N_REWRITTEN + 1);
  g_usleep (2500000); /* rescans */
  stop (fixture);
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("cdr_A_01_202603020900_%u", i);

      n_too_often += count_warnings (fixture, name) != 1;
    }
  toll_score ("F19", "links followed, records lost or double",
              (double) ABS (ask (fixture, "SELECT count(*) FROM leg") - N_REWRITTEN - 1)
                  + (double) ask (fixture, "SELECT count(*) FROM quarantine"),
              0);
  toll_score ("F19", "things with a file's name that were not told of exactly once", n_too_often, 0);
  toll_score ("F19", "ms until the file behind them was taken", wait_ms, 5000);
}

/* -- a second service -- */

#define N_STARTS 100
#define N_LATER 5

/* Starts a service over the same ledger. */
static GSubprocess *
start_another (Fixture *fixture)
{
  g_autofree char *data_option = g_strdup_printf ("--data-dir=%s", fixture->dir->path);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
      g_getenv ("TOLL_COLLECTOR"), "serve", "--listen=127.0.0.1:0", data_option, NULL);

  g_assert_no_error (error);
  return process;
}

static void
count_ended (GObject *process, GAsyncResult *result, gpointer n_ended)
{
  g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL);
  (*(guint *) n_ended)++;
}

/* Waits until all but one have ended, and a while for that one. Returns: how many go on. */
static guint
wait_for_others (GSubprocess *const *processes)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  guint n_ended = 0, n_running;

  for (guint i = 0; i < N_STARTS; i++)
    g_subprocess_wait_async (processes[i], NULL, count_ended, &n_ended);
  while (n_ended < N_STARTS - 1 && g_get_monotonic_time () < until_us)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  for (guint i = 0; i < 1000; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  n_running = N_STARTS - n_ended;
  for (guint i = 0; i < N_STARTS; i++)
    g_subprocess_send_signal (processes[i], SIGTERM);
  while (n_ended < N_STARTS)
    g_main_context_iteration (NULL, TRUE);
  return n_running;
}

/* The fastest of several tells what the program needs, whatever else the machine does. */
static double
time_another (Fixture *fixture)
{
  double fastest_ms = G_MAXDOUBLE;

  for (guint i = 0; i < N_LATER; i++)
    {
      gint64 begin_us = g_get_monotonic_time ();
      g_autoptr (GSubprocess) process = start_another (fixture);

      g_subprocess_wait (process, NULL, NULL);
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      fastest_ms = MIN (fastest_ms, (double) (g_get_monotonic_time () - begin_us) / 1000);
    }
  return fastest_ms;
}

static void
test_second_instance (Fixture *fixture, gconstpointer unused)
{
  GSubprocess *processes[N_STARTS];
  guint n_running, n_refused = 0;

  for (guint i = 0; i < N_STARTS; i++)
    processes[i] = start_another (fixture);
  n_running = wait_for_others (processes);
  for (guint i = 0; i < N_STARTS; i++)
    {
      n_refused += g_subprocess_get_if_exited (processes[i])
                   && g_subprocess_get_exit_status (processes[i]) == 1;
      g_object_unref (processes[i]);
    }
  toll_score ("F20", "services over one ledger, more or less than one", ABS ((int) n_running - 1), 0);
  toll_score ("F20", "other starts that did not end by themselves", N_STARTS - 1 - (double) n_refused,
              0);
  start (fixture);
  toll_score ("F20", "ms until a second one had ended, the fastest of five", time_another (fixture),
              1000);
}

/* -- a backlog -- */

static guint
get_n_backlog (void)
{
  const char *text = g_getenv ("TOLL_BACKLOG_CALLS");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 10000;
}

static double
get_work_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_CHILDREN, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

/* 60 days of files lie there when the service starts, and one of now comes. The work counts, however busy
 * the machine is: 5,000 calls a second of one core. */
static void
test_backlog (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) live = make_file (1);
  guint n_calls = get_n_backlog ();
  double begin_ms, live_ms;

  test_demo_make (fixture->dir->path, fixture->drop, n_calls, 60);
  begin_ms = get_work_ms ();
  start (fixture);
  put (fixture->drop, "cdr_Z_01_202603310900_1", live, g_bytes_get_size (live));
  live_ms = wait_for (fixture, "SELECT count(*) FROM file WHERE state = 'done'"
                               " AND name = 'cdr_Z_01_202603310900_1'", 1);
  wait_for (fixture, "SELECT count(*) FROM call", n_calls + 1);
  test_service_end (g_steal_pointer (&fixture->service), SIGTERM);
  toll_score ("F16", "ms of work for each 5,000 calls of a backlog of 60 days",
              (get_work_ms () - begin_ms) * 5000 / n_calls, 1000);
  toll_score ("F16", "ms until a live file beside it was taken", live_ms, 60000);
  toll_score ("F16", "calls of it lost or double",
              (double) ABS (ask (fixture, "SELECT count(*) FROM call") - n_calls - 1), 0);
  test_assert_verified (fixture->dir->path);
}

int
main (int argc, char **argv)
{
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("/faults/spool/passed-over", test_passed_over);
  ADD ("/faults/spool/hostile", test_hostile);
  ADD ("/faults/spool/second-instance", test_second_instance);
  ADD ("/faults/spool/backlog", test_backlog);
  return g_test_run ();
}
