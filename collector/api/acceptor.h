/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/connection.h"

G_BEGIN_DECLS

/* CollectorAcceptor: owns the listening sockets and every connection: how many there may be, in
 * all and per address, and how long each may take. Main thread. */
typedef struct _CollectorAcceptor CollectorAcceptor;

/* @soup: answers the requests; outlives the acceptor. @tls: (nullable): speak TLS.
 * @takes_upload: (nullable): see CollectorConnectionHost; @data is its. */
CollectorAcceptor *collector_acceptor_new (SoupServer *soup, const CollectorHttpLimits *limits,
                                           CollectorTls *tls,
                                           gboolean (*takes_upload) (const char *head,
                                                                     gconstpointer data),
                                           gconstpointer data);
/* Stops listening and cuts every connection. */
void collector_acceptor_free (CollectorAcceptor *acceptor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorAcceptor, collector_acceptor_free)

/* Listens at @address ("127.0.0.1:8380", "[::1]:0"); port 0 takes a free one.
 * @port: (out): the port in use. */
gboolean collector_acceptor_listen (CollectorAcceptor *acceptor, const char *address,
                                    guint16 *port, GError **error);

/* No new connections; those that exist go on. */
void collector_acceptor_stop_listening (CollectorAcceptor *acceptor);

guint collector_acceptor_get_n_connections (CollectorAcceptor *acceptor);
/* The limits in force, with defaults filled in. */
const CollectorHttpLimits *collector_acceptor_get_limits (CollectorAcceptor *acceptor);

G_END_DECLS
