/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The columns of every list of calls: type, extension, name, number, date, time, duration, cost,
 * gateway, over a model of ConsoleCallItem. A number opens its calls by the action
 * win.open-number (id of the call, text of the number). */

/* @zone: in which days and times are shown. @sortable: headers sort when clicked. */
void console_call_columns_add (GtkColumnView *view, GTimeZone *zone, gboolean sortable);

/* Shows the columns that a room of this width class has place for: 0 = a phone's width (type,
 * number, when, duration), 1 = a small window, 2 = all. */
void console_call_columns_set_width_class (GtkColumnView *view, guint width_class);

G_END_DECLS
