/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TollClock:
 * Where the time of day comes from: the machine, or a test's own hand. Passed in, never global.
 * Intervals are measured with g_get_monotonic_time() instead.
 */
typedef struct
{
  gint64 fixed_ms; /* UTC epoch, milliseconds; 0 = the machine's clock */
} TollClock;

/* Returns: UTC epoch in milliseconds. Any thread. @clock may be NULL: the machine's clock. */
gint64 toll_clock_now_ms (const TollClock *clock);

G_END_DECLS
