/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The running service and writers that take their time: a file that is still open is waited for,
 * and what is written after it was taken is read all the same, also when the service is killed in
 * between. Nothing is lost, nothing is double.
 */
#include "collector/store/db.h"
#include "tests/support/cucm-file.h"
#include "tests/support/demo-files.h"
#include "tests/support/service-run.h"
#include "tests/support/temp-dir.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define N_RECORDS 8
#define N_FIRST 4 /* records of the first part */
#define PATIENCE_S 30
#define NAME "cdr_C_01_202603020900_1"

typedef struct
{
  TestTempDir *dir;
  char *drop;
  char *path; /* of the file in the drop folder */
  char *text; /* the whole of it */
  TestService *service;
} Fixture;

static void
set (const Fixture *fixture, const char *key, const char *value)
{
  g_autoptr (TestRun) run = test_run_collector (
      fixture->dir->path, (const char *const[]){ "settings", "set", key, value, NULL });

  g_assert_cmpstr (run->errors, ==, "");
}

static void
set_up (Fixture *fixture, gconstpointer open_s)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) bytes = NULL;

  fixture->dir = test_temp_dir_new ();
  fixture->drop = test_temp_dir_path (fixture->dir, "drop");
  fixture->path = g_build_filename (fixture->drop, NAME, NULL);
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_FINAL_NEWLINE);
  fixture->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  set (fixture, "settle_s", "1");
  set (fixture, "rescan_s", "1");
  set (fixture, "open_s", open_s);
  fixture->service = test_service_start (fixture->dir->path, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->service != NULL)
    test_service_end (fixture->service, SIGTERM);
  test_assert_verified (fixture->dir->path);
  test_temp_dir_free (fixture->dir);
  g_free (fixture->drop);
  g_free (fixture->path);
  g_free (fixture->text);
}

static void
restart (Fixture *fixture, int signal_number)
{
  test_service_end (g_steal_pointer (&fixture->service), signal_number);
  fixture->service = test_service_start (fixture->dir->path, NULL);
}

/* Bytes of the file's head and its first @n records. */
static gsize
length_of (const Fixture *fixture, guint n)
{
  const char *end = fixture->text;

  for (guint i = 0; i < n + 2; i++)
    end = strchr (end, '\n') + 1;
  return end - fixture->text;
}

/* Writes @n_bytes into the drop folder. Returns: the open descriptor. */
static int
write_start (const Fixture *fixture, gsize n_bytes)
{
  int fd = open (fixture->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, fixture->text, n_bytes), ==, n_bytes);
  return fd;
}

static void
write_rest (const Fixture *fixture, int fd, gsize n_bytes)
{
  gsize n_rest = strlen (fixture->text) - n_bytes;

  g_assert_cmpint (write (fd, fixture->text + n_bytes, n_rest), ==, n_rest);
  close (fd);
}

static gint64
ask (const Fixture *fixture, const char *sql)
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

static void
wait_for (const Fixture *fixture, const char *sql, gint64 expected)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  while (ask (fixture, sql) != expected && g_get_monotonic_time () < until_us)
    g_usleep (20000);
  g_assert_cmpint (ask (fixture, sql), ==, expected);
}

static void
wait_until_moved (const Fixture *fixture)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  while (g_access (fixture->path, F_OK) == 0 && g_get_monotonic_time () < until_us)
    g_usleep (20000);
  g_assert_cmpint (g_access (fixture->path, F_OK), !=, 0);
}

static void
wait_until_empty (const char *folder)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  g_autofree char *name = NULL;

  do
    {
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

      g_free (name);
      name = g_strdup (g_dir_read_name (dir));
      g_usleep (20000);
    }
  while (name != NULL && g_get_monotonic_time () < until_us);
  g_assert_cmpstr (name, ==, NULL);
}

/* All records once, and the place of the file is known. */
static void
assert_whole (const Fixture *fixture)
{
  wait_for (fixture, "SELECT count(*) FROM leg", N_RECORDS);
  wait_for (fixture, "SELECT count(*) FROM call", N_RECORDS);
  wait_for (fixture,
            "SELECT count(*) FROM file WHERE state = 'done' AND records = 8"
            " AND archive_path LIKE 'archive/%'",
            1);
}

/* At rest and open: another file is taken meanwhile, this one when it is closed. */
static void
test_open_file_is_waited_for (Fixture *fixture, gconstpointer unused)
{
  gsize n_first = length_of (fixture, N_FIRST);
  int fd = write_start (fixture, n_first);
  g_autofree char *other = g_build_filename (fixture->drop, "cdr_C_02_202603020900_1", NULL);
  int other_fd = open (other, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (write (other_fd, fixture->text, length_of (fixture, 1)), >, 0);
  close (open (fixture->path, O_WRONLY | O_APPEND | O_CLOEXEC));
  g_usleep (3 * G_USEC_PER_SEC); /* several rescans */
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM file"), ==, 0);
  close (other_fd);
  wait_for (fixture, "SELECT count(*) FROM file WHERE state = 'done'", 1);
  write_rest (fixture, fd, n_first);
  assert_whole (fixture);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM file"), ==, 2);
}

static void
test_late_rows_are_read (Fixture *fixture, gconstpointer unused)
{
  gsize n_first = length_of (fixture, N_FIRST);
  int fd = write_start (fixture, n_first);

  wait_for (fixture, "SELECT count(*) FROM leg", N_FIRST);
  wait_until_moved (fixture);
  write_rest (fixture, fd, n_first);
  assert_whole (fixture);
  g_assert_cmpint (ask (fixture, "SELECT duplicates FROM file WHERE records = 8"), ==, N_FIRST);
}

/* The archive on another file system gets a copy, and the writer goes on with the original. */
static void
test_late_rows_across_file_systems (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_strdup ("/dev/shm/tollkeeper-XXXXXX");
  GStatBuf here, there;
  gsize n_first;
  int fd;

  if (g_mkdtemp (folder) == NULL || g_stat (folder, &there) != 0
      || g_stat (fixture->dir->path, &here) != 0 || here.st_dev == there.st_dev)
    {
      g_test_skip ("there is no other file system");
      return;
    }
  test_service_end (fixture->service, SIGTERM);
  fixture->service = test_service_start (fixture->dir->path, folder);
  g_free (fixture->path);
  fixture->path = g_build_filename (folder, NAME, NULL);
  n_first = length_of (fixture, N_FIRST);
  fd = write_start (fixture, n_first);
  wait_until_moved (fixture);
  test_service_end (fixture->service, SIGKILL);
  fixture->service = test_service_start (fixture->dir->path, folder);
  write_rest (fixture, fd, n_first);
  assert_whole (fixture);
  wait_until_empty (folder);
  test_temp_dir_remove (folder);
}

/* Killed when the first part was taken; the rest is written while nobody looks. */
static void
test_late_rows_after_a_kill (Fixture *fixture, gconstpointer unused)
{
  gsize n_first = length_of (fixture, N_FIRST);
  int fd = write_start (fixture, n_first);

  wait_until_moved (fixture);
  test_service_end (g_steal_pointer (&fixture->service), SIGKILL);
  write_rest (fixture, fd, n_first);
  fixture->service = test_service_start (fixture->dir->path, NULL);
  assert_whole (fixture);
}

/* Killed at a point of its own while the first part is taken, or the rest is read. */
static void
test_late_rows_and_crashes (Fixture *fixture, gconstpointer unused)
{
  static const char *const points[] = { "before-archive", "after-archive", "before-commit:2",
                                        "after-commit:2" };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      Fixture own = { 0 };
      gsize n_first;
      int fd;

      g_setenv ("TOLL_CRASH_AT", points[i], TRUE);
      set_up (&own, "1");
      n_first = length_of (&own, N_FIRST);
      fd = write_start (&own, n_first);
      if (strchr (points[i], ':') != NULL)
        {
          wait_until_moved (&own);
          write_rest (&own, fd, n_first);
        }
      g_subprocess_wait (own.service->process, NULL, NULL);
      g_assert_true (g_subprocess_get_if_signaled (own.service->process));
      g_unsetenv ("TOLL_CRASH_AT");
      if (strchr (points[i], ':') == NULL)
        write_rest (&own, fd, n_first);
      restart (&own, SIGKILL);
      assert_whole (&own);
      tear_down (&own, NULL);
    }
}

/* A file that was taken within its first line is no record file, until it is whole. */
static void
test_refused_file_becomes_whole (Fixture *fixture, gconstpointer unused)
{
  int fd = write_start (fixture, 10);

  wait_for (fixture, "SELECT count(*) FROM file WHERE state = 'refused'", 1);
  wait_until_moved (fixture);
  write_rest (fixture, fd, 10);
  assert_whole (fixture);
}

/* Puts the file there over and over, so that it is never at rest, until something is read of it. Each
 * time it is whole: what is taken in the middle of a writing is read again when it is at rest. */
static void
put_until_read (const Fixture *fixture)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  g_autofree char *aside = test_temp_dir_path (fixture->dir, "aside");

  while (ask (fixture, "SELECT count(*) FROM leg") == 0 && g_get_monotonic_time () < until_us)
    {
      g_assert_true (g_file_set_contents (aside, fixture->text, -1, NULL));
      g_assert_cmpint (g_rename (aside, fixture->path), ==, 0);
      g_usleep (250000);
    }
}

/* Whoever makes the folder anew, or mounts something there, is heard again without a restart. */
static void
test_folder_is_made_again (Fixture *fixture, gconstpointer unused)
{
  set (fixture, "settle_s", "600");
  restart (fixture, SIGTERM);
  g_assert_cmpint (rmdir (fixture->drop), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->drop, 0770), ==, 0);
  put_until_read (fixture);
  wait_for (fixture, "SELECT count(*) FROM leg", N_RECORDS);
  unlink (fixture->path); /* of a writing after it was taken */
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    const char *open_s;
    void (*run) (Fixture *fixture, gconstpointer open_s);
  } rows[] = {
    { "open-file-is-waited-for", "600", test_open_file_is_waited_for },
    { "late-rows-are-read", "1", test_late_rows_are_read },
    { "late-rows-across-file-systems", "1", test_late_rows_across_file_systems },
    { "late-rows-after-a-kill", "1", test_late_rows_after_a_kill },
    { "late-rows-and-crashes", "600", test_late_rows_and_crashes },
    { "folder-is-made-again", "1", test_folder_is_made_again },
    { "refused-file-becomes-whole", "1", test_refused_file_becomes_whole },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/doors/intake/", rows[i].path, NULL);

      g_test_add (path, Fixture, rows[i].open_s, set_up, rows[i].run, tear_down);
    }
  return g_test_run ();
}
