/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsolePersonLine:
 * One number of a person: a row that tells it, and unfolds to change it. Signals "edited", and
 * "remove" (somebody asked for it to go). Main thread.
 */
#define CONSOLE_TYPE_PERSON_LINE (console_person_line_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePersonLine, console_person_line, CONSOLE, PERSON_LINE, AdwExpanderRow)

/* @line: (nullable): as the collector gives it; NULL = a new one, unfolded. @zone: of its days. */
ConsolePersonLine *console_person_line_new (JsonObject *line, GTimeZone *zone);
/* @sites: (nullable): objects with "id" and "name". */
void console_person_line_set_sites (ConsolePersonLine *self, JsonArray *sites);
/* Returns: (transfer full): in the collector's form. */
JsonObject *console_person_line_dup_value (ConsolePersonLine *self);
/* @member: which part is meant; "" = the number. @text: (nullable) */
void console_person_line_set_error (ConsolePersonLine *self, const char *member,
                                    const char *text);
/* Focus to the part that was refused last. */
gboolean console_person_line_focus_error (ConsolePersonLine *self);
void console_person_line_set_locked (ConsolePersonLine *self, gboolean locked);

G_END_DECLS
