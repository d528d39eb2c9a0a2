/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger as a file: made once, refused when foreign, newer, damaged or held by another
 * process; copied and taken back.
 */
#include "collector/store/backup.h"
#include "collector/store/db.h"
#include "collector/store/lanes.h"
#include "collector/store/migrate.h"
#include "shared/base/error.h"
#include "tests/support/score.h"
#include "tests/support/temp-dir.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ZONE "Europe/Rome"

static CollectorDb *
make_ledger (const char *path)
{
  g_autoptr (GError) error = NULL;
  CollectorDb *db;

  g_assert_true (collector_migrate (path, ZONE, &error));
  g_assert_no_error (error);
  db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);
  g_assert_no_error (error);
  return db;
}

static gint64
ask (CollectorDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  CollectorStmt *stmt = collector_db_prepare_built (db, sql, &error);
  gboolean has_row = FALSE;
  gint64 value;

  g_assert_no_error (error);
  g_assert_true (collector_stmt_step (stmt, &has_row, &error));
  g_assert_true (has_row);
  value = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return value;
}

static void
set_int (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (collector_db_run (db, sql, &error));
}

static void
test_made_and_opened_again (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autoptr (CollectorDb) db = make_ledger (path);
  g_autoptr (CollectorDb) again = NULL;

  g_assert_cmpint (ask (db, "PRAGMA user_version"), ==, collector_migrate_get_target ());
  g_assert_cmpint (ask (db, "SELECT count(*) FROM meta WHERE company_zone='Europe/Rome'"), ==, 1);
  g_assert_cmpint (ask (db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (ask (db, "PRAGMA foreign_keys"), ==, 1);
  again = make_ledger (path);
  g_assert_cmpint (ask (again, "SELECT count(*) FROM meta"), ==, 1);
}

/* Refused with its name, and not one byte different. @what: of the score. */
static void
assert_untouched (const char *path, TollError code, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize n_before, n_after;

  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  g_assert_false (collector_migrate (path, ZONE, &error));
  g_assert_error (error, TOLL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  toll_score ("U02", what, n_before != n_after || memcmp (before, after, n_before) != 0, 0);
}

/* What is read is no memory of the service's. */
static void
test_is_not_mapped (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autofree char *line_end = g_strconcat (path, "\n", NULL);
  g_autoptr (CollectorDb) writer = make_ledger (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) reader = collector_db_open (path, COLLECTOR_DB_READ, &error);
  g_autofree char *maps = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (ask (reader, "SELECT count(*) FROM meta"), ==, 1);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, &error));
  g_assert_nonnull (strstr (maps, "ledger.db-shm\n"));
  g_assert_null (strstr (maps, line_end));
}

static void
test_foreign_is_refused (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *text = test_temp_dir_path (dir, "notes.db");
  g_autofree char *other = test_temp_dir_path (dir, "other.db");

  g_assert_true (g_file_set_contents (text, "not a database at all", -1, NULL));
  assert_untouched (text, TOLL_ERROR_CONFLICT, "texts written to");
  set_int (other, "PRAGMA journal_mode = DELETE; PRAGMA application_id = 7; CREATE TABLE t (a)");
  assert_untouched (other, TOLL_ERROR_CONFLICT, "foreign databases written to");
}

static void
test_newer_is_refused (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autoptr (CollectorDb) db = make_ledger (path);

  g_clear_pointer (&db, collector_db_close);
  set_int (path, "PRAGMA user_version = 9999");
  assert_untouched (path, TOLL_ERROR_CONFLICT, "newer ledgers written to");
}

static void
test_unknown_zone_is_refused (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autoptr (GError) error = NULL;

  g_assert_false (collector_migrate (path, "Mars/Olympus", &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_second_process_is_refused (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autoptr (GError) error = NULL;
  int ready[2], status;
  pid_t child;
  char byte;

  g_clear_pointer (&(CollectorDb *){ make_ledger (path) }, collector_db_close);
  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0)
    {
      CollectorLanes *lanes = collector_lanes_new (path, 1, NULL);

      if (write (ready[1], lanes != NULL ? "y" : "n", 1) == 1)
        pause ();
      _exit (1);
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_assert_cmpint (byte, ==, 'y');
  g_assert_null (collector_lanes_new (path, 1, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (collector_migrate (path, ZONE, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BUSY);
  kill (child, SIGKILL);
  waitpid (child, &status, 0);
  close (ready[0]);
  close (ready[1]);
  g_clear_error (&error);
  g_clear_pointer (&(CollectorLanes *){ collector_lanes_new (path, 1, &error) },
                   collector_lanes_free);
  g_assert_no_error (error);
}

static void
test_damage_is_found_after_unclean_stop (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autofree char *lock = test_temp_dir_path (dir, "ledger.db.lock");
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize n;

  g_clear_pointer (&(CollectorDb *){ make_ledger (path) }, collector_db_close);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  memset (bytes + 3 * 16384, 0xee, 16384);
  g_assert_true (g_file_set_contents (path, bytes, n, NULL));
  g_assert_true (g_file_set_contents (lock, "r", 1, NULL));
  for (int i = 0; i < 2; i++)
    {
      g_assert_null (collector_lanes_new (path, 1, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE);
      g_clear_error (&error);
    }
}

/* A ledger too large to be looked at before it is used, and the note of a crash. */
static void
make_large (const char *path, const char *lock)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = make_ledger (path);

  g_assert_true (collector_db_run (
      db, "INSERT INTO word VALUES (1, 1, hex (zeroblob (40000000)))", &error));
  g_clear_pointer (&db, collector_db_close);
  g_assert_true (g_file_set_contents (lock, "r", 1, NULL));
}

static void
assert_note (const char *lock, const char *expected)
{
  g_autofree char *note = NULL;

  g_assert_true (g_file_get_contents (lock, &note, NULL, NULL));
  g_assert_cmpstr (note, ==, expected);
}

typedef struct
{
  GMainLoop *loop;
  GError *error;
} Checked;

static void
checked_cb (gpointer data, const GError *error)
{
  Checked *checked = data;

  checked->error = error != NULL ? g_error_copy (error) : NULL;
  g_main_loop_quit (checked->loop);
}

/* Opens and looks at all pages. Returns: (transfer full) (nullable): what was found. */
static GError *
check_beside (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorLanes) lanes = collector_lanes_new (path, 1, &error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Checked checked = { loop, NULL };

  g_assert_no_error (error);
  g_assert_true (collector_lanes_check_pages (lanes, checked_cb, &checked));
  g_main_loop_run (loop);
  return checked.error;
}

/* A large ledger is used at once; the note of the crash stays until its pages were looked at. */
static void
test_large_is_checked_beside (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autofree char *lock = test_temp_dir_path (dir, "ledger.db.lock");
  g_autoptr (GError) found = NULL;

  make_large (path, lock);
  g_assert_true (collector_migrate (path, ZONE, NULL));
  g_clear_pointer (&(CollectorLanes *){ collector_lanes_new (path, 1, NULL) },
                   collector_lanes_free);
  assert_note (lock, "r");
  found = check_beside (path);
  g_assert_no_error (found);
  assert_note (lock, "c");
  {
    g_autoptr (CollectorLanes) lanes = collector_lanes_new (path, 1, NULL);

    g_assert_false (collector_lanes_check_pages (lanes, checked_cb, NULL));
  }
}

/* Once damage is known, the ledger is not opened again. */
static void
test_large_damage_is_found (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autofree char *lock = test_temp_dir_path (dir, "ledger.db.lock");
  g_autoptr (GError) found = NULL, error = NULL;
  FILE *file;

  make_large (path, lock);
  file = fopen (path, "r+");
  g_assert_cmpint (fseek (file, 3000 * 16384, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite ("\xee\xee\xee\xee", 1, 4, file), ==, 4);
  fclose (file);
  found = check_beside (path);
  g_assert_error (found, TOLL_ERROR, TOLL_ERROR_DATABASE);
  assert_note (lock, "d");
  for (int i = 0; i < 2; i++)
    {
      g_assert_false (collector_migrate (path, ZONE, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE);
      g_clear_error (&error);
      g_assert_null (collector_lanes_new (path, 1, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE);
      g_clear_error (&error);
    }
}

static void
test_backup_and_restore (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autofree char *copy = test_temp_dir_path (dir, "copy.db");
  g_autofree char *foreign = test_temp_dir_path (dir, "foreign.db");
  g_autofree char *aside = test_temp_dir_path (dir, "ledger.db.before-restore");
  g_autofree char *second = test_temp_dir_path (dir, "ledger.db.before-restore-2");
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = make_ledger (path);

  g_assert_true (collector_db_run (db, "INSERT INTO word VALUES (1, 1, 'one')", &error));
  g_assert_true (collector_backup_copy (db, copy, &error));
  g_assert_no_error (error);
  g_assert_true (collector_db_run (db, "INSERT INTO word VALUES (1, 2, 'two')", &error));
  g_clear_pointer (&db, collector_db_close);

  g_assert_true (g_file_set_contents (foreign, "SQLite format 3", -1, NULL));
  g_assert_false (collector_backup_restore (foreign, path, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT);
  g_clear_error (&error);

  g_assert_true (collector_backup_restore (copy, path, &error));
  g_assert_no_error (error);
  db = make_ledger (path);
  g_assert_cmpint (ask (db, "SELECT count(*) FROM word"), ==, 1);
  g_clear_pointer (&db, collector_db_close);
  /* Another restore leaves what the first one set aside. */
  g_assert_true (collector_backup_restore (copy, path, &error));
  db = collector_db_open (aside, COLLECTOR_DB_READ, &error);
  g_assert_cmpint (ask (db, "SELECT count(*) FROM word"), ==, 2);
  g_clear_pointer (&db, collector_db_close);
  db = collector_db_open (second, COLLECTOR_DB_READ, &error);
  g_assert_cmpint (ask (db, "SELECT count(*) FROM word"), ==, 1);
}

typedef struct
{
  GMainLoop *loop;
  gint64 answer;
  gboolean has_failed;
} Asked;

static gboolean
count_words (CollectorDb *db, gpointer data, GError **error)
{
  ((Asked *) data)->answer = ask (db, "SELECT count(*) FROM word");
  return TRUE;
}

static gboolean
write_and_fail (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_begin (db, error)
         && collector_db_run (db, "INSERT INTO word VALUES (1, 1, 'half')", error)
         && collector_db_run (db, "INSERT INTO word VALUES (1, 1, 'twice')", error);
}

static void
answered_cb (gpointer data, const GError *error)
{
  Asked *asked = data;

  asked->has_failed = error != NULL;
  g_main_loop_quit (asked->loop);
}

static void
test_lanes_run_and_roll_back (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorLanes) lanes = NULL;
  Asked asked = { .loop = g_main_loop_new (NULL, FALSE), .answer = -1 };

  g_clear_pointer (&(CollectorDb *){ make_ledger (path) }, collector_db_close);
  lanes = collector_lanes_new (path, 3, &error);
  g_assert_no_error (error);
  g_assert_false (collector_lanes_write_sync (lanes, write_and_fail, NULL, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (collector_lanes_read_sync (lanes, count_words, &asked, &error));
  g_assert_cmpint (asked.answer, ==, 0);
  collector_lanes_write (lanes, write_and_fail, &asked, answered_cb);
  g_main_loop_run (asked.loop);
  g_assert_true (asked.has_failed);
  collector_lanes_read (lanes, count_words, &asked, answered_cb);
  g_main_loop_run (asked.loop);
  g_assert_false (asked.has_failed);
  g_main_loop_unref (asked.loop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/ledger-file/made-and-opened-again", test_made_and_opened_again);
  g_test_add_func ("/store/ledger-file/is-not-mapped", test_is_not_mapped);
  g_test_add_func ("/store/ledger-file/foreign-is-refused", test_foreign_is_refused);
  g_test_add_func ("/store/ledger-file/newer-is-refused", test_newer_is_refused);
  g_test_add_func ("/store/ledger-file/unknown-zone-is-refused", test_unknown_zone_is_refused);
  g_test_add_func ("/store/ledger-file/second-process-is-refused", test_second_process_is_refused);
  g_test_add_func ("/store/ledger-file/damage-is-found", test_damage_is_found_after_unclean_stop);
  g_test_add_func ("/store/ledger-file/large-is-checked-beside", test_large_is_checked_beside);
  g_test_add_func ("/store/ledger-file/large-damage-is-found", test_large_damage_is_found);
  g_test_add_func ("/store/ledger-file/backup-and-restore", test_backup_and_restore);
  g_test_add_func ("/store/ledger-file/lanes-run-and-roll-back", test_lanes_run_and_roll_back);
  return g_test_run ();
}
