/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which calls are private, kept. Whether one is says COLLECTOR_CALL_IS_PRIVATE_SQL alone: here is only
 * found which calls are to be asked about.
 */
#include "config.h"

#include "collector/store/hidden-calls.h"

#include "collector/store/bulk.h"
#include "collector/store/ledger.h"
#include "collector/store/privacy-store.h"

/* About a tenth of a second. */
#define CALLS_A_STEP "20000"

/* Whether a call can be private. */
#define ANY_RULE_SQL "SELECT EXISTS (SELECT 1 FROM private_rule) OR EXISTS (SELECT 1 FROM private_call)"

#define LAST_ID "9223372036854775807"

#define INSERT_SQL                                                                                 \
  "INSERT OR REPLACE INTO hidden_call (" COLLECTOR_HIDDEN_COLUMNS ")"                              \
  " SELECT " COLLECTOR_HIDDEN_COLUMNS " FROM "

static gboolean
run_with_id (CollectorDb *db, const char *sql, gint64 id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  return collector_stmt_run (stmt, error);
}

/* ---- What a transaction changes ---- */

static gboolean
find_any (CollectorDb *db, const char *sql, gboolean *is_any, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *is_any = collector_stmt_get_int (stmt, 0) != 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
store_block (CollectorDb *db, CollectorBulk *bulk, GError **error)
{
  gboolean is_ok = bulk->n_rows == 0
                   || collector_bulk_run (db,
                                          INSERT_SQL "bulk_rows (?1) AS b CROSS JOIN call AS c"
                                          " ON c.id = b.c0 WHERE " COLLECTOR_CALL_IS_PRIVATE_SQL,
                                          bulk, 0, error);

  bulk->n_rows = 0;
  return is_ok;
}

static gboolean
delete_changed (CollectorDb *db, const GArray *numbers, GError **error)
{
  for (guint i = 0; i < numbers->len; i++)
    {
      const CollectorFinderEntry *entry = &g_array_index (numbers, CollectorFinderEntry, i);

      if (entry->sign <= 0
          && !run_with_id (db, "DELETE FROM hidden_call WHERE id = ?1", entry->call_id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_private (CollectorDb *db, const GArray *numbers, GError **error)
{
  CollectorBulk bulk;
  gboolean is_ok = TRUE;

  collector_bulk_init (&bulk, 1);
  for (guint i = 0; i < numbers->len && is_ok; i++)
    {
      const CollectorFinderEntry *entry = &g_array_index (numbers, CollectorFinderEntry, i);

      if (entry->sign >= 0)
        collector_value_set_int (collector_bulk_add (&bulk), entry->call_id);
      if (bulk.n_rows == COLLECTOR_BULK_ROWS)
        is_ok = store_block (db, &bulk, error);
    }
  is_ok = is_ok && store_block (db, &bulk, error);
  collector_bulk_clear (&bulk);
  return is_ok;
}

/* A call that has another number now is there twice: what goes first. */
gboolean
collector_hidden_flush (const CollectorFinder *finder, CollectorDb *db, GError **error)
{
  const GArray *numbers = collector_finder_get_numbers (finder);
  gboolean is_any = FALSE;

  if (numbers->len == 0)
    return TRUE;
  return find_any (db, ANY_RULE_SQL " OR EXISTS (SELECT 1 FROM hidden_call)", &is_any, error)
         && (!is_any || (delete_changed (db, numbers, error) && store_private (db, numbers, error)));
}

gboolean
collector_hidden_reown (CollectorDb *db, gint64 call_id, GError **error)
{
  return run_with_id (db, "DELETE FROM hidden_call WHERE id = ?1", call_id, error)
         && run_with_id (db,
                         INSERT_SQL "call AS c WHERE c.id = ?1 AND " COLLECTOR_CALL_IS_PRIVATE_SQL,
                         call_id, error);
}

/* ---- What a rule or a word changes ---- */

/* Calls with the number ?1, and those by whose extension it is. */
#define WITH_NUMBER_SQL                                                                            \
  " IN (WITH RECURSIVE bucket (n) AS (SELECT min (id) >> 52 FROM call UNION ALL SELECT n + 1"      \
  "  FROM bucket WHERE n < (SELECT max (id) >> 52 FROM call))"                                     \
  " SELECT call_id FROM bucket CROSS JOIN call_number ON bucket = n AND number = ?1"               \
  " UNION ALL SELECT call_id FROM line CROSS JOIN call_line ON line_id = line.id"                  \
  "  WHERE extension = ?1)"

/* Kinds of work, as the triggers have them, but that of all calls. */
static const struct
{
  const char *delete_sql;
  const char *insert_sql;
} kinds[] = {
  [1] = { "DELETE FROM hidden_call WHERE id" WITH_NUMBER_SQL,
          INSERT_SQL "call AS c WHERE c.id" WITH_NUMBER_SQL " AND " COLLECTOR_CALL_IS_PRIVATE_SQL },
  [2] = { "DELETE FROM hidden_call WHERE id = CAST (?1 AS INTEGER)",
          INSERT_SQL "call AS c WHERE c.id = CAST (?1 AS INTEGER) AND " COLLECTOR_CALL_IS_PRIVATE_SQL },
};

static gboolean
run_with_text (CollectorDb *db, const char *sql, const char *text, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, text);
  return collector_stmt_run (stmt, error);
}

/* @value: (out) (transfer full): NULL when nothing of the kind is left. */
static gboolean
find_work (CollectorDb *db, guint kind, char **value, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT value FROM hidden_work WHERE kind = ?1 LIMIT 1", error);
  gboolean has_row = FALSE;

  *value = NULL;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, kind);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *value = g_strdup (collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
finish_work (CollectorDb *db, guint kind, const char *value, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "DELETE FROM hidden_work WHERE kind = ?1 AND value = ?2", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, kind);
  collector_stmt_bind_text (stmt, 2, value);
  return collector_stmt_run (stmt, error);
}

/* @is_left: (out): there was one. */
static gboolean
settle_one (CollectorDb *db, guint kind, gboolean *is_left, GError **error)
{
  g_autofree char *value = NULL;

  if (!find_work (db, kind, &value, error))
    return FALSE;
  *is_left = value != NULL;
  return value == NULL
         || (run_with_text (db, kinds[kind].delete_sql, value, error)
             && run_with_text (db, kinds[kind].insert_sql, value, error)
             && finish_work (db, kind, value, error));
}

gboolean
collector_hidden_settle (CollectorDb *db, GError **error)
{
  for (guint kind = 1; kind < G_N_ELEMENTS (kinds); kind++)
    {
      gboolean is_left = TRUE;

      while (is_left)
        if (!settle_one (db, kind, &is_left, error))
          return FALSE;
    }
  return TRUE;
}

/* The next calls of all: those with ids in [low_id, high_id); both are the last id when there is no such
 * work. */
static gboolean
find_slice (CollectorDb *db, gint64 *low_id, gint64 *high_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT next_call_id, coalesce ((SELECT id FROM call WHERE id >= next_call_id ORDER BY id LIMIT 1"
      " OFFSET " CALLS_A_STEP "), " LAST_ID ") FROM hidden_work WHERE kind = 0",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *low_id = has_row ? collector_stmt_get_int (stmt, 0) : G_MAXINT64;
  *high_id = has_row ? collector_stmt_get_int (stmt, 1) : G_MAXINT64;
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
run_slice (CollectorDb *db, const char *sql, gint64 low_id, gint64 high_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, low_id);
  collector_stmt_bind_int (stmt, 2, high_id);
  return collector_stmt_run (stmt, error);
}

static gboolean
look_again (CollectorDb *db, gint64 low_id, gint64 high_id, GError **error)
{
  return run_slice (db, "DELETE FROM hidden_call WHERE id >= ?1 AND id < ?2", low_id, high_id, error)
         && run_slice (db,
                       INSERT_SQL "call AS c WHERE c.id >= ?1 AND c.id < ?2"
                                  " AND " COLLECTOR_CALL_IS_PRIVATE_SQL,
                       low_id, high_id, error)
         && (high_id < G_MAXINT64
                 ? run_with_id (db, "UPDATE hidden_work SET next_call_id = ?1 WHERE kind = 0", high_id,
                                error)
                 : finish_work (db, 0, "", error));
}

/* Without a rule and a word nothing is private: no call need be looked at. */
static gboolean
forget_all (CollectorDb *db, GError **error)
{
  return collector_db_run (db, "DELETE FROM hidden_call; DELETE FROM hidden_work", error);
}

gboolean
collector_hidden_step (CollectorDb *db, gboolean *is_done, GError **error)
{
  gint64 low_id, high_id;
  gboolean is_any = FALSE;

  if (!find_any (db, ANY_RULE_SQL, &is_any, error))
    return FALSE;
  if (!is_any)
    {
      *is_done = TRUE;
      return forget_all (db, error);
    }
  if (!collector_hidden_settle (db, error) || !find_slice (db, &low_id, &high_id, error))
    return FALSE;
  *is_done = high_id == G_MAXINT64;
  return low_id == G_MAXINT64 || look_again (db, low_id, high_id, error);
}

gboolean
collector_hidden_is_whole (CollectorDb *db, gboolean *is_whole, GError **error)
{
  return find_any (db, "SELECT NOT EXISTS (SELECT 1 FROM hidden_work)", is_whole, error);
}
