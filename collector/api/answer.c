/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a reply to the HTTP library's message. Texts go whole; a file is read while it is sent, a
 * piece at a time, so that its size costs no memory; a client that takes nothing for long is cut.
 * Main thread.
 */
#include "config.h"

#include "collector/api/answer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "collector/api/connection.h"
#include "collector/api/problem.h"

#define PIECE_BYTES (128 * 1024)

/* A file on its way. */
typedef struct
{
  SoupServerMessage *message; /* (unowned): it ends before this does */
  int fd;
  gint64 offset;
  gint64 n_bytes;
} Sending;

static void
free_sending (gpointer data, GClosure *closure)
{
  Sending *sending = data;

  close (sending->fd);
  g_free (sending);
}

static void
cut (Sending *sending)
{
  CollectorConnection *connection = collector_connection_of (sending->message);

  if (connection != NULL)
    collector_connection_close (connection);
}

/* The next piece; the length was announced, so a file that cannot be read ends the connection. */
static void
send_piece (Sending *sending)
{
  SoupMessageBody *body = soup_server_message_get_response_body (sending->message);
  CollectorConnection *connection = collector_connection_of (sending->message);
  gsize wanted = MIN (PIECE_BYTES, sending->n_bytes - sending->offset);
  g_autofree char *bytes = g_malloc (wanted);
  gssize n;

  if (connection != NULL)
    collector_connection_expect_progress (connection);
  do
    n = pread (sending->fd, bytes, wanted, sending->offset);
  while (n < 0 && errno == EINTR);
  if (n <= 0)
    {
      g_warning ("a file that was being sent cannot be read: %s", g_strerror (n < 0 ? errno : EIO));
      cut (sending);
      return;
    }
  sending->offset += n;
  soup_message_body_append_take (body, (guchar *) g_steal_pointer (&bytes), n);
  if (sending->offset == sending->n_bytes)
    soup_message_body_complete (body);
  soup_server_message_unpause (sending->message);
}

static void
wrote_chunk_cb (SoupServerMessage *message, gpointer data)
{
  Sending *sending = data;

  if (sending->offset < sending->n_bytes)
    send_piece (sending);
}

static void
put_file (SoupServerMessage *message, int fd, gint64 n_bytes, const char *type)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  Sending *sending = g_new0 (Sending, 1);

  sending->message = message;
  sending->fd = fd;
  sending->n_bytes = n_bytes;
  soup_message_headers_set_content_type (headers, type, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CONTENT_LENGTH);
  soup_message_headers_set_content_length (headers, n_bytes);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect_data (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), sending,
                         free_sending, 0);
  if (n_bytes > 0)
    send_piece (sending);
}

static void
put_header_cb (const char *name, const char *value, gpointer data)
{
  soup_message_headers_replace (data, name, value);
}

void
collector_answer_put (SoupServerMessage *message, CollectorReply *reply)
{
  const char *type = NULL;
  guint status;
  gint64 n_bytes;
  int fd = collector_reply_steal_file (reply, &n_bytes, &type);
  GString *body = fd < 0 ? collector_reply_take_body (reply, &type) : NULL;

  status = collector_reply_get_status (reply);
  soup_server_message_set_status (message, status, collector_problem_get_phrase (status));
  collector_reply_visit_headers (reply, put_header_cb,
                                 soup_server_message_get_response_headers (message));
  if (fd >= 0)
    put_file (message, fd, n_bytes, type);
  if (body == NULL)
    return;
  soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, body->str, body->len);
  g_string_free (body, FALSE);
}
