/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings in the database and the revision that tells a running service of changes. Any lane.
 */
#include "config.h"

#include "collector/store/setting-store.h"

#include "collector/store/rederivation-store.h"

/* Of key to value; only read while there is more than one thread. */
static GHashTable *fixed;

void
collector_setting_fix (const char *key, const char *value)
{
  if (fixed == NULL)
    fixed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (value != NULL)
    g_hash_table_replace (fixed, g_strdup (key), g_strdup (value));
  else
    g_hash_table_remove (fixed, key);
}

char *
collector_setting_dup (CollectorDb *db, const char *key, GError **error)
{
  CollectorStmt *stmt;
  gboolean has_row = FALSE;
  char *value = fixed != NULL ? g_strdup (g_hash_table_lookup (fixed, key)) : NULL;

  if (value != NULL)
    return value;
  stmt = collector_db_prepare (db, "SELECT value FROM setting WHERE key = ?1", error);
  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_text (stmt, 1, key);
  if (collector_stmt_step (stmt, &has_row, error) && has_row)
    value = g_strdup (collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  return value;
}

typedef struct
{
  CollectorStoredSettingFunc func;
  gpointer data;
} Visit;

static gboolean
visit_setting (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;

  return visit->func (collector_stmt_get_text (stmt, 0), collector_stmt_get_text (stmt, 1),
                      visit->data, error);
}

gboolean
collector_setting_foreach (
    CollectorDb *db, CollectorStoredSettingFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT key, value FROM setting ORDER BY key", error);

  return collector_stmt_foreach (stmt, visit_setting, &(Visit){ func, data }, error);
}

gboolean
collector_setting_set (CollectorDb *db, const char *key, const char *value, GError **error)
{
  CollectorStmt *stmt = value != NULL
      ? collector_db_prepare (db, "INSERT INTO setting VALUES (?1, ?2)"
                                  " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                              error)
      : collector_db_prepare (db, "DELETE FROM setting WHERE key = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, key);
  if (value != NULL)
    collector_stmt_bind_text (stmt, 2, value);
  return collector_stmt_run (stmt, error)
         && (!g_str_equal (key, "nation") || collector_rederivation_add (db, "", error))
         && collector_revision_bump (db, error);
}

gboolean
collector_revision_get (CollectorDb *db, gint64 *revision, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT n FROM revision", error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *revision = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_revision_bump (CollectorDb *db, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "UPDATE revision SET n = n + 1", error);

  return stmt != NULL && collector_stmt_run (stmt, error);
}
