/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/report.h"

G_BEGIN_DECLS

/* Inside collector/reports only. */

/* Rows of groups, with subtotals of the first key when there are more, and totals. */
gboolean collector_report_run_groups (CollectorReportRun *run, GError **error);
/* A page of calls. */
gboolean collector_report_run_list (CollectorReportRun *run, GError **error);

/* The ids of columns: the spec's fields, else the report's. Returns: (transfer full). */
GStrv collector_report_run_dup_columns (const CollectorReportRun *run);

G_END_DECLS
