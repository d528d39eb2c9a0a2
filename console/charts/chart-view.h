/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "shared/chart/chart.h"

G_BEGIN_DECLS

/* ConsoleChartView:
 * The chart of a report document, drawn by the engine that draws PDF and mail too. Pointing at a
 * figure tells what it is; the arrow keys walk from figure to figure; a click or Enter means it.
 * It follows the light or dark look, the size of texts and the direction of reading. Main thread.
 *
 * Signal "activated" (guint column, guint row): somebody wants the calls behind the figure that
 * @row of the document has in @column. Not for figures that stand for several rows or for none.
 * Signal "rest-activated": somebody wants the rows that "Other" stands for; see
 * console_chart_view_set_opens_rest().
 */
#define CONSOLE_TYPE_CHART_VIEW (console_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleChartView, console_chart_view, CONSOLE, CHART_VIEW, GtkWidget)

GtkWidget *console_chart_view_new (void);

/* Shows the chart of @doc, nothing when it has none. @doc: (nullable): lives until another one, or
 * NULL, is set. @zone: instants are shown in. */
void console_chart_view_set_document (ConsoleChartView *self, const TollReportDoc *doc,
                                      GTimeZone *zone);
/* TRUE when there is a chart to be seen. */
gboolean console_chart_view_has_chart (ConsoleChartView *self);
/* A picture without questions: no pointing, no focus. For previews. */
void console_chart_view_set_still (ConsoleChartView *self, gboolean is_still);
/* TRUE: "Other" can be meant, too, and says that it opens the report. */
void console_chart_view_set_opens_rest (ConsoleChartView *self, gboolean opens_rest);

/* Drawn so much smaller or larger than it is laid out, in whatever room it is given: for pictures of
 * choices, and to be read from afar. */
void console_chart_view_set_zoom (ConsoleChartView *self, double zoom);

G_END_DECLS
