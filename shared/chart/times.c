/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ticks of instants. A tick is a local time of a local day, turned into an instant: so they stay
 * on the hour when clocks change.
 */
#include "config.h"

#include "shared/chart/times.h"

#define DAY_S 86400

/* Seconds from tick to tick; each divides a day, or is whole days. */
static const guint clock_steps[] = { 1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10800, 21600, 43200 };
static const guint day_steps[] = { 1, 2, 7, 14 };
static const guint month_steps[] = { 1, 3, 6, 12, 24, 60, 120, 1200 };

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

static void
to_local (const TollZone *zone, gint64 ms, gint32 *day, gint32 *second)
{
  if (zone != NULL)
    {
      toll_zone_to_local (zone, ms, day, second);
      return;
    }
  *day = floor_div (floor_div (ms, 1000), DAY_S);
  *second = floor_div (ms, 1000) - (gint64) *day * DAY_S;
}

static gint64
from_local (const TollZone *zone, gint32 day, gint32 second)
{
  return zone != NULL ? toll_zone_from_local (zone, day, second)
                      : ((gint64) day * DAY_S + second) * 1000;
}

typedef struct
{
  TollTimes *times;
  gint64 from_ms, to_ms;
  const TollZone *zone;
  guint most;
} Search;

/* Returns: FALSE once there are too many. */
static gboolean
add_tick (Search *search, gint64 ms)
{
  TollTimes *times = search->times;

  if (ms < search->from_ms || ms > search->to_ms ||
      (times->n_ticks > 0 && ms <= times->ticks_ms[times->n_ticks - 1]))
    return TRUE;
  if (times->n_ticks >= search->most)
    return FALSE;
  times->ticks_ms[times->n_ticks++] = ms;
  return TRUE;
}

static gboolean
try_clock (Search *search, guint step_s)
{
  gint32 day, second, last_day, last_second;

  search->times->n_ticks = 0;
  search->times->step_s = step_s;
  if ((search->to_ms - search->from_ms) / 1000 / step_s > 2 * TOLL_TIMES_MOST)
    return FALSE;
  to_local (search->zone, search->from_ms, &day, &second);
  to_local (search->zone, search->to_ms, &last_day, &last_second);
  for (; day <= last_day; day++, second = 0)
    for (gint32 s = second / (gint32) step_s * step_s; s < DAY_S; s += step_s)
      {
        gint64 ms = from_local (search->zone, day, s);

        if (ms > search->to_ms)
          return TRUE;
        if (!add_tick (search, ms))
          return FALSE;
      }
  return TRUE;
}

static gboolean
try_days (Search *search, guint days)
{
  gint32 day, last_day, second;

  search->times->n_ticks = 0;
  search->times->step_s = days * DAY_S;
  to_local (search->zone, search->from_ms, &day, &second);
  to_local (search->zone, search->to_ms, &last_day, &second);
  if ((last_day - day) / days > 2 * TOLL_TIMES_MOST)
    return FALSE;
  /* Day 4 was a Monday: whole weeks begin with one. */
  for (day = floor_div (day - 4, days) * days + 4; day <= last_day; day += days)
    if (!add_tick (search, from_local (search->zone, day, 0)))
      return FALSE;
  return TRUE;
}

static gboolean
try_months (Search *search, guint months)
{
  gint32 day, second;
  int year, month, mday;
  gint64 number, ms;

  search->times->n_ticks = 0;
  search->times->step_s = 0;
  to_local (search->zone, search->from_ms, &day, &second);
  toll_day_to_date (day, &year, &month, &mday);
  number = floor_div ((gint64) year * 12 + month - 1, months) * months;
  do
    {
      ms = from_local (search->zone, toll_day_from_date (number / 12, number % 12 + 1, 1), 0);
      if (!add_tick (search, ms))
        return FALSE;
      number += months;
    }
  while (ms < search->to_ms);
  return TRUE;
}

void
toll_times_init (TollTimes *times, gint64 from_ms, gint64 to_ms, const TollZone *zone, guint most)
{
  Search search = { times, from_ms, to_ms, zone, CLAMP (most, 1, TOLL_TIMES_MOST) };

  *times = (TollTimes){ 0 };
  for (guint i = 0; i < G_N_ELEMENTS (clock_steps); i++)
    if (try_clock (&search, clock_steps[i]))
      return;
  for (guint i = 0; i < G_N_ELEMENTS (day_steps); i++)
    if (try_days (&search, day_steps[i]))
      return;
  for (guint i = 0; i < G_N_ELEMENTS (month_steps); i++)
    if (try_months (&search, month_steps[i]))
      return;
  times->n_ticks = 0; /* centuries: no axis says anything useful */
}

const char *
toll_times_label (const TollTimes *times, guint index, const TollChartWords *words,
                  TollArena *arena)
{
  gint32 day, second;
  int year, month, mday;
  char text[24];

  to_local (words->zone, times->ticks_ms[index], &day, &second);
  toll_day_to_date (day, &year, &month, &mday);
  if (times->step_s == 0 && month != 1)
    return toll_words_month (words, month);
  if (times->step_s == 0)
    {
      g_snprintf (text, sizeof text, "%d", year);
      return toll_arena_strdup (arena, text);
    }
  if (times->step_s >= DAY_S || (second == 0 && times->step_s >= 3600))
    return toll_words_day (words, arena, day);
  if (times->step_s >= 60)
    return toll_words_minute (words, arena, second / 60);
  g_snprintf (text, sizeof text, "%d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
  return toll_words_isolate (words, arena, toll_arena_strdup (arena, text));
}
