/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lengths of time in whole seconds. Pure; any thread.
 */
#include "config.h"

#include "shared/base/duration.h"

gint64
toll_duration_get_seconds (gint64 ms)
{
  gint64 s = ABS (ms) / 1000 + (ABS (ms) % 1000 >= 500);

  return ms < 0 ? -s : s;
}

char *
toll_duration_format (gint64 ms)
{
  gint64 s = ABS (toll_duration_get_seconds (ms));

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", s / 3600, (int) (s / 60 % 60),
                          (int) (s % 60));
}
