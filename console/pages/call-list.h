/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes @view a list of calls over @model, a list of ConsoleCallItem: the columns of
 * call-columns.h, one row selected at most, and a row that opens its call by the action
 * win.open-call when it is clicked or Enter is pressed; Ctrl+Enter opens the calls of its number.
 * To be called once. Main thread.
 *
 * @zone: in which days and times are shown. @sortable: headers sort when clicked; not for models
 * that hold only a part of what they list. */
void console_call_list_set_up (GtkColumnView *view, GListModel *model, GTimeZone *zone,
                               gboolean sortable);

/* Returns: (transfer full) (nullable): the id of the selected call. */
char *console_call_list_dup_selected (GtkColumnView *view);

/* Selects the call @id and scrolls as little as brings it in sight; does nothing when it is not in
 * the list. */
void console_call_list_go_to (GtkColumnView *view, const char *id);

/* Moves the focus to the row that had it last, or the first. Returns: FALSE without rows. */
gboolean console_call_list_grab_focus (GtkColumnView *view);

G_END_DECLS
