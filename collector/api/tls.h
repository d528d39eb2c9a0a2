/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* CollectorTls: a certificate with its key, ready to speak TLS 1.2 and 1.3 as a server. Reference
 * counted; main thread. */
typedef struct _CollectorTls CollectorTls;

/* Loads a certificate (and the chain that follows it in its file) and its key, both PEM; neither
 * given = no TLS. @tls: (out) (transfer full) (nullable). Returns: FALSE with BAD_ARGUMENT when one
 * is missing, cannot be read, does not fit the other, or others may read the key. */
gboolean collector_tls_load (const char *certificate_path, const char *key_path,
                             CollectorTls **tls, GError **error);
CollectorTls *collector_tls_ref (CollectorTls *tls);
void collector_tls_unref (CollectorTls *tls);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorTls, collector_tls_unref)

/* Warns in the log when the certificate is not valid today: clients that check it refuse it. */
void collector_tls_warn_of_dates (CollectorTls *tls, const char *certificate_path);

/* Returns: (transfer full): a stream that speaks TLS over @socket. Its halves never block and use
 * no thread: the handshake goes on with each read, so a client that is silent in the midst of it
 * costs no more than one that says nothing after it. Async and non-blocking calls only. See
 * collector_tls_stream_end(). */
GIOStream *collector_tls_accept (CollectorTls *tls, GSocketConnection *socket);

G_END_DECLS
