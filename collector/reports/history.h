/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/report.h"
#include "collector/store/history-store.h"

G_BEGIN_DECLS

/* CollectorHistoryEntry: an answer on its way into the history of whoever asked: made on the lane
 * that answered, stored on the writer. */
typedef struct _CollectorHistoryEntry CollectorHistoryEntry;

/* Keeps what @run's document shows now: its first page, cut to what the history takes.
 * Returns: (transfer full). */
CollectorHistoryEntry *collector_history_entry_new (const CollectorReportRun *run,
                                                    CollectorHistoryOrigin origin,
                                                    const char *format);
/* What is known when the whole answer has been given: its rows, and how long it took. */
void collector_history_entry_finish (CollectorHistoryEntry *entry, const CollectorReportRun *run,
                                     gint64 n_rows, gint64 took_ms);
void collector_history_entry_free (CollectorHistoryEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorHistoryEntry, collector_history_entry_free)

/* Stores it, in the caller's transaction. */
gboolean collector_history_entry_put (CollectorHistoryEntry *entry, CollectorDb *db,
                                      GError **error);
/* A CollectorTask of the writer: stores the entry @data, in a transaction of its own. */
gboolean collector_history_entry_task (CollectorDb *db, gpointer data, GError **error);

G_END_DECLS
