/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days, weeks and months of two periods that stand side by side: they meet by their place in them.
 * Pure; any thread.
 */
#include "config.h"

#include "shared/model/period-shift.h"

static gint64
month_of (gint32 day)
{
  int year, month, mday;

  toll_day_to_date (day, &year, &month, &mday);
  return year * 12 + month - 1;
}

void
toll_period_shift_find (TollPeriodShift *shift, const TollZone *zone, gint64 from_ms,
                        gint64 other_from_ms)
{
  gint32 now, before, second;

  toll_zone_to_local (zone, from_ms, &now, &second);
  toll_zone_to_local (zone, other_from_ms, &before, &second);
  shift->days = now - before;
  shift->weeks = (now - toll_day_get_weekday (now)) - (before - toll_day_get_weekday (before));
  shift->months = month_of (now) - month_of (before);
}

gint64
toll_period_shift_day (const TollPeriodShift *shift, const char *unit, gint64 day, gboolean is_back)
{
  gint64 sign = is_back ? -1 : 1, month;

  if (g_strcmp0 (unit, "week") == 0)
    return day + sign * shift->weeks;
  if (g_strcmp0 (unit, "month") != 0)
    return day + sign * shift->days;
  month = month_of ((gint32) day) + sign * shift->months;
  return toll_day_from_date ((int) (month / 12), (int) (month % 12) + 1, 1);
}
