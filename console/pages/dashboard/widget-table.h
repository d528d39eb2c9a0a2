/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/models/report-result.h"

G_BEGIN_DECLS

/* Returns: (transfer floating): the first rows of @result as a small table whose figures open their
 * calls, and whose rows of calls open the call; it emits "rest-activated" for what it has no room for.
 * @zone: instants are shown in. Main thread. */
GtkWidget *console_widget_table_new (ConsoleReportResult *result, GTimeZone *zone);

/* Opens the calls behind the figure at @column of @row, of @doc or its totals; nothing when it opens none. */
void console_widget_open_figure (GtkWidget *widget, ConsoleReportResult *result,
                                 const TollReportDoc *doc, const TollReportRow *row, guint column,
                                 GTimeZone *zone);

/* Returns: (transfer full) (nullable): that the answer has rows which the table has no room for, "+12
 * more"; NULL when it shows all. */
char *console_widget_table_dup_rest (const TollReportDoc *doc);

G_END_DECLS
