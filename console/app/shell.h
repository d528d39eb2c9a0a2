/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/session.h"
#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleShell:
 * What a signed-in person sees: the sidebar, the header bar, and one page at a time with the way
 * back. Pages of the sidebar are made at their first visit and stay; pages opened from them live
 * until one goes back.
 *
 * Signal "ended" (const char *message): the collector ended the session. When it is resumed
 * (console_session_resume()), the shell goes on where it was.
 */
#define CONSOLE_TYPE_SHELL (console_shell_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleShell, console_shell, CONSOLE, SHELL, AdwBin)

GtkWidget *console_shell_new (ConsoleSession *session);
ConsoleSession *console_shell_get_session (ConsoleShell *self);

/* Opens a page of the registry; ids that are unknown or not allowed do nothing. */
void console_shell_open_page (ConsoleShell *self, const char *id);
/* Opens @page (transfer floating) over the one on show, until one goes back. */
void console_shell_open_detail (ConsoleShell *self, ConsolePage *page);
/* One page back; nothing at a page of the sidebar. Asks first when the page holds changes. */
void console_shell_go_back (ConsoleShell *self);
/* TRUE while a page of the way holds changes that are not saved. */
gboolean console_shell_has_changes (ConsoleShell *self);
void console_shell_find (ConsoleShell *self);
void console_shell_save (ConsoleShell *self);
void console_shell_refresh (ConsoleShell *self);
/* Opens the dialog that asks why one looks at calls and data of others. */
void console_shell_state_purpose (ConsoleShell *self);
/* Opens the "go to" dialog. */
void console_shell_go_to (ConsoleShell *self);

G_END_DECLS
