/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/run-private.h"

G_BEGIN_DECLS

/* Inside collector/reports only. */

#define COLLECTOR_LIST_MAX_SUMS 8

/* CollectorListProgress: what the pages of a list so far came to: it travels with where the next
 * one begins, so that the end of a list of any length, and of a section of it, knows its sums. */
typedef struct
{
  gint64 n_rows;
  gint64 sums[COLLECTOR_LIST_MAX_SUMS]; /* of the columns that add up, in their order */
  char currency[4]; /* of the costs: "" = none yet, "*" = several, which are never added */
  gboolean has_section;
  CollectorKey section; /* of the last row; its text lives in the document's arena */
  const char *section_name; /* (nullable): not yet looked up */
  gint64 section_sums[COLLECTOR_LIST_MAX_SUMS];
  char section_currency[4];
  const char *after; /* (nullable): where the calls go on */
} CollectorListProgress;

/* From the run's @after; the document's columns are there. @section: (nullable): the field of the
 * list's sections. Errors: BAD_ARGUMENT. */
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
/* Adds a row to both; its cost is in @currency, "" = it has none. */
void collector_list_progress_add (CollectorListProgress *progress, const TollReportDoc *doc,
                                  const TollReportRow *row, const char *currency);
/* @currency: of a section or a list, 4 bytes: becomes @one's too: "*" when there are several. */
void collector_list_note_currency (char *currency, const char *one);

G_END_DECLS
