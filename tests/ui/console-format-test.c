/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as people read them. */

#include "config.h"

#include <gtk/gtk.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/format.h"

#define NBSP "\302\240"

static void
assert_money (gint64 micro, const char *currency, guint extra, const char *expected)
{
  g_autofree char *text = console_format_money (micro, currency, extra);

  g_assert_cmpstr (text, ==, expected);
}

static void
money_has_the_decimals_of_its_currency (void)
{
  assert_money (15200000, "EUR", 0, "€" NBSP "15.20");
  assert_money (70000, "EUR", 2, "€" NBSP "0.0700");
  assert_money (1234567890123, "USD", 0, "$" NBSP "1,234,567.89");
  assert_money (1500000, "JPY", 0, "¥" NBSP "2");
  assert_money (1499999, "JPY", 0, "¥" NBSP "1");
  assert_money (1234567, "KWD", 0, "KWD" NBSP "1.235");
  assert_money (1000000, "XYZ", 0, "XYZ" NBSP "1.00");
  assert_money (999999, "EUR", 4, "€" NBSP "0.999999");
}

static void
money_below_zero_keeps_its_sign (void)
{
  assert_money (-1500000, "EUR", 0, "€" NBSP "−1.50");
  assert_money (-1, "EUR", 0, "€" NBSP "0.00");
  assert_money (G_MININT64, "EUR", 0, "€" NBSP "−9,223,372,036,854.78");
}

static void
calls_are_counted_in_words (void)
{
  g_autofree char *one = console_format_calls (1);
  g_autofree char *many = console_format_calls (5773);

  g_assert_cmpstr (one, ==, "1 call");
  g_assert_cmpstr (many, ==, "5,773 calls");
}

static void
durations_round_to_seconds (void)
{
  static const struct
  {
    gint64 ms;
    const char *whole;
    const char *brief;
  } rows[] = {
    { 0, "0:00:00", "0:00" },           { 499, "0:00:00", "0:00" },
    { 500, "0:00:01", "0:01" },         { 34499, "0:00:34", "0:34" },
    { 34500, "0:00:35", "0:35" },       { 3599499, "0:59:59", "59:59" },
    { 3599500, "1:00:00", "1:00:00" },  { 3600000, "1:00:00", "1:00:00" },
    { 360000000, "100:00:00", "100:00:00" }, { -5000, "0:00:00", "0:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *whole = console_format_duration (rows[i].ms);
      g_autofree char *brief = console_format_short_duration (rows[i].ms);

      g_assert_cmpstr (whole, ==, rows[i].whole);
      g_assert_cmpstr (brief, ==, rows[i].brief);
    }
}

static void
numbers_are_grouped_after_their_codes (void)
{
  static const char *const rows[][2] = {
    { "+39026677****", "+39" NBSP "02" NBSP "6677****" },
    { "+39366316****", "+39" NBSP "366" NBSP "316****" },
    { "+442079460000", "+44" NBSP "20" NBSP "79460000" },
    { "+12125550100", "+1" NBSP "212" NBSP "5550100" },
    { "+35312345678", "+353" NBSP "123" NBSP "45678" },
    { "+49170123456", "+49" NBSP "170" NBSP "123456" },
    { "731", "731" },
    { "+39****", "+39****" },
    { "+", "+" },
    { "", "" },
    { "*21#", "*21#" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = console_format_number (rows[i][0]);

      g_assert_cmpstr (text, ==, rows[i][1]);
    }
}

static void
numbers_keep_their_order_in_right_to_left_text (void)
{
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  text = console_format_number ("+39026677****");
  none = console_format_number ("");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_assert_cmpstr (text, ==, "\342\201\246+39" NBSP "02" NBSP "6677****\342\201\251");
  g_assert_cmpstr (none, ==, "");
}

static gint64
instant (GTimeZone *zone, int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) time = g_date_time_new (zone, year, month, day, hour, minute, 0);

  return g_date_time_to_unix (time) * 1000;
}

static void
days_are_those_of_the_zone (void)
{
  g_autoptr (GTimeZone) rome = g_time_zone_new_identifier ("Europe/Rome");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 now = instant (rome, 2026, 3, 2, 0, 30);
  gint64 before = instant (rome, 2026, 3, 1, 23, 45);
  g_autofree char *in_rome = console_format_day (before, now, rome);
  g_autofree char *in_utc = console_format_day (before, now, utc);
  g_autofree char *older = console_format_day (instant (rome, 2026, 2, 7, 9, 0), now, rome);
  g_autofree char *oldest = console_format_day (instant (rome, 2025, 12, 31, 9, 0), now, rome);
  g_autofree char *brief = console_format_short_moment (now, now, rome);
  g_autofree char *since = console_format_day_in_sentence (before, now, rome);
  g_autofree char *at = console_format_moment_in_sentence (now, now, rome);
  g_autofree char *at_older
      = console_format_moment_in_sentence (instant (rome, 2026, 2, 7, 9, 0), now, rome);
  g_autofree char *date = console_format_date ("2000-01-09");
  g_autofree char *no_date = console_format_date ("");

  g_assert_cmpstr (in_rome, ==, "Yesterday");
  g_assert_cmpstr (in_utc, ==, "Today");
  g_assert_cmpstr (older, ==, "7 Feb");
  g_assert_cmpstr (oldest, ==, "31 Dec 2025");
  g_assert_cmpstr (brief, ==, "00:30");
  g_assert_cmpstr (since, ==, "yesterday");
  g_assert_cmpstr (at, ==, "today at 00:30");
  g_assert_cmpstr (at_older, ==, "7 Feb at 09:00");
  g_assert_cmpstr (date, ==, "9 Jan 2000");
  g_assert_cmpstr (no_date, ==, "");
}

static void
the_last_call_ages (void)
{
  static const struct
  {
    gint64 age_s;
    const char *text;
  } rows[] = {
    { -3, "live · last call 0 s ago" },     { 2, "live · last call 2 s ago" },
    { 60, "live · last call 1 min ago" },   { 7200, "live · last call 2 h ago" },
    { 86400, "live · last call 1 day ago" }, { 400000, "live · last call 4 days ago" },
  };
  gint64 now = G_GINT64_CONSTANT (1767225600000);
  g_autofree char *none = console_format_last_call (0, now);
  g_autofree char *unknown = console_format_last_call (-1, now);

  g_assert_cmpstr (none, ==, "live · no calls yet");
  g_assert_cmpstr (unknown, ==, "live");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = console_format_last_call (now - rows[i].age_s * 1000, now);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
assert_custom_title (JsonArray *titles, guint index, const char *expected)
{
  g_autofree char *title = console_custom_field_dup_title (titles, index);

  g_assert_cmpstr (title, ==, expected);
}

/* Those the company does not use come as null. */
static void
custom_fields_keep_their_places (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_json_parse ("{\"titles\":[null,\"Badge number\",\"\",\"Car\"]}", -1, &error);
  JsonArray *titles = console_json_array (answer, "titles");

  g_assert_no_error (error);
  assert_custom_title (titles, 0, "Custom field 1");
  assert_custom_title (titles, 1, "Badge number");
  assert_custom_title (titles, 2, "Custom field 3");
  assert_custom_title (titles, 3, "Car");
  assert_custom_title (titles, 9, "Custom field 10");
  assert_custom_title (NULL, 0, "Custom field 1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console/format/money", money_has_the_decimals_of_its_currency);
  g_test_add_func ("/console/format/money-below-zero", money_below_zero_keeps_its_sign);
  g_test_add_func ("/console/format/calls", calls_are_counted_in_words);
  g_test_add_func ("/console/format/durations", durations_round_to_seconds);
  g_test_add_func ("/console/format/numbers", numbers_are_grouped_after_their_codes);
  g_test_add_func ("/console/format/right-to-left",
                   numbers_keep_their_order_in_right_to_left_text);
  g_test_add_func ("/console/format/days", days_are_those_of_the_zone);
  g_test_add_func ("/console/format/custom-fields", custom_fields_keep_their_places);
  g_test_add_func ("/console/format/last-call", the_last_call_ages);
  return g_test_run ();
}
