/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsolePagedCalls:
 * All calls that match a filter, newest first, as a GListModel of ConsoleCallItem that grows as
 * it is read: looking near its end asks the collector for the next page by key. Property
 * "loading" is TRUE while a page is on its way.
 *
 * Signals: "loaded" (a page arrived; the list may still be empty), "failed" (GError *).
 * Main thread; requests die with the model.
 */
#define CONSOLE_TYPE_PAGED_CALLS (console_paged_calls_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePagedCalls, console_paged_calls, CONSOLE, PAGED_CALLS, GObject)

/* @filter: (nullable): a filter as JSON text. Nothing is asked before the first restart. */
ConsolePagedCalls *console_paged_calls_new (ConsoleApiClient *client, const char *filter,
                                            gboolean mine);
/* Begins again with the newest calls. What is there stays until they arrive. */
void console_paged_calls_restart (ConsolePagedCalls *self);
/* Goes on where a page failed. */
void console_paged_calls_continue (ConsolePagedCalls *self);
gboolean console_paged_calls_is_complete (ConsolePagedCalls *self);

G_END_DECLS
