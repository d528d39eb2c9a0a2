/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which way what is typed runs: text without letters, a number to dial above all, from left to right
 * in every language, and each text begins where its field begins. Follows @editable for as long as
 * it lives. Main thread. */
void console_reading_follow (GtkEditable *editable);

/* Figures line up at their right, whichever way one reads; GTK mirrors alignments.
 * Returns: the alignment of a label or a widget that is that. */
float console_reading_get_figure_xalign (void);
GtkAlign console_reading_get_figure_align (void);

G_END_DECLS
