/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Report documents as reports answer them, one for each kind of chart. */

/* Returns: (transfer full): a document of @kind with @n_rows rows (labels and figures are always
 * the same for the same @n_rows). */
TollReportDoc *chart_docs_new (TollChartKind kind, guint n_rows);

/* Pieces, for documents of a test's own. Texts are copied. Returns: the column's index. */
guint chart_docs_add_column (TollReportDoc *doc, const char *id, const char *title,
                             TollCellKind kind, TollColumnRole role, const char *unit);
/* Adds a row: a label (a text, or NULL for @label_figure) and @n_figures figures. */
void chart_docs_add_row (TollReportDoc *doc, const char *label, gint64 label_figure,
                         const gint64 *figures, guint n_figures);

/* Returns: the sum of a column over its rows. */
gint64 chart_docs_sum (const TollReportDoc *doc, guint column);

G_END_DECLS
