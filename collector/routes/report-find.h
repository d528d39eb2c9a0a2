/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/reply.h"
#include "collector/api/request.h"
#include "collector/reports/report.h"

G_BEGIN_DECLS

/* The report that the request's {id} names. Returns: (transfer none): NULL with NOT_FOUND, or
 * FORBIDDEN for one above the viewer's role. */
const CollectorReport *collector_report_find (CollectorRequest *request, GError **error);

/* Writes the whole answer of @run into a file that is @reply's body, in the format called @format.
 * A lane for long tasks. BAD_ARGUMENT for an unknown format. */
gboolean collector_report_export (CollectorReportRun *run, const char *format,
                                  CollectorRequest *request, CollectorReply *reply,
                                  GError **error);

G_END_DECLS
