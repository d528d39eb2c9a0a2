/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsoleReportCard:
 * A card with a title and short list of reports, or words about what would fill it. Properties
 * "title" and "empty-text". A report that lists calls opens them by win.open-calls.
 */
#define CONSOLE_TYPE_REPORT_CARD (console_report_card_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleReportCard, console_report_card, CONSOLE, REPORT_CARD, GtkBox)

/* @reports: (nullable): objects with title, question, filter and perhaps ran_ms.
 * @zone: of the times shown. @mine: whose calls the lists hold. */
void console_report_card_set (ConsoleReportCard *self, JsonArray *reports, GTimeZone *zone,
                              gboolean mine);

G_END_DECLS
