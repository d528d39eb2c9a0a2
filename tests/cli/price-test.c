/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `price` through the real door: a document prices a call without a database; an answer is one
 * JSON object; wrong use is told apart from a call that has no price.
 */
#include "tests/support/collector-run.h"
#include "tests/support/temp-dir.h"

#include <string.h>

static const char document[]
    = "{\"name\":\"Italy 2026\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\","
      "\"boundary\":\"split\",\"rounding\":{\"mode\":\"half-up\",\"decimals\":4},"
      "\"duration_rounding\":\"none\",\"advance\":false,\"total\":false,\"overlap\":\"keep\","
      "\"vat\":\"0\",\"markup\":\"0\",\"rates\":[{\"prefix\":\"39\",\"destination\":\"Italy\","
      "\"bands\":[{\"id\":\"peak\",\"days\":\"1-5\",\"windows\":\"08:00-18:30\",\"weight\":10,"
      "\"connect_fee\":\"0.1\",\"steps\":[{\"start_s\":0,\"price\":\"0.06\",\"per_s\":60,"
      "\"increment_s\":60}]}]}]}";

static TestRun *
price (TestTempDir *dir, const char *number, const char *start, const char *extra)
{
  g_autofree char *file = test_temp_dir_path (dir, "tariff.json");
  g_autofree char *tariff = g_strdup_printf ("--tariff=%s", file);
  g_autofree char *number_option = g_strdup_printf ("--number=%s", number);
  g_autofree char *start_option = g_strdup_printf ("--start=%s", start);
  const char *args[] = { "price", tariff, number_option, start_option, "--duration=61", extra,
                         NULL };

  g_assert_true (g_file_set_contents (file, document, -1, NULL));
  return test_run_collector (NULL, args);
}

static void
assert_price (const char *number, const char *start, const char *extra, const char *state,
              const char *cost, const char *reason)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TestRun) run = price (dir, number, start, extra);
  g_autoptr (JsonObject) answer = test_run_parse (run);

  g_assert_cmpint (run->exit_code, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (answer, "state"), ==, state);
  if (cost != NULL)
    g_assert_cmpstr (json_object_get_string_member (answer, "cost"), ==, cost);
  if (reason != NULL)
    g_assert_cmpstr (json_object_get_string_member (answer, "reason"), ==, reason);
}

static void
test_rated (void)
{
  /* Monday 10:00 in the tariff's zone: fee 0.1 and two minutes begun. */
  assert_price ("+390212345678", "2026-03-02T10:00:00", NULL, "rated", "0.220000", NULL);
  assert_price ("+390212345678", "2026-03-02T10:00:00", "--continued", "rated", "0.120000", NULL);
}

static void
test_not_priced (void)
{
  assert_price ("+390212345678", "2026-03-02T10:00:00", "--unanswered", "not_chargeable",
                "0.000000", NULL);
  assert_price ("+441632960123", "2026-03-02T10:00:00", NULL, "unrated", NULL, "NO_PREFIX");
  assert_price ("+390212345678", "2026-03-01T10:00:00", NULL, "unrated", NULL, "NO_BAND");
}

static void
test_wrong_use (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TestRun) bad_start = price (dir, "+39021", "yesterday", NULL);
  const char *no_number[] = { "price", "--duration=1", NULL };
  g_autoptr (TestRun) missing = test_run_collector (NULL, no_number);

  g_assert_cmpint (bad_start->exit_code, ==, 2);
  g_assert_nonnull (strstr (bad_start->errors, "start"));
  g_assert_cmpint (missing->exit_code, ==, 2);
  g_assert_nonnull (strstr (missing->errors, "--number"));
}

/* Expects the run with the tariff @file to fail with a message that begins with the option and
 * holds @words. */
static void
assert_tariff_refused (const char *file, const char *words)
{
  g_autofree char *tariff = g_strconcat ("--tariff=", file, NULL);
  const char *args[] = { "price", tariff, "--number=+39021", "--start=2026-03-02T10:00:00",
                         "--duration=61", NULL };
  g_autoptr (TestRun) run = test_run_collector (NULL, args);

  g_test_message ("%s", run->errors);
  g_assert_cmpint (run->exit_code, ==, 1);
  g_assert_cmpstr (run->output, ==, "");
  g_assert_true (g_str_has_prefix (run->errors, "--tariff: "));
  g_assert_nonnull (strstr (run->errors, file));
  g_assert_nonnull (strstr (run->errors, words));
}

/* What cannot be read, or is no tariff, is named with the option that gave it. */
static void
test_bad_tariff (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *file = test_temp_dir_path (dir, "tariff.json");
  g_autofree char *nowhere = test_temp_dir_path (dir, "Standard");
  const char *currency = strstr (document, "EUR");
  g_autofree char *other = g_strdup_printf ("%.*sEuro%s", (int) (currency - document), document,
                                            currency + strlen ("EUR"));

  assert_tariff_refused (nowhere, "No such file");
  assert_tariff_refused (dir->path, "directory");
  g_assert_true (g_file_set_contents (file, other, -1, NULL));
  assert_tariff_refused (file, "currency: must be three capital letters");
  g_assert_true (g_file_set_contents (file, "39;0.06\n", -1, NULL));
  assert_tariff_refused (file, "tariff: must be an object");
}

/* A ledger that has an office in Milan, and a tariff for calls that leave it. */
static void
make_ledger (TestTempDir *dir, const char *data)
{
  g_autofree char *file = test_temp_dir_path (dir, "tariff.json");
  const char *site[] = { "site", "add", "Milan", "--nation=IT", "--zone=Europe/Rome",
                         "--access-code=0", "--extensions=2000-2999", NULL };
  const char *tariff[] = { "tariff", "import", file, "--name=Outside", NULL };
  const char *assign[] = { "tariff", "assign", "Outside", NULL };
  const char *const *const commands[] = { site, tariff, assign };

  g_assert_true (g_file_set_contents (file, document, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (TestRun) run = test_run_collector (data, commands[i]);

      g_assert_cmpint (run->exit_code, ==, 0);
    }
}

static void
assert_price_by_ledger (const char *data, const char *number, const char *extra,
                        const char *expected, const char *message)
{
  g_autofree char *option = g_strconcat ("--number=", number, NULL);
  const char *args[] = { "price", option, "--start=2026-03-02T10:00:00", "--duration=61", extra,
                         NULL };
  g_autoptr (TestRun) run = test_run_collector (data, args);

  g_test_message ("%s: %s%s", number, run->output, run->errors);
  g_assert_cmpint (run->exit_code, ==, expected != NULL ? 0 : 2);
  if (expected != NULL)
    g_assert_nonnull (strstr (run->output, expected));
  if (message != NULL)
    g_assert_nonnull (strstr (run->errors, message));
}

/* With the company's offices and tariffs, as a stored call is priced. */
static void
test_by_ledger (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");

  make_ledger (dir, data);
  assert_price_by_ledger (data, "00212345678", NULL, "\"cost\":\"0.220000\"", NULL);
  assert_price_by_ledger (data, "+3902", NULL, "\"cost\":\"0.220000\"", NULL);
  assert_price_by_ledger (data, "2002", NULL, "not_chargeable", NULL);
  assert_price_by_ledger (data, "0118", NULL, "NO_PREFIX", NULL);
  assert_price_by_ledger (data, "00212345678", "--gateway=NOPE", NULL, "NOPE");
  assert_price_by_ledger (data, "", NULL, NULL, "--number");
}

/* Invented offices are never mixed with real ones. */
static void
test_no_demo_in_a_real_ledger (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  const char *demo[] = { "demo", "--calls=10", "--days=1", NULL };
  const char *sites[] = { "site", "list", "--json", NULL };
  g_autoptr (TestRun) run = NULL;
  g_autoptr (JsonObject) answer = NULL;

  make_ledger (dir, data);
  run = test_run_collector (data, demo);
  g_assert_cmpint (run->exit_code, ==, 1);
  g_assert_nonnull (strstr (run->errors, "--data-dir"));
  answer = test_run_json (data, sites);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "items")), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/price/rated", test_rated);
  g_test_add_func ("/cli/price/not-priced", test_not_priced);
  g_test_add_func ("/cli/price/wrong-use", test_wrong_use);
  g_test_add_func ("/cli/price/bad-tariff", test_bad_tariff);
  g_test_add_func ("/cli/price/by-ledger", test_by_ledger);
  g_test_add_func ("/cli/demo/not-in-a-real-ledger", test_no_demo_in_a_real_ledger);
  return g_test_run ();
}
