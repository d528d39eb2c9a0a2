/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days and hours of time bands: read, written, tested. Refuses days that do not exist and windows
 * that are empty. Pure; any thread.
 */
#include "config.h"

#include "collector/rating/bands.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/error.h"

#define DAY_S         86400
#define ALL_WEEKDAYS  0x7f
#define DAYS_IN_CYCLE 146097 /* the calendar repeats after 400 years */

static gboolean
refuse_days (const char *text, GError **error)
{
  /* TRANSLATORS: %s is what was given as the days of a time band. */
  toll_error_set_field (error, "days",
                        _ ("\"%.40s\" is not *, 1-5, 67, d1225 or D2026-01-01/2026-07-01"), text);
  return FALSE;
}

/* "1-5", "67", "1-46": figures and ranges, Monday = 1. */
static gboolean
parse_weekdays (CollectorDays *days, const char *text)
{
  for (const char *p = text; *p != '\0';)
    {
      int first = *p - '0', last = first;

      p++;
      if (*p == '-')
        {
          last = p[1] - '0';
          p += p[1] != '\0' ? 2 : 1;
        }
      if (first < 1 || last > 7 || last < first)
        return FALSE;
      for (int weekday = first; weekday <= last; weekday++)
        days->weekdays |= 1 << (weekday - 1);
    }
  return days->weekdays != 0;
}

static gboolean
parse_yearly (CollectorDays *days, const char *text)
{
  int year, month, mday, figures = 0;

  if (strlen (text) != 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      figures = figures * 10 + text[i] - '0';
    }
  days->month = figures / 100;
  days->mday = figures % 100;
  if (days->month < 1 || days->month > 12 || days->mday < 1)
    return FALSE;
  toll_day_to_date (toll_day_from_date (2000, days->month, days->mday), &year, &month, &mday);
  return month == days->month;
}

/* A local date as a day number: the same in every zone, so UTC will do. */
static gboolean
parse_date (const char *text, gsize length, gint32 *day)
{
  g_autofree char *date = g_strndup (text, length);
  gint64 utc_ms;

  if (length != 10 || !toll_zone_parse_iso8601 (NULL, date, &utc_ms, NULL))
    return FALSE;
  *day = utc_ms / 1000 / DAY_S - (utc_ms < 0 && utc_ms / 1000 % DAY_S != 0);
  return TRUE;
}

static gboolean
parse_range (CollectorDays *days, const char *text)
{
  const char *slash = strchr (text, '/');

  return slash != NULL && parse_date (text, slash - text, &days->from_day)
         && parse_date (slash + 1, strlen (slash + 1), &days->to_day)
         && days->from_day < days->to_day;
}

gboolean
collector_days_parse (CollectorDays *days, const char *text, GError **error)
{
  gboolean fine;

  memset (days, 0, sizeof *days);
  if (strcmp (text, "*") == 0)
    {
      days->weekdays = ALL_WEEKDAYS;
      return TRUE;
    }
  if (text[0] == 'd')
    {
      days->kind = COLLECTOR_DAYS_YEARLY;
      fine = parse_yearly (days, text + 1);
    }
  else if (text[0] == 'D')
    {
      days->kind = COLLECTOR_DAYS_RANGE;
      fine = parse_range (days, text + 1);
    }
  else
    fine = parse_weekdays (days, text);
  return fine || refuse_days (text, error);
}

static char *
weekdays_to_text (guint8 weekdays)
{
  char text[8];
  guint n = 0;

  if (weekdays == ALL_WEEKDAYS)
    return g_strdup ("*");
  if (weekdays == 0x1f)
    return g_strdup ("1-5");
  for (guint i = 0; i < 7; i++)
    if ((weekdays >> i & 1) != 0)
      text[n++] = '1' + i;
  text[n] = '\0';
  return g_strdup (text);
}

char *
collector_days_to_text (const CollectorDays *days)
{
  int year, month, mday, to_year, to_month, to_mday;

  switch (days->kind)
    {
    case COLLECTOR_DAYS_YEARLY:
      return g_strdup_printf ("d%02u%02u", days->month, days->mday);
    case COLLECTOR_DAYS_RANGE:
      toll_day_to_date (days->from_day, &year, &month, &mday);
      toll_day_to_date (days->to_day, &to_year, &to_month, &to_mday);
      return g_strdup_printf ("D%04d-%02d-%02d/%04d-%02d-%02d", year, month, mday, to_year,
                              to_month, to_mday);
    case COLLECTOR_DAYS_WEEKLY:
    default:
      return weekdays_to_text (days->weekdays);
    }
}

gboolean
collector_days_hold (const CollectorDays *days, gint32 day)
{
  int year, month, mday;

  switch (days->kind)
    {
    case COLLECTOR_DAYS_YEARLY:
      toll_day_to_date (day, &year, &month, &mday);
      return month == days->month && mday == days->mday;
    case COLLECTOR_DAYS_RANGE:
      return day >= days->from_day && day < days->to_day;
    case COLLECTOR_DAYS_WEEKLY:
    default:
      return days->weekdays == ALL_WEEKDAYS
             || (days->weekdays >> (toll_day_get_weekday (day) - 1) & 1) != 0;
    }
}

/* TRUE when a day of @range also belongs to @other. */
static gboolean
range_meets (const CollectorDays *range, const CollectorDays *other)
{
  gint32 to_day = MIN (range->to_day, range->from_day + DAYS_IN_CYCLE);

  if (other->kind == COLLECTOR_DAYS_RANGE)
    return range->from_day < other->to_day && other->from_day < range->to_day;
  for (gint32 day = range->from_day; day < to_day; day++)
    if (collector_days_hold (other, day))
      return TRUE;
  return FALSE;
}

gboolean
collector_days_meet (const CollectorDays *a, const CollectorDays *b)
{
  if (a->kind == COLLECTOR_DAYS_RANGE)
    return range_meets (a, b);
  if (b->kind == COLLECTOR_DAYS_RANGE)
    return range_meets (b, a);
  if (a->kind == COLLECTOR_DAYS_WEEKLY && b->kind == COLLECTOR_DAYS_WEEKLY)
    return (a->weekdays & b->weekdays) != 0;
  if (a->kind == COLLECTOR_DAYS_YEARLY && b->kind == COLLECTOR_DAYS_YEARLY)
    return a->month == b->month && a->mday == b->mday;
  return TRUE; /* a yearly day falls on every weekday sooner or later */
}

static gboolean
read_two_digits (const char **p, int *figure)
{
  if (!g_ascii_isdigit ((*p)[0]) || !g_ascii_isdigit ((*p)[1]))
    return FALSE;
  *figure = ((*p)[0] - '0') * 10 + (*p)[1] - '0';
  *p += 2;
  return TRUE;
}

/* "HH:MM" or "HH:MM:SS", up to "24:00". */
static gboolean
read_time (const char **p, gint32 *second_of_day)
{
  int hour, minute, second = 0;

  if (!read_two_digits (p, &hour) || **p != ':')
    return FALSE;
  (*p)++;
  if (!read_two_digits (p, &minute))
    return FALSE;
  if (**p == ':')
    {
      (*p)++;
      if (!read_two_digits (p, &second))
        return FALSE;
    }
  *second_of_day = hour * 3600 + minute * 60 + second;
  return minute <= 59 && second <= 59 && *second_of_day <= DAY_S;
}

static void
append_window (GArray *windows, gint32 from_s, gint32 to_s)
{
  CollectorWindow window = { from_s, to_s };

  if (from_s < to_s)
    g_array_append_val (windows, window);
}

static gboolean
refuse_windows (const char *text, GError **error)
{
  /* TRANSLATORS: %s is what was given as the hours of a time band. */
  toll_error_set_field (error, "windows",
                        _ ("\"%.60s\" is not hours such as 08:00-18:30+20:00-24:00"), text);
  return FALSE;
}

gboolean
collector_windows_parse (GArray *windows, const char *text, GError **error)
{
  const char *p = text;
  guint n_before = windows->len;

  do
    {
      gint32 from_s, to_s;

      if (!read_time (&p, &from_s) || *p++ != '-' || !read_time (&p, &to_s) || from_s == to_s
          || from_s == DAY_S || windows->len - n_before >= COLLECTOR_MAX_WINDOWS)
        return refuse_windows (text, error);
      append_window (windows, from_s, from_s < to_s ? to_s : DAY_S);
      if (from_s > to_s)
        append_window (windows, 0, to_s);
    }
  while (*p++ == '+');
  return p[-1] == '\0' || refuse_windows (text, error);
}

static void
append_time (GString *out, gint32 second_of_day)
{
  g_string_append_printf (out, "%02d:%02d", second_of_day / 3600, second_of_day / 60 % 60);
  if (second_of_day % 60 != 0)
    g_string_append_printf (out, ":%02d", second_of_day % 60);
}

char *
collector_windows_to_text (const CollectorWindow *windows, guint n_windows)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n_windows; i++)
    {
      if (i > 0)
        g_string_append_c (out, '+');
      append_time (out, windows[i].from_s);
      g_string_append_c (out, '-');
      append_time (out, windows[i].to_s);
    }
  return g_string_free (out, FALSE);
}
