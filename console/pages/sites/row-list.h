/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsoleRowList:
 * A titled group of rows that are made anew at each answer, with the count beside the title and a
 * row that says so when there is none. Main thread.
 */
#define CONSOLE_TYPE_ROW_LIST (console_row_list_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleRowList, console_row_list, CONSOLE, ROW_LIST, AdwPreferencesGroup)

/* Makes the row of one object. Returns: (transfer floating) */
typedef GtkWidget *(*ConsoleRowListMake) (JsonObject *object, gpointer data);

/* @items: (nullable). @none: what to say when there is none. */
void console_row_list_fill (ConsoleRowList *self, JsonArray *items, const char *none,
                            ConsoleRowListMake make, gpointer data);
/* The count asks for somebody to do something: a badge. */
void console_row_list_set_urgent (ConsoleRowList *self, gboolean is_urgent);
/* A button beside the title. */
void console_row_list_add_button (ConsoleRowList *self, GtkWidget *button);

/* A row that opens something, with an arrow at its end.
 * Returns: (transfer floating) */
GtkWidget *console_row_list_make_link (const char *title, const char *subtitle,
                                       const char *icon_name, const char *action,
                                       GVariant *target);

G_END_DECLS
