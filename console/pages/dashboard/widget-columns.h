/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleWidgetColumns: rows and columns of widgets that shows as many columns as find room whole,
 * from the first on: nothing is cut off, nothing is to be moved aside. A button below says that some
 * are left out, and its tooltip which; pressed, it emits "rest-activated". Headings wrap to two lines.
 * Follows the direction of reading. Main thread. */
#define CONSOLE_TYPE_WIDGET_COLUMNS (console_widget_columns_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWidgetColumns, console_widget_columns, CONSOLE, WIDGET_COLUMNS,
                      GtkWidget)

GtkWidget *console_widget_columns_new (void);

/* Adds a column behind the others. @heading: (transfer floating): wraps; @title: (nullable): what
 * the line below calls it; @grows: takes of the room that is left. */
void console_widget_columns_add (ConsoleWidgetColumns *self, GtkWidget *heading, const char *title,
                                 gboolean grows);
/* Adds a cell to the column that was added last, below the others. @cell: (transfer floating). */
void console_widget_columns_add_cell (ConsoleWidgetColumns *self, GtkWidget *cell);

G_END_DECLS
