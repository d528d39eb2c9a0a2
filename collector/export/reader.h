/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/export/exporter.h"
#include "shared/base/arena.h"
#include "shared/chart/words.h"

G_BEGIN_DECLS

/* CollectorReader: how whoever reads the file reads: language, direction, numbers. The texts of
 * PDF, Excel and HTML come from here, so that all say the same. Must not move once made. One
 * thread at a time. */
typedef struct
{
  const CollectorExportJob *job;
  TollChartStyle style; /* for charts */
  TollChartWords words;
} CollectorReader;

void collector_reader_init (CollectorReader *reader, const CollectorExportJob *job);

/* Returns: (transfer none): @text, marked N_() somewhere, in the reader's language. */
const char *collector_reader_say (const CollectorReader *reader, const char *text)
    G_GNUC_FORMAT (2);

/* A cell below a heading that says its unit: "412.33", "0:05:13", "9 Apr 2026 12:45:28"; "" of an
 * empty one, "–" where rows are grouped by it. Prices of single calls have two more decimals than
 * coins. In @arena. */
const char *collector_reader_cell (const CollectorReader *reader, const TollReportColumn *column,
                                   const TollCell *cell, TollArena *arena);

/* The heading: "Cost (€)", "Calls: Before"; @unit: of the column in the whole answer. */
const char *collector_reader_title (const CollectorReader *reader, const TollReportColumn *column,
                                    const char *unit, TollArena *arena);

/* The headings of all columns (of TollReportColumn) in two lines: @spans: that over a figure's
 * sides, at the first of them, "" at the others; NULL at columns without one. Arrays of one a column. */
void collector_reader_list_titles (const CollectorReader *reader, const GArray *columns,
                                   TollArena *arena, const char **titles, const char **spans);

/* The first cell of a row that sums up: "Total" of everything (@group ""), "Total Sales". */
const char *collector_reader_total (const CollectorReader *reader, const char *group,
                                    TollArena *arena);

/* "1 Mar 2026 – 31 Mar 2026", with times where it does not begin and end at midnight; of a
 * comparison both periods. */
const char *collector_reader_period (const CollectorReader *reader, const TollReportDoc *doc,
                                     TollArena *arena);

/* What a document says of itself beside title and question: period, zone, restrictions, how it is
 * counted, when it was made. */
typedef struct
{
  const char *label;
  const char *text;
} CollectorFactLine;
#define COLLECTOR_READER_MAX_FACTS 5

/* Returns: how many of @facts there are. */
guint collector_reader_list_facts (const CollectorReader *reader, const TollReportDoc *doc,
                                   TollArena *arena, CollectorFactLine *facts);

/* "Page 3 of 12". */
const char *collector_reader_page (const CollectorReader *reader, guint page, guint n_pages,
                                   TollArena *arena);

/* "Page 3 of 12, columns 13–24 of 44". */
const char *collector_reader_part (const CollectorReader *reader, guint page, guint n_pages,
                                   guint first, guint last, guint n_columns, TollArena *arena);

G_END_DECLS
