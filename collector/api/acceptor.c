/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes connections in and watches over them. Full is never closed: when the house is full, the
 * connection that has kept us waiting longest makes room for the newest, so that slow clients
 * crowd out one another and not those with something to say. Main thread.
 */
#define G_LOG_DOMAIN "toll-api"
#include "config.h"

#include "collector/api/acceptor.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>

#include "shared/base/error.h"

#define RESERVED_DESCRIPTORS 48 /* for the database, files, mail, the loop itself */
#define ACCEPTS_A_TURN 64
#define PAUSE_MS 100 /* after an accept that failed, for want of descriptors mostly */

struct _CollectorAcceptor
{
  CollectorConnectionHost host;
  GPtrArray *listeners;     /* of GSocket */
  GPtrArray *sources;       /* of GSource, one for each listener while we accept */
  GHashTable *connections;  /* set of CollectorConnection, a reference each */
  GHashTable *per_address;  /* address -> count */
  GQueue waiting;           /* longest waiting first; links live in the connections */
  guint sweep_id;
  guint resume_id;
};

static void start_accepting (CollectorAcceptor *acceptor);

/* A connection that waits for its client's bytes may be sacrificed when the house is full. */
static void
waits_cb (CollectorConnection *connection, gboolean is_waiting, gpointer data)
{
  CollectorAcceptor *acceptor = data;
  GList *link = collector_connection_get_link (connection);

  if (link->prev != NULL || link->next != NULL || acceptor->waiting.head == link)
    g_queue_unlink (&acceptor->waiting, link);
  if (is_waiting)
    g_queue_push_tail_link (&acceptor->waiting, link);
}

static void
count_address (CollectorAcceptor *acceptor, const char *address, int step)
{
  int n = GPOINTER_TO_INT (g_hash_table_lookup (acceptor->per_address, address)) + step;

  if (n > 0)
    g_hash_table_insert (acceptor->per_address, g_strdup (address), GINT_TO_POINTER (n));
  else
    g_hash_table_remove (acceptor->per_address, address);
}

static void
closed_cb (CollectorConnection *connection, gpointer data)
{
  CollectorAcceptor *acceptor = data;

  count_address (acceptor, collector_connection_get_address (connection), -1);
  g_hash_table_remove (acceptor->connections, connection);
}

static void
request_started_cb (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  CollectorConnection *connection = collector_connection_of (message);

  if (connection != NULL)
    collector_connection_adopt (connection, message);
}

static gboolean
is_loopback (GSocketConnection *socket)
{
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (socket, NULL);

  return G_IS_INET_SOCKET_ADDRESS (remote) &&
         g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

static void
admit (CollectorAcceptor *acceptor, GSocket *socket)
{
  g_autoptr (GSocketConnection) stream = g_socket_connection_factory_create_connection (socket);
  CollectorConnection *connection;
  const char *address;

  if (g_hash_table_size (acceptor->connections) >= acceptor->host.limits.max_connections)
    {
      if (acceptor->waiting.head == NULL)
        return; /* all are being answered; the socket closes with its last reference */
      collector_connection_close (acceptor->waiting.head->data);
    }
  /* Head and body of an answer are written apart: waiting for the client's acknowledgement of the
   * first would cost 40 ms. */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  connection = collector_connection_new (stream, &acceptor->host);
  address = collector_connection_get_address (connection);
  if (!is_loopback (stream) &&
      GPOINTER_TO_UINT (g_hash_table_lookup (acceptor->per_address, address)) >=
          acceptor->host.limits.max_per_address)
    {
      collector_connection_unref (connection);
      return;
    }
  count_address (acceptor, address, 1);
  g_hash_table_add (acceptor->connections, connection);
  collector_connection_start (connection);
}

static void
stop_accepting (CollectorAcceptor *acceptor)
{
  for (guint i = 0; i < acceptor->sources->len; i++)
    g_source_destroy (acceptor->sources->pdata[i]);
  g_ptr_array_set_size (acceptor->sources, 0);
}

static gboolean
resume_cb (gpointer data)
{
  CollectorAcceptor *acceptor = data;

  acceptor->resume_id = 0;
  start_accepting (acceptor);
  return G_SOURCE_REMOVE;
}

static gboolean
accept_cb (GSocket *listener, GIOCondition condition, gpointer data)
{
  CollectorAcceptor *acceptor = data;

  for (guint i = 0; i < ACCEPTS_A_TURN; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) socket = g_socket_accept (listener, NULL, &error);

      if (socket != NULL)
        admit (acceptor, socket);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        break;
      else
        {
          /* Out of descriptors, or a client that left before its turn: try again shortly. */
          g_debug ("accept: %s", error->message);
          stop_accepting (acceptor);
          if (acceptor->resume_id == 0)
            acceptor->resume_id = g_timeout_add (PAUSE_MS, resume_cb, acceptor);
          return G_SOURCE_REMOVE;
        }
    }
  return G_SOURCE_CONTINUE;
}

static void
start_accepting (CollectorAcceptor *acceptor)
{
  for (guint i = 0; i < acceptor->listeners->len; i++)
    {
      GSource *source = g_socket_create_source (acceptor->listeners->pdata[i], G_IO_IN, NULL);

      g_source_set_callback (source, G_SOURCE_FUNC (accept_cb), acceptor, NULL);
      g_source_attach (source, g_main_context_get_thread_default ());
      g_ptr_array_add (acceptor->sources, source);
    }
}

static gboolean
sweep_cb (gpointer data)
{
  CollectorAcceptor *acceptor = data;
  guint n;
  g_autofree gpointer *all = g_hash_table_get_keys_as_array (acceptor->connections, &n);
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (acceptor->connections, all[i]))
      collector_connection_check (all[i], now_us);
  return G_SOURCE_CONTINUE;
}

static void
set_default (guint *value, guint fallback)
{
  if (*value == 0)
    *value = fallback;
}

static void
fill_limits (CollectorHttpLimits *limits)
{
  struct rlimit files;

  set_default (&limits->max_connections, 1024);
  set_default (&limits->max_per_address, 256);
  set_default (&limits->head_ms, 10 * 1000);
  set_default (&limits->body_ms, 30 * 1000);
  set_default (&limits->idle_ms, 75 * 1000);
  set_default (&limits->answer_ms, 60 * 1000);
  set_default (&limits->max_head_bytes, 16 * 1024);
  set_default (&limits->max_body_bytes, 1024 * 1024);
  set_default (&limits->max_upload_bytes, 16 * 1024 * 1024);
  set_default (&limits->max_held_bytes, 64 * 1024 * 1024);
  set_default (&limits->max_stream_bytes, 1024 * 1024);
  set_default (&limits->keep_alive_ms, 15 * 1000);
  if (getrlimit (RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY)
    limits->max_connections =
        MIN (limits->max_connections, files.rlim_cur > RESERVED_DESCRIPTORS + 8
                                          ? files.rlim_cur - RESERVED_DESCRIPTORS
                                          : 8);
}

CollectorAcceptor *
collector_acceptor_new (SoupServer *soup, const CollectorHttpLimits *limits,
                        CollectorTls *tls,
                        gboolean (*takes_upload) (const char *head, gconstpointer data),
                        gconstpointer data)
{
  CollectorAcceptor *acceptor = g_new0 (CollectorAcceptor, 1);
  guint shortest_ms;

  if (limits != NULL)
    acceptor->host.limits = *limits;
  fill_limits (&acceptor->host.limits);
  acceptor->host.soup = g_object_ref (soup);
  acceptor->host.tls = tls != NULL ? collector_tls_ref (tls) : NULL;
  acceptor->host.waits = waits_cb;
  acceptor->host.closed = closed_cb;
  acceptor->host.data = acceptor;
  acceptor->host.takes_upload = takes_upload;
  acceptor->host.upload_data = data;
  acceptor->listeners = g_ptr_array_new_with_free_func (g_object_unref);
  acceptor->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
  acceptor->connections = g_hash_table_new_full (
      NULL, NULL, (GDestroyNotify) collector_connection_unref, NULL);
  acceptor->per_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&acceptor->waiting);
  g_signal_connect (soup, "request-started", G_CALLBACK (request_started_cb), acceptor);
  shortest_ms = MIN (acceptor->host.limits.head_ms, acceptor->host.limits.idle_ms);
  acceptor->sweep_id = g_timeout_add (CLAMP (shortest_ms / 4, 20, 1000), sweep_cb, acceptor);
  return acceptor;
}

void
collector_acceptor_stop_listening (CollectorAcceptor *acceptor)
{
  stop_accepting (acceptor);
  g_clear_handle_id (&acceptor->resume_id, g_source_remove);
  for (guint i = 0; i < acceptor->listeners->len; i++)
    g_socket_close (acceptor->listeners->pdata[i], NULL);
  g_ptr_array_set_size (acceptor->listeners, 0);
}

void
collector_acceptor_free (CollectorAcceptor *acceptor)
{
  g_autofree gpointer *all = NULL;
  guint n;

  if (acceptor == NULL)
    return;
  collector_acceptor_stop_listening (acceptor);
  g_clear_handle_id (&acceptor->sweep_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (acceptor->host.soup, acceptor);
  all = g_hash_table_get_keys_as_array (acceptor->connections, &n);
  for (guint i = 0; i < n; i++)
    collector_connection_close (all[i]);
  g_ptr_array_unref (acceptor->listeners);
  g_ptr_array_unref (acceptor->sources);
  g_hash_table_unref (acceptor->connections);
  g_hash_table_unref (acceptor->per_address);
  g_clear_pointer (&acceptor->host.tls, collector_tls_unref);
  g_clear_object (&acceptor->host.soup);
  g_free (acceptor);
}

/* Returns: (transfer full): a socket that listens at @address. */
static GSocket *
open_listener (const char *address, GError **error)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (address, 0, error);
  g_autoptr (GSocketAddressEnumerator) addresses = NULL;
  g_autoptr (GSocketAddress) where = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (connectable == NULL)
    return NULL;
  addresses = g_socket_connectable_enumerate (connectable);
  where = g_socket_address_enumerator_next (addresses, NULL, error);
  if (where == NULL)
    return NULL;
  socket = g_socket_new (g_socket_address_get_family (where), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL || !g_socket_bind (socket, where, TRUE, error))
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, 511);
  return g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

/* A proxy on the same machine is reached over the loopback and needs no certificate here. */
static void
warn_of_clear_text (CollectorAcceptor *acceptor, GInetSocketAddress *bound, const char *address)
{
  if (acceptor->host.tls == NULL
      && !g_inet_address_get_is_loopback (g_inet_socket_address_get_address (bound)))
    g_warning ("%s can be reached from other machines, and passwords and calls travel in clear: "
               "set tls_certificate and tls_key, or listen at 127.0.0.1 behind a proxy",
               address);
}

gboolean
collector_acceptor_listen (CollectorAcceptor *acceptor, const char *address, guint16 *port,
                           GError **error)
{
  g_autoptr (GSocket) socket = open_listener (address, error);
  g_autoptr (GSocketAddress) bound = NULL;

  if (socket != NULL)
    bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    {
      toll_error_convert (error);
      g_prefix_error (error, "listening at %s: ", address);
      return FALSE;
    }
  warn_of_clear_text (acceptor, G_INET_SOCKET_ADDRESS (bound), address);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  stop_accepting (acceptor);
  g_ptr_array_add (acceptor->listeners, g_steal_pointer (&socket));
  start_accepting (acceptor);
  return TRUE;
}

guint
collector_acceptor_get_n_connections (CollectorAcceptor *acceptor)
{
  return g_hash_table_size (acceptor->connections);
}

const CollectorHttpLimits *
collector_acceptor_get_limits (CollectorAcceptor *acceptor)
{
  return &acceptor->host.limits;
}
