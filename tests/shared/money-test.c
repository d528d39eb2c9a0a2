/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Money: what is read is exact, what is not is refused, and rounding is symmetric.
 */
#include "shared/base/error.h"
#include "shared/base/currency.h"
#include "shared/base/money.h"

static void
test_parse_reads_exactly (void)
{
  static const struct
  {
    const char *text;
    guint decimals;
    gint64 value;
  } cases[] = {
    { "0", 8, 0 },
    { "0.1", 8, 10000000 },
    { "-0.0125", 8, -1250000 },
    { "1.00500000000000", 8, 100500000 },
    { "92233720368.54775807", 8, G_MAXINT64 },
    { "-92233720368.54775808", 8, G_MININT64 },
    { "007", 0, 7 },
    { "-0", 6, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 value = 99;

      g_assert_true (toll_money_parse (cases[i].text, cases[i].decimals, &value, &error));
      g_assert_no_error (error);
      g_assert_cmpint (value, ==, cases[i].value);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const bad[] = { "",      "-",    ".5",   "5.",     "1,5",   " 1",  "1 ",
                                     "+1",    "1e3",  "0x10", "--1",    "1.2.3", "nan", "1.-5",
                                     "0.123456789" };
  static const char *const large[] = { "92233720368.54775808", "-92233720368.54775809",
                                       "99999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 value;

      g_assert_false (toll_money_parse (bad[i], 8, &value, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
    }
  for (guint i = 0; i < G_N_ELEMENTS (large); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 value;

      g_assert_false (toll_money_parse (large[i], 8, &value, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_OVERFLOW);
    }
}

static void
test_format (void)
{
  static const struct
  {
    gint64 value;
    guint decimals, min_decimals;
    const char *text;
  } cases[] = {
    { 160000, 6, 6, "0.160000" }, { 125000000, 8, 2, "1.25" }, { 100000000, 8, 0, "1" },
    { -5, 8, 2, "-0.00000005" },  { 0, 6, 2, "0.00" },         { 0, 0, 0, "0" },
    { G_MININT64, 8, 0, "-92233720368.54775808" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = toll_money_format (cases[i].value, cases[i].decimals, cases[i].min_decimals);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_divide_rounds (void)
{
  static const struct
  {
    int numerator, denominator;
    gint64 half_up, half_even, up, down;
  } cases[] = {
    { 5, 2, 3, 2, 3, 2 },      { 7, 2, 4, 4, 4, 3 },   { -5, 2, -3, -2, -3, -2 },
    { 1, 3, 0, 0, 1, 0 },      { 2, 3, 1, 1, 1, 0 },   { -1, 3, 0, 0, -1, 0 },
    { 6, 3, 2, 2, 2, 2 },      { 0, 7, 0, 0, 0, 0 },   { 49999, 100000, 0, 0, 1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gint64 wanted[] = { cases[i].half_up, cases[i].half_even, cases[i].up, cases[i].down };

      for (TollRounding mode = TOLL_ROUND_HALF_UP; mode <= TOLL_ROUND_DOWN; mode++)
        for (int shift = 0; shift <= 70; shift += 70)
          {
            __int128 scale = (__int128) 1 << shift;
            gint64 result = 99;

            g_assert_true (toll_money_divide (cases[i].numerator * scale,
                                              cases[i].denominator * scale, mode, &result));
            g_assert_cmpint (result, ==, wanted[mode]);
          }
    }
}

static void
test_divide_refuses_what_does_not_fit (void)
{
  gint64 result = 7;

  g_assert_true (toll_money_divide (G_MAXINT64, 1, TOLL_ROUND_UP, &result));
  g_assert_cmpint (result, ==, G_MAXINT64);
  g_assert_false (toll_money_divide ((__int128) G_MAXINT64 + 1, 1, TOLL_ROUND_UP, &result));
  g_assert_false (toll_money_divide ((__int128) G_MAXINT64 * 2 + 1, 2, TOLL_ROUND_UP, &result));
  g_assert_true (toll_money_divide ((__int128) G_MAXINT64 * 2 + 1, 2, TOLL_ROUND_DOWN, &result));
}

/* What is something is never shown as nothing. */
static void
test_decimals (void)
{
  static const struct
  {
    const char *code;
    gint64 micro;
    guint decimals;
  } rows[] = {
    { "EUR", 0, 2 },     { "EUR", 1000000, 2 }, { "EUR", 5000, 2 },  { "EUR", 4999, 4 },
    { "USD", -2800, 4 }, { "EUR", 50, 4 },      { "EUR", 49, 2 },    { "JPY", 500000, 0 },
    { "JPY", 499999, 2 }, { "KWD", 499, 5 },    { "JPY", 4999, 0 },    { "KWD", 500, 3 },   { "EUR", G_MININT64, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s %" G_GINT64_FORMAT, rows[i].code, rows[i].micro);
      g_assert_cmpuint (toll_currency_find_decimals (rows[i].code, rows[i].micro), ==,
                        rows[i].decimals);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/money/parse-reads-exactly", test_parse_reads_exactly);
  g_test_add_func ("/shared/money/parse-refuses", test_parse_refuses);
  g_test_add_func ("/shared/money/format", test_format);
  g_test_add_func ("/shared/money/divide-rounds", test_divide_rounds);
  g_test_add_func ("/shared/money/divide-refuses-what-does-not-fit",
                   test_divide_refuses_what_does_not_fit);
  g_test_add_func ("/money/decimals", test_decimals);
  return g_test_run ();
}
