/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleWrapBox:
 * Small things one after the other, as words of a text are: as many in a line as there is room for,
 * each as wide as it would like to be, but no wider than the line. CSS node "wrapbox".
 */
#define CONSOLE_TYPE_WRAP_BOX (console_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWrapBox, console_wrap_box, CONSOLE, WRAP_BOX, GtkWidget)

void console_wrap_box_append (ConsoleWrapBox *self, GtkWidget *child);
void console_wrap_box_clear (ConsoleWrapBox *self);

G_END_DECLS
