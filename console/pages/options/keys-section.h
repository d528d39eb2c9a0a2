/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/options/option-source.h"
#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleKeysSection:
 * The field "group_by" of a spec: what rows are made of, one level in the other; buckets of time
 * too. Main thread.
 */
#define CONSOLE_TYPE_KEYS_SECTION (console_keys_section_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleKeysSection, console_keys_section, CONSOLE, KEYS_SECTION,
                      AdwPreferencesGroup)

/* Once, before the first value. */
void console_keys_section_set_source (ConsoleKeysSection *self, ConsoleOptionSource *source);

G_END_DECLS
