/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsoleRecentCalls:
 * The newest N calls, newest first: a GListModel of ConsoleCallItem. A refresh changes only what
 * differs, so that a view keeps its place; a call that changed takes its old place. While it is
 * held, calls it does not know wait outside, so that nothing moves. Main thread.
 */
#define CONSOLE_TYPE_RECENT_CALLS (console_recent_calls_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleRecentCalls, console_recent_calls, CONSOLE, RECENT_CALLS, GObject)

ConsoleRecentCalls *console_recent_calls_new (void);

/* Makes the list equal to @items (an array of call objects, newest first), or, while it is held,
 * renews what it shows. @limit: how many it keeps from now on. */
void console_recent_calls_set (ConsoleRecentCalls *self, JsonArray *items, guint limit);

/* Takes one call from the live events: in its place by time, or over the call of the same id.
 * The oldest beyond the limit leaves.
 * Returns: TRUE when it was a call the list did not know. */
gboolean console_recent_calls_push (ConsoleRecentCalls *self, JsonObject *call);

/* Letting go takes in the calls that wait. */
void console_recent_calls_set_held (ConsoleRecentCalls *self, gboolean held);
guint console_recent_calls_get_n_waiting (ConsoleRecentCalls *self);

G_END_DECLS
