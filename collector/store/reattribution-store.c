/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which stored calls are to be looked at again after the directory changed. Writer lane.
 */
#include "config.h"

#include "collector/store/reattribution-store.h"

#include "collector/store/words.h"

/* With more pieces than this, one pass over all calls is cheaper than looking each line up. */
#define MAX_PIECES 64

/* The figures of words are part of the texts below. */
G_STATIC_ASSERT (COLLECTOR_WORD_DEVICE == 3 && COLLECTOR_WORD_LOGIN == 4);

static gboolean
count_pieces (CollectorDb *db, gint64 *n, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT count (*) FROM reattribution", error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *n = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
unite_pieces (CollectorDb *db, GError **error)
{
  return collector_db_run (db,
                           "INSERT INTO reattribution (revision, extension, from_ms, to_ms)"
                           " SELECT max (revision), '', min (from_ms), max (to_ms)"
                           " FROM reattribution;"
                           "DELETE FROM reattribution"
                           " WHERE id < (SELECT max (id) FROM reattribution)",
                           error);
}

gboolean
collector_reattribution_add (CollectorDb *db, const char *extension, gint64 from_ms, gint64 to_ms,
                             GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO reattribution (revision, extension, from_ms, to_ms)"
      " SELECT n + 1, ?1, ?2, ?3 FROM revision WHERE CASE ?1 WHEN ''"
      "  THEN EXISTS (SELECT 1 FROM call) OR EXISTS (SELECT 1 FROM department"
      "   WHERE merged_into IS NOT NULL UNION ALL SELECT 1 FROM cost_centre"
      "   WHERE merged_into IS NOT NULL UNION ALL SELECT 1 FROM location"
      "   WHERE merged_into IS NOT NULL)"
      "  ELSE EXISTS (SELECT 1 FROM line WHERE extension IN (?1, '+' || ?1, ltrim (?1, '+'))) END"
      " AND NOT EXISTS (SELECT 1 FROM reattribution AS r WHERE r.revision = n + 1"
      "  AND r.extension IN ('', ?1) AND r.from_ms <= ?2 AND r.to_ms >= ?3 AND next_call_id = 0)",
      error);
  gint64 n = 0;

  if (from_ms >= to_ms)
    return TRUE;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, extension);
  collector_stmt_bind_int (stmt, 2, from_ms);
  collector_stmt_bind_int (stmt, 3, to_ms);
  return collector_stmt_run (stmt, error) && count_pieces (db, &n, error)
         && (n <= MAX_PIECES || unite_pieces (db, error));
}

gboolean
collector_reattribution_add_stale (CollectorDb *db, gint64 known_revision, gint64 from_ms,
                                   gint64 to_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO reattribution (revision, extension, from_ms, to_ms)"
      " SELECT n, '', ?2, ?3 FROM revision WHERE n > ?1 AND NOT EXISTS (SELECT 1"
      "  FROM reattribution AS r WHERE r.revision >= n AND r.extension = '' AND r.from_ms <= ?2"
      "  AND r.to_ms >= ?3 AND next_call_id = 0)",
      error);
  gint64 n = 0;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, known_revision);
  collector_stmt_bind_int (stmt, 2, from_ms);
  collector_stmt_bind_int (stmt, 3, to_ms);
  return collector_stmt_run (stmt, error) && count_pieces (db, &n, error)
         && (n <= MAX_PIECES || unite_pieces (db, error));
}

/* Whether the ledger has the word @text; of upper and lower case, the usual ways of writing. */
static gboolean
knows_word (CollectorDb *db, CollectorWordKind kind, const char *text, gboolean *answer,
            GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT 1 FROM word WHERE kind = ?1 AND text IN (?2, lower (?2), upper (?2)) LIMIT 1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, kind);
  collector_stmt_bind_text (stmt, 2, text);
  if (!collector_stmt_step (stmt, answer, error))
    return FALSE;
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
add_of_word (CollectorDb *db, CollectorWordKind kind, const char *text, gint64 from_ms,
             gint64 to_ms, GError **error)
{
  gboolean is_known = FALSE;

  if (*text == '\0' || from_ms >= to_ms)
    return TRUE;
  return knows_word (db, kind, text, &is_known, error)
         && (!is_known || collector_reattribution_add (db, "", from_ms, to_ms, error));
}

gboolean
collector_reattribution_add_login (CollectorDb *db, const char *user_name, gint64 from_ms,
                                   gint64 to_ms, GError **error)
{
  return add_of_word (db, COLLECTOR_WORD_LOGIN, user_name, from_ms, to_ms, error);
}

gboolean
collector_reattribution_add_device (CollectorDb *db, const char *device, gint64 from_ms,
                                    gint64 to_ms, GError **error)
{
  return add_of_word (db, COLLECTOR_WORD_DEVICE, device, from_ms, to_ms, error);
}

gboolean
collector_reattribution_get_next (CollectorDb *db, gint64 revision, CollectorReattribution *work,
                                  GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT id, extension, from_ms, to_ms, next_call_id FROM reattribution"
      " WHERE revision <= ?1 ORDER BY id LIMIT 1",
      error);
  gboolean has_row = FALSE;

  *work = (CollectorReattribution){ 0 };
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, revision);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    {
      work->id = collector_stmt_get_int (stmt, 0);
      g_strlcpy (work->extension, collector_stmt_get_text (stmt, 1), sizeof work->extension);
      work->from_ms = collector_stmt_get_int (stmt, 2);
      work->to_ms = collector_stmt_get_int (stmt, 3);
      work->next_call_id = collector_stmt_get_int (stmt, 4);
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_reattribution_advance (CollectorDb *db, gint64 id, gint64 next_call_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "UPDATE reattribution SET next_call_id = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  collector_stmt_bind_int (stmt, 2, next_call_id);
  return collector_stmt_run (stmt, error);
}

/* Once all calls were looked at, none belongs to a grouping that was merged into another. */
#define DROP_SQL(table)                                                                            \
  "DELETE FROM " table " WHERE merged_into IS NOT NULL AND NOT EXISTS (SELECT 1"                   \
  " FROM reattribution WHERE extension = '' AND from_ms = -9223372036854775808"                    \
  " AND to_ms = 9223372036854775807);"

gboolean
collector_reattribution_finish (CollectorDb *db, const CollectorReattribution *work,
                                GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "DELETE FROM reattribution WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, work->id);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  if (*work->extension != '\0' || work->from_ms != G_MININT64 || work->to_ms != G_MAXINT64)
    return TRUE;
  return collector_db_run (db, DROP_SQL ("department") DROP_SQL ("cost_centre") DROP_SQL ("location"),
                           error);
}
