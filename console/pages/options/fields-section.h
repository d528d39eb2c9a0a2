/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleFieldsSection:
 * The field "fields" of a spec: what a report shows, in order; rows are dragged, or moved by their
 * buttons and Alt+Up, Alt+Down. Main thread.
 */
#define CONSOLE_TYPE_FIELDS_SECTION (console_fields_section_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleFieldsSection, console_fields_section, CONSOLE, FIELDS_SECTION,
                      AdwPreferencesGroup)

/* @columns: of GET /reports/{id}/columns. Once, before the first value. */
void console_fields_section_set_columns (ConsoleFieldsSection *self, JsonArray *columns);

G_END_DECLS
