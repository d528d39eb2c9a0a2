/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/run-progress.h"

G_BEGIN_DECLS

/* Inside collector/reports only: lists whose rows stand together by a field: a row behind each
 * section sums it, and a chart of all of them stands over the list. */

/* @section: (out) (nullable): the field, NULL for a list without. Errors: BAD_ARGUMENT. */
gboolean collector_list_sections_find (const CollectorReportRun *run,
                                       const CollectorField **section, GError **error);
/* Before a row of the section @key: ends the one before when it is another. */
void collector_list_sections_step (CollectorReportRun *run, const CollectorField *section,
                                   CollectorListProgress *progress, const CollectorKey *key);
/* Puts the section into the first column of @row. */
void collector_list_sections_fill (CollectorReportRun *run, const CollectorField *section,
                                   CollectorListProgress *progress, TollReportRow *row);
/* Behind the last row of the list. */
void collector_list_sections_end (CollectorReportRun *run, const CollectorField *section,
                                  CollectorListProgress *progress);
/* Makes the document's overview on the first page. */
gboolean collector_list_sections_draw (CollectorReportRun *run, const CollectorField *section,
                                       GError **error);

G_END_DECLS
