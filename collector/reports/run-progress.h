/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/run-private.h"

G_BEGIN_DECLS

/* Inside collector/reports only. */

#define COLLECTOR_LIST_MAX_SUMS 32

/* What the cells of a column came to. Of an amount without a cell nothing is said. */
typedef struct
{
  gint64 figure;
  gboolean is_known;
} CollectorListSum;

/* CollectorListProgress: what the pages of a list so far came to: it travels with where the next
 * one begins, so that the end of a list of any length, and of a section of it, knows its sums. */
typedef struct
{
  gint64 n_rows;
  gint64 rank;      /* of the last row: how manieth it is, or how manieth in its currency */
  char currency[4]; /* of the last row, where they are ranked so */
  CollectorListSum sums[COLLECTOR_LIST_MAX_SUMS]; /* of the columns that add up, in their order */
  gboolean has_section;
  CollectorKey section; /* of the last row; its text lives in the document's arena */
  const char *section_name; /* (nullable): not yet looked up */
  CollectorListSum section_sums[COLLECTOR_LIST_MAX_SUMS];
  const char *after; /* (nullable): where the calls go on */
} CollectorListProgress;

/* From the run's @after; the document's columns are there. @section: (nullable): the field of the
 * list's sections. Errors: BAD_ARGUMENT, also when calls of another currency came in, so that the page
 * before has other columns. */
gboolean collector_list_progress_read (CollectorListProgress *progress,
                                       const CollectorReportRun *run,
                                       const CollectorField *section, GError **error);
/* @next: where the calls go on, "" = nowhere. Returns: in the document's arena; "" = the end. */
const char *collector_list_progress_write (const CollectorListProgress *progress,
                                           const CollectorReportRun *run,
                                           const CollectorField *section, const char *next);
/* Puts what the list came to into @row. */
void collector_list_progress_fill (const CollectorListProgress *progress, const TollReportDoc *doc,
                                   TollReportRow *row);
/* The same of the section. */
void collector_list_progress_fill_section (const CollectorListProgress *progress,
                                           const TollReportDoc *doc, TollReportRow *row);
/* Another row is reached: its rank. @currency: (nullable): what its call was priced in, "" = it was
 * not, when each currency is ranked by itself. */
void collector_list_progress_step (CollectorListProgress *progress, const char *currency);
/* Adds a row to both. */
void collector_list_progress_add (CollectorListProgress *progress, const TollReportDoc *doc,
                                  const TollReportRow *row);

G_END_DECLS
