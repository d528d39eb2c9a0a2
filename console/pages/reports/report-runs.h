/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @list shows the newest of @history, objects of GET /history, that are of the report @id; one is
 * run again by its row. Returns: how many. Main thread. */
guint console_report_runs_fill (GtkListBox *list, JsonArray *history, const char *id,
                                GTimeZone *zone);

G_END_DECLS
