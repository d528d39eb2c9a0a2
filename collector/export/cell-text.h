/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/zone.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Appends a cell as plain text that machines read too: money and shares with a decimal point,
 * durations in seconds, dates and times as 2026-03-02 18:29:30 of @zone. Nothing for an empty
 * cell. Pure. */
void collector_cell_append (GString *out, const TollReportColumn *column, const TollCell *cell,
                            const TollZone *zone);

/* The heading of a column, with its unit: "Duration (s)", "Cost (EUR)". Returns: (transfer
 * full). */
char *collector_cell_dup_title (const TollReportColumn *column);

G_END_DECLS
