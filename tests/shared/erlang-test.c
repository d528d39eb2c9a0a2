/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Erlang B against the tables that are printed for it.
 */
#include "shared/base/erlang.h"

/* Traffic that so many channels carry when 1 % and 0.1 % of calls are blocked, to the three digits
 * of the tables. */
static const struct
{
  guint n_channels;
  double at_1, at_01;
} printed[] = {
  { 1, 0.0101, 0.001 }, { 2, 0.153, 0.0458 }, { 5, 1.36, 0.762 }, { 10, 4.46, 3.09 },
  { 20, 12.0, 9.41 },   { 30, 20.3, 16.7 },   { 50, 37.9, 32.5 }, { 100, 84.1, 75.2 },
};

static void
test_printed_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (printed); i++)
    {
      guint n = printed[i].n_channels;

      g_assert_cmpfloat_with_epsilon (toll_erlang_b (printed[i].at_1, n), 0.01, 0.0003);
      g_assert_cmpfloat_with_epsilon (toll_erlang_b (printed[i].at_01, n), 0.001, 0.00003);
      /* A little less than what they carry needs them all, a little more needs another. */
      g_assert_cmpuint (toll_erlang_b_find_channels (printed[i].at_1 * 0.995, 0.01), ==, n);
      g_assert_cmpuint (toll_erlang_b_find_channels (printed[i].at_1 * 1.005, 0.01), ==, n + 1);
      g_assert_cmpuint (toll_erlang_b_find_channels (printed[i].at_01 * 0.995, 0.001), ==, n);
      g_assert_cmpuint (toll_erlang_b_find_channels (printed[i].at_01 * 1.005, 0.001), ==, n + 1);
    }
}

static void
test_known_trunks (void)
{
  g_assert_cmpfloat_with_epsilon (toll_erlang_b (20, 30), 0.0085, 0.00005);
  g_assert_cmpfloat_with_epsilon (toll_erlang_b (158.333, 167), 0.0318, 0.00005);
  g_assert_cmpfloat_with_epsilon (toll_erlang_b (158.333, 168), 0.0291, 0.00005);
  g_assert_cmpuint (toll_erlang_b_find_channels (158.333, 0.03), ==, 168);
  g_assert_cmpuint (toll_erlang_b_find_channels (40.794, 0.001), ==, 60);
  g_assert_cmpuint (toll_erlang_b_find_channels (20, 0.0085), ==, 30);
}

static void
test_edges (void)
{
  g_assert_cmpfloat (toll_erlang_b (0, 0), ==, 1);
  g_assert_cmpfloat (toll_erlang_b (0, 1), ==, 0);
  g_assert_cmpfloat (toll_erlang_b (3, 0), ==, 1);
  g_assert_cmpfloat (toll_erlang_b (1, 1), ==, 0.5);
  g_assert_cmpuint (toll_erlang_b_find_channels (0, 0.01), ==, 0);
  g_assert_cmpuint (toll_erlang_b_find_channels (5, 1), ==, 0);
  /* The factorials of these do not fit any number; a trunk that is hardly used blocks next to
   * nothing, one that is swamped next to everything. */
  g_assert_cmpfloat_with_epsilon (toll_erlang_b (1000, 1000), 0.0248, 0.0005);
  g_assert_cmpfloat (toll_erlang_b (0.001, 1000), ==, 0);
  g_assert_cmpfloat (toll_erlang_b (1e6, 1), >, 0.99);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/erlang/printed-tables", test_printed_tables);
  g_test_add_func ("/erlang/known-trunks", test_known_trunks);
  g_test_add_func ("/erlang/edges", test_edges);
  return g_test_run ();
}
