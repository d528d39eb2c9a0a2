/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/facts.h"
#include "collector/reports/report.h"

G_BEGIN_DECLS

/* Inside collector/reports only. */

/* Rows of groups, with subtotals of each key but the last, and totals. */
gboolean collector_report_run_groups (CollectorReportRun *run, GError **error);
/* With how many calls a group is shown at least; 0 = each. */
guint collector_report_run_get_least_calls (const CollectorReportRun *run);
/* A page of calls. */
gboolean collector_report_run_list (CollectorReportRun *run, GError **error);

/* A column of a list: what it shows of a call. */
typedef struct
{
  const CollectorFact *fact;
  const char *currency; /* (nullable): of amounts: shows those in it, and no others */
} CollectorFactColumn;

/* run-list.c */
void collector_fact_column_fill (const CollectorFactColumn *column, const CollectorFactInput *input,
                                 TollCell *cell);

/* The ids of columns: the spec's fields, else the report's, but for those that the house hides from the
 * viewer. Returns: (transfer full). */
GStrv collector_report_run_dup_columns (const CollectorReportRun *run);

/* What narrows it, in words; after the rows are there. filter-words.c */
void collector_report_run_add_filters (CollectorReportRun *run);
/* What is drawn, with columns by index; nothing when a column was left out. */
void collector_report_run_add_chart (CollectorReportRun *run);
/* The column of a key that rows are grouped by. */
void collector_report_run_add_key_column (CollectorReportRun *run, const CollectorField *field);
/* Puts a key and its @name into @row. */
void collector_report_run_fill_key (CollectorReportRun *run, const CollectorField *field,
                                    const CollectorKey *key, const char *name, TollReportRow *row,
                                    guint index);

G_END_DECLS
