/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Says which versions of TLS are spoken. Before the first connection; main thread. */
void collector_tls_prepare (void);

/* Loads a certificate and its key; neither given = no TLS. @certificate: (out) (transfer full)
 * (nullable). Returns: FALSE with BAD_ARGUMENT when one is missing, or as the files cannot be
 * read. */
gboolean collector_tls_load (const char *certificate_path, const char *key_path,
                             GTlsCertificate **certificate, GError **error);

G_END_DECLS
