/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsoleSessionList:
 * Where one is signed in. Signals "end" (const char *id): one session is to end; "" for all.
 * Main thread.
 */
#define CONSOLE_TYPE_SESSION_LIST (console_session_list_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSessionList, console_session_list, CONSOLE, SESSION_LIST,
                      AdwPreferencesGroup)

/* @items: (nullable): as GET /me/sessions lists them. */
void console_session_list_fill (ConsoleSessionList *self, JsonArray *items, GTimeZone *zone);

G_END_DECLS
