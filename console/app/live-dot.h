/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/connection.h"

G_BEGIN_DECLS

/* ConsoleLiveDot:
 * A coloured dot with words beside it: "live · last call 2 s ago", or why there is nothing live.
 * Property "compact" leaves the dot alone, with the words as its tooltip. It ticks once a second
 * while it is on screen. CSS nodes: livedot(.online .connecting .offline) > box.dot + label.
 */
#define CONSOLE_TYPE_LIVE_DOT (console_live_dot_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleLiveDot, console_live_dot, CONSOLE, LIVE_DOT, AdwBin)

void console_live_dot_set_connection (ConsoleLiveDot *self, ConsoleConnection *connection);

G_END_DECLS
