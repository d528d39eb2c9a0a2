/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/report.h"

G_BEGIN_DECLS

/* Inside collector/reports only: reports that are more than one list or one grouping. */

/* Leaves out the nations that were called before the period, as far as the viewer sees. */
gboolean collector_report_build_new_nations (CollectorReportRun *run, GError **error);

/* What became of the reports that are sent by the clock. */
gboolean collector_report_build_schedule_runs (CollectorReportRun *run, GError **error);

G_END_DECLS
