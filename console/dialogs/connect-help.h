/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows, over the window of @parent, the steps that make Unified CM deliver its call records to
 * this collector. */
void console_connect_help_present (GtkWidget *parent);

G_END_DECLS
