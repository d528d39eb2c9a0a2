/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* ConsoleReportResult: what POST /reports/{id}/run answered: a document, and the question that it
 * answers. Immutable. Main thread. */
#define CONSOLE_TYPE_REPORT_RESULT (console_report_result_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleReportResult, console_report_result, CONSOLE, REPORT_RESULT, GObject)

/* Returns: (transfer full): NULL with BAD_FORMAT when the answer is no document. */
ConsoleReportResult *console_report_result_new (JsonObject *answer, GError **error);
const TollReportDoc *console_report_result_get_doc (ConsoleReportResult *self);
/* Returns: (transfer none): the whole question, the report's own choices included. */
JsonObject *console_report_result_get_spec (ConsoleReportResult *self);
/* Returns: (transfer none): the document that the chart is made of: see
 * toll_report_doc_get_drawn(). */
const TollReportDoc *console_report_result_get_drawn (ConsoleReportResult *self);
/* TRUE when there are calls behind what stands at @column of @row; a key has those of its row, where
 * one of the row's figures opens them. @doc, @row, @column: see below. */
gboolean console_report_result_opens (const TollReportDoc *doc, const TollReportRow *row,
                                      guint column);
/* The question for the calls behind the figure at @column of @row. @doc: the result's document, or
 * that of its chart; @row: (nullable): the document's; NULL = its totals. @column: G_MAXUINT = all
 * calls of the row.
 * Returns: (transfer full): JSON for "win.open-report"; NULL when that figure opens nothing. */
char *console_report_result_dup_drill (ConsoleReportResult *self, const TollReportDoc *doc,
                                       const TollReportRow *row, guint column);

/* ConsoleResultRow: a row of a result, for lists. It keeps its result alive. */
#define CONSOLE_TYPE_RESULT_ROW (console_result_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleResultRow, console_result_row, CONSOLE, RESULT_ROW, GObject)

/* @row: one of the document's rows, or its totals. */
ConsoleResultRow *console_result_row_new (ConsoleReportResult *result, const TollReportRow *row);
ConsoleReportResult *console_result_row_get_result (ConsoleResultRow *self);
const TollReportRow *console_result_row_get (ConsoleResultRow *self);
gboolean console_result_row_is_totals (ConsoleResultRow *self);

G_END_DECLS
