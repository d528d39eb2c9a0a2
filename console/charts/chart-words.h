/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "shared/chart/style.h"

G_BEGIN_DECLS

/* The words and figures of report documents in the reader's language. Main thread. */

/* Returns: (transfer full): a cell of @column as people read it; "–" when nothing is known. */
char *console_chart_words_cell (const TollReportColumn *column, const TollCell *cell,
                                GTimeZone *zone);

/* Returns: (transfer full): the heading of a column; of several currencies each says which. */
char *console_chart_words_dup_title (const TollReportColumn *column);

/* The hooks of a chart's style; @zone must outlive the style. */
void console_chart_words_set_style (TollChartStyle *style, GTimeZone *zone);

/* Returns: (transfer none): @word, which the collector says in English, in the reader's language. */
const char *console_chart_words_translate (const char *word);

G_END_DECLS
