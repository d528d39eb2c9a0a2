/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one form of a person's outside number. Pure.
 */
#include "config.h"

#include "collector/store/people/store.h"

#include <string.h>

#define LEAST_DIGITS 9 /* fewer may be a long extension */

/* What stands behind one of these would be cut off in silence. */
static gboolean
is_one_number (const char *text)
{
  return strpbrk (text, ",;@#") == NULL;
}

static gboolean
may_be_outside (const CollectorPersonLine *line)
{
  const char *number = line->number;

  return line->kind != COLLECTOR_LINE_EXTENSION && is_one_number (number)
         && (*number == '+' || *number == '0' || *number == '(' || strlen (number) >= LEAST_DIGITS);
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
