/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*ConsoleFileFunc) (GFile *file, gpointer user_data);

/* Asks, over the window of @widget, for a file that is there. @kind: what such files are called,
 * @patterns: what their names look like, with spaces between; other files can be had too.
 * @callback: called with @user_data when one was chosen; not after @widget is gone. Main thread;
 * asynchronous. */
void console_open_file (GtkWidget *widget, const char *title, const char *kind,
                        const char *patterns, ConsoleFileFunc callback, gpointer user_data);

G_END_DECLS
