/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By which user id records find a person: one person's at a time, a cucm_user_id or, without one, the
 * user name. Writer lane; the list of doubled ones any.
 */
#include "config.h"

#include "collector/store/people/login.h"

#include "collector/store/people/private.h"
#include "collector/store/reach.h"

/* People found by the user id ?1, other than ?2; two indexes answer. */
#define OTHERS_SQL                                                                                 \
  " FROM person AS p WHERE p.id <> ?2 AND p.id IN (SELECT id FROM person WHERE cucm_user_id <> ''" \
  " AND cucm_user_id = ?1 COLLATE NOCASE UNION ALL SELECT id FROM person"                          \
  " WHERE user_name = ?1 COLLATE NOCASE AND cucm_user_id = '')"

gboolean
collector_person_has_same_login (const CollectorPerson *a, const CollectorPerson *b)
{
  return g_ascii_strcasecmp (collector_person_get_login (a), collector_person_get_login (b)) == 0;
}

/* Returns: (nullable): @sql with the user id and the person bound. */
static CollectorStmt *
prepare (CollectorDb *db, const char *sql, const CollectorPerson *person, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_text (stmt, 1, collector_person_get_login (person));
  collector_stmt_bind_int (stmt, 2, person->id);
  return stmt;
}

/* An id that is the person's already stays, also where it is another's as well. */
gboolean
collector_person_check_login (CollectorDb *db, const CollectorPerson *before,
                              const CollectorPerson *person, const CollectorPersonChange *change,
                              GError **error)
{
  gboolean is_told = *person->cucm_user_id != '\0' || *before->cucm_user_id != '\0';
  gint64 from_ms = person->valid_from_ms;
  CollectorStmt *stmt;
  gboolean has_row = FALSE;

  if (before->id != 0 && collector_person_has_same_login (before, person)
      && person->valid_from_ms >= before->valid_from_ms
      && person->valid_to_ms <= before->valid_to_ms)
    return TRUE;
  stmt = prepare (db,
                  "SELECT trim (p.first_name || ' ' || p.last_name), p.user_name" OTHERS_SQL
                  " AND p.valid_from_ms < ?4 AND p.valid_to_ms > ?3 ORDER BY p.id LIMIT 1",
                  person, error);
  if (stmt == NULL)
    return FALSE;
  /* What somebody had who left is the next one's after that. */
  if (person->valid_to_ms > change->now_ms)
    from_ms = MAX (from_ms, change->now_ms);
  collector_stmt_bind_int (stmt, 3, from_ms);
  collector_stmt_bind_int (stmt, 4, person->valid_to_ms);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    collector_person_refuse (error, is_told ? "cucm_user_id" : "user_name",
                             "the user id '%s' of records belongs to %s%s'%s' during that time",
                             collector_person_get_login (person), collector_stmt_get_text (stmt, 0),
                             *collector_stmt_get_text (stmt, 0) != '\0' ? " " : "",
                             collector_stmt_get_text (stmt, 1));
  collector_stmt_reset (stmt);
  return !has_row;
}

/* Until @until_ms records found the person by the user id of @before; NULL = by none. What was told of
 * that instant before holds. */
static gboolean
add_past (CollectorDb *db, gint64 person_id, gint64 until_ms, const CollectorPerson *before,
          GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT OR IGNORE INTO login_past (person_id, until_ms, login, is_own) VALUES (?1, ?2, ?3, ?4)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person_id);
  collector_stmt_bind_int (stmt, 2, until_ms);
  collector_stmt_bind_text (stmt, 3, before != NULL ? collector_person_get_login (before) : "");
  collector_stmt_bind_int (stmt, 4, before != NULL && *before->cucm_user_id != '\0');
  return collector_stmt_run (stmt, error);
}

/* Until now everything stays as it was, also the time that somebody was away. */
static gboolean
keep_past (CollectorDb *db, const CollectorPerson *before, const CollectorPerson *person,
           gint64 now_ms, GError **error)
{
  if (before->id == 0)
    return add_past (db, person->id, now_ms, NULL, error);
  if (before->valid_to_ms < now_ms && person->valid_to_ms > before->valid_to_ms)
    return add_past (db, person->id, before->valid_to_ms, before, error)
           && add_past (db, person->id, now_ms, NULL, error);
  return collector_person_has_same_login (before, person)
         || add_past (db, person->id, now_ms, before, error);
}

static gboolean
forget_past (CollectorDb *db, gint64 person_id, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "DELETE FROM login_past WHERE person_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person_id);
  return collector_stmt_run (stmt, error);
}

/* The id begins when the last of others gave it up, or left. */
static gboolean
begin_after_others (CollectorDb *db, const CollectorPerson *person, gint64 now_ms, GError **error)
{
  CollectorStmt *stmt = prepare (
      db,
      "SELECT max (at_ms) FROM (SELECT max (p.valid_to_ms) AS at_ms" OTHERS_SQL
      " AND p.valid_to_ms <= ?3 UNION ALL SELECT max (until_ms) FROM login_past"
      " WHERE login = ?1 COLLATE NOCASE AND person_id <> ?2 AND until_ms <= ?3)",
      person, error);
  gboolean has_row = FALSE;
  gint64 at_ms = G_MININT64;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 3, now_ms);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row && !collector_stmt_is_null (stmt, 0))
    at_ms = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return at_ms <= person->valid_from_ms || add_past (db, person->id, at_ms, NULL, error);
}

gboolean
collector_person_save_login (CollectorDb *db, const CollectorPerson *before,
                             const CollectorPerson *person, const CollectorPersonChange *change,
                             GError **error)
{
  if (!collector_reach_is_free (change->giver))
    return keep_past (db, before, person, change->now_ms, error);
  if (before->id != 0 && collector_person_has_same_login (before, person))
    return TRUE;
  return forget_past (db, person->id, error)
         && begin_after_others (db, person, change->now_ms, error);
}

typedef struct
{
  CollectorDoubledFunc func;
  gpointer data;
} Visit;

static gboolean
visit_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;

  visit->func (collector_stmt_get_text (stmt, 0), collector_stmt_get_text (stmt, 1), visit->data);
  return TRUE;
}

gboolean
collector_people_foreach_doubled_login (CollectorDb *db, gint64 now_ms, CollectorDoubledFunc func,
                                        gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT login, group_concat (user_name, ', ') FROM (SELECT user_name,"
      " CASE cucm_user_id WHEN '' THEN user_name ELSE cucm_user_id END AS login FROM person"
      " WHERE valid_to_ms > ?1 ORDER BY cucm_user_id = '', id)"
      " GROUP BY login COLLATE NOCASE HAVING count (*) > 1 ORDER BY login COLLATE NOCASE",
      error);
  Visit visit = { func, data };

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, now_ms);
  return collector_stmt_foreach (stmt, visit_row, &visit, error);
}
