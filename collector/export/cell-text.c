/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells as text for files that other programs read. Pure.
 */
#include "config.h"

#include "collector/export/cell-text.h"

#include <glib/gi18n.h>

#include "shared/base/money.h"

static void
append_decimal (GString *out, gint64 value, guint decimals, guint min_decimals)
{
  g_autofree char *text = toll_money_format (value, decimals, min_decimals);

  g_string_append (out, text);
}

static void
append_day (GString *out, gint64 day)
{
  int year, month, mday;

  toll_day_to_date ((gint32) day, &year, &month, &mday);
  g_string_append_printf (out, "%04d-%02d-%02d", year, month, mday);
}

static void
append_instant (GString *out, gint64 at_ms, const TollZone *zone)
{
  gint32 day, second;

  toll_zone_to_local (zone, at_ms, &day, &second);
  append_day (out, day);
  g_string_append_printf (out, " %02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
}

void
collector_cell_append (GString *out, const TollReportColumn *column, const TollCell *cell,
                       const TollZone *zone)
{
  if (cell->is_empty)
    return;
  if (cell->text != NULL)
    {
      g_string_append (out, column->kind == TOLL_CELL_WORD ? _ (cell->text) : cell->text);
      return;
    }
  switch (column->kind)
    {
    case TOLL_CELL_DURATION:
      append_decimal (out, cell->figure, 3, 0);
      break;
    case TOLL_CELL_MONEY:
      append_decimal (out, cell->figure, 6, 2);
      break;
    case TOLL_CELL_SHARE:
      append_decimal (out, cell->figure, 4, 2);
      break;
    case TOLL_CELL_DECIMAL:
      append_decimal (out, cell->figure, 3, 1);
      break;
    case TOLL_CELL_INSTANT:
      append_instant (out, cell->figure, zone);
      break;
    case TOLL_CELL_DAY:
      append_day (out, cell->figure);
      break;
    case TOLL_CELL_MINUTE:
      g_string_append_printf (out, "%02d:%02d", (int) (cell->figure / 60),
                              (int) (cell->figure % 60));
      break;
    default:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, cell->figure);
    }
}

char *
collector_cell_dup_title (const TollReportColumn *column)
{
  if (column->kind == TOLL_CELL_DURATION)
    /* TRANSLATORS: heading of a column of seconds; %s is what it holds, "Duration" */
    return g_strdup_printf (_ ("%s (s)"), _ (column->title));
  if (column->kind == TOLL_CELL_MONEY && *column->unit != '\0')
    return g_strdup_printf ("%s (%s)", _ (column->title), column->unit);
  return g_strdup (_ (column->title));
}
