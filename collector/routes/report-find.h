/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/reply.h"
#include "collector/api/request.h"
#include "collector/reports/history.h"

G_BEGIN_DECLS

/* The report that the request's {id} names. Returns: (transfer none): NULL with NOT_FOUND, or
 * FORBIDDEN for one above the viewer's role. */
const CollectorReport *collector_report_find (CollectorRequest *request, GError **error);

/* Writes a question that the ledger keeps as the member "spec". */
void collector_report_write_spec (TollJsonWriter *json, const char *text);

/* Writes the whole answer of @run into a file that is @reply's body, in the format called @format.
 * A lane for long tasks. Returns: (transfer full): what the history keeps of it; NULL with
 * BAD_ARGUMENT for an unknown format, and what a report may say. */
CollectorHistoryEntry *collector_report_export (CollectorReportRun *run, const char *format,
                                                CollectorRequest *request, CollectorReply *reply,
                                                GError **error);

G_END_DECLS
