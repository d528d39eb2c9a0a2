/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Time zones against GDateTime, the hours that occur twice or never, and ISO 8601.
 */
#include "shared/base/error.h"
#include "shared/base/zone.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

static gint64
instant (const char *zone, const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 utc_ms = 0;

  g_assert_true (
      toll_zone_parse_iso8601 (zone != NULL ? toll_zone_get (zone, NULL) : NULL, text, &utc_ms,
                               &error));
  g_assert_no_error (error);
  return utc_ms;
}

static void
test_unknown_names_are_refused (void)
{
  static const char *const names[] = { "",      "Z",          "+01:00",         "Mars/Olympus",
                                       "GMT+1", "CET-1CEST",  "../etc/passwd",  "/etc/localtime",
                                       "Rome",  "posixrules", "Europe/Rome\n", "CET-1CEST,M3.5.0" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (toll_zone_get (names[i], &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
    }
  g_assert_nonnull (toll_zone_get ("UTC", NULL));
  g_assert_nonnull (toll_zone_get ("Etc/GMT+5", NULL));
  g_assert_true (toll_zone_get ("Europe/Rome", NULL) == toll_zone_get ("Europe/Rome", NULL));
}

static void
test_offsets_agree_with_glib (void)
{
  static const char *const names[] = { "Europe/Rome",     "America/New_York", "Australia/Lord_Howe",
                                       "Asia/Kathmandu",  "Africa/Casablanca", "Asia/Jerusalem",
                                       "Pacific/Apia",    "America/Sao_Paulo", "UTC" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const TollZone *zone = toll_zone_get (names[i], NULL);
      g_autoptr (GTimeZone) reference = g_time_zone_new_identifier (names[i]);

      for (gint64 s = 0; s < G_GINT64_CONSTANT (4102444800); s += 499979)
        {
          int interval = g_time_zone_find_interval (reference, G_TIME_TYPE_UNIVERSAL, s);

          g_assert_cmpint (toll_zone_get_offset_s (zone, s * 1000 + 999), ==,
                           g_time_zone_get_offset (reference, interval));
        }
    }
}

static void
test_rule_goes_on (void)
{
  const TollZone *rome = toll_zone_get ("Europe/Rome", NULL);

  g_assert_cmpint (toll_zone_get_offset_s (rome, instant (NULL, "2099-07-01")), ==, 7200);
  g_assert_cmpint (toll_zone_get_offset_s (rome, instant (NULL, "2099-12-01")), ==, 3600);
}

static void
test_local_times (void)
{
  const TollZone *rome = toll_zone_get ("Europe/Rome", NULL);
  gint32 day, second;

  toll_zone_to_local (rome, instant (NULL, "2026-06-30T21:59:59Z"), &day, &second);
  g_assert_cmpint (day, ==, toll_day_from_date (2026, 6, 30));
  g_assert_cmpint (second, ==, 86399);
  toll_zone_to_local (rome, instant (NULL, "2026-06-30T22:00:00Z"), &day, &second);
  g_assert_cmpint (day, ==, toll_day_from_date (2026, 7, 1));
  g_assert_cmpint (second, ==, 0);
  toll_zone_to_local (toll_zone_get ("UTC", NULL), -1, &day, &second);
  g_assert_cmpint (day, ==, -1);
  g_assert_cmpint (second, ==, 86399);
  g_assert_cmpint (toll_zone_from_local (rome, toll_day_from_date (2026, 7, 1), 86400), ==,
                   instant (NULL, "2026-07-01T22:00:00Z"));
}

static void
test_hour_twice_and_hour_never (void)
{
  const TollZone *rome = toll_zone_get ("Europe/Rome", NULL);
  gint64 spring = instant (NULL, "2026-03-29T01:00:00Z");
  gint64 autumn = instant (NULL, "2026-10-25T01:00:00Z");

  g_assert_cmpint (instant ("Europe/Rome", "2026-03-29T02:30:00"), ==, spring);
  g_assert_cmpint (instant ("Europe/Rome", "2026-03-29T03:00:00"), ==, spring);
  g_assert_cmpint (instant ("Europe/Rome", "2026-10-25T02:30:00"), ==, autumn - HOUR_MS / 2);
  g_assert_cmpint (instant ("Europe/Rome", "2026-10-25T03:00:00"), ==, autumn + HOUR_MS);
  g_assert_cmpint (toll_zone_get_next_change_ms (rome, spring - 1), ==, spring);
  g_assert_cmpint (toll_zone_get_next_change_ms (rome, spring), ==, autumn);
  g_assert_cmpint (toll_zone_get_next_change_ms (toll_zone_get ("UTC", NULL), 0), ==, G_MAXINT64);
}

static void
test_calendar (void)
{
  int year, month, mday;

  g_assert_cmpint (toll_day_from_date (1970, 1, 1), ==, 0);
  g_assert_cmpint (toll_day_from_date (2000, 3, 1), ==, 11017);
  g_assert_cmpint (toll_day_get_weekday (toll_day_from_date (2026, 3, 2)), ==, 1);
  g_assert_cmpint (toll_day_get_weekday (toll_day_from_date (2026, 3, 1)), ==, 7);
  g_assert_cmpint (toll_day_get_weekday (toll_day_from_date (1969, 12, 28)), ==, 7);
  for (gint32 day = -200000; day < 100000; day += 7)
    {
      toll_day_to_date (day, &year, &month, &mday);
      g_assert_cmpint (toll_day_from_date (year, month, mday), ==, day);
    }
}

static void
test_iso8601 (void)
{
  static const char *const bad[] = {
    "",           "2026-02-29",         "2026-13-01",          "2026-3-2",
    "2026-03-02T", "2026-03-02T18",     "2026-03-02T24:00:00", "2026-03-02T18:29:30+1",
    "2026-03-02T18:29:60Z",             "2026-03-02T18:295",   "2026-03-02T18:29:30.Z",
    "2026-03-02T18:29:30+01:",          "2026-03-02T18:29:30ZZ", "tomorrow", "2026-00-10",
  };

  g_assert_cmpint (instant (NULL, "1970-01-01T00:00:00Z"), ==, 0);
  g_assert_cmpint (instant ("Europe/Rome", "2026-03-02T18:29:30.5+01:00"), ==, 1772472570500);
  g_assert_cmpint (instant (NULL, "2026-03-02T17:29:30.5"), ==, 1772472570500);
  g_assert_cmpint (instant ("Europe/Rome", "2026-03-02"), ==, 1772406000000);
  g_assert_cmpint (instant ("Europe/Rome", "2026-03-02 18:29"), ==, 1772472540000);
  g_assert_cmpint (instant ("Europe/Rome", "2026-03-02T18:29:30-0330"), ==, 1772488770000);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 utc_ms;

      g_assert_false (toll_zone_parse_iso8601 (NULL, bad[i], &utc_ms, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/zone/unknown-names-are-refused", test_unknown_names_are_refused);
  g_test_add_func ("/shared/zone/offsets-agree-with-glib", test_offsets_agree_with_glib);
  g_test_add_func ("/shared/zone/rule-goes-on", test_rule_goes_on);
  g_test_add_func ("/shared/zone/local-times", test_local_times);
  g_test_add_func ("/shared/zone/hour-twice-and-hour-never", test_hour_twice_and_hour_never);
  g_test_add_func ("/shared/zone/calendar", test_calendar);
  g_test_add_func ("/shared/zone/iso8601", test_iso8601);
  return g_test_run ();
}
