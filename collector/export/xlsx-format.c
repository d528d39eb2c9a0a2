/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What figures are in a spreadsheet, and how they look: a row of the table for each kind.
 */
#include "config.h"

#include "collector/export/xlsx-format.h"

#include <string.h>

#include "shared/base/currency.h"

#define EPOCH_DAY 25569.0 /* 1970-01-01 */
#define INK       0x1f2126
#define DIM       0x5e626b
#define ACCENT    0x0072b2
#define BAND      0xf1f4f8
#define LINE      0xdbdee3

typedef struct
{
  const char *format; /* NULL = of money */
  double per_unit;    /* cells hold this many for 1 */
  double offset;
  guint width;        /* characters; 0 = as many as its digits take */
} Kind;

static const Kind kinds[TOLL_N_CELL_KINDS] = {
  [TOLL_CELL_TEXT] = { "@", 1, 0, 0 },
  [TOLL_CELL_PHONE] = { "@", 1, 0, 0 },
  [TOLL_CELL_WORD] = { "@", 1, 0, 0 },
  [TOLL_CELL_COUNT] = { "#,##0", 1, 0, 0 },
  [TOLL_CELL_DURATION] = { "[h]:mm:ss", 86400000, 0, 10 },
  [TOLL_CELL_MONEY] = { NULL, 1000000, 0, 0 },
  [TOLL_CELL_SHARE] = { "0.0%", 1000000, 0, 7 },
  [TOLL_CELL_DECIMAL] = { "0.00", 1000, 0, 7 },
  [TOLL_CELL_INSTANT] = { "yyyy\\-mm\\-dd\\ hh:mm:ss", 86400000, EPOCH_DAY, 19 },
  [TOLL_CELL_DAY] = { "yyyy\\-mm\\-dd", 1, EPOCH_DAY, 11 },
  [TOLL_CELL_MINUTE] = { "hh:mm", 1440, 0, 6 },
  [TOLL_CELL_WEEKDAY] = { "@", 1, 0, 10 },
};

/* Spreadsheets show no time below zero. */
static const Kind minutes = { "#,##0.00", 60000, 0, 9 };

gboolean
collector_sheet_is_minutes (const TollReportColumn *column)
{
  return column->kind == TOLL_CELL_DURATION && toll_report_column_is_side (column)
         && g_str_has_suffix (column->id, ".difference");
}

static const Kind *
get_kind (const TollReportColumn *column)
{
  return collector_sheet_is_minutes (column) ? &minutes : &kinds[column->kind];
}

void
collector_sheet_append_format (GString *out, const TollReportColumn *column)
{
  guint decimals = toll_currency_get_decimals (column->unit);

  if (column->kind == TOLL_CELL_DAY && strcmp (column->unit, "month") == 0)
    g_string_append (out, "mmm\\ yyyy");
  else if (column->kind != TOLL_CELL_MONEY)
    g_string_append (out, get_kind (column)->format);
  else
    {
      /* A single price has more decimals than coins, as in print. */
      decimals = column->role == TOLL_COLUMN_FACT ? MIN (decimals + 2, 6) : decimals;
      if (*column->unit != '\0')
        g_string_append_printf (out, "[$%s]\\ ", toll_currency_get_sign (column->unit));
      g_string_append (out, "#,##0");
      for (guint i = 0; i < decimals; i++)
        g_string_append (out, i == 0 ? ".0" : "0");
    }
}

static lxw_format *
add (lxw_workbook *book, double size, lxw_color_t ink, gboolean is_bold)
{
  lxw_format *format = workbook_add_format (book);

  format_set_font_size (format, size);
  format_set_font_color (format, ink);
  if (is_bold)
    format_set_bold (format);
  return format;
}

static lxw_format *
add_heading (lxw_workbook *book, uint8_t align)
{
  lxw_format *format = add (book, 10, INK, TRUE);

  format_set_bg_color (format, BAND);
  format_set_bottom (format, LXW_BORDER_MEDIUM);
  format_set_bottom_color (format, ACCENT);
  format_set_text_wrap (format);
  format_set_align (format, align);
  format_set_align (format, LXW_ALIGN_VERTICAL_BOTTOM);
  return format;
}

void
collector_sheet_formats_init (CollectorSheetFormats *formats, lxw_workbook *book)
{
  *formats = (CollectorSheetFormats){ .book = book };
  formats->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  formats->title = add (book, 18, INK, TRUE);
  formats->lead = add (book, 11, DIM, FALSE);
  formats->label = add (book, 10, DIM, TRUE);
  format_set_align (formats->label, LXW_ALIGN_VERTICAL_TOP);
  formats->text = add (book, 10, INK, FALSE);
  format_set_text_wrap (formats->text);
  format_set_align (formats->text, LXW_ALIGN_VERTICAL_TOP);
  formats->heading = add_heading (book, LXW_ALIGN_NONE);
  formats->heading_end = add_heading (book, LXW_ALIGN_RIGHT);
}

void
collector_sheet_formats_clear (CollectorSheetFormats *formats)
{
  g_hash_table_unref (formats->cells);
}

lxw_format *
collector_sheet_formats_get (CollectorSheetFormats *formats, const TollReportColumn *column,
                             CollectorSheetStyle style)
{
  g_autoptr (GString) key = g_string_new (NULL);
  gboolean is_label;
  lxw_format *format;
  gsize n_format;

  collector_sheet_append_format (key, column);
  /* Times that rows begin with are labels, and stand where texts do. */
  is_label = column->role == TOLL_COLUMN_KEY || column->kind == TOLL_CELL_INSTANT;
  n_format = key->len;
  g_string_append_printf (key, " %d %d", style, is_label);
  format = g_hash_table_lookup (formats->cells, key->str);
  if (format != NULL)
    return format;
  format = add (formats->book, 10, INK, style != COLLECTOR_SHEET_CELL);
  g_hash_table_insert (formats->cells, g_strdup (key->str), format);
  g_string_truncate (key, n_format);
  format_set_num_format (format, key->str);
  if (toll_cell_kind_is_figure (column->kind))
    format_set_align (format, is_label ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT);
  if (style != COLLECTOR_SHEET_CELL)
    format_set_bg_color (format, BAND);
  if (style == COLLECTOR_SHEET_TOTAL)
    format_set_top (format, LXW_BORDER_MEDIUM);
  else
    {
      format_set_bottom (format, LXW_BORDER_HAIR);
      format_set_bottom_color (format, LINE);
    }
  return format;
}

double
collector_sheet_value (const TollReportColumn *column, gint64 figure, const TollZone *zone)
{
  const Kind *kind = get_kind (column);
  gint32 day, second;

  if (column->kind != TOLL_CELL_INSTANT)
    return (double) figure / kind->per_unit + kind->offset;
  toll_zone_to_local (zone, figure, &day, &second);
  return day + EPOCH_DAY + second / 86400.0;
}

guint
collector_sheet_width (const TollReportColumn *column, gint64 figure)
{
  guint width = get_kind (column)->width;

  if (width > 0)
    return width;
  for (figure /= (gint64) kinds[column->kind].per_unit; figure != 0; figure /= 10)
    width++;
  /* Thousands are kept apart. */
  width += width / 3;
  return column->kind == TOLL_CELL_MONEY ? width + 9 : width + 2;
}
