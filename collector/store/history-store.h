/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

/* The history of reports: what somebody asked, and what they were answered then; nobody else sees
 * it. It does not change when the ledger does; when what they may see does, it is not given any
 * more. The newest of each are kept. */

#define COLLECTOR_HISTORY_MOST 100                   /* of one account */
#define COLLECTOR_HISTORY_MOST_BYTES (1024 * 1024) /* of a document */

/* Stored as figures: append only. */
typedef enum
{
  COLLECTOR_HISTORY_SCREEN,
  COLLECTOR_HISTORY_EXPORT,
  COLLECTOR_HISTORY_SCHEDULE,
  COLLECTOR_N_HISTORY_ORIGINS
} CollectorHistoryOrigin;

const char *collector_history_origin_to_name (CollectorHistoryOrigin origin);

/* CollectorHistoryRow: texts are never NULL and borrowed. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  const char *report_id;
  const char *title; /* untranslated */
  const char *spec;  /* JSON */
  gint64 made_ms;
  gint64 n_rows;
  gint64 n_calls; /* -1 = not counted */
  gint64 took_ms;
  CollectorHistoryOrigin origin;
  const char *format; /* of a file, "" = none */
  gint64 n_others;    /* rows that told of others */
  const char *people; /* of whom, as far as they are known: ids between spaces */
  const char *rights; /* collector_history_dup_rights() of then; " 123" behind it: until that ms */
} CollectorHistoryRow;

/* Returns: (transfer full): everything that decides what @viewer sees, in one hash: two answers under
 * the same show the same of the same calls. Of what others hide only what is within the viewer's
 * scope counts. NULL with DATABASE. */
char *collector_history_dup_rights (CollectorDb *db, const CollectorViewer *viewer, GError **error);
/* Rules by the age of calls hide more of the same answer as time goes by. @end_ms: (inout): no later
 * than when some call of [@from_ms, @to_ms) will be as old as a rule of @viewer's says. */
gboolean collector_history_find_end (CollectorDb *db, const CollectorViewer *viewer, gint64 from_ms,
                                     gint64 to_ms, gint64 *end_ms, GError **error);
/* TRUE when @row may be told under @rights, those of now. */
gboolean collector_history_holds (const CollectorHistoryRow *row, const char *rights,
                                  gint64 now_ms);

/* Called for each report that the account ran of itself, the one it ran most often first, of those
 * the most lately; the text lives during the call. */
typedef void (*CollectorUsedReportVisit) (const char *report_id, gpointer data);
gboolean collector_history_list_used (CollectorDb *db, gint64 account_id,
                                      CollectorUsedReportVisit visit, gpointer data,
                                      GError **error);

/* Adds an answer; what is beyond the newest of its account goes. @document: JSON of at most
 * COLLECTOR_HISTORY_MOST_BYTES. In the caller's transaction. */
gboolean collector_history_add (CollectorDb *db, const CollectorHistoryRow *row,
                                const char *document, GError **error);

/* Newest first, below @before_id (G_MAXINT64 = all). @visit: texts live during the call. */
typedef void (*CollectorHistoryVisit) (const CollectorHistoryRow *row, gpointer data);
gboolean collector_history_list (CollectorDb *db, gint64 account_id, gint64 before_id, guint limit,
                                 CollectorHistoryVisit visit, gpointer data, GError **error);
/* @document: (out) (transfer full): the JSON. NOT_FOUND also for those of others. Texts of @row in
 * @arena. */
gboolean collector_history_find (CollectorDb *db, gint64 account_id, gint64 id, TollArena *arena,
                                 CollectorHistoryRow *row, GString **document, GError **error);
/* NOT_FOUND also for those of others. In the caller's transaction. */
gboolean collector_history_delete (CollectorDb *db, gint64 account_id, gint64 id, GError **error);

G_END_DECLS
