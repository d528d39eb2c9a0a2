/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "collector/store/db.h"

G_BEGIN_DECLS

/* Inside collector/store only. "Toll" in ASCII: PRAGMA application_id of every ledger. */
#define COLLECTOR_APPLICATION_ID 0x546F6C6C

struct _CollectorDb
{
  sqlite3 *handle;
  GHashTable *by_address; /* const char * (identity) -> CollectorStmt * (owned) */
  GHashTable *by_content; /* char * (owned) -> CollectorStmt * (owned) */
  guint n_log_pages;         /* of the log after the last commit */
  gboolean has_checkpointer; /* another connection copies the log back */
  GCancellable *cancellable; /* (unowned) (nullable): ends statements */
  gint64 deadline_us;        /* monotonic time that ends them; 0 = none */
  GArray *seats;             /* (nullable): totals/seats.c: what was read of them */
};

struct _CollectorStmt
{
  CollectorDb *db;
  sqlite3_stmt *handle;
};

/* Pages of the write-ahead log after the last commit, 0 when there was none since the last call.
 * Who calls this copies the log back, by collector_db_checkpoint() on another connection, so that
 * the writer need not. */
guint collector_db_take_log_pages (CollectorDb *db);

/* Ends the statement that runs on the connection, with an error. Any thread. */
void collector_db_interrupt (CollectorDb *db);

/* Copies what is committed from the log into the database, without waiting for anybody. */
gboolean collector_db_checkpoint (CollectorDb *db, GError **error);

/* Sets @error from the connection's last result: CONFLICT for a broken constraint, BUSY, else
 * DATABASE. Returns: FALSE, always. */
gboolean collector_db_fail (CollectorDb *db, int result, GError **error);

G_END_DECLS
