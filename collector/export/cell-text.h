/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/zone.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Appends a cell as plain text that machines read too: money and shares with a decimal point,
 * durations in seconds, dates and times as 2026-03-02 18:29:30 of @zone, words in @language.
 * Nothing for an empty cell. Pure. */
void collector_cell_append (GString *out, const TollReportColumn *column, const TollCell *cell,
                            const TollZone *zone, const char *language);

/* What a row is called by a key that nothing is known of, in files as on the screen. */
#define COLLECTOR_CELL_UNKNOWN "–"
/* Returns: whether that stands in the cell of a row, which is no sum. */
gboolean collector_cell_is_unknown (const TollReportColumn *column, const TollCell *cell);

/* Returns: (transfer none): the text of a cell that has one, a word in @language. */
const char *collector_cell_get_words (const TollReportColumn *column, const TollCell *cell,
                                     const char *language);

/* The heading of a column, with its unit: "Duration (s)", "Cost (EUR)", "Calls: Before". Returns:
 * (transfer full). */
char *collector_cell_dup_title (const TollReportColumn *column, const char *language);

/* The same in a file whose reader sees nothing but rows: where two periods are compared the heading
 * says of which its figures are: "Calls 2026-10-01/2026-10-31", "Calls: Change". */
char *collector_cell_dup_heading (const TollReportDoc *doc, const TollReportColumn *column,
                                  const TollZone *zone, const char *language);

G_END_DECLS
