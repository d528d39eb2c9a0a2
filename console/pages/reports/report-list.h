/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The list of the catalogue's reports, under the titles of their categories. An item is an object
 * of GET /reports or of GET /personal-reports; its row has it as "report". Main thread. */

/* @list shows @personal, then @reports, of which those stay that hold the words of @search in
 * their title, question or id. Returns: how many stay. */
guint console_report_list_fill (GtkListBox *list, JsonArray *personal, JsonArray *reports,
                                const char *search);
/* Returns: (transfer none) (nullable): the report of a row. */
JsonObject *console_report_list_get (GtkListBoxRow *row);

/* What runs it: the id of its report, its spec as JSON ("" = its own) and its title, "" for the
 * report's own. @spec: (out) (transfer full). */
const char *console_report_get_id (JsonObject *report);
char *console_report_dup_spec (JsonObject *report);
const char *console_report_get_own_title (JsonObject *report);
/* As a person reads it. */
const char *console_report_get_title (JsonObject *report);

G_END_DECLS
