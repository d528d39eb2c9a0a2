/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/zone.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* A report as CSV after RFC 4180: one row of headings, then the rows (no subtotals and totals,
 * which a reader of the file would count twice). Texts that a spreadsheet would run as a formula
 * get an apostrophe before them. A document of several pages is written page by page: the headings
 * once. Pure. */
void collector_csv_write_titles (const TollReportDoc *doc, GString *out);
void collector_csv_write_rows (const TollReportDoc *doc, const TollZone *zone, GString *out);

G_END_DECLS
