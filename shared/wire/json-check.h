/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks whether @n_bytes are exactly one RFC 8259 text, nested at most TOLL_JSON_MAX_DEPTH deep,
 * UTF-8, without lone surrogates, U+0000, whole numbers beyond 64 bits or numbers beyond a double.
 * Reads each byte once, allocates nothing. Pure.
 * Returns: FALSE with TOLL_ERROR_BAD_FORMAT naming line and column. */
gboolean toll_json_check (const char *text, gsize n_bytes, GError **error);

G_END_DECLS
