/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Has what is wider than @scroller begin at its first column: where one reads from the right, GTK
 * shows the last ones first. Until somebody scrolls. Main thread. */
void console_scroll_from_start (GtkScrolledWindow *scroller);

G_END_DECLS
