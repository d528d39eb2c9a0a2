/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A name that a stranger typed, for one line of the log: in quotes, at most 64 characters, what is
 * no printable ASCII as an escape. Returns: (transfer full). */
char *collector_log_name (const char *name);

G_END_DECLS
