/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsoleLayoutKeeper: sends a dashboard's layout to the collector, one after the other, and says
 * which one it replaces, so that nothing is undone that was done at another desk. Main thread. */
typedef struct _ConsoleLayoutKeeper ConsoleLayoutKeeper;

/* The layout as it is now. Returns: (transfer full). */
typedef JsonObject *(*ConsoleLayoutDup) (gpointer user_data);
/* The last one is kept; or @error, CONFLICT when another is there: it is to be asked for. Not called
 * when cancelled. */
typedef void (*ConsoleLayoutKept) (const GError *error, gpointer user_data);

ConsoleLayoutKeeper *console_layout_keeper_new (ConsoleLayoutDup dup, ConsoleLayoutKept kept,
                                                gpointer user_data);
void console_layout_keeper_free (ConsoleLayoutKeeper *self);

/* @answer: that of the dashboard: its layout is what the next one replaces, unless some are on their
 * way. */
void console_layout_keeper_note (ConsoleLayoutKeeper *self, JsonObject *answer);
/* @user_data lives until @cancellable is cancelled. */
void console_layout_keeper_send (ConsoleLayoutKeeper *self, ConsoleApiClient *client,
                                 GCancellable *cancellable);

G_END_DECLS
