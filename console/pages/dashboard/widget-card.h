/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "console/pages/dashboard/widget-body.h"

G_BEGIN_DECLS

/* ConsoleWidgetCard:
 * A widget of a dashboard: what it is called, its menu, and its answer as a chart or a table, whose
 * figures open their calls. It asks nothing: whoever places it says what it shows. Main thread.
 *
 * Actions of its menu, which the page that holds it has: "dashboard.refresh", "dashboard.change",
 * "dashboard.fold", "dashboard.close", "dashboard.move" (card id, direction), "dashboard.report"; all
 * take the id of the card as a text. What a chart has no place for opens the report whole.
 *
 * Signal "shown": it shows something else.
 */
#define CONSOLE_TYPE_WIDGET_CARD (console_widget_card_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWidgetCard, console_widget_card, CONSOLE, WIDGET_CARD, GtkBox)

/* @placed: as GET /dashboard has it. @zone: instants are shown in. */
ConsoleWidgetCard *console_widget_card_new (JsonObject *placed, GTimeZone *zone);

/* Shows a newer answer; what is the same stays as it is. @placed: as above. */
void console_widget_card_update (ConsoleWidgetCard *self, JsonObject *placed);
/* An answer that took longer, or why there is none: @doc as POST /reports/{id}/run has it. */
void console_widget_card_set_answer (ConsoleWidgetCard *self, JsonObject *answer,
                                     const GError *error);

/* Shows in these what the card shows: what it is called, its period, its answer. */
void console_widget_card_fill (ConsoleWidgetCard *self, GtkLabel *title, GtkLabel *period,
                               ConsoleWidgetBody *body);

const char *console_widget_card_get_id (ConsoleWidgetCard *self);
/* What it is called here. Static until the next update. */
const char *console_widget_card_get_title (ConsoleWidgetCard *self);
gboolean console_widget_card_is_folded (ConsoleWidgetCard *self);
void console_widget_card_set_folded (ConsoleWidgetCard *self, gboolean is_folded);
/* TRUE while it has neither an answer nor a reason for none. */
gboolean console_widget_card_is_waiting (ConsoleWidgetCard *self);
/* TRUE when its answer takes longer than the dashboard waits: it is to be run as a report. */
gboolean console_widget_card_is_slow (ConsoleWidgetCard *self);
/* The report that it is. */
const char *console_widget_card_get_report_id (ConsoleWidgetCard *self);
/* Returns: (transfer full): its question, as JSON. */
char *console_widget_card_dup_question (ConsoleWidgetCard *self);
/* Returns: (transfer none) (nullable): its answer, while it has one. Until the next update. */
const TollReportDoc *console_widget_card_get_doc (ConsoleWidgetCard *self);
/* Returns: (transfer full): id, widget, title, spec, minimised: for PUT /dashboard. */
JsonObject *console_widget_card_dup_placed (ConsoleWidgetCard *self);

G_END_DECLS
