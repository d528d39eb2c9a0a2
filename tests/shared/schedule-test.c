/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a schedule's times are: at the same time of the wall clock, never twice and none left out.
 */
#include "config.h"

#include "shared/model/schedule.h"

#include "shared/base/error.h"

/* Reads the instants as somebody in Rome writes them. */
static gint64
at (const char *text)
{
  gint64 ms = 0;
  g_autoptr (GError) error = NULL;

  toll_zone_parse_iso8601 (toll_zone_get ("Europe/Rome", NULL), text, &ms, &error);
  g_assert_no_error (error);
  return ms;
}

static TollSchedule
make (TollScheduleUnit unit, guint n, const char *start)
{
  TollSchedule schedule = { .unit = unit, .every_n = n };
  g_autoptr (GError) error = NULL;

  toll_schedule_read_start (&schedule, start, &error);
  g_assert_no_error (error);
  return schedule;
}

/* The times of a schedule after an instant, one after the other. */
static void
test_times (void)
{
  static const struct
  {
    TollScheduleUnit unit;
    guint n;
    const char *start, *after, *times[4];
  } rows[] = {
    { TOLL_SCHEDULE_ONCE, 1, "2026-01-31T08:00", "2026-01-01", { "2026-01-31T08:00", NULL } },
    { TOLL_SCHEDULE_ONCE, 1, "2026-01-31T08:00", "2026-01-31T08:00", { NULL } },
    /* Shorter months have it on their last day, and longer ones on its own again. */
    { TOLL_SCHEDULE_MONTHS, 1, "2026-01-31T08:00", "2025-06-01",
      { "2026-01-31T08:00", "2026-02-28T08:00", "2026-03-31T08:00", "2026-04-30T08:00" } },
    { TOLL_SCHEDULE_MONTHS, 12, "2024-02-29T08:00", "2026-12-01",
      { "2027-02-28T08:00", "2028-02-29T08:00", "2029-02-28T08:00" } },
    { TOLL_SCHEDULE_MONTHS, 3, "2026-11-30T23:30", "2026-11-30T23:30",
      { "2027-02-28T23:30", "2027-05-30T23:30" } },
    { TOLL_SCHEDULE_WEEKS, 2, "2026-03-16T07:15", "2026-03-20",
      { "2026-03-30T07:15", "2026-04-13T07:15" } },
    { TOLL_SCHEDULE_DAYS, 10, "2026-01-01T00:00", "2036-01-01",
      { "2036-01-09T00:00", "2036-01-19T00:00" } },
    /* From Saturday on: Monday; over the next weekend. */
    { TOLL_SCHEDULE_WORKING_DAYS, 1, "2026-03-14T08:00", "2026-03-14T08:00",
      { "2026-03-16T08:00", "2026-03-17T08:00" } },
    { TOLL_SCHEDULE_WORKING_DAYS, 1, "2026-03-02T08:00", "2026-03-19T09:00",
      { "2026-03-20T08:00", "2026-03-23T08:00" } },
    { TOLL_SCHEDULE_WORKING_DAYS, 2, "2026-03-20T08:00", "2026-03-20",
      { "2026-03-20T08:00", "2026-03-24T08:00", "2026-03-26T08:00", "2026-03-30T08:00" } },
    /* 02:30 does not come on the 29th of March: at the change. */
    { TOLL_SCHEDULE_DAYS, 1, "2026-03-01T02:30", "2026-03-28T02:30",
      { "2026-03-29T03:00", "2026-03-30T02:30" } },
    /* It comes twice on the 25th of October: at the first. */
    { TOLL_SCHEDULE_DAYS, 1, "2026-03-01T02:30", "2026-10-24T02:30",
      { "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00" } },
    /* Minutes go through: 23 hours of a day are 46 half hours. */
    { TOLL_SCHEDULE_MINUTES, 30, "2026-03-29T00:00", "2026-03-29T01:30+01:00",
      { "2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00" } },
    { TOLL_SCHEDULE_MINUTES, 1440, "2026-03-28T08:00", "2026-03-28T08:00",
      { "2026-03-29T09:00+02:00" } },
  };
  const TollZone *zone = toll_zone_get ("Europe/Rome", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TollSchedule schedule = make (rows[i].unit, rows[i].n, rows[i].start);
      gint64 ms = at (rows[i].after);

      g_test_message ("%u: every %u from %s", i, rows[i].n, rows[i].start);
      for (guint k = 0; k < G_N_ELEMENTS (rows[i].times) && rows[i].times[k] != NULL; k++)
        {
          ms = toll_schedule_get_next_ms (&schedule, zone, ms);
          g_assert_cmpint (ms, ==, at (rows[i].times[k]));
        }
      if (rows[i].unit == TOLL_SCHEDULE_ONCE)
        g_assert_cmpint (toll_schedule_get_next_ms (&schedule, zone, ms), ==, G_MAXINT64);
    }
}

/* Whatever instant one asks after, the answer is the first of the times: over four years, and in a
 * zone whose clock changes at midnight. */
static void
test_none_is_left_out (void)
{
  static const char *const zones[] = { "Europe/Rome", "America/Santiago", "Australia/Lord_Howe" };
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    for (guint round = 0; round < 60; round++)
      {
        const TollZone *zone = toll_zone_get (zones[z], NULL);
        TollSchedule schedule = {
          .unit = (TollScheduleUnit) g_rand_int_range (random, TOLL_SCHEDULE_MINUTES,
                                                       TOLL_N_SCHEDULE_UNITS),
          .every_n = (guint) g_rand_int_range (random, 1, 9),
          .start_day = g_rand_int_range (random, 20000, 20400),
          .start_second = g_rand_int_range (random, 0, 1440) * 60,
        };
        gint64 ms, before_ms = toll_zone_from_local (zone, schedule.start_day, 0) - 1;

        if (schedule.unit == TOLL_SCHEDULE_MINUTES)
          schedule.every_n *= 600;
        for (guint k = 0; k < 300; k++, before_ms = ms)
          {
            ms = toll_schedule_get_next_ms (&schedule, zone, before_ms);
            g_assert_cmpint (ms, >, before_ms);
            g_assert_cmpint (toll_schedule_get_next_ms (&schedule, zone, ms - 1), ==, ms);
            g_assert_cmpint (
                toll_schedule_get_next_ms (&schedule, zone, before_ms + (ms - before_ms) / 2), ==,
                ms);
          }
      }
}

static void
test_start (void)
{
  static const char *const bad[]
      = { "", "tomorrow", "2026-01-31", "2026-02-30T08:00", "2026-01-31T24:00",
          "2026-01-31T08:00:30", "2026-01-31T08:00Z", "2026-01-31 08:00", "1969-12-31T08:00" };
  TollSchedule schedule = make (TOLL_SCHEDULE_DAYS, 1, "2026-01-31T08:05");
  g_autofree char *text = toll_schedule_dup_start (&schedule);

  g_assert_cmpstr (text, ==, "2026-01-31T08:05");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (toll_schedule_read_start (&schedule, bad[i], &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/schedule/times", test_times);
  g_test_add_func ("/shared/schedule/none-left-out", test_none_is_left_out);
  g_test_add_func ("/shared/schedule/start", test_start);
  return g_test_run ();
}
