/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The columns of the access log, of ConsoleJsonItems. Main thread. */
void console_log_columns_add (GtkColumnView *view, GTimeZone *zone);
/* Fewer where there is less room. */
void console_log_columns_set_width_class (GtkColumnView *view, guint width_class);

G_END_DECLS
