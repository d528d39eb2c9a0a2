/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/models/report-result.h"

G_BEGIN_DECLS

/* The table of a result: a column view whose columns are the document's. Its figures open their
 * calls (action "result.open-figure", (uu): position and column). Main thread. */

/* Gives @view the columns of @result. @zone: instants are shown in. */
void console_result_table_set_columns (GtkColumnView *view, ConsoleReportResult *result,
                                       GTimeZone *zone);

/* The selected rows, or all of them when none is, as tab-separated text with headings, as it is
 * shown. Returns: (transfer full) */
char *console_result_table_dup_text (GListModel *rows, ConsoleReportResult *result,
                                     GTimeZone *zone);

G_END_DECLS
