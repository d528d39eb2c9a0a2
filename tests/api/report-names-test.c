/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What reports call things: as the administrator named them, in rows, filters and lists to choose
 * from alike.
 */
#include "config.h"

#include "shared/wire/json-read.h"
#include "tests/support/api-house.h"

#include <string.h>

#define REPORTS "/api/v1/reports/"
#define EVER "\"period\":{\"relative\":\"everything\"}"

static gboolean
run_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db, data, error);
}

/* Returns: (transfer full) */
static TestAnswer *
run (TestHouse *house, const char *token, const char *path, const char *spec)
{
  g_autofree char *whole = g_strconcat (REPORTS, path, NULL);
  TestAnswer *answer
      = test_house_ask (house, spec != NULL ? "POST" : "GET", whole, token, spec);

  g_test_message ("%s %s: %u %.2000s", path, spec, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

static void
expect (TestHouse *house, const char *token, const char *path, const char *spec,
        const char *words)
{
  g_autoptr (TestAnswer) answer = run (house, token, path, spec);

  g_assert_nonnull (strstr (answer->body, words));
}

/* How many calls a report counts that is narrowed by one condition. */
static void
expect_count (TestHouse *house, const char *token, const char *condition, guint n_calls)
{
  g_autofree char *spec = g_strdup_printf ("{" EVER ",%s}", condition);
  g_autofree char *words = g_strdup_printf ("\"calls\":%u", n_calls);

  expect (house, token, "1.1/count", spec, words);
}

/* ---- Gateways ---- */

/* GW-MI: "Milano SIP" (2 calls); GW-RM and GW-TO: both "South" (1 and 3); GW-X has no title (1). */
static void
store_trunks (TestHouse *house)
{
  static const char *const devices[]
      = { "GW-MI", "GW-MI", "GW-RM", "GW-TO", "GW-TO", "GW-TO", "GW-X" };
  TollCall call;

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      test_house_fill_call (house, &call, "703", 10 + i, "+39026677889");
      call.gateway = devices[i];
      test_house_store_call (house, &call);
    }
  test_house_write (house, run_task,
                    (gpointer) "INSERT INTO gateway (device, title) VALUES ('GW-RM', 'South'),"
                               " ('GW-TO', 'South')");
}

static void
test_gateways (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) values = NULL;

  store_trunks (house);
  /* From the totals, and from the calls. */
  for (guint i = 0; i < 2; i++)
    {
      const char *spec = i == 0 ? "{" EVER "}" : "{" EVER ",\"outcomes\":[\"answered\"]}";

      expect (house, anna, "3.7/run", spec, "[\"South (GW-TO)\",3,");
      expect (house, anna, "3.7/run", spec, "[\"Milano SIP\",2,");
      expect (house, anna, "3.7/run", spec, "[\"South (GW-RM)\",1,");
      expect (house, anna, "3.7/run", spec, "[\"GW-X\",1,");
    }
  expect (house, anna, "1.1/run", "{" EVER ",\"fields\":[\"gateway\"],\"sort\":[\"gateway\"]}",
          "\"rows\":[[\"GW-X\"],[\"Milano SIP\"],[\"Milano SIP\"],[\"South (GW-RM)\"],");
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"Milano SIP\"]}", 2);
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"GW-MI\"]}", 2);
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"South\"]}", 4);
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"South (GW-TO)\"]}", 3);
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"GW-RM\"]}", 1);
  expect_count (house, anna, "\"groups\":{\"gateways\":[\"!South\"]}", 3);
  expect_count (house, anna,
                "\"where\":{\"field\":\"gateway\",\"op\":\"is_not\",\"value\":\"GW-MI\"}", 5);
  values = run (house, anna, "values?field=gateway", NULL);
  g_assert_nonnull (strstr (values->body, "\"Milano SIP\""));
  g_assert_nonnull (strstr (values->body, "\"South (GW-RM)\""));
  g_assert_null (strstr (values->body, "\"GW-MI\""));
}

/* What a row of groups opens is as many calls as it says. */
static void
test_gateways_open_their_calls (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) rows = NULL;
  g_autoptr (TestAnswer) answer = NULL;

  store_trunks (house);
  answer = run (house, anna, "3.7/run", "{" EVER "}");
  rows = toll_json_read (answer->body, -1, 1 << 20, NULL);
  g_assert_nonnull (rows);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *key_path = g_strdup_printf ("keys.%u.0", i);
      g_autofree char *n_path = g_strdup_printf ("rows.%u.1", i);
      g_autofree char *test = g_strdup_printf (
          "\"where\":{\"field\":\"gateway\",\"op\":\"key\",\"value\":\"%s\"}",
          test_json_text (rows, key_path));

      expect_count (house, anna, test, test_json_int (rows, n_path));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-names/gateways", test_gateways);
  g_test_add_func ("/report-names/gateways/drill", test_gateways_open_their_calls);
  return g_test_run ();
}
