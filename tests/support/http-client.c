/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A raw HTTP client over a non-blocking socket, on the same main context as the server under test.
 */
#include "config.h"

#include "tests/support/http-client.h"

#include <dirent.h>
#include <string.h>

static gboolean
accept_any_cb (GTlsConnection *tls, GTlsCertificate *certificate, GTlsCertificateFlags errors,
               gpointer data)
{
  return TRUE;
}

static void
shaken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
pump_until (gpointer *done)
{
  while (*done == NULL)
    g_main_context_iteration (NULL, TRUE);
}

TestHttp *
test_http_open (const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, &error);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GAsyncResult) shaken = NULL;
  TestHttp *http = g_new0 (TestHttp, 1);

  g_assert_no_error (error);
  address = g_inet_socket_address_new_from_string (g_uri_get_host (uri), g_uri_get_port (uri));
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  /* The system accepts for the server, which may run on this very thread. */
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);
  http->socket = g_socket_connection_factory_create_connection (socket);
  http->io = g_object_ref (G_IO_STREAM (http->socket));
  http->buffer = g_string_new (NULL);
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    {
      GIOStream *tls = g_tls_client_connection_new (http->io, NULL, &error);

      g_assert_no_error (error);
      g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any_cb), NULL);
      g_object_unref (http->io);
      http->io = tls;
      g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), 0, NULL, shaken_cb, &shaken);
      pump_until ((gpointer *) &shaken);
      g_tls_connection_handshake_finish (G_TLS_CONNECTION (tls), shaken, &error);
      g_assert_no_error (error);
    }
  return http;
}

void
test_http_close (TestHttp *http)
{
  g_object_unref (http->io);
  g_object_unref (http->socket);
  g_string_free (http->buffer, TRUE);
  g_free (http);
}

/* One non-blocking read. Returns: FALSE when the server has closed. */
static gboolean
read_some (TestHttp *http)
{
  GPollableInputStream *in = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (http->io));
  g_autoptr (GError) error = NULL;
  char bytes[16384];
  gssize n = g_pollable_input_stream_read_nonblocking (in, bytes, sizeof bytes, NULL, &error);

  if (n > 0)
    g_string_append_len (http->buffer, bytes, n);
  return n > 0 || (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
}

void
test_pump (guint ms)
{
  gint64 end = g_get_monotonic_time () + (gint64) ms * 1000;

  do
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
  while (g_get_monotonic_time () < end);
}

void
test_http_send (TestHttp *http, const char *bytes, gssize length)
{
  GPollableOutputStream *out = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (http->io));
  gsize left = length < 0 ? strlen (bytes) : (gsize) length;

  while (left > 0)
    {
      g_autoptr (GError) error = NULL;
      gssize n = g_pollable_output_stream_write_nonblocking (out, bytes, left, NULL, &error);

      if (n < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return; /* the server has closed: the test looks at what it answered */
      if (n > 0)
        {
          bytes += n;
          left -= n;
        }
      else
        test_pump (1);
    }
}

gboolean
test_http_wait_for (TestHttp *http, const char *bytes, guint ms)
{
  gint64 end = g_get_monotonic_time () + (gint64) ms * 1000;

  while (memmem (http->buffer->str, http->buffer->len, bytes, strlen (bytes)) == NULL)
    {
      if (g_get_monotonic_time () > end)
        return FALSE;
      test_pump (0);
      if (!read_some (http))
        return memmem (http->buffer->str, http->buffer->len, bytes, strlen (bytes)) != NULL;
    }
  return TRUE;
}

gboolean
test_http_wait_for_end (TestHttp *http, guint ms)
{
  gint64 end = g_get_monotonic_time () + (gint64) ms * 1000;

  while (read_some (http))
    {
      if (g_get_monotonic_time () > end)
        return FALSE;
      test_pump (0);
    }
  return TRUE;
}

void
test_answer_free (TestAnswer *answer)
{
  g_free (answer->head);
  g_free (answer->body);
  g_free (answer);
}

char *
test_answer_dup_header (const TestAnswer *answer, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (answer->head, "\r\n", -1);
  gsize length = strlen (name);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strstrip (g_strdup (lines[i] + length + 1));
  return NULL;
}

TestAnswer *
test_http_read (TestHttp *http, gboolean is_head)
{
  TestAnswer *answer = g_new0 (TestAnswer, 1);
  g_autofree char *length = NULL;
  const char *end;
  gsize head_bytes;

  if (!test_http_wait_for (http, "\r\n\r\n", 50000))
    {
      answer->head = g_strdup ("");
      answer->body = g_strdup ("");
      return answer;
    }
  end = strstr (http->buffer->str, "\r\n\r\n");
  head_bytes = end + 4 - http->buffer->str;
  answer->head = g_strndup (http->buffer->str, head_bytes);
  g_assert_true (g_str_has_prefix (answer->head, "HTTP/1."));
  answer->status = g_ascii_strtoull (answer->head + 9, NULL, 10);
  length = test_answer_dup_header (answer, "Content-Length");
  answer->body_bytes = length != NULL && !is_head ? g_ascii_strtoull (length, NULL, 10) : 0;
  while (http->buffer->len < head_bytes + answer->body_bytes && read_some (http))
    test_pump (0);
  g_assert_cmpuint (http->buffer->len, >=, head_bytes + answer->body_bytes);
  /* Files have zero bytes in them. */
  answer->body = g_malloc (answer->body_bytes + 1);
  memcpy (answer->body, http->buffer->str + head_bytes, answer->body_bytes);
  answer->body[answer->body_bytes] = '\0';
  g_string_erase (http->buffer, 0, head_bytes + answer->body_bytes);
  return answer;
}

TestAnswer *
test_http_ask (TestHttp *http, const char *method, const char *path, const char *token,
               const char *body)
{
  g_autoptr (GString) request = g_string_new (NULL);

  g_string_printf (request, "%s %s HTTP/1.1\r\nHost: test\r\n", method, path);
  if (token != NULL)
    g_string_append_printf (request, "Authorization: Bearer %s\r\n", token);
  if (body != NULL)
    g_string_append_printf (request,
                            "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
                            "\r\n",
                            strlen (body));
  g_string_append (request, "\r\n");
  if (body != NULL)
    g_string_append (request, body);
  test_http_send (http, request->str, request->len);
  return test_http_read (http, g_str_equal (method, "HEAD"));
}

TestAnswer *
test_http_ask_once (const char *url, const char *method, const char *path, const char *token,
                    const char *body)
{
  g_autoptr (TestHttp) http = test_http_open (url);

  return test_http_ask (http, method, path, token, body);
}

guint
test_count_descriptors (void)
{
  DIR *dir = opendir ("/proc/self/fd");
  guint n = 0;

  while (readdir (dir) != NULL)
    n++;
  closedir (dir);
  return n;
}
