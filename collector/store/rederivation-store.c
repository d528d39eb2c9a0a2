/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which stored calls are to be derived anew after devices or sites were told of. Writer lane.
 */
#include "config.h"

#include "collector/store/rederivation-store.h"

/* Each piece walks over all records: with more of them, one for all is cheaper. */
#define MAX_PIECES 8

/* A piece that nobody has begun serves for what is put in later, too: it becomes younger. */
static gboolean
renew_piece (CollectorDb *db, const char *device, gboolean *is_there, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "UPDATE rederivation SET revision = (SELECT n + 1 FROM revision)"
      " WHERE device IN ('', ?1) AND node_id = 0",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, device);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  *is_there = collector_db_get_changes (db) > 0;
  return TRUE;
}

static gboolean
insert_piece (CollectorDb *db, const char *device, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO rederivation (revision, device) SELECT n + 1, ?1 FROM revision"
      " WHERE EXISTS (SELECT 1 FROM leg)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, device);
  return collector_stmt_run (stmt, error);
}

/* All records comprise those of each device. */
static gboolean
unite_pieces (CollectorDb *db, GError **error)
{
  return collector_db_run (db, "DELETE FROM rederivation", error) && insert_piece (db, "", error);
}

static gboolean
count_pieces (CollectorDb *db, gint64 *n, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT count (*) FROM rederivation", error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *n = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_rederivation_add (CollectorDb *db, const char *device, GError **error)
{
  gboolean is_there = FALSE;
  gint64 n = 0;

  if (!renew_piece (db, device, &is_there, error))
    return FALSE;
  if (is_there)
    return TRUE;
  if (*device == '\0')
    return unite_pieces (db, error);
  return insert_piece (db, device, error) && count_pieces (db, &n, error)
         && (n <= MAX_PIECES || unite_pieces (db, error));
}

gboolean
collector_rederivation_get_next (CollectorDb *db, gint64 revision, CollectorRederivation *work,
                                 GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT id, revision, device, node_id, global_call_id, record_key FROM rederivation"
      " WHERE revision <= ?1 ORDER BY id LIMIT 1",
      error);
  gboolean has_row = FALSE;

  *work = (CollectorRederivation){ 0 };
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, revision);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    {
      work->id = collector_stmt_get_int (stmt, 0);
      work->revision = collector_stmt_get_int (stmt, 1);
      g_strlcpy (work->device, collector_stmt_get_text (stmt, 2), sizeof work->device);
      work->done.node_id = collector_stmt_get_int (stmt, 3);
      work->done.global_call_id = (guint32) collector_stmt_get_int (stmt, 4);
      work->done.record_key = collector_stmt_get_int (stmt, 5);
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_rederivation_advance (CollectorDb *db, const CollectorRederivation *work,
                                gboolean *is_valid, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "UPDATE rederivation SET node_id = ?3, global_call_id = ?4, record_key = ?5"
      " WHERE id = ?1 AND revision = ?2",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, work->id);
  collector_stmt_bind_int (stmt, 2, work->revision);
  collector_stmt_bind_int (stmt, 3, work->done.node_id);
  collector_stmt_bind_int (stmt, 4, work->done.global_call_id);
  collector_stmt_bind_int (stmt, 5, work->done.record_key);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  *is_valid = collector_db_get_changes (db) > 0;
  return TRUE;
}

gboolean
collector_rederivation_finish (CollectorDb *db, const CollectorRederivation *work, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "DELETE FROM rederivation WHERE id = ?1 AND revision = ?2", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, work->id);
  collector_stmt_bind_int (stmt, 2, work->revision);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_rederivation_finish_all (CollectorDb *db, gint64 revision, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "DELETE FROM rederivation WHERE revision <= ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, revision);
  return collector_stmt_run (stmt, error);
}
