/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* CollectorDb: one SQLite connection; used by one thread at a time. sqlite3.h stays inside
 * collector/store/. */
typedef struct _CollectorDb CollectorDb;
typedef struct _CollectorStmt CollectorStmt;

typedef enum
{
  COLLECTOR_DB_READ,  /* query_only */
  COLLECTOR_DB_WRITE, /* WAL, synchronous=FULL, foreign keys */
} CollectorDbMode;

/* Opens the database file @path, which must have been prepared by collector_migrate() unless the
 * mode is WRITE. Returns: (transfer full): NULL with TOLL_ERROR_DATABASE. */
CollectorDb *collector_db_open (const char *path, CollectorDbMode mode, GError **error);
void collector_db_close (CollectorDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDb, collector_db_close)

/* A statement made from a constant SQL text, kept with the connection under the text's address and
 * handed out reset and unbound. Returns: (transfer none). */
CollectorStmt *collector_db_prepare (CollectorDb *db, const char *sql, GError **error);

/* The same for a text built from constants by the query compiler; kept by content. */
CollectorStmt *collector_db_prepare_built (CollectorDb *db, const char *sql, GError **error);

/* Runs constant SQL without parameters or rows. */
gboolean collector_db_run (CollectorDb *db, const char *sql, GError **error);

gboolean collector_db_begin (CollectorDb *db, GError **error); /* BEGIN IMMEDIATE */
/* What is read until collector_db_rollback() is of one moment, and the statements in between need
 * not lock one by one. For answers, not for ingest: the log cannot begin anew meanwhile. */
gboolean collector_db_hold (CollectorDb *db, GError **error);
gboolean collector_db_commit (CollectorDb *db, GError **error);
void collector_db_rollback (CollectorDb *db); /* harmless outside a transaction */
/* Runs @work in one transaction: committed when it returns TRUE. */
gboolean collector_db_transact (
    CollectorDb *db, gboolean (*work) (CollectorDb *db, gpointer data, GError **error),
    gpointer data, GError **error);
/* Runs @work inside the caller's transaction: what it did is undone when it returns FALSE, what was
 * done before it stays. */
gboolean collector_db_attempt (
    CollectorDb *db, gboolean (*work) (CollectorDb *db, gpointer data, GError **error),
    gpointer data, GError **error);
gint64 collector_db_get_last_id (CollectorDb *db);
gint64 collector_db_get_changes (CollectorDb *db);

/* Statements that run on @db end with CANCELLED once @cancellable (nullable; borrowed until it is
 * set anew) is cancelled, and with TIMEOUT once the time limit is over. Setting a cancellable lifts
 * the limit. */
void collector_db_set_cancellable (CollectorDb *db, GCancellable *cancellable);
GCancellable *collector_db_get_cancellable (CollectorDb *db);
/* From now; 0 = none. */
void collector_db_set_time_limit (CollectorDb *db, gint64 limit_ms);
/* For work between statements. Returns: FALSE with CANCELLED or TIMEOUT when it should end. */
gboolean collector_db_check_stop (CollectorDb *db, GError **error);
/* Ends statements that were left in the midst, lest they hold on to an old state of the ledger. */
void collector_db_reset_all (CollectorDb *db);

/* Parameters count from 1, columns from 0, as in SQLite. Texts and blobs are borrowed until the
 * next reset. NULL text binds NULL. */
void collector_stmt_bind_int (CollectorStmt *stmt, int index, gint64 value);
void collector_stmt_bind_text (CollectorStmt *stmt, int index, const char *text);
void collector_stmt_bind_blob (CollectorStmt *stmt, int index, gconstpointer bytes, gsize n);
void collector_stmt_bind_null (CollectorStmt *stmt, int index);

/* Returns: FALSE with TOLL_ERROR_DATABASE (CONFLICT for a broken constraint). */
gboolean collector_stmt_step (CollectorStmt *stmt, gboolean *has_row, GError **error);
/* Steps once, expects no row, resets. */
gboolean collector_stmt_run (CollectorStmt *stmt, GError **error);
void collector_stmt_reset (CollectorStmt *stmt);

/* Called for one row; reads columns only. Returns: FALSE with @error to stop. */
typedef gboolean (*CollectorRowFunc) (CollectorStmt *stmt, gpointer data, GError **error);
/* Steps through all rows and resets. @stmt may be NULL: a failed prepare, whose error stays. */
gboolean collector_stmt_foreach (
    CollectorStmt *stmt, CollectorRowFunc func, gpointer data, GError **error);

gint64 collector_stmt_get_int (CollectorStmt *stmt, int column);
/* Returns: (transfer none): valid until the next step; "" for NULL. */
const char *collector_stmt_get_text (CollectorStmt *stmt, int column);
gconstpointer collector_stmt_get_blob (CollectorStmt *stmt, int column, gsize *n);
gboolean collector_stmt_is_null (CollectorStmt *stmt, int column);

G_END_DECLS
