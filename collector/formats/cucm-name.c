/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names of the files that Unified CM writes. Refuses every other name, also one with an
 * extension; says nothing about the content. Pure; any thread.
 */
#include "config.h"

#include "collector/formats/cucm-name.h"

#include <string.h>

#define MAX_NODE 9999
#define MINUTE_DIGITS 12

void
collector_cucm_name_clear (CollectorCucmName *name)
{
  g_clear_pointer (&name->cluster, g_free);
  memset (name, 0, sizeof *name);
}

/* Reads the digits between the last "_" before @end and @end, and moves @end to that "_".
 * Returns: FALSE when something else than digits is there. */
static gboolean
take_figure (const char *begin, const char **end, gsize *n_digits, guint64 *figure)
{
  const char *bar = memrchr (begin, '_', *end - begin);

  *figure = 0;
  if (bar == NULL || bar + 1 == *end || *end - bar > 19)
    return FALSE;
  for (const char *at = bar + 1; at < *end; at++)
    {
      if (!g_ascii_isdigit (*at))
        return FALSE;
      *figure = *figure * 10 + (*at - '0');
    }
  *n_digits = *end - bar - 1;
  *end = bar;
  return TRUE;
}

/* @figure: yyyymmddhhmm */
static gboolean
read_minute (guint64 figure, gint64 *minute_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (
      figure / 100000000, figure / 1000000 % 100, figure / 10000 % 100, figure / 100 % 100,
      figure % 100, 0);

  if (time == NULL)
    return FALSE;
  *minute_ms = g_date_time_to_unix (time) * 1000;
  return TRUE;
}

gboolean
collector_cucm_name_parse (const char *file_name, CollectorCucmName *name)
{
  const char *end = file_name + strlen (file_name), *cluster = file_name + 4;
  guint64 minute, node;
  gsize n_digits;

  memset (name, 0, sizeof *name);
  if (g_ascii_strncasecmp (file_name, "cdr_", 4) != 0 &&
      g_ascii_strncasecmp (file_name, "cmr_", 4) != 0)
    return FALSE;
  if (!take_figure (cluster, &end, &n_digits, &name->sequence) ||
      !take_figure (cluster, &end, &n_digits, &minute) || n_digits != MINUTE_DIGITS ||
      !read_minute (minute, &name->minute_ms) || !take_figure (cluster, &end, &n_digits, &node) ||
      node == 0 || node > MAX_NODE || end == cluster || !g_utf8_validate (file_name, -1, NULL))
    {
      collector_cucm_name_clear (name);
      return FALSE;
    }
  name->is_cmr = g_ascii_tolower (file_name[1]) == 'm';
  name->node = node;
  name->cluster = g_strndup (cluster, end - cluster);
  return TRUE;
}
