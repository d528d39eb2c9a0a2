/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Short messages at the foot of a window, the newest below. Each stays for a while on its own, as
 * long as the pointer or the keys are on it longer. Not those of libadwaita: 1.2 ends the program
 * when one of two goes while the other still fades, and has what can be undone wait in a queue.
 * Main thread. */
#define CONSOLE_TYPE_TOASTS (console_toasts_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleToasts, console_toasts, CONSOLE, TOASTS, GtkBox)

/* Those of the window that @widget is in. Returns: (nullable) (transfer none). */
ConsoleToasts *console_toasts_lookup (GtkWidget *widget);

void console_toasts_say (ConsoleToasts *self, const char *text);
/* The same with a button: then @callback is called with @data. @data is freed by @destroy when the
 * message goes. */
void console_toasts_offer (ConsoleToasts *self, const char *text, const char *button,
                           void (*callback) (gpointer data), gpointer data,
                           GDestroyNotify destroy);
/* Takes all of them away, which are not so any more. */
void console_toasts_clear (ConsoleToasts *self);

G_END_DECLS
