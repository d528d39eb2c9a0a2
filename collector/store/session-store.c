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

gboolean
collector_session_store_insert (CollectorDb *db, const char *token_hash, gint64 account_id,
                                gint64 now_ms, const char *address, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO session (token_hash, account_id, created_ms, last_used_ms, address)"
      " VALUES (?1, ?2, ?3, ?3, ?4)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, token_hash);
  collector_stmt_bind_int (stmt, 2, account_id);
  collector_stmt_bind_int (stmt, 3, now_ms);
  collector_stmt_bind_text (stmt, 4, address);
  return collector_stmt_run (stmt, error);
}

CollectorViewer *
collector_session_store_resolve (CollectorDb *db, const char *token_hash, gint64 now_ms,
                                 const CollectorSessionLimits *limits, gboolean *is_stale,
                                 GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT account_id, last_used_ms FROM session"
      " WHERE token_hash = ?1 AND created_ms > ?2 AND last_used_ms > ?3",
      error);
  gboolean has_row = FALSE;
  gint64 account_id;

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_text (stmt, 1, token_hash);
  collector_stmt_bind_int (stmt, 2, now_ms - limits->whole_ms);
  collector_stmt_bind_int (stmt, 3, now_ms - limits->idle_ms);
  if (!collector_stmt_step (stmt, &has_row, error))
    return NULL;
  if (!has_row)
    {
      collector_stmt_reset (stmt);
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED, "sign in first");
      return NULL;
    }
  account_id = collector_stmt_get_int (stmt, 0);
  *is_stale = collector_stmt_get_int (stmt, 1) < now_ms - COLLECTOR_SESSION_TOUCH_MS;
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
  collector_stmt_bind_int (stmt, 2, now_ms - limits->idle_ms);
  return collector_stmt_run (stmt, error);
}
