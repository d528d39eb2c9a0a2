/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/number-range.h"
#include "collector/normalize/plan.h"

G_BEGIN_DECLS

/* CollectorShortCode: a number of few digits dialled as it stands. */
typedef struct
{
  const char *pattern; /* digits, x or X = any digit */
  guint length;
  TollClass dest_class;
} CollectorShortCode;

/* CollectorSitePlan: a site with all that understanding a number needs looked up beforehand. The
 * site comes first, so that a site of the plan can be turned back into its row. */
typedef struct
{
  CollectorSite site;
  const CollectorNation *nation;             /* NULL when the numbering does not know it */
  const char *const *international_prefixes; /* the site's own one or the nation's */
  const char *trunk_prefix;                  /* "" when none */
  GArray *short_codes;                       /* of CollectorShortCode, the site's first */
  GArray *extensions;                        /* of CollectorNumberRange */
  GArray *publics;                           /* of CollectorNumberRange */
} CollectorSitePlan;

/* Returns: (transfer none): the row of @site, which must be one of the plan; of the default site
 * when @site is NULL. */
const CollectorSitePlan *collector_plan_get_row (const CollectorPlan *plan,
                                                  const CollectorSite *site);

/* Returns: TRUE when one of @ranges (of CollectorNumberRange) holds @number. */
gboolean collector_plan_ranges_contain (const GArray *ranges, const char *number);

G_END_DECLS
