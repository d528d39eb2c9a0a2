/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Axes tick at the numbers people count in, exactly, from zero on.
 */
#include "shared/chart/scale.h"

static void
test_ticks (void)
{
  static const struct
  {
    TollCellKind kind;
    const char *column_unit;
    gint64 largest;
    guint max_steps;
    gint64 step, max;
    const char *unit;
    guint decimals;
    gint64 last_number;
  } cases[] = {
    { TOLL_CELL_COUNT, "", 0, 5, 1, 1, "", 0, 1 },
    { TOLL_CELL_COUNT, "", 1, 5, 1, 1, "", 0, 1 },
    { TOLL_CELL_COUNT, "", 5, 5, 1, 5, "", 0, 5 },
    { TOLL_CELL_COUNT, "", 6, 5, 2, 6, "", 0, 6 },
    { TOLL_CELL_COUNT, "", 450, 5, 100, 500, "", 0, 500 },
    { TOLL_CELL_COUNT, "", 501, 5, 200, 600, "", 0, 600 },
    { TOLL_CELL_COUNT, "", 1000, 2, 500, 1000, "", 0, 1000 },
    { TOLL_CELL_COUNT, "", 9, 1, 10, 10, "", 0, 10 },
    { TOLL_CELL_MONEY, "EUR", 412330000, 5, 100000000, 500000000, "EUR", 0, 500 },
    { TOLL_CELL_MONEY, "EUR", 1230000, 5, 500000, 1500000, "EUR", 1, 15 },
    { TOLL_CELL_MONEY, "EUR", 70000, 4, 20000, 80000, "EUR", 2, 8 },
    { TOLL_CELL_MONEY, "EUR", 1, 4, 1000, 1000, "EUR", 3, 1 },
    { TOLL_CELL_MONEY, "JPY", 0, 4, 1000000, 1000000, "JPY", 0, 1 },
    { TOLL_CELL_SHARE, "", 1000000, 5, 200000, 1000000, "%", 0, 100 },
    { TOLL_CELL_SHARE, "", 34000, 5, 10000, 40000, "%", 0, 4 },
    { TOLL_CELL_DECIMAL, "", 4350, 5, 1000, 5000, "", 0, 5 },
    { TOLL_CELL_DECIMAL, "", 430, 5, 100, 500, "", 1, 5 },
    { TOLL_CELL_DURATION, "", 300, 5, 1000, 1000, "s", 0, 1 },
    { TOLL_CELL_DURATION, "", 22000, 5, 5000, 25000, "s", 0, 25 },
    { TOLL_CELL_DURATION, "", 40000, 5, 15000, 45000, "s", 0, 45 },
    { TOLL_CELL_DURATION, "", 100000, 5, 30000, 120000, "s", 0, 120 },
    { TOLL_CELL_DURATION, "", 200000, 5, 60000, 240000, "min", 0, 4 },
    { TOLL_CELL_DURATION, "", 20 * 60000, 5, 5 * 60000, 20 * 60000, "min", 0, 20 },
    { TOLL_CELL_DURATION, "", 61 * 60000, 5, 15 * 60000, 75 * 60000, "min", 0, 75 },
    { TOLL_CELL_DURATION, "", 100 * 60000, 5, 30 * 60000, 120 * 60000, "min", 0, 120 },
    { TOLL_CELL_DURATION, "", 3 * 3600000, 5, 3600000, 3 * 3600000, "h", 0, 3 },
    { TOLL_CELL_DURATION, "", 233 * G_GINT64_CONSTANT (3600000), 5,
      50 * G_GINT64_CONSTANT (3600000), 250 * G_GINT64_CONSTANT (3600000), "h", 0, 250 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TollScale scale;
      guint n_ticks;

      toll_scale_init (&scale, cases[i].kind, cases[i].column_unit, cases[i].largest,
                       cases[i].max_steps);
      n_ticks = toll_scale_get_n_ticks (&scale);
      g_assert_cmpint (scale.step, ==, cases[i].step);
      g_assert_cmpint (scale.max, ==, cases[i].max);
      g_assert_cmpstr (scale.unit, ==, cases[i].unit);
      g_assert_cmpuint (scale.decimals, ==, cases[i].decimals);
      g_assert_cmpuint (n_ticks, ==, scale.max / scale.step + 1);
      g_assert_cmpuint (n_ticks, <=, cases[i].max_steps + 1);
      g_assert_cmpint (toll_scale_get_number (&scale, 0), ==, 0);
      g_assert_cmpint (toll_scale_get_number (&scale, n_ticks - 1), ==, cases[i].last_number);
    }
}

static void
test_every_size_fits (void)
{
  for (guint kind = TOLL_CELL_COUNT; kind <= TOLL_CELL_DECIMAL; kind++)
    for (gint64 largest = 1; largest > 0 && largest < G_MAXINT64 / 32; largest = largest * 3 + 1)
      for (guint max_steps = 1; max_steps < 9; max_steps++)
        {
          TollScale scale;

          toll_scale_init (&scale, kind, "", largest, max_steps);
          g_assert_cmpint (scale.max, >=, largest);
          g_assert_cmpint (scale.max % scale.step, ==, 0);
          g_assert_cmpint (scale.max / scale.step, <=, max_steps);
          g_assert_cmpint (scale.max - scale.step, <, largest); /* no empty step on top */
        }
}

static void
test_maps_from_zero (void)
{
  TollScale scale;

  toll_scale_init (&scale, TOLL_CELL_COUNT, "", 400, 4);
  g_assert_cmpfloat (toll_scale_map (&scale, 0), ==, 0);
  g_assert_cmpfloat (toll_scale_map (&scale, 100), ==, 0.25);
  g_assert_cmpfloat (toll_scale_map (&scale, 400), ==, 1);
  g_assert_cmpfloat (toll_scale_map (&scale, -5), ==, 0);
  g_assert_cmpfloat (toll_scale_map (&scale, G_MAXINT64), ==, 1);
}

static void
test_shares_and_sums (void)
{
  g_assert_cmpint (toll_scale_share (1, 3), ==, 333333);
  g_assert_cmpint (toll_scale_share (2, 3), ==, 666667);
  g_assert_cmpint (toll_scale_share (5, 0), ==, 0);
  g_assert_cmpint (toll_scale_share (-5, 10), ==, 0);
  g_assert_cmpint (toll_scale_share (G_MAXINT64, G_MAXINT64), ==, 1000000);
  g_assert_cmpint (toll_scale_add (G_MAXINT64, 1), ==, G_MAXINT64);
  g_assert_cmpint (toll_scale_add (G_MININT64, -1), ==, G_MININT64);
  g_assert_cmpint (toll_scale_add (40, 2), ==, 42);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/chart/scale/ticks", test_ticks);
  g_test_add_func ("/shared/chart/scale/every-size-fits", test_every_size_fits);
  g_test_add_func ("/shared/chart/scale/maps-from-zero", test_maps_from_zero);
  g_test_add_func ("/shared/chart/scale/shares-and-sums", test_shares_and_sums);
  return g_test_run ();
}
