/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/options/option-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleWhereGroup:
 * Restrictions of which all hold, or any; groups may stand in groups. Signals "edited", "remove".
 * Main thread.
 */
#define CONSOLE_TYPE_WHERE_GROUP (console_where_group_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWhereGroup, console_where_group, CONSOLE, WHERE_GROUP, GtkBox)

/* @depth: 0 for the outermost, which cannot be removed. */
GtkWidget *console_where_group_new (ConsoleOptionSource *source, guint depth);
/* @condition: (nullable): {"all":[…]}, {"any":[…]} or a restriction alone. */
void console_where_group_fill (ConsoleWhereGroup *self, JsonObject *condition);
/* Returns: (transfer full): without what is not whole yet; NULL when nothing is. */
JsonNode *console_where_group_dup_node (ConsoleWhereGroup *self);
/* @path: ".all[1].any[0].value": of dup_node()'s. @text: (nullable): NULL takes all notes away. */
void console_where_group_set_note (ConsoleWhereGroup *self, const char *path, const char *text);

G_END_DECLS
