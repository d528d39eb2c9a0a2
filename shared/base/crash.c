/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Named places to die at: how tests prove that a kill loses and doubles nothing.
 */
#include "config.h"

#include "shared/base/crash.h"

#include <signal.h>
#include <string.h>

typedef struct
{
  gsize is_read;
  char *name; /* NULL: nobody asked */
  gint n_left;
} CrashPlan;

static CrashPlan plan;

static void
read_plan (void)
{
  const char *text = g_getenv ("TOLL_CRASH_AT");

  if (!g_once_init_enter (&plan.is_read))
    return;
  if (text != NULL && *text != '\0')
    {
      const char *colon = strchr (text, ':');

      plan.n_left = colon != NULL ? (gint) g_ascii_strtoll (colon + 1, NULL, 10) : 1;
      plan.name = colon != NULL ? g_strndup (text, colon - text) : g_strdup (text);
    }
  g_once_init_leave (&plan.is_read, 1);
}

void
toll_crash_point (const char *name)
{
  read_plan ();
  if (plan.name != NULL && strcmp (plan.name, name) == 0
      && g_atomic_int_dec_and_test (&plan.n_left))
    raise (SIGKILL);
}
