/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The price of a call explained: what it is made of adds up to it.
 */
#include "config.h"

#include "tests/support/api-house.h"

/* The rows above the total are what it is made of: each row of @rows is an amount. */
static void
check_sum (const char *bounds, const char *options, const char *const *rows)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *document = g_strdup_printf (
      "{\"name\":\"T\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\",%s\"rates\":[{"
      "\"prefix\":\"39\",\"connect_fee\":\"0.03\",%s,\"steps\":[{\"start_s\":0,"
      "\"price\":\"0.012\",\"per_s\":60,\"increment_s\":1}]}]}", options, bounds);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDeck) deck = collector_deck_new_from_json (document, -1, &error);
  g_autoptr (TollJson) page = NULL;
  g_autofree char *path = NULL;
  guint n_rows = g_strv_length ((char **) rows);
  TollCall call;

  g_assert_no_error (error);
  house->book = collector_book_new ();
  collector_book_add_version (house->book, 1, 7, 0, G_MAXINT64, deck);
  test_house_fill_call (house, &call, "703", 10, "+39026677889");
  call.tariff_version_id = 7;
  call.rate_prefix = "39";
  call.charged_ms = 63000;
  test_house_store_call (house, &call);
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, call.id);
  page = test_house_get (house, path, anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (page, "price.steps")), ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *amount = g_strdup_printf ("price.steps.%u.amount", i);

      g_assert_cmpstr (test_json_text (page, amount), ==, rows[i]);
    }
}

static void
test_steps_add_up (void)
{
  const char *const plain[] = { "0.0300", "0.0126", "0.0426", NULL };
  const char *const raised[] = { "0.0300", "0.0126", "0.0074", "0.0500", NULL };
  const char *const capped[] = { "0.0300", "0.0126", "-0.0226", "0.0200", NULL };
  const char *const taxed[] = { "0.0300", "0.0126", "0.0074", "0.0110", "0.0610", NULL };
  const char *const rounded[] = { "0.0300", "0.0126", "-0.0026", "0.0400", NULL };

  check_sum ("\"min_cost\":null", "", plain);
  check_sum ("\"min_cost\":\"0.05\"", "", raised);
  check_sum ("\"max_cost\":\"0.02\"", "", capped);
  check_sum ("\"min_cost\":\"0.05\"", "\"vat\":\"0.22\",", taxed);
  check_sum ("\"min_cost\":null", "\"rounding\":{\"mode\":\"half-up\",\"decimals\":2},",
             rounded);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price-steps/add-up", test_steps_add_up);
  return g_test_run ();
}
