/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK 4.8 names neither rows nor cells nor headings of a column view for assistive technology, and
 * gives headings no keys: what bind handlers and makers of columns do about it. Main thread. */

void console_column_access_set_label (GtkWidget *widget, const char *text);
/* For a bind handler: names the cell around @content. Returns: (transfer none) (nullable): the row
 * around both, to be named by the first column. */
GtkWidget *console_column_access_name_cell (GtkWidget *content, const char *text);
/* Names the headings of @view, one of @titles (translated) a column, and lets those that sort do so
 * by Enter and space. After the last column is there.
 * Returns: (transfer none) (nullable): the first heading; the others are its siblings. */
GtkWidget *console_column_access_dress_header (GtkColumnView *view, const char *const *titles);
/* Puts a heading over its figures: the header's own labels are all at the start. */
void console_column_access_align_end (GtkWidget *title);
/* A long heading gives way to its column's cells, and is told whole by its hint. */
void console_column_access_cut (GtkWidget *title);

G_END_DECLS
