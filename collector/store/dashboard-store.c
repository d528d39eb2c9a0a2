/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two tables of layouts, by account and by role. */

#include "config.h"

#include "collector/store/dashboard-store.h"

typedef struct
{
  const char *load, *save, *forget;
} Table;

static const Table accounts
    = { "SELECT layout FROM dashboard WHERE account_id = ?1",
        "INSERT INTO dashboard (account_id, layout, changed_ms) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (account_id) DO UPDATE SET layout = excluded.layout,"
        " changed_ms = excluded.changed_ms",
        "DELETE FROM dashboard WHERE account_id = ?1" };
static const Table roles
    = { "SELECT layout FROM dashboard_default WHERE role = ?1",
        "INSERT INTO dashboard_default (role, layout, changed_ms) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (role) DO UPDATE SET layout = excluded.layout,"
        " changed_ms = excluded.changed_ms",
        "DELETE FROM dashboard_default WHERE role = ?1" };

static gboolean
load (CollectorDb *db, const Table *table, gint64 key, char **layout, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, table->load, error);
  gboolean has_row = FALSE;

  *layout = NULL;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, key);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *layout = g_strdup (collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
save (CollectorDb *db, const Table *table, gint64 key, const char *layout, gint64 now_ms,
      GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, layout != NULL ? table->save : table->forget, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, key);
  if (layout != NULL)
    {
      collector_stmt_bind_text (stmt, 2, layout);
      collector_stmt_bind_int (stmt, 3, now_ms);
    }
  return collector_stmt_run (stmt, error);
}

gboolean
collector_dashboard_load (CollectorDb *db, gint64 account_id, char **layout, GError **error)
{
  return load (db, &accounts, account_id, layout, error);
}

gboolean
collector_dashboard_save (CollectorDb *db, gint64 account_id, const char *layout, gint64 now_ms,
                          GError **error)
{
  return save (db, &accounts, account_id, layout, now_ms, error);
}

static gboolean
add_holder (CollectorStmt *stmt, gpointer holders, GError **error)
{
  const CollectorDashboardHolder holder = { collector_stmt_get_int (stmt, 0),
                                            (int) collector_stmt_get_int (stmt, 1) };

  g_array_append_val ((GArray *) holders, holder);
  return TRUE;
}

GArray *
collector_dashboard_list_holders (CollectorDb *db, const char *widget, GError **error)
{
  g_autoptr (GArray) holders = g_array_new (FALSE, FALSE, sizeof (CollectorDashboardHolder));
  g_autofree char *quoted = g_strconcat ("\"", widget, "\"", NULL);
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT d.account_id, a.role FROM dashboard AS d JOIN account AS a ON a.id = d.account_id"
      " WHERE instr (d.layout, ?1) > 0",
      error);

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_text (stmt, 1, quoted);
  return collector_stmt_foreach (stmt, add_holder, holders, error) ? g_steal_pointer (&holders)
                                                                    : NULL;
}

gboolean
collector_dashboard_load_default (CollectorDb *db, CollectorRole role, char **layout,
                                  GError **error)
{
  return load (db, &roles, role, layout, error);
}

gboolean
collector_dashboard_save_default (CollectorDb *db, CollectorRole role, const char *layout,
                                  gint64 now_ms, GError **error)
{
  return save (db, &roles, role, layout, now_ms, error);
}
