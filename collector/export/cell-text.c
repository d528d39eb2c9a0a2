/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells as text for files that other programs read. Pure.
 */
#include "config.h"

#include "collector/export/cell-text.h"

#include <glib/gi18n.h>

#include "shared/base/language.h"
#include "shared/base/money.h"

/* @value with its last @n digits at least. */
static void
append_digits (GString *out, int value, guint n)
{
  char digits[12];

  for (guint i = n; i > 0; i--, value /= 10)
    digits[i - 1] = '0' + value % 10;
  g_string_append_len (out, digits, n);
}

static void
append_clock (GString *out, int hours, int minutes)
{
  append_digits (out, hours, 2);
  g_string_append_c (out, ':');
  append_digits (out, minutes, 2);
}

static void
append_day (GString *out, gint64 day)
{
  int year, month, mday;

  toll_day_to_date ((gint32) day, &year, &month, &mday);
  append_digits (out, year, 4);
  g_string_append_c (out, '-');
  append_digits (out, month, 2);
  g_string_append_c (out, '-');
  append_digits (out, mday, 2);
}

static void
append_instant (GString *out, gint64 at_ms, const TollZone *zone)
{
  gint32 day, second;

  toll_zone_to_local (zone, at_ms, &day, &second);
  append_day (out, day);
  g_string_append_c (out, ' ');
  append_clock (out, second / 3600, second / 60 % 60);
  g_string_append_c (out, ':');
  append_digits (out, second % 60, 2);
}

const char *
collector_cell_get_words (const TollReportColumn *column, const TollCell *cell,
                         const char *language)
{
  return column->kind == TOLL_CELL_WORD ? toll_language_translate (language, cell->text)
                                        : cell->text;
}

gboolean
collector_cell_is_unknown (const TollReportColumn *column, const TollCell *cell)
{
  return cell->is_empty && column->role == TOLL_COLUMN_KEY;
}

void
collector_cell_append (GString *out, const TollReportColumn *column, const TollCell *cell,
                       const TollZone *zone, const char *language)
{
  if (cell->is_empty)
    return;
  if (cell->text != NULL)
    {
      g_string_append (out, collector_cell_get_words (column, cell, language));
      return;
    }
  switch (column->kind)
    {
    case TOLL_CELL_DURATION:
      toll_money_append (out, cell->figure, 3, 0);
      break;
    case TOLL_CELL_MONEY:
      toll_money_append (out, cell->figure, 6, 2);
      break;
    case TOLL_CELL_SHARE:
      toll_money_append (out, cell->figure, 4, 2);
      break;
    case TOLL_CELL_DECIMAL:
      toll_money_append (out, cell->figure, 3, 1);
      break;
    case TOLL_CELL_INSTANT:
      append_instant (out, cell->figure, zone);
      break;
    case TOLL_CELL_DAY:
      append_day (out, cell->figure);
      break;
    case TOLL_CELL_MINUTE:
      append_clock (out, (int) (cell->figure / 60), (int) (cell->figure % 60));
      break;
    default:
      toll_money_append (out, cell->figure, 0, 0);
    }
}

static char *
dup_with_unit (const TollReportColumn *column, const char *untranslated, const char *language)
{
  const char *title = toll_language_translate (language, untranslated);

  if (column->kind == TOLL_CELL_DURATION)
    {
      /* TRANSLATORS: unit of a column of seconds, behind its heading: "Duration (s)" */
      const char *unit = toll_language_translate (language, N_ ("s"));

      return g_strdup_printf ("%s (%s)", title, unit);
    }
  if ((column->kind == TOLL_CELL_MONEY || column->kind == TOLL_CELL_SHARE) && *column->unit != '\0')
    return g_strdup_printf ("%s (%s)", title, column->unit);
  return g_strdup (title);
}

char *
collector_cell_dup_title (const TollReportColumn *column, const char *language)
{
  g_autofree char *title = NULL;

  if (!toll_report_column_is_side (column))
    return dup_with_unit (column, column->title, language);
  title = dup_with_unit (column, column->of, language);
  /* TRANSLATORS: the heading of a column of a comparison: a figure, then which side of it: "Calls:
   * Before", "Cost: Change" */
  return g_strdup_printf (toll_language_translate (language, N_ ("%s: %s")), title,
                          toll_language_translate (language, column->title));
}

/* Whole days as ISO 8601 writes an interval, both ends in it; else from instant to instant. */
static char *
dup_period (gint64 from_ms, gint64 to_ms, const TollZone *zone)
{
  GString *text = g_string_new (NULL);
  gint32 from_day, from_second, to_day, to_second;

  toll_zone_to_local (zone, from_ms, &from_day, &from_second);
  toll_zone_to_local (zone, to_ms, &to_day, &to_second);
  if (from_second == 0 && to_second == 0)
    {
      append_day (text, from_day);
      g_string_append_c (text, '/');
      append_day (text, to_day - 1);
    }
  else
    {
      append_instant (text, from_ms, zone);
      g_string_append_c (text, '/');
      append_instant (text, to_ms, zone);
    }
  return g_string_free (text, FALSE);
}

char *
collector_cell_dup_heading (const TollReportDoc *doc, const TollReportColumn *column,
                            const TollZone *zone, const char *language)
{
  gboolean is_now = !toll_report_column_is_side (column);
  gboolean is_before = !is_now && g_str_has_suffix (column->id, ".before");
  g_autofree char *title = NULL, *period = NULL;

  if (doc->other_to_ms == 0 || column->of == NULL || !(is_now || is_before))
    return collector_cell_dup_title (column, language);
  title = dup_with_unit (column, column->of, language);
  period = is_now ? dup_period (doc->from_ms, doc->to_ms, zone)
                  : dup_period (doc->other_from_ms, doc->other_to_ms, zone);
  return g_strdup_printf ("%s %s", title, period);
}
