/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsolePersonScope:
 * The field "scope": whose calls somebody sees, as {"kind","ids"}.
 */
#define CONSOLE_TYPE_PERSON_SCOPE (console_person_scope_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePersonScope, console_person_scope, CONSOLE, PERSON_SCOPE,
                      AdwPreferencesGroup)

/* What there is of @kind ("departments", "cost_centres", "locations"): objects with "id", "name". */
void console_person_scope_set_choices (ConsolePersonScope *self, const char *kind,
                                       JsonArray *choices);
/* What a @role sees unless somebody says otherwise; @department_id: "" = none. */
void console_person_scope_set_usual (ConsolePersonScope *self, const char *role,
                                     const char *department_id, const char *department);

G_END_DECLS
