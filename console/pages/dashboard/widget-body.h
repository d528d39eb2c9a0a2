/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/models/report-result.h"

G_BEGIN_DECLS

/* ConsoleWidgetBody:
 * What a widget answers: a chart or a table with its most important figure above, or words. Figures
 * open their calls. Main thread.
 *
 * Signal "rest-activated": somebody wants the rows that have no place of their own in the chart.
 */
#define CONSOLE_TYPE_WIDGET_BODY (console_widget_body_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWidgetBody, console_widget_body, CONSOLE, WIDGET_BODY, GtkBox)

GtkWidget *console_widget_body_new (void);

/* @headline: id of the column whose total stands large above; "" = none. @zone: instants are shown
 * in. */
void console_widget_body_show (ConsoleWidgetBody *self, ConsoleReportResult *result,
                               const char *headline, GTimeZone *zone);
/* Why there is nothing to show. */
void console_widget_body_say (ConsoleWidgetBody *self, const char *text);
/* To be read from afar: fills the room it is given, the chart so much larger than it is laid out. */
void console_widget_body_set_large (ConsoleWidgetBody *self, double zoom);

/* Under what it says stands a button that takes the widget @id away. */
void console_widget_body_offer_removal (ConsoleWidgetBody *self, const char *id);

G_END_DECLS
