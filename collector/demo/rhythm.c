/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How busy an office is: two peaks on working days with lunch between them, a few calls at night,
 * at weekends and on holidays, all by the clock on the office's wall. Pure.
 */
#include "config.h"

#include "collector/demo/scene.h"

/* A working day by half hours, permille of the busiest. */
static const guint16 working_day[48] = {
  4,   3,   3,   2,   2,   2,   2,   2,   3,   4,   6,   10, /* 00:00 - 06:00 */
  18,  35,  80,  190, 480, 690, 880, 970, 1000, 960, 900, 800, /* 06:00 - 12:00 */
  560, 330, 390, 620, 820, 910, 930, 900, 850, 760, 590, 380, /* 12:00 - 18:00 */
  210, 120, 75,  50,  36,  28,  22,  18,  14,  10,  8,   6, /* 18:00 - 24:00 */
};

/* Monday to Sunday, permille. */
static const guint16 week[7] = { 1000, 960, 940, 950, 840, 90, 40 };

#define HOLIDAY_PERMILLE 40

static gboolean
is_holiday (const CollectorDemoCompany *company, guint site, GDateTime *local)
{
  for (guint i = 0; i < company->n_holidays; i++)
    {
      const CollectorDemoHoliday *holiday = &company->holidays[i];

      if (holiday->site == site && holiday->month == (guint) g_date_time_get_month (local)
          && holiday->day == (guint) g_date_time_get_day_of_month (local))
        return TRUE;
    }
  return FALSE;
}

guint
collector_demo_rhythm_get_weight (const CollectorDemoCompany *company, guint site,
                                  GTimeZone *zone, gint64 utc_s)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (utc_s);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  guint half = (guint) (g_date_time_get_hour (local) * 2 + g_date_time_get_minute (local) / 30);
  guint day = week[g_date_time_get_day_of_week (local) - 1];

  if (day > HOLIDAY_PERMILLE && is_holiday (company, site, local))
    day = HOLIDAY_PERMILLE;
  /* Somebody is always there. */
  return MAX (1, working_day[half] * day / 1000);
}
