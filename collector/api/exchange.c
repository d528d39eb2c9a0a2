/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream between a connection and the HTTP library, for one request. The library may close it
 * as it likes: the client's connection belongs to connection.c.
 */
#include "config.h"

#include "collector/api/exchange.h"

struct _CollectorExchange
{
  GIOStream parent_instance;

  GInputStream *in;
  GOutputStream *out;
  CollectorExchangeClosed closed;
  gpointer data;
};

G_DEFINE_FINAL_TYPE (CollectorExchange, collector_exchange, G_TYPE_IO_STREAM)

static GInputStream *
collector_exchange_get_input_stream (GIOStream *stream)
{
  return COLLECTOR_EXCHANGE (stream)->in;
}

static GOutputStream *
collector_exchange_get_output_stream (GIOStream *stream)
{
  return COLLECTOR_EXCHANGE (stream)->out;
}

static gboolean
collector_exchange_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  CollectorExchange *exchange = COLLECTOR_EXCHANGE (stream);
  CollectorExchangeClosed closed = exchange->closed;

  exchange->closed = NULL;
  if (closed != NULL)
    closed (exchange->data);
  return TRUE;
}

static void
collector_exchange_finalize (GObject *object)
{
  CollectorExchange *exchange = COLLECTOR_EXCHANGE (object);

  g_clear_object (&exchange->in);
  g_clear_object (&exchange->out);
  G_OBJECT_CLASS (collector_exchange_parent_class)->finalize (object);
}

static void
collector_exchange_class_init (CollectorExchangeClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = collector_exchange_finalize;
  stream_class->get_input_stream = collector_exchange_get_input_stream;
  stream_class->get_output_stream = collector_exchange_get_output_stream;
  stream_class->close_fn = collector_exchange_close;
}

static void
collector_exchange_init (CollectorExchange *exchange)
{
}

CollectorExchange *
collector_exchange_new (GBytes *request, GOutputStream *out, CollectorExchangeClosed closed,
                        gpointer data)
{
  CollectorExchange *exchange = g_object_new (COLLECTOR_TYPE_EXCHANGE, NULL);

  exchange->in = g_memory_input_stream_new_from_bytes (request);
  exchange->out = g_object_ref (out);
  exchange->closed = closed;
  exchange->data = data;
  return exchange;
}

void
collector_exchange_detach (CollectorExchange *exchange)
{
  exchange->closed = NULL;
}
