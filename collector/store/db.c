/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A connection to the ledger: how it is tuned, its transactions and its cache of statements.
 * SQLite's errors become ours here and nowhere else. One thread at a time.
 */
#include "config.h"

#include "collector/store/db.h"

#include "collector/store/bulk.h"
#include "collector/store/db-private.h"
#include "collector/store/query/functions.h"
#include "shared/base/error.h"

#define BUSY_TIMEOUT_MS 10000
/* Questions that are kept compiled. */
#define MAX_BUILT 100
/* Steps of a statement between two looks at whether it should end: about a millisecond. */
#define STEPS_A_LOOK 20000

/* Pages of the log (128 MiB) after which it is copied back: pages that are written again and again
 * are then copied once. A connection that somebody else copies for waits longer: half a gigabyte
 * says that nobody does. */
#define LOG_PAGES 8192
#define LOG_PAGES_AT_MOST 32768

/* The writer: every commit is on the disk before it returns. Its cache holds the leaves a large
 * batch touches. */
static const char *const write_pragmas = "PRAGMA journal_mode = WAL;"
                                         "PRAGMA synchronous = FULL;"
                                         "PRAGMA foreign_keys = ON;"
                                         "PRAGMA cache_size = -98304;"
                                         "PRAGMA temp_store = MEMORY;"
                                         "PRAGMA journal_size_limit = 134217728;";

/* The file is not mapped: its pages would count as the service's memory, once for each connection, and
 * one that the disk cannot read would end it. */
static const char *const read_pragmas = "PRAGMA query_only = ON;"
                                        "PRAGMA cache_size = -8192;"
                                        "PRAGMA temp_store = MEMORY;"
                                        "PRAGMA mmap_size = 0;";

gboolean
collector_db_fail (CollectorDb *db, int result, GError **error)
{
  TollError code = TOLL_ERROR_DATABASE;

  if ((result & 0xff) == SQLITE_INTERRUPT && !collector_db_check_stop (db, error))
    return FALSE;
  if ((result & 0xff) == SQLITE_CONSTRAINT)
    code = TOLL_ERROR_CONFLICT;
  else if ((result & 0xff) == SQLITE_BUSY)
    code = TOLL_ERROR_BUSY;
  g_set_error (error, TOLL_ERROR, code, "The database refused: %s (%d)",
               db->handle != NULL ? sqlite3_errmsg (db->handle) : sqlite3_errstr (result),
               db->handle != NULL ? sqlite3_extended_errcode (db->handle) : result);
  return FALSE;
}

static void
free_stmt (gpointer data)
{
  CollectorStmt *stmt = data;

  sqlite3_finalize (stmt->handle);
  g_free (stmt);
}

/* After each commit of the writer. */
static int
committed_cb (void *data, sqlite3 *handle, const char *name, int n_pages)
{
  CollectorDb *db = data;

  db->n_log_pages = n_pages;
  if (n_pages >= (db->has_checkpointer ? LOG_PAGES_AT_MOST : LOG_PAGES))
    sqlite3_wal_checkpoint_v2 (handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  return SQLITE_OK;
}

guint
collector_db_take_log_pages (CollectorDb *db)
{
  guint n_pages = db->n_log_pages;

  db->has_checkpointer = TRUE;
  db->n_log_pages = 0;
  return n_pages;
}

gboolean
collector_db_checkpoint (CollectorDb *db, GError **error)
{
  int result = sqlite3_wal_checkpoint_v2 (db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

  /* Busy: another connection is at it just now. */
  return result == SQLITE_OK || result == SQLITE_BUSY || collector_db_fail (db, result, error);
}

void
collector_db_interrupt (CollectorDb *db)
{
  sqlite3_interrupt (db->handle);
}

void
collector_db_reset_all (CollectorDb *db)
{
  for (sqlite3_stmt *at = sqlite3_next_stmt (db->handle, NULL); at != NULL;
       at = sqlite3_next_stmt (db->handle, at))
    if (sqlite3_stmt_busy (at))
      sqlite3_reset (at);
}

gboolean
collector_db_check_stop (CollectorDb *db, GError **error)
{
  if (db->cancellable != NULL && g_cancellable_is_cancelled (db->cancellable))
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CANCELLED, "it was cancelled");
  else if (db->deadline_us != 0 && g_get_monotonic_time () > db->deadline_us)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_TIMEOUT,
                         "the answer took longer than is allowed; ask for a shorter period, or for "
                         "less of it");
  else
    return TRUE;
  return FALSE;
}

static int
progress_cb (void *db)
{
  return !collector_db_check_stop (db, NULL);
}

static void
watch (CollectorDb *db)
{
  gboolean is_watched = db->cancellable != NULL || db->deadline_us != 0;

  sqlite3_progress_handler (db->handle, is_watched ? STEPS_A_LOOK : 0,
                            is_watched ? progress_cb : NULL, db);
}

void
collector_db_set_cancellable (CollectorDb *db, GCancellable *cancellable)
{
  db->cancellable = cancellable;
  db->deadline_us = 0;
  watch (db);
}

GCancellable *
collector_db_get_cancellable (CollectorDb *db)
{
  return db->cancellable;
}

void
collector_db_set_time_limit (CollectorDb *db, gint64 limit_ms)
{
  db->deadline_us = limit_ms > 0 ? g_get_monotonic_time () + limit_ms * 1000 : 0;
  watch (db);
}

CollectorDb *
collector_db_open (const char *path, CollectorDbMode mode, GError **error)
{
  g_autoptr (CollectorDb) db = g_new0 (CollectorDb, 1);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE
              | (mode == COLLECTOR_DB_WRITE ? SQLITE_OPEN_CREATE : 0);
  int result;

  db->by_address = g_hash_table_new_full (NULL, NULL, NULL, free_stmt);
  db->by_content = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_stmt);
  result = sqlite3_open_v2 (path, &db->handle, flags, NULL);
  if (result != SQLITE_OK)
    {
      collector_db_fail (db, result, error);
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  sqlite3_busy_timeout (db->handle, BUSY_TIMEOUT_MS);
  if (mode == COLLECTOR_DB_WRITE)
    collector_bulk_register (db->handle);
  collector_query_register (db->handle);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  if (!collector_db_run (db, mode == COLLECTOR_DB_WRITE ? write_pragmas : read_pragmas, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (mode == COLLECTOR_DB_WRITE)
    sqlite3_wal_hook (db->handle, committed_cb, db);
  return g_steal_pointer (&db);
}

void
collector_db_close (CollectorDb *db)
{
  if (db == NULL)
    return;
  g_hash_table_unref (db->by_address);
  g_hash_table_unref (db->by_content);
  g_clear_pointer (&db->seats, g_array_unref);
  sqlite3_close (db->handle);
  g_free (db);
}

static CollectorStmt *
compile (CollectorDb *db, const char *sql, GError **error)
{
  CollectorStmt *stmt = g_new0 (CollectorStmt, 1);
  int result
      = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt->handle, NULL);

  if (result == SQLITE_OK)
    {
      stmt->db = db;
      return stmt;
    }
  collector_db_fail (db, result, error);
  g_free (stmt);
  return NULL;
}

static CollectorStmt *
hand_out (CollectorStmt *stmt)
{
  sqlite3_reset (stmt->handle);
  sqlite3_clear_bindings (stmt->handle);
  return stmt;
}

CollectorStmt *
collector_db_prepare (CollectorDb *db, const char *sql, GError **error)
{
  CollectorStmt *stmt = g_hash_table_lookup (db->by_address, sql);

  if (stmt != NULL)
    return hand_out (stmt);
  stmt = compile (db, sql, error);
  if (stmt != NULL)
    g_hash_table_insert (db->by_address, (gpointer) sql, stmt);
  return stmt;
}

static gboolean
is_idle (gpointer sql, gpointer stmt, gpointer data)
{
  return sqlite3_stmt_busy (((CollectorStmt *) stmt)->handle) == 0;
}

CollectorStmt *
collector_db_prepare_built (CollectorDb *db, const char *sql, GError **error)
{
  CollectorStmt *stmt = g_hash_table_lookup (db->by_content, sql);

  if (stmt != NULL)
    return hand_out (stmt);
  if (g_hash_table_size (db->by_content) >= MAX_BUILT)
    g_hash_table_foreach_remove (db->by_content, is_idle, NULL);
  stmt = compile (db, sql, error);
  if (stmt != NULL)
    g_hash_table_insert (db->by_content, g_strdup (sql), stmt);
  return stmt;
}

gboolean
collector_db_run (CollectorDb *db, const char *sql, GError **error)
{
  int result = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

  return result == SQLITE_OK || collector_db_fail (db, result, error);
}

gboolean
collector_db_begin (CollectorDb *db, GError **error)
{
  return collector_db_run (db, "BEGIN IMMEDIATE", error);
}

gboolean
collector_db_commit (CollectorDb *db, GError **error)
{
  return collector_db_run (db, "COMMIT", error);
}

gboolean
collector_db_hold (CollectorDb *db, GError **error)
{
  return collector_db_run (db, "BEGIN DEFERRED", error);
}

/* What was read may be gone, and other rows have its ids: unless nothing was written. */
static void
forget_read (CollectorDb *db)
{
  if (sqlite3_txn_state (db->handle, NULL) != SQLITE_TXN_READ)
    g_clear_pointer (&db->seats, g_array_unref);
}

void
collector_db_rollback (CollectorDb *db)
{
  forget_read (db);
  /* SQLite may have rolled back by itself (disk full, I/O error): then there is nothing left. */
  if (sqlite3_get_autocommit (db->handle) == 0)
    sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
collector_db_transact (CollectorDb *db,
                       gboolean (*work) (CollectorDb *db, gpointer data, GError **error),
                       gpointer data, GError **error)
{
  if (!collector_db_begin (db, error))
    return FALSE;
  if (work (db, data, error) && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

gboolean
collector_db_attempt (CollectorDb *db,
                      gboolean (*work) (CollectorDb *db, gpointer data, GError **error),
                      gpointer data, GError **error)
{
  if (!collector_db_run (db, "SAVEPOINT attempt", error))
    return FALSE;
  if (work (db, data, error))
    return collector_db_run (db, "RELEASE attempt", error);
  forget_read (db);
  collector_db_run (db, "ROLLBACK TO attempt", NULL);
  collector_db_run (db, "RELEASE attempt", NULL);
  return FALSE;
}

gint64
collector_db_get_last_id (CollectorDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

gint64
collector_db_get_changes (CollectorDb *db)
{
  return sqlite3_changes64 (db->handle);
}
