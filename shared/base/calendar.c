/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The calendar: day numbers, dates, and instants written after ISO 8601. Refuses dates that do
 * not exist and figures where none belong. Pure; any thread.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/error.h"
#include "shared/base/zone.h"

/* Days of a 400-year cycle, and from 0000-03-01 to 1970-01-01. */
#define CYCLE_DAYS 146097
#define EPOCH_DAYS 719468

/* Years are counted from March, so that the leap day is the last of its year. */
gint32
toll_day_from_date (int year, int month, int mday)
{
  int shifted = year - (month <= 2);
  int cycle = (shifted >= 0 ? shifted : shifted - 399) / 400;
  int year_of_cycle = shifted - cycle * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;
  int day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;

  return cycle * CYCLE_DAYS + day_of_cycle - EPOCH_DAYS;
}

void
toll_day_to_date (gint32 day, int *year, int *month, int *mday)
{
  int days = day + EPOCH_DAYS;
  int cycle = (days >= 0 ? days : days - CYCLE_DAYS + 1) / CYCLE_DAYS;
  int day_of_cycle = days - cycle * CYCLE_DAYS;
  int year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524
                       - day_of_cycle / (CYCLE_DAYS - 1))
                      / 365;
  int day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
  int month_from_march = (5 * day_of_year + 2) / 153;

  *mday = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  *month = month_from_march + (month_from_march < 10 ? 3 : -9);
  *year = year_of_cycle + cycle * 400 + (*month <= 2);
}

int
toll_day_get_weekday (gint32 day)
{
  int since_monday = (int) (((gint64) day + 3) % 7); /* 1970-01-01 was a Thursday */

  return since_monday < 0 ? since_monday + 8 : since_monday + 1;
}

/* Reads exactly @n_digits digits and moves on. */
static gboolean
read_figure (const char **p, guint n_digits, int *figure)
{
  *figure = 0;
  for (guint i = 0; i < n_digits; i++, (*p)++)
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      *figure = *figure * 10 + (**p - '0');
    }
  return TRUE;
}

static gboolean
skip_byte (const char **p, char byte)
{
  if (**p != byte)
    return FALSE;
  (*p)++;
  return TRUE;
}

static gboolean
read_date (const char **p, gint32 *day)
{
  int year, month, mday, back_year, back_month, back_mday;

  if (!read_figure (p, 4, &year) || !skip_byte (p, '-') || !read_figure (p, 2, &month)
      || !skip_byte (p, '-') || !read_figure (p, 2, &mday))
    return FALSE;
  if (year < 1 || month < 1 || month > 12 || mday < 1)
    return FALSE;
  *day = toll_day_from_date (year, month, mday);
  toll_day_to_date (*day, &back_year, &back_month, &back_mday);
  return back_mday == mday;
}

static gboolean
read_time (const char **p, int *second_of_day, int *ms)
{
  int hour, minute, second = 0, scale = 100;

  *ms = 0;
  if (!read_figure (p, 2, &hour) || !skip_byte (p, ':') || !read_figure (p, 2, &minute))
    return FALSE;
  if (skip_byte (p, ':') && !read_figure (p, 2, &second))
    return FALSE;
  if (skip_byte (p, '.'))
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      for (; g_ascii_isdigit (**p); (*p)++, scale /= 10)
        *ms += (**p - '0') * scale;
    }
  *second_of_day = hour * 3600 + minute * 60 + second;
  return hour <= 23 && minute <= 59 && second <= 59;
}

/* "Z", "+01:00", "+0100", "+01", or nothing. */
static gboolean
read_offset (const char **p, gboolean *has_offset, int *offset_s)
{
  int sign = **p == '-' ? -1 : 1, hours = 0, minutes = 0;

  *has_offset = **p != '\0';
  if (!*has_offset || skip_byte (p, 'Z'))
    {
      *offset_s = 0;
      return TRUE;
    }
  if ((!skip_byte (p, '+') && !skip_byte (p, '-')) || !read_figure (p, 2, &hours))
    return FALSE;
  skip_byte (p, ':');
  if (g_ascii_isdigit (**p) && !read_figure (p, 2, &minutes))
    return FALSE;
  *offset_s = sign * (hours * 3600 + minutes * 60);
  return hours <= 18 && minutes <= 59 && (*p)[-1] != ':';
}

gboolean
toll_zone_parse_iso8601 (const TollZone *zone, const char *text, gint64 *utc_ms, GError **error)
{
  const char *p = text;
  int second_of_day = 0, ms = 0, offset_s = 0;
  gboolean has_offset = FALSE;
  gint32 day = 0;
  gboolean fine = read_date (&p, &day);

  if (fine && *p != '\0')
    fine = (skip_byte (&p, 'T') || skip_byte (&p, ' ')) && read_time (&p, &second_of_day, &ms)
           && read_offset (&p, &has_offset, &offset_s) && *p == '\0';
  if (!fine)
    {
      /* TRANSLATORS: %s is what was typed where a date and time belongs. */
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                   _ ("\"%.40s\" is neither a date such as 2026-03-02 nor a date and time such "
                      "as 2026-03-02T18:29:30+01:00"),
                   text);
      return FALSE;
    }
  if (has_offset || zone == NULL)
    *utc_ms = (day * G_GINT64_CONSTANT (86400) + second_of_day - offset_s) * 1000 + ms;
  else
    *utc_ms = toll_zone_from_local (zone, day, second_of_day) + ms;
  return TRUE;
}
