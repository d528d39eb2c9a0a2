/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): all rows of all tables of the database @path in words, a line each, for
 * comparing two moments; also beside a program that has it open. @left_out: tables that change by
 * themselves, NULL-terminated, or NULL. */
char *test_rows_dump (const char *path, const char *const *left_out);

G_END_DECLS
