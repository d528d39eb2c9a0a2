/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TRUE when @host, a name or an address, is this very machine: what is said to it passes no wire.
 * Asks no server of names. */
gboolean toll_host_is_loopback (const char *host);

G_END_DECLS
