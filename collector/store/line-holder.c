/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose a line is by the directory, for who may know it. Any lane.
 */
#include "config.h"

#include "collector/store/line-holder.h"

#include "collector/store/people/person.h"

/* As calls are given to people: whose the line is in its own partition comes before whose it is in
 * another that nobody told apart. Asked for every row that is drawn: nothing here is sorted. */
static const char holder_sql[]
    = "SELECT p.id, trim (p.first_name || ' ' || p.last_name), l.partition = n.partition"
      " FROM line AS n JOIN person_line AS l ON l.extension = n.extension"
      " JOIN person AS p ON p.id = l.person_id WHERE n.id = ?1 AND l.kind = 0"
      " AND (l.partition IN ('', n.partition) OR n.partition = '')"
      " AND max (l.valid_from_ms, p.valid_from_ms) <= ?2"
      " AND min (l.valid_to_ms, p.valid_to_ms) > ?3";
G_STATIC_ASSERT (COLLECTOR_LINE_EXTENSION == 0);

static const char groupings_sql[]
    = "SELECT department_id, cost_centre_id, location_id FROM person WHERE id = ?1"
      " UNION ALL SELECT department_id, cost_centre_id, location_id FROM person_past"
      " WHERE person_id = ?1 AND until_ms > ?2";

static gboolean
is_in_sight (CollectorDb *db, const CollectorViewer *viewer, gint64 person_id, gint64 from_ms)
{
  CollectorStmt *stmt;
  gboolean has_row = FALSE, is_covered = FALSE;

  if (collector_viewer_is_owner (viewer, person_id))
    return TRUE;
  /* Who asks of their own calls is told of nobody else. */
  if (!collector_viewer_check_individuals (viewer, FALSE, NULL))
    return FALSE;
  if (viewer->scope == COLLECTOR_SCOPE_ALL)
    return TRUE;
  stmt = collector_db_prepare (db, groupings_sql, NULL);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person_id);
  collector_stmt_bind_int (stmt, 2, from_ms);
  while (!is_covered && collector_stmt_step (stmt, &has_row, NULL) && has_row)
    is_covered = collector_viewer_covers (viewer, collector_stmt_get_int (stmt, 0),
                                          collector_stmt_get_int (stmt, 1),
                                          collector_stmt_get_int (stmt, 2));
  collector_stmt_reset (stmt);
  return is_covered;
}

/* Of two whom it fits alike, or who had it one after the other, nobody knows which. */
static void
read_holder (CollectorStmt *stmt, TollArena *arena, CollectorLineHolder *holder)
{
  gboolean has_row = FALSE;
  gint64 best = -1;

  while (collector_stmt_step (stmt, &has_row, NULL) && has_row)
    {
      gint64 person_id = collector_stmt_get_int (stmt, 0), fits = collector_stmt_get_int (stmt, 2);

      if (fits > best)
        *holder = (CollectorLineHolder){
          person_id, toll_arena_strdup (arena, collector_stmt_get_text (stmt, 1))
        };
      else if (fits == best && person_id != holder->person_id)
        holder->person_id = 0;
      best = MAX (best, fits);
    }
}

void
collector_line_find_holder (CollectorDb *db, const CollectorViewer *viewer, gint64 line_id,
                            gint64 from_ms, gint64 at_ms, TollArena *arena,
                            CollectorLineHolder *holder)
{
  CollectorStmt *stmt;

  *holder = (CollectorLineHolder){ 0, "" };
  if (line_id == 0)
    return;
  stmt = collector_db_prepare (db, holder_sql, NULL);
  if (stmt == NULL)
    return;
  collector_stmt_bind_int (stmt, 1, line_id);
  collector_stmt_bind_int (stmt, 2, at_ms);
  collector_stmt_bind_int (stmt, 3, MIN (from_ms, at_ms));
  read_holder (stmt, arena, holder);
  collector_stmt_reset (stmt);
  if (holder->person_id == 0 || !is_in_sight (db, viewer, holder->person_id, from_ms))
    *holder = (CollectorLineHolder){ 0, "" };
}
