/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tariff documents: what is read, what is refused and by which path, and the canonical form.
 */
#include <string.h>

#include "collector/rating/deck.h"
#include "shared/base/error.h"

#define STEPS "\"steps\":[{\"start_s\":0,\"price\":\"0.06\",\"per_s\":60,\"increment_s\":60}]"
#define RATE  "{\"prefix\":\"39\",\"destination\":\"Italy\"," STEPS "}"
#define BAND(id, days, windows, weight)                                                          \
  "{\"id\":\"" id "\",\"days\":\"" days "\",\"windows\":\"" windows "\",\"weight\":" weight      \
  ",\"connect_fee\":\"0\"," STEPS "}"
#define BANDS(list) "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"\",\"bands\":[" list "]}]}"

static CollectorDeck *
read_deck (const char *json)
{
  g_autoptr (GError) error = NULL;
  CollectorDeck *deck = collector_deck_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  return deck;
}

static void
test_least_document (void)
{
  g_autoptr (CollectorDeck) deck = read_deck ("{\"currency\":\"EUR\",\"rates\":[" RATE "]}");

  g_assert_cmpstr (collector_deck_get_name (deck), ==, "");
  g_assert_cmpstr (collector_deck_get_currency (deck), ==, "EUR");
  g_assert_cmpstr (collector_deck_get_zone (deck), ==, "UTC");
  g_assert_cmpuint (collector_deck_get_n_rates (deck), ==, 1);
}

static void
test_canonical_form (void)
{
  static const char *const canonical
      = "{\"name\":\"Italy \\\"2026\\\"\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\","
        "\"boundary\":\"start\",\"rounding\":{\"mode\":\"half-even\",\"decimals\":2},"
        "\"duration_rounding\":\"ceil\",\"advance\":true,\"total\":false,\"overlap\":\"truncate\","
        "\"vat\":\"0.22\",\"markup\":\"-0.1\",\"rates\":[\n"
        "{\"prefix\":\"\",\"destination\":\"\",\"grace_s\":3,\"min_cost\":\"0\",\"max_cost\":\"5\","
        "\"included_s\":30,\"connect_fee\":\"0.1\",\"steps\":[{\"start_s\":0,\"price\":\"0.06\","
        "\"per_s\":60,\"increment_s\":1},{\"start_s\":60,\"price\":\"-0.00000001\",\"per_s\":1,"
        "\"increment_s\":7}]},\n"
        "{\"prefix\":\"39\",\"destination\":\"Citt\303\240\",\"bands\":[{\"id\":\"b\",\"days\":"
        "\"d1225\",\"windows\":\"00:00-24:00\",\"weight\":20,\"connect_fee\":\"0\",\"steps\":"
        "[{\"start_s\":0,\"price\":\"1\",\"per_s\":60,\"increment_s\":60}]},{\"id\":\"a\",\"days\":"
        "\"1-5\",\"windows\":\"19:00:30-24:00+00:00-08:00\",\"weight\":10,\"connect_fee\":\"0\","
        "\"steps\":[{\"start_s\":0,\"price\":\"1\",\"per_s\":60,\"increment_s\":60}]}]}]}\n";
  g_autoptr (CollectorDeck) deck = read_deck (canonical);
  g_autofree char *written = collector_deck_to_json (deck);

  g_assert_cmpstr (written, ==, canonical);
}

static void
test_order_and_spelling_do_not_matter (void)
{
  g_autoptr (CollectorDeck) a = read_deck (
      " {\"rates\" : [ {\"prefix\":\"4\", \"min_cost\":null, \"bands\":null, " STEPS "}, " RATE
      " ], \"vat\":\"0.220\",\r\n\t\"currency\":\"EUR\", \"name\":\"\\u00e0\\ud83d\\ude00\"} ");
  g_autoptr (CollectorDeck) b = read_deck (
      "{\"currency\":\"EUR\",\"name\":\"\303\240\360\237\230\200\",\"vat\":\"0.22\",\"rates\":["
      RATE ",{\"prefix\":\"4\",\"destination\":\"\"," STEPS "}]}");
  g_autofree char *of_a = collector_deck_to_json (a), *of_b = collector_deck_to_json (b);

  g_assert_cmpstr (of_a, ==, of_b);
}

static const struct
{
  const char *json;
  const char *path;
} refused[] = {
  { "[]", "tariff" },
  { "{\"rates\":[]}", "currency" },
  { "{\"currency\":\"EUR\"}", "rates" },
  { "{\"currency\":\"eur\",\"rates\":[]}", "currency" },
  { "{\"currency\":\"EUR\",\"rates\":[],\"zone\":\"Mars\"}", "zone" },
  { "{\"currency\":\"EUR\",\"rates\":[],\"colour\":1}", "colour" },
  { "{\"currency\":\"EUR\",\"currency\":\"EUR\",\"rates\":[]}", "currency" },
  { "{\"currency\":\"EUR\",\"rates\":[],\"boundary\":\"middle\"}", "boundary" },
  { "{\"currency\":\"EUR\",\"rates\":[],\"rounding\":{\"mode\":\"near\"}}", "rounding.mode" },
  { "{\"currency\":\"EUR\",\"rates\":[],\"rounding\":{\"decimals\":7}}", "rounding.decimals" },
  { "{\"currency\":\"EUR\",\"rates\":[],\"advance\":1}", "advance" },
  { "{\"currency\":\"EUR\",\"rates\":[],\"vat\":0.22}", "vat" },
  { "{\"currency\":\"EUR\",\"rates\":[],\"vat\":\"-0.1\"}", "vat" },
  { "{\"currency\":\"EUR\",\"rates\":[],\"markup\":\"-1.1\"}", "markup" },
  { "{\"currency\":\"EUR\",\"rates\":{}}", "rates" },
  { "{\"currency\":\"EUR\",\"rates\":[7]}", "rates[0].rate" },
  { "{\"currency\":\"EUR\",\"rates\":[{" STEPS "}]}", "rates[0].prefix" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"39\"}]}", "rates[0].steps" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"+39\"," STEPS "}]}", "rates[0].prefix" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1234567890123456\"," STEPS "}]}",
    "rates[0].prefix" },
  { "{\"currency\":\"EUR\",\"rates\":[" RATE "," RATE "]}", "rates[1].prefix" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"grace_s\":-1," STEPS "}]}",
    "rates[0].grace_s" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"grace_s\":1.5," STEPS "}]}",
    "rates[0].grace_s" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"connect_fee\":\"1e3\"," STEPS "}]}",
    "rates[0].connect_fee" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"connect_fee\":\"99999999999\"," STEPS
    "}]}",
    "rates[0].connect_fee" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"connect_fee\":\"0.123456789\"," STEPS
    "}]}",
    "rates[0].connect_fee" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"steps\":[{\"start_s\":1,\"price\":"
    "\"1\",\"per_s\":1,\"increment_s\":1}]}]}",
    "rates[0].steps[0].start_s" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"steps\":[{\"start_s\":0,\"price\":"
    "\"1\",\"per_s\":0,\"increment_s\":1}]}]}",
    "rates[0].steps[0].per_s" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"steps\":[{\"start_s\":0,\"price\":"
    "\"1\",\"per_s\":1,\"increment_s\":0}]}]}",
    "rates[0].steps[0].increment_s" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"steps\":[{\"start_s\":0,\"price\":1,"
    "\"per_s\":1,\"increment_s\":1}]}]}",
    "rates[0].steps[0].price" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"steps\":[{\"start_s\":0,\"price\":"
    "\"1\",\"per_s\":1,\"increment_s\":1},{\"start_s\":0,\"price\":\"1\",\"per_s\":1,"
    "\"increment_s\":1}]}]}",
    "rates[0].steps[1].start_s" },
  { "{\"currency\":\"EUR\",\"rates\":[" RATE ",{\"prefix\":\"1\",\"steps\":[{\"start_s\":0,"
    "\"price\":\"1\",\"per_s\":3599,\"increment_s\":1}]}]}",
    "rates[1].steps[0].per_s" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"1\",\"steps\":[{\"start_s\":0,"
    "\"price\":\"1\",\"per_s\":3601,\"increment_s\":1}]}]}",
    "rates[0].steps[0].per_s" },
  { BANDS (BAND ("", "*", "00:00-24:00", "1")), "rates[0].bands[0].id" },
  { BANDS (BAND ("a", "8", "00:00-24:00", "1")), "rates[0].bands[0].days" },
  { BANDS (BAND ("a", "5-1", "00:00-24:00", "1")), "rates[0].bands[0].days" },
  { BANDS (BAND ("a", "d0230", "00:00-24:00", "1")), "rates[0].bands[0].days" },
  { BANDS (BAND ("a", "D2026-01-02/2026-01-01", "00:00-24:00", "1")), "rates[0].bands[0].days" },
  { BANDS (BAND ("a", "D2026-01-02", "00:00-24:00", "1")), "rates[0].bands[0].days" },
  { BANDS (BAND ("a", "", "00:00-24:00", "1")), "rates[0].bands[0].days" },
  { BANDS (BAND ("a", "*", "00:00", "1")), "rates[0].bands[0].windows" },
  { BANDS (BAND ("a", "*", "08:00-08:00", "1")), "rates[0].bands[0].windows" },
  { BANDS (BAND ("a", "*", "08:00-24:01", "1")), "rates[0].bands[0].windows" },
  { BANDS (BAND ("a", "*", "08:60-12:00", "1")), "rates[0].bands[0].windows" },
  { BANDS (BAND ("a", "*", "24:00-08:00", "1")), "rates[0].bands[0].windows" },
  { BANDS (BAND ("a", "*", "08:00-12:00+", "1")), "rates[0].bands[0].windows" },
  { BANDS (BAND ("a", "*", "08:00-12:00 ", "1")), "rates[0].bands[0].windows" },
  { BANDS (BAND ("a", "*", "08:00-12:00", "\"1\"")), "rates[0].bands[0].weight" },
  { BANDS (BAND ("a", "*", "08:00-12:00", "1") "," BAND ("b", "7", "11:59-13:00", "1")),
    "rates[0].bands[1].weight" },
  { BANDS (BAND ("a", "d1225", "22:00-02:00", "1") "," BAND ("b", "1-5", "01:00-13:00", "1")),
    "rates[0].bands[1].weight" },
  { BANDS (BAND ("a", "D2026-01-01/2026-07-01", "00:00-24:00", "1") ","
           BAND ("b", "D2026-06-30/2027-01-01", "00:00-24:00", "1")),
    "rates[0].bands[1].weight" },
  { "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"\",\"bands\":[{\"id\":\"a\","
    "\"steps\":[]}]}]}",
    "rates[0].bands[0].steps" },
};

static void
test_refused_by_path (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;

      g_assert_null (collector_deck_new_from_json (refused[i].json, -1, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
      path = toll_error_dup_field (error);
      g_assert_cmpstr (path, ==, refused[i].path);
    }
}

static void
test_bands_that_do_not_meet_are_fine (void)
{
  static const char *const documents[] = {
    BANDS (BAND ("a", "1-5", "19:00-08:00", "1") "," BAND ("b", "67", "00:00-24:00", "1")),
    BANDS (BAND ("a", "*", "08:00-12:00", "1") "," BAND ("b", "*", "12:00-08:00", "1")),
    BANDS (BAND ("a", "D2026-01-01/2026-07-01", "00:00-24:00", "1") ","
           BAND ("b", "D2026-07-01/2027-01-01", "00:00-24:00", "1")),
    BANDS (BAND ("a", "D2026-03-02/2026-03-07", "00:00-24:00", "1") ","
           BAND ("b", "67", "00:00-24:00", "1")),
    BANDS (BAND ("a", "d1225", "00:00-24:00", "1") "," BAND ("b", "d1226", "00:00-24:00", "1")),
    BANDS (BAND ("a", "*", "00:00-24:00", "1") "," BAND ("b", "*", "00:00-24:00", "2")),
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (CollectorDeck) deck = read_deck (documents[i]);

      g_assert_cmpuint (collector_deck_get_n_rates (deck), ==, 1);
    }
}

static void
test_broken_json_is_refused (void)
{
  static const char *const document = "{\"currency\":\"EUR\",\"name\":\"a\\u00e0\\n\",\"rates\":["
                                      RATE "],\"vat\":\"0\",\"total\":false}";
  static const char *const broken[]
      = { "", "{", "{\"currency\":\"EUR\",\"rates\":[],}", "{\"currency\":\"EUR\",\"rates\":[]} x",
          "{\"currency\":\"EUR\" \"rates\":[]}", "{\"currency\":\"EUR\",\"rates\":[" RATE ",]}",
          "{\"currency\":\"EUR\",\"rates\":[],\"name\":\"\\x\"}",
          "{\"currency\":\"EUR\",\"rates\":[],\"name\":\"\\ud800\"}",
          "{\"currency\":\"EUR\",\"rates\":[],\"name\":\"a\nb\"}",
          "{\"currency\":\"EUR\",\"rates\":[],\"name\":\"\377\"}",
          "{currency:\"EUR\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (collector_deck_new_from_json (broken[i], -1, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
    }
  for (gsize length = 0; length < strlen (document); length++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *cut = g_strndup (document, length);

      g_assert_null (collector_deck_new_from_json (cut, length, &error));
      g_assert_nonnull (error);
    }
}

static void
test_large_decks_round_trip (void)
{
  g_autoptr (CollectorDeckBuilder) builder = collector_deck_builder_new ();
  g_autoptr (CollectorDeck) deck = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL, *json_again = NULL;
  CollectorDeckOptions options;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *prefix = g_strdup_printf ("%u", 1000 + i);
      CollectorDeckStep step = { 0, (i % 50) * 1000000, 60, 1 + i % 2 };
      CollectorDeckRate rate = { prefix, "Somewhere", .steps = &step, .n_steps = 1 };

      g_assert_true (collector_deck_builder_add (builder, &rate, &error));
    }
  collector_deck_options_init (&options);
  deck = collector_deck_builder_finish (builder, &options, &error);
  g_assert_no_error (error);
  json = collector_deck_to_json (deck);
  again = read_deck (json);
  json_again = collector_deck_to_json (again);
  g_assert_cmpuint (collector_deck_get_n_rates (again), ==, 20000);
  g_assert_true (strcmp (json, json_again) == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rating/deck/least-document", test_least_document);
  g_test_add_func ("/rating/deck/canonical-form", test_canonical_form);
  g_test_add_func ("/rating/deck/order-and-spelling-do-not-matter",
                   test_order_and_spelling_do_not_matter);
  g_test_add_func ("/rating/deck/refused-by-path", test_refused_by_path);
  g_test_add_func ("/rating/deck/bands-that-do-not-meet-are-fine",
                   test_bands_that_do_not_meet_are_fine);
  g_test_add_func ("/rating/deck/broken-json-is-refused", test_broken_json_is_refused);
  g_test_add_func ("/rating/deck/large-decks-round-trip", test_large_decks_round_trip);
  return g_test_run ();
}
