/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* CollectorSums: what all pages of an answer have in common: the totals, and the unit of each
 * column. Pages come one by one; totals are those of the last page that has some, else columns that
 * may be added up are. Amounts of different currencies are never added. */
typedef struct _CollectorSums CollectorSums;

CollectorSums *collector_sums_new (void);
void collector_sums_free (CollectorSums *sums);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSums, collector_sums_free)

void collector_sums_add_page (CollectorSums *sums, const TollReportDoc *page);

/* Returns: (transfer none) (nullable): one cell a column; NULL when there is nothing to total. */
const TollCell *collector_sums_get_totals (const CollectorSums *sums);
/* TRUE when the totals are the sums of the rows; a report that shows only the largest has totals of
 * all. */
gboolean collector_sums_is_sum (const CollectorSums *sums, guint column);

/* Returns: (transfer none): the unit of a column on every page, "" when pages differ. */
const char *collector_sums_get_unit (const CollectorSums *sums, guint column);

/* How many rows came, sums of groups not counted. */
guint64 collector_sums_get_n_rows (const CollectorSums *sums);

G_END_DECLS
