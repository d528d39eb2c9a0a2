/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The time of day, passed in so that tests can hold it still.
 */
#include "config.h"

#include "shared/base/clock.h"

gint64
toll_clock_now_ms (const TollClock *clock)
{
  if (clock != NULL && clock->fixed_ms != 0)
    return clock->fixed_ms;
  return g_get_real_time () / 1000;
}
