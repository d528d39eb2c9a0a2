/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @number: what was typed, never empty. */
typedef void (*ConsoleNumberFunc) (GObject *object, const char *number);

/* Asks over the window of @widget which number a report is about; cancelled, nothing is called, nor
 * when @object is gone. Main thread. */
void console_number_dialog_present (GtkWidget *widget, ConsoleNumberFunc func, GObject *object);

G_END_DECLS
