/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money, time and numbers as people read them. It computes nothing: amounts are only cut to the
 * decimals that are shown (half up). Main thread. */

#include "config.h"
#include "console/widgets/format.h"

#include "shared/base/currency.h"
#include "shared/base/duration.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <langinfo.h>
#include <string.h>

#define NBSP "\302\240"

/* Takes @text and keeps its digits and signs in order inside right-to-left text (U+2066, U+2069);
 * elsewhere there is nothing to keep, and copied text stays clean. */
static char *
isolated (char *text)
{
  g_autofree char *owned = text;

  if (*owned == '\0' || gtk_widget_get_default_direction () != GTK_TEXT_DIR_RTL)
    return g_steal_pointer (&owned);
  return g_strconcat ("\342\201\246", owned, "\342\201\251", NULL);
}

/* Adds @value with the locale's grouping, most significant group first. */
static void
append_grouped (GString *text, guint64 value)
{
  const char *separator = nl_langinfo (THOUSEP);
  char digits[24];
  int length = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, value);

  if (*separator == '\0')
    separator = ",";
  for (int i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, separator);
      g_string_append_c (text, digits[i]);
    }
}

char *
console_format_money (gint64 micro, const char *currency, guint extra_decimals)
{
  guint decimals = toll_currency_find_decimals (currency, micro);
  const char *sign = toll_currency_get_sign (currency);
  GString *text = g_string_new (NULL);
  guint64 amount = micro < 0 ? -(guint64) micro : (guint64) micro;
  guint64 unit = 1000000;

  decimals = MIN (MAX (decimals, toll_currency_get_decimals (currency) + extra_decimals), 6);
  for (guint i = 0; i < decimals; i++)
    unit /= 10;
  amount = (amount + unit / 2) / unit; /* in the last decimal shown */
  if (*sign != '\0')
    g_string_append_printf (text, "%s" NBSP, sign);
  if (micro < 0 && amount > 0)
    g_string_append (text, "−");
  unit = 1000000 / unit;
  append_grouped (text, amount / unit);
  if (decimals > 0)
    g_string_append_printf (text, "%s%0*" G_GUINT64_FORMAT, nl_langinfo (RADIXCHAR),
                            (int) decimals, amount % unit);
  return isolated (g_string_free (text, FALSE));
}

char *
console_format_amount (const char *amount, const char *currency)
{
  if (amount == NULL || *amount == '\0')
    return g_strdup ("");
  return isolated (g_strconcat (toll_currency_get_sign (currency), NBSP, amount, NULL));
}

char *
console_format_duration (gint64 ms)
{
  return toll_duration_format (MAX (ms, 0));
}

char *
console_format_short_duration (gint64 ms)
{
  gint64 s = toll_duration_get_seconds (MAX (ms, 0));

  if (s >= 3600)
    return console_format_duration (ms);
  return g_strdup_printf ("%d:%02d", (int) (s / 60), (int) (s % 60));
}

char *
console_format_count (gint64 count)
{
  GString *text = g_string_new (count < 0 ? "−" : NULL);

  append_grouped (text, count < 0 ? -(guint64) count : (guint64) count);
  return g_string_free (text, FALSE);
}

char *
console_format_calls (gint64 n_calls)
{
  g_autofree char *count = console_format_count (n_calls);

  /* TRANSLATORS: %s is the number of calls that a report is about */
  return g_strdup_printf (ngettext ("%s call", "%s calls", n_calls), count);
}

char *
console_format_rows (gint64 n_rows)
{
  g_autofree char *count = console_format_count (n_rows);

  /* TRANSLATORS: %s is the number of rows that a report had */
  return g_strdup_printf (ngettext ("%s row", "%s rows", n_rows), count);
}

static GDateTime *
local_time (gint64 ms, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

static gint64
day_number (GDateTime *time)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (time), g_date_time_get_month (time),
                  g_date_time_get_year (time));
  return g_date_get_julian (&date);
}

static char *
format_day (gint64 ms, gint64 now_ms, GTimeZone *zone, const char *today, const char *yesterday)
{
  g_autoptr (GDateTime) time = local_time (ms, zone);
  g_autoptr (GDateTime) now = local_time (now_ms, zone);
  gint64 age;

  if (time == NULL || now == NULL)
    return g_strdup ("");
  age = day_number (now) - day_number (time);
  if (age == 0)
    return g_strdup (today);
  if (age == 1)
    return g_strdup (yesterday);
  if (g_date_time_get_year (time) == g_date_time_get_year (now))
    /* TRANSLATORS: a date without its year, in the form of g_date_time_format() */
    return g_date_time_format (time, C_ ("date", "%-d %b"));
  /* TRANSLATORS: a date with its year, in the form of g_date_time_format() */
  return g_date_time_format (time, C_ ("date", "%-d %b %Y"));
}

char *
console_format_day (gint64 ms, gint64 now_ms, GTimeZone *zone)
{
  return format_day (ms, now_ms, zone, _ ("Today"), _ ("Yesterday"));
}

char *
console_format_day_in_sentence (gint64 ms, gint64 now_ms, GTimeZone *zone)
{
  return format_day (ms, now_ms, zone, C_ ("within a sentence", "today"),
                     C_ ("within a sentence", "yesterday"));
}

char *
console_format_long_day (gint64 ms, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = local_time (ms, zone);

  return time != NULL ? g_date_time_format (time, C_ ("date", "%-d %b %Y")) : g_strdup ("");
}

char *
console_format_date (const char *date)
{
  g_autofree char *midnight = g_strconcat (date, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (midnight, NULL);

  return time != NULL ? g_date_time_format (time, C_ ("date", "%-d %b %Y")) : g_strdup (date);
}

char *
console_format_time (gint64 ms, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = local_time (ms, zone);

  return time != NULL ? g_date_time_format (time, "%X") : g_strdup ("");
}

char *
console_format_clock (gint64 ms, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = local_time (ms, zone);

  return time != NULL ? g_date_time_format (time, "%H:%M") : g_strdup ("");
}

char *
console_format_moment (gint64 ms, gint64 now_ms, GTimeZone *zone)
{
  g_autofree char *day = console_format_day (ms, now_ms, zone);
  g_autofree char *clock = console_format_clock (ms, zone);

  /* TRANSLATORS: a day ("Today", "21 Nov"), then a time of day */
  return g_strdup_printf (C_ ("moment", "%s %s"), day, clock);
}

char *
console_format_moment_in_sentence (gint64 ms, gint64 now_ms, GTimeZone *zone)
{
  g_autofree char *day = console_format_day_in_sentence (ms, now_ms, zone);
  g_autofree char *clock = console_format_clock (ms, zone);

  /* TRANSLATORS: within a sentence, "Sent today at 06:12": a day ("today", "21 Nov"), then a time of
   * day */
  return g_strdup_printf (C_ ("within a sentence", "%1$s at %2$s"), day, clock);
}

char *
console_format_short_moment (gint64 ms, gint64 now_ms, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = local_time (ms, zone);
  g_autoptr (GDateTime) now = local_time (now_ms, zone);

  if (time != NULL && now != NULL && day_number (time) == day_number (now))
    return console_format_clock (ms, zone);
  return console_format_day (ms, now_ms, zone);
}

/* How long the first group after the country code is; the country codes themselves follow
 * ITU-T E.164 Annex D: zones 1 and 7 have one digit, the rows below two, the others three.
 * Longest prefix wins; 3 where nothing is said. */
static const struct
{
  const char *prefix;
  guint length;
} first_groups[] = {
  { "3902", 2 }, { "3906", 2 }, { "33", 1 },   { "4420", 2 }, { "447", 4 },  { "49", 2 },
  { "491", 3 },  { "34", 3 },   { "31", 2 },   { "41", 2 },   { "43", 1 },   { "32", 1 },
  { "46", 2 },   { "45", 2 },   { "47", 2 },   { "86", 2 },   { "81", 1 },   { "61", 1 },
};

static const char two_digit_codes[] =
    " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 "
    "65 66 81 82 84 86 90 91 92 93 94 95 98 ";

static guint
country_code_length (const char *digits)
{
  char probe[5] = { ' ', digits[0], digits[1], ' ', '\0' };

  if (digits[0] == '1' || digits[0] == '7')
    return 1;
  return strstr (two_digit_codes, probe) != NULL ? 2 : 3;
}

static guint
first_group_length (const char *digits)
{
  guint best = 3;
  gsize matched = 0;

  for (guint i = 0; i < G_N_ELEMENTS (first_groups); i++)
    if (g_str_has_prefix (digits, first_groups[i].prefix) &&
        strlen (first_groups[i].prefix) > matched)
      {
        best = first_groups[i].length;
        matched = strlen (first_groups[i].prefix);
      }
  return best;
}

char *
console_format_number (const char *number)
{
  const char *digits = number + 1;
  gsize known = number[0] == '+' ? strspn (digits, "0123456789") : 0;
  guint country;
  guint area;
  GString *text;

  if (known < 4)
    return isolated (g_strdup (number));
  country = country_code_length (digits);
  area = first_group_length (digits);
  if (strlen (digits) <= country + area || known < country + area)
    return isolated (g_strdup (number));
  text = g_string_new ("+");
  g_string_append_len (text, digits, country);
  g_string_append (text, NBSP);
  g_string_append_len (text, digits + country, area);
  g_string_append (text, NBSP);
  g_string_append (text, digits + country + area);
  return isolated (g_string_free (text, FALSE));
}

char *
console_format_left_to_right (char *text)
{
  return isolated (text);
}

char *
console_format_last_call (gint64 last_ms, gint64 now_ms)
{
  gint64 age_s = MAX (now_ms - last_ms, 0) / 1000;

  if (last_ms < 0)
    return g_strdup (_ ("live"));
  if (last_ms == 0)
    return g_strdup (_ ("live · no calls yet"));
  if (age_s < 60)
    /* TRANSLATORS: %d is a number of seconds */
    return g_strdup_printf (_ ("live · last call %d s ago"), (int) age_s);
  if (age_s < 3600)
    /* TRANSLATORS: %d is a number of minutes */
    return g_strdup_printf (_ ("live · last call %d min ago"), (int) (age_s / 60));
  if (age_s < 86400)
    /* TRANSLATORS: %d is a number of hours */
    return g_strdup_printf (_ ("live · last call %d h ago"), (int) (age_s / 3600));
  /* TRANSLATORS: %d is a number of days */
  return g_strdup_printf (
      ngettext ("live · last call %d day ago", "live · last call %d days ago", age_s / 86400),
      (int) (age_s / 86400));
}
