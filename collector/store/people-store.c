/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People, their lines and where they belong: the tables and the snapshot for attribution. Any
 * lane; puts run inside the caller's transaction, so that a directory file is all or nothing.
 */
#include "config.h"

#include "collector/store/people-store.h"

#include "collector/store/setting-store.h"
#include "shared/base/error.h"

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* The three groupings share their shape; each needs constant SQL. */
typedef struct
{
  const char *find;
  const char *add;
} GroupingSql;

static const GroupingSql department_sql = { "SELECT id FROM department WHERE name = ?1",
                                            "INSERT INTO department (name) VALUES (?1)" };
static const GroupingSql cost_centre_sql = { "SELECT id FROM cost_centre WHERE name = ?1",
                                             "INSERT INTO cost_centre (name) VALUES (?1)" };
static const GroupingSql location_sql = { "SELECT id FROM location WHERE name = ?1",
                                          "INSERT INTO location (name) VALUES (?1)" };

/* One figure from a statement with bound parameters; *found tells whether there was a row. */
static gboolean
read_one (CollectorStmt *stmt, gint64 *value, gboolean *found, GError **error)
{
  if (!collector_stmt_step (stmt, found, error))
    return FALSE;
  *value = *found ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

/* @id: (out): of the grouping called @name, made when new; 0 for "". */
static gboolean
ensure_grouping (
    CollectorDb *db, const GroupingSql *sql, const char *name, gint64 *id, GError **error)
{
  CollectorStmt *stmt;
  gboolean found = FALSE;

  *id = 0;
  if (name == NULL || *name == '\0')
    return TRUE;
  stmt = collector_db_prepare (db, sql->find, error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, name);
  if (!read_one (stmt, id, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  stmt = collector_db_prepare (db, sql->add, error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, name);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  *id = collector_db_get_last_id (db);
  return TRUE;
}

gint64
collector_person_find (CollectorDb *db, const char *user_name, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT id FROM person WHERE user_name = ?1", error);
  gboolean found = FALSE;
  gint64 id = 0;

  if (stmt == NULL)
    return 0;
  collector_stmt_bind_text (stmt, 1, user_name);
  if (!read_one (stmt, &id, &found, error))
    return 0;
  if (!found)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no person '%s'", user_name);
  return id;
}

static void
bind_id_or_null (CollectorStmt *stmt, int index, gint64 id)
{
  if (id != 0)
    collector_stmt_bind_int (stmt, index, id);
  else
    collector_stmt_bind_null (stmt, index);
}

/* Writes the person's own columns; @result tells whether anything differed. */
static gboolean
put_columns (CollectorDb *db, const CollectorPersonRow *row, const gint64 groups[3],
             CollectorPutResult *result, gint64 *person_id, GError **error)
{
  const char *texts[] = { row->user_name, row->first_name, row->last_name,
                          row->mail,      row->language,   row->zone };
  gboolean is_new = (*person_id = collector_person_find (db, row->user_name, NULL)) == 0;
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO person (user_name, first_name, last_name, mail, language, zone,"
      " department_id, cost_centre_id, location_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
      " ON CONFLICT (user_name) DO UPDATE SET first_name = excluded.first_name,"
      " last_name = excluded.last_name, mail = excluded.mail, language = excluded.language,"
      " zone = excluded.zone, department_id = excluded.department_id,"
      " cost_centre_id = excluded.cost_centre_id, location_id = excluded.location_id"
      " WHERE (first_name, last_name, mail, language, zone, ifnull (department_id, 0),"
      " ifnull (cost_centre_id, 0), ifnull (location_id, 0)) IS NOT (excluded.first_name,"
      " excluded.last_name, excluded.mail, excluded.language, excluded.zone,"
      " ifnull (excluded.department_id, 0), ifnull (excluded.cost_centre_id, 0),"
      " ifnull (excluded.location_id, 0))",
      error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    collector_stmt_bind_text (stmt, i + 1, text_or_empty (texts[i]));
  for (guint i = 0; i < 3; i++)
    bind_id_or_null (stmt, 7 + i, groups[i]);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  *result = is_new ? COLLECTOR_PUT_NEW
      : collector_db_get_changes (db) > 0 ? COLLECTOR_PUT_CHANGED
                                          : COLLECTOR_PUT_SAME;
  if (is_new)
    *person_id = collector_db_get_last_id (db);
  return TRUE;
}

/* Refuses a number that another person owns during [from, to); tells whether it is already this
 * person's for exactly that time. */
static gboolean
check_line (CollectorDb *db, const CollectorPersonRow *row, gint64 person_id, gint64 from_ms,
            gint64 to_ms, gboolean *already, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT l.person_id, l.valid_from_ms, l.valid_to_ms, p.user_name FROM person_line l"
      " JOIN person p ON p.id = l.person_id"
      " WHERE l.extension = ?1 AND l.partition = ?2 AND l.valid_from_ms < ?4"
      " AND l.valid_to_ms > ?3",
      error);
  gboolean has_row = FALSE, ok = TRUE;

  *already = FALSE;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, row->extension);
  collector_stmt_bind_text (stmt, 2, text_or_empty (row->partition));
  collector_stmt_bind_int (stmt, 3, from_ms);
  collector_stmt_bind_int (stmt, 4, to_ms);
  while (ok && (ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      if (collector_stmt_get_int (stmt, 0) == person_id)
        *already = TRUE;
      else
        {
          g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                       "extension: %s belongs to '%s' during that time", row->extension,
                       collector_stmt_get_text (stmt, 3));
          ok = FALSE;
        }
    }
  collector_stmt_reset (stmt);
  return ok;
}

static gboolean
put_line (CollectorDb *db, const CollectorPersonRow *row, gint64 person_id,
          CollectorPutResult *result, GError **error)
{
  gint64 from_ms = row->valid_from_ms != 0 ? row->valid_from_ms : G_MININT64;
  gint64 to_ms = row->valid_to_ms != 0 ? row->valid_to_ms : G_MAXINT64;
  gboolean already;
  CollectorStmt *stmt;

  if (!check_line (db, row, person_id, from_ms, to_ms, &already, error))
    return FALSE;
  if (already)
    return TRUE;
  stmt = collector_db_prepare (db,
                               "INSERT INTO person_line (person_id, extension, partition,"
                               " valid_from_ms, valid_to_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
                               error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person_id);
  collector_stmt_bind_text (stmt, 2, row->extension);
  collector_stmt_bind_text (stmt, 3, text_or_empty (row->partition));
  collector_stmt_bind_int (stmt, 4, from_ms);
  collector_stmt_bind_int (stmt, 5, to_ms);
  if (*result == COLLECTOR_PUT_SAME)
    *result = COLLECTOR_PUT_CHANGED;
  return collector_stmt_run (stmt, error);
}

gboolean
collector_person_put (CollectorDb *db, const CollectorPersonRow *row, CollectorPutResult *result,
                      GError **error)
{
  gint64 groups[3], person_id = 0;

  if (row->user_name == NULL || *row->user_name == '\0')
    {
      toll_error_set_field (error, "user_name", "a person needs a user name");
      return FALSE;
    }
  if (!ensure_grouping (db, &department_sql, row->department, &groups[0], error)
      || !ensure_grouping (db, &cost_centre_sql, row->cost_centre, &groups[1], error)
      || !ensure_grouping (db, &location_sql, row->location, &groups[2], error)
      || !put_columns (db, row, groups, result, &person_id, error))
    return FALSE;
  if (row->extension != NULL && *row->extension != '\0'
      && !put_line (db, row, person_id, result, error))
    return FALSE;
  return *result == COLLECTOR_PUT_SAME || collector_revision_bump (db, error);
}

static gboolean
add_owner (CollectorStmt *stmt, gpointer people, GError **error)
{
  const char *extension = collector_stmt_get_text (stmt, 5);
  CollectorOwner owner = { .person_id = collector_stmt_get_int (stmt, 0),
                           .name = collector_stmt_get_text (stmt, 1),
                           .department_id = collector_stmt_get_int (stmt, 2),
                           .cost_centre_id = collector_stmt_get_int (stmt, 3),
                           .location_id = collector_stmt_get_int (stmt, 4),
                           .valid_from_ms = collector_stmt_get_int (stmt, 7),
                           .valid_to_ms = collector_stmt_get_int (stmt, 8) };

  if (*extension != '\0')
    collector_people_add_line (people, extension, collector_stmt_get_text (stmt, 6), &owner);
  else
    collector_people_add_login (people, collector_stmt_get_text (stmt, 9), &owner);
  return TRUE;
}

CollectorPeople *
collector_people_load (CollectorDb *db, GError **error)
{
  g_autoptr (CollectorPeople) people = collector_people_new ();
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT p.id, trim (p.first_name || ' ' || p.last_name), ifnull (p.department_id, 0),"
      " ifnull (p.cost_centre_id, 0), ifnull (p.location_id, 0), l.extension, l.partition,"
      " l.valid_from_ms, l.valid_to_ms, p.user_name"
      " FROM person p JOIN person_line l ON l.person_id = p.id"
      " UNION ALL SELECT id, trim (first_name || ' ' || last_name), ifnull (department_id, 0),"
      " ifnull (cost_centre_id, 0), ifnull (location_id, 0), '', '', -9223372036854775808,"
      " 9223372036854775807, user_name FROM person",
      error);

  if (!collector_stmt_foreach (stmt, add_owner, people, error))
    return NULL;
  return g_steal_pointer (&people);
}
