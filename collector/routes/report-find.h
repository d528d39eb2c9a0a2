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

/* Checks the question @value (nullable: what the report asks by itself) over the report @report_id
 * as far as can be done without asking it, by the request's viewer. @text: (inout): JSON in @arena
 * as it was understood; stays what it is for NULL.
 * Returns: FALSE with BAD_ARGUMENT naming the member, FORBIDDEN. */
gboolean collector_report_read_spec (CollectorRequest *request, CollectorDb *db,
                                     const char *report_id, const TollJsonValue *value,
                                     TollArena *arena, const char **text, GError **error);

/* Writes the whole answer of @run into a file that is @reply's body, in the format called @format.
 * A lane for long tasks. Returns: (transfer full): what the history keeps of it; NULL with
 * BAD_ARGUMENT for an unknown format, and what a report may say. */
CollectorHistoryEntry *collector_report_export (CollectorReportRun *run, const char *format,
                                                CollectorRequest *request, CollectorReply *reply,
                                                GError **error);

G_END_DECLS
