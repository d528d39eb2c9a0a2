/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stored calls follow what is told of the company later: whatever is imported first and told of
 * afterwards ends in the calls, totals and costs of the right order.
 */
#include "tests/support/retelling.h"
#include "tests/support/temp-dir.h"

#include <signal.h>

/* What the tests share: record files, and the dump of an import that knew everything. */
static TestTempDir *shared_dir;
static GPtrArray *shared_paths;
static char *shared_dump;

typedef struct
{
  TestTempDir *dir;
  char *data;
  CollectorDemoCompany *company;
  GPtrArray *paths;
  char *expected;
} Fixture;

static char *
make_company (TestTempDir *dir, const char *name)
{
  g_autofree char *unused = test_temp_dir_path (dir, "unused");
  char *data = test_temp_dir_path (dir, name);

  test_demo_make (data, unused, 0, 1);
  return data;
}

static void
make_shared (void)
{
  g_autofree char *source = NULL, *drop = NULL, *told = NULL;
  g_autoptr (GHashTable) counts = NULL;

  shared_dir = test_temp_dir_new ();
  source = test_temp_dir_path (shared_dir, "source");
  drop = test_temp_dir_path (shared_dir, "files");
  test_demo_make (source, drop, 800, 4);
  shared_paths = test_demo_list (drop);
  told = make_company (shared_dir, "told");
  counts = test_demo_import (told, shared_paths);
  shared_dump = test_demo_dump (told);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->dir = test_temp_dir_new ();
  fixture->data = make_company (fixture->dir, "data");
  fixture->company = test_demo_company_new ();
  fixture->paths = shared_paths;
  fixture->expected = g_strdup (shared_dump);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  collector_demo_company_free (fixture->company);
  g_free (fixture->expected);
  g_free (fixture->data);
  test_temp_dir_free (fixture->dir);
}

static void
assert_as_expected (Fixture *fixture)
{
  g_autofree char *dump = test_demo_dump (fixture->data);

  if (!g_str_equal (dump, fixture->expected))
    {
      g_file_set_contents ("retell-expected.txt", fixture->expected, -1, NULL);
      g_file_set_contents ("retell-got.txt", dump, -1, NULL);
      g_error ("the ledger differs; see retell-*.txt");
    }
  g_assert_cmpint (test_count_waiting (fixture->data), ==, 0);
  test_assert_verified (fixture->data);
}

/* Imports without @parts being told, and tells them then. */
static void
import_then_tell (Fixture *fixture, TestTold parts)
{
  g_autoptr (GHashTable) counts = NULL;
  g_autofree char *dump = NULL;

  test_demo_untell (fixture->data, fixture->company, parts);
  counts = test_demo_import (fixture->data, fixture->paths);
  dump = test_demo_dump (fixture->data);
  g_assert_false (g_str_equal (dump, fixture->expected));
  g_assert_cmpint (test_count_waiting (fixture->data), ==, 0);
  test_demo_tell (fixture->data, fixture->company, parts);
  g_assert_cmpint (test_count_waiting (fixture->data), >, 0);
}

static gint64
rerate (Fixture *fixture, const char *from, const char *to)
{
  const char *args[] = { "rerate", from, to, NULL };
  g_autoptr (JsonObject) result = test_run_json (fixture->data, args);

  return json_object_get_int_member (result, "changed");
}

/* @data: the parts told later. */
static void
test_rerate (Fixture *fixture, gconstpointer data)
{
  import_then_tell (fixture, GPOINTER_TO_INT (data));
  g_assert_cmpint (rerate (fixture, NULL, NULL), >, 0);
  assert_as_expected (fixture);
  /* What comes out the same is not touched. */
  g_assert_cmpint (rerate (fixture, NULL, NULL), ==, 0);
  assert_as_expected (fixture);
}

/* An import works off what was told before it, although none of its records is new. */
static void
test_import (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) counts = NULL;

  import_then_tell (fixture, GPOINTER_TO_INT (data));
  counts = test_demo_import (fixture->data, fixture->paths);
  g_assert_cmpint (test_count (counts, "legs"), ==, 0);
  assert_as_expected (fixture);
}

/* A trunk nobody has told of is told to be a phone. */
static void
test_device (Fixture *fixture, gconstpointer unused)
{
  const char *const args[]
      = { "device", "set", fixture->company->gateways[0].device, "phone", NULL };
  g_autofree char *told = make_company (fixture->dir, "phone");
  g_autoptr (TestRun) first = NULL, second = NULL;
  g_autoptr (GHashTable) before = NULL, after = NULL;
  g_autofree char *dump = NULL;

  test_demo_untell (told, fixture->company, TEST_TOLD_GATEWAYS);
  first = test_run_collector (told, args);
  before = test_demo_import (told, fixture->paths);
  g_free (fixture->expected);
  fixture->expected = test_demo_dump (told);
  test_demo_untell (fixture->data, fixture->company, TEST_TOLD_GATEWAYS);
  after = test_demo_import (fixture->data, fixture->paths);
  dump = test_demo_dump (fixture->data);
  g_assert_false (g_str_equal (dump, fixture->expected));
  second = test_run_collector (fixture->data, args);
  g_assert_cmpint (test_count_waiting (fixture->data), ==, 1);
  g_assert_cmpint (rerate (fixture, NULL, NULL), >, 0);
  assert_as_expected (fixture);
}

/* Another telling back and forth leaves no trace. */
static void
test_taken_back (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GHashTable) counts = test_demo_import (fixture->data, fixture->paths);
  g_autofree char *dump = NULL;

  test_demo_untell (fixture->data, fixture->company, TEST_TOLD_ALL);
  rerate (fixture, NULL, NULL);
  test_assert_verified (fixture->data);
  dump = test_demo_dump (fixture->data);
  g_assert_false (g_str_equal (dump, fixture->expected));
  test_demo_tell (fixture->data, fixture->company, TEST_TOLD_ALL);
  rerate (fixture, NULL, NULL);
  assert_as_expected (fixture);
}

/* A run that is killed again and again is taken up where it was. */
static void
test_killed (Fixture *fixture, gconstpointer unused)
{
  const char *args[] = { "import", NULL, NULL };
  guint n_kills = 0;

  import_then_tell (fixture, TEST_TOLD_ALL);
  args[1] = fixture->paths->pdata[0];
  g_setenv ("TOLL_CRASH_AT", "mid-rederivation:1", TRUE);
  for (gboolean is_killed = TRUE; is_killed; n_kills += is_killed)
    {
      g_autoptr (TestRun) run = test_run_collector (fixture->data, args);

      is_killed = run->exit_code != 0;
      test_assert_verified (fixture->data);
      g_assert_cmpuint (n_kills, <, 100);
    }
  g_unsetenv ("TOLL_CRASH_AT");
  g_assert_cmpuint (n_kills, >, 1);
  assert_as_expected (fixture);
}

/* Of a period, only the calls that began in it; what waits beyond it is not forgotten. */
static void
test_period (Fixture *fixture, gconstpointer unused)
{
  import_then_tell (fixture, TEST_TOLD_GATEWAYS);
  g_assert_cmpint (rerate (fixture, "--from=2026-03-30", "--to=2026-03-31"), >, 0);
  assert_as_expected (fixture);
}

int
main (int argc, char **argv)
{
  int code;

  g_test_init (&argc, &argv, NULL);
  make_shared ();
#define ADD(path, func, data)                                                                      \
  g_test_add (path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)
  ADD ("/cli/retell/gateways", test_rerate, TEST_TOLD_GATEWAYS);
  ADD ("/cli/retell/device", test_device, 0);
  ADD ("/cli/retell/plans", test_rerate, TEST_TOLD_PLANS);
  ADD ("/cli/retell/all", test_rerate, TEST_TOLD_ALL);
  ADD ("/cli/retell/import-gateways", test_import, TEST_TOLD_GATEWAYS);
  ADD ("/cli/retell/import-plans", test_import, TEST_TOLD_PLANS);
  ADD ("/cli/retell/taken-back", test_taken_back, 0);
  ADD ("/cli/retell/killed", test_killed, 0);
  ADD ("/cli/retell/period", test_period, 0);
#undef ADD
  code = g_test_run ();
  g_ptr_array_unref (shared_paths);
  g_free (shared_dump);
  test_temp_dir_free (shared_dir);
  return code;
}
