/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A popover with @search over @list, which scrolls, and what @state (nullable) says between them.
 * All (transfer floating). Returns: (transfer floating). Main thread. */
GtkWidget *console_pick_list_popover_new (GtkSearchEntry *search, GtkLabel *state,
                                          GtkListBox *list);

G_END_DECLS
