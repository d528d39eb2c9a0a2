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

/* What was called is of the house when it is one of its numbers and can be no other. */
static void
test_what_is_meant (void)
{
  static const struct
  {
    const char *range;
    const char *dialled;
    gboolean is_meant;
  } rows[] = {
    { "+494318800000-+494318809999", "04318801234", TRUE },
    { "+494318800000-+494318809999", "00494318801234", TRUE },
    { "+390266770000-+390266770099", "0266770007", TRUE },
    { "+390266770000-+390266770099", "00266770007", FALSE },
    { "+353123XXXXX", "012312345", TRUE },
    { "+353123XXXXX", "+35312312345@sbc.example", TRUE },
    { "+353123XXXXX", "+35312312345@\331\241\331\242", FALSE },
    /* No 0 is dialled before numbers of these: it is one of Berlin, of Palermo, of Milan. */
    { "+13031234000-+13031234999", "03031234567", FALSE },
    { "+13031234000-+13031234999", "13031234567", TRUE },
    { "+34915551XXX", "0915551234", FALSE },
    { "+12125550XXX", "02125550123", FALSE },
    { "+351215551XXX", "0215551234", FALSE },
    /* No country code stands before it. */
    { "0445551XXX", "05551123", FALSE },
    { "0445551XXX", "0445551123", TRUE },
    { "03311234XXX", "011234567", FALSE },
    { "302001XXX", "02001123", FALSE },
    { "302001XXX", "302001123", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CollectorNumberRange range;

      g_assert_true (collector_number_range_parse (rows[i].range, &range));
      if (collector_number_range_means (&range, rows[i].dialled) != rows[i].is_meant)
        g_error ("%s of %s", rows[i].dialled, rows[i].range);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalize/number-range/what-is-inside", test_what_is_inside);
  g_test_add_func ("/normalize/number-range/what-is-no-range", test_what_is_no_range);
  g_test_add_func ("/normalize/number-range/what-is-meant", test_what_is_meant);
  return g_test_run ();
}
