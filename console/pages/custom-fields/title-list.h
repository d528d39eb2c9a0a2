/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleTitleList:
 * The field "titles": what the company calls its ten custom fields; empty ones are not used.
 */
#define CONSOLE_TYPE_TITLE_LIST (console_title_list_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleTitleList, console_title_list, CONSOLE, TITLE_LIST,
                      AdwPreferencesGroup)

G_END_DECLS
