/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsoleImportMap:
 * What each column of a file is: a row that unfolds to one a title, with the fields to choose from.
 * Signal "changed": somebody chose. Main thread.
 */
#define CONSOLE_TYPE_IMPORT_MAP (console_import_map_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleImportMap, console_import_map, CONSOLE, IMPORT_MAP,
                      AdwExpanderRow)

/* Takes the titles in the first row of @file. Choices stay where the titles are the same. */
void console_import_map_read (ConsoleImportMap *self, GBytes *file);
/* Shows what the collector takes the columns for: "columns" of its answer. */
void console_import_map_show (ConsoleImportMap *self, JsonArray *columns);
/* Returns: (transfer full): what was chosen here, as the parameter map of an import; "" = nothing
 * was. */
char *console_import_map_dup_text (ConsoleImportMap *self);

/* @titles: (nullable): what the company calls its custom fields, of GET /custom-fields. */
void console_import_map_set_titles (ConsoleImportMap *self, JsonArray *titles);
/* Returns: (transfer full): the words for a field of a file ("user_name"), translated. */
char *console_import_map_dup_word (ConsoleImportMap *self, const char *field);

G_END_DECLS
