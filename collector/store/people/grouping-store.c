/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Departments, cost centres and locations. The three share their shape; each has constant SQL, laid
 * out by one macro. Any lane; changes on the writer's.
 */
#include "config.h"

#include "collector/store/people/grouping-store.h"

#include "collector/store/reattribution-store.h"
#include "collector/store/setting-store.h"
#include "collector/store/totals/totals.h"
#include "collector/store/viewer.h"
#include "shared/base/error.h"
#include "shared/base/line.h"

#include <string.h>

#define MOST_SCOPE_NAMES 20

typedef struct
{
  const char *field; /* name on the wire */
  CollectorCube cube;
  CollectorScope scope;
  const char *list;
  const char *get;
  const char *find;
  const char *names;
  const char *name;
  const char *add;
  const char *rename;
  const char *is_used;
  const char *hide;
  const char *remove;
  const char *move[4]; /* ?1 becomes ?2 */
} Sql;

/* ?4: scope of who asks; ?5: its ids as JSON: others' people are not counted, groupings without
 * anybody who may be seen are not shown. */
#define SEEN_SQL                                                                                   \
  " AND (?4 = 4 OR (?4 = 1 AND department_id IN (SELECT value FROM json_each (?5)))"               \
  " OR (?4 = 2 AND cost_centre_id IN (SELECT value FROM json_each (?5)))"                          \
  " OR (?4 = 3 AND location_id IN (SELECT value FROM json_each (?5))))"
G_STATIC_ASSERT (COLLECTOR_SCOPE_DEPARTMENTS == 1 && COLLECTOR_SCOPE_COST_CENTRES == 2
                 && COLLECTOR_SCOPE_LOCATIONS == 3 && COLLECTOR_SCOPE_ALL == 4);

#define COUNTED(table, column)                                                                     \
  "SELECT g.id, g.name, (SELECT count (*) FROM person WHERE " column                               \
  " = g.id AND valid_to_ms > ?1" SEEN_SQL ") AS n FROM " table " AS g WHERE merged_into IS NULL"

#define ROW(table, column, cube_id, scope_id, scope_figure)                                        \
  {                                                                                                \
    .field = table, .cube = cube_id, .scope = scope_id,                                            \
    .list = COUNTED (table, column) " AND (?2 = 0 OR name > (SELECT name FROM " table              \
                                    " WHERE id = ?2)) AND (?4 = 4 OR n > 0 OR (?4 = " scope_figure \
                                    " AND g.id IN (SELECT value FROM json_each (?5))))"            \
                                    " ORDER BY name LIMIT ?3",                                     \
    .get = COUNTED (table, column) " AND id = ?2",                                                 \
    .find = "SELECT ifnull (merged_into, id) FROM " table " WHERE name = ?1",                      \
    .names = "SELECT ifnull (merged_into, id), name FROM " table                                   \
             " ORDER BY merged_into IS NOT NULL, id",                                              \
    .name = "SELECT name FROM " table " WHERE id = ?1 AND merged_into IS NULL",                    \
    .add = "INSERT INTO " table " (name) VALUES (?1)",                                             \
    .rename = "UPDATE " table " SET name = ?2 WHERE id = ?1 AND merged_into IS NULL",              \
    .is_used = "SELECT EXISTS (SELECT 1 FROM person WHERE " column                                 \
               " = ?1) OR EXISTS (SELECT 1 FROM person_past WHERE " column                         \
               " = ?1) OR EXISTS (SELECT 1 FROM account_scope AS s JOIN account AS a"              \
               " ON a.id = s.account_id WHERE a.scope = " scope_figure " AND s.target_id = ?1)"    \
               " OR EXISTS (SELECT 1 FROM wallboard_scope AS s JOIN wallboard AS w"                \
               " ON w.id = s.wallboard_id WHERE w.scope = " scope_figure " AND s.target_id = ?1)", \
    .hide = "UPDATE " table " SET merged_into = ?2 WHERE id = ?1 OR merged_into = ?1",             \
    .remove = "DELETE FROM " table " WHERE id = ?1",                                               \
    .move = {                                                                                      \
      "UPDATE person SET " column " = ?2 WHERE " column " = ?1",                                   \
      "UPDATE person_past SET " column " = ?2 WHERE " column " = ?1",                              \
      "UPDATE OR REPLACE account_scope SET target_id = ?2 WHERE target_id = ?1"                    \
      " AND account_id IN (SELECT id FROM account WHERE scope = " scope_figure ")",                \
      "UPDATE OR REPLACE wallboard_scope SET target_id = ?2 WHERE target_id = ?1"                  \
      " AND wallboard_id IN (SELECT id FROM wallboard WHERE scope = " scope_figure ")",            \
    },                                                                                             \
  }

static const Sql rows[COLLECTOR_N_GROUPINGS] = {
  [COLLECTOR_GROUPING_DEPARTMENT] = ROW ("department", "department_id", COLLECTOR_CUBE_DEPARTMENT,
                                         COLLECTOR_SCOPE_DEPARTMENTS, "1"),
  [COLLECTOR_GROUPING_COST_CENTRE] = ROW ("cost_centre", "cost_centre_id",
                                          COLLECTOR_CUBE_COST_CENTRE,
                                          COLLECTOR_SCOPE_COST_CENTRES, "2"),
  [COLLECTOR_GROUPING_LOCATION] = ROW ("location", "location_id", COLLECTOR_CUBE_LOCATION,
                                       COLLECTOR_SCOPE_LOCATIONS, "3"),
};

static gboolean
check_name (const char *name, GError **error)
{
  gboolean is_fit = g_utf8_validate (name, -1, NULL) && *name != '\0'
                    && !g_unichar_isspace (g_utf8_get_char (name))
                    && !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (strchr (name, '\0'))))
                    && g_utf8_strlen (name, -1) <= COLLECTOR_GROUPING_MAX_NAME;

  for (const char *p = name; is_fit && *p != '\0'; p = g_utf8_next_char (p))
    is_fit = !toll_line_is_control (g_utf8_get_char (p));
  if (!is_fit)
    toll_error_set_field (error, "name",
                          "1 to 200 characters are expected, without control characters and without "
                          "spaces around them");
  return is_fit;
}

typedef struct
{
  CollectorGroupingFunc func;
  gpointer data;
  guint n;
} Visit;

static gboolean
visit_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  Visit *visit = data;
  CollectorGroupingRow row = { collector_stmt_get_int (stmt, 0), collector_stmt_get_text (stmt, 1),
                               collector_stmt_get_int (stmt, 2) };

  visit->n++;
  visit->func (&row, visit->data);
  return TRUE;
}

gboolean
collector_grouping_foreach (CollectorDb *db, CollectorGrouping grouping, gint64 after_id,
                            guint limit, const CollectorViewer *viewer, gint64 now_ms,
                            CollectorGroupingFunc func, gpointer data, GError **error)
{
  g_autofree char *scope_ids = collector_viewer_dup_scope_ids (viewer);
  Visit visit = { func, data };
  CollectorStmt *stmt = collector_db_prepare (db, rows[grouping].list, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, now_ms);
  collector_stmt_bind_int (stmt, 2, after_id);
  collector_stmt_bind_int (stmt, 3, limit);
  collector_stmt_bind_int (stmt, 4, viewer->scope);
  collector_stmt_bind_text (stmt, 5, scope_ids);
  return collector_stmt_foreach (stmt, visit_row, &visit, error);
}

gboolean
collector_grouping_find (CollectorDb *db, CollectorGrouping grouping, gint64 id, gint64 now_ms,
                         CollectorGroupingFunc func, gpointer data, GError **error)
{
  Visit visit = { func, data };
  CollectorStmt *stmt = collector_db_prepare (db, rows[grouping].get, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, now_ms);
  collector_stmt_bind_int (stmt, 2, id);
  collector_stmt_bind_int (stmt, 4, COLLECTOR_SCOPE_ALL);
  if (!collector_stmt_foreach (stmt, visit_row, &visit, error))
    return FALSE;
  if (visit.n > 0)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no such %s",
               rows[grouping].field);
  return FALSE;
}

const char *
collector_grouping_dup_name (CollectorDb *db, CollectorGrouping grouping, gint64 id,
                             TollArena *arena, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, rows[grouping].name, error);
  const char *name = NULL;
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return NULL;
  if (has_row)
    name = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  return name;
}

char *
collector_grouping_dup_scope (CollectorDb *db, CollectorScope scope, const gint64 *ids, guint n_ids)
{
  GString *text = g_string_new (collector_scope_to_name (scope));
  guint n = MIN (n_ids, MOST_SCOPE_NAMES);
  g_autoptr (TollArena) arena = toll_arena_new ();

  if (scope == COLLECTOR_SCOPE_OWN || scope == COLLECTOR_SCOPE_ALL)
    return g_string_free (text, FALSE);
  for (guint i = 0; i < n; i++)
    {
      const char *name = collector_grouping_dup_name (
          db, (CollectorGrouping) (scope - COLLECTOR_SCOPE_DEPARTMENTS), ids[i], arena, NULL);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : " ", name != NULL ? name : "");
    }
  if (n_ids > n)
    g_string_append_printf (text, " +%u", n_ids - n);
  return g_string_free (text, FALSE);
}

/* The figure a statement with one text or id answers; 0 for none. */
static gboolean
read_figure (CollectorStmt *stmt, gint64 *figure, GError **error)
{
  gboolean has_row = FALSE;

  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *figure = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

/* Returns: (transfer full): as names are compared: upper and lower case are the same, however an
 * accent is put on its letter. */
static char *
fold (const char *name)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (composed != NULL ? composed : "", -1);
}

typedef struct
{
  const char *folded;
  gint64 id; /* 0 = not found yet */
} Search;

static gboolean
compare_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  Search *search = data;
  g_autofree char *folded
      = search->id == 0 ? fold (collector_stmt_get_text (stmt, 1)) : g_strdup ("");

  if (search->id == 0 && strcmp (folded, search->folded) == 0)
    search->id = collector_stmt_get_int (stmt, 0);
  return TRUE;
}

/* Of several that differ in case alone, as ledgers of before may have, the one that is written so. */
gboolean
collector_grouping_lookup (CollectorDb *db, CollectorGrouping grouping, const char *name,
                           gint64 *id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, rows[grouping].find, error);
  g_autofree char *folded = NULL;
  Search search = { 0 };

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, name);
  if (!read_figure (stmt, id, error))
    return FALSE;
  if (*id != 0 || *name == '\0' || !g_utf8_validate (name, -1, NULL))
    return TRUE;
  folded = fold (name);
  search.folded = folded;
  stmt = collector_db_prepare (db, rows[grouping].names, error);
  if (!collector_stmt_foreach (stmt, compare_row, &search, error))
    return FALSE;
  *id = search.id;
  return TRUE;
}

static gboolean
insert (CollectorDb *db, CollectorGrouping grouping, const char *name, gint64 *id, GError **error)
{
  CollectorStmt *stmt;

  if (!check_name (name, error))
    return FALSE;
  stmt = collector_db_prepare (db, rows[grouping].add, error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, name);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  *id = collector_db_get_last_id (db);
  return TRUE;
}

gboolean
collector_grouping_ensure (CollectorDb *db, CollectorGrouping grouping, const char *name,
                           gint64 *id, GError **error)
{
  *id = 0;
  if (*name == '\0')
    return TRUE;
  return collector_grouping_lookup (db, grouping, name, id, error)
         && (*id != 0 || insert (db, grouping, name, id, error));
}

static gboolean
refuse_taken (CollectorGrouping grouping, const char *name, GError **error)
{
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT, "There is a %s '%s' already",
               rows[grouping].field, name);
  return FALSE;
}

gboolean
collector_grouping_add (CollectorDb *db, CollectorGrouping grouping, const char *name, gint64 *id,
                        GError **error)
{
  if (!check_name (name, error)
      || !collector_grouping_lookup (db, grouping, name, id, error))
    return FALSE;
  if (*id != 0)
    return refuse_taken (grouping, name, error);
  return insert (db, grouping, name, id, error) && collector_revision_bump (db, error);
}

gboolean
collector_grouping_rename (CollectorDb *db, CollectorGrouping grouping, gint64 id,
                           const char *name, GError **error)
{
  CollectorStmt *stmt;
  gint64 other_id = 0;

  if (!check_name (name, error)
      || !collector_grouping_lookup (db, grouping, name, &other_id, error))
    return FALSE;
  if (other_id != 0 && other_id != id)
    return refuse_taken (grouping, name, error);
  stmt = collector_db_prepare (db, rows[grouping].rename, error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  collector_stmt_bind_text (stmt, 2, name);
  return collector_stmt_run (stmt, error) && collector_revision_bump (db, error);
}

/* Calls count in the totals: no need to look through them. */
static gboolean
has_calls (CollectorDb *db, CollectorGrouping grouping, gint64 id, gboolean *answer,
           GError **error)
{
  g_autoptr (GArray) sums = collector_totals_list (db, rows[grouping].cube, &id, 1, G_MININT32,
                                                   G_MAXINT32, COLLECTOR_TOTALS_SUM, error);

  *answer = FALSE;
  for (guint i = 0; sums != NULL && i < sums->len; i++)
    for (guint j = 0; j < TOLL_N_DIRECTIONS; j++)
      *answer |= g_array_index (sums, CollectorTotalsRow, i).cells[j].calls > 0;
  return sums != NULL;
}

static gboolean
is_used (CollectorDb *db, CollectorGrouping grouping, gint64 id, gboolean *answer, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, rows[grouping].is_used, error);
  gint64 figure = 0;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  if (!read_figure (stmt, &figure, error))
    return FALSE;
  *answer = figure != 0;
  return *answer || has_calls (db, grouping, id, answer, error);
}

/* Runs @sql with ?1 = @id and ?2 = @into_id. */
static gboolean
run (CollectorDb *db, const char *sql, gint64 id, gint64 into_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  if (into_id != 0)
    collector_stmt_bind_int (stmt, 2, into_id);
  return collector_stmt_run (stmt, error);
}

static void
ignore_row (const CollectorGroupingRow *row, gpointer data)
{
}

static gboolean
merge (CollectorDb *db, CollectorGrouping grouping, gint64 id, gint64 into_id, gint64 now_ms,
       GError **error)
{
  const Sql *sql = &rows[grouping];

  if (into_id == id)
    {
      toll_error_set_field (error, "into", "another one is expected");
      return FALSE;
    }
  if (!collector_grouping_find (db, grouping, into_id, now_ms, ignore_row, NULL, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (sql->move); i++)
    if (!run (db, sql->move[i], id, into_id, error))
      return FALSE;
  return run (db, sql->hide, id, into_id, error)
         && collector_reattribution_add (db, "", G_MININT64, G_MAXINT64, error)
         && collector_revision_bump (db, error);
}

gboolean
collector_grouping_remove (CollectorDb *db, CollectorGrouping grouping, gint64 id, gint64 into_id,
                           gint64 now_ms, GError **error)
{
  gboolean used = FALSE;

  if (!collector_grouping_find (db, grouping, id, now_ms, ignore_row, NULL, error)
      || !is_used (db, grouping, id, &used, error))
    return FALSE;
  if (used && into_id != 0)
    return merge (db, grouping, id, into_id, now_ms, error);
  if (used)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                   "People, supervisors, wallboards or calls belong to this %s: say which other one they "
                   "go to",
                   rows[grouping].field);
      return FALSE;
    }
  return run (db, rows[grouping].remove, id, 0, error) && collector_revision_bump (db, error);
}
