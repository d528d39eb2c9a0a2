/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/options/option-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleWhereTest:
 * One restriction in a line: a field, how it compares, with what. Signals "edited", "remove". Main
 * thread.
 */
#define CONSOLE_TYPE_WHERE_TEST (console_where_test_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWhereTest, console_where_test, CONSOLE, WHERE_TEST, GtkBox)

/* @object: (nullable): {"field","op","value"}; NULL for a new one. */
GtkWidget *console_where_test_new (ConsoleOptionSource *source, JsonObject *object);
/* Returns: (transfer full): NULL while something is missing. */
JsonNode *console_where_test_dup_node (ConsoleWhereTest *self);
/* @text: (nullable): why it is refused. */
void console_where_test_set_note (ConsoleWhereTest *self, const char *text);

G_END_DECLS
