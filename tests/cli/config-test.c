/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the configuration file says stands over the database, also for what reports read of it.
 */
#include "tests/support/collector-run.h"
#include "tests/support/temp-dir.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/over-the-database", test_over_the_database);
  return g_test_run ();
}
