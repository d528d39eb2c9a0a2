/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One client's connection: read a request whole (head and body bounded in size and time), let the
 * HTTP library answer it on a stream that lives for this request only, read the next. Whatever a
 * client does - drip, stall, pipeline, leave - ends here. Main thread.
 */
#define G_LOG_DOMAIN "toll-api"
#include "config.h"

#include "collector/api/connection.h"

#include <string.h>

#include "collector/api/exchange.h"
#include "collector/api/framing.h"
#include "collector/api/problem.h"
#include "collector/api/tls-stream.h"

#define READ_BYTES 4096
#define LINGER_MS 1000
#define CONNECTION_KEY "collector-connection"

typedef enum
{
  STATE_IDLE, /* or in the midst of a TLS handshake: reading drives it */
  STATE_HEAD,
  STATE_BODY,
  STATE_ANSWER,
  STATE_STREAM,
  STATE_REFUSING,
  STATE_LINGER,
  STATE_CLOSED,
} State;

struct _CollectorConnection
{
  CollectorConnectionHost *host;
  GSocketConnection *socket;
  GIOStream *io; /* the socket, or TLS over it */
  GSocketAddress *local;
  GSocketAddress *remote; /* carries the way back from a message to its connection */
  char *address;
  GCancellable *cancellable;
  GList link;

  State state;
  gboolean is_reading;
  gint64 deadline_us;
  GByteArray *buffer; /* read and not yet handed on */
  gsize held;         /* of it, what is counted in the host's sum */
  GString *head;
  CollectorFrame frame;
  gboolean has_frame;
  SoupServerMessage *message; /* being answered */
  CollectorExchange *exchange;
  GString *refusal;
  guint8 chunk[READ_BYTES];
};

static void read_more (CollectorConnection *connection);
static void proceed (CollectorConnection *connection);

CollectorConnection *
collector_connection_ref (CollectorConnection *connection)
{
  return g_rc_box_acquire (connection);
}

static void
connection_clear (gpointer data)
{
  CollectorConnection *connection = data;

  g_clear_object (&connection->exchange);
  g_clear_object (&connection->io);
  g_clear_object (&connection->socket);
  g_clear_object (&connection->local);
  g_clear_object (&connection->remote);
  g_clear_object (&connection->cancellable);
  g_clear_pointer (&connection->buffer, g_byte_array_unref);
  g_string_free (connection->head, TRUE);
  if (connection->refusal != NULL)
    g_string_free (connection->refusal, TRUE);
  g_free (connection->address);
}

void
collector_connection_unref (CollectorConnection *connection)
{
  g_rc_box_release_full (connection, connection_clear);
}

static void
set_state (CollectorConnection *connection, State state, guint ms)
{
  gboolean was_waiting = connection->state <= STATE_BODY;

  connection->state = state;
  connection->deadline_us = ms != 0 ? g_get_monotonic_time () + (gint64) ms * 1000 : G_MAXINT64;
  if (state == STATE_IDLE || was_waiting != (state <= STATE_BODY))
    connection->host->waits (connection, state <= STATE_BODY, connection->host->data);
}

/* Keeps the host's sum of held bytes up to date. */
static void
count_held (CollectorConnection *connection)
{
  connection->host->held_bytes += connection->buffer->len - connection->held;
  connection->held = connection->buffer->len;
}

/* Takes the connection back from the library, which then forgets the message. */
static void
take_back (CollectorConnection *connection)
{
  g_autoptr (SoupServerMessage) message = g_steal_pointer (&connection->message);
  g_autoptr (GIOStream) stream = NULL;

  if (connection->exchange != NULL)
    collector_exchange_detach (connection->exchange);
  if (message != NULL)
    {
      g_signal_handlers_disconnect_by_data (message, connection);
      stream = soup_server_message_steal_connection (message);
    }
  g_clear_object (&connection->exchange);
}

void
collector_connection_close (CollectorConnection *connection)
{
  if (connection->state == STATE_CLOSED)
    return;
  collector_connection_ref (connection);
  set_state (connection, STATE_CLOSED, 0);
  g_cancellable_cancel (connection->cancellable);
  g_socket_shutdown (g_socket_connection_get_socket (connection->socket), TRUE, TRUE, NULL);
  take_back (connection);
  g_object_set_data (G_OBJECT (connection->remote), CONNECTION_KEY, NULL);
  g_byte_array_set_size (connection->buffer, 0);
  count_held (connection);
  connection->host->closed (connection, connection->host->data);
  collector_connection_unref (connection);
}

/* Ends the connection after its last answer: says so, and reads what the client still sends for a
 * moment, lest a reset destroy the answer on its way. */
static void
linger (CollectorConnection *connection)
{
  set_state (connection, STATE_LINGER, LINGER_MS);
  g_byte_array_set_size (connection->buffer, 0);
  count_held (connection);
  if (connection->host->tls != NULL)
    collector_tls_stream_end (connection->io);
  g_socket_shutdown (g_socket_connection_get_socket (connection->socket), FALSE, TRUE, NULL);
  read_more (connection);
}

static void
refusal_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CollectorConnection *connection = data;
  gboolean written = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  if (connection->state == STATE_REFUSING)
    {
      if (written)
        linger (connection);
      else
        collector_connection_close (connection);
    }
  collector_connection_unref (connection);
}

/* Answers a request that the library never sees, and ends the connection. */
static void
refuse (CollectorConnection *connection, guint status, TollError code, const char *reason)
{
  set_state (connection, STATE_REFUSING, connection->host->limits.head_ms);
  connection->refusal = collector_problem_new_answer (status, code, reason,
                                                      connection->host->tls != NULL);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (connection->io),
                                   connection->refusal->str, connection->refusal->len,
                                   G_PRIORITY_DEFAULT, connection->cancellable,
                                   refusal_written_cb, collector_connection_ref (connection));
}

/* The library gives up, as when the client left in the middle of its answer. It is in the midst of
 * clearing away: nothing may be taken back from it. */
static void
library_closed_cb (gpointer data)
{
  CollectorConnection *connection = data;

  if (connection->message != NULL)
    g_signal_handlers_disconnect_by_data (connection->message, connection);
  g_clear_object (&connection->message);
  collector_connection_close (connection);
}

static gboolean
next_request_cb (gpointer data)
{
  CollectorConnection *connection = data;

  if (connection->state != STATE_IDLE)
    return G_SOURCE_REMOVE;
  if (connection->frame.close)
    linger (connection);
  else
    proceed (connection);
  return G_SOURCE_REMOVE;
}

static void
wrote_body_cb (SoupServerMessage *message, gpointer data)
{
  CollectorConnection *connection = data;

  take_back (connection);
  set_state (connection, STATE_IDLE, connection->host->limits.idle_ms);
  g_idle_add_full (G_PRIORITY_DEFAULT, next_request_cb, collector_connection_ref (connection),
                   (GDestroyNotify) collector_connection_unref);
}

void
collector_connection_adopt (CollectorConnection *connection, SoupServerMessage *message)
{
  if (connection->message != NULL || connection->state != STATE_ANSWER)
    return;
  connection->message = g_object_ref (message);
  g_signal_connect (message, "wrote-body", G_CALLBACK (wrote_body_cb), connection);
}

/* Hands the request at the head of the buffer to the library. */
static void
hand_on (CollectorConnection *connection)
{
  CollectorFrame *frame = &connection->frame;
  GString *request = connection->head;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append_len (request, (char *) connection->buffer->data + frame->head_bytes,
                       frame->body_bytes);
  bytes = g_bytes_new (request->str, request->len);
  g_byte_array_remove_range (connection->buffer, 0, frame->head_bytes + frame->body_bytes);
  count_held (connection);
  connection->has_frame = FALSE;
  set_state (connection, STATE_ANSWER, connection->host->limits.answer_ms);
  connection->exchange = collector_exchange_new (
      bytes, g_io_stream_get_output_stream (connection->io), library_closed_cb, connection);
  if (!soup_server_accept_iostream (connection->host->soup, G_IO_STREAM (connection->exchange),
                                    connection->local, connection->remote, &error))
    {
      g_warning ("a request could not be handed on: %s", error->message);
      collector_connection_close (connection);
    }
}

/* A file may be larger than JSON, where one is taken. */
static gboolean
has_room (CollectorConnection *connection)
{
  const CollectorConnectionHost *host = connection->host;

  return connection->frame.body_bytes <= host->limits.max_body_bytes
         || (host->takes_upload != NULL
             && host->takes_upload (connection->head->str, host->upload_data));
}

/* Returns: TRUE when a whole head is in the buffer and acceptable. */
static gboolean
find_frame (CollectorConnection *connection)
{
  const CollectorHttpLimits *limits = &connection->host->limits;
  GByteArray *buffer = connection->buffer;
  CollectorFrame *frame = &connection->frame;

  switch (collector_frame_inspect ((char *) buffer->data, buffer->len, limits->max_head_bytes,
                                   MAX (limits->max_body_bytes, limits->max_upload_bytes), frame,
                                   connection->head))
    {
    case COLLECTOR_FRAME_REFUSED:
      refuse (connection, frame->status, frame->code, frame->reason);
      return FALSE;
    case COLLECTOR_FRAME_READY:
      connection->has_frame = has_room (connection);
      if (!connection->has_frame)
        refuse (connection, 413, TOLL_ERROR_TOO_LARGE, "the body is larger than allowed");
      return connection->has_frame;
    case COLLECTOR_FRAME_MORE:
    default:
      if (buffer->len > 0 && connection->state == STATE_IDLE)
        set_state (connection, STATE_HEAD, limits->head_ms);
      read_more (connection);
      return FALSE;
    }
}

/* 25 bytes into an empty send buffer: when they do not fit, the client is not reading.
 * Returns: FALSE then. */
static gboolean
say_continue (CollectorConnection *connection)
{
  static const char text[] = "HTTP/1.1 100 Continue\r\n\r\n";
  GOutputStream *out = g_io_stream_get_output_stream (connection->io);

  return g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (out), text,
                                                     sizeof text - 1, NULL, NULL)
         == (gssize) sizeof text - 1;
}

/* Goes on with what is in the buffer. */
static void
proceed (CollectorConnection *connection)
{
  const CollectorHttpLimits *limits = &connection->host->limits;
  gsize wanted;

  if (!connection->has_frame && !find_frame (connection))
    return;
  wanted = connection->frame.head_bytes + connection->frame.body_bytes;
  if (connection->buffer->len >= wanted)
    {
      hand_on (connection);
      return;
    }
  if (connection->host->held_bytes > limits->max_held_bytes)
    {
      refuse (connection, 503, TOLL_ERROR_BUSY, "too many requests at once");
      return;
    }
  if (connection->state != STATE_BODY)
    {
      set_state (connection, STATE_BODY, limits->body_ms);
      if (connection->frame.continues && connection->buffer->len == connection->frame.head_bytes
          && !say_continue (connection))
        {
          collector_connection_close (connection);
          return;
        }
    }
  read_more (connection);
}

/* Files what came and goes on. */
static void
take_bytes (CollectorConnection *connection, gsize n)
{
  if (connection->state == STATE_LINGER || connection->state == STATE_REFUSING)
    {
      read_more (connection);
      return;
    }
  g_byte_array_append (connection->buffer, connection->chunk, n);
  count_held (connection);
  if (connection->state <= STATE_BODY)
    proceed (connection);
  else if (connection->buffer->len < connection->host->limits.max_head_bytes)
    read_more (connection); /* a stream: only its end matters */
  else
    collector_connection_close (connection);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CollectorConnection *connection = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  connection->is_reading = FALSE;
  if (connection->state != STATE_CLOSED)
    {
      if (n > 0)
        take_bytes (connection, n);
      else
        collector_connection_close (connection);
    }
  collector_connection_unref (connection);
}

static void
read_more (CollectorConnection *connection)
{
  if (connection->is_reading)
    return;
  connection->is_reading = TRUE;
  g_input_stream_read_async (g_io_stream_get_input_stream (connection->io), connection->chunk,
                             READ_BYTES, G_PRIORITY_DEFAULT, connection->cancellable, read_cb,
                             collector_connection_ref (connection));
}

/* Returns: (transfer full): an address object of this connection's own. */
static GSocketAddress *
dup_address (GSocketAddress *address)
{
  gsize size = address != NULL ? g_socket_address_get_native_size (address) : 0;
  g_autofree gpointer native = g_malloc0 (size + 1);

  if (size > 0 && g_socket_address_to_native (address, native, size, NULL))
    return g_socket_address_new_from_native (native, size);
  return g_inet_socket_address_new_from_string ("0.0.0.0", 0);
}

CollectorConnection *
collector_connection_new (GSocketConnection *socket, CollectorConnectionHost *host)
{
  CollectorConnection *connection = g_rc_box_new0 (CollectorConnection);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (socket, NULL);

  connection->host = host;
  connection->socket = g_object_ref (socket);
  connection->io = host->tls != NULL ? collector_tls_accept (host->tls, socket)
                                     : G_IO_STREAM (g_object_ref (socket));
  connection->local = dup_address (local);
  connection->remote = dup_address (remote);
  connection->cancellable = g_cancellable_new ();
  connection->buffer = g_byte_array_new ();
  connection->head = g_string_new (NULL);
  connection->link.data = connection;
  connection->address = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (connection->remote)));
  g_object_set_data (G_OBJECT (connection->remote), CONNECTION_KEY, connection);
  g_tcp_connection_set_graceful_disconnect (G_TCP_CONNECTION (socket), FALSE);
  return connection;
}

void
collector_connection_start (CollectorConnection *connection)
{
  set_state (connection, STATE_IDLE, connection->host->limits.head_ms);
  read_more (connection);
}

void
collector_connection_check (CollectorConnection *connection, gint64 now_us)
{
  if (now_us < connection->deadline_us)
    return;
  if (connection->state == STATE_HEAD || connection->state == STATE_BODY)
    refuse (connection, 408, TOLL_ERROR_TIMEOUT, "the request did not come in time");
  else
    collector_connection_close (connection);
}

const char *
collector_connection_get_address (CollectorConnection *connection)
{
  return connection->address;
}

GList *
collector_connection_get_link (CollectorConnection *connection)
{
  return &connection->link;
}

CollectorConnection *
collector_connection_of (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote != NULL ? g_object_get_data (G_OBJECT (remote), CONNECTION_KEY) : NULL;
}

void
collector_connection_set_streaming (CollectorConnection *connection)
{
  if (connection->state != STATE_ANSWER)
    return;
  set_state (connection, STATE_STREAM, 0);
  read_more (connection);
}

void
collector_connection_expect_progress (CollectorConnection *connection)
{
  if (connection->state == STATE_STREAM)
    set_state (connection, STATE_STREAM, connection->host->limits.answer_ms);
}
