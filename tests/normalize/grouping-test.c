/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which records belong together, which do not, and that order and size do not matter.
 */
#include "tests/normalize/journey-support.h"

#define HOUR 3600

/* Returns: (transfer full): the group of each leg as letters, "aab". */
static char *
group_to_text (TollLeg *legs, guint n_legs)
{
  g_autofree const TollLeg **at = g_new (const TollLeg *, n_legs);
  g_autofree guint *group = g_new (guint, n_legs);
  GString *text = g_string_new (NULL);
  guint n_groups, highest = 0;

  for (guint i = 0; i < n_legs; i++)
    {
      support_mend (&legs[i]);
      at[i] = &legs[i];
    }
  n_groups = collector_journey_group (at, n_legs, group);
  for (guint i = 0; i < n_legs; i++)
    {
      highest = MAX (highest, group[i]);
      g_string_append_c (text, 'a' + group[i]);
    }
  g_assert_cmpuint (n_groups, ==, highest + 1);
  return g_string_free (text, FALSE);
}

static void
assert_groups (TollLeg *legs, guint n_legs, const char *expected)
{
  g_autofree char *text = group_to_text (legs, n_legs);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_call_id (void)
{
  TollLeg legs[] = { LEG (1, 1, 2, 0, 5, 60), LEG (2, 3, 4, 0, 5, 60), LEG (1, 5, 6, 70, 75, 90),
                     LEG (1, 7, 8, 0, 5, 60, .manager_id = 2),
                     LEG (1, 9, 10, 0, 5, 60, .cluster = "C2") };

  assert_groups (legs, G_N_ELEMENTS (legs), "abacd");
}

static void
test_call_id_comes_round (void)
{
  TollLeg legs[] = { LEG (1, 1, 2, 0, 5, 60),
                     LEG (1, 1, 2, 90 * 24 * HOUR, NEVER, 90 * 24 * HOUR) };

  assert_groups (legs, G_N_ELEMENTS (legs), "ab");
}

/* The gap counts, from the end of one record to the beginning of the next; a long record bridges
 * what lies beside it. */
static void
test_window (void)
{
  TollLeg at_limit[] = { LEG (1, 1, 2, 0, 5, 60), LEG (1, 3, 4, 60 + 4 * HOUR, NEVER, 20000) };
  TollLeg beyond[] = { LEG (1, 1, 2, 0, 5, 60), LEG (1, 3, 4, 61 + 4 * HOUR, NEVER, 20000) };
  TollLeg chain[] = { LEG (1, 1, 2, 0, 5, 60), LEG (1, 3, 4, 3 * HOUR, NEVER, 3 * HOUR),
                      LEG (1, 5, 6, 6 * HOUR, NEVER, 6 * HOUR) };
  TollLeg bridged[] = { LEG (1, 1, 2, 0, 5, 9 * HOUR), LEG (1, 3, 4, 60, NEVER, 70),
                        LEG (1, 5, 6, 10 * HOUR, NEVER, 10 * HOUR) };

  assert_groups (at_limit, 2, "aa");
  assert_groups (beyond, 2, "ab");
  assert_groups (chain, 3, "aaa");
  assert_groups (bridged, 3, "aaa");
}

/* A clock gone wild does not glue half a year together. */
static void
test_wild_end (void)
{
  TollLeg legs[] = { LEG (1, 1, 2, 0, 5, 60),
                     LEG (1, 3, 4, 30 * 24 * HOUR, NEVER, 30 * 24 * HOUR) };

  legs[0].disconnect_ms = G_MAXINT64;
  assert_groups (legs, 2, "ab");
}

static void
test_leg_ids (void)
{
  TollLeg linked[] = { LEG (1, 101, 102, 0, 5, 60, .orig_termination_behalf = 10),
                       LEG (2, 103, 104, 30, 35, 60, .orig_termination_behalf = 10),
                       LEG (3, 102, 104, 60, 60, 90, .join_behalf = 10) };
  TollLeg plain[] = { LEG (1, 101, 102, 0, 5, 60), LEG (2, 101, 102, 30, 35, 60) };
  TollLeg far[] = { LEG (1, 101, 102, 0, 5, 60, .join_behalf = 10),
                    LEG (2, 101, 102, 30 * HOUR, NEVER, 30 * HOUR, .join_behalf = 10) };
  TollLeg foreign[] = { LEG (1, 101, 102, 0, 5, 60, .join_behalf = 10),
                        LEG (2, 101, 102, 0, 5, 60, .join_behalf = 10, .cluster = "C2") };
  TollLeg absent[] = { LEG (1, 0, 0, 0, 5, 60, .join_behalf = 10),
                       LEG (2, 0, 0, 0, 5, 60, .join_behalf = 10),
                       LEG (0, 0, 0, 0, 5, 60), LEG (0, 0, 0, 0, 5, 60) };

  assert_groups (linked, 3, "aaa");
  assert_groups (plain, 2, "ab");
  assert_groups (far, 2, "ab");
  assert_groups (foreign, 2, "ab");
  assert_groups (absent, 4, "abcd");
}

/* Eight thousand records shuffled: the same sets, in a time that grows with their number. */
static void
test_large (void)
{
  enum { N = 8192 };
  g_autofree TollLeg *legs = g_new0 (TollLeg, N);
  g_autofree const TollLeg **at = g_new (const TollLeg *, N);
  g_autofree guint *group = g_new (guint, N);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  gint64 began_us;

  for (guint i = 0; i < N; i++)
    {
      /* Conversations of four: three by call id, the fourth by a leg id. */
      guint conversation = i / 4, call = i % 4 == 3 ? N + conversation : conversation + 1;
      guint leg = i % 4 == 3 ? i - 1 : i;

      legs[i] = (TollLeg) LEG (call, 2 * leg + 1, 2 * leg + 2, i, i, i + 60, .join_behalf = 10);
      support_mend (&legs[i]);
      at[i] = &legs[i];
    }
  for (guint i = N - 1; i > 0; i--)
    {
      guint j = g_rand_int_range (rand, 0, i + 1);
      const TollLeg *leg = at[i];

      at[i] = at[j];
      at[j] = leg;
    }
  began_us = g_get_monotonic_time ();
  g_assert_cmpuint (collector_journey_group (at, N, group), ==, N / 4);
  g_test_message ("%u records in %" G_GINT64_FORMAT " us", N, g_get_monotonic_time () - began_us);
  for (guint i = 1; i < N; i++)
    g_assert_cmpint (group[i] == group[0], ==, (at[i] - legs) / 4 == (at[0] - legs) / 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalize/grouping/call-id", test_call_id);
  g_test_add_func ("/normalize/grouping/call-id-comes-round", test_call_id_comes_round);
  g_test_add_func ("/normalize/grouping/window", test_window);
  g_test_add_func ("/normalize/grouping/wild-end", test_wild_end);
  g_test_add_func ("/normalize/grouping/leg-ids", test_leg_ids);
  g_test_add_func ("/normalize/grouping/large", test_large);
  return g_test_run ();
}
