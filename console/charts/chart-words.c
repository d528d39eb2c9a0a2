/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of report documents as text: each kind in one row. Main thread. */

#include "config.h"
#include "console/charts/chart-words.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

#include "console/widgets/format.h"
#include "shared/base/duration.h"

#define DAY_MS (G_GINT64_CONSTANT (86400000))

const char *
console_chart_words_translate (const char *word)
{
  return *word != '\0' ? _ (word) : "";
}

/* @value of 10^-@decimals. */
static char *
dup_number (gint64 value, guint decimals, gpointer data)
{
  g_autofree char *whole = NULL;
  gint64 unit = 1;

  for (guint i = 0; i < decimals; i++)
    unit *= 10;
  whole = console_format_count (value / unit);
  if (decimals == 0)
    return g_steal_pointer (&whole);
  return g_strdup_printf ("%s%s%s%0*" G_GINT64_FORMAT, value < 0 && value > -unit ? "−" : "",
                          whole, nl_langinfo (RADIXCHAR), (int) decimals, ABS (value % unit));
}

/* Half up, away from zero. */
static gint64
divide (gint64 value, gint64 by)
{
  return (value + (value < 0 ? -by : by) / 2) / by;
}

static char *
dup_share (gint64 millionths)
{
  g_autofree char *number = dup_number (divide (millionths, 1000), 1, NULL);

  /* TRANSLATORS: %s is a number: "41.3 %" */
  return console_format_left_to_right (g_strdup_printf (_ ("%s %%"), number));
}

static char *
dup_day (gint64 day, const char *unit)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (day * DAY_MS / 1000);

  if (time == NULL)
    return g_strdup ("–");
  if (g_str_equal (unit, "month"))
    /* TRANSLATORS: a month of a year, in the form of g_date_time_format() */
    return g_date_time_format (time, C_ ("month", "%B %Y"));
  return g_date_time_format (time, C_ ("date", "%-d %b %Y"));
}

static char *
dup_weekday (gint64 weekday)
{
  /* 1 January 1970 was a Thursday. */
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((weekday + 3) * DAY_MS / 1000);

  return g_date_time_format (time, "%A");
}

static char *
dup_instant (gint64 at_ms, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_ms / 1000);
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  if (time == NULL)
    return g_strdup ("–");
  /* TRANSLATORS: a date and a time of day, in the form of g_date_time_format() */
  return g_date_time_format (time, C_ ("date and time", "%-d %b %Y %H:%M:%S"));
}

/* A difference may be less than nothing. */
static char *
dup_duration (gint64 ms)
{
  g_autofree char *text = console_format_duration (ABS (ms));

  return g_strconcat (toll_duration_get_seconds (ms) < 0 ? "−" : "", text, NULL);
}

static char *
dup_figure (TollCellKind kind, const char *unit, gint64 figure, gpointer zone)
{
  switch (kind)
    {
    case TOLL_CELL_DURATION:
      return dup_duration (figure);
    case TOLL_CELL_MONEY:
      return console_format_money (figure, unit, 0);
    case TOLL_CELL_SHARE:
      return dup_share (figure);
    case TOLL_CELL_DECIMAL:
      return dup_number (divide (figure, 10), 2, NULL);
    case TOLL_CELL_INSTANT:
      return dup_instant (figure, zone);
    case TOLL_CELL_DAY:
      return dup_day (figure, unit);
    case TOLL_CELL_MINUTE:
      return g_strdup_printf ("%d:%02d", (int) (figure / 60), (int) (figure % 60));
    case TOLL_CELL_WEEKDAY:
      return dup_weekday (figure);
    default:
      return console_format_count (figure);
    }
}

char *
console_chart_words_cell (const TollReportColumn *column, const TollCell *cell, GTimeZone *zone)
{
  if (cell->is_empty || (cell->text != NULL && *cell->text == '\0'))
    return g_strdup ("–");
  if (column->kind == TOLL_CELL_PHONE)
    return console_format_number (cell->text);
  if (column->kind == TOLL_CELL_WORD)
    return g_strdup (console_chart_words_translate (cell->text));
  if (cell->text != NULL)
    return g_strdup (cell->text);
  return dup_figure (column->kind, column->unit, cell->figure, zone);
}

/* Shares do where there are several; of amounts, which show it in each cell, those do that are not in
 * the leading one: "cost.CHF". */
static gboolean
names_currency (const TollReportColumn *column)
{
  const char *dot = strchr (column->id, '.');

  if (*column->unit == '\0')
    return FALSE;
  return column->kind == TOLL_CELL_SHARE
         || (column->kind == TOLL_CELL_MONEY && dot != NULL
             && g_str_has_prefix (dot + 1, column->unit));
}

/* A figure's side, and its currency where others have the same. */
static char *
dup_side_title (const TollReportColumn *column, const char *title)
{
  const char *side = console_chart_words_translate (column->title);

  if (!names_currency (column))
    /* TRANSLATORS: the heading of a column of a comparison: a figure, then which side of it:
     * "Calls: Before", "Cost: Change" */
    return g_strdup_printf (_ ("%s: %s"), title, side);
  /* TRANSLATORS: the heading of a column of a comparison: a figure, its currency, then which side
   * of it: "Cost (EUR): Change" */
  return g_strdup_printf (_ ("%s (%s): %s"), title, column->unit, side);
}

char *
console_chart_words_dup_title (const TollReportColumn *column)
{
  gboolean is_side = toll_report_column_is_side (column);
  const char *title = console_chart_words_translate (is_side ? column->of : column->title);

  if (is_side)
    return dup_side_title (column, title);
  if (!names_currency (column))
    return g_strdup (title);
  /* TRANSLATORS: the heading of a column, then a currency: "% of cost (EUR)" */
  return g_strdup_printf (C_ ("heading", "%s (%s)"), title, column->unit);
}

static const char *
translate (const char *word, gpointer data)
{
  return console_chart_words_translate (word);
}

void
console_chart_words_set_style (TollChartStyle *style, GTimeZone *zone)
{
  style->translate = translate;
  style->format = dup_figure;
  style->number = dup_number;
  style->data = zone;
}
