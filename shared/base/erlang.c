/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Erlang B by the recursion of its inverse, which neither overflows nor loses digits: with one
 * channel more, 1 / B is 1 + n / A times what it was.
 */
#include "config.h"

#include "shared/base/erlang.h"

#define MOST_ERLANG 1e6

static double
add_channel (double inverse, double erlang, guint n)
{
  return 1 + n / erlang * inverse;
}

double
toll_erlang_b (double erlang, guint n_channels)
{
  double inverse = 1;

  if (!(erlang > 0))
    return n_channels > 0 ? 0 : 1;
  for (guint n = 1; n <= n_channels; n++)
    inverse = add_channel (inverse, erlang, n);
  return 1 / inverse;
}

guint
toll_erlang_b_find_channels (double erlang, double blocking)
{
  double inverse = 1;
  guint n = 0;

  g_return_val_if_fail (blocking > 0, 0);
  if (!(erlang > 0))
    return 0;
  erlang = MIN (erlang, MOST_ERLANG);
  while (inverse < 1 / blocking)
    inverse = add_channel (inverse, erlang, ++n);
  return n;
}
