/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/session.h"

G_BEGIN_DECLS

/* ConsoleConnectionBar:
 * The line that says why nothing new comes from the collector, with what may be done about it: to
 * try again now, or to look at a certificate that it did not show before. Nothing while all is
 * well. Main thread.
 */
#define CONSOLE_TYPE_CONNECTION_BAR (console_connection_bar_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleConnectionBar, console_connection_bar, CONSOLE, CONNECTION_BAR, AdwBin)

void console_connection_bar_set_session (ConsoleConnectionBar *self, ConsoleSession *session);

G_END_DECLS
