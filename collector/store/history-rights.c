/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an answer of then owes to its reader's rights of then. Any lane.
 */
#include "config.h"

#include "collector/store/history-store.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

static void
add_ids (GString *text, const GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT, g_array_index (ids, gint64, i));
  g_string_append_c (text, ';');
}

/* A rule by the age of calls hides more of the same answer every day. */
static void
add_rules (GString *text, const CollectorViewer *viewer)
{
  gint64 day = 0;

  for (guint i = 0; i < viewer->mask_rules->len; i++)
    {
      const CollectorMaskRule *rule = &g_array_index (viewer->mask_rules, CollectorMaskRule, i);

      g_string_append_printf (text, " %d/%" G_GINT64_FORMAT "/%u", rule->dest_class,
                              rule->older_than_days, rule->masked_digits);
      if (rule->older_than_days > 0)
        day = viewer->now_ms / DAY_MS;
    }
  g_string_append_printf (text, "@%" G_GINT64_FORMAT ";", day);
}

static gboolean
add_figures (CollectorStmt *stmt, gpointer text, GError **error)
{
  for (int i = 0; i < 3; i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT, collector_stmt_get_int (stmt, i));
  g_string_append (text, collector_stmt_get_text (stmt, 3));
  return TRUE;
}

char *
collector_history_dup_rights (CollectorDb *db, const CollectorViewer *viewer, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CollectorStmt *stmt;

  g_string_append_printf (text, "%d %d %" G_GINT64_FORMAT " %u %d", viewer->role, viewer->scope,
                          viewer->person_id, viewer->masked_digits, viewer->hides_free_incoming);
  g_string_append (text, viewer->hides_individuals ? " 2;" : ";");
  add_ids (text, viewer->scope_ids);
  add_ids (text, viewer->line_ids);
  add_rules (text, viewer);
  /* What people said of their own calls since, and what makes calls private. */
  stmt = collector_db_prepare (
      db,
      "SELECT (SELECT count (*) FROM private_call), (SELECT ifnull (max (at_ms), 0) FROM"
      " private_call), (SELECT ifnull (sum (is_private), 0) FROM private_call),"
      " (SELECT ifnull (group_concat (kind || ':' || ifnull (person_id, 0) || ':' || value), '')"
      " FROM (SELECT * FROM private_rule ORDER BY kind, value, person_id))",
      error);
  if (!collector_stmt_foreach (stmt, add_figures, text, error))
    return NULL;
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}
