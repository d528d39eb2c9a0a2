/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks of numbers as an administrator writes them, and what is no block.
 */
#include "collector/normalize/number-range.h"

static void
test_what_is_inside (void)
{
  static const struct
  {
    const char *range;
    const char *number;
    gboolean is_inside;
  } rows[] = {
    { "201", "201", TRUE },
    { "201", "2011", FALSE },
    { "201", "20", FALSE },
    { "100-799", "100", TRUE },
    { "100-799", "799", TRUE },
    { "100-799", "455", TRUE },
    { "100-799", "800", FALSE },
    { "100-799", "099", FALSE },
    { "100-799", "1000", FALSE },
    { "100 - 799", "455", TRUE },
    { "000-099", "007", TRUE },
    { "000-099", "7", FALSE },
    { "8XXX", "8123", TRUE },
    { "8xx5", "8125", TRUE },
    { "8XX5", "8126", FALSE },
    { "+390212340000-+390212349999", "+390212345678", TRUE },
    { "+390212340000-+390212349999", "390212345678", TRUE },
    { "+390212340000-+390212349999", "390212350000", FALSE },
    { "100-799", "4x5", FALSE },
    { "100-799", "", FALSE },
    { "8XXX", "8/23", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CollectorNumberRange range;

      g_assert_true (collector_number_range_parse (rows[i].range, &range));
      if (collector_number_range_contains (&range, rows[i].number) != rows[i].is_inside)
        g_error ("%s in %s", rows[i].number, rows[i].range);
    }
}

static void
test_what_is_no_range (void)
{
  static const char *const texts[] = { "",         "-",   "100-",    "-799",  "799-100",
                                       "100-7999", "1a0", "10X-799", "1-2-3", "1234567890123456",
                                       "2+1",      "abc", "100–799" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      CollectorNumberRange range;

      if (collector_number_range_parse (texts[i], &range))
        g_error ("%s", texts[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalize/number-range/what-is-inside", test_what_is_inside);
  g_test_add_func ("/normalize/number-range/what-is-no-range", test_what_is_no_range);
  return g_test_run ();
}
