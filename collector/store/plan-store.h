/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/plan.h"
#include "collector/store/site-store.h"

G_BEGIN_DECLS

/* Reads sites, gateways and device kinds into a snapshot for the pipeline. @default_nation is used
 * while there is no site. Returns: (transfer full). */
CollectorPlan *collector_plan_load (CollectorDb *db, CollectorNumbering *numbering,
                                    const char *default_nation, GError **error);

/* The same as if @row stood in the place of the site @id (0: as one more site, with that id):
 * to try an edit before it is stored. */
CollectorPlan *collector_plan_load_trial (CollectorDb *db, CollectorNumbering *numbering,
                                          const char *default_nation, gint64 id,
                                          const CollectorSiteRow *row, GError **error);

G_END_DECLS
