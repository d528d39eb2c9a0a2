/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/session.h"

G_BEGIN_DECLS

/* ConsoleSignIn:
 * The page before all others: server, user, password. It says what is wrong beside the field it
 * is wrong with, and asks about an unknown certificate once and about each other one after it.
 *
 * Signal "signed-in" (ConsoleSession *).
 */
#define CONSOLE_TYPE_SIGN_IN (console_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSignIn, console_sign_in, CONSOLE, SIGN_IN, AdwBin)

/* Shows the remembered server and user, or those given. With a @password it signs in at once;
 * without, it looks whether one is kept for them. @server, @user, @password: (nullable). */
void console_sign_in_begin (ConsoleSignIn *self, ConsolePreferences *preferences,
                            const char *server, const char *user, const char *password);
/* Waits for somebody to type, after a session ended. @message: (nullable): why, when it was not
 * the user who ended it; then a password that is kept signs in by itself. */
void console_sign_in_again (ConsoleSignIn *self, const char *message);

G_END_DECLS
