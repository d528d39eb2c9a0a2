/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "collector/api/tls.h"

G_BEGIN_DECLS

/* CollectorHttpLimits: how much and how long. 0 = the value in brackets. */
typedef struct
{
  guint max_connections; /* [1024], lowered to fit the descriptors of the process */
  guint max_per_address; /* [256], not for the loopback */
  guint head_ms;         /* [10000] from the first byte of a request to the end of its head */
  guint body_ms;         /* [30000] from the end of the head to the end of the body */
  guint idle_ms;         /* [75000] between requests */
  guint answer_ms;       /* [60000] from the request to the last byte of its answer taken */
  guint max_head_bytes;  /* [16 KiB] */
  guint max_body_bytes;  /* [1 MiB] */
  guint max_upload_bytes; /* [16 MiB] of a body where a file is taken */
  guint max_held_bytes;  /* [64 MiB] bytes of unfinished requests, all connections together */
  guint max_stream_bytes; /* [1 MiB] unread bytes of one event stream */
  guint keep_alive_ms;   /* [15000] between the comments of an event stream */
} CollectorHttpLimits;

/* CollectorConnection: one client. It reads whole requests under deadlines, hands each to the HTTP
 * library as a stream of its own, and takes the connection back when the answer is written, so
 * that nothing of the library outlives a request. Reference counted; main thread. */
typedef struct _CollectorConnection CollectorConnection;

/* What a connection needs from its acceptor, which outlives it. */
typedef struct
{
  SoupServer *soup;
  CollectorHttpLimits limits;
  CollectorTls *tls; /* (nullable): speak TLS */
  gsize held_bytes;  /* sum over all connections */
  void (*waits) (CollectorConnection *connection, gboolean is_waiting, gpointer data);
  void (*closed) (CollectorConnection *connection, gpointer data); /* last call */
  gpointer data;
  /* (nullable): whether what @head asks for takes a file. */
  gboolean (*takes_upload) (const char *head, gconstpointer data);
  gconstpointer upload_data;
} CollectorConnectionHost;

/* Returns: (transfer full): a connection that does nothing until it is started. */
CollectorConnection *collector_connection_new (GSocketConnection *socket,
                                               CollectorConnectionHost *host);
/* Begins to serve; may close at once. */
void collector_connection_start (CollectorConnection *connection);
CollectorConnection *collector_connection_ref (CollectorConnection *connection);
void collector_connection_unref (CollectorConnection *connection);

/* Cuts the connection at once. */
void collector_connection_close (CollectorConnection *connection);

/* Closes it when its deadline is over. @now_us: monotonic time. */
void collector_connection_check (CollectorConnection *connection, gint64 now_us);

/* Text of the client's address, "" when unknown. */
const char *collector_connection_get_address (CollectorConnection *connection);
/* The acceptor's own place for a connection in its queue of waiting ones. */
GList *collector_connection_get_link (CollectorConnection *connection);

/* Returns: (transfer none) (nullable): the connection a request came by. */
CollectorConnection *collector_connection_of (SoupServerMessage *message);
/* The answer never ends by itself, or takes as long as it takes: no deadline, and the client's
 * leaving is watched for. */
void collector_connection_set_streaming (CollectorConnection *connection);
/* After that: the client must take what is sent from now on within the time for an answer, each
 * time this is said. */
void collector_connection_expect_progress (CollectorConnection *connection);

/* For the acceptor: a request has begun in the library. */
void collector_connection_adopt (CollectorConnection *connection, SoupServerMessage *message);

G_END_DECLS
