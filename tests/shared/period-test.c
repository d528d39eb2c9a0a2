/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Periods in words, on some day and by some billing day, as the days they mean.
 */
#include "shared/model/period.h"

static const struct
{
  const char *relative;
  const char *now; /* UTC */
  guint billing_day;
  const char *from, *to;               /* local days, half open */
  const char *other_from, *other_to;   /* what it is compared with */
} rows[] = {
  /* Past midnight in Rome already. */
  { "today", "2026-03-28T23:30:00Z", 1, "2026-03-29", "2026-03-30", "2026-03-28", "2026-03-29" },
  { "last_7_days", "2026-03-31T08:00:00Z", 1, "2026-03-25", "2026-04-01", "2026-03-18",
    "2026-03-25" },
  { "this_week", "2026-01-01T08:00:00Z", 1, "2025-12-29", "2026-01-05", "2025-12-22",
    "2025-12-29" },
  { "last_month", "2026-03-31T08:00:00Z", 20, "2026-02-01", "2026-03-01", "2026-01-01",
    "2026-02-01" },
  { "last_quarter", "2026-02-10T08:00:00Z", 1, "2025-10-01", "2026-01-01", "2025-07-01",
    "2025-10-01" },
  { "this_billing_period", "2026-03-19T08:00:00Z", 20, "2026-02-20", "2026-03-20", "2026-01-20",
    "2026-02-20" },
  { "this_billing_period", "2026-03-19T23:30:00Z", 20, "2026-03-20", "2026-04-20", "2026-02-20",
    "2026-03-20" },
  { "last_billing_period", "2026-01-15T08:00:00Z", 28, "2025-11-28", "2025-12-28", "2025-10-28",
    "2025-11-28" },
  { "last_billing_period", "2026-03-31T08:00:00Z", 1, "2026-02-01", "2026-03-01", "2026-01-01",
    "2026-02-01" },
};

static void
assert_is_day (const TollZone *zone, gint64 ms, const char *day)
{
  gint64 wanted_ms;

  g_assert_true (toll_zone_parse_iso8601 (zone, day, &wanted_ms, NULL));
  g_assert_cmpint (ms, ==, wanted_ms);
}

static void
test_relative (void)
{
  const TollZone *zone = toll_zone_get ("Europe/Rome", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TollPeriodNow now = { .zone = zone, .billing_day = rows[i].billing_day };
      g_autoptr (GError) error = NULL;
      TollPeriod period = { 0 };
      gint64 from_ms, to_ms;

      g_strlcpy (period.relative, rows[i].relative, sizeof period.relative);
      g_assert_true (toll_zone_parse_iso8601 (zone, rows[i].now, &now.now_ms, &error));
      g_assert_true (toll_period_resolve (&period, &now, "period", &from_ms, &to_ms, &error));
      assert_is_day (zone, from_ms, rows[i].from);
      assert_is_day (zone, to_ms, rows[i].to);
      toll_period_resolve_other (&period, FALSE, &now, &from_ms, &to_ms);
      assert_is_day (zone, from_ms, rows[i].other_from);
      assert_is_day (zone, to_ms, rows[i].other_to);
    }
}

/* The 29th of February stands beside a day of the year before, alone and in longer periods. */
static void
test_year_before (void)
{
  static const struct
  {
    const char *from, *to, *other_from, *other_to; /* in Rome */
  } years[] = {
    { "2028-02-29T00:00", "2028-03-01T00:00", "2027-02-28T00:00", "2027-03-01T00:00" },
    { "2028-02-01T00:00", "2028-03-01T00:00", "2027-02-01T00:00", "2027-03-01T00:00" },
    { "2028-02-01T00:00", "2028-02-29T00:00", "2027-02-01T00:00", "2027-03-01T00:00" },
    { "2028-02-28T00:00", "2028-02-29T00:00", "2027-02-28T00:00", "2027-03-01T00:00" },
    { "2028-02-29T00:00", "2028-03-10T00:00", "2027-02-28T00:00", "2027-03-10T00:00" },
    { "2028-02-29T10:00", "2028-02-29T12:00", "2027-02-28T10:00", "2027-02-28T12:00" },
    { "2028-02-28T13:00", "2028-02-29T12:00", "2027-02-28T13:00", "2027-03-01T12:00" },
    { "2029-02-28T00:00", "2029-03-01T00:00", "2028-02-28T00:00", "2028-03-01T00:00" },
  };
  const TollZone *zone = toll_zone_get ("Europe/Rome", NULL);
  const TollPeriodNow now = { zone, 0, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      TollPeriod period = { "", 0, 0 };
      gint64 from_ms, to_ms, other_from_ms, other_to_ms;

      g_test_message ("%s", years[i].from);
      g_assert_true (toll_zone_parse_iso8601 (zone, years[i].from, &period.from_ms, NULL));
      g_assert_true (toll_zone_parse_iso8601 (zone, years[i].to, &period.to_ms, NULL));
      g_assert_true (toll_zone_parse_iso8601 (zone, years[i].other_from, &other_from_ms, NULL));
      g_assert_true (toll_zone_parse_iso8601 (zone, years[i].other_to, &other_to_ms, NULL));
      toll_period_resolve_other (&period, TRUE, &now, &from_ms, &to_ms);
      g_assert_cmpint (from_ms, ==, other_from_ms);
      g_assert_cmpint (to_ms, ==, other_to_ms);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/period/relative", test_relative);
  g_test_add_func ("/period/year-before", test_year_before);
  return g_test_run ();
}
