/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsolePersonCustom:
 * The field "custom": up to ten texts under the titles the company gave them. Those without a
 * title show only where they hold something. It hides while it has nothing to show.
 */
#define CONSOLE_TYPE_PERSON_CUSTOM (console_person_custom_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePersonCustom, console_person_custom, CONSOLE, PERSON_CUSTOM,
                      AdwPreferencesGroup)

/* @titles: (nullable): texts or nulls. */
void console_person_custom_set_titles (ConsolePersonCustom *self, JsonArray *titles);

G_END_DECLS
