/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A small modal window over that of @widget, with Cancel (Esc) and a button that does what it is
 * for, in its header; what it asks goes under that by console_small_window_set_content(). Texts
 * are translated. @accept: (out) (transfer none): the button, insensitive at first.
 * Returns: (transfer none): not shown yet. Main thread. */
GtkWindow *console_small_window_new (GtkWidget *widget, const char *title, const char *label,
                                     GtkWidget **accept);
/* @content: (transfer floating) */
void console_small_window_set_content (GtkWindow *window, GtkWidget *content);

G_END_DECLS
