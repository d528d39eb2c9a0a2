/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The causes of Q.850 as what ended a call that nobody took. Pure; any thread.
 *
 * Source: ITU-T Q.850, table 1.
 */
#include "config.h"

#include "collector/normalize/step-end.h"

#include <glib/gi18n.h>

static const struct
{
  guint32 cause;
  const char *reason;
} reasons[] = {
  { 0, N_ ("no answer") },
  { 1, N_ ("number not in use") },
  { 2, N_ ("no route to the number") },
  { 3, N_ ("no route to the number") },
  { 16, N_ ("no answer") }, /* the caller gave up */
  { 17, N_ ("line busy") },
  { 18, N_ ("no answer") },
  { 19, N_ ("no answer") },
  { 20, N_ ("could not be reached") },
  { 21, N_ ("call rejected") },
  { 22, N_ ("number changed") },
  { 27, N_ ("destination out of order") },
  { 28, N_ ("invalid or incomplete number") },
  { 31, N_ ("no answer") },
  { 34, N_ ("no free channel") },
  { 38, N_ ("network out of order") },
  { 41, N_ ("temporary failure") },
  { 42, N_ ("network overloaded") },
  { 44, N_ ("no free channel") },
  { 55, N_ ("calls to it are barred") },
};

static const char *
find_reason (guint32 cause)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].cause == cause)
      return reasons[i].reason;
  return N_ ("could not be connected");
}

const char *
collector_step_find_end_reason (const TollCall *call)
{
  if (call->flags & TOLL_CALL_BLOCKED)
    return N_ ("not allowed");
  if (call->connect_ms != 0 || call->outcome == TOLL_OUTCOME_ANSWERED)
    return "";
  return find_reason (call->cause);
}
