/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/options/option-source.h"
#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleListSection:
 * The field "section" of a spec: what the rows of a list stand together by, each section with a
 * sum. On the wire a name, behind "-" in descending order; "" = rows stand alone. Main thread.
 */
#define CONSOLE_TYPE_LIST_SECTION (console_list_section_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleListSection, console_list_section, CONSOLE, LIST_SECTION,
                      AdwPreferencesGroup)

/* Once, before the first value. */
void console_list_section_set_source (ConsoleListSection *self, ConsoleOptionSource *source);

G_END_DECLS
