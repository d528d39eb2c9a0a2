/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A password for a command: the first line of the file @path; without one, asked for twice on the
 * terminal, unseen; without a terminal, the first line of standard input. Never from the command
 * line, where others could read it.
 * Returns: (transfer full): free with collector_secret_free(); NULL with BAD_ARGUMENT or IO. */
char *collector_password_input (const char *path, GError **error);

G_END_DECLS
