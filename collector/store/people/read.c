/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People by page and one by one. One constant SQL text for each way of sorting; who may see whom
 * is part of each. Any lane.
 */
#include "config.h"

#include "collector/store/people/read.h"

#include "collector/store/people/words.h"
#include "collector/store/sync-store.h"
#include "shared/base/error.h"

#define ACCOUNT_SQL                                                                                \
  "a.id, a.language, a.zone, a.role, a.scope, a.masked_digits, a.disabled, a.password_hash <> '',"  \
  " a.bind_dn <> '' AND " COLLECTOR_SYNC_IS_ON_SQL ", a.last_sign_in_ms"
/* With the server turned off nobody tells the fields any more. */
#define SYNCED_SQL "CASE WHEN " COLLECTOR_SYNC_IS_ON_SQL " THEN p.synced ELSE '' END"
#define COLUMNS_SQL                                                                                \
  "SELECT p.id, p.user_name, p.first_name, p.last_name, p.mail, p.cucm_user_id,"                   \
  " p.department_id, p.cost_centre_id, p.location_id, p.manager_id, p.valid_from_ms,"              \
  " p.valid_to_ms, p.source, p.source_key, " SYNCED_SQL ", p.custom_1, p.custom_2, p.custom_3,"          \
  " p.custom_4, p.custom_5, p.custom_6, p.custom_7, p.custom_8, p.custom_9, p.custom_10,"          \
  " p.pin_hash <> '', " ACCOUNT_SQL ", d.name, c.name, l.name,"                                    \
  " CASE WHEN m.id IS NULL THEN '' WHEN m.first_name || m.last_name = '' THEN m.user_name"         \
  "  ELSE trim (m.first_name || ' ' || m.last_name) END"
#define FIRST_CUSTOM_COLUMN 15
#define FIRST_ACCOUNT_COLUMN 26
#define FROM_SQL                                                                                   \
  " FROM person AS p LEFT JOIN account AS a ON a.user_name = p.user_name AND a.person_id = p.id"   \
  " LEFT JOIN department AS d ON d.id = p.department_id"                                           \
  " LEFT JOIN cost_centre AS c ON c.id = p.cost_centre_id"                                         \
  " LEFT JOIN location AS l ON l.id = p.location_id LEFT JOIN person AS m ON m.id = p.manager_id"

/* ?1: scope; ?2: ids of the scope as JSON; ?3: the viewer's own person. */
#define SCOPE_SQL                                                                                  \
  "(?1 = 4 OR p.id = ?3 OR (?1 = 1 AND p.department_id IN (SELECT value FROM json_each (?2)))"     \
  " OR (?1 = 2 AND p.cost_centre_id IN (SELECT value FROM json_each (?2)))"                        \
  " OR (?1 = 3 AND p.location_id IN (SELECT value FROM json_each (?2))))"
G_STATIC_ASSERT (COLLECTOR_SCOPE_OWN == 0 && COLLECTOR_SCOPE_DEPARTMENTS == 1
                 && COLLECTOR_SCOPE_COST_CENTRES == 2 && COLLECTOR_SCOPE_LOCATIONS == 3
                 && COLLECTOR_SCOPE_ALL == 4);

/* ?4: words of people/words.h; ?5 to ?7: groupings; ?8, ?9: role, source; ?10, ?11: who is left out; ?12:
 * now. */
#define FILTER_SQL                                                                                 \
  " AND (?4 IS NULL OR NOT EXISTS (SELECT 1 FROM word AS t"                                        \
  "  WHERE instr (p.search, t.value) = 0 AND NOT EXISTS (SELECT 1 FROM person_line AS n"           \
  "   WHERE n.person_id = p.id AND (substr (n.extension, 1, length (t.value)) = t.value"            \
  "    OR instr (n.extension, t.digits) > 0 OR instr (n.extension, t.with_zero) > 0))))"            \
  " AND (?5 = 0 OR p.department_id = ?5) AND (?6 = 0 OR p.cost_centre_id = ?6)"                    \
  " AND (?7 = 0 OR p.location_id = ?7) AND (?8 = -1 OR ifnull (a.role, 0) = ?8)"                   \
  " AND (?9 = -1 OR p.source = ?9) AND NOT (?10 AND p.valid_to_ms > ?12)"                          \
  " AND NOT (?11 AND p.valid_to_ms <= ?12)"

#define EXTENSION_KEY                                                                              \
  "ifnull ((SELECT min (extension) FROM person_line AS n WHERE n.person_id = p.id"                 \
  " AND n.valid_from_ms <= ?12 AND n.valid_to_ms > ?12 AND n.kind = 0), '~')"
#define DEPARTMENT_KEY                                                                             \
  "ifnull ((SELECT g.name FROM department AS g WHERE g.id = p.department_id), '~') || p.search"

/* ?13: behind this person; ?14: how many. Who is on the page is found first, so that only these
 * cost their whole row. */
#define LIST_SQL(key, beyond, direction)                                                           \
  "WITH word (value, digits, with_zero) AS MATERIALIZED (SELECT json_extract (value, '$[0]'),"      \
  " json_extract (value, '$[1]'), json_extract (value, '$[2]') FROM json_each (?4)) "              \
  COLUMNS_SQL FROM_SQL " WHERE p.id IN (SELECT p.id FROM person AS p LEFT JOIN account AS a"       \
  " ON a.user_name = p.user_name AND a.person_id = p.id WHERE " SCOPE_SQL FILTER_SQL               \
  " AND (?13 = 0 OR (" key ", p.id) " beyond                                                       \
  " (SELECT " key ", p.id FROM person AS p WHERE p.id = ?13))"                                     \
  " ORDER BY " key direction ", p.id" direction " LIMIT ?14)"                                      \
  " ORDER BY " key direction ", p.id" direction
#define BOTH_WAYS(key)                                                                             \
  {                                                                                                \
    LIST_SQL (key, ">", ""), LIST_SQL (key, "<", " DESC")                                          \
  }

/* By whether it falls. */
static const char *const list_sql[COLLECTOR_N_PEOPLE_SORTS][2] = {
  [COLLECTOR_PEOPLE_BY_NAME] = BOTH_WAYS ("p.search"),
  [COLLECTOR_PEOPLE_BY_USER_NAME] = BOTH_WAYS ("p.user_name COLLATE NOCASE"),
  [COLLECTOR_PEOPLE_BY_EXTENSION] = BOTH_WAYS (EXTENSION_KEY),
  [COLLECTOR_PEOPLE_BY_DEPARTMENT] = BOTH_WAYS (DEPARTMENT_KEY),
};
static const char *const get_sql
    = COLUMNS_SQL FROM_SQL " WHERE " SCOPE_SQL " AND p.id = ?4";

static const char *
keep (CollectorStmt *stmt, int column, TollArena *arena)
{
  return toll_arena_strdup (arena, collector_stmt_get_text (stmt, column));
}

static void
read_texts (CollectorStmt *stmt, TollArena *arena, CollectorPerson *person)
{
  const struct
  {
    int column;
    const char **text;
  } rows[] = {
    { 1, &person->user_name },   { 2, &person->first_name },   { 3, &person->last_name },
    { 4, &person->mail },        { 5, &person->cucm_user_id }, { 13, &person->source_key },
    { 14, &person->synced },     { 36, &person->department },  { 37, &person->cost_centre },
    { 38, &person->location },   { 39, &person->manager },
  };
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    *rows[i].text = keep (stmt, rows[i].column, arena);
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    person->custom[i] = keep (stmt, FIRST_CUSTOM_COLUMN + i, arena);
  name = g_strstrip (g_strconcat (person->first_name, " ", person->last_name, NULL));
  person->name = toll_arena_strdup (arena, *name != '\0' ? name : person->user_name);
}

/* @first: where the columns of ACCOUNT_SQL begin. */
static void
read_account (CollectorStmt *stmt, int first, TollArena *arena, CollectorPerson *person)
{
  person->account_id = collector_stmt_get_int (stmt, first);
  if (person->account_id == 0)
    return;
  person->language = keep (stmt, first + 1, arena);
  person->zone = keep (stmt, first + 2, arena);
  person->role = collector_stmt_get_int (stmt, first + 3);
  person->scope = collector_stmt_get_int (stmt, first + 4);
  person->masked_digits = collector_stmt_get_int (stmt, first + 5);
  person->disabled = collector_stmt_get_int (stmt, first + 6) != 0;
  person->has_password = collector_stmt_get_int (stmt, first + 7) != 0;
  person->binds = collector_stmt_get_int (stmt, first + 8) != 0;
  person->last_sign_in_ms = collector_stmt_get_int (stmt, first + 9);
}

static void
read_person (CollectorStmt *stmt, TollArena *arena, CollectorPerson *person)
{
  collector_person_init (person);
  person->id = collector_stmt_get_int (stmt, 0);
  read_texts (stmt, arena, person);
  person->department_id = collector_stmt_get_int (stmt, 6);
  person->cost_centre_id = collector_stmt_get_int (stmt, 7);
  person->location_id = collector_stmt_get_int (stmt, 8);
  person->manager_id = collector_stmt_get_int (stmt, 9);
  person->valid_from_ms = collector_stmt_get_int (stmt, 10);
  person->valid_to_ms = collector_stmt_get_int (stmt, 11);
  person->source = collector_stmt_get_int (stmt, 12);
  person->has_pin = collector_stmt_get_int (stmt, 25) != 0;
  read_account (stmt, FIRST_ACCOUNT_COLUMN, arena, person);
}

/* What a person has several of, on its way into the arena. */
typedef struct
{
  CollectorPerson *person;
  TollArena *arena;
} Reading;

static gboolean
read_line (CollectorStmt *stmt, gpointer data, GError **error)
{
  Reading *reading = data;
  CollectorPersonLine line = { .number = keep (stmt, 0, reading->arena),
                               .partition = keep (stmt, 1, reading->arena),
                               .site_id = collector_stmt_get_int (stmt, 2),
                               .site = keep (stmt, 3, reading->arena),
                               .kind = collector_stmt_get_int (stmt, 4),
                               .valid_from_ms = collector_stmt_get_int (stmt, 5),
                               .valid_to_ms = collector_stmt_get_int (stmt, 6) };

  collector_person_add_line (reading->person, &line, reading->arena);
  return TRUE;
}

static gboolean
read_device (CollectorStmt *stmt, gpointer data, GError **error)
{
  Reading *reading = data;

  collector_person_add_device (reading->person, keep (stmt, 0, reading->arena), reading->arena);
  return TRUE;
}

static gboolean
read_scope_id (CollectorStmt *stmt, gpointer data, GError **error)
{
  GArray *ids = data;
  gint64 id = collector_stmt_get_int (stmt, 0);

  g_array_append_val (ids, id);
  return TRUE;
}

static gboolean
read_scope (CollectorDb *db, TollArena *arena, CollectorPerson *person, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  CollectorStmt *stmt;

  if (person->scope == COLLECTOR_SCOPE_OWN || person->scope == COLLECTOR_SCOPE_ALL)
    return TRUE;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  stmt = collector_db_prepare (
      db, "SELECT target_id FROM account_scope WHERE account_id = ?1 ORDER BY target_id", error);
  if (stmt != NULL)
    collector_stmt_bind_int (stmt, 1, person->account_id);
  if (!collector_stmt_foreach (stmt, read_scope_id, ids, error))
    return FALSE;
  person->n_scope_ids = ids->len;
  person->scope_ids = toll_arena_alloc (arena, (ids->len + 1) * sizeof (gint64));
  for (guint i = 0; i < ids->len; i++)
    person->scope_ids[i] = g_array_index (ids, gint64, i);
  return TRUE;
}

static gboolean
read_several (CollectorDb *db, TollArena *arena, CollectorPerson *person, GError **error)
{
  Reading reading = { person, arena };
  CollectorStmt *lines = collector_db_prepare (
      db,
      "SELECT n.extension, n.partition, n.site_id, s.name, n.kind, n.valid_from_ms, n.valid_to_ms"
      " FROM person_line AS n LEFT JOIN site AS s ON s.id = n.site_id WHERE n.person_id = ?1"
      " ORDER BY n.kind, n.valid_to_ms DESC, n.extension, n.id",
      error);
  CollectorStmt *devices = collector_db_prepare (
      db, "SELECT device FROM person_device WHERE person_id = ?1 ORDER BY device", error);

  if (lines == NULL || devices == NULL)
    return FALSE;
  collector_stmt_bind_int (lines, 1, person->id);
  collector_stmt_bind_int (devices, 1, person->id);
  return collector_stmt_foreach (lines, read_line, &reading, error)
         && collector_stmt_foreach (devices, read_device, &reading, error)
         && read_scope (db, arena, person, error);
}

/* @scope_ids is borrowed by the statement. */
static void
bind_scope (CollectorStmt *stmt, const CollectorViewer *viewer, const char *scope_ids)
{
  gboolean sees_all = viewer == NULL || viewer->role == COLLECTOR_ROLE_ADMINISTRATOR;

  collector_stmt_bind_int (stmt, 1, sees_all ? COLLECTOR_SCOPE_ALL : viewer->scope);
  collector_stmt_bind_text (stmt, 2, scope_ids);
  collector_stmt_bind_int (stmt, 3, sees_all || viewer->person_id == 0 ? -1 : viewer->person_id);
}

static void
bind_filter (CollectorStmt *stmt, const CollectorPeopleQuery *query, const char *words)
{
  const gint64 figures[] = { query->department_id, query->cost_centre_id, query->location_id,
                             query->role,          query->source,         query->skip_active,
                             query->skip_left,     query->now_ms,         query->after_id };

  collector_stmt_bind_text (stmt, 4, words);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    collector_stmt_bind_int (stmt, 5 + i, figures[i]);
}

typedef struct
{
  GPtrArray *people;
  TollArena *arena;
} Page;

static gboolean
add_person (CollectorStmt *stmt, gpointer data, GError **error)
{
  Page *page = data;
  CollectorPerson *person = toll_arena_alloc (page->arena, sizeof *person);

  read_person (stmt, page->arena, person);
  g_ptr_array_add (page->people, person);
  return TRUE;
}

gboolean
collector_people_list (CollectorDb *db, const CollectorViewer *viewer,
                       const CollectorPeopleQuery *query, guint limit, TollArena *arena,
                       GPtrArray *people, gint64 *next_id, GError **error)
{
  Page page = { people, arena };
  g_autofree char *scope_ids = viewer != NULL ? collector_viewer_dup_scope_ids (viewer) : NULL;
  g_autofree char *words = collector_people_words_to_json (query->text);
  CollectorStmt *stmt
      = collector_db_prepare (db, list_sql[query->sort][query->is_falling ? 1 : 0], error);
  guint first = people->len;

  *next_id = 0;
  if (stmt == NULL)
    return FALSE;
  bind_scope (stmt, viewer, scope_ids);
  bind_filter (stmt, query, words);
  collector_stmt_bind_int (stmt, 14, (gint64) limit + 1);
  if (!collector_stmt_foreach (stmt, add_person, &page, error))
    return FALSE;
  if (people->len - first > limit)
    {
      g_ptr_array_set_size (people, first + limit);
      *next_id = ((CollectorPerson *) people->pdata[people->len - 1])->id;
    }
  for (guint i = first; i < people->len; i++)
    if (!read_several (db, arena, people->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
collector_people_get (CollectorDb *db, const CollectorViewer *viewer, gint64 id, TollArena *arena,
                      CollectorPerson *person, GError **error)
{
  g_autofree char *scope_ids = viewer != NULL ? collector_viewer_dup_scope_ids (viewer) : NULL;
  CollectorStmt *stmt = collector_db_prepare (db, get_sql, error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  bind_scope (stmt, viewer, scope_ids);
  collector_stmt_bind_int (stmt, 4, id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    read_person (stmt, arena, person);
  collector_stmt_reset (stmt);
  if (has_row)
    return read_several (db, arena, person, error);
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no such person");
  return FALSE;
}

gboolean
collector_people_begin (CollectorDb *db, const char *user_name, TollArena *arena,
                        CollectorPerson *person, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " ACCOUNT_SQL " FROM account AS a WHERE a.user_name = ?1 AND a.person_id IS NULL",
      error);
  gboolean has_row = FALSE;

  collector_person_init (person);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, user_name);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    read_account (stmt, 0, arena, person);
  collector_stmt_reset (stmt);
  return read_scope (db, arena, person, error);
}

gboolean
collector_people_lookup_id (CollectorDb *db, const char *user_name, gint64 *id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT id FROM person WHERE user_name = ?1 COLLATE NOCASE", error);
  gboolean has_row = FALSE;

  *id = 0;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, user_name);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *id = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return TRUE;
}
