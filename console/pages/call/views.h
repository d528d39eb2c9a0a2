/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "console/models/call-item.h"

G_BEGIN_DECLS

/* The cards of a call's page, each made whole from its part of GET /calls/{id}. All results are
 * (transfer full) floating widgets. Main thread. */

/* Who called whom, when, for how long, and what it cost. */
GtkWidget *console_call_summary_new (const ConsoleCall *call, GTimeZone *zone);
/* Its parts side by side or, where there is little room, one under the other. */
void console_call_summary_set_narrow (GtkWidget *summary, gboolean narrow);
/* Why its number is hidden, or may be from others, and buttons of the actions "call.private",
 * "call.business" and "call.by-rules" for whose call it is (@is_own). Returns: (nullable): NULL
 * when there is nothing to say. */
GtkWidget *console_privacy_view_new (const ConsoleCall *call, gboolean is_own);
void console_privacy_view_set_narrow (GtkWidget *view, gboolean narrow);
/* Every step of the way, as a timeline. */
GtkWidget *console_journey_view_new (JsonArray *journey, GTimeZone *zone);
/* How the price came about, or why there is none. @price: (nullable). */
GtkWidget *console_price_view_new (const ConsoleCall *call, JsonObject *price);
/* Returns: (nullable): NULL when nothing was measured. */
GtkWidget *console_quality_view_new (JsonArray *quality);
/* The records: every field that says something, the raw text where the viewer may see it, and a
 * button that copies them. */
GtkWidget *console_records_view_new (JsonArray *legs);

G_END_DECLS
