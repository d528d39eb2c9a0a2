/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsolePeopleFilter:
 * The bar over the list of people: a search and what to choose by. Signal "changed": ask again.
 * CSS: box.people-filter. Main thread.
 */
#define CONSOLE_TYPE_PEOPLE_FILTER (console_people_filter_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePeopleFilter, console_people_filter, CONSOLE, PEOPLE_FILTER, GtkBox)

/* @departments: objects with "id" and "name"; what was chosen stays chosen. */
void console_people_filter_set_departments (ConsolePeopleFilter *self, JsonArray *departments);
/* In a narrow room the choices hide behind a button. */
void console_people_filter_set_narrow (ConsolePeopleFilter *self, gboolean narrow);
void console_people_filter_focus (ConsolePeopleFilter *self);
/* Nothing typed, nothing chosen but those who are here. */
void console_people_filter_clear (ConsolePeopleFilter *self);
gboolean console_people_filter_is_clear (ConsolePeopleFilter *self);
/* Appends what is typed and chosen to the address @path. */
void console_people_filter_append (ConsolePeopleFilter *self, GString *path);

G_END_DECLS
