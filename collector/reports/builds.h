/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/report.h"

G_BEGIN_DECLS

/* Inside collector/reports only: reports that are more than one list or one grouping. */

/* Leaves out the nations that were called before the period, as far as the viewer sees. */
gboolean collector_report_narrow_new_nations (CollectorReportRun *run, GError **error);

/* Lines without a call, with their number by department. */
gboolean collector_report_build_unused_lines (CollectorReportRun *run, GError **error);

/* Who looked at whose data. */
gboolean collector_report_build_access_log (CollectorReportRun *run, GError **error);

/* Files by node and hour, and those that never came. */
gboolean collector_report_build_acquisition (CollectorReportRun *run, GError **error);

/* What was not imported, by reason. */
gboolean collector_report_build_discards (CollectorReportRun *run, GError **error);

/* Public numbers of the sites that nobody called. */
gboolean collector_report_build_unused_dids (CollectorReportRun *run, GError **error);

/* Sites by how long nothing has come from them. */
gboolean collector_report_build_silent_sites (CollectorReportRun *run, GError **error);

/* How many calls were up at once, by times and one thing besides: see occupancy.h. */
gboolean collector_report_build_occupancy (CollectorReportRun *run, GError **error);

/* What became of the reports that are sent by the clock. */
gboolean collector_report_build_schedule_runs (CollectorReportRun *run, GError **error);

/* What a period will have cost at its end. */
gboolean collector_report_build_forecast (CollectorReportRun *run, GError **error);

/* ---- For those that are tables of something else than calls ---- */

/* Adds the columns. Returns: FALSE with BAD_ARGUMENT for a spec that restricts or arranges calls:
 * what would change nothing is not accepted in silence. */
gboolean collector_report_begin_table (CollectorReportRun *run, const TollReportColumn *columns,
                                       guint n_columns, GError **error);
/* Its rows stand in groups with sums: they are asked for in no other order. */
void collector_report_fix_table (CollectorReportRun *run);
/* Once the rows are there: sorts them as the spec says and leaves those within its limit. Returns:
 * FALSE with BAD_ARGUMENT for what is no column that they can be sorted by. */
gboolean collector_report_arrange_table (CollectorReportRun *run, GError **error);
/* The end of the period, or now, whichever is first. */
gint64 collector_report_get_end_ms (const CollectorReportRun *run);
/* A text that does not live as long as the document; "" empties. */
void collector_report_set_text (const CollectorReportRun *run, TollCell *cell, const char *text);
/* Fills @totals with the sums of the plain rows from @first_row on, in the columns that add up. */
void collector_report_add_totals (CollectorReportRun *run, guint first_row, TollReportRow *totals);

G_END_DECLS
