/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/export/reader.h"

G_BEGIN_DECLS

/* Appends the chart of @page as a table of coloured cells, which every mail program shows, also one
 * that shows no pictures: bars across for names, columns upwards for days and hours. Nothing for
 * kinds that cannot be drawn so. */
void collector_html_chart_append (GString *out, const CollectorReader *reader,
                                  const TollReportDoc *page, TollArena *arena);

G_END_DECLS
