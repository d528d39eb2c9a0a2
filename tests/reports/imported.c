/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/reports/imported.h"

#include "shared/base/error.h"
#include "tests/support/collector-run.h"

static void
close_db (TestImported *imported)
{
  g_clear_pointer (&imported->db, collector_db_close);
}

static TestImported *
imported_new (gint64 now_ms)
{
  TestImported *imported = g_new0 (TestImported, 1);

  imported->dir = test_temp_dir_new ();
  imported->data = test_temp_dir_path (imported->dir, "data");
  imported->now_ms = now_ms;
  imported->admin = collector_viewer_new ();
  imported->admin->role = COLLECTOR_ROLE_ADMINISTRATOR;
  imported->admin->scope = COLLECTOR_SCOPE_ALL;
  imported->admin->now_ms = now_ms;
  return imported;
}

TestImported *
test_imported_new (const char *now)
{
  TestImported *imported = imported_new (test_instant_ms (now));

  test_imported_command (imported, (const char *const[]) { "settings", "set", "zone",
                                                           "Europe/Rome", NULL });
  return imported;
}

TestImported *
test_imported_copy (TestImported *imported)
{
  TestImported *copy = imported_new (imported->now_ms);
  g_autofree char *from = g_build_filename (imported->data, "ledger.db", NULL);
  g_autofree char *to = g_build_filename (copy->data, "ledger.db", NULL);
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  close_db (imported); /* what it wrote is in the one file then */
  g_mkdir_with_parents (copy->data, 0700);
  g_assert_true (g_file_get_contents (from, &bytes, &n_bytes, NULL));
  g_assert_true (g_file_set_contents_full (to, bytes, n_bytes, G_FILE_SET_CONTENTS_NONE, 0600,
                                           NULL));
  return copy;
}

void
test_imported_free (TestImported *imported)
{
  close_db (imported);
  collector_viewer_free (imported->admin);
  g_free (imported->data);
  test_temp_dir_free (imported->dir);
  g_free (imported);
}

CollectorDb *
test_imported_db (TestImported *imported)
{
  g_autofree char *path = g_build_filename (imported->data, "ledger.db", NULL);
  g_autoptr (GError) error = NULL;

  if (imported->db == NULL)
    imported->db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);
  g_assert_no_error (error);
  return imported->db;
}

void
test_imported_command (TestImported *imported, const char *const *args)
{
  g_autoptr (TestRun) run = NULL;

  close_db (imported);
  run = test_run_collector (imported->data, args);
  if (run->exit_code != 0)
    g_error ("%s %s: %s", args[0], args[1], run->errors);
}

void
test_imported_read (TestImported *imported, const TollTestFile *file, const char *node,
                    const char *minute, guint sequence)
{
  g_autofree char *folder = test_temp_dir_path (imported->dir, "files");
  g_autofree char *path = NULL;

  g_mkdir_with_parents (folder, 0700);
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, folder, "Cluster", node, minute,
                               sequence);
  test_imported_command (imported, (const char *const[]) { "import", path, NULL });
}

void
test_imported_read_row (TestImported *imported, const TollTestRow *row)
{
  static guint n_files;
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  toll_test_file_add (file, row);
  test_imported_read (imported, file, "01", "202603020900", ++n_files);
}

char *
test_imported_write (TestImported *imported, const char *name, const char *text)
{
  char *path = test_temp_dir_path (imported->dir, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

void
test_imported_run (TestImported *imported, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_db_run (test_imported_db (imported), sql, &error));
  g_assert_no_error (error);
}

static CollectorReportRun *
answer (TestImported *imported, const char *id, const CollectorViewer *viewer, const char *json,
        GError **error)
{
  g_autoptr (TollJson) asked = json != NULL ? toll_json_read (json, -1, 0, NULL) : NULL;
  g_autoptr (CollectorReportRun) run = collector_report_run_new (
      collector_report_lookup (id), test_imported_db (imported),
      viewer != NULL ? viewer : imported->admin, asked != NULL ? toll_json_get_root (asked) : NULL,
      imported->now_ms, error);

  if (run == NULL || !collector_report_run_answer (run, error))
    return NULL;
  return g_steal_pointer (&run);
}

CollectorReportRun *
test_imported_report (TestImported *imported, const char *id, const CollectorViewer *viewer,
                      const char *json)
{
  g_autoptr (GError) error = NULL;
  CollectorReportRun *run = answer (imported, id, viewer, json, &error);

  if (run == NULL)
    g_error ("%s: %s", id, error->message);
  return run;
}

char *
test_imported_refuse (TestImported *imported, const char *id, const CollectorViewer *viewer,
                      const char *json)
{
  g_autoptr (GError) error = NULL;
  char *field;

  g_assert_null (answer (imported, id, viewer, json, &error));
  field = toll_error_dup_field (error);
  return field != NULL ? field : g_strdup (error->message);
}
