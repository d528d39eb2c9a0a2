/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/list-row.h"

G_BEGIN_DECLS

/* ConsoleListField:
 * A field that holds a list of objects of one kind: rows to add, change and remove, and to move up
 * where their order matters. Main thread.
 */
#define CONSOLE_TYPE_LIST_FIELD (console_list_field_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleListField, console_list_field, CONSOLE, LIST_FIELD,
                      AdwPreferencesGroup)

/* Once, before the first value. @kind: static; @data: (nullable) (transfer full): for its
 * functions; @free_data: (nullable). */
void console_list_field_set_kind (ConsoleListField *self, const ConsoleListKind *kind, gpointer data,
                                  GDestroyNotify free_data);
/* Returns: (transfer none) (nullable): what was given with the kind. */
gpointer console_list_field_get_data (ConsoleListField *self);

G_END_DECLS
