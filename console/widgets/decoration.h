/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer floating): an image that says nothing the words beside it do not say, and of
 * which assistive technology is therefore not told. @icon_name: (nullable). */
GtkWidget *console_decoration_new (const char *icon_name);

G_END_DECLS
