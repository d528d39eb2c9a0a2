/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/list-field.h"

G_BEGIN_DECLS

/* The field "lines": the numbers of a person. Main thread. */

/* Makes @field one of numbers, before its first value. @zone: of their days. */
void console_person_lines_set_up (ConsoleListField *field, GTimeZone *zone);
/* What a number's site can be: objects with "id" and "name". @sites: (nullable) */
void console_person_lines_set_sites (ConsoleListField *field, JsonArray *sites);
/* @read_only: (nullable): of the answer about the person. */
void console_person_lines_set_told (ConsoleListField *field, JsonArray *read_only);

G_END_DECLS
