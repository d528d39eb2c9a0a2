/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsolePersonLines:
 * The field "lines": the numbers of a person, to add, change and remove.
 */
#define CONSOLE_TYPE_PERSON_LINES (console_person_lines_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePersonLines, console_person_lines, CONSOLE, PERSON_LINES,
                      AdwPreferencesGroup)

/* Before the first value. */
void console_person_lines_set_zone (ConsolePersonLines *self, GTimeZone *zone);
/* What a number's site can be: objects with "id" and "name". */
void console_person_lines_set_sites (ConsolePersonLines *self, JsonArray *sites);

G_END_DECLS
