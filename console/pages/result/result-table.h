/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/models/report-result.h"

G_BEGIN_DECLS

/* The table of a result: a column view whose columns are the document's. Its figures open their
 * calls (action "result.open-figure", (uu): position and column). Main thread. */

/* Which columns say something. A list has its amounts once for each currency of the company: one in
 * which none of its calls has a price would be nothing but dashes, and does not show.
 * Returns: (transfer full): of gboolean, one a column, as of the rows of @doc, a list's first page. */
GArray *console_result_table_find_shown (const TollReportDoc *doc);
/* The same with the rows of a further page. Returns: TRUE when that shows more columns. */
gboolean console_result_table_show_more (GArray *shown, const TollReportDoc *doc);

/* Gives @view those columns of @result that are @shown. @zone: instants are shown in. */
void console_result_table_set_columns (GtkColumnView *view, ConsoleReportResult *result,
                                       GArray *shown, GTimeZone *zone);

/* The selected rows, or all of them when none is, as tab-separated text with headings, as it is
 * shown. Returns: (transfer full) */
char *console_result_table_dup_text (GListModel *rows, ConsoleReportResult *result,
                                     const GArray *shown, GTimeZone *zone);

G_END_DECLS
