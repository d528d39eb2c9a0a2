/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/client/api-client.h"
#include "console/client/live-feed.h"
#include "console/client/me.h"

G_BEGIN_DECLS

/* ConsoleSession:
 * What a signed-in window shares with its pages: the client, the line to the collector, its live
 * events, who is looking, and in which time zone. Main thread.
 */
#define CONSOLE_TYPE_SESSION (console_session_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSession, console_session, CONSOLE, SESSION, GObject)

/* @user: the profile the sign-in gave. Starts the live feed. */
ConsoleSession *console_session_new (ConsoleApiClient *client, ConsoleConnection *connection,
                                     ConsolePreferences *preferences, JsonObject *user);
/* After the collector ended the session: goes on with what @newer, a sign-in of the same person at
 * the same server, brought; @newer ends. Returns: FALSE, changing nothing, when it is somebody
 * else, another server, or somebody who may do other things now. */
gboolean console_session_resume (ConsoleSession *self, ConsoleSession *newer);
/* Ends the live feed and the session at the collector. */
void console_session_end (ConsoleSession *self);

ConsoleApiClient *console_session_get_client (ConsoleSession *self);
ConsoleConnection *console_session_get_connection (ConsoleSession *self);
ConsoleLiveFeed *console_session_get_feed (ConsoleSession *self);
ConsolePreferences *console_session_get_preferences (ConsoleSession *self);
const ConsoleMe *console_session_get_me (ConsoleSession *self);
/* The user's own zone; the machine's when the collector names one this system does not know. */
GTimeZone *console_session_get_zone (ConsoleSession *self);

G_END_DECLS
