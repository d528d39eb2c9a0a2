/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/live.h"
#include "collector/api/router.h"

G_BEGIN_DECLS

/* CollectorServer: HTTP in. One request: connection -> router -> who asks (on a reader lane) ->
 * handler on its place -> answer on the main context. Main thread. */
typedef struct _CollectorServer CollectorServer;

/* Everything is borrowed and outlives the server, except the paths, which are read at once. */
typedef struct
{
  CollectorLanes *lanes;
  CollectorLanes *access_log; /* (nullable): nothing is noted; only for servers that show nothing */
  const TollClock *clock; /* (nullable) */
  const CollectorRoute *const *routes; /* tables, NULL-terminated */
  const CollectorFeed *feed; /* (nullable): no events */
  gpointer context;          /* for handlers and feed: the house */
  CollectorHttpLimits limits; /* 0 = defaults */
  CollectorSessionLimits session_limits; /* 0 = 30 minutes idle, 12 hours in all */
  const char *tls_certificate_path; /* (nullable): PEM; both or none */
  const char *tls_key_path;
} CollectorServerOptions;


/* Returns: (transfer full): NULL with FAILED for a fault in the route tables, IO or BAD_FORMAT for
 * the certificate. */
CollectorServer *collector_server_new (const CollectorServerOptions *options, GError **error);

/* Stops and releases. Call before the lanes go. */
void collector_server_free (CollectorServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorServer, collector_server_free)

/* Listens at @address ("127.0.0.1:8380", "[::]:8380"; port 0: a free one). May be called again
 * for a further address. */
gboolean collector_server_listen (CollectorServer *server, const char *address, GError **error);

/* "http://127.0.0.1:8380" of the first address; "" before. */
const char *collector_server_get_url (CollectorServer *server);

/* No new connections, streams end, connections are cut. Returns when no handler runs any more: what
 * takes long is broken off. Runs the main context meanwhile. */
void collector_server_stop (CollectorServer *server);

/* Where commits are told. */
CollectorLive *collector_server_get_live (CollectorServer *server);
const CollectorRouter *collector_server_get_router (CollectorServer *server);
guint collector_server_get_n_connections (CollectorServer *server);

G_END_DECLS
