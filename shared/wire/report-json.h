/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-doc.h"
#include "shared/wire/json-read.h"
#include "shared/wire/json-write.h"

G_BEGIN_DECLS

/* Writes the members of @doc into the open object of @json: id, title, question, basis, filters,
 * zone, period, columns, overview (a document, when there is one), rows, keys, subtotals, totals,
 * chart, n_calls, n_cut, n_before, next, source, took_ms. A cell is a figure, a text, or null; rows and keys (and, of lists, calls: the ids of the rows'
 * calls) go side by side; a subtotal tells behind how many rows it stands. */
void toll_report_doc_write (const TollReportDoc *doc, TollJsonWriter *json);

/* The same of an answer of many pages as one document, piece by piece: the head of the first page;
 * the rows of each into an open array "rows"; and behind it what stands behind the rows: @calls: ids
 * (gint64) of the rows' calls; @totals: (nullable): one cell a column. Such answers have no keys. */
void toll_report_doc_write_head (const TollReportDoc *doc, TollJsonWriter *json);
void toll_report_doc_write_rows (const TollReportDoc *doc, TollJsonWriter *json);
/* The items alone. @n_before: rows that are no subtotals in pages before. Returns: with this page's. */
guint toll_report_doc_write_subtotals (const TollReportDoc *doc, guint n_before,
                                       TollJsonWriter *json);
/* @subtotals: (nullable): an array of those items; NULL = those of @doc's rows. */
void toll_report_doc_write_tail (const TollReportDoc *doc, const GArray *calls,
                                 const GString *subtotals, const TollCell *totals,
                                 TollJsonWriter *json);

/* Reads what the above wrote. @object is not needed afterwards.
 * Returns: (transfer full): NULL with BAD_FORMAT when a row does not fit the columns. */
TollReportDoc *toll_report_doc_read (const TollJsonValue *object, GError **error);

G_END_DECLS
