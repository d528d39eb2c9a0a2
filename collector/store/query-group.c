/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sums over calls by key: from the running totals where they suffice, else by one pass over the
 * calls. Any lane.
 */
#include "config.h"

#include "collector/store/query-private.h"

#include "collector/store/mask.h"
#include "collector/store/words.h"
#include "shared/base/error.h"

void
collector_groups_free (CollectorGroups *groups)
{
  if (groups == NULL)
    return;
  g_ptr_array_unref (groups->currencies);
  g_array_unref (groups->groups);
  toll_arena_free (groups->arena);
  g_free (groups);
}

static gboolean
add_currency (CollectorStmt *stmt, gpointer data, GError **error)
{
  CollectorGroups *groups = data;

  g_ptr_array_add (groups->currencies,
                   (gpointer) toll_arena_strdup (groups->arena,
                                                 collector_stmt_get_text (stmt, 0)));
  return TRUE;
}

/* Currencies are in the order of their ids, which are dense from 1. */
CollectorGroups *
collector_groups_new (CollectorDb *db, GError **error)
{
  g_autoptr (CollectorGroups) groups = g_new0 (CollectorGroups, 1);
  CollectorStmt *stmt;

  groups->arena = toll_arena_new ();
  groups->currencies = g_ptr_array_new ();
  groups->groups = g_array_new (FALSE, TRUE, sizeof (CollectorGroup));
  stmt = collector_db_prepare (db, "SELECT text FROM word WHERE kind = 12 ORDER BY id", error);
  if (!collector_stmt_foreach (stmt, add_currency, groups, error))
    return NULL;
  return g_steal_pointer (&groups);
}
G_STATIC_ASSERT (COLLECTOR_WORD_CURRENCY == 12);

static gboolean
find_keys (const CollectorCompiler *self, CollectorGroups *groups, GError **error)
{
  const TollReportSpec *spec = self->query->spec;

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

/* Measures of what a viewer may not be told of each call: by the field's key as they see it. */
static const struct
{
  CollectorMeasure measure;
  const char *begin;
  const char *field;
  const char *end;
} seen_sums[] = {
  { COLLECTOR_MEASURE_NUMBERS, "count (DISTINCT ", "number", ")" },
  { COLLECTOR_MEASURE_STILL_OPEN, "sum (1 = (", "follow_up", "))" },
  { COLLECTOR_MEASURE_RETURNED, "sum (2 = (", "follow_up", "))" },
  { COLLECTOR_MEASURE_REACHED_US, "sum (3 = (", "follow_up", "))" },
};

static void
add_sum (CollectorCompiler *self, CollectorMeasure measure)
{
  collector_sql_add (&self->sql, ", ");
  if (collector_measure_sums[measure] != NULL)
    {
      collector_sql_add (&self->sql, collector_measure_sums[measure]);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen_sums); i++)
    if (seen_sums[i].measure == measure)
      {
        collector_sql_add (&self->sql, seen_sums[i].begin);
        collector_compiler_add_key (self, collector_field_lookup (seen_sums[i].field));
        collector_sql_add (&self->sql, seen_sums[i].end);
      }
}

static void
add_money (CollectorCompiler *self, const CollectorGroups *groups, int money)
{
  for (guint i = 0; i < groups->currencies->len; i++)
    {
      collector_sql_add (&self->sql, ", sum (");
      collector_sql_add (&self->sql, collector_measure_moneys[money]);
      collector_sql_add (&self->sql, " * (c.rating_state = 1 AND c.currency_id = ");
      collector_sql_add_int (&self->sql, i + 1);
      collector_sql_add (&self->sql, "))");
    }
}

/* SELECT keys, sums, amounts by currency. */
static void
add_columns (CollectorCompiler *self, const CollectorGroups *groups, guint64 measures)
{
  if ((measures & COLLECTOR_MEASURES_OF_TARIFFS) != 0)
    collector_sql_add (&self->sql, collector_measure_money_tables);
  collector_sql_add (&self->sql, " SELECT 0");
  for (guint i = 0; i < groups->n_keys; i++)
    {
      collector_sql_add (&self->sql, ", ");
      collector_compiler_add_key (self, groups->keys[i]);
    }
  for (guint i = 0; i < COLLECTOR_N_MEASURES; i++)
    if ((measures & COLLECTOR_MEASURE_BIT (i)) == 0)
      continue;
    else if (collector_measure_get_money (i) >= 0)
      add_money (self, groups, collector_measure_get_money (i));
    else
      add_sum (self, i);
}

static void
read_money (CollectorStmt *stmt, const CollectorGroups *groups, CollectorGroup *group, guint measure,
            int *at)
{
  int money = collector_measure_get_money (measure);

  for (guint i = 0; i < groups->currencies->len; i++)
    group->measures[measure] += group->costs[i * COLLECTOR_N_MONEYS + money]
        = collector_stmt_get_int (stmt, (*at)++);
}

static void
read_group (CollectorStmt *stmt, CollectorGroups *groups, guint64 measures)
{
  CollectorGroup group = { 0 };
  int at = 1;

  group.costs = toll_arena_alloc (groups->arena, COLLECTOR_N_MONEYS * groups->currencies->len
                                                     * sizeof *group.costs);
  for (guint i = 0; i < groups->n_keys; i++, at++)
    if (groups->keys[i]->shape == COLLECTOR_FIELD_TEXT)
      group.keys[i].text
          = toll_arena_strdup (groups->arena, collector_stmt_get_text (stmt, at));
    else
      group.keys[i].figure = collector_stmt_get_int (stmt, at);
  for (guint i = 0; i < COLLECTOR_N_MEASURES; i++)
    if ((measures & COLLECTOR_MEASURE_BIT (i)) == 0)
      continue;
    else if (collector_measure_get_money (i) >= 0)
      read_money (stmt, groups, &group, i, &at);
    else
      group.measures[i] = collector_stmt_get_int (stmt, at++);
  g_array_append_val (groups->groups, group);
}

typedef struct
{
  CollectorGroups *groups;
  guint64 measures;
} Reading;

static gboolean
read_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  Reading *reading = data;

  read_group (stmt, reading->groups, reading->measures);
  return TRUE;
}

/* Without keys SQL answers one row of nothing where nothing matches; so does this with keys. */
static gboolean
group_calls (CollectorCompiler *self, CollectorGroups *groups, guint64 measures, GError **error)
{
  Reading reading = { groups, measures };

  add_columns (self, groups, measures);
  collector_sql_add (&self->sql, " FROM call AS c");
  if ((measures & COLLECTOR_MEASURES_OF_TARIFFS) != 0)
    collector_sql_add (&self->sql, collector_measure_money_joins);
  if (!collector_compiler_add_where (self, error))
    return FALSE;
  for (guint i = 0; i < groups->n_keys; i++)
    {
      g_autofree char *column = g_strdup_printf ("%s%u", i == 0 ? " GROUP BY " : ", ", i + 2);

      collector_sql_add (&self->sql, column);
    }
  return collector_stmt_foreach (collector_sql_prepare (&self->sql, self->db, error), read_row,
                                 &reading, error);
}

CollectorGroups *
collector_query_group (CollectorDb *db, const CollectorQuery *query, guint64 measures,
                       GError **error)
{
  g_auto (CollectorCompiler) compiler = { 0 };
  g_autoptr (CollectorGroups) groups = NULL;

  measures |= COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_CALLS);
  if (!collector_compiler_init (&compiler, db, query, error)
      || !collector_query_group_totals (&compiler, measures, &groups, error))
    return NULL;
  if (groups != NULL)
    return g_steal_pointer (&groups);
  groups = collector_groups_new (db, error);
  if (groups == NULL || !find_keys (&compiler, groups, error)
      || !group_calls (&compiler, groups, measures, error))
    return NULL;
  return g_steal_pointer (&groups);
}

gboolean
collector_query_count (CollectorDb *db, const CollectorQuery *query, gint64 *n_calls,
                       GError **error)
{
  TollReportSpec ungrouped = *query->spec;
  CollectorQuery plain = *query;
  g_autoptr (CollectorGroups) groups = NULL;

  ungrouped.n_keys = 0;
  plain.spec = &ungrouped;
  *n_calls = 0;
  groups = collector_query_group (db, &plain, 0, error);
  if (groups == NULL)
    return FALSE;
  for (guint i = 0; i < groups->groups->len; i++)
    *n_calls += g_array_index (groups->groups, CollectorGroup, i).measures[COLLECTOR_MEASURE_CALLS];
  return TRUE;
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
  sql = g_strconcat ("SELECT text FROM (", field->source, ") WHERE id = ?1", NULL);
  stmt = collector_db_prepare_built (db, sql, NULL);
  if (stmt == NULL)
    return "";
  collector_stmt_bind_int (stmt, 1, key->figure);
  if (collector_stmt_step (stmt, &has_row, NULL) && has_row)
    name = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  if ((field->flags & COLLECTOR_FIELD_FREE_TEXT) != 0 && collector_viewer_is_masked (viewer))
    name = collector_mask_text (name, 1, arena);
  return name;
}
