/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/preferences.h"

G_BEGIN_DECLS

/* ConsoleWindow:
 * The one window: sign-in first, then the shell. It holds the actions that pages use to move
 * about: win.open-page (s), win.open-calls (ssb: title, filter, mine), win.open-number (ss: id of
 * a call, text of its number), win.open-call (s), win.toast (s), win.refresh, win.back, win.go-to,
 * win.sign-out.
 */
#define CONSOLE_TYPE_WINDOW (console_window_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWindow, console_window, CONSOLE, WINDOW, AdwApplicationWindow)

/* @server, @user, @password: (nullable): as for console_sign_in_begin(). */
GtkWidget *console_window_new (GtkApplication *application, ConsolePreferences *preferences,
                               const char *server, const char *user, const char *password);

G_END_DECLS
