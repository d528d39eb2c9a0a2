/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions and single people: who may ask of them, and whose calls a figure counts. What is summed up
 * call by call notes it on the way; here is asked for answers that came without a look at the calls.
 * Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include "collector/store/ledger.h"
#include "shared/wire/json-write.h"

/* More calls than these are not looked at for the log's sake, which then tells whose they can be by the
 * scope. */
#define FEW_CALLS 2000
#define MOST_PEOPLE 1000 /* that an entry of the log names; one more says that they are more */

gboolean
collector_query_counts_others (const CollectorQuery *query)
{
  return !query->spec->mine && collector_viewer_sees_others (query->viewer);
}

static gboolean
is_personal (const char *id)
{
  const CollectorField *field = id != NULL ? collector_field_lookup (id) : NULL;

  return field != NULL && (field->flags & COLLECTOR_FIELD_PERSONAL) != 0;
}

static gboolean
has_personal_test (const TollCondition *condition)
{
  if (condition == NULL)
    return FALSE;
  if (condition->kind == TOLL_CONDITION_TEST)
    return is_personal (condition->field);
  for (guint i = 0; i < condition->children->len; i++)
    if (has_personal_test (condition->children->pdata[i]))
      return TRUE;
  return FALSE;
}

gboolean
collector_query_is_personal (const CollectorQuery *query)
{
  const TollReportSpec *spec = query->spec;

  for (guint i = 0; i < spec->n_keys; i++)
    if (is_personal (spec->group_by[i]))
      return TRUE;
  for (guint i = 0; i < spec->groups->len; i++)
    if (is_personal (g_array_index (spec->groups, TollGroupFilter, i).field))
      return TRUE;
  for (guint i = 0; i < spec->sort->len; i++)
    if (is_personal (g_array_index (spec->sort, TollSort, i).field))
      return TRUE;
  return is_personal (spec->section) || has_personal_test (spec->where);
}

gboolean
collector_query_check_individuals (const CollectorQuery *query, GError **error)
{
  return !query->viewer->hides_individuals || !collector_query_is_personal (query)
         || collector_viewer_check_individuals (query->viewer, query->spec->mine, error);
}

gboolean
collector_query_check_field (const CollectorQuery *query, const CollectorField *field,
                             GError **error)
{
  return (field->flags & COLLECTOR_FIELD_PERSONAL) == 0
         || collector_viewer_check_individuals (query->viewer, query->spec->mine, error);
}

static gboolean
note_person (CollectorStmt *stmt, gpointer viewer, GError **error)
{
  collector_viewer_note_person (viewer, collector_stmt_get_int (stmt, 0));
  return TRUE;
}

/* @are_few: (out): that can be asked about, whoever's. */
static gboolean
find_few (CollectorCompiler *self, gboolean *are_few, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      self->db,
      "SELECT count (*) FROM (SELECT 1 FROM call WHERE id >= ?1 AND id < ?2 LIMIT ?3)", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, self->low_id);
  collector_stmt_bind_int (stmt, 2, self->high_id);
  collector_stmt_bind_int (stmt, 3, FEW_CALLS + 1);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *are_few = has_row && collector_stmt_get_int (stmt, 0) <= FEW_CALLS;
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_compiler_find_notes (CollectorCompiler *self, gboolean *notes, GError **error)
{
  const TollReportSpec *spec = self->query->spec;

  *notes = collector_query_counts_others (self->query);
  if (!*notes || spec->groups->len > 0 || spec->where != NULL || *spec->same_number_as != '\0'
      || !collector_viewer_sees_all (self->query->viewer)
      || collector_query_is_personal (self->query))
    return TRUE;
  return find_few (self, notes, error);
}

/* Whose row a list would show: see collector_call_row_note(). */
static void
add_whose (CollectorCompiler *self)
{
  if (!collector_compiler_has_called_only (self))
    {
      collector_sql_add (&self->sql, "c.person_id");
      return;
    }
  collector_sql_add (&self->sql, "CASE WHEN ");
  collector_compiler_add_called_only (self);
  collector_sql_add (&self->sql,
                     " THEN " COLLECTOR_CALLED_ID_SQL ("person_id") " ELSE c.person_id END");
}

gboolean
collector_query_note_people (CollectorDb *db, const CollectorQuery *query, gint64 n_calls,
                             GError **error)
{
  g_auto (CollectorCompiler) self = { 0 };
  gboolean are_few;

  if (n_calls == 0 || n_calls > FEW_CALLS || !collector_query_counts_others (query))
    return TRUE;
  if (!collector_compiler_init (&self, db, query, error) || !find_few (&self, &are_few, error))
    return FALSE;
  if (!are_few)
    return TRUE;
  collector_sql_add (&self.sql, "SELECT DISTINCT ");
  add_whose (&self);
  collector_sql_add (&self.sql, " FROM call AS c");
  if (!collector_compiler_add_where (&self, error))
    return FALSE;
  collector_sql_add (&self.sql, " LIMIT ");
  collector_sql_add_int (&self.sql, MOST_PEOPLE + 1);
  return collector_stmt_foreach (collector_sql_prepare (&self.sql, db, error), note_person,
                                 (gpointer) query->viewer, error);
}

typedef struct
{
  const CollectorViewer *viewer;
  gint64 n_calls;
} Counting;

static gboolean
count_person (CollectorStmt *stmt, gpointer data, GError **error)
{
  Counting *counting = data;

  collector_viewer_note_person (counting->viewer, collector_stmt_get_int (stmt, 0));
  counting->n_calls += collector_stmt_get_int (stmt, 1);
  return TRUE;
}

gboolean
collector_query_count_people (CollectorDb *db, const CollectorQuery *query, gint64 *n_calls,
                              GError **error)
{
  g_auto (CollectorCompiler) self = { 0 };
  Counting counting = { query->viewer, 0 };

  if (!collector_compiler_init (&self, db, query, error))
    return FALSE;
  collector_sql_add (&self.sql, "SELECT ");
  add_whose (&self);
  collector_sql_add (&self.sql, ", count (*) FROM call AS c");
  if (!collector_compiler_add_where (&self, error))
    return FALSE;
  collector_sql_add (&self.sql, " GROUP BY 1");
  if (!collector_stmt_foreach (collector_sql_prepare (&self.sql, db, error), count_person, &counting,
                               error))
    return FALSE;
  *n_calls = counting.n_calls;
  return TRUE;
}

/* Returns: (transfer full): the lines among the keys, as a JSON array. */
static char *
list_lines (const CollectorGroups *groups, guint key)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  toll_json_begin_array (json, NULL);
  for (guint i = 0; i < groups->groups->len; i++)
    toll_json_add_int (json, NULL, collector_groups_get (groups, i)->keys[key].figure);
  return g_string_free (toll_json_writer_finish (json), FALSE);
}

/* Returns: (transfer full) (nullable): the lines that the question is about, which the totals answer:
 * those among the keys, or the one it is narrowed to. */
static char *
list_asked_lines (const CollectorQuery *query, const CollectorGroups *groups)
{
  const TollCondition *test = query->spec->where;
  const CollectorField *field;

  for (guint i = 0; i < groups->n_keys; i++)
    if (groups->keys[i]->cube == COLLECTOR_CUBE_LINE)
      return groups->groups->len <= MOST_PEOPLE ? list_lines (groups, i) : NULL;
  if (test == NULL || test->kind != TOLL_CONDITION_TEST || test->op != TOLL_OP_KEY)
    return NULL;
  field = collector_field_lookup (test->field);
  return field != NULL && field->cube == COLLECTOR_CUBE_LINE
             ? g_strdup_printf ("[\"%s\"]", (const char *) test->values->pdata[0])
             : NULL;
}

#define HOLDERS_SQL                                                                                \
  "SELECT DISTINCT owned.person_id FROM json_each (?1) AS wanted JOIN line ON line.id ="           \
  " wanted.value JOIN person_line AS owned ON owned.extension = line.extension"                    \
  "  AND owned.partition IN ('', line.partition)"                                                  \
  " WHERE owned.valid_from_ms < ?3 AND owned.valid_to_ms > ?2"
/* Who was in none of the groups by then made none of the calls that were counted. */
#define HOLDERS_OF_SQL(column)                                                                     \
  HOLDERS_SQL " AND EXISTS (SELECT 1 FROM json_each (?4) AS part WHERE part.value IN (SELECT "     \
  column " FROM person WHERE id = owned.person_id UNION ALL SELECT " column " FROM person_past"    \
  " WHERE person_id = owned.person_id AND until_ms > ?2))"

static const char *const holders_sql[COLLECTOR_N_SCOPES] = {
  [COLLECTOR_SCOPE_DEPARTMENTS] = HOLDERS_OF_SQL ("department_id"),
  [COLLECTOR_SCOPE_COST_CENTRES] = HOLDERS_OF_SQL ("cost_centre_id"),
  [COLLECTOR_SCOPE_LOCATIONS] = HOLDERS_OF_SQL ("location_id"),
  [COLLECTOR_SCOPE_ALL] = HOLDERS_SQL,
};

gboolean
collector_query_note_holders (CollectorDb *db, const CollectorQuery *query,
                              const CollectorGroups *groups, GError **error)
{
  CollectorScope scope = query->viewer->scope;
  g_autofree char *lines = NULL, *part = NULL;
  CollectorStmt *stmt;

  if (holders_sql[scope] == NULL || !collector_query_counts_others (query))
    return TRUE;
  lines = list_asked_lines (query, groups);
  if (lines == NULL)
    return TRUE;
  stmt = collector_db_prepare (db, holders_sql[scope], error);
  if (stmt == NULL)
    return FALSE;
  if (scope != COLLECTOR_SCOPE_ALL)
    collector_stmt_bind_text (stmt, 4, part = collector_viewer_dup_scope_ids (query->viewer));
  collector_stmt_bind_text (stmt, 1, lines);
  collector_stmt_bind_int (stmt, 2, query->from_ms);
  collector_stmt_bind_int (stmt, 3, query->to_ms > 0 ? query->to_ms : G_MAXINT64);
  return collector_stmt_foreach (stmt, note_person, (gpointer) query->viewer, error);
}
