/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsolePickRow:
 * A field with one of many: a button that shows which, and opens a search. The value is
 * {"id","name"} or null; a name that is new {"name"}. Who owns the row searches: signal "search"
 * (const char *typed) is emitted when the popover opens and as somebody types, and is answered by
 * console_pick_row_set_found().
 *
 * Properties "none" (words for nothing chosen; when not set, nothing cannot be chosen) and
 * "allow-new" (a name that was typed can be chosen).
 */
#define CONSOLE_TYPE_PICK_ROW (console_pick_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePickRow, console_pick_row, CONSOLE, PICK_ROW, AdwActionRow)

/* @items: objects with "id", "name" and what else says more about them ("detail", "user_name").
 * Those whose name does not contain what was typed are left out when @filter is TRUE. */
void console_pick_row_set_found (ConsolePickRow *self, JsonArray *items, gboolean filter);
/* Returns: (transfer none): "" for nothing and for a new name. */
const char *console_pick_row_get_chosen_id (ConsolePickRow *self);
/* Returns: (transfer none): "" for nothing. */
const char *console_pick_row_get_chosen_name (ConsolePickRow *self);

G_END_DECLS
