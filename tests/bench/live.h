/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/support/http-client.h"

G_BEGIN_DECLS

/* Returns: (transfer full): a client that follows the events. */
TestHttp *bench_live_follow (const char *url, const char *token);
/* Writes the @nth file, of @n_calls calls to @number, into the folder @drop. Returns: when it was
 * closed, monotonic. */
gint64 bench_live_put_file (const char *drop, guint nth, const char *number, guint n_calls);
/* Writes the @nth file of one call into the folder @drop, after a pause. Returns: milliseconds from
 * its closing to the event of the call. */
double bench_live_time_one (TestHttp *events, const char *drop, guint nth);

G_END_DECLS
