/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer floating): an entry for a time of day, "17:30", beside a day. Main thread. */
GtkEditable *console_time_entry_new (void);
/* Names it for those who listen, after the field @title that it belongs to. */
void console_time_entry_set_title (GtkEditable *entry, const char *title);

G_END_DECLS
