/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sums over calls by key: from the running totals where they suffice, else by one pass over the
 * calls; what keys are called. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include "shared/base/error.h"

/* Ids that are read for each name that is wanted, at most. */
#define MOST_MISSED 500 /* looked at to see whether a call returned one */
#define SPAN_A_NAME 8

static gboolean
find_keys (const CollectorCompiler *self, CollectorGroups *groups, GError **error)
{
  const TollReportSpec *spec = self->query->spec;

  groups->tells_apart = self->masks;
  for (guint i = 0; i < spec->n_keys; i++)
    {
      const CollectorField *field
          = collector_compiler_find_field (self, spec->group_by[i], "spec.group_by", error);

      if (field == NULL)
        return FALSE;
      if ((field->flags & COLLECTOR_FIELD_KEY) == 0)
        {
          toll_error_set_field (error, "spec.group_by", "calls are not grouped by \"%s\"",
                                field->id);
          return FALSE;
        }
      groups->keys[groups->n_keys++] = field;
    }
  return TRUE;
}

static gint64
count_all (const CollectorGroups *groups)
{
  gint64 n_calls = 0;

  for (guint i = 0; i < groups->groups->len; i++)
    n_calls += collector_groups_get (groups, i)->measures[COLLECTOR_MEASURE_CALLS];
  return n_calls;
}

/* The whole days of the period, when it is more than these. Returns: FALSE when it has none. */
static gboolean
find_whole_days (const CollectorQuery *query, CollectorQuery *days)
{
  gint32 day, second;

  *days = *query;
  if (query->from_ms > 0)
    {
      toll_zone_to_local (query->zone, query->from_ms, &day, &second);
      days->from_ms = toll_zone_from_local (query->zone, day, 0);
      if (days->from_ms < query->from_ms)
        days->from_ms = toll_zone_from_local (query->zone, day + 1, 0);
    }
  if (query->to_ms > 0)
    {
      toll_zone_to_local (query->zone, query->to_ms, &day, &second);
      days->to_ms = toll_zone_from_local (query->zone, day, 0);
    }
  return (days->from_ms != query->from_ms || days->to_ms != query->to_ms)
         && (days->to_ms == 0 || days->from_ms < days->to_ms);
}

/* Adds what the calls of [from_ms, to_ms) sum up to. */
static gboolean
add_edge (CollectorDb *db, const CollectorQuery *query, gint64 from_ms, gint64 to_ms,
          guint64 measures, CollectorGroups *groups, GError **error)
{
  g_auto (CollectorCompiler) compiler = { 0 };
  CollectorQuery edge = *query;

  if (from_ms == to_ms)
    return TRUE;
  edge.from_ms = from_ms;
  edge.to_ms = to_ms;
  return collector_compiler_init (&compiler, db, &edge, error)
         && collector_query_fold (&compiler, groups, measures, error);
}

/* Of a period that begins or ends within a day, the days between come from the totals, and only what
 * is before and behind them is looked through. @groups: (out) (transfer full): NULL when the totals do
 * not suffice. */
static gboolean
group_around_days (CollectorDb *db, const CollectorQuery *query, guint64 measures,
                   CollectorGroups **groups, GError **error)
{
  g_auto (CollectorCompiler) compiler = { 0 };
  g_autoptr (CollectorGroups) answer = NULL;
  CollectorQuery days;

  if (!find_whole_days (query, &days))
    return TRUE;
  if (!collector_compiler_init (&compiler, db, &days, error)
      || !collector_query_group_totals (&compiler, measures, &answer, error))
    return FALSE;
  if (answer == NULL)
    return TRUE;
  if (!add_edge (db, query, query->from_ms, days.from_ms, measures, answer, error)
      || !add_edge (db, query, days.to_ms, query->to_ms, measures, answer, error))
    return FALSE;
  *groups = g_steal_pointer (&answer);
  return TRUE;
}

/* What was read and then taken away again may leave a group without a call. */
static void
drop_empty (CollectorGroups *groups)
{
  guint n_kept = 0;

  for (guint i = 0; i < groups->groups->len; i++)
    {
      CollectorGroup *group = collector_groups_get (groups, i);

      if (group->measures[COLLECTOR_MEASURE_CALLS] != 0 || groups->n_keys == 0)
        groups->groups->pdata[n_kept++] = group;
    }
  g_ptr_array_set_size (groups->groups, (int) n_kept);
}

CollectorGroups *
collector_query_group (CollectorDb *db, const CollectorQuery *query, guint64 measures,
                       GError **error)
{
  g_auto (CollectorCompiler) compiler = { 0 };
  g_autoptr (CollectorGroups) groups = NULL;

  measures |= COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_CALLS);
  if (!collector_compiler_init (&compiler, db, query, error)
      || !collector_query_group_totals (&compiler, measures, &groups, error)
      || (groups == NULL && !collector_query_group_grades (&compiler, measures, &groups, error))
      || (groups == NULL && !group_around_days (db, query, measures, &groups, error)))
    return NULL;
  if (groups != NULL)
    {
      drop_empty (groups);
      return collector_query_note_people (db, query, count_all (groups), error)
                     && collector_query_note_holders (db, query, groups, error)
                 ? g_steal_pointer (&groups)
                 : NULL;
    }
  groups = collector_groups_new (db, error);
  if (groups == NULL || !find_keys (&compiler, groups, error)
      || !collector_query_fold (&compiler, groups, measures, error))
    return NULL;
  return g_steal_pointer (&groups);
}

static gboolean
count_calls (CollectorCompiler *self, gint64 *n_calls, GError **error)
{
  CollectorStmt *stmt;
  gboolean has_row = FALSE;

  collector_sql_add (&self->sql, "SELECT count (*)");
  collector_compiler_add_calls (self);
  if (!collector_compiler_add_where (self, error))
    return FALSE;
  collector_compiler_end_calls (self);
  stmt = collector_sql_prepare (&self->sql, self->db, error);
  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *n_calls = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_query_count (CollectorDb *db, const CollectorQuery *query, gint64 *n_calls,
                       GError **error)
{
  g_auto (CollectorCompiler) compiler = { 0 };
  TollReportSpec ungrouped = *query->spec;
  CollectorQuery plain = *query;
  g_autoptr (CollectorGroups) groups = NULL;

  ungrouped.n_keys = 0;
  plain.spec = &ungrouped;
  *n_calls = 0;
  if (!collector_query_check_individuals (query, error)
      || !collector_compiler_init (&compiler, db, &plain, error)
      || !collector_query_group_totals (&compiler, 0, &groups, error))
    return FALSE;
  if (groups == NULL && collector_query_counts_others (&plain)
      && collector_query_is_personal (&plain))
    return collector_query_count_people (db, &plain, n_calls, error);
  if (groups == NULL && !count_calls (&compiler, n_calls, error))
    return FALSE;
  if (groups != NULL)
    *n_calls = collector_groups_get (groups, 0)->measures[COLLECTOR_MEASURE_CALLS];
  return collector_query_note_people (db, &plain, *n_calls, error)
         && (groups == NULL || collector_query_note_holders (db, &plain, groups, error));
}

gboolean
collector_query_matches (CollectorDb *db, const CollectorQuery *query, const GArray *ids,
                         gboolean *matches, GError **error)
{
  g_auto (CollectorCompiler) self = { 0 };
  CollectorStmt *stmt;

  *matches = FALSE;
  if (!collector_compiler_init (&self, db, query, error))
    return FALSE;
  self.knows_ids = TRUE;
  collector_sql_add (&self.sql, "SELECT 1 FROM call AS c");
  if (!collector_compiler_add_where (&self, error))
    return FALSE;
  collector_sql_add (&self.sql, " AND c.id IN ");
  collector_sql_add_int_list (&self.sql, (gint64 *) (void *) ids->data, ids->len);
  collector_sql_add (&self.sql, " LIMIT 1");
  stmt = collector_sql_prepare (&self.sql, db, error);
  if (stmt == NULL || !collector_stmt_step (stmt, matches, error))
    return FALSE;
  collector_stmt_reset (stmt);
  return TRUE;
}

/* Missed calls whose number one of @ids has, neither of which is another's private one: that there is one
 * would tell its number. */
static gboolean
find_missed (CollectorDb *db, const CollectorQuery *query, const GArray *ids, GArray *missed,
             GError **error)
{
  g_auto (CollectorCompiler) self = { 0 };
  CollectorStmt *stmt;
  gboolean has_row;

  if (!collector_compiler_init (&self, db, query, error))
    return FALSE;
  collector_sql_add (&self.sql,
                     "SELECT f.call_id FROM call AS n CROSS JOIN follow_up AS f ON f.bucket IN"
                     " (n.id >> 52, (n.id >> 52) - 1) AND f.number = n.number WHERE n.id IN ");
  collector_sql_add_int_list (&self.sql, (gint64 *) (void *) ids->data, ids->len);
  collector_compiler_add_no_private (&self, "n.id");
  collector_compiler_add_no_private (&self, "f.call_id");
  collector_sql_add (&self.sql, " LIMIT " G_STRINGIFY (MOST_MISSED));
  stmt = collector_sql_prepare (&self.sql, db, error);
  if (stmt == NULL)
    return FALSE;
  while (collector_stmt_step (stmt, &has_row, error))
    {
      gint64 id;

      if (!has_row)
        return TRUE;
      id = collector_stmt_get_int (stmt, 0);
      g_array_append_val (missed, id);
    }
  return FALSE;
}

gboolean
collector_query_follows (CollectorDb *db, const CollectorQuery *query, const GArray *ids,
                         gboolean *follows, GError **error)
{
  g_autoptr (GArray) missed = g_array_new (FALSE, FALSE, sizeof (gint64));
  TollReportSpec spec = *query->spec;
  CollectorQuery whatever = *query;

  *follows = FALSE;
  spec.where = NULL; /* what became of it is another thing now */
  whatever.spec = &spec;
  if (!find_missed (db, query, ids, missed, error))
    return FALSE;
  *follows = missed->len == MOST_MISSED; /* there may be more */
  return missed->len == 0 || *follows
         || collector_query_matches (db, &whatever, missed, follows, error);
}

/* Copied into @arena. */
static const char *
show_name (const CollectorViewer *viewer, const CollectorField *field, const char *text,
           TollArena *arena)
{
  const char *name = toll_arena_strdup (arena, text);

  if ((field->flags & COLLECTOR_FIELD_FREE_TEXT) != 0 && collector_viewer_is_masked (viewer))
    name = collector_field_mask (field, name, arena);
  return name;
}

const char *
collector_query_name_key (CollectorDb *db, const CollectorViewer *viewer,
                          const CollectorField *field, const CollectorKey *key, TollArena *arena)
{
  g_autofree char *sql = NULL;
  CollectorStmt *stmt;
  gboolean has_row = FALSE;
  const char *name = "";

  if (field->shape == COLLECTOR_FIELD_TEXT)
    return toll_arena_strdup (arena, key->text);
  if (field->name_of != NULL)
    return field->name_of ((int) key->figure);
  if (field->shape != COLLECTOR_FIELD_NAMED || key->figure == 0)
    return "";
  sql = g_strconcat ("SELECT text FROM (",
                     collector_field_get_source (field, collector_viewer_is_masked (viewer)),
                     ") WHERE id = ?1", NULL);
  stmt = collector_db_prepare_built (db, sql, NULL);
  if (stmt == NULL)
    return "";
  collector_stmt_bind_int (stmt, 1, key->figure);
  if (collector_stmt_step (stmt, &has_row, NULL) && has_row)
    name = show_name (viewer, field, collector_stmt_get_text (stmt, 0), arena);
  collector_stmt_reset (stmt);
  return name;
}

/* The ids are dense enough for all from the first to the last to be read: it costs less to read
 * some in a row that nobody asks for than to look for each. What has several names has few rows, which
 * are all looked at for each. */
static gboolean
find_span (const CollectorField *field, const CollectorKey *const *keys, guint n, gint64 *first,
           gint64 *last)
{
  if (field->shape != COLLECTOR_FIELD_NAMED || field->name_of != NULL || n < 2)
    return FALSE;
  *first = G_MAXINT64;
  *last = 0;
  for (guint i = 0; i < n; i++)
    if (keys[i]->figure != 0)
      {
        *first = MIN (*first, keys[i]->figure);
        *last = MAX (*last, keys[i]->figure);
      }
  return *first > 0 && *first <= *last
         && ((*last - *first) / SPAN_A_NAME < n || (field->also != NULL && n > SPAN_A_NAME));
}

/* Returns: (transfer full): names by id from @first on: "" where there is none, NULL where none is asked
 * for. */
static const char **
read_span (CollectorDb *db, const CollectorViewer *viewer, const CollectorField *field,
           const CollectorKey *const *keys, guint n, gint64 first, gint64 last, TollArena *arena)
{
  const char **names = g_new0 (const char *, last - first + 1);
  const char *source = collector_field_get_source (field, collector_viewer_is_masked (viewer));
  g_autofree char *sql
      = g_strconcat ("SELECT id, text FROM (", source, ") WHERE id BETWEEN ?1 AND ?2", NULL);
  CollectorStmt *stmt = collector_db_prepare_built (db, sql, NULL);
  gboolean has_row = FALSE;

  for (guint i = 0; i < n; i++)
    if (keys[i]->figure != 0)
      names[keys[i]->figure - first] = "";
  if (stmt == NULL)
    return names;
  collector_stmt_bind_int (stmt, 1, first);
  collector_stmt_bind_int (stmt, 2, last);
  while (collector_stmt_step (stmt, &has_row, NULL) && has_row)
    {
      const char **name = &names[collector_stmt_get_int (stmt, 0) - first];

      if (*name != NULL)
        *name = show_name (viewer, field, collector_stmt_get_text (stmt, 1), arena);
    }
  collector_stmt_reset (stmt);
  return names;
}

void
collector_query_name_keys (CollectorDb *db, const CollectorViewer *viewer,
                           const CollectorField *field, const CollectorKey *const *keys, guint n,
                           TollArena *arena, const char **names)
{
  g_autofree const char **by_id = NULL;
  gint64 first, last;

  if (find_span (field, keys, n, &first, &last))
    by_id = read_span (db, viewer, field, keys, n, first, last, arena);
  for (guint i = 0; i < n; i++)
    if (by_id == NULL)
      names[i] = collector_query_name_key (db, viewer, field, keys[i], arena);
    else
      names[i] = keys[i]->figure != 0 ? by_id[keys[i]->figure - first] : "";
}
