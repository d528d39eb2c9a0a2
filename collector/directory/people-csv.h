/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/people-columns.h"
#include "collector/normalize/plan.h"

G_BEGIN_DECLS

/* People from and to CSV files: all or nothing. */

/* CollectorPeopleCsvInput: what is read, and how. Borrowed. */
typedef struct
{
  const char *bytes; /* UTF-8, with or without BOM, UTF-16 with one, else Latin-1; , ; tab or |
                        between cells */
  gsize n_bytes;
  const char *map;   /* (nullable): see collector_people_column_map_init() */
  gboolean is_strict; /* a column that is not understood is refused, not passed over */
  gboolean dry_run;
  gboolean remove_missing; /* people of earlier files that are not in this one leave now */
  const CollectorPlan *plan; /* (nullable): by which outside numbers get their one form */
  const TollZone *zone; /* of dates without an offset */
  gint64 now_ms;
  const CollectorViewer *giver; /* (nullable): the same */
} CollectorPeopleCsvInput;

typedef enum
{
  COLLECTOR_CSV_NEW,
  COLLECTOR_CSV_CHANGED,
  COLLECTOR_CSV_SAME,
  COLLECTOR_CSV_REMOVED,
  COLLECTOR_CSV_REFUSED,
  COLLECTOR_N_CSV_STATES
} CollectorCsvState;

#define COLLECTOR_CSV_MAX_ERRORS 100
#define COLLECTOR_CSV_MAX_PREVIEW 20

/* A cell that is refused. Texts are the report's. */
typedef struct
{
  guint line;
  const char *column; /* its title in the file, "" = the row */
  const char *reason;
} CollectorCsvFault;

/* A person of the file, as it is read. */
typedef struct
{
  guint line;
  CollectorCsvState state;
  const char *cells[COLLECTOR_N_PEOPLE_COLUMNS];
} CollectorCsvPreview;

/* CollectorPeopleCsvReport: what an import did, or would do. */
typedef struct
{
  TollArena *arena;
  guint n[COLLECTOR_N_CSV_STATES]; /* people; refused also rows of nobody */
  GArray *faults;  /* of CollectorCsvFault; the first ones */
  GArray *preview; /* of CollectorCsvPreview; the first ones */
  GPtrArray *taken_over; /* of char *: numbers that automatic people give up */
  GPtrArray *accounts;   /* of char *: user names of accounts of nobody that become people's */
  CollectorPeopleColumnMap map;
  gboolean is_applied;
} CollectorPeopleCsvReport;

CollectorPeopleCsvReport *collector_people_csv_report_new (void);
void collector_people_csv_report_free (CollectorPeopleCsvReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorPeopleCsvReport, collector_people_csv_report_free)

/* Reads the file into the directory, in a transaction of its own; nothing changes in a dry run or
 * when a row is refused, which is no error: the report tells. What a column holds is what holds
 * from now on, also when it is empty; what the file has no column for stays. A person may have
 * several rows, one for each line.
 * Errors: BAD_FORMAT for a header or a file that cannot be read; DATABASE. Writer lane. */
gboolean collector_people_csv_import (CollectorDb *db, const CollectorPeopleCsvInput *input,
                                      CollectorPeopleCsvReport *report, GError **error);

/* Appends everybody who works here at @now_ms, a row for each line, as @viewer may see them (NULL = the
 * host, whole), with the columns that an import takes; the first row names them. Cells that a spreadsheet would run are guarded. Whose
 * rows they are is appended to @ids (gint64). */
gboolean collector_people_csv_export (CollectorDb *db, const CollectorViewer *viewer,
                                      const TollZone *zone, gint64 now_ms,
                                      GString *out, GArray *ids, GError **error);

G_END_DECLS
