/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The places of an axis of time, and which of them are labelled: round ones, whatever the width.
 */
#include "config.h"

#include "shared/chart/buckets.h"

#include <string.h>

#define MOST_PLACES 100000

/* Labels of days and weeks from this level on stand at the first of a month. */
#define MONTH_LEVEL 2

gboolean
toll_buckets_has_places (TollCellKind kind)
{
  return kind == TOLL_CELL_DAY || kind == TOLL_CELL_MINUTE || kind == TOLL_CELL_WEEKDAY;
}

static gint64
month_number (gint64 day)
{
  int year, month, mday;

  toll_day_to_date (day, &year, &month, &mday);
  return (gint64) year * 12 + month - 1;
}

static gint64
month_day (gint64 number)
{
  return toll_day_from_date (number / 12, number % 12 + 1, 1);
}

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

static void
count_places (TollBuckets *buckets, gint64 last)
{
  gint64 n = toll_buckets_get_place (buckets, last) + 1;

  buckets->n_places = CLAMP (n, 0, MOST_PLACES + 1);
}

gboolean
toll_buckets_init (TollBuckets *buckets, TollCellKind kind, const char *unit, gint64 first,
                   gint64 last, gboolean has_halves)
{
  *buckets = (TollBuckets){ .kind = kind, .unit = unit, .first = first, .width = 1 };
  switch (kind)
    {
    case TOLL_CELL_DAY:
      first = buckets->first = CLAMP (first, -700000, 2900000);
      last = CLAMP (last, -700000, 2900000);
      buckets->width = strcmp (unit, "month") == 0 ? 0 : strcmp (unit, "week") == 0 ? 7 : 1;
      break;
    case TOLL_CELL_MINUTE:
      buckets->width = has_halves ? 30 : 60;
      buckets->first = floor_div (first, buckets->width) * buckets->width;
      break;
    default:
      buckets->first = 1; /* a week is always whole */
      last = 7;
      break;
    }
  count_places (buckets, last);
  return buckets->n_places > 0 && buckets->n_places <= MOST_PLACES;
}

void
toll_buckets_widen (TollBuckets *buckets, gint32 from, gint32 to, guint most)
{
  TollBuckets wide = *buckets;
  gint64 last = toll_buckets_get_figure (buckets, buckets->n_places - 1);
  gint64 before = toll_buckets_get_place (buckets, from);

  if (buckets->kind != TOLL_CELL_DAY || to < from)
    return;
  if (before < -(gint64) most)
    return;
  if (before < 0)
    wide.first = buckets->width == 0 ? month_day (month_number (buckets->first) + before)
                                     : buckets->first + before * buckets->width;
  count_places (&wide, MAX (last, to));
  if (wide.n_places <= most)
    *buckets = wide;
}

gint64
toll_buckets_get_place (const TollBuckets *buckets, gint64 figure)
{
  if (buckets->width == 0)
    return month_number (CLAMP (figure, -700000, 2900000)) - month_number (buckets->first);
  return floor_div (figure - buckets->first, buckets->width);
}

gint64
toll_buckets_get_figure (const TollBuckets *buckets, guint place)
{
  if (buckets->width == 0)
    return month_day (month_number (buckets->first) + place);
  return buckets->first + (gint64) place * buckets->width;
}

/* Days and weeks: all, Mondays or each second week, months, quarters, halves, years, decades. */
static gboolean
is_day_labelled (const TollBuckets *buckets, guint place, guint level)
{
  gint64 day = toll_buckets_get_figure (buckets, place);
  int year, month, mday;

  toll_day_to_date (day, &year, &month, &mday);
  if (level == 0)
    return TRUE;
  if (level == 1 && buckets->width == 7)
    return place % 2 == 0;
  if (level == 1 && buckets->width == 1)
    return toll_day_get_weekday (day) == 1;
  /* The first bucket that begins in the month. */
  if (mday > (int) MAX (buckets->width, 1))
    return FALSE;
  switch (level)
    {
    case MONTH_LEVEL:
      return TRUE;
    case 1: /* months */
    case 3:
      return month % 3 == 1;
    case 4:
      return month % 6 == 1;
    case 5:
      return month == 1;
    default:
      return month == 1 && year % 10 == 0;
    }
}

gboolean
toll_buckets_is_labelled (const TollBuckets *buckets, guint place, guint level)
{
  static const guint hours[TOLL_BUCKETS_N_LEVELS] = { 0, 1, 2, 3, 6, 12, 24 };

  switch (buckets->kind)
    {
    case TOLL_CELL_DAY:
      return is_day_labelled (buckets, place, level);
    case TOLL_CELL_MINUTE:
      return level == 0 || toll_buckets_get_figure (buckets, place) % (hours[level] * 60) == 0;
    default:
      return level == 0 || place % (level + 1) == 0;
    }
}

/* "Oct"; "2026" stands for its January. */
static const char *
month_label (const TollBuckets *buckets, guint place, const TollChartWords *words,
             TollArena *arena)
{
  int year, month, mday;
  char text[16];

  toll_day_to_date (toll_buckets_get_figure (buckets, place), &year, &month, &mday);
  if (month != 1)
    return toll_words_month (words, month);
  g_snprintf (text, sizeof text, "%d", year);
  return toll_arena_strdup (arena, text);
}

const char *
toll_buckets_label (const TollBuckets *buckets, guint place, guint level,
                    const TollChartWords *words, TollArena *arena)
{
  gint64 figure = toll_buckets_get_figure (buckets, place);

  switch (buckets->kind)
    {
    case TOLL_CELL_DAY:
      if (buckets->n_places == 1)
        return toll_words_figure (words, arena, buckets->kind, buckets->unit, figure);
      if (buckets->width == 0 || level >= MONTH_LEVEL)
        return month_label (buckets, place, words, arena);
      if (buckets->width == 1 && buckets->n_places <= 7)
        return toll_words_weekday (words, toll_day_get_weekday (figure));
      return toll_words_day (words, arena, figure);
    case TOLL_CELL_MINUTE:
      return toll_words_minute (words, arena, figure);
    default:
      return toll_words_weekday (words, figure);
    }
}
