/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/preferences.h"

G_BEGIN_DECLS

/* ConsoleWindow:
 * The one window: sign-in first, then the shell. It holds the actions that pages use to move
 * about: win.open-page (s: id), those of the page registry that open a page about one thing,
 * win.toast (s: text), win.refresh, win.back, win.go-to, win.sign-out.
 */
#define CONSOLE_TYPE_WINDOW (console_window_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleWindow, console_window, CONSOLE, WINDOW, AdwApplicationWindow)

/* @server, @user, @password: (nullable): as for console_sign_in_begin(). */
GtkWidget *console_window_new (GtkApplication *application, ConsolePreferences *preferences,
                               const char *server, const char *user, const char *password);

G_END_DECLS
