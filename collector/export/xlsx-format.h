/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <xlsxwriter.h>

#include "collector/export/reader.h"

G_BEGIN_DECLS

typedef enum
{
  COLLECTOR_SHEET_CELL,
  COLLECTOR_SHEET_SUBTOTAL,
  COLLECTOR_SHEET_TOTAL,
  COLLECTOR_N_SHEET_STYLES
} CollectorSheetStyle;

/* CollectorSheetFormats: the formats of a workbook's cells, each made once. */
typedef struct
{
  lxw_workbook *book;
  GHashTable *cells; /* what it looks like -> lxw_format */
  lxw_format *title;
  lxw_format *lead;
  lxw_format *label;
  lxw_format *text;       /* of facts, wrapped */
  lxw_format *heading;    /* of texts */
  lxw_format *heading_end; /* of figures */
} CollectorSheetFormats;

void collector_sheet_formats_init (CollectorSheetFormats *formats, lxw_workbook *book);
void collector_sheet_formats_clear (CollectorSheetFormats *formats);

/* How a cell of @column looks. Returns: (transfer none). */
lxw_format *collector_sheet_formats_get (CollectorSheetFormats *formats,
                                         const TollReportColumn *column,
                                         CollectorSheetStyle style);

/* Appends the number format of a column. */
void collector_sheet_append_format (GString *out, const TollReportColumn *column);

/* TRUE when a column holds minutes instead of a time, as differences of times do: some are below 0. */
gboolean collector_sheet_is_minutes (const TollReportColumn *column);

/* The value a spreadsheet counts with: days for instants and durations, minutes for differences of
 * these, whole units of money, parts of one. @zone: in which instants are told. */
double collector_sheet_value (const TollReportColumn *column, gint64 figure,
                              const TollZone *zone);

/* How many characters a figure takes, about. */
guint collector_sheet_width (const TollReportColumn *column, gint64 figure);

G_END_DECLS
