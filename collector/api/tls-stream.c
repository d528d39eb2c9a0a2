/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * TLS over a non-blocking socket as a pair of pollable streams. GIO's own TLS gives each handshake
 * a thread of a small pool that the whole process shares: clients that connect and say nothing
 * would keep everybody else out.
 */
#include "config.h"

#include "collector/api/tls-stream.h"

#include <openssl/err.h>

/* What both halves share; reference counted. */
typedef struct
{
  SSL *ssl;
  GSocket *socket;
  GIOCondition read_waits_for; /* what the last read or write needs before it can go on */
  GIOCondition write_waits_for;
  gboolean is_broken; /* after an error nothing may be asked of TLS any more */
} Session;

#define COLLECTOR_TYPE_TLS_INPUT (collector_tls_input_get_type ())
G_DECLARE_FINAL_TYPE (CollectorTlsInput, collector_tls_input, COLLECTOR, TLS_INPUT, GInputStream)
#define COLLECTOR_TYPE_TLS_OUTPUT (collector_tls_output_get_type ())
G_DECLARE_FINAL_TYPE (CollectorTlsOutput, collector_tls_output, COLLECTOR, TLS_OUTPUT,
                      GOutputStream)

struct _CollectorTlsInput
{
  GInputStream parent_instance;
  Session *session;
};

struct _CollectorTlsOutput
{
  GOutputStream parent_instance;
  Session *session;
};

static void collector_tls_input_pollable_init (GPollableInputStreamInterface *interface);
static void collector_tls_output_pollable_init (GPollableOutputStreamInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CollectorTlsInput, collector_tls_input, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      collector_tls_input_pollable_init))
G_DEFINE_FINAL_TYPE_WITH_CODE (CollectorTlsOutput, collector_tls_output, G_TYPE_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      collector_tls_output_pollable_init))

static void
session_clear (gpointer data)
{
  Session *session = data;

  SSL_free (session->ssl);
  g_object_unref (session->socket);
}

static void
session_unref (Session *session)
{
  g_rc_box_release_full (session, session_clear);
}

/* Says why a read or write brought nothing. @waits_for: (out): what must come before the next try.
 * Returns: 0 at the client's end, or -1 with @error. */
static gssize
explain (Session *session, int result, GIOCondition *waits_for, GError **error)
{
  switch (SSL_get_error (session->ssl, result))
    {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
      *waits_for = SSL_want_write (session->ssl) ? G_IO_OUT : G_IO_IN;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "Operation would block");
      return -1;
    case SSL_ERROR_ZERO_RETURN:
      return 0;
    default:
      session->is_broken = TRUE;
      ERR_clear_error ();
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "TLS has failed");
      return -1;
    }
}

static gboolean
check_session (Session *session, GError **error)
{
  ERR_clear_error (); /* another connection's would be taken for ours */
  if (session->is_broken)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "TLS has failed");
  return !session->is_broken;
}

static gssize
collector_tls_input_read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count,
                                      GError **error)
{
  Session *session = COLLECTOR_TLS_INPUT (stream)->session;
  gsize n = 0;
  int result;

  if (!check_session (session, error))
    return -1;
  result = SSL_read_ex (session->ssl, buffer, count, &n);
  return result == 1 ? (gssize) n : explain (session, result, &session->read_waits_for, error);
}

/* What one record brought and was not yet read is there whatever the socket says. */
static gboolean
collector_tls_input_is_readable (GPollableInputStream *stream)
{
  Session *session = COLLECTOR_TLS_INPUT (stream)->session;

  return session->is_broken || SSL_pending (session->ssl) > 0
         || g_socket_condition_check (session->socket, session->read_waits_for) != 0;
}

static GSource *
collector_tls_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  Session *session = COLLECTOR_TLS_INPUT (stream)->session;
  g_autoptr (GSource) child
      = session->is_broken || SSL_pending (session->ssl) > 0
            ? g_timeout_source_new (0)
            : g_socket_create_source (session->socket, session->read_waits_for, NULL);

  return g_pollable_source_new_full (stream, child, cancellable);
}

static void
collector_tls_input_finalize (GObject *object)
{
  session_unref (COLLECTOR_TLS_INPUT (object)->session);
  G_OBJECT_CLASS (collector_tls_input_parent_class)->finalize (object);
}

static void
collector_tls_input_class_init (CollectorTlsInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = collector_tls_input_finalize;
}

static void
collector_tls_input_pollable_init (GPollableInputStreamInterface *interface)
{
  interface->is_readable = collector_tls_input_is_readable;
  interface->create_source = collector_tls_input_create_source;
  interface->read_nonblocking = collector_tls_input_read_nonblocking;
}

static void
collector_tls_input_init (CollectorTlsInput *input)
{
}

static gssize
collector_tls_output_write_nonblocking (GPollableOutputStream *stream, const void *buffer,
                                        gsize count, GError **error)
{
  Session *session = COLLECTOR_TLS_OUTPUT (stream)->session;
  gsize n = 0;
  int result;

  if (!check_session (session, error))
    return -1;
  result = SSL_write_ex (session->ssl, buffer, count, &n);
  return result == 1 ? (gssize) n : explain (session, result, &session->write_waits_for, error);
}

static gboolean
collector_tls_output_is_writable (GPollableOutputStream *stream)
{
  Session *session = COLLECTOR_TLS_OUTPUT (stream)->session;

  return session->is_broken
         || g_socket_condition_check (session->socket, session->write_waits_for) != 0;
}

static GSource *
collector_tls_output_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  Session *session = COLLECTOR_TLS_OUTPUT (stream)->session;
  g_autoptr (GSource) child
      = session->is_broken
            ? g_timeout_source_new (0)
            : g_socket_create_source (session->socket, session->write_waits_for, NULL);

  return g_pollable_source_new_full (stream, child, cancellable);
}

static void
collector_tls_output_finalize (GObject *object)
{
  session_unref (COLLECTOR_TLS_OUTPUT (object)->session);
  G_OBJECT_CLASS (collector_tls_output_parent_class)->finalize (object);
}

static void
collector_tls_output_class_init (CollectorTlsOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = collector_tls_output_finalize;
}

static void
collector_tls_output_pollable_init (GPollableOutputStreamInterface *interface)
{
  interface->is_writable = collector_tls_output_is_writable;
  interface->create_source = collector_tls_output_create_source;
  interface->write_nonblocking = collector_tls_output_write_nonblocking;
}

static void
collector_tls_output_init (CollectorTlsOutput *output)
{
}

GIOStream *
collector_tls_stream_new (SSL *ssl, GSocket *socket)
{
  g_autoptr (CollectorTlsInput) input = g_object_new (COLLECTOR_TYPE_TLS_INPUT, NULL);
  g_autoptr (CollectorTlsOutput) output = g_object_new (COLLECTOR_TYPE_TLS_OUTPUT, NULL);
  Session *session = g_rc_box_new0 (Session);

  session->ssl = ssl;
  session->socket = g_object_ref (socket);
  session->read_waits_for = G_IO_IN;
  session->write_waits_for = G_IO_OUT;
  SSL_set_fd (ssl, g_socket_get_fd (socket));
  SSL_set_accept_state (ssl);
  input->session = session;
  output->session = g_rc_box_acquire (session);
  return g_simple_io_stream_new (G_INPUT_STREAM (input), G_OUTPUT_STREAM (output));
}

void
collector_tls_stream_end (GIOStream *stream)
{
  Session *session = COLLECTOR_TLS_OUTPUT (g_io_stream_get_output_stream (stream))->session;

  ERR_clear_error ();
  if (!session->is_broken && SSL_is_init_finished (session->ssl))
    SSL_shutdown (session->ssl);
  ERR_clear_error ();
}
