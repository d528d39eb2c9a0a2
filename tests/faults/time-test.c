/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Clocks: days of 23 and 25 hours, records whose clock was wrong, months and leap days over eight
 * years, and calls after 2038 and 2100. TOLL_ODD_RECORDS sets how many wrong records (10,000).
 */
#include "shared/model/schedule.h"
#include "tests/rating/oracle.h"
#include "tests/support/collector-run.h"
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"
#include "tests/support/score.h"

#include <string.h>

#define HALF_HOUR_S 1800

/* The zones, the instants at which their clocks go forward and back in 2026, the local days of these,
 * and how many half hours those have. */
static const struct
{
  const char *zone;
  const char *changes[2], *days[2];
  gint64 half_hours[2];
} zones[] = {
  { "Europe/Rome", { "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z" },
    { "2026-03-29", "2026-10-25" }, { 46, 50 } },
  { "America/New_York", { "2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z" },
    { "2026-03-08", "2026-11-01" }, { 46, 50 } },
  { "America/Santiago", { "2026-09-06T04:00:00Z", "2026-04-05T03:00:00Z" },
    { "2026-09-06", "2026-04-04" }, { 46, 50 } },
  { "Australia/Lord_Howe", { "2026-10-03T15:30:00Z", "2026-04-04T15:00:00Z" },
    { "2026-10-04", "2026-04-05" }, { 47, 49 } },
  { "Asia/Jerusalem", { "2026-03-27T00:00:00Z", "2026-10-24T23:00:00Z" },
    { "2026-03-27", "2026-10-25" }, { 46, 50 } },
};

static gint64
read_instant (const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 ms = 0;

  toll_zone_parse_iso8601 (toll_zone_get ("UTC", NULL), text, &ms, &error);
  g_assert_no_error (error);
  return ms;
}

/* -- summer time -- */

/* Returns: whether a call that begins @from_s after the change costs what the other rater says. */
static gboolean
is_priced_right (const char *bands, const char *change, gint64 from_s, gint64 talk_s)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (read_instant (change) / 1000 + from_s);
  g_autofree char *start = g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *duration = g_strdup_printf ("%" G_GINT64_FORMAT, talk_s);
  const GrammarCase row = { "", "", bands, start, duration, "half_up@6" };
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (CollectorSegment));
  g_autoptr (CollectorDeck) deck = NULL;
  CollectorCharge charge = { .segments = segments };
  gint64 expected;

  grammar_price (&row, &charge, &deck);
  if (oracle_price (&row, &expected) && charge.state == TOLL_RATING_RATED
      && charge.cost_micro == expected)
    return TRUE;
  g_test_message ("%s, %s, %s s: %" G_GINT64_FORMAT, bands, start, duration, charge.cost_micro);
  return FALSE;
}

/* Bands whose borders lie in the hour that comes twice or never, and at midnight. */
static void
test_prices (void)
{
  static const char *const modes[] = { "split", "start" };
  static const gint64 lengths[] = { 1, 61, 1800, 5400 };
  guint n_wrong = 0, n_calls = 0;

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    for (guint change = 0; change < 2; change++)
      for (guint mode = 0; mode < 2; mode++)
        {
          g_autofree char *bands = g_strdup_printf (
              "%s@%s|night,*,00:00-24:00,1,0.05,0:0.03:60:1|early,*,01:45-02:15,5,0.2,0:0.9:60:6"
              "|late,*,02:30-03:00,5,0.1,0:0.6:60:60|sunday,7,00:00-00:30,7,0.3,0:0.5:60:7",
              modes[mode], zones[i].zone);

          for (gint64 from_s = -3 * 3600; from_s <= 2 * 3600; from_s += 1409)
            for (guint length = 0; length < G_N_ELEMENTS (lengths); length++, n_calls++)
              n_wrong += !is_priced_right (bands, zones[i].changes[change], from_s, lengths[length]);
        }
  g_test_message ("%u calls", n_calls);
  toll_score ("T02", "prices other than of the rater that goes second by second", n_wrong, 0);
}

/* A call every half hour over the three days around each change. */
static void
import_half_hours (TestTempDir *dir)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *path = NULL;

  for (guint i = 0; i < 2 * G_N_ELEMENTS (zones); i++)
    {
      gint64 change_s = read_instant (zones[i / 2].changes[i % 2]) / 1000;

      for (gint64 s = change_s - 2 * 86400; s < change_s + 2 * 86400; s += HALF_HOUR_S)
        {
          g_autoptr (TollTestRow) row = NULL;

          if (!g_hash_table_add (done, g_memdup2 (&s, sizeof s)))
            continue;
          row = toll_test_cdr_new ();
          toll_test_cdr_set_times (row, s, 5, 60);
          toll_test_file_add (file, row);
        }
    }
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, dir->path, "C", "01", "202603020900", 1);
  test_run_well (dir->path, (const char *const[]){ "import", path, NULL });
}

/* Calls of the local @day, by the report. */
static gint64
count_calls (TestTempDir *dir, const char *day, const char *zone)
{
  g_autofree char *midnight = g_strconcat (day, "T00:00:00", NULL);
  g_autofree char *filter
      = g_strdup_printf ("--filter={\"group_by\":[\"day\"],\"zone\":\"%s\"}", zone);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) begin = g_date_time_new_from_iso8601 (midnight, utc);
  g_autoptr (GDateTime) end = g_date_time_add_days (begin, 1);
  g_autofree char *from = g_date_time_format (begin, "--from=%Y-%m-%d");
  g_autofree char *to = g_date_time_format (end, "--to=%Y-%m-%d");
  const char *args[] = { "report", "1.12", from, to, filter, "--format=json", NULL };
  g_autoptr (JsonObject) report = test_run_json (dir->path, args);
  JsonArray *rows = json_object_get_array_member (report, "rows");

  g_assert_cmpuint (json_array_get_length (rows), ==, 1);
  return json_array_get_int_element (json_array_get_array_element (rows, 0), 1);
}

static void
test_days (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  guint n_wrong = 0;

  import_half_hours (dir);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (zones); i++)
    {
      const char *zone = zones[i / 2].zone, *day = zones[i / 2].days[i % 2];
      gint64 n = count_calls (dir, day, zone);

      g_test_message ("%s %s: %d half hours", zone, day, (int) n);
      n_wrong += n != zones[i / 2].half_hours[i % 2];
    }
  toll_score ("T02", "days of a change with more or fewer hours in the report", n_wrong, 0);
}

/* Local days in [from_day, to_day) on which the schedule does not come exactly once. */
static guint
count_days_amiss (const TollSchedule *schedule, const TollZone *zone, gint32 from_day, gint32 to_day)
{
  g_autofree guint *times = g_new0 (guint, to_day - from_day);
  gint64 ms = toll_zone_from_local (zone, from_day, 0) - 1;
  guint n = 0;

  for (;;)
    {
      gint32 day, second;

      ms = toll_schedule_get_next_ms (schedule, zone, ms);
      toll_zone_to_local (zone, ms, &day, &second);
      if (day >= to_day)
        break;
      times[day - from_day]++;
    }
  for (gint32 day = 0; day < to_day - from_day; day++)
    n += times[day] != 1;
  return n;
}

/* A job of every day at 02:30 and at 00:15, over the whole year. */
static void
test_jobs (void)
{
  guint n_amiss = 0;

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    for (guint early = 0; early < 2; early++)
      {
        const TollSchedule schedule = { TOLL_SCHEDULE_DAYS, 1, toll_day_from_date (2025, 12, 1),
                                        early ? 15 * 60 : 9000 };

        n_amiss += count_days_amiss (&schedule, toll_zone_get (zones[i].zone, NULL),
                                     toll_day_from_date (2026, 1, 1),
                                     toll_day_from_date (2027, 1, 1));
      }
  toll_score ("T02", "days on which a job did not come exactly once", n_amiss, 0);
}

/* -- months and years -- */

/* Periods of @n_months months in eight years in which the schedule does not come exactly once. */
static guint
count_periods_amiss (const TollZone *zone, gint32 start_day, guint n_months)
{
  const TollSchedule schedule = { TOLL_SCHEDULE_MONTHS, n_months, start_day, 0 };
  guint times[96] = { 0 }, n = 0;
  gint64 ms = toll_zone_from_local (zone, toll_day_from_date (2024, 1, 1), 0) - 1;

  for (;;)
    {
      int year, month, mday;
      gint32 day, second;

      ms = toll_schedule_get_next_ms (&schedule, zone, ms);
      toll_zone_to_local (zone, ms, &day, &second);
      toll_day_to_date (day, &year, &month, &mday);
      if (year >= 2032)
        break;
      times[((guint) (year - 2024) * 12 + (guint) month - 1) / n_months]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (times) / n_months; i++)
    n += times[i] != 1;
  return n;
}

static void
test_periods (void)
{
  static const char *const names[]
      = { "Europe/Rome", "America/New_York", "America/Santiago", "Australia/Lord_Howe",
          "Asia/Jerusalem", "UTC", "Pacific/Auckland", "Asia/Kathmandu", "America/St_Johns",
          "Pacific/Kiritimati" };
  static const int days[] = { 1, 15, 28, 29, 30, 31 };
  guint n_amiss = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const TollZone *zone = toll_zone_get (names[i], NULL);

      for (guint k = 0; k < G_N_ELEMENTS (days); k++)
        n_amiss += count_periods_amiss (zone, toll_day_from_date (2024, 1, days[k]), 1);
      n_amiss += count_periods_amiss (zone, toll_day_from_date (2024, 2, 29), 12);
      n_amiss += count_periods_amiss (zone, toll_day_from_date (2024, 1, 31), 3);
    }
  toll_score ("T04", "months, quarters and years in which a job did not come exactly once", n_amiss,
              0);
}

/* -- clocks that were wrong -- */

static guint
get_n_odd (void)
{
  const char *text = g_getenv ("TOLL_ODD_RECORDS");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 10000;
}

static TollTestRow *
make_outgoing (gint64 setup_s)
{
  TollTestRow *row = toll_test_cdr_new ();

  toll_test_row_set_all (row, "originalCalledPartyNumber", "00266661234", "finalCalledPartyNumber",
                         "00266661234", "destDeviceName", "GW-MILAN", NULL);
  toll_test_cdr_set_times (row, setup_s, 5, 60);
  return row;
}

/* One of the ways in which times cannot be. */
static void
make_odd (TollTestRow *row, GRand *random, gint64 setup_s)
{
  gint64 s = g_rand_int_range (random, 10, G_MAXINT32 / 2);

  switch (g_rand_int_range (random, 0, 7))
    {
    case 0: /* the disconnect before the connect */
      toll_test_row_set_int (row, "dateTimeDisconnect", setup_s + 5 - s % 86400 - 1);
      break;
    case 1: /* the connect before the set-up */
      toll_test_row_set_int (row, "dateTimeConnect", setup_s - s % 86400 - 1);
      break;
    case 2:
      toll_test_row_set_int (row, "duration", -s);
      break;
    case 3: /* seven days and more */
      toll_test_row_set_int (row, "duration", 7 * 86400 + s);
      break;
    case 4: /* the same by its instants alone */
      toll_test_row_set_int (row, "dateTimeDisconnect", setup_s + 5 + 7 * 86400 + s);
      toll_test_row_set (row, "duration", "0");
      break;
    case 5: /* more than there is time in the world */
      toll_test_row_set_int (row, "duration", G_MAXINT64 / 1000 - s);
      break;
    default: /* another length than from the connect to the disconnect */
      toll_test_row_set_int (row, "duration", 60 + 3 + s % 80000);
    }
}

static void
test_wrong_clocks (void)
{
  guint n_odd = get_n_odd (), n_good = 200;
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  CollectorFileResult result;

  for (guint i = 0; i < n_odd + n_good; i++)
    {
      gint64 setup_s = TOLL_TEST_CDR_SETUP_S + i * 60;
      g_autoptr (TollTestRow) row = make_outgoing (setup_s);

      if (i >= n_good)
        make_odd (row, random, setup_s);
      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  toll_score ("T03", "wrong records that are not flagged calls, and right ones that are",
              (double) ABS (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE flags & 2048")
                            - n_odd)
                  + (double) ABS (test_ledger_ask (ledger, "SELECT count(*) FROM call") - n_odd
                                  - n_good),
              0);
  toll_score ("T03", "negative or overflown lengths and costs",
              (double) test_ledger_ask (
                  ledger, "SELECT count(*) FROM call WHERE cost_micro < 0 OR talk_ms < 0"
                          " OR ring_ms < 0 OR end_ms < start_ms OR start_ms < 1772441900000"
                          " OR typeof (cost_micro) = 'real' OR talk_ms > 253402300799000"),
              0);
  toll_score ("T03", "rated calls that do not cost 0.1 and 0.06 a minute begun",
              (double) test_ledger_ask (
                  ledger, "SELECT count(*) FROM call WHERE rating_state = 1 AND cost_micro"
                          " <> 100000 + 60000 * ((talk_ms + 59999) / 60000)"),
              0);
  test_ledger_assert_sound (ledger);
}

/* -- after 2038 -- */

static void
test_far_years (void)
{
  static const struct
  {
    const char *start;
    const char *local; /* in Rome, with the day's report */
  } calls[] = {
    { "2038-01-19T03:14:08Z", "2038-01-19" }, { "2039-07-01T22:30:00Z", "2039-07-02" },
    { "2100-02-28T22:59:59Z", "2100-02-28" }, { "2100-02-28T23:00:00Z", "2100-03-01" },
    { "2100-12-31T10:00:00Z", "2100-12-31" }, { "2105-12-31T10:00:00Z", "2105-12-31" },
  };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TestLedger) ledger = test_ledger_open_in (dir);
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  CollectorFileResult result;
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (TollTestRow) row = make_outgoing (read_instant (calls[i].start) / 1000);

      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT count(*) FROM call WHERE start_ms = %" G_GINT64_FORMAT " AND talk_ms = 60000"
          " AND cost_micro = 160000 AND rating_state = 1 AND flags & 2048 = 0",
          read_instant (calls[i].start));

      n_wrong += test_ledger_ask (ledger, sql) != 1;
      n_wrong += count_calls (dir, calls[i].local, "Europe/Rome") != 1;
    }
  toll_score ("T05", "calls from 2038 to 2105 stored, priced or counted otherwise", n_wrong, 0);
  test_ledger_assert_sound (ledger);
}

/* Before and after the end of a band at 18:30 in Rome, in summer and in winter. */
static void
test_far_bands (void)
{
  static const char *const starts[] = { "2039-07-01T16:20:00Z", "2039-12-01T17:20:00Z",
                                        "2100-07-01T16:20:00Z", "2100-12-01T17:20:00Z" };
  static const char *const bands = "split@Europe/Rome|peak,1-5,08:00-18:30,9,0.1,0:0.06:60:60"
                                   "|other,*,00:00-24:00,1,0,0:0.01:60:60";
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    for (gint64 from_s = 0; from_s <= 1200; from_s += 30)
      n_wrong += !is_priced_right (bands, starts[i], from_s, 90);
  toll_score ("T05", "prices of calls in 2039 and 2100 other than of the second rater", n_wrong, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/time/prices", test_prices);
  g_test_add_func ("/faults/time/days", test_days);
  g_test_add_func ("/faults/time/jobs", test_jobs);
  g_test_add_func ("/faults/time/periods", test_periods);
  g_test_add_func ("/faults/time/wrong-clocks", test_wrong_clocks);
  g_test_add_func ("/faults/time/far-years", test_far_years);
  g_test_add_func ("/faults/time/far-bands", test_far_bands);
  return g_test_run ();
}
