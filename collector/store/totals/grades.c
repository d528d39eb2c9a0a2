/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which grade each answered call is counted under, and of which day and groups of people.
 */
#include "config.h"

#include "collector/store/totals/grades.h"

#include <string.h>

#include "collector/store/query/pieces.h"

#define PLACE_COLUMNS "grade, day, direction, department_id, cost_centre_id, location_id"

G_STATIC_ASSERT (TOLL_OUTCOME_ANSWERED == 0 && COLLECTOR_N_GRADES == 4);

/* Where a call without a score is counted. */
static const CollectorGraded nowhere = { .grade = COLLECTOR_N_GRADES };

typedef struct
{
  gint64 node_id;
  gint64 global_call_id;
} Heard;

struct _CollectorGrades
{
  GArray *calls; /* of gint64 */
  GArray *heard; /* of Heard */
  GArray *heard_calls; /* of gint64: of the last flush */
};

CollectorGrades *
collector_grades_new (void)
{
  CollectorGrades *grades = g_new0 (CollectorGrades, 1);

  grades->calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  grades->heard = g_array_new (FALSE, FALSE, sizeof (Heard));
  grades->heard_calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  return grades;
}

void
collector_grades_free (CollectorGrades *grades)
{
  if (grades == NULL)
    return;
  g_array_unref (grades->calls);
  g_array_unref (grades->heard);
  g_array_unref (grades->heard_calls);
  g_free (grades);
}

void
collector_grades_forget (CollectorGrades *grades)
{
  g_array_set_size (grades->calls, 0);
  g_array_set_size (grades->heard, 0);
}

void
collector_grades_note_call (CollectorGrades *grades, gint64 call_id)
{
  g_array_append_val (grades->calls, call_id);
}

void
collector_grades_note_heard (CollectorGrades *grades, gint64 node_id, gint64 global_call_id)
{
  const Heard heard = { node_id, global_call_id };

  g_array_append_val (grades->heard, heard);
}

const GArray *
collector_grades_get_heard (const CollectorGrades *grades)
{
  return grades->heard_calls;
}

/* ---- One call ---- */

/* The columns of a place. */
static CollectorGraded
get_place (CollectorStmt *stmt)
{
  return (CollectorGraded){ .grade = collector_stmt_get_int (stmt, 0),
                            .day = collector_stmt_get_int (stmt, 1),
                            .direction = collector_stmt_get_int (stmt, 2),
                            .department_id = collector_stmt_get_int (stmt, 3),
                            .cost_centre_id = collector_stmt_get_int (stmt, 4),
                            .location_id = collector_stmt_get_int (stmt, 5) };
}

static gboolean
read_old (CollectorDb *db, gint64 call_id, CollectorGraded *place, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " PLACE_COLUMNS " FROM call_grade WHERE call_id = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, call_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *place = has_row ? get_place (stmt) : nowhere;
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
find_new (CollectorDb *db, gint64 call_id, const TollZone *zone, CollectorGraded *place,
          GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT grade, start_ms, direction, department_id, cost_centre_id, location_id FROM (SELECT "
      COLLECTOR_GRADE_SQL " AS grade, c.* FROM call AS c WHERE c.id = ?1 AND c.outcome = 0)"
      " WHERE grade < 4",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, call_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *place = nowhere;
  if (has_row)
    {
      gint32 day, second;

      *place = get_place (stmt);
      toll_zone_to_local (zone, collector_stmt_get_int (stmt, 1), &day, &second);
      place->day = day;
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
store_place (CollectorDb *db, gint64 call_id, const CollectorGraded *place, GError **error)
{
  const gint64 figures[] = { place->grade,         place->day,            place->direction,
                             place->department_id, place->cost_centre_id, place->location_id };
  gboolean is_counted = place->grade != nowhere.grade;
  CollectorStmt *stmt = collector_db_prepare (
      db,
      is_counted ? "INSERT OR REPLACE INTO call_grade (call_id, " PLACE_COLUMNS ")"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                 : "DELETE FROM call_grade WHERE call_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, call_id);
  for (guint i = 0; is_counted && i < G_N_ELEMENTS (figures); i++)
    collector_stmt_bind_int (stmt, (int) i + 2, figures[i]);
  return collector_stmt_run (stmt, error);
}

static void
count (CollectorTotals *totals, const CollectorGraded *place, int sign)
{
  if (place->grade != nowhere.grade)
    collector_totals_add_graded (totals, place, sign);
}

static gboolean
settle (CollectorDb *db, CollectorTotals *totals, const TollZone *zone, gint64 call_id,
        GError **error)
{
  CollectorGraded before, after;

  if (!read_old (db, call_id, &before, error) || !find_new (db, call_id, zone, &after, error))
    return FALSE;
  /* All of it is figures of eight bytes: nothing lies between them. */
  if (memcmp (&before, &after, sizeof before) == 0)
    return TRUE;
  count (totals, &before, -1);
  count (totals, &after, 1);
  return store_place (db, call_id, &after, error);
}

/* ---- Those of a transaction ---- */

static gboolean
add_call (CollectorStmt *stmt, gpointer calls, GError **error)
{
  gint64 call_id = collector_stmt_get_int (stmt, 0);

  g_array_append_val ((GArray *) calls, call_id);
  return TRUE;
}

/* Call ids wrap: records of several calls may have the same. */
static gboolean
find_calls (CollectorDb *db, const Heard *heard, GArray *calls, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT DISTINCT call_id FROM leg WHERE node_id = ?1 AND global_call_id = ?2"
      " AND call_id <> 0",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, heard->node_id);
  collector_stmt_bind_int (stmt, 2, heard->global_call_id);
  return collector_stmt_foreach (stmt, add_call, calls, error);
}

/* Of a house without any voice record nothing is to be looked at. */
static gboolean
has_heard (CollectorDb *db, gboolean *has, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT EXISTS (SELECT 1 FROM quality)", error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *has = has_row && collector_stmt_get_int (stmt, 0) != 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static gboolean
settle_all (CollectorDb *db, CollectorTotals *totals, GArray *calls, GError **error)
{
  const TollZone *zone = collector_totals_get_zone (db, error);
  gint64 last = 0;

  if (zone == NULL)
    return FALSE;
  g_array_sort (calls, compare_ids);
  for (guint i = 0; i < calls->len; i++)
    {
      gint64 call_id = g_array_index (calls, gint64, i);

      if ((i == 0 || call_id != last) && !settle (db, totals, zone, call_id, error))
        return FALSE;
      last = call_id;
    }
  return TRUE;
}

gboolean
collector_grades_flush (CollectorGrades *grades, CollectorDb *db, CollectorTotals *totals,
                        GError **error)
{
  gboolean has = FALSE, is_ok = TRUE;

  g_array_set_size (grades->heard_calls, 0);
  if (grades->calls->len == 0 && grades->heard->len == 0)
    return TRUE;
  if (!has_heard (db, &has, error))
    return FALSE;
  for (guint i = 0; is_ok && i < grades->heard->len; i++)
    is_ok = find_calls (db, &g_array_index (grades->heard, Heard, i), grades->heard_calls, error);
  g_array_append_vals (grades->calls, grades->heard_calls->data, grades->heard_calls->len);
  is_ok = is_ok && (!has || settle_all (db, totals, grades->calls, error));
  collector_grades_forget (grades);
  return is_ok;
}

/* ---- All ---- */

gboolean
collector_grades_count_anew (CollectorDb *db, CollectorTotals *totals, GError **error)
{
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  CollectorStmt *stmt;

  if (!collector_db_run (db, "DELETE FROM call_grade", error))
    return FALSE;
  stmt = collector_db_prepare (
      db,
      "SELECT DISTINCT l.call_id FROM quality AS q CROSS JOIN leg AS l ON l.node_id = q.node_id"
      " AND l.global_call_id = q.global_call_id WHERE l.call_id <> 0",
      error);
  return stmt != NULL && collector_stmt_foreach (stmt, add_call, calls, error)
         && settle_all (db, totals, calls, error);
}

static gboolean
add_place (CollectorStmt *stmt, gpointer totals, GError **error)
{
  CollectorGraded place = get_place (stmt);

  count (totals, &place, 1);
  return TRUE;
}

gboolean
collector_grades_add_all (CollectorDb *db, CollectorTotals *totals, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT " PLACE_COLUMNS " FROM call_grade", error);

  return stmt != NULL && collector_stmt_foreach (stmt, add_place, totals, error);
}
