/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an answer of then owes to its reader's rights of then. Any lane.
 */
#include "config.h"

#include "collector/store/history-store.h"

#include "collector/store/ledger.h"

#include <string.h>

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

static void
add_ids (GString *text, const GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT, g_array_index (ids, gint64, i));
  g_string_append_c (text, ';');
}

static void
add_rules (GString *text, const CollectorViewer *viewer)
{
  for (guint i = 0; i < viewer->mask_rules->len; i++)
    {
      const CollectorMaskRule *rule = &g_array_index (viewer->mask_rules, CollectorMaskRule, i);

      g_string_append_printf (text, " %d/%" G_GINT64_FORMAT "/%u", rule->dest_class,
                              rule->older_than_days, rule->masked_digits);
    }
  g_string_append (text, "@0;");
}

static gboolean
add_row (CollectorStmt *stmt, gpointer text, GError **error)
{
  for (int i = 0; i < 3; i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT, collector_stmt_get_int (stmt, i));
  g_string_append (text, collector_stmt_get_text (stmt, 3));
  return TRUE;
}

/* ?1 = the viewer's person, -1 = nobody; ?2 = scope, ?3 = its ids as JSON. */
#define OF_SCOPE(table)                                                                            \
  " CASE ?2 WHEN 1 THEN " table "department_id WHEN 2 THEN " table "cost_centre_id"                \
  " ELSE " table "location_id END IN (SELECT value FROM json_each (?3))"
G_STATIC_ASSERT (COLLECTOR_SCOPE_DEPARTMENTS == 1 && COLLECTOR_SCOPE_COST_CENTRES == 2
                 && COLLECTOR_SCOPE_LOCATIONS == 3 && COLLECTOR_SCOPE_ALL == 4);

/* What people said of their own calls: of calls that the viewer may see, on either side. */
static const char words_sql[]
    = "SELECT count (*), ifnull (max (p.at_ms), 0), ifnull (sum (p.is_private), 0), '' FROM"
      " private_call AS p JOIN call AS c ON c.id = p.call_id"
      " LEFT JOIN call_called AS d ON d.line_id = c.called_line_id AND d.call_id = c.id"
      " WHERE p.person_id <> ?1 AND p.person_id IN (c.person_id, d.person_id)"
      " AND (?2 = 4 OR" OF_SCOPE ("c.") " OR" OF_SCOPE ("d.") ")";
/* What makes calls private: for everybody, and the contacts of those whose calls are, or were, of the
 * scope. A contact inside may hide a call of another part from the viewer, who looks after who was
 * called. */
static const char rules_sql[]
    = "SELECT count (*), 0, 0, ifnull (group_concat (kind || ':' || ifnull (person_id, 0) || ':'"
      " || value), '') FROM (SELECT * FROM private_rule AS r WHERE ifnull (person_id, 0) <> ?1"
      " AND (?2 = 4 OR person_id IS NULL OR substr (value, 1, 1) <> '+'"
      " OR EXISTS (SELECT 1 FROM person AS p WHERE p.id = r.person_id AND" OF_SCOPE ("p.") ")"
      " OR EXISTS (SELECT 1 FROM person_past AS h WHERE h.person_id = r.person_id AND"
      OF_SCOPE ("h.") ")) ORDER BY kind, value, person_id)";

static gboolean
add_asked (CollectorDb *db, const char *sql, const CollectorViewer *viewer, GString *text,
           GError **error)
{
  g_autofree char *scope_ids = collector_viewer_dup_scope_ids (viewer);
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, viewer->person_id != 0 ? viewer->person_id : -1);
  collector_stmt_bind_int (stmt, 2, viewer->scope);
  collector_stmt_bind_text (stmt, 3, scope_ids);
  return collector_stmt_foreach (stmt, add_row, text, error);
}

char *
collector_history_dup_rights (CollectorDb *db, const CollectorViewer *viewer, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%d %d %" G_GINT64_FORMAT " %u %d", viewer->role, viewer->scope,
                          viewer->person_id, viewer->masked_digits, viewer->hides_free_incoming);
  g_string_append (text, viewer->hides_individuals ? " 2;" : ";");
  add_ids (text, viewer->scope_ids);
  add_ids (text, viewer->line_ids);
  add_rules (text, viewer);
  /* Nobody's own calls are hidden from them. */
  if (viewer->scope != COLLECTOR_SCOPE_OWN
      && (!add_asked (db, words_sql, viewer, text, error)
          || !add_asked (db, rules_sql, viewer, text, error)))
    return NULL;
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}

/* When the first call that starts in [@from_ms, @to_ms) is @age_ms old. */
static gboolean
find_first_end (CollectorDb *db, gint64 from_ms, gint64 to_ms, gint64 age_ms, gint64 *end_ms,
                GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT start_ms FROM call WHERE id BETWEEN ?1 AND ?2 AND start_ms >= ?3 AND start_ms < ?4"
      " ORDER BY id LIMIT 1",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, collector_call_first_id (from_ms));
  collector_stmt_bind_int (stmt, 2, collector_call_last_id (to_ms));
  collector_stmt_bind_int (stmt, 3, from_ms);
  collector_stmt_bind_int (stmt, 4, to_ms);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *end_ms = MIN (*end_ms, collector_stmt_get_int (stmt, 0) + age_ms);
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_history_find_end (CollectorDb *db, const CollectorViewer *viewer, gint64 from_ms,
                            gint64 to_ms, gint64 *end_ms, GError **error)
{
  for (guint i = 0; i < viewer->mask_rules->len; i++)
    {
      gint64 age_ms
          = g_array_index (viewer->mask_rules, CollectorMaskRule, i).older_than_days * DAY_MS;
      /* What is older was hidden already. */
      gint64 first_ms = MAX (from_ms, viewer->now_ms - age_ms + 1);

      if (age_ms > 0 && first_ms < MIN (to_ms, viewer->now_ms)
          && !find_first_end (db, first_ms, MIN (to_ms, viewer->now_ms), age_ms, end_ms, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
collector_history_holds (const CollectorHistoryRow *row, const char *rights, gint64 now_ms)
{
  gsize n = strlen (rights);

  if (strncmp (row->rights, rights, n) != 0)
    return FALSE;
  return row->rights[n] == '\0' || now_ms < g_ascii_strtoll (row->rights + n, NULL, 10);
}
