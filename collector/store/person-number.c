/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one form of a person's outside number. Pure.
 */
#include "config.h"

#include "collector/store/people-store.h"

#include <string.h>

#define LEAST_DIGITS 9 /* fewer may be a long extension */

static gboolean
may_be_outside (const CollectorPersonLine *line)
{
  const char *number = line->number;

  return line->kind != COLLECTOR_LINE_EXTENSION
         && (*number == '+' || *number == '0' || strlen (number) >= LEAST_DIGITS);
}

void
collector_person_settle_number (CollectorPersonLine *line, const CollectorPlan *plan,
                                TollArena *arena)
{
  const CollectorSite *site;
  const char *whole;

  if (plan == NULL || !may_be_outside (line))
    return;
  site = collector_plan_lookup_site (plan, line->site_id);
  if (site == NULL)
    site = collector_plan_get_default_site (plan);
  whole = collector_plan_find_whole (plan, site, line->number, TRUE, arena);
  if (*whole != '\0')
    line->number = whole;
}
