/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/reports/demo-ledger.h"

#include "collector/store/hidden-calls.h"
#include "tests/support/collector-run.h"
#include "tests/support/temp-dir.h"

#include <stdlib.h>

#define UNTIL "2026-04-09T10:50:00Z"

static void
import_all (const char *data, const char *made)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) files = g_dir_open (made, 0, NULL);
  g_autoptr (TestRun) run = NULL;
  const char *name;

  g_ptr_array_add (args, g_strdup ("import"));
  while ((name = g_dir_read_name (files)) != NULL)
    g_ptr_array_add (args, g_build_filename (made, name, NULL));
  g_ptr_array_add (args, NULL);
  run = test_run_collector (data, (const char *const *) args->pdata);
  g_assert_cmpint (run->exit_code, ==, 0);
}

static TestTempDir *dir;
static CollectorDb *db;

static void
remove_at_the_end (void)
{
  g_clear_pointer (&db, collector_db_close);
  g_clear_pointer (&dir, test_temp_dir_free);
}

CollectorDb *
test_demo_ledger_get (void)
{
  g_autofree char *data = NULL, *made = NULL, *drop = NULL, *path = NULL;
  g_autoptr (TestRun) run = NULL;
  g_autoptr (GError) error = NULL;

  if (db != NULL)
    return db;
  dir = test_temp_dir_new ();
  atexit (remove_at_the_end);
  data = test_temp_dir_path (dir, "data");
  made = test_temp_dir_path (dir, "made");
  drop = g_strconcat ("--drop=", made, NULL);
  {
    const char *demo[] = { "demo", "--calls=1500", "--days=20", "--seed=7", "--until=" UNTIL, drop,
                           NULL };

    run = test_run_collector (data, demo);
    g_assert_cmpint (run->exit_code, ==, 0);
  }
  import_all (data, made);
  path = g_build_filename (data, "ledger.db", NULL);
  db = collector_db_open (path, COLLECTOR_DB_READ, &error);
  g_assert_no_error (error);
  return db;
}

static CollectorDb *
open_writer (void)
{
  g_autofree char *data = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;
  CollectorDb *writer;

  test_demo_ledger_get ();
  data = test_temp_dir_path (dir, "data");
  path = g_build_filename (data, "ledger.db", NULL);
  writer = collector_db_open (path, COLLECTOR_DB_WRITE, &error);
  g_assert_no_error (error);
  return writer;
}

void
test_demo_ledger_run (const char *sql)
{
  g_autoptr (CollectorDb) writer = open_writer ();
  g_autoptr (GError) error = NULL;

  collector_db_run (writer, sql, &error);
  g_assert_no_error (error);
}

void
test_demo_ledger_settle (void)
{
  g_autoptr (CollectorDb) writer = open_writer ();
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;

  while (!is_done)
    {
      collector_hidden_step (writer, &is_done, &error);
      g_assert_no_error (error);
    }
}
