/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsoleLiveFeed:
 * The collector's live events, for as long as the feed lives: it reads them, and when the stream
 * breaks it comes back by itself (after 1, 2, 4 .. 30 s) and says so through the connection.
 *
 * Signal "event" (const char *name, JsonObject *data): "hello" after each (re)connection, then
 * "call", "tile", "source", "widget". Other names are ignored. Main thread.
 */
#define CONSOLE_TYPE_LIVE_FEED (console_live_feed_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleLiveFeed, console_live_feed, CONSOLE, LIVE_FEED, GObject)

/* Starts at once. */
ConsoleLiveFeed *console_live_feed_new (ConsoleApiClient *client, ConsoleConnection *connection);
/* Whether the events are about one's own calls only (at first: about all one may see). A change
 * begins a new stream, with a new "hello". */
void console_live_feed_set_mine (ConsoleLiveFeed *self, gboolean mine);
/* Whether the widgets of one's dashboard are told, too (at first: not). */
void console_live_feed_set_board (ConsoleLiveFeed *self, gboolean board);
/* Ends for good; no signal comes afterwards. */
/* Opens the stream anew, also after a stop or a refusal. */
void console_live_feed_restart (ConsoleLiveFeed *self);
void console_live_feed_stop (ConsoleLiveFeed *self);
/* Tries now instead of at the end of the waiting time; nothing when connected. */
void console_live_feed_retry (ConsoleLiveFeed *self);

G_END_DECLS
