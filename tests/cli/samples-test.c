/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files in data/samples, which the README points at, are taken by the commands they are for.
 */
#include "collector/store/guard.h"
#include "tests/support/collector-run.h"
#include "tests/support/temp-dir.h"

#include <string.h>

static char *
sample (const char *name)
{
  return g_build_filename (g_getenv ("TOLL_DATADIR"), "samples", name, NULL);
}

static void
assert_done (TestTempDir *dir, const char *const *args)
{
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autoptr (TestRun) run = test_run_collector (data, args);

  if (run->exit_code != 0)
    g_test_message ("%s", run->errors);
  g_assert_cmpint (run->exit_code, ==, 0);
}

static void
test_taken (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *csv = sample ("tariff.csv");
  g_autofree char *json = sample ("tariff.json");
  g_autofree char *people = sample ("people.csv");
  const char *const by_csv[] = { "tariff", "import", csv, "--name=By CSV", NULL };
  const char *const by_json[] = { "tariff", "import", json, "--name=By JSON", NULL };
  const char *const directory[] = { "directory", "import", people, NULL };

  assert_done (dir, by_csv);
  assert_done (dir, by_json);
  assert_done (dir, directory);
}

/* The document prices by its bands: off-peak on a Saturday, fee and two minutes. */
static void
test_prices (void)
{
  g_autofree char *json = sample ("tariff.json");
  g_autofree char *tariff = g_strdup_printf ("--tariff=%s", json);
  const char *const args[] = { "price", tariff, "--number=+390255501234",
                               "--start=2026-03-07T10:00:00", "--duration=61", NULL };
  g_autoptr (TestRun) run = test_run_collector (NULL, args);
  g_autoptr (JsonObject) answer = test_run_parse (run);

  g_assert_cmpint (run->exit_code, ==, 0);
  g_assert_cmpint (json_object_get_int_member (answer, "cost_micro"), ==, 140000);
  g_assert_cmpstr (json_object_get_string_member (answer, "band"), ==, "off-peak");
}

/* A ledger that knows neither tariff nor office says so, and does not fail. */
static void
test_nothing_known (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  const char *const args[] = { "price", "--number=+390255501234", "--start=2026-03-07T10:00:00",
                               "--duration=61", NULL };
  g_autoptr (TestRun) run = test_run_collector (data, args);
  g_autoptr (JsonObject) answer = test_run_parse (run);

  g_assert_cmpint (run->exit_code, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (answer, "state"), ==, "unrated");
  g_assert_cmpstr (json_object_get_string_member (answer, "reason"), ==, "NO_TARIFF");
}

/* The company can be told of while a service holds the ledger; records can not be read. */
static void
test_beside_a_service (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *ledger = g_build_filename (data, "ledger.db", NULL);
  g_autofree char *csv = sample ("tariff.csv");
  const char *const first[] = { "demo", "--calls=0", NULL };
  const char *const tariff[] = { "tariff", "import", csv, "--name=By CSV", NULL };
  const char *const import[] = { "import", csv, NULL };
  CollectorLastStop last = COLLECTOR_STOP_CLEAN;
  CollectorGuard *guard;

  assert_done (dir, first);
  guard = collector_guard_take (ledger, &last, &error);
  g_assert_no_error (error);
  assert_done (dir, tariff);
  assert_done (dir, first);
  {
    g_autoptr (TestRun) run = test_run_collector (data, import);

    g_assert_cmpint (run->exit_code, ==, 1);
    g_assert_nonnull (strstr (run->errors, "in use"));
  }
  collector_guard_release (guard);
}

/* A company that is somebody's stays as it is, however little of it there is yet. */
static void
test_demo_keeps_away (void)
{
  g_autofree char *people = sample ("people.csv"), *tariff = sample ("tariff.csv");
  const char *const begins[][5] = {
    { "settings", "set", "company", "Real SpA", NULL },
    { "directory", "import", people, NULL },
    { "site", "add", "Real", NULL },
    { "tariff", "import", tariff, "--name=Ours", NULL }, /* alone it is nobody's */
  };
  const char *const demo[] = { "demo", "--calls=10", "--days=1", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    {
      g_autoptr (TestTempDir) dir = test_temp_dir_new ();
      g_autofree char *data = test_temp_dir_path (dir, "data");
      g_autofree char *drop = test_temp_dir_path (dir, "data/drop");
      gboolean is_there = i < 3;
      g_autoptr (TestRun) run = NULL;

      assert_done (dir, begins[i]);
      run = test_run_collector (data, demo);
      g_test_message ("%s: %s", begins[i][0], run->errors);
      g_assert_cmpint (run->exit_code, ==, is_there ? 1 : 0);
      g_assert_true ((strstr (run->errors, "real company") != NULL) == is_there);
      g_assert_true (g_file_test (drop, G_FILE_TEST_EXISTS) != is_there);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/samples/are-taken", test_taken);
  g_test_add_func ("/cli/samples/document-prices", test_prices);
  g_test_add_func ("/cli/samples/nothing-known-is-unrated", test_nothing_known);
  g_test_add_func ("/cli/company-changes-beside-a-service", test_beside_a_service);
  g_test_add_func ("/cli/samples/demo-keeps-away", test_demo_keeps_away);
  return g_test_run ();
}
