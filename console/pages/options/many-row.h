/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleManyRow:
 * A field with some of a few values: an array of their ids; an empty one means any. Main thread.
 */
#define CONSOLE_TYPE_MANY_ROW (console_many_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleManyRow, console_many_row, CONSOLE, MANY_ROW, AdwActionRow)

/* Both texts are copied. */
void console_many_row_add (ConsoleManyRow *self, const char *id, const char *title);

G_END_DECLS
