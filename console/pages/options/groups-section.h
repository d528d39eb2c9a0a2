/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/options/option-source.h"
#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleGroupsSection:
 * The field "groups" of a spec: only calls of these extensions, of those departments. Names are
 * typed or chosen. Main thread.
 */
#define CONSOLE_TYPE_GROUPS_SECTION (console_groups_section_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleGroupsSection, console_groups_section, CONSOLE, GROUPS_SECTION,
                      AdwPreferencesGroup)

/* Once, before the first value. */
void console_groups_section_set_source (ConsoleGroupsSection *self, ConsoleOptionSource *source);

G_END_DECLS
