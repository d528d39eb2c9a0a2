/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Recounts the ledger from its rows. Every check is a row of a table: a query that finds what
 * contradicts itself, in words. Reads only.
 */
#include "config.h"

#include "collector/store/check.h"

#include "collector/store/hidden-calls.h"
#include "collector/store/privacy-store.h"
#include "collector/store/query/pieces.h"
#include "collector/store/totals/totals.h"
#include "collector/store/touched.h"

#define MAX_DIFFERENCES 100

/* Each row found is a difference; a column of text says which. */
static const char *const queries[] = {
  "SELECT 'database: ' || quick_check FROM pragma_quick_check (10) WHERE quick_check <> 'ok'",
  "SELECT 'foreign key: row ' || rowid || ' of ' || \"table\" FROM pragma_foreign_key_check",
  "SELECT printf ('call %d has %d records; it was made from %d', c.id, coalesce (l.n, 0),"
  " c.n_legs) FROM call c LEFT JOIN (SELECT call_id, count(*) AS n FROM leg WHERE call_id <> 0"
  " GROUP BY call_id) l ON l.call_id = c.id WHERE coalesce (l.n, 0) <> c.n_legs",
  "SELECT printf ('record %d of call id %d belongs to call %d, which is not there', record_key,"
  " global_call_id, call_id) FROM leg WHERE call_id <> 0"
  " AND NOT EXISTS (SELECT 1 FROM call WHERE id = leg.call_id)",
  "SELECT printf ('record %d of call id %d is neither traffic nor noise', record_key,"
  " global_call_id) FROM leg WHERE (call_id = 0) = (noise_id = 0)",
  "SELECT printf ('a link of leg id %d points to a record that is not there', leg_ident)"
  " FROM leg_link k WHERE NOT EXISTS (SELECT 1 FROM leg WHERE node_id = k.node_id"
  " AND global_call_id = k.global_call_id AND record_key = k.record_key)",
  "SELECT printf ('file %d (%s): %d records, but %d legs + %d quality + %d duplicates + %d noise"
  " + %d quarantined', id, name, records, legs, quality, duplicates, noise, quarantined) FROM file"
  " WHERE records <> legs + quality + duplicates + noise + quarantined",
  "SELECT printf ('file %d (%s): %d legs and %d noise counted, %d and %d stored', f.id, f.name,"
  " f.legs, f.noise, coalesce (l.legs, 0), coalesce (l.noise, 0)) FROM file f"
  " LEFT JOIN (SELECT file_id, sum (call_id <> 0) AS legs, sum (call_id = 0) AS noise FROM leg"
  " GROUP BY file_id) l ON l.file_id = f.id"
  " WHERE f.legs <> coalesce (l.legs, 0) OR f.noise <> coalesce (l.noise, 0)",
  "SELECT printf ('file %d (%s): %d quality records counted, %d stored', f.id, f.name, f.quality,"
  " coalesce (q.n, 0)) FROM file f LEFT JOIN (SELECT file_id, count(*) AS n FROM quality"
  " GROUP BY file_id) q ON q.file_id = f.id WHERE f.quality <> coalesce (q.n, 0)",
  "SELECT printf ('file %d (%s): %d quarantined counted, %d held', f.id, f.name, f.quarantined,"
  " coalesce (q.n, 0)) FROM file f LEFT JOIN (SELECT file_id, count(*) AS n FROM quarantine"
  " WHERE state <> 'replayed' GROUP BY file_id) q ON q.file_id = f.id"
  " WHERE f.quarantined <> coalesce (q.n, 0)",
  "SELECT printf ('file %d (%s): %d conflicts counted, %d noted', f.id, f.name, f.conflicts,"
  " count(*)) FROM file f JOIN conflict c ON c.file_id = f.id WHERE f.conflicts <> 0 GROUP BY f.id"
  " HAVING f.conflicts <> count(*)",
  "SELECT printf ('call %d cannot be found by its line', id) FROM call c WHERE NOT EXISTS"
  " (SELECT 1 FROM call_line WHERE line_id = c.line_id AND call_id = c.id"
  " AND person_id = c.person_id)",
  "SELECT printf ('call %d cannot be found by its number', id) FROM call c WHERE NOT EXISTS"
  " (SELECT 1 FROM call_number WHERE bucket = c.id >> 52 AND number = c.number"
  " AND call_id = c.id)",
  "SELECT printf ('call %d cannot be found by the line it was for', id) FROM call c"
  " WHERE called_line_id <> 0 AND NOT EXISTS (SELECT 1 FROM call_called"
  " WHERE line_id = c.called_line_id AND call_id = c.id)",
  "SELECT DISTINCT printf ('line %d was called for group %d of scope %d, which does not know it',"
  " line_id, group_id, scope) FROM (SELECT 0 AS scope, person_id AS group_id, line_id FROM"
  "  call_called UNION SELECT 1, department_id, line_id FROM call_called"
  "  UNION SELECT 2, cost_centre_id, line_id FROM call_called"
  "  UNION SELECT 3, location_id, line_id FROM call_called) WHERE group_id <> 0"
  " AND (scope, group_id, line_id) NOT IN (SELECT scope, group_id, line_id FROM called_group)",
  "SELECT printf ('line %d is told to have been called by call %d, which tells of none', line_id,"
  " call_id) FROM call_called d WHERE NOT EXISTS (SELECT 1 FROM call WHERE id = d.call_id"
  " AND called_line_id = d.line_id)",
  "SELECT DISTINCT printf ('call %d has sides, but is not there', call_id) FROM call_side s"
  " WHERE NOT EXISTS (SELECT 1 FROM call WHERE id = s.call_id)",
  "SELECT printf ('call %d was at %s, which is not kept', id, extension) FROM ("
  COLLECTOR_TOUCHES_SQL ("call AS c") " EXCEPT SELECT call_id, extension FROM call_touch)",
  "SELECT printf ('call %d is kept as one that was at %s, which it was not', call_id, extension) FROM"
  " (SELECT call_id, extension FROM call_touch EXCEPT SELECT * FROM ("
  COLLECTOR_TOUCHES_SQL ("call AS c") "))",
  "SELECT printf ('call %d is not counted by how it sounded', c.id) FROM call c LEFT JOIN call_grade g"
  " ON g.call_id = c.id WHERE coalesce (g.grade, 4) <> CASE c.outcome WHEN 0 THEN "
  COLLECTOR_GRADE_SQL " ELSE 4 END OR (g.direction, g.department_id, g.cost_centre_id, g.location_id)"
  " <> (c.direction, c.department_id, c.cost_centre_id, c.location_id)",
  "SELECT printf ('call %d is counted by how it sounded, but is not there', call_id)"
  " FROM call_grade WHERE NOT EXISTS (SELECT 1 FROM call WHERE id = call_id)",
  "SELECT printf ('what became of call %d is kept as %d by call %d; it is call %d', c.id,"
  " coalesce (f.became, 0), coalesce (f.later_id, 0), coalesce (" COLLECTOR_LATER_ID_SQL ", 0))"
  " FROM call c LEFT JOIN follow_up f ON " COLLECTOR_IS_KEPT_SQL " WHERE c.direction = 1"
  " AND c.outcome = 1 AND c.number <> '' AND (f.call_id IS NULL"
  " OR f.later_id <> coalesce (" COLLECTOR_LATER_ID_SQL ", 0) OR f.became <> coalesce ((SELECT CASE"
  " o.direction WHEN 2 THEN 2 ELSE 3 END FROM call o WHERE o.id = f.later_id), 1))",
  "SELECT printf ('whose missed call %d is, is kept otherwise', c.id) FROM follow_up f JOIN call c"
  " ON c.id = f.call_id WHERE (f.start_ms, f.person_id, f.department_id, f.cost_centre_id, f.location_id)"
  " <> (c.start_ms, c.person_id, c.department_id, c.cost_centre_id, c.location_id)",
  "SELECT printf ('something became of call %d, which was not missed', call_id) FROM follow_up f"
  " WHERE NOT EXISTS (SELECT 1 FROM call c WHERE c.direction = 1 AND c.outcome = 1 AND "
  COLLECTOR_IS_KEPT_SQL ")",
  "SELECT printf ('call %d is private, but not kept so', c.id) FROM call c"
  " WHERE NOT EXISTS (SELECT 1 FROM hidden_work) AND " COLLECTOR_CALL_IS_PRIVATE_SQL
  " AND NOT EXISTS (SELECT 1 FROM hidden_call WHERE id = c.id)",
  "SELECT printf ('call %d is kept as private, but is none', h.id) FROM hidden_call h LEFT JOIN call c"
  " ON c.id = h.id WHERE NOT EXISTS (SELECT 1 FROM hidden_work) AND (c.id IS NULL OR NOT "
  COLLECTOR_CALL_IS_PRIVATE_SQL ")",
  "SELECT printf ('call %d is kept as private otherwise than it is', c.id) FROM call c WHERE c.id IN"
  " (SELECT id FROM hidden_call EXCEPT SELECT id FROM (SELECT " COLLECTOR_HIDDEN_COLUMNS " FROM hidden_call"
  " INTERSECT SELECT " COLLECTOR_HIDDEN_COLUMNS " FROM call WHERE id IN (SELECT id FROM hidden_call)))",
  "SELECT printf ('%d places by line and %d by number for %d calls', l, n, c) FROM"
  " (SELECT (SELECT count(*) FROM call_line) AS l, (SELECT count(*) FROM call_number) AS n,"
  " (SELECT count(*) FROM call) AS c) WHERE l <> c OR n <> c",
  "SELECT printf ('%d new calls counted over all files, %d stored', coalesce (sum (calls), 0),"
  " (SELECT count(*) FROM call)) FROM file"
  " HAVING coalesce (sum (calls), 0) <> (SELECT count(*) FROM call)",
};

static gboolean
run_query (CollectorDb *db, const char *sql, GPtrArray *differences, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);
  gboolean has_row = FALSE, is_ok = stmt != NULL;

  while (is_ok && differences->len < MAX_DIFFERENCES
         && (is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    g_ptr_array_add (differences, g_strdup (collector_stmt_get_text (stmt, 0)));
  if (stmt != NULL)
    collector_stmt_reset (stmt);
  return is_ok;
}

static gboolean
verify_totals (CollectorDb *db, GPtrArray *differences, GError **error)
{
  g_autoptr (CollectorTotals) totals = collector_totals_new (db, error);

  return totals != NULL && collector_totals_add_all (totals, db, error)
         && collector_totals_compare (totals, db, differences, MAX_DIFFERENCES, error);
}

gboolean
collector_check_verify (CollectorDb *db, GPtrArray *differences, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    if (!run_query (db, queries[i], differences, error))
      return FALSE;
  return verify_totals (db, differences, error);
}
