/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Headings of a column view that ask the collector to sort: the rows stay as they came, and the
 * page learns which heading was pressed when the view's sorter says "changed". GTK 4.8 does not
 * tell it otherwise. Main thread. */

/* @column can be asked to sort by @id (copied). */
void console_sort_question_add (GtkColumnViewColumn *column, const char *id);
/* Returns: (transfer none) (nullable): the id of the heading that was pressed last. */
const char *console_sort_question_get (GtkColumnView *view, gboolean *descending);

G_END_DECLS
