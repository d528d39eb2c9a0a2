/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/options/option-source.h"
#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleWhereSection:
 * The field "where" of a spec: restrictions in groups. Nothing restricted reads {}. Main
 * thread.
 */
#define CONSOLE_TYPE_WHERE_SECTION (console_where_section_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWhereSection, console_where_section, CONSOLE, WHERE_SECTION,
                      AdwPreferencesGroup)

/* Once, before the first value. */
void console_where_section_set_source (ConsoleWhereSection *self, ConsoleOptionSource *source);

G_END_DECLS
