/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleSwitchRow:
 * A field that is on or off. Property "inverted": on means false.
 */
#define CONSOLE_TYPE_SWITCH_ROW (console_switch_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSwitchRow, console_switch_row, CONSOLE, SWITCH_ROW, AdwActionRow)

gboolean console_switch_row_get_active (ConsoleSwitchRow *self);

G_END_DECLS
