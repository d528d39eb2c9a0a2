/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks, over the window of @widget, where to put @content, writes it there and says so in a toast
 * (action win.toast). @name: the file name to begin with. Main thread; asynchronous. */
void console_save_file (GtkWidget *widget, const char *title, const char *name, GBytes *content);

G_END_DECLS
