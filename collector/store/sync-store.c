/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs of the directory server's synchronisation and the tie between its entries and people. Any
 * lane; what changes something runs on the writer's, in the caller's transaction.
 */
#include "config.h"

#include "collector/store/sync-store.h"

#include "collector/store/people/person.h"
#include "collector/store/session-store.h"

static const char *const state_names[COLLECTOR_N_SYNC_STATES]
    = { "running", "done", "refused", "failed" };

void
collector_sync_run_clear (CollectorSyncRun *run)
{
  g_clear_pointer (&run->message, g_free);
}

const char *
collector_sync_state_to_name (CollectorSyncState state)
{
  return state_names[state];
}

static CollectorSyncState
state_from_name (const char *name)
{
  for (guint i = 0; i < COLLECTOR_N_SYNC_STATES; i++)
    if (g_str_equal (state_names[i], name))
      return i;
  return COLLECTOR_SYNC_FAILED;
}

gboolean
collector_sync_store_begin (CollectorDb *db, CollectorSyncRun *run, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "INSERT INTO sync_run (started_ms, state) VALUES (?1, 'running')", error);
  CollectorStmt *old;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, run->started_ms);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  run->id = collector_db_get_last_id (db);
  old = collector_db_prepare (db, "DELETE FROM sync_run WHERE id <= ?1 - 1000", error);
  if (old == NULL)
    return FALSE;
  collector_stmt_bind_int (old, 1, run->id);
  return collector_stmt_run (old, error);
}

gboolean
collector_sync_store_end (CollectorDb *db, const CollectorSyncRun *run, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "UPDATE sync_run SET (ended_ms, state, n_found, n_new, n_changed, n_removed, n_refused,"
      " message) = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) WHERE id = ?1",
      error);
  const gint64 counts[]
      = { run->n_found, run->n_new, run->n_changed, run->n_removed, run->n_refused };

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, run->id);
  collector_stmt_bind_int (stmt, 2, run->ended_ms);
  collector_stmt_bind_text (stmt, 3, state_names[run->state]);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    collector_stmt_bind_int (stmt, 4 + i, counts[i]);
  collector_stmt_bind_text (stmt, 9, run->message != NULL ? run->message : "");
  return collector_stmt_run (stmt, error);
}

gboolean
collector_sync_store_close_stale (CollectorDb *db, gint64 now_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "UPDATE sync_run SET state = 'failed', ended_ms = ?1, message = 'the service ended meanwhile'"
      " WHERE state = 'running'",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, now_ms);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_sync_store_get_last (CollectorDb *db, gint64 *started_ms, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT ifnull (max (started_ms), 0) FROM sync_run", error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *started_ms = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return TRUE;
}

static CollectorSyncRun
read_run (CollectorStmt *stmt)
{
  CollectorSyncRun run = {
    .id = collector_stmt_get_int (stmt, 0),
    .started_ms = collector_stmt_get_int (stmt, 1),
    .ended_ms = collector_stmt_get_int (stmt, 2),
    .state = state_from_name (collector_stmt_get_text (stmt, 3)),
    .n_found = collector_stmt_get_int (stmt, 4),
    .n_new = collector_stmt_get_int (stmt, 5),
    .n_changed = collector_stmt_get_int (stmt, 6),
    .n_removed = collector_stmt_get_int (stmt, 7),
    .n_refused = collector_stmt_get_int (stmt, 8),
    .message = (char *) collector_stmt_get_text (stmt, 9),
  };

  return run;
}

gboolean
collector_sync_store_foreach (CollectorDb *db, gint64 before_id, guint limit,
                              CollectorSyncRunFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT id, started_ms, ended_ms, state, n_found, n_new, n_changed, n_removed, n_refused,"
      " message FROM sync_run WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
      error);
  gboolean has_row = FALSE, goes_on = TRUE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, before_id != 0 ? before_id : G_MAXINT64);
  collector_stmt_bind_int (stmt, 2, limit);
  while (goes_on)
    {
      CollectorSyncRun run;

      if (!collector_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      run = read_run (stmt);
      goes_on = func (&run, data);
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

typedef struct
{
  CollectorSyncPersonFunc func;
  gpointer data;
} Visit;

static gboolean
visit_person (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  CollectorSyncPerson person = {
    .id = collector_stmt_get_int (stmt, 0),
    .source_key = collector_stmt_get_text (stmt, 1),
    .user_name = collector_stmt_get_text (stmt, 2),
    .valid_to_ms = collector_stmt_get_int (stmt, 3),
    .role = collector_stmt_get_int (stmt, 4),
    .has_lines = collector_stmt_get_int (stmt, 5) != 0,
    .first_name = collector_stmt_get_text (stmt, 6),
    .last_name = collector_stmt_get_text (stmt, 7),
    .is_let_in = collector_stmt_get_int (stmt, 8) != 0,
    .filled = (guint) collector_stmt_get_int (stmt, 9),
  };

  visit->func (&person, visit->data);
  return TRUE;
}

gboolean
collector_sync_store_foreach_person (CollectorDb *db, gint64 now_ms, CollectorSyncPersonFunc func,
                                     gpointer data, GError **error)
{
  Visit visit = { func, data };
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT p.id, p.source_key, p.user_name, p.valid_to_ms, ifnull (max (a.role), 0),"
      " EXISTS (SELECT 1 FROM person_line AS l WHERE l.person_id = p.id AND l.valid_to_ms > ?2"
      " AND l.kind = ?3),"
      " p.first_name, p.last_name, a.id IS NOT NULL,"
      " (p.first_name <> '') + 2 * (p.last_name <> '') + 4 * (p.mail <> '')"
      " + 8 * (p.cucm_user_id <> '') + 16 * (p.department_id IS NOT NULL)"
      " + 32 * (p.cost_centre_id IS NOT NULL) + 64 * (p.location_id IS NOT NULL)"
      " + 128 * (p.manager_id IS NOT NULL)"
      " FROM person AS p LEFT JOIN account AS a ON a.person_id = p.id AND a.password_hash = ''"
      " AND a.disabled = 0 WHERE p.source = ?1 GROUP BY p.id ORDER BY p.id",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, COLLECTOR_SOURCE_LDAP);
  collector_stmt_bind_int (stmt, 2, now_ms);
  collector_stmt_bind_int (stmt, 3, COLLECTOR_LINE_EXTENSION);
  return collector_stmt_foreach (stmt, visit_person, &visit, error);
}

gboolean
collector_sync_store_set_bind_dn (CollectorDb *db, gint64 account_id, const char *bind_dn,
                                  gint64 now_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "UPDATE account SET bind_dn = ?2, changed_ms = ?3"
      " WHERE id = ?1 AND bind_dn <> ?2 AND password_hash = ''",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  collector_stmt_bind_text (stmt, 2, bind_dn);
  collector_stmt_bind_int (stmt, 3, now_ms);
  return collector_stmt_run (stmt, error)
         && (collector_db_get_changes (db) == 0
             || collector_session_store_delete_of (db, account_id, error));
}
