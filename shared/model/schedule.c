/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When something recurs. The times are numbered from the start, so that none can come twice or be
 * left out, whatever the clock does. Pure; any thread.
 */
#include "config.h"

#include "shared/model/schedule.h"

#include <string.h>

#include "shared/base/error.h"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))
#define DAY_S 86400

static const char *const unit_names[]
    = { "once", "minutes", "days", "working_days", "weeks", "months" };
G_STATIC_ASSERT (G_N_ELEMENTS (unit_names) == TOLL_N_SCHEDULE_UNITS);

const char *
toll_schedule_unit_to_name (TollScheduleUnit unit)
{
  return unit_names[unit];
}

gboolean
toll_schedule_unit_from_name (const char *name, TollScheduleUnit *unit)
{
  for (guint i = 0; i < TOLL_N_SCHEDULE_UNITS; i++)
    if (strcmp (unit_names[i], name) == 0)
      {
        *unit = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
toll_schedule_read_start (TollSchedule *schedule, const char *text, GError **error)
{
  gint64 ms = 0;
  TollSchedule read = *schedule;
  g_autofree char *back = NULL;

  if (toll_zone_parse_iso8601 (NULL, text, &ms, NULL))
    {
      gint64 s = ms / 1000;

      read.start_day = (gint32) (s / DAY_S);
      read.start_second = (gint32) (s % DAY_S);
      back = ms >= 0 ? toll_schedule_dup_start (&read) : NULL;
    }
  if (g_strcmp0 (back, text) != 0)
    {
      toll_error_set_field (error, "start",
                            "must be a local date and time such as 2026-01-31T08:00");
      return FALSE;
    }
  *schedule = read;
  return TRUE;
}

char *
toll_schedule_dup_start (const TollSchedule *schedule)
{
  int year, month, mday;

  toll_day_to_date (schedule->start_day, &year, &month, &mday);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", year, month, mday,
                          schedule->start_second / 3600, schedule->start_second / 60 % 60);
}

/* Working days are numbered through; a weekend has the number of the Monday after it. */
static gint32
number_of_day (gint32 day)
{
  return (day + 3) / 7 * 5 + MIN (toll_day_get_weekday (day) - 1, 5);
}

static gint32
day_of_number (gint32 number)
{
  return number / 5 * 7 - 3 + number % 5;
}

static gint32
add_months (gint32 day, gint64 n)
{
  int year, month, mday, next_year, next_month;
  gint64 months;
  gint32 first, next;

  toll_day_to_date (day, &year, &month, &mday);
  months = year * G_GINT64_CONSTANT (12) + month - 1 + n;
  year = (int) (months / 12);
  month = (int) (months % 12) + 1;
  next_year = month == 12 ? year + 1 : year;
  next_month = month == 12 ? 1 : month + 1;
  first = toll_day_from_date (year, month, 1);
  next = toll_day_from_date (next_year, next_month, 1);
  return first + MIN (mday, next - first) - 1;
}

/* The local day of the time @k, 0 being the first. */
static gint32
get_day (const TollSchedule *schedule, gint64 k)
{
  gint64 n = k * schedule->every_n;

  switch (schedule->unit)
    {
    case TOLL_SCHEDULE_WORKING_DAYS:
      return day_of_number ((gint32) (number_of_day (schedule->start_day) + n));
    case TOLL_SCHEDULE_WEEKS:
      return (gint32) (schedule->start_day + 7 * n);
    case TOLL_SCHEDULE_MONTHS:
      return add_months (schedule->start_day, n);
    default:
      return (gint32) (schedule->start_day + n);
    }
}

/* A time that is not after @day, and near it. */
static gint64
guess (const TollSchedule *schedule, gint32 day)
{
  static const gint32 most_days[TOLL_N_SCHEDULE_UNITS]
      = { [TOLL_SCHEDULE_DAYS] = 1, [TOLL_SCHEDULE_WORKING_DAYS] = 2, [TOLL_SCHEDULE_WEEKS] = 7,
          [TOLL_SCHEDULE_MONTHS] = 31 };
  gint64 days = day - (gint64) schedule->start_day;

  return MAX (days / most_days[schedule->unit] / schedule->every_n - 2, 0);
}

gint64
toll_schedule_get_next_ms (const TollSchedule *schedule, const TollZone *zone, gint64 after_ms)
{
  gint64 start_ms
      = toll_zone_from_local (zone, schedule->start_day, schedule->start_second);
  gint64 step_ms = schedule->every_n * MINUTE_MS, next_ms, k;
  gint32 day, second;

  if (schedule->unit == TOLL_SCHEDULE_ONCE)
    return start_ms > after_ms ? start_ms : G_MAXINT64;
  if (schedule->unit == TOLL_SCHEDULE_MINUTES)
    return start_ms > after_ms ? start_ms
                               : start_ms + ((after_ms - start_ms) / step_ms + 1) * step_ms;
  toll_zone_to_local (zone, after_ms, &day, &second);
  k = guess (schedule, day);
  do
    next_ms = toll_zone_from_local (zone, get_day (schedule, k++), schedule->start_second);
  while (next_ms <= after_ms);
  return next_ms;
}
