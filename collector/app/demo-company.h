/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/demo/company.h"
#include "collector/store/db.h"

G_BEGIN_DECLS

/* Stores the demo company through the ordinary stores: sites, gateways, devices, people, tariffs
 * and who pays by which. Runs in the caller's transaction. @from_day: since when its
 * tariffs hold, as days since 1970. */
gboolean collector_demo_company_store (CollectorDb *db, const CollectorDemoCompany *company,
                                       gint32 from_day, gint64 now_ms, GError **error);

G_END_DECLS
