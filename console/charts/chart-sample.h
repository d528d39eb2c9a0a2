/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Returns: (transfer full): a document with invented figures, always the same, whose chart is of
 * @kind: what a report will look like before anybody ran it. Main thread. */
TollReportDoc *console_chart_sample_new (TollChartKind kind);

/* Has the chart of a sample draw what a report draws: @columns (n_columns) are its series, with id,
 * untranslated title and kind; copied. Fewer than the sample has are all that it draws then. */
void console_chart_sample_name_series (TollReportDoc *doc, const TollReportColumn *columns,
                                       guint n_columns);

G_END_DECLS
