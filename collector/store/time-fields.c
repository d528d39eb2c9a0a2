/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields of time, of every instant and not only of the start of a call. Pure; any thread.
 */
#include "config.h"

#include "collector/store/time-fields.h"

#include <string.h>

#include "shared/base/zone.h"

#define DAY_MS  G_GINT64_CONSTANT (86400000)
#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define HALF_MS G_GINT64_CONSTANT (1800000)

static gint64
day_of (gint64 local_ms)
{
  return local_ms / DAY_MS;
}

static gint64
weekday_of (gint64 local_ms)
{
  return toll_day_get_weekday ((gint32) day_of (local_ms));
}

static gint64
week_of (gint64 local_ms)
{
  return day_of (local_ms) - weekday_of (local_ms) + 1;
}

static gint64
month_of (gint64 local_ms)
{
  int year, month, mday;

  toll_day_to_date ((gint32) day_of (local_ms), &year, &month, &mday);
  return toll_day_from_date (year, month, 1);
}

static gint64
hour_of (gint64 local_ms)
{
  return local_ms % DAY_MS / HOUR_MS * 60;
}

static gint64
half_hour_of (gint64 local_ms)
{
  return local_ms % DAY_MS / HALF_MS * 30;
}

static const struct
{
  const char *field;
  CollectorTimeFunction function;
} fields_of_time[] = {
  { "day", day_of },   { "week", week_of },           { "month", month_of },
  { "hour", hour_of }, { "half_hour", half_hour_of }, { "weekday", weekday_of },
};

CollectorTimeFunction
collector_time_field_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields_of_time); i++)
    if (strcmp (fields_of_time[i].field, id) == 0)
      return fields_of_time[i].function;
  return NULL;
}
