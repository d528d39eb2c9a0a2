/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <xlsxwriter.h>

#include "collector/export/reader.h"

G_BEGIN_DECLS

/* CollectorSheetChart: the chart of an answer for a workbook: one of the spreadsheet's own, which
 * follows the cells, where it knows the kind and rows are few; else our picture of it. */
typedef struct _CollectorSheetChart CollectorSheetChart;

/* @page: the first; not needed afterwards. Returns: (transfer full) (nullable): NULL when there is
 * none. */
CollectorSheetChart *collector_sheet_chart_new (const CollectorReader *reader,
                                                const TollReportDoc *page);
void collector_sheet_chart_free (CollectorSheetChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSheetChart, collector_sheet_chart_free)

/* Puts it on @sheet at @row; the figures lie on the sheet @table_name from @first_row to
 * @last_row. */
void collector_sheet_chart_insert (CollectorSheetChart *chart, lxw_workbook *book,
                                   lxw_worksheet *sheet, lxw_row_t row, const char *table_name,
                                   lxw_row_t first_row, lxw_row_t last_row);

G_END_DECLS
