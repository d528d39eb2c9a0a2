/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The period of a report's answer in words.
 */
#include "config.h"

#include "console/pages/result/result-period.h"

#include <glib/gi18n.h>

#include "console/widgets/format.h"

static char *
dup_instant (gint64 at_ms, GTimeZone *zone)
{
  g_autofree char *day = console_format_long_day (at_ms, zone);
  g_autofree char *time = console_format_time (at_ms, zone);

  /* TRANSLATORS: a day and a time of it */
  return g_strdup_printf (C_ ("moment", "%s %s"), day, time);
}

/* The days from the first to the last; an instant is no day. */
static char *
dup_days (gint64 from_ms, gint64 to_ms, GTimeZone *zone)
{
  g_autofree char *from = console_format_long_day (from_ms, zone);
  g_autofree char *to = console_format_long_day (to_ms - 1, zone);

  if (to_ms == 0)
    return g_strdup (_ ("Everything"));
  if (to_ms - from_ms < 1000)
    return dup_instant (from_ms, zone);
  if (g_str_equal (from, to))
    return g_steal_pointer (&from);
  /* TRANSLATORS: a period: its first day and its last day */
  return g_strdup_printf (C_ ("period", "%s – %s"), from, to);
}

GTimeZone *
console_result_dup_zone (const TollReportDoc *doc, GTimeZone *fallback)
{
  GTimeZone *named = g_time_zone_new_identifier (doc->zone);

  return named != NULL ? named : g_time_zone_ref (fallback);
}

char *
console_result_dup_period (const TollReportDoc *doc, GTimeZone *fallback)
{
  g_autoptr (GTimeZone) zone = console_result_dup_zone (doc, fallback);
  g_autofree char *period = dup_days (doc->from_ms, doc->to_ms, zone), *other = NULL;

  if (doc->other_to_ms == 0)
    return g_steal_pointer (&period);
  other = dup_days (doc->other_from_ms, doc->other_to_ms, zone);
  /* TRANSLATORS: two periods: that of the report, and the one whose figures stand beside: "1 October
   * 2026 – 31 October 2026 compared with 1 September 2026 – 30 September 2026" */
  return g_strdup_printf (_ ("%s compared with %s"), period, other);
}
