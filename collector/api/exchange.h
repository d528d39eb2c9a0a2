/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* CollectorExchange: one request and its answer as the HTTP library sees them: a stream that reads
 * exactly the request's bytes and writes to the client, and whose closing closes nothing but says
 * so. Main thread. */
#define COLLECTOR_TYPE_EXCHANGE (collector_exchange_get_type ())
G_DECLARE_FINAL_TYPE (CollectorExchange, collector_exchange, COLLECTOR, EXCHANGE, GIOStream)

typedef void (*CollectorExchangeClosed) (gpointer data);

/* @request: (transfer none): head and body. @out: (transfer none): where the answer goes.
 * @closed: called at most once, when the library closes the stream. */
CollectorExchange *collector_exchange_new (GBytes *request, GOutputStream *out,
                                           CollectorExchangeClosed closed, gpointer data);

/* Nobody is told any more when the stream is closed. */
void collector_exchange_detach (CollectorExchange *exchange);

G_END_DECLS
