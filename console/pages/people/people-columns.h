/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The columns of the list of people, over a model of ConsolePersonItem. Headers do not sort what
 * is here, as it may be a part: they tell how to ask. Main thread. */

/* @zone: in which days are shown. */
void console_people_columns_add (GtkColumnView *view, GTimeZone *zone);

/* Shows what a room of this width class has place for: 0 = a phone's width, 3 = all. */
void console_people_columns_set_width_class (GtkColumnView *view, guint width_class);

/* Returns: (transfer none): the member to sort by, as the headers say; "name" when they say
 * nothing. @descending is set. */
const char *console_people_columns_get_sort (GtkColumnView *view, gboolean *descending);

G_END_DECLS
