/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/form.h"

G_BEGIN_DECLS

/* Between a spec and the form of the options. Main thread. */

/* Every member that the form has, said: what @spec, a report's own, does not say is everything, or
 * the columns that it chooses. Returns: (transfer full) */
JsonObject *console_spec_form_dup_whole (JsonObject *spec, JsonArray *columns);
/* Fills @form with @whole, against which changes count, and then with what @spec says. */
void console_spec_form_load (ConsoleForm *form, JsonObject *whole, JsonObject *spec);
/* What to ask: the members that were changed, and those of @spec that stand in no field.
 * Returns: (transfer full) */
JsonObject *console_spec_form_dup_spec (ConsoleForm *form, JsonObject *spec);

/* The field's part of the path in a refusal: "spec.limit" is "limit". */
const char *console_spec_form_get_path (const char *field);

G_END_DECLS
