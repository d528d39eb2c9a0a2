/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsoleWallboardRow:
 * A wallboard that there is: what it shows, when it was looked at, and a button to revoke it.
 * Main thread.
 *
 * Signal "revoke" (const char *id): somebody is sure that it is to go.
 */
#define CONSOLE_TYPE_WALLBOARD_ROW (console_wallboard_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWallboardRow, console_wallboard_row, CONSOLE, WALLBOARD_ROW,
                      AdwActionRow)

/* @wallboard: as GET /wallboards has it. @zone: instants are shown in. */
GtkWidget *console_wallboard_row_new (JsonObject *wallboard, GTimeZone *zone);

G_END_DECLS
