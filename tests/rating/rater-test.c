/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules of pricing one by one, and how a price explains itself.
 */
#include <string.h>

#include "collector/rating/charge-json.h"
#include "collector/rating/question.h"
#include "tests/rating/grammar.h"
#include "tests/support/score.h"

typedef struct
{
  GrammarCase row;
  gint64 cost_micro; /* G_MININT64: unrated */
  const char *rule;
} RuleCase;

#define UNRATED G_MININT64
#define DAY_NIGHT                                                                                \
  "|day,1-5,08:00-18:30,10,0.1,0:0.06:60:1|night,*,00:00-24:00,5,0.05,0:0.03:60:1"

static const RuleCase rule_cases[] = {
  { { "0.1", "0:0.06:60:60", "", "", "0", "half_up@4 min=1" }, 0, "zero seconds: not even a fee" },
  { { "0.1", "0:0.06:60:60", "", "", "0.4", "half_up@4 dur=floor" }, 0, "floored to nothing" },
  { { "0.1", "0:0.06:60:60", "", "", "0.001", "half_up@4" }, 160000, "R9 the first increment" },
  { { "0.1", "0:0.06:60:60", "", "", "60", "half_up@4 firstleg=0" }, 60000, "R8 later leg" },
  { { "0.1", "0:0.06:60:60", "", "", "60", "half_up@4 answered=0" }, 0, "R1" },
  { { "0.1", "0:0.06:60:60", "", "", "3", "half_up@4 grace=3 min=1" }, 0, "R7 up to the grace" },
  { { "0.1", "0:0.06:60:60", "", "", "3.4", "half_up@4 grace=3" }, 160000, "R7 just above" },
  { { "0.1", "0:0.06:60:60", "", "", "3.4", "half_up@4 grace=3 dur=floor" }, 0, "R6 before R7" },
  { { "0", "0:0.06:60:60", "", "", "60", "half_up@4 advance=1" }, 120000, "R12 on the border" },
  { { "0", "0:0.06:60:60", "", "", "59", "half_up@4 advance=1" }, 60000, "R12 before it" },
  { { "0", "0:0.06:60:40;40:0.06:60:30", "", "", "41", "half_up@4 total=1" }, 60000, "R13" },
  { { "0", "0:0.06:60:40;40:0.06:60:30", "", "", "40", "half_up@4 total=1" }, 40000, "R13 block" },
  { { "0", "0:0.06:60:40;40:0.06:60:30", "", "", "61", "half_up@4 total=1" }, 90000, "R13 next" },
  { { "0", "0:0.1:3:1", "", "", "2", "half_up@6" }, 66667, "R14 two thirds" },
  { { "0.2", "0:1:60:60", "", "", "600", "half_up@4 max=5 min=6" }, 6000000, "R15 max, then min" },
  { { "0", "0:1:60:60", "", "", "60", "half_up@4 max=0.5 markup=0.1 vat=0.22" }, 671000,
    "R15 maximum, markup, VAT" },
  { { "0", "0:0.01005:60:60", "", "", "60", "half_up@4" }, 10100, "R16 half goes up" },
  { { "0", "0:-0.01005:60:60", "", "", "60", "half_up@4" }, -10100, "R16 mirrored" },
  { { "0", "0:0.01005:60:60", "", "", "60", "half_even@4" }, 10000, "R16 half to even" },
  { { "0", "0:0.01005:60:60", "", "", "60", "down@4" }, 10000, "R16 down" },
  { { "0", "0:0.01001:60:60", "", "", "60", "up@4" }, 10100, "R16 up" },
  { { "0", "0:7:60:60", "", "", "60", "half_up@0" }, 7000000, "no decimals" },
  { { "0", "0:0.06:60:60", "", "", "604800", "half_up@4" }, 604800000, "seven days" },
  { { "0", "0:0.06:60:60", "", "", "604800.001", "half_up@4" }, UNRATED, "longer: overflow" },
  { { "0", "0:100000:60:60", "", "", "60", "half_up@4" }, 100000000000, "the largest price" },
  { { "0", "0:100000.01:60:60", "", "", "60", "half_up@4" }, UNRATED, "above it: overflow" },
  { { "0", "0:100000:1:1", "", "", "604800", "half_up@4 vat=1" }, 120960000000000000,
    "the dearest call" },
  { { "0", "0:100000:1:1", "", "", "604800", "half_up@4 markup=100 vat=10" }, UNRATED,
    "too dear to be written" },
  /* R20: Sunday 29 March 2026 has no 02:00-03:00 in Rome, 25 October has it twice. */
  { { "", "", "split@Europe/Rome|never,*,02:00-03:00,10,0,0:9:1:1|else,*,00:00-24:00,5,0,0:1:60:60",
      "2026-03-29T00:30:00Z", "3600", "half_up@4" },
    60000000, "the hour that does not occur" },
  { { "", "", "split@Europe/Rome|twice,*,02:00-03:00,10,0,0:2:60:60"
      "|else,*,00:00-24:00,5,0,0:1:60:60",
      "2026-10-24T23:30:00Z", "10800", "half_up@4" },
    300000000, "the hour that occurs twice" },
  { { "", "", "split@Europe/Rome|night,*,22:00-06:00,20,0,0:0.6:60:1"
      "|day,*,00:00-24:00,10,0,0:1.2:60:1",
      "2026-03-29T00:00:00Z", "21600", "half_up@4" },
    288000000, "six o'clock comes an hour sooner" },
  { { "", "", "split@Europe/Rome|night,*,22:00-06:00,20,0,0:0.6:60:1"
      "|day,*,00:00-24:00,10,0,0:1.2:60:1",
      "2026-10-25T00:00:00Z", "21600", "half_up@4" },
    252000000, "and an hour later" },
  { { "", "", "split@Europe/Rome" DAY_NIGHT, "2026-03-02T18:29:59.5+01:00", "1.5", "half_up@6" },
    101500, "fractions of a second before a border" },
  { { "", "", "split@Europe/Rome|day,1-5,08:00:10-08:00:20,10,0,0:1:1:1"
      "|x,*,00:00-24:00,5,0,0:0:1:1",
      "2026-03-02T08:00:00+01:00", "30", "half_up@6" },
    10000000, "seconds in windows" },
  { { "", "", "split|n,5,22:00-06:00,10,0,0:1:60:60", "2026-03-06T05:00:00Z", "60", "half_up@4" },
    1000000, "a wrapped window holds on its own day: before" },
  { { "", "", "split|n,5,22:00-06:00,10,0,0:1:60:60", "2026-03-07T05:00:00Z", "60", "half_up@4" },
    UNRATED, "and not on the next" },
  { { "", "", "split|n,5,22:00-06:00,10,0,0:1:60:60", "2026-03-06T23:59:00Z", "61", "half_up@4" },
    UNRATED, "a hole in the middle" },
  { { "", "", "split|n,5,22:00-06:00,10,0,0:1:60:90", "2026-03-06T23:59:00Z", "61", "half_up@4" },
    1500000, "unless an increment bridges it" },
  { { "", "", "start|n,5,22:00-06:00,10,0,0:1:60:60", "2026-03-06T23:59:00Z", "61", "half_up@4" },
    2000000, "R11 the band of second 0" },
  { { "0.1", "", "", "", "60", "half_up@4" }, UNRATED, "a rate without a price" },
};

static void
test_rules (void)
{
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rule_cases); i++)
    {
      g_autoptr (CollectorDeck) deck = NULL;
      CollectorCharge charge = { 0 };
      gint64 cost;

      grammar_price (&rule_cases[i].row, &charge, &deck);
      cost = charge.state == TOLL_RATING_UNRATED ? UNRATED : charge.cost_micro;
      if (cost != rule_cases[i].cost_micro)
        g_test_message ("%s: %" G_GINT64_FORMAT, rule_cases[i].rule, cost);
      n_wrong += cost != rule_cases[i].cost_micro;
    }
  toll_score ("R01", "rules that price otherwise", n_wrong, 0);
}

/* Only the bound that decided the cost is said to hold. */
static void
test_bounds_that_held (void)
{
  static const struct
  {
    const char *rounding;
    gboolean maximum, minimum;
  } cases[] = { { "half_up@4 max=5 min=1", TRUE, FALSE },
                { "half_up@4 max=5 min=6", FALSE, TRUE },
                { "half_up@4 max=50 min=20", FALSE, TRUE },
                { "half_up@4 max=50 min=1", FALSE, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GrammarCase row = { "0.2", "0:1:60:60", "", "", "600", cases[i].rounding };
      g_autoptr (CollectorDeck) deck = NULL;
      CollectorCharge charge = { 0 };

      grammar_price (&row, &charge, &deck);
      g_assert_cmpint (charge.maximum_held, ==, cases[i].maximum);
      g_assert_cmpint (charge.minimum_held, ==, cases[i].minimum);
    }
}

static CollectorDeck *
read_rates (const char *rates)
{
  g_autofree char *json = g_strdup_printf (
      "{\"name\":\"T\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\",\"rates\":[%s]}", rates);
  g_autoptr (GError) error = NULL;
  CollectorDeck *deck = collector_deck_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  return deck;
}

static void
test_reasons (void)
{
  g_autoptr (CollectorDeck) deck = read_rates (
      "{\"prefix\":\"39\",\"steps\":[{\"start_s\":0,\"price\":\"1\",\"per_s\":60,\"increment_s\":"
      "60}]},{\"prefix\":\"399\",\"steps\":[]},{\"prefix\":\"49\",\"bands\":[{\"id\":\"a\","
      "\"days\":\"1\",\"steps\":[{\"start_s\":0,\"price\":\"1\",\"per_s\":60,\"increment_s\":60}"
      "]}]}");
  static const struct
  {
    const char *digits;
    gint64 connect_ms;
    TollReason reason;
    const char *prefix;
  } cases[] = {
    { "3906", 0, TOLL_REASON_NONE, "39" },
    { "3", 0, TOLL_REASON_NO_PREFIX, "" },
    { "", 0, TOLL_REASON_NO_PREFIX, "" },
    { "*31", 0, TOLL_REASON_NO_PREFIX, "" },
    { "39*1", 0, TOLL_REASON_NONE, "39" },
    { "39061x", 0, TOLL_REASON_BAD_NUMBER, "" },
    { "+3906", 0, TOLL_REASON_BAD_NUMBER, "" },
    { "sip:39", 0, TOLL_REASON_BAD_NUMBER, "" },
    { "3991", 0, TOLL_REASON_NO_PREFIX, "399" },
    { "491", 0, TOLL_REASON_NO_BAND, "49" },
    { "491", 345600000, TOLL_REASON_NONE, "49" },
    { "491", G_MAXINT64, TOLL_REASON_OVERFLOW, "49" },
    { "491", G_MININT64, TOLL_REASON_OVERFLOW, "49" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CollectorQuestion question = { cases[i].digits, cases[i].connect_ms, 60000, TRUE };
      CollectorCharge charge = { 0 };

      collector_deck_rate (deck, &question, &charge);
      g_assert_cmpint (charge.reason, ==, cases[i].reason);
      g_assert_cmpstr (charge.prefix, ==, cases[i].prefix);
      g_assert_cmpint (charge.cost_micro, ==, charge.reason == TOLL_REASON_NONE ? 1000000 : 0);
      g_assert_cmpint (charge.state == TOLL_RATING_RATED, ==, charge.reason == TOLL_REASON_NONE);
    }
}

/* R2: a short code is no call to the country whose prefix it begins like. */
static void
test_short_codes (void)
{
#define RATE(prefix, price)                                                                       \
  "{\"prefix\":\"" prefix "\",\"steps\":[{\"start_s\":0,\"price\":\"" price "\",\"per_s\":60,"            \
  "\"increment_s\":60}]}"
  g_autoptr (CollectorDeck) deck
      = read_rates (RATE ("1", "1") "," RATE ("91", "1") "," RATE ("112", "0") "," RATE ("118", "2"));
  g_autoptr (CollectorDeck) with_all = read_rates (RATE ("", "3") "," RATE ("1", "1"));
#undef RATE
  static const struct
  {
    const char *digits;
    gboolean is_short;
    const char *prefix;
    gint64 cost_micro; /* -1 = NO_PREFIX */
  } cases[] = {
    { "113", TRUE, "", -1 },         { "911", TRUE, "", -1 },  { "112", TRUE, "112", 0 },
    { "118500", TRUE, "118", 2000000 }, { "*21", TRUE, "", -1 }, { "113", FALSE, "1", 1000000 },
  };
  CollectorQuestion question = { "113", 0, 60000, TRUE, .is_short = TRUE };
  CollectorCharge charge = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CollectorQuestion asked = { cases[i].digits, 0, 60000, TRUE, .is_short = cases[i].is_short };
      CollectorCharge answer = { 0 };

      collector_deck_rate (deck, &asked, &answer);
      g_assert_cmpint (answer.reason, ==,
                       cases[i].cost_micro < 0 ? TOLL_REASON_NO_PREFIX : TOLL_REASON_NONE);
      g_assert_cmpstr (answer.prefix, ==, cases[i].prefix);
      g_assert_cmpint (answer.cost_micro, ==, MAX (cases[i].cost_micro, 0));
    }
  collector_deck_rate (with_all, &question, &charge);
  g_assert_cmpstr (charge.prefix, ==, "");
  g_assert_cmpint (charge.cost_micro, ==, 3000000);
}

/* R18: the steps begin after the included seconds. */
static void
test_included_seconds (void)
{
  g_autoptr (CollectorDeck) deck = read_rates (
      "{\"prefix\":\"\",\"connect_fee\":\"0.1\",\"included_s\":120,\"steps\":[{\"start_s\":0,"
      "\"price\":\"0.06\",\"per_s\":60,\"increment_s\":60},{\"start_s\":60,\"price\":\"0.6\","
      "\"per_s\":60,\"increment_s\":1}]}");
  static const gint64 costs[][2]
      = { { 1, 100000 }, { 120, 100000 }, { 121, 160000 }, { 180, 160000 }, { 181, 170000 } };

  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    {
      CollectorQuestion question = { "39", 0, costs[i][0] * 1000, TRUE };
      CollectorCharge charge = { 0 };

      collector_deck_rate (deck, &question, &charge);
      g_assert_cmpint (charge.cost_micro, ==, costs[i][1]);
    }
}

/* ---- The list price ---- */

/* It is that of the first step that is charged, in the band that holds. */
static void
test_list_price (void)
{
  g_autoptr (CollectorDeck) deck = read_rates (
      "{\"prefix\":\"39\",\"included_s\":120,\"steps\":[{\"start_s\":0,\"price\":\"0.06\","
      "\"per_s\":60,\"increment_s\":60},{\"start_s\":60,\"price\":\"0.6\",\"per_s\":60,"
      "\"increment_s\":1}]},{\"prefix\":\"49\",\"bands\":[{\"id\":\"first\",\"days\":\"d0102\","
      "\"windows\":\"00:00-24:00\",\"weight\":9,\"steps\":[{\"start_s\":0,\"price\":\"0.02\","
      "\"per_s\":60,\"increment_s\":60}]},{\"id\":\"morning\",\"days\":\"*\",\"windows\":"
      "\"00:00-12:00\",\"weight\":1,\"steps\":[{\"start_s\":0,\"price\":\"0.05\",\"per_s\":30,"
      "\"increment_s\":60}]}]}");
  static const gint64 noon_ms = 12 * 3600 * 1000, day_ms = 24 * 3600 * 1000;
  const struct
  {
    const char *digits;
    gint64 connect_ms, price_e8, per_s;
  } cases[] = { { "39", 0, 6000000, 60 }, { "49", 0, 5000000, 30 }, { "49", day_ms, 2000000, 60 },
                { "49", noon_ms, 0, 0 }, { "1", 0, 0, 0 }, { "x", 0, 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CollectorQuestion question = { cases[i].digits, cases[i].connect_ms, 60000, TRUE };
      gint64 price_e8 = 0, per_s = 0;

      g_assert_true (collector_deck_find_list_price (deck, &question, &price_e8, &per_s)
                     == (cases[i].per_s > 0));
      g_assert_cmpint (price_e8, ==, cases[i].price_e8);
      g_assert_cmpint (per_s, ==, cases[i].per_s);
    }
}

static void
test_explanation (void)
{
  GrammarCase row = { "", "", "split@Europe/Rome" DAY_NIGHT, "2026-03-02T18:29:30+01:00", "60.5",
                      "half_up@4 dur=half_up markup=0.1 vat=0.22" };
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (CollectorSegment));
  g_autoptr (CollectorDeck) deck = NULL;
  CollectorCharge charge = { .segments = segments };
  const CollectorSegment *segment;

  grammar_price (&row, &charge, &deck);
  g_assert_cmpint (charge.billed_ms, ==, 61000);
  g_assert_cmpint (charge.connect_fee_e8, ==, 10000000);
  g_assert_cmpint (charge.usage_e8, ==, 4550000);
  g_assert_cmpint (charge.markup_e8, ==, 1455000);
  g_assert_cmpint (charge.vat_e8, ==, 3521100);
  g_assert_cmpint (charge.cost_micro, ==, 195300);
  g_assert_cmpstr (charge.band, ==, "day");
  g_assert_cmpuint (segments->len, ==, 2);
  segment = &g_array_index (segments, CollectorSegment, 1);
  g_assert_cmpint (segment->from_ms, ==, 30000);
  g_assert_cmpint (segment->to_ms, ==, 61000);
  g_assert_cmpstr (segment->band, ==, "night");
  g_assert_cmpint (segment->price_e8, ==, 3000000);
  g_assert_cmpint (segment->increments, ==, 31);
  g_assert_cmpint (segment->amount_e8, ==, 1550000);
}

/* A band that goes on over midnights is one segment; thirds add up. */
static void
test_segments_are_joined (void)
{
  GrammarCase row = { "", "", "split@Europe/Rome|all,*,00:00-12:00+12:00-24:00,1,0,0:0.1:3:1",
                      "2026-03-02T18:29:30+01:00", "200000", "half_up@6" };
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (CollectorSegment));
  g_autoptr (CollectorDeck) deck = NULL;
  CollectorCharge charge = { .segments = segments };

  grammar_price (&row, &charge, &deck);
  g_assert_cmpuint (segments->len, ==, 1);
  g_assert_cmpint (g_array_index (segments, CollectorSegment, 0).increments, ==, 200000);
  g_assert_cmpint (g_array_index (segments, CollectorSegment, 0).amount_e8, ==, charge.usage_e8);
  g_assert_cmpint (charge.cost_micro, ==, 6666666667);
}

static void
test_charge_as_json (void)
{
  GrammarCase row = { "0.1", "0:0.06:60:60", "", "", "45", "half_up@4" };
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (CollectorSegment));
  g_autoptr (CollectorDeck) deck = NULL;
  CollectorCharge charge = { .segments = segments };
  CollectorQuestion question = { "x", 0, 1000, TRUE };
  g_autofree char *rated = NULL, *unrated = NULL, *free_of_charge = NULL;

  grammar_price (&row, &charge, &deck);
  rated = collector_charge_to_json (&charge, "It\"aly");
  g_assert_cmpstr (rated, ==,
                   "{\"state\":\"rated\",\"cost\":\"0.160000\",\"cost_micro\":160000,"
                   "\"currency\":\"EUR\",\"tariff\":\"It\\\"aly\",\"prefix\":\"\","
                   "\"destination\":\"all\",\"band\":\"\",\"billed_ms\":45000,"
                   "\"connect_fee\":\"0.10\",\"usage\":\"0.06\",\"markup\":\"0.00\","
                   "\"vat\":\"0.00\",\"graced\":false,\"minimum_held\":false,"
                   "\"maximum_held\":false,\"segments\":[{\"from_ms\":0,\"to_ms\":60000,"
                   "\"band\":\"\",\"step_start_s\":0,\"price\":\"0.06\",\"per_s\":60,"
                   "\"increment_s\":60,\"increments\":1,\"amount\":\"0.06\"}]}");
  g_array_set_size (segments, 0);
  collector_deck_rate (deck, &question, &charge);
  unrated = collector_charge_to_json (&charge, NULL);
  g_assert_cmpstr (unrated, ==,
                   "{\"state\":\"unrated\",\"reason\":\"BAD_NUMBER\",\"currency\":\"EUR\","
                   "\"tariff\":\"\",\"prefix\":\"\",\"destination\":\"\",\"band\":\"\","
                   "\"segments\":[]}");
  question.answered = FALSE;
  collector_deck_rate (deck, &question, &charge);
  free_of_charge = collector_charge_to_json (&charge, NULL);
  g_assert_true (g_str_has_prefix (
      free_of_charge, "{\"state\":\"not_chargeable\",\"cost\":\"0.000000\",\"cost_micro\":0,"));
}

static void
test_questions_as_typed (void)
{
  static const char *const numbers[][2]
      = { { "+390612", "390612" }, { "+39 06-12.(34)", "39061234" }, { "112#99", "112" },
          { "390612", "390612" },  { "", "" },                      { "++39", "+39" } };
  static const char *const bad[] = { "", "-1", "-0", "1e3", "1.0005", "61s", " 61", "1,5", "inf" };
  gint64 ms;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *digits = collector_question_normalize_number (numbers[i][0]);

      g_assert_cmpstr (digits, ==, numbers[i][1]);
    }
  g_assert_true (collector_question_parse_duration ("60.001", &ms, NULL));
  g_assert_cmpint (ms, ==, 60001);
  g_assert_true (collector_question_parse_duration ("0.2", &ms, NULL));
  g_assert_cmpint (ms, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (collector_question_parse_duration (bad[i], &ms, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rating/rater/rules", test_rules);
  g_test_add_func ("/rating/rater/bounds-that-held", test_bounds_that_held);
  g_test_add_func ("/rating/rater/reasons", test_reasons);
  g_test_add_func ("/rating/rater/short-codes", test_short_codes);
  g_test_add_func ("/rating/rater/included-seconds", test_included_seconds);
  g_test_add_func ("/rating/rater/list-price", test_list_price);
  g_test_add_func ("/rating/rater/explanation", test_explanation);
  g_test_add_func ("/rating/rater/segments-are-joined", test_segments_are_joined);
  g_test_add_func ("/rating/rater/charge-as-json", test_charge_as_json);
  g_test_add_func ("/rating/rater/questions-as-typed", test_questions_as_typed);
  return g_test_run ();
}
