/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/options/option-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleOptionLine:
 * Controls beside each other, or below each other where there is little room; a button to remove
 * them; and room for a note. Signal "remove". Main thread.
 */
#define CONSOLE_TYPE_OPTION_LINE (console_option_line_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleOptionLine, console_option_line, CONSOLE, OPTION_LINE, GtkBox)

/* @remove: what the button is called. */
GtkWidget *console_option_line_new (ConsoleOptionSource *source, const char *remove);
void console_option_line_append (ConsoleOptionLine *self, GtkWidget *child);
/* @text: (nullable): why it is refused. */
void console_option_line_set_note (ConsoleOptionLine *self, const char *text);

G_END_DECLS
