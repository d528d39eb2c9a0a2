/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A number that somebody typed, in the one form that the same number always has. Pure.
 */
#include "config.h"

#include "collector/normalize/plan.h"

#include <string.h>

#define LEAST_DIGITS 7 /* country code and the shortest numbers that nations have */

static gboolean
is_whole (const CollectorNumber *number)
{
  return strlen (number->e164) > LEAST_DIGITS && number->dest_class != TOLL_CLASS_UNKNOWN;
}

const char *
collector_plan_find_whole (const CollectorPlan *plan, const CollectorSite *site, const char *text,
                           gboolean is_calling, TollArena *arena)
{
  CollectorNumber number;

  collector_plan_understand (plan, site, text, is_calling, arena, &number);
  if (number.is_extension)
    return "";
  if (!is_whole (&number))
    collector_plan_understand (plan, site, text, !is_calling, arena, &number);
  return is_whole (&number) ? number.e164 : "";
}
