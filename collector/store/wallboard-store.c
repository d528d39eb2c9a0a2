/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of wallboards. Whose calls one shows is worked out each time it is looked at, from what
 * its owner may see then.
 */
#include "config.h"

#include "collector/store/wallboard-store.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/store/account-store.h"
#include "shared/base/error.h"

#define SEEN_LAG_MS G_GINT64_CONSTANT (60000)
#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

#define SELECT_SQL                                                                                 \
  "SELECT w.id, w.account_id, a.user_name, w.name, w.scope, w.masked_digits, w.rotate_s, w.layout," \
  " w.purpose, w.created_ms,"                                                                      \
  " ifnull ((SELECT max (seen_ms) FROM wallboard_look WHERE wallboard_id = w.id), 0)"              \
  " FROM wallboard AS w JOIN account AS a ON a.id = w.account_id"
#define SEEN_SQL " WHERE (w.account_id = ?1 OR ?2)"

/* ---- Reading ---- */

typedef struct
{
  TollArena *arena;
  GArray *rows; /* of CollectorWallboard */
} Reading;

static gboolean
read_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  Reading *reading = data;
  CollectorWallboard row = {
    .id = collector_stmt_get_int (stmt, 0),
    .account_id = collector_stmt_get_int (stmt, 1),
    .owner = toll_arena_strdup (reading->arena, collector_stmt_get_text (stmt, 2)),
    .name = toll_arena_strdup (reading->arena, collector_stmt_get_text (stmt, 3)),
    .scope = collector_stmt_get_int (stmt, 4),
    .masked_digits = (guint) collector_stmt_get_int (stmt, 5),
    .rotate_s = (guint) collector_stmt_get_int (stmt, 6),
    .layout = toll_arena_strdup (reading->arena, collector_stmt_get_text (stmt, 7)),
    .purpose = toll_arena_strdup (reading->arena, collector_stmt_get_text (stmt, 8)),
    .created_ms = collector_stmt_get_int (stmt, 9),
    .seen_ms = collector_stmt_get_int (stmt, 10),
  };

  g_array_append_val (reading->rows, row);
  return TRUE;
}

static gboolean
read_id (CollectorStmt *stmt, gpointer data, GError **error)
{
  gint64 id = collector_stmt_get_int (stmt, 0);

  g_array_append_val ((GArray *) data, id);
  return TRUE;
}

static gboolean
load_scope_ids (CollectorDb *db, CollectorWallboard *wallboard, TollArena *arena, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT target_id FROM wallboard_scope WHERE wallboard_id = ?1 ORDER BY target_id",
      error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, wallboard->id);
  if (!collector_stmt_foreach (stmt, read_id, ids, error))
    return FALSE;
  wallboard->n_scope_ids = ids->len;
  if (ids->len > 0)
    wallboard->scope_ids = memcpy (toll_arena_alloc (arena, ids->len * sizeof (gint64)), ids->data,
                                   ids->len * sizeof (gint64));
  return TRUE;
}

/* Returns: (transfer full): what @stmt, which is bound, selects. */
static GArray *
read_all (CollectorDb *db, CollectorStmt *stmt, TollArena *arena, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CollectorWallboard));
  Reading reading = { arena, rows };

  if (!collector_stmt_foreach (stmt, read_row, &reading, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    if (!load_scope_ids (db, &g_array_index (rows, CollectorWallboard, i), arena, error))
      return NULL;
  return g_steal_pointer (&rows);
}

/* The one that @stmt selects; id 0 = none. */
static gboolean
read_one (CollectorDb *db, CollectorStmt *stmt, TollArena *arena, CollectorWallboard *wallboard,
          GError **error)
{
  g_autoptr (GArray) rows = read_all (db, stmt, arena, error);

  *wallboard = rows != NULL && rows->len > 0 ? g_array_index (rows, CollectorWallboard, 0)
                                             : (CollectorWallboard){ 0 };
  return rows != NULL;
}

static void
bind_viewer (CollectorStmt *stmt, const CollectorViewer *viewer)
{
  collector_stmt_bind_int (stmt, 1, viewer->account_id);
  collector_stmt_bind_int (stmt, 2,
                           viewer->role == COLLECTOR_ROLE_ADMINISTRATOR
                               && collector_viewer_sees_all (viewer));
}

GArray *
collector_wallboard_list (CollectorDb *db, const CollectorViewer *viewer, gint64 after_id,
                          guint limit, TollArena *arena, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, SELECT_SQL SEEN_SQL " AND w.id > ?3 ORDER BY w.id LIMIT ?4", error);

  if (stmt == NULL)
    return NULL;
  bind_viewer (stmt, viewer);
  collector_stmt_bind_int (stmt, 3, after_id);
  collector_stmt_bind_int (stmt, 4, limit);
  return read_all (db, stmt, arena, error);
}

gboolean
collector_wallboard_find (CollectorDb *db, const CollectorViewer *viewer, gint64 id,
                          TollArena *arena, CollectorWallboard *wallboard, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, SELECT_SQL SEEN_SQL " AND w.id = ?3", error);

  if (stmt == NULL)
    return FALSE;
  bind_viewer (stmt, viewer);
  collector_stmt_bind_int (stmt, 3, id);
  if (!read_one (db, stmt, arena, wallboard, error))
    return FALSE;
  if (wallboard->id == 0)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                         "there is no such wallboard, or it is not yours");
  return wallboard->id != 0;
}

gboolean
collector_wallboard_lookup (CollectorDb *db, const char *token_hash, TollArena *arena,
                            CollectorWallboard *wallboard, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, SELECT_SQL " WHERE w.token_hash = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, token_hash);
  return read_one (db, stmt, arena, wallboard, error);
}

/* ---- Changing ---- */

static gboolean
check_number (CollectorDb *db, gint64 account_id, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT id FROM wallboard WHERE account_id = ?1", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, account_id);
  if (!collector_stmt_foreach (stmt, read_id, ids, error))
    return FALSE;
  if (ids->len < COLLECTOR_MOST_WALLBOARDS)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               "you have %d wallboards; revoke some first", COLLECTOR_MOST_WALLBOARDS);
  return FALSE;
}

static gboolean
insert_scope_ids (CollectorDb *db, const CollectorWallboard *wallboard, GError **error)
{
  for (guint i = 0; i < wallboard->n_scope_ids; i++)
    {
      CollectorStmt *stmt = collector_db_prepare (
          db, "INSERT OR IGNORE INTO wallboard_scope (wallboard_id, target_id) VALUES (?1, ?2)",
          error);

      if (stmt == NULL)
        return FALSE;
      collector_stmt_bind_int (stmt, 1, wallboard->id);
      collector_stmt_bind_int (stmt, 2, wallboard->scope_ids[i]);
      if (!collector_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
collector_wallboard_insert (CollectorDb *db, CollectorWallboard *wallboard, const char *token_hash,
                            GError **error)
{
  CollectorStmt *stmt;

  if (!check_number (db, wallboard->account_id, error))
    return FALSE;
  stmt = collector_db_prepare (
      db,
      "INSERT INTO wallboard (account_id, token_hash, name, scope, masked_digits, rotate_s, layout,"
      " purpose, created_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, wallboard->account_id);
  collector_stmt_bind_text (stmt, 2, token_hash);
  collector_stmt_bind_text (stmt, 3, wallboard->name);
  collector_stmt_bind_int (stmt, 4, wallboard->scope);
  collector_stmt_bind_int (stmt, 5, wallboard->masked_digits);
  collector_stmt_bind_int (stmt, 6, wallboard->rotate_s);
  collector_stmt_bind_text (stmt, 7, wallboard->layout);
  collector_stmt_bind_text (stmt, 8, wallboard->purpose);
  collector_stmt_bind_int (stmt, 9, wallboard->created_ms);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  wallboard->id = collector_db_get_last_id (db);
  return insert_scope_ids (db, wallboard, error);
}

gboolean
collector_wallboard_delete (CollectorDb *db, gint64 id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "DELETE FROM wallboard WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  return collector_stmt_run (stmt, error);
}

/* ---- Looking ---- */

gboolean
collector_wallboard_find_look (CollectorDb *db, const CollectorWallboardLook *look,
                               gboolean *is_noted, gboolean *is_stale, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT noted_day, seen_ms FROM wallboard_look WHERE wallboard_id = ?1 AND address = ?2",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, look->wallboard_id);
  collector_stmt_bind_text (stmt, 2, look->address);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *is_noted = has_row && collector_stmt_get_int (stmt, 0) == look->now_ms / DAY_MS;
  *is_stale = !*is_noted || collector_stmt_get_int (stmt, 1) <= look->now_ms - SEEN_LAG_MS;
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_wallboard_keep_look (CollectorDb *db, const CollectorWallboardLook *look, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT OR REPLACE INTO wallboard_look (wallboard_id, address, noted_day, seen_ms)"
      " SELECT id, ?2, ?3, ?4 FROM wallboard WHERE id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, look->wallboard_id);
  collector_stmt_bind_text (stmt, 2, look->address);
  collector_stmt_bind_int (stmt, 3, look->now_ms / DAY_MS);
  collector_stmt_bind_int (stmt, 4, look->now_ms);
  return collector_stmt_run (stmt, error);
}

/* Returns: (nullable): why @owner, as of today, no longer shows it. */
static const char *
find_fault (const CollectorViewer *owner, const CollectorWallboard *wallboard)
{
  if (owner->role < COLLECTOR_ROLE_SUPERVISOR)
    return N_ ("Whoever made it may not share calls any more.");
  if (wallboard->scope != COLLECTOR_SCOPE_ALL && wallboard->n_scope_ids == 0)
    return N_ ("Nothing is left of the part of the company that it showed.");
  if (!collector_viewer_reaches (owner, owner->role, wallboard->scope, wallboard->scope_ids,
                                 wallboard->n_scope_ids))
    return N_ ("Whoever made it does not see these calls any more.");
  if (owner->needs_purpose && *wallboard->purpose == '\0')
    return N_ ("Calls of others are shown only for a purpose, and none was stated.");
  return NULL;
}

/* Nobody's: no call on a wall is one's own, so that private ones stay hidden from everybody. */
static void
narrow (CollectorViewer *viewer, const CollectorWallboard *wallboard)
{
  viewer->is_public = TRUE;
  viewer->person_id = 0;
  g_array_set_size (viewer->line_ids, 0);
  g_ptr_array_set_size (viewer->extensions, 0);
  viewer->scope = wallboard->scope;
  g_array_set_size (viewer->scope_ids, 0);
  g_array_append_vals (viewer->scope_ids, wallboard->scope_ids, wallboard->n_scope_ids);
  viewer->masked_digits = MAX (viewer->masked_digits, wallboard->masked_digits);
  g_free (viewer->zone);
  viewer->zone = g_strdup ("");
  g_free (viewer->purpose);
  viewer->purpose = g_strdup (wallboard->purpose);
}

CollectorViewer *
collector_wallboard_load_viewer (CollectorDb *db, const CollectorWallboard *wallboard,
                                 gint64 now_ms, const char **why_not, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (CollectorViewer) viewer
      = collector_account_store_load_viewer (db, wallboard->account_id, now_ms, &fault);

  *why_not = NULL;
  if (g_error_matches (fault, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED))
    *why_not = N_ ("The account of whoever made it is closed.");
  else if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    *why_not = find_fault (viewer, wallboard);
  if (viewer == NULL || *why_not != NULL)
    return NULL;
  narrow (viewer, wallboard);
  return g_steal_pointer (&viewer);
}
