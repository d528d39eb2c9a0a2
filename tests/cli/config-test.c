/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the configuration file says stands over the database, also for what reports read of it.
 */
#include "tests/support/collector-run.h"
#include "tests/support/temp-dir.h"

#include <string.h>
#include <unistd.h>

#define QUESTION "{\"zone\":\"Europe/Rome\",\"period\":{\"relative\":\"this_billing_period\"}}"

/* Returns: the day of the month on which the billing period of now begins. */
static int
find_first_day (const char *data_dir, const char *config)
{
  const char *args[]
      = { "report", "3.2", "--format=json", "--filter=" QUESTION, config, NULL };
  g_autoptr (JsonObject) answer = test_run_json (data_dir, args);
  gint64 from_ms = json_object_get_int_member (
      json_object_get_object_member (answer, "period"), "from_ms");
  g_autoptr (GTimeZone) rome = g_time_zone_new_identifier ("Europe/Rome");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (from_ms / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, rome);

  return g_date_time_get_day_of_month (local);
}

static void
test_over_the_database (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *path = test_temp_dir_path (dir, "collector.conf");
  g_autofree char *config = g_strconcat ("--config=", path, NULL);
  const char *store[] = { "settings", "set", "billing_day", "7", NULL };

  g_assert_true (g_file_set_contents (path, "[collector]\nbilling_day=20\n", -1, NULL));
  test_run_well (data, store);
  g_assert_cmpint (find_first_day (data, NULL), ==, 7);
  g_assert_cmpint (find_first_day (data, config), ==, 20);
}

/* What is no file of records is taken away from where files arrive: never the ledger. */
static void
test_drop_of_our_own (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *ledger = test_temp_dir_path (dir, "data/ledger.db");
  g_autofree char *link = test_temp_dir_path (dir, "link");
  const char *store[] = { "settings", "set", "billing_day", "7", NULL };

  test_run_well (data, store);
  g_assert_cmpint (symlink (data, link), ==, 0);
  for (guint i = 0; i < 4; i++)
    {
      static const char *const below[] = { "", "archive", "secrets", "" };
      g_autofree char *drop = g_build_filename (i == 3 ? link : data, below[i], NULL);
      g_autofree char *option = g_strconcat ("--drop=", drop, NULL);
      const char *serve[] = { "serve", "--listen=127.0.0.1:0", option, NULL };
      const char *keep[] = { "settings", "set", "drop", drop, NULL };
      g_autoptr (TestRun) run = NULL, kept = NULL;

      g_mkdir_with_parents (drop, 0700);
      run = test_run_collector (data, serve);
      kept = test_run_collector (data, keep);
      g_test_message ("%s: %s%s", below[i], run->errors, kept->errors);
      g_assert_cmpint (run->exit_code, ==, 1);
      g_assert_nonnull (strstr (run->errors, "drop"));
      g_assert_cmpint (kept->exit_code, ==, 1);
    }
  g_assert_true (g_file_test (ledger, G_FILE_TEST_EXISTS));
}

/* What is written never takes the place of the ledger. */
static void
test_output_of_our_own (void)
{
  static const char *const names[] = { "ledger.db", "ledger.db-wal", "access.db" };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  const char *store[] = { "settings", "set", "billing_day", "7", NULL };

  test_run_well (data, store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *option = g_strdup_printf ("--output=%s/../data/%s", data, names[i]);
      const char *args[] = { "report", "3.2", "--format=csv", option, NULL };
      g_autoptr (TestRun) run = test_run_collector (data, args);

      g_assert_cmpint (run->exit_code, ==, 1);
      g_assert_nonnull (strstr (run->errors, "ledger's own"));
    }
  /* Nor by a link that leads there, or by another name of it. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *ledger = g_build_filename (data, "ledger.db", NULL);
      g_autofree char *path = test_temp_dir_path (dir, i == 0 ? "soft.csv" : "hard.csv");
      g_autofree char *option = g_strconcat ("--output=", path, NULL);
      const char *args[] = { "report", "3.2", "--format=csv", option, NULL };
      g_autoptr (TestRun) run = NULL;

      g_assert_cmpint (i == 0 ? symlink (ledger, path) : link (ledger, path), ==, 0);
      run = test_run_collector (data, args);
      g_assert_cmpint (run->exit_code, ==, 1);
      g_assert_nonnull (strstr (run->errors, "ledger's own"));
    }
  g_assert_cmpint (find_first_day (data, NULL), ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/over-the-database", test_over_the_database);
  g_test_add_func ("/config/drop-of-our-own", test_drop_of_our_own);
  g_test_add_func ("/config/output-of-our-own", test_output_of_our_own);
  return g_test_run ();
}
