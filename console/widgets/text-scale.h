/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: how many times larger than by default @widget's texts are, at least 1: what is measured in
 * pixels of the default text follows whoever needs large text. */
double console_text_scale (GtkWidget *widget);

G_END_DECLS
