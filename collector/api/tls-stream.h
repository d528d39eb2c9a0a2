/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <openssl/ssl.h>

G_BEGIN_DECLS

/* A stream that speaks TLS as a server over a non-blocking socket, handshake included, without
 * threads. For async and non-blocking calls; main thread.
 * @ssl: (transfer full): fresh. @socket: (transfer none): kept open as long as the stream lives.
 * Returns: (transfer full). */
GIOStream *collector_tls_stream_new (SSL *ssl, GSocket *socket);

/* Tells the client that nothing more comes; it may still be read from. Does nothing before the
 * end of the handshake, or when TLS has failed. @stream: by collector_tls_stream_new(). */
void collector_tls_stream_end (GIOStream *stream);

G_END_DECLS
