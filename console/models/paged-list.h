/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsolePagedList:
 * What one question lists, however much, as a GListModel that grows as it is read: looking near
 * its end asks the collector for the next page by key. Property "loading" is TRUE while a page is
 * on its way.
 *
 * Signals: "loaded" (a page arrived; the list may still be empty), "failed" (const GError *).
 * Main thread; requests die with the model.
 */
#define CONSOLE_TYPE_PAGED_LIST (console_paged_list_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePagedList, console_paged_list, CONSOLE, PAGED_LIST, GObject)

/* Makes the item of one object of the answer. Returns: (transfer full) */
typedef gpointer (*ConsolePagedListMakeItem) (JsonObject *object);

/* @item_type: what @make_item makes. Nothing is asked before the first restart. */
ConsolePagedList *console_paged_list_new (ConsoleApiClient *client, GType item_type,
                                          ConsolePagedListMakeItem make_item);
/* The question from the next restart on: @path after the API's base, escaped, with its own
 * parameters if any ("/people?q=rossi"). */
void console_paged_list_set_question (ConsolePagedList *self, const char *path);
/* Asks for pages ahead of the reader until @n_items are here: for lists that are short enough to
 * be had whole, so that a jump to the end ends there. 0 = only what is looked at. */
void console_paged_list_set_fill_ahead (ConsolePagedList *self, guint n_items);

/* The list is sorted by time, the newest first, and older items never change their order: a
 * restart of the same question adds what is newer on top and leaves the pages below, and so the
 * reader's place, alone. To be told before the first restart. */
void console_paged_list_set_newest_first (ConsolePagedList *self);

/* Begins again at the top. What is there stays until the answer arrives. */
void console_paged_list_restart (ConsolePagedList *self);
/* Goes on where a page failed. */
void console_paged_list_continue (ConsolePagedList *self);
gboolean console_paged_list_is_complete (ConsolePagedList *self);
/* Returns: how many there are in all when the collector told, else how many are here. */
guint console_paged_list_get_total (ConsolePagedList *self);
/* Puts the newer state of one item, as the collector gave it, in the place of @position. */
void console_paged_list_replace (ConsolePagedList *self, guint position, JsonObject *object);

G_END_DECLS
