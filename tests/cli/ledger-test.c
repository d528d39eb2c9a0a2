/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands that look at a ledger or repair it, where there is none: they say so and make none.
 */
#include "tests/support/collector-run.h"
#include "tests/support/temp-dir.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_ARGS 6

static const char *const commands[][MAX_ARGS] = {
  { "verify" },
  { "backup", "copy.db" },
  { "rerate" },
  { "replay" },
  { "quarantine", "list" },
  { "tariff", "list" },
  { "tariff", "export", "World" },
  { "tariff", "assign", "World" },
  { "user", "list" },
  { "user", "set-role", "eva", "--role=user" },
  { "device", "list" },
  { "directory", "export" },
  { "gateway", "list" },
  { "gateway", "remove", "GW" },
  { "site", "list" },
  { "settings", "list" },
};

static void
test_no_ledger (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  /* A command about somebody says of whom before. */
  g_autofree char *expected = g_strdup_printf ("There is no ledger in %s\n", data);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (TestRun) run = test_run_collector (data, commands[i]);

      g_test_message ("%s", commands[i][0]);
      g_assert_true (g_str_has_suffix (run->errors, expected));
      g_assert_cmpstr (run->output, ==, "");
      g_assert_cmpint (run->exit_code, ==, 1);
      g_assert_false (g_file_test (data, G_FILE_TEST_EXISTS));
    }
}

/* A folder with something else in it stays as it is. */
static void
test_folder_without_a_ledger (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (TestRun) run = test_run_collector (dir->path, commands[i]);

      g_assert_cmpint (run->exit_code, ==, 1);
    }
  g_assert_cmpint (g_rmdir (dir->path), ==, 0);
  g_assert_cmpint (g_mkdir (dir->path, 0700), ==, 0);
}

/* What a company is made with makes the ledger; then there is something to look at. */
static void
test_ledger_is_made_by_work (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autoptr (TestRun) made = test_run_collector (
      data, (const char *const[]){ "site", "add", "Milan", "--nation=IT", "--zone=Europe/Rome",
                                   NULL });
  g_autoptr (TestRun) verified
      = test_run_collector (data, (const char *const[]){ "verify", NULL });

  g_assert_cmpint (made->exit_code, ==, 0);
  g_assert_cmpstr (verified->output, ==, "No differences\n");
  g_assert_cmpint (verified->exit_code, ==, 0);
}

/* A backup takes the place of nothing but an older backup. */
static void
test_backup_spares_what_is_there (void)
{
  static const char *const spared[] = { "data/ledger.db", "data/ledger.db-wal", "data/access.db",
                                        "link.db", "notes.txt", "data/../data/ledger.db" };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *link = test_temp_dir_path (dir, "link.db");
  g_autofree char *notes = test_temp_dir_path (dir, "notes.txt");
  g_autofree char *good = test_temp_dir_path (dir, "good.db");
  g_autofree char *ledger = g_build_filename (data, "ledger.db", NULL);
  g_autoptr (TestRun) made = test_run_collector (
      data, (const char *const[]){ "site", "add", "Milan", "--nation=IT", "--zone=Europe/Rome",
                                   NULL });
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (notes, "keep me, I am longer than a header of a database "
                                             "file, which has a hundred bytes: so I must be "
                                             "longer than that\n", -1, NULL));
  g_assert_cmpint (symlink (ledger, link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (spared); i++)
    {
      g_autofree char *path = test_temp_dir_path (dir, spared[i]);
      g_autoptr (TestRun) run
          = test_run_collector (data, (const char *const[]){ "backup", path, NULL });

      g_test_message ("%s: %s", spared[i], run->errors);
      g_assert_cmpint (run->exit_code, ==, 1);
    }
  g_assert_true (g_file_get_contents (notes, &kept, NULL, NULL));
  g_assert_true (g_str_has_prefix (kept, "keep me"));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestRun) run
          = test_run_collector (data, (const char *const[]){ "backup", good, NULL });

      g_assert_cmpint (run->exit_code, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/ledger/none", test_no_ledger);
  g_test_add_func ("/cli/ledger/folder-without-one", test_folder_without_a_ledger);
  g_test_add_func ("/cli/ledger/made-by-work", test_ledger_is_made_by_work);
  g_test_add_func ("/cli/ledger/backup-spares-what-is-there", test_backup_spares_what_is_there);
  return g_test_run ();
}
