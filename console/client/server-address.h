/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people type for a server, made into a base address without a final slash:
 * "pbx.example" -> "https://pbx.example:8380", "localhost" -> "http://localhost:8380",
 * "https://pbx.example/" -> "https://pbx.example". Without a scheme the port defaults to the
 * collector's own; plain http is assumed only for this machine.
 * Returns: (transfer full): or NULL with TOLL_ERROR_BAD_ARGUMENT and the field "server". */
char *console_server_address_normalize (const char *typed, GError **error);

/* Returns: (transfer full): "name:port" of a normalized address, to file a certificate under. */
char *console_server_address_dup_host (const char *address);

/* Returns: TRUE when passwords would cross a network unencrypted. */
gboolean console_server_address_is_exposed (const char *address);

G_END_DECLS
