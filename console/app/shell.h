/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/session.h"

G_BEGIN_DECLS

/* ConsoleShell:
 * What a signed-in person sees: the sidebar, the header bar, and one page at a time with the way
 * back. Pages of the sidebar are made at their first visit and stay; pages opened from them live
 * until one goes back.
 *
 * Signal "ended" (const char *message): the collector ended the session.
 */
#define CONSOLE_TYPE_SHELL (console_shell_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleShell, console_shell, CONSOLE, SHELL, AdwBin)

GtkWidget *console_shell_new (ConsoleSession *session);
ConsoleSession *console_shell_get_session (ConsoleShell *self);

/* Opens a page of the sidebar; unknown ids do nothing. */
void console_shell_open_page (ConsoleShell *self, const char *id);
/* Opens the calls that match @filter (JSON text); see ConsoleCallsPage. */
void console_shell_open_calls (ConsoleShell *self, const char *title, const char *subtitle,
                               const char *filter, gboolean mine);
void console_shell_open_call (ConsoleShell *self, const char *id);
/* One page back; nothing at a page of the sidebar. */
void console_shell_go_back (ConsoleShell *self);
void console_shell_refresh (ConsoleShell *self);
/* Opens the "go to" dialog. */
void console_shell_go_to (ConsoleShell *self);

G_END_DECLS
