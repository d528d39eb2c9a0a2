/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Returns: (transfer full): a document with invented figures, always the same, whose chart is of
 * @kind: what a report will look like before anybody ran it. Main thread. */
TollReportDoc *console_chart_sample_new (TollChartKind kind);

G_END_DECLS
