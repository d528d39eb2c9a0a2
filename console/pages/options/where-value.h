/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/options/option-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleWhereValue:
 * What a restriction compares with, in the form its field and operator need: a text, several, two
 * figures, one of a few, some of them, nothing. Signal "edited". Main thread.
 */
#define CONSOLE_TYPE_WHERE_VALUE (console_where_value_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWhereValue, console_where_value, CONSOLE, WHERE_VALUE, GtkBox)

GtkWidget *console_where_value_new (ConsoleOptionSource *source);
/* @field: (nullable): NULL for one that is not offered any more. What was typed stays. */
void console_where_value_set_form (ConsoleWhereValue *self, const ConsoleOptionField *field,
                                   const char *op);
void console_where_value_set_texts (ConsoleWhereValue *self, const char *const *texts);
/* Returns: (transfer full): NULL while something is missing. */
GStrv console_where_value_dup_texts (ConsoleWhereValue *self);

G_END_DECLS
