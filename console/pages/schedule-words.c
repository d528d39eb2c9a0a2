/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of schedules. Main thread. */

#include "config.h"
#include "console/pages/schedule-words.h"

#include <glib/gi18n.h>

#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/pages/options/option-words.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"
#include "shared/model/schedule.h"

const ConsoleWord console_schedule_formats[] = {
  { "pdf", N_ ("PDF") },
  { "xlsx", N_ ("Excel") },
  { "csv", N_ ("CSV") },
  { "none", N_ ("No file, a table in the mail") },
  { NULL, NULL },
};

const ConsoleWord console_schedule_units[] = {
  { "once", N_ ("Once") },
  { "minutes", N_ ("Minutes") },
  { "days", N_ ("Days") },
  { "working_days", N_ ("Working days") },
  { "weeks", N_ ("Weeks") },
  { "months", N_ ("Months") },
  { NULL, NULL },
};

const ConsoleWord console_schedule_places[] = {
  { "[[NAME]]", N_ ("Name of the schedule") },
  { "[[REPORT]]", N_ ("Name of the report") },
  { "[[PERIOD]]", N_ ("Period") },
  { "[[FILTER]]", N_ ("Filters in words") },
  { "[[ROWS]]", N_ ("Number of rows") },
  { "[[COMPANY]]", N_ ("Company") },
  { "[[DATE]]", N_ ("Today’s date") },
  { NULL, NULL },
};

static const char *const weekdays[] = {
  N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
  N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday"),
};

static char *
dup_days (guint n, const char *time)
{
  if (n == 1)
    /* TRANSLATORS: %s is a time of day */
    return g_strdup_printf (_ ("Every day at %s"), time);
  /* TRANSLATORS: a number of days, and a time of day */
  return g_strdup_printf (ngettext ("Every %1$u day at %2$s", "Every %1$u days at %2$s", n), n,
                          time);
}

static char *
dup_working_days (guint n, const char *time)
{
  if (n == 1)
    /* TRANSLATORS: %s is a time of day */
    return g_strdup_printf (_ ("Every working day at %s"), time);
  /* TRANSLATORS: a number of working days, and a time of day */
  return g_strdup_printf (
      ngettext ("Every %1$u working day at %2$s", "Every %1$u working days at %2$s", n), n, time);
}

static char *
dup_weeks (guint n, const char *weekday, const char *time)
{
  if (n == 1)
    /* TRANSLATORS: a day of the week, and a time of day */
    return g_strdup_printf (_ ("Every week on %1$s at %2$s"), weekday, time);
  /* TRANSLATORS: a number of weeks, a day of the week, and a time of day */
  return g_strdup_printf (
      ngettext ("Every %1$u week on %2$s at %3$s", "Every %1$u weeks on %2$s at %3$s", n), n,
      weekday, time);
}

static char *
dup_months (guint n, int day, const char *time)
{
  if (n == 1)
    /* TRANSLATORS: a day of the month (1 to 31), and a time of day */
    return g_strdup_printf (_ ("Every month on day %1$d at %2$s"), day, time);
  /* TRANSLATORS: a number of months, a day of the month (1 to 31), and a time of day */
  return g_strdup_printf (
      ngettext ("Every %1$u month on day %2$d at %3$s", "Every %1$u months on day %2$d at %3$s",
                n), n, day, time);
}

char *
console_schedule_dup_when (JsonObject *schedule)
{
  TollSchedule when = { .every_n = console_json_int (schedule, "every_n", 1) };
  const char *start = console_json_text (schedule, "start");
  g_autofree char *time = NULL, *date = NULL;
  int year, month, day;

  if (!toll_schedule_unit_from_name (console_json_text (schedule, "every_unit"), &when.unit)
      || !toll_schedule_read_start (&when, start, NULL))
    return g_strdup (start);
  toll_day_to_date (when.start_day, &year, &month, &day);
  time = g_strdup (strchr (start, 'T') + 1);
  date = g_strndup (start, strchr (start, 'T') - start);
  switch (when.unit)
    {
    case TOLL_SCHEDULE_MINUTES:
      /* TRANSLATORS: a number of minutes */
      return g_strdup_printf (ngettext ("Every %u minute", "Every %u minutes", when.every_n),
                              when.every_n);
    case TOLL_SCHEDULE_DAYS:
      return dup_days (when.every_n, time);
    case TOLL_SCHEDULE_WORKING_DAYS:
      return dup_working_days (when.every_n, time);
    case TOLL_SCHEDULE_WEEKS:
      return dup_weeks (when.every_n, _ (weekdays[toll_day_get_weekday (when.start_day) - 1]),
                        time);
    case TOLL_SCHEDULE_MONTHS:
      return dup_months (when.every_n, day, time);
    case TOLL_SCHEDULE_ONCE:
    default:
      {
        g_autofree char *shown = console_format_date (date);

        /* TRANSLATORS: a date, and a time of day */
        return g_strdup_printf (_ ("Once, on %1$s at %2$s"), shown, time);
      }
    }
}

/* Returns: (transfer none): "" when it is from one instant to another. */
static const char *
find_period (JsonObject *spec)
{
  const char *id = console_json_text (console_json_object (spec, "period"), "relative");
  const char *words = console_word_of (console_period_words, id);

  return words != id ? words : "";
}

char *
console_schedule_dup_report (JsonObject *schedule)
{
  const char *title
      = console_chart_words_translate (console_json_text (schedule, "report_title"));
  const char *period = find_period (console_json_object (schedule, "spec"));

  if (*period == '\0')
    return g_strdup (title);
  /* TRANSLATORS: the name of a report, and the period it is of: "Phone Bill · Last month" */
  return g_strdup_printf (C_ ("scheduled report", "%1$s · %2$s"), title, period);
}

char *
console_schedule_dup_what (JsonObject *schedule)
{
  g_auto (GStrv) texts = console_json_dup_texts (console_json_array (schedule, "recipients"));
  g_autofree char *recipients = g_strjoinv (", ", texts);

  /* TRANSLATORS: the kind of a file ("PDF"), and the addresses that it is sent to */
  return g_strdup_printf (_ ("%1$s to %2$s"),
                          console_word_of (console_schedule_formats,
                                           console_json_text (schedule, "format")),
                          recipients);
}

char *
console_schedule_dup_result (JsonObject *run, GTimeZone *zone)
{
  const char *state = console_json_text (run, "state");
  const char *detail = console_json_text (run, "detail");
  g_autofree char *when = NULL;

  if (run == NULL)
    return g_strdup (_ ("Has not run yet"));
  when = console_format_moment_in_sentence (console_json_int (run, "run_ms", 0),
                                            toll_clock_now_ms (NULL), zone);
  if (g_str_equal (state, "sent"))
    /* TRANSLATORS: %s is a day and a time: "today at 06:12", "21 Nov at 06:12" */
    return g_strdup_printf (_ ("Sent %s"), when);
  if (g_str_equal (state, "empty"))
    /* TRANSLATORS: %s is a day and a time: "today at 06:12", "21 Nov at 06:12" */
    return g_strdup_printf (_ ("Nothing to send %s"), when);
  if (g_str_equal (state, "failed"))
    /* TRANSLATORS: a day and a time ("today at 06:12"), and why, in the mail server's words */
    return g_strdup_printf (_ ("Failed %1$s: %2$s"), when, detail);
  if (*detail == '\0')
    /* TRANSLATORS: %s is a day and a time: "today at 06:12", "21 Nov at 06:12" */
    return g_strdup_printf (_ ("On its way since %s"), when);
  /* TRANSLATORS: a day and a time ("today at 06:12"), and why, in the mail server's words */
  return g_strdup_printf (_ ("Waiting since %1$s: %2$s"), when, detail);
}

gboolean
console_schedule_run_is_bad (JsonObject *run)
{
  const char *state = console_json_text (run, "state");

  return g_str_equal (state, "failed")
         || (g_str_equal (state, "waiting") && *console_json_text (run, "detail") != '\0');
}

gboolean
console_schedule_is_over (JsonObject *schedule)
{
  JsonObject *run = console_json_object (schedule, "last_run");

  return g_str_equal (console_json_text (schedule, "every_unit"), "once")
         && !console_json_has (schedule, "next_ms") && !console_json_flag (schedule, "is_asked")
         && run != NULL && !console_schedule_run_is_bad (run);
}
