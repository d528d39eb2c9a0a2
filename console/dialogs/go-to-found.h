/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsoleGoToFound: the rows of "Go to" that the collector knows: reports, asked for once, and
 * people, asked for while somebody types. Main thread; requests die with it. */
typedef struct _ConsoleGoToFound ConsoleGoToFound;

/* Appends to @list, which outlives it, by @make_row. @has_people: people may be asked for.
 * @came: with @data, after rows came. */
ConsoleGoToFound *console_go_to_found_new (ConsoleApiClient *client, GtkListBox *list,
                                           gboolean has_people, void (*came) (gpointer data),
                                           gpointer data);
void console_go_to_found_free (ConsoleGoToFound *self);

/* Something else was typed. */
void console_go_to_found_search (ConsoleGoToFound *self, const char *typed);
/* TRUE for a row that was found; @shows: (out): whether it does so for @typed (folded). */
gboolean console_go_to_found_has_row (GtkListBoxRow *row, const char *typed, gboolean *shows);

G_END_DECLS
