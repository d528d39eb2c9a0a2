/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What does not show is not there for assistive technology either. GTK 4.8 tells it of all
 * children of a stack and of what a closed revealer holds: here they are hidden while they do not
 * show. Main thread. */

/* Shows @child of @stack, and hides the others. */
void console_presence_show_only (GtkStack *stack, GtkWidget *child);
void console_presence_reveal (GtkRevealer *revealer, gboolean reveal);

G_END_DECLS
