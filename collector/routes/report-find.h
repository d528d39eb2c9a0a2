/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/request.h"
#include "collector/reports/report.h"

G_BEGIN_DECLS

/* The report that the request's {id} names. Returns: (transfer none): NULL with NOT_FOUND, or
 * FORBIDDEN for one above the viewer's role. */
const CollectorReport *collector_report_find (CollectorRequest *request, GError **error);

G_END_DECLS
