/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made-up tariffs and calls: the rater against a second one that goes increment by increment, and
 * the properties every price has. TOLL_FUZZ_CASES makes it as many as wanted.
 */
#include <string.h>

#include "tests/rating/oracle.h"
#include "tests/rating/random-case.h"
#include "tests/support/score.h"

static guint
get_n_cases (guint n_cases)
{
  const char *wanted = g_getenv ("TOLL_FUZZ_CASES");

  return wanted != NULL ? g_ascii_strtoull (wanted, NULL, 10) : n_cases;
}

/* Cost in micro units, G_MININT64 when unrated. */
static gint64
price (const GrammarCase *row)
{
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (CollectorSegment));
  g_autoptr (CollectorDeck) deck = NULL;
  CollectorCharge charge = { .segments = segments };
  gint64 sum_e8 = 0;

  grammar_price (row, &charge, &deck);
  if (charge.state == TOLL_RATING_UNRATED)
    {
      g_assert_cmpuint (segments->len, ==, 0);
      return G_MININT64;
    }
  for (guint i = 0; i < segments->len; i++)
    sum_e8 += g_array_index (segments, CollectorSegment, i).amount_e8;
  g_assert_cmpint (sum_e8, ==, charge.usage_e8);
  return charge.cost_micro;
}

static void
report (const GrammarCase *row)
{
  g_test_message ("fee %s; steps %s; bands %s; start %s; %s s; %s", row->connect_fee, row->steps,
                  row->time_bands, row->start_time, row->duration_s, row->rounding);
}

static void
test_same_as_loop (void)
{
  g_autoptr (RandomCase) random = random_case_new (g_test_rand_int ());
  guint n_rated = 0, n_wrong = 0, n_cases = get_n_cases (10000);

  for (guint i = 0; i < n_cases; i++)
    {
      const GrammarCase *row = random_case_next (random, RANDOM_ANY);
      gint64 wanted, got = price (row);

      if (!oracle_price (row, &wanted))
        wanted = G_MININT64;
      if (got != wanted)
        report (row);
      n_wrong += got != wanted;
      n_rated += got != G_MININT64;
    }
  g_assert_cmpuint (n_rated, >, n_cases / 2);
  toll_score ("R02", "random calls priced other than by the second rater", n_wrong, 0);
}

/* P1: a longer call never costs less. */
static void
test_longer_is_not_cheaper (void)
{
  g_autoptr (RandomCase) random = random_case_new (g_test_rand_int ());
  guint n_cheaper = 0;

  for (guint i = 0; i < get_n_cases (200); i++)
    {
      GrammarCase row
          = *random_case_next (random, RANDOM_NO_NEGATIVE | RANDOM_PLAIN | RANDOM_BANDS);
      gint64 before = 0;

      for (guint s = 0; s <= 200; s += 7)
        {
          g_autofree char *duration = g_strdup_printf ("%u.%u", s, s % 10);
          gint64 cost;

          row.duration_s = duration;
          cost = price (&row);
          n_cheaper += cost < before;
          before = cost;
        }
    }
  toll_score ("R03", "longer calls that cost less", n_cheaper, 0);
}

/* P3, P4: a band that never holds, or a window cut in two, changes nothing. */
static void
test_bands_that_say_nothing_new (void)
{
  g_autoptr (RandomCase) random = random_case_new (g_test_rand_int ());
  guint n_other = 0;

  for (guint i = 0; i < get_n_cases (200); i++)
    {
      GrammarCase row = *random_case_next (random, RANDOM_BANDS);
      g_autofree char *more = g_strconcat (
          row.time_bands, "|never,D2001-01-01/2001-01-02,00:00-24:00,99,5,0:9:1:1", NULL);
      g_autoptr (GString) cut = g_string_new (row.time_bands);
      gint64 cost = price (&row);

      row.time_bands = more;
      n_other += price (&row) != cost;
      g_string_replace (cut, "00:00-24:00", "00:00-02:30+02:30-24:00", 0);
      row.time_bands = cut->str;
      n_other += price (&row) != cost;
    }
  toll_score ("R03", "bands that say nothing new and change a price", n_other, 0);
}

/* P5: two bands that cost the same make no difference between the boundary modes. */
static void
test_equal_bands (void)
{
  g_autoptr (RandomCase) random = random_case_new (g_test_rand_int ());
  guint n_other = 0;

  for (guint i = 0; i < get_n_cases (200); i++)
    {
      GrammarCase row = *random_case_next (random, RANDOM_PLAIN);
      g_autofree char *split = g_strdup_printf (
          "split@Europe/Rome|a,*,08:00-18:30,9,0.1,%s|b,*,00:00-24:00,5,0.1,%s", row.steps,
          row.steps);
      g_autofree char *start = g_strconcat ("start", split + strlen ("split"), NULL);
      gint64 cost;

      row.time_bands = split;
      cost = price (&row);
      row.time_bands = start;
      n_other += price (&row) != cost;
    }
  toll_score ("R03", "equal bands whose border changes a price", n_other, 0);
}

/* P8, P9: the same local time in two zones of fixed offset, and pricing twice. */
static void
test_same_local_time (void)
{
  static const char *const bands
      = "|a,1-5,08:00-18:30,9,0.1,0:0.06:60:7|b,*,00:00-24:00,5,0.05,0:0.03:60:1";
  g_autofree char *west = g_strconcat ("split@Etc/GMT+5", bands, NULL);
  g_autofree char *east = g_strconcat ("split@Etc/GMT-9", bands, NULL);

  for (guint hour = 0; hour < 24; hour++)
    {
      g_autofree char *in_west = g_strdup_printf ("2026-03-06T%02u:29:30-05:00", hour);
      g_autofree char *in_east = g_strdup_printf ("2026-03-06T%02u:29:30+09:00", hour);
      GrammarCase row = { "", "", west, in_west, "40000.5", "half_up@6" };
      gint64 cost = price (&row);

      g_assert_cmpint (price (&row), ==, cost);
      row.time_bands = east;
      row.start_time = in_east;
      g_assert_cmpint (price (&row), ==, cost);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rating/fuzz/same-as-loop", test_same_as_loop);
  g_test_add_func ("/rating/fuzz/longer-is-not-cheaper", test_longer_is_not_cheaper);
  g_test_add_func ("/rating/fuzz/bands-that-say-nothing-new", test_bands_that_say_nothing_new);
  g_test_add_func ("/rating/fuzz/equal-bands", test_equal_bands);
  g_test_add_func ("/rating/fuzz/same-local-time", test_same_local_time);
  return g_test_run ();
}
