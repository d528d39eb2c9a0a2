/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sessions. Role, scope and lines are read with each request, so that a change of any of them, or
 * an account that is disabled, counts from the next request on.
 */
#include "config.h"

#include "collector/store/session-store.h"

#include "collector/store/account-store.h"
#include "shared/base/error.h"

char *
collector_session_hash_token (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

void
collector_session_row_free (CollectorSessionRow *row)
{
  if (row == NULL)
    return;
  g_free (row->id);
  g_free (row->address);
  g_free (row->client);
  g_free (row);
}

/* How far last_used_ms may lie behind. */
static gint64
get_lag_ms (const CollectorSessionLimits *limits)
{
  return MIN (COLLECTOR_SESSION_TOUCH_MS, limits->idle_ms / 10);
}

/* Of a session that has been idle for its time last_used_ms is no later than this: nobody is signed
 * out before. */
static gint64
get_idle_since_ms (const CollectorSessionLimits *limits, gint64 now_ms)
{
  return now_ms - limits->idle_ms - get_lag_ms (limits);
}

gboolean
collector_session_store_insert (CollectorDb *db, const char *token_hash, gint64 account_id,
                                gint64 now_ms, const char *address, const char *client,
                                GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO session (token_hash, account_id, created_ms, last_used_ms, address, client)"
      " VALUES (?1, ?2, ?3, ?3, ?4, ?5)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, token_hash);
  collector_stmt_bind_int (stmt, 2, account_id);
  collector_stmt_bind_int (stmt, 3, now_ms);
  collector_stmt_bind_text (stmt, 4, address);
  collector_stmt_bind_text (stmt, 5, client);
  return collector_stmt_run (stmt, error);
}

CollectorViewer *
collector_session_store_resolve (CollectorDb *db, const char *token_hash, gint64 now_ms,
                                 const CollectorSessionLimits *limits,
                                 CollectorSessionState *state, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT account_id, last_used_ms, created_ms > ?2 AND last_used_ms > ?3 FROM session"
      " WHERE token_hash = ?1",
      error);
  gboolean has_row = FALSE;
  gint64 account_id;

  *state = COLLECTOR_SESSION_FRESH;
  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_text (stmt, 1, token_hash);
  collector_stmt_bind_int (stmt, 2, now_ms - limits->whole_ms);
  collector_stmt_bind_int (stmt, 3, get_idle_since_ms (limits, now_ms));
  if (!collector_stmt_step (stmt, &has_row, error))
    return NULL;
  if (!has_row || collector_stmt_get_int (stmt, 2) == 0)
    {
      if (has_row)
        *state = COLLECTOR_SESSION_OVER;
      collector_stmt_reset (stmt);
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED, "sign in first");
      return NULL;
    }
  account_id = collector_stmt_get_int (stmt, 0);
  if (collector_stmt_get_int (stmt, 1) < now_ms - get_lag_ms (limits))
    *state = COLLECTOR_SESSION_STALE;
  collector_stmt_reset (stmt);
  return collector_account_store_load_viewer (db, account_id, now_ms, error);
}

gboolean
collector_session_store_touch (CollectorDb *db, const char *token_hash, gint64 now_ms,
                               GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "UPDATE session SET last_used_ms = max (last_used_ms, ?2) WHERE token_hash = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, token_hash);
  collector_stmt_bind_int (stmt, 2, now_ms);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_session_store_delete (CollectorDb *db, const char *token_hash, GError **error)
{
  CollectorStmt *stmt =
      collector_db_prepare (db, "DELETE FROM session WHERE token_hash = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, token_hash);
  return collector_stmt_run (stmt, error);
}

static gboolean
add_row (CollectorStmt *stmt, gpointer rows, GError **error)
{
  CollectorSessionRow *row = g_new0 (CollectorSessionRow, 1);

  row->id = g_strdup (collector_stmt_get_text (stmt, 0));
  row->created_ms = collector_stmt_get_int (stmt, 1);
  row->last_used_ms = collector_stmt_get_int (stmt, 2);
  row->address = g_strdup (collector_stmt_get_text (stmt, 3));
  row->client = g_strdup (collector_stmt_get_text (stmt, 4));
  row->is_current = collector_stmt_get_int (stmt, 5) != 0;
  g_ptr_array_add (rows, row);
  return TRUE;
}

GPtrArray *
collector_session_store_list (CollectorDb *db, gint64 account_id, const char *token_hash,
                              gint64 now_ms, const CollectorSessionLimits *limits, GError **error)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) collector_session_row_free);
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT substr (token_hash, 1, 16), created_ms, last_used_ms, address, client,"
      " token_hash = ?2 FROM session"
      " WHERE account_id = ?1 AND created_ms > ?3 AND last_used_ms > ?4"
      " ORDER BY created_ms DESC, token_hash",
      error);

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_text (stmt, 2, token_hash);
  collector_stmt_bind_int (stmt, 3, now_ms - limits->whole_ms);
  collector_stmt_bind_int (stmt, 4, get_idle_since_ms (limits, now_ms));
  return collector_stmt_foreach (stmt, add_row, rows, error) ? g_steal_pointer (&rows) : NULL;
}

gboolean
collector_session_store_end (CollectorDb *db, gint64 account_id, const char *id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "DELETE FROM session WHERE account_id = ?1 AND substr (token_hash, 1, 16) = ?2", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_text (stmt, 2, id);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  if (collector_db_get_changes (db) == 0)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "there is no such session");
  return collector_db_get_changes (db) > 0;
}

gboolean
collector_session_store_delete_others (CollectorDb *db, gint64 account_id, const char *token_hash,
                                       GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "DELETE FROM session WHERE account_id = ?1 AND token_hash <> ?2", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_text (stmt, 2, token_hash);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_session_store_delete_of (CollectorDb *db, gint64 account_id, GError **error)
{
  CollectorStmt *stmt =
      collector_db_prepare (db, "DELETE FROM session WHERE account_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_session_store_purge (CollectorDb *db, gint64 now_ms,
                               const CollectorSessionLimits *limits, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "DELETE FROM session WHERE created_ms <= ?1 OR last_used_ms <= ?2", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, now_ms - limits->whole_ms);
  collector_stmt_bind_int (stmt, 2, get_idle_since_ms (limits, now_ms));
  return collector_stmt_run (stmt, error);
}
