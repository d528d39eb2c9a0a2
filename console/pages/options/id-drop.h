/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A drop-down of texts with ids, as narrow as there is room: what stands in a line with others.
 * Main thread. */

/* @label: read out with it. */
GtkWidget *console_id_drop_new (const char *label);
void console_id_drop_clear (GtkDropDown *drop);
/* Both texts are copied. */
void console_id_drop_add (GtkDropDown *drop, const char *id, const char *title);
/* An unknown @id is added as it is, so that nothing is lost. */
void console_id_drop_set (GtkDropDown *drop, const char *id);
/* Returns: (transfer none): "" for none. */
const char *console_id_drop_get (GtkDropDown *drop);

G_END_DECLS
