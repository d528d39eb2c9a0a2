/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands for sites, gateways and devices: what is told stays told, and scripts can go by the
 * exit code.
 */
#include "collector/store/db.h"
#include "collector/store/totals/totals.h"
#include "tests/support/collector-run.h"
#include "tests/support/temp-dir.h"

#include <string.h>

#define RUN(...) ((const char *const[]) { __VA_ARGS__, NULL })

/* @reason: what standard error says besides an exit code that is not 0; NULL = it works. */
static void
run (const char *data, const char *const *args, const char *reason)
{
  g_autoptr (TestRun) run = test_run_collector (data, args);

  g_test_message ("%s %s: %d %s", args[0], args[1], run->exit_code, run->errors);
  if (reason == NULL)
    g_assert_cmpint (run->exit_code, ==, 0);
  else
    {
      g_assert_cmpint (run->exit_code, !=, 0);
      g_assert_nonnull (strstr (run->errors, reason));
    }
}

/* It works, and standard error begins with @words, or is empty. */
static void
check_said (const char *data, const char *const *args, const char *words)
{
  g_autoptr (TestRun) run = test_run_collector (data, args);

  g_assert_cmpint (run->exit_code, ==, 0);
  g_assert_true (*words != '\0' ? g_str_has_prefix (run->errors, words) : *run->errors == '\0');
}

/* The member @name of the only item that a list lists; NULL when it lists none. */
static char *
dup_only (const char *data, const char *const *args, const char *name)
{
  g_autoptr (JsonObject) answer = test_run_json (data, args);
  JsonArray *items = json_object_get_array_member (answer, "items");

  if (json_array_get_length (items) == 0)
    return NULL;
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  return g_strdup (
      json_object_get_string_member (json_array_get_object_element (items, 0), name));
}

static void
expect_only (const char *data, const char *const *args, const char *name, const char *value)
{
  g_autofree char *found = dup_only (data, args, name);

  g_assert_cmpstr (found, ==, value);
}

static void
test_sites_and_gateways (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");

  run (data, RUN ("site", "add", "Torino", "--nation=IT", "--zone=Europe/Rome",
                  "--access-code=9"), NULL);
  run (data, RUN ("site", "add", "Roma", "--nation=IT", "--zone=Europe/Nowhere"), "zone");
  run (data, RUN ("site", "set", "Torino", "--extensions=7000-7999"), NULL);
  run (data, RUN ("site", "set", "Genova", "--access-code=0"), "Genova");
  expect_only (data, RUN ("site", "list", "--json"), "access_code", "9");
  expect_only (data, RUN ("site", "list", "--json"), "extension_ranges", "7000-7999");
  run (data, RUN ("gateway", "add", "SIP-T", "--site=Torino", "--channels=30"), NULL);
  run (data, RUN ("gateway", "set", "SIP-T", "--operator=Lineaviva"), NULL);
  expect_only (data, RUN ("gateway", "list", "--json"), "site", "Torino");
  expect_only (data, RUN ("gateway", "list", "--json"), "operator", "Lineaviva");
  run (data, RUN ("site", "add", "Torino", "--nation=IT"), "'site set'");
  run (data, RUN ("site", "add", "Roma", "--nation=ZZ"), "there is no nation 'ZZ'");
  run (data, RUN ("site", "set", "Torino", "--nation=ZZ"), "there is no nation 'ZZ'");
  run (data, RUN ("gateway", "add", "SIP-T", "--site=Torino"), "'gateway set'");
  run (data, RUN ("gateway", "add", "SIP-U", "--tariff=None"), "no tariff named 'None'");
  run (data, RUN ("gateway", "set", "SIP-U", "--channels=2"), "SIP-U");
  run (data, RUN ("gateway", "set", "SIP-T", "--tariff=None"), "no tariff named 'None'");
  run (data, RUN ("gateway", "set", "SIP-T", "--site=Nowhere"), "Nowhere");
  expect_only (data, RUN ("gateway", "list", "--json"), "operator", "Lineaviva");
  expect_only (data, RUN ("site", "list", "--json"), "extension_ranges", "7000-7999");
  run (data, RUN ("site", "remove", "Torino"), "gateways (1)");
  run (data, RUN ("gateway", "remove", "SIP-T"), NULL);
  run (data, RUN ("gateway", "remove", "SIP-T"), "SIP-T");
  run (data, RUN ("site", "remove", "Torino"), NULL);
  expect_only (data, RUN ("site", "list", "--json"), "name", NULL);
}

static void
test_devices (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");

  check_said (data, RUN ("device", "set", "CFB_2", "bridge"), "CFB_2: no record has named");
  check_said (data, RUN ("device", "set", "CFB_2", "bridge"), "");
  run (data, RUN ("device", "set", "CFB_2", "kettle"), "phone, bridge, voicemail or unknown");
  expect_only (data, RUN ("device", "list", "--told", "--json"), "kind", "bridge");
  run (data, RUN ("device", "set", "CFB_2", "unknown"), NULL);
  expect_only (data, RUN ("device", "list", "--told", "--json"), "device", NULL);
}

/* The zone of the totals is told before there is a ledger, or not at all. */
static void
test_zone (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *path = g_build_filename (data, "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = NULL;
  const TollZone *zone;

  run (data, RUN ("settings", "set", "zone", "Europe/Nowhere"), "zone");
  run (data, RUN ("settings", "set", "zone", "America/Chicago"), NULL);
  run (data, RUN ("settings", "set", "zone", "Europe/Rome"), "fixed since the ledger was made");
  db = collector_db_open (path, COLLECTOR_DB_READ, &error);
  g_assert_no_error (error);
  zone = collector_totals_get_zone (db, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (toll_zone_get_name (zone), ==, "America/Chicago");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/site/gateways", test_sites_and_gateways);
  g_test_add_func ("/cli/site/devices", test_devices);
  g_test_add_func ("/cli/site/zone", test_zone);
  return g_test_run ();
}
