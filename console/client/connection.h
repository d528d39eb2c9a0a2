/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* ConsoleConnectionState: how the console stands with its collector. */
typedef enum
{
  CONSOLE_CONNECTION_OFFLINE,    /* cannot be reached; being tried again */
  CONSOLE_CONNECTION_CONNECTING, /* first try, nothing known yet */
  CONSOLE_CONNECTION_ONLINE,     /* live events arrive */
  CONSOLE_CONNECTION_WAITING,    /* answers, but tells of new calls only for a purpose */
  CONSOLE_CONNECTION_DISTRUSTED, /* shows a certificate that somebody must decide about */
  CONSOLE_CONNECTION_REFUSED,    /* the session ended: somebody must sign in again */
} ConsoleConnectionState;

/* ConsoleConnection:
 * One place that knows whether the collector answers and when the last call arrived. The banner
 * and the live dot bind to its properties "state" (a ConsoleConnectionState), "message" (why not,
 * in words) and "last-call-ms" (UTC epoch, 0 = none yet, -1 = not
 * known). Main thread.
 */
#define CONSOLE_TYPE_CONNECTION (console_connection_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleConnection, console_connection, CONSOLE, CONNECTION, GObject)

ConsoleConnection *console_connection_new (void);

ConsoleConnectionState console_connection_get_state (ConsoleConnection *self);
/* @message: (nullable): why, for OFFLINE, DISTRUSTED and REFUSED. */
void console_connection_set_state (ConsoleConnection *self, ConsoleConnectionState state,
                                   const char *message);
const char *console_connection_get_message (ConsoleConnection *self);

gint64 console_connection_get_last_call_ms (ConsoleConnection *self);
/* Keeps the later of what is known and @start_ms. */
void console_connection_note_call (ConsoleConnection *self, gint64 start_ms);

G_END_DECLS
