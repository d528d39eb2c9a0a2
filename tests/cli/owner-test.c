/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose stored calls are when the directory is told later, by the commands an owner of the host
 * has: the calls and the totals follow, and unknown extensions become people where that is wanted.
 */
#include "collector/store/db.h"
#include "tests/support/collector-run.h"
#include "tests/support/cucm-file.h"
#include "tests/support/temp-dir.h"

typedef struct
{
  TestTempDir *dir;
  char *data;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->dir = test_temp_dir_new ();
  fixture->data = test_temp_dir_path (fixture->dir, "data");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->data);
  test_temp_dir_free (fixture->dir);
}

static void
run (Fixture *fixture, const char *a, const char *b, const char *c, const char *d)
{
  const char *args[] = { a, b, c, d, NULL };
  g_autoptr (TestRun) result = test_run_collector (fixture->data, args);

  g_test_message ("%s %s: %s", a, b, result->errors);
  g_assert_cmpint (result->exit_code, ==, 0);
}

static gint64
ask (Fixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->data, "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  CollectorDb *db = collector_db_open (path, COLLECTOR_DB_READ, &error);
  CollectorStmt *stmt;
  gboolean has_row = FALSE;
  gint64 figure;

  g_assert_no_error (error);
  stmt = collector_db_prepare (db, sql, &error);
  g_assert_no_error (error);
  g_assert_true (collector_stmt_step (stmt, &has_row, &error) && has_row);
  figure = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  collector_db_close (db);
  return figure;
}

static char *
write_calls (Fixture *fixture, const char *caller, guint n, const char *minute)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_row_set (row, "callingPartyNumber", caller);
      toll_test_file_add (file, row);
    }
  return toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, fixture->dir->path, "C", "01", minute,
                               1);
}

static void
tell (Fixture *fixture, const char *rows)
{
  g_autofree char *path = test_temp_dir_path (fixture->dir, "people.csv");
  g_autofree char *text = g_strconcat ("user_name,extension,department\n", rows, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  run (fixture, "directory", "import", path, NULL);
}

#define CALLS_OF(name)                                                                             \
  "SELECT count (*) FROM call c JOIN person p ON p.id = c.person_id WHERE p.user_name = '" name "'"
#define CALLS_IN(name)                                                                             \
  "SELECT count (*) FROM call c JOIN department d ON d.id = c.department_id WHERE d.name = '" name \
  "'"

static void
test_a_line_told_later (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *known = NULL, *unknown = NULL;

  tell (fixture, "alba,2001,Sales\n");
  known = write_calls (fixture, "2001", 3, "202603020900");
  unknown = write_calls (fixture, "2005", 2, "202603020905");
  run (fixture, "import", known, unknown, NULL);
  g_assert_cmpint (ask (fixture, CALLS_OF ("alba")), ==, 3);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM call WHERE person_id = 0"), ==, 2);
  tell (fixture, "alba,2001,Sales\nbruno,2005,Support\n");
  run (fixture, "import", known, NULL, NULL);
  g_assert_cmpint (ask (fixture, CALLS_OF ("bruno")), ==, 2);
  g_assert_cmpint (ask (fixture, CALLS_IN ("Support")), ==, 2);
  g_assert_cmpint (ask (fixture, CALLS_IN ("Sales")), ==, 3);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM reattribution"), ==, 0);
  run (fixture, "verify", NULL, NULL, NULL); /* the totals too */
}

static void
test_unknown_become_people (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL, *second = NULL;

  first = write_calls (fixture, "2005", 2, "202603020900");
  run (fixture, "import", first, NULL, NULL);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM person"), ==, 0);
  run (fixture, "settings", "set", "unknown_extensions", "create");
  second = write_calls (fixture, "2009", 1, "202603020905");
  run (fixture, "import", second, NULL, NULL);
  g_assert_cmpint (ask (fixture, CALLS_OF ("2005")), ==, 2);
  g_assert_cmpint (ask (fixture, CALLS_OF ("2009")), ==, 1);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM person WHERE source = 3"), ==, 2);
  run (fixture, "verify", NULL, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cli/owner/a-line-told-later", Fixture, NULL, set_up, test_a_line_told_later,
              tear_down);
  g_test_add ("/cli/owner/unknown-become-people", Fixture, NULL, set_up,
              test_unknown_become_people, tear_down);
  return g_test_run ();
}
