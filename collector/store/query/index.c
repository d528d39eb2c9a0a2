/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a question's calls are found without a look at each: by the lines or the number it asks
 * for, and by the ranges of ids that are times. An index only names calls that may match. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include <string.h>

#include "collector/store/query/pieces.h"
#include "shared/base/fold.h"

/* Of more lines a look at every call is about as quick. */
#define MOST_LINES 16
/* Buckets of the table of numbers: seconds, see sql/0001-ledger.sql. */
#define BUCKET_SHIFT 21
#define MOST_BUCKETS 250

void
collector_compiler_add_ids (CollectorCompiler *self, const char *column)
{
  if (self->low_id > 0)
    {
      collector_sql_add (&self->sql, " AND ");
      collector_sql_add (&self->sql, column);
      collector_sql_add (&self->sql, " >= ");
      collector_sql_add_int (&self->sql, self->low_id);
    }
  if (self->high_id < G_MAXINT64)
    {
      collector_sql_add (&self->sql, " AND ");
      collector_sql_add (&self->sql, column);
      collector_sql_add (&self->sql, " < ");
      collector_sql_add_int (&self->sql, self->high_id);
    }
}

static gboolean
is_extension (const char *field)
{
  return collector_field_lookup (field) == collector_field_lookup ("extension");
}

/* Extensions that are all named whole. */
static gboolean
are_plain (const GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    {
      const char *value = values->pdata[i];

      if (*value == '\0' || *value == '!' || strpbrk (value, "*?") != NULL)
        return FALSE;
    }
  return values->len > 0 && values->len <= MOST_LINES;
}

/* The ids of lines, as rows of groups gave them. */
static gboolean
are_keys (const GPtrArray *values)
{
  gint64 key;

  for (guint i = 0; i < values->len; i++)
    if (!g_ascii_string_to_signed (values->pdata[i], 10, 1, G_MAXINT64, &key, NULL))
      return FALSE;
  return values->len > 0 && values->len <= MOST_LINES;
}

static gboolean
names_lines (const TollCondition *test)
{
  if (test->kind != TOLL_CONDITION_TEST || test->is_negated || !is_extension (test->field))
    return FALSE;
  return test->op == TOLL_OP_KEY
             ? are_keys (test->values)
             : (test->op == TOLL_OP_IS || test->op == TOLL_OP_IN) && are_plain (test->values);
}

/* Asks for missed calls of which nothing became yet. */
static gboolean
names_open (const TollCondition *test)
{
  const CollectorField *field = collector_field_lookup ("follow_up");
  const char *value;

  if (test->kind != TOLL_CONDITION_TEST || test->is_negated || test->values->len != 1
      || collector_field_lookup (test->field) != field)
    return FALSE;
  value = test->values->pdata[0];
  return test->op == TOLL_OP_KEY ? strcmp (value, G_STRINGIFY (COLLECTOR_STILL_OPEN)) == 0
                                 : (test->op == TOLL_OP_IS || test->op == TOLL_OP_IN)
                                       && strcmp (value, field->name_of (COLLECTOR_STILL_OPEN)) == 0;
}

/* Returns: (nullable): a test that every call passes and that is one by @is_test. */
static const TollCondition *
find_test (const TollCondition *where, gboolean (*is_test) (const TollCondition *test))
{
  if (where == NULL || where->kind == TOLL_CONDITION_ANY)
    return NULL;
  if (where->kind == TOLL_CONDITION_TEST)
    return is_test (where) ? where : NULL;
  for (guint i = 0; i < where->children->len; i++)
    {
      const TollCondition *test = find_test (where->children->pdata[i], is_test);

      if (test != NULL)
        return test;
    }
  return NULL;
}

gboolean
collector_query_has_letters (const GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    for (const char *p = values->pdata[i]; *p != '\0'; p++)
      if (g_ascii_isalpha (*p) || (guchar) *p >= 0x80)
        return TRUE;
  return FALSE;
}

static void
add_lines (CollectorCompiler *self, const GPtrArray *values, gboolean are_ids)
{
  gboolean folds = !are_ids && collector_query_has_letters (values);

  collector_sql_add (&self->sql, are_ids ? "("
                                 : folds ? "(SELECT id FROM line WHERE toll_fold (extension) IN ("
                                         : "(SELECT id FROM line WHERE extension IN (");
  for (guint i = 0; i < values->len; i++)
    {
      collector_sql_add (&self->sql, i > 0 ? ", " : "");
      if (are_ids)
        collector_sql_add_int (&self->sql, g_ascii_strtoll (values->pdata[i], NULL, 10));
      else
        {
          g_autofree char *folded = toll_fold (values->pdata[i]);

          collector_sql_add_text (&self->sql, folded);
        }
    }
  collector_sql_add (&self->sql, are_ids ? ")" : "))");
}

/* A name is asked for of both sides of a call, a row's key of who placed it. */
static void
add_calls_of_lines (CollectorCompiler *self, const GPtrArray *values, gboolean are_ids)
{
  collector_sql_add (&self->sql, " AND c.id IN (SELECT call_id FROM call_line WHERE line_id IN ");
  add_lines (self, values, are_ids);
  collector_compiler_add_ids (self, "call_id");
  if (self->both_sides && !are_ids)
    {
      collector_sql_add (&self->sql,
                         " UNION ALL SELECT call_id FROM call_called WHERE line_id IN ");
      add_lines (self, values, are_ids);
      collector_compiler_add_ids (self, "call_id");
    }
  collector_sql_add (&self->sql, ")");
}

/* Returns: (nullable): the values of the first group that names lines. */
static const GPtrArray *
find_group (const GArray *groups)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const TollGroupFilter *group = &g_array_index (groups, TollGroupFilter, i);

      if (is_extension (group->field) && are_plain (group->values))
        return group->values;
    }
  return NULL;
}

void
collector_compiler_add_line_index (CollectorCompiler *self)
{
  const TollReportSpec *spec = self->query->spec;
  const TollCondition *test = find_test (spec->where, names_lines);
  const GPtrArray *group = find_group (spec->groups);

  if (test != NULL)
    add_calls_of_lines (self, test->values, test->op == TOLL_OP_KEY);
  else if (group != NULL)
    add_calls_of_lines (self, group, FALSE);
}

/* Whether lines, a number or ids are named that fewer calls are found by than by what became of them. */
static gboolean
names_few (const CollectorCompiler *self)
{
  const TollReportSpec *spec = self->query->spec;

  return self->knows_ids || spec->mine || self->query->viewer->scope == COLLECTOR_SCOPE_OWN
         || *spec->same_number_as != '\0' || find_test (spec->where, names_lines) != NULL
         || find_group (spec->groups) != NULL;
}

/* Missed calls that are still open. Returns: (nullable): the test that asks for them. */
static const TollCondition *
find_open (const CollectorCompiler *self)
{
  return names_few (self) ? NULL : find_test (self->query->spec->where, names_open);
}

gboolean
collector_compiler_asks_open (const CollectorCompiler *self)
{
  return find_open (self) != NULL;
}

/* Missed calls from outside. */
static gboolean
asks_missed (const CollectorCompiler *self)
{
  const TollReportSpec *spec = self->query->spec;

  return spec->directions == 1u << TOLL_DIRECTION_INCOMING
         && spec->outcomes == 1u << TOLL_OUTCOME_MISSED && !spec->up && !names_few (self)
         && find_open (self) == NULL;
}

void
collector_compiler_add_calls (CollectorCompiler *self)
{
  if (self->left_empty != NULL)
    {
      collector_sql_add (&self->sql, " FROM hidden_call AS c");
      return;
    }
  self->answered = find_open (self);
  self->calls_at = self->sql.text->len;
  if (self->answered == NULL)
    collector_sql_add (&self->sql, asks_missed (self) ? " FROM call AS c INDEXED BY call_missed"
                                                      : " FROM call AS c");
}

#define OPEN_SQL                                                                                   \
  " FROM follow_up AS f INDEXED BY follow_up_open WHERE became = " G_STRINGIFY (COLLECTOR_STILL_OPEN)
/* What the index of open calls has of each: a call as the table of calls would tell. */
#define KEPT_COLUMNS                                                                               \
  "f.call_id AS id, 1 AS direction, 1 AS outcome, f.number AS number, f.start_ms AS start_ms,"     \
  " f.person_id AS person_id, f.department_id AS department_id,"                                   \
  " f.cost_centre_id AS cost_centre_id, f.location_id AS location_id"
/* Calls that something became of, which the viewer may not know: it is another's private call, and no
 * other came later. */
#define SECRET_SQL                                                                                 \
  " FROM (SELECT bucket, number, call_id FROM follow_up AS f INDEXED BY follow_up_settled"         \
  " WHERE became <> " G_STRINGIFY (COLLECTOR_STILL_OPEN)
/* The same from the private calls themselves, where they are known. */
#define SECRET_BY_PRIVATE_SQL                                                                      \
  " FROM (SELECT f.bucket, f.number, f.call_id FROM hidden_call AS h CROSS JOIN follow_up AS f"    \
  " ON f.bucket IN (h.id >> 52, (h.id >> 52) - 1) AND f.number = h.number AND f.later_id = h.id"   \
  " WHERE h.person_id <> "
#define LATEST_IDS (G_GINT64_CONSTANT (1209601) << COLLECTOR_CALL_ID_SHIFT)
#define SECRET_END_SQL                                                                             \
  ") AS s CROSS JOIN follow_up AS f ON f.bucket = s.bucket AND f.number = s.number"                \
  " AND f.call_id = s.call_id) AS c WHERE coalesce (" COLLECTOR_LATER_CALL_SQL ("1", "%P") ") IS NULL"

static gboolean
is_kept (const char *name, gsize length)
{
  static const char *const names[] = { "id", "direction", "outcome", "number", "start_ms", "person_id",
                                       "department_id", "cost_centre_id", "location_id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && strncmp (names[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a statement asks for nothing else of the call. */
static gboolean
asks_kept (const char *sql)
{
  for (const char *at = strstr (sql, "c."); at != NULL; at = strstr (at, "c."))
    {
      gboolean is_column = at == sql || (!g_ascii_isalnum (at[-1]) && at[-1] != '_');
      gsize length = 0;

      at += strlen ("c.");
      while (g_ascii_isalnum (at[length]) || at[length] == '_')
        length++;
      if (is_column && !is_kept (at, length))
        return FALSE;
    }
  return TRUE;
}

/* Appends " FROM …", up to SECRET_END_SQL. The later call comes within two weeks of the missed one. */
static void
add_secret (CollectorCompiler *self)
{
  gint64 person_id = self->query->viewer->person_id;

  if (self->knows_private)
    {
      collector_sql_add (&self->sql, SECRET_BY_PRIVATE_SQL);
      collector_sql_add_int (&self->sql, person_id != 0 ? person_id : -1);
      collector_sql_add (&self->sql, " AND h.id > ");
      collector_sql_add_int (&self->sql, self->low_id);
      collector_compiler_add_ids (self, "f.call_id");
      if (self->high_id < G_MAXINT64 - LATEST_IDS)
        {
          collector_sql_add (&self->sql, " AND h.id < ");
          collector_sql_add_int (&self->sql, self->high_id + LATEST_IDS);
        }
      return;
    }
  collector_sql_add (&self->sql, SECRET_SQL);
  collector_compiler_add_ids (self, "call_id");
  collector_sql_add (&self->sql, " AND NOT (1");
  collector_compiler_add_no_private (self, "f.later_id");
  collector_sql_add (&self->sql, ")");
}

/* Appends " FROM …" of the calls that are open to the viewer, as a table of @columns; those are of "f",
 * and of "c" the ones by the @names that they get. */
static void
add_open (CollectorCompiler *self, const char *columns, const char *names)
{
  collector_sql_add (&self->sql, columns);
  collector_sql_add (&self->sql, OPEN_SQL);
  collector_compiler_add_ids (self, "call_id");
  if (!self->has_private)
    return;
  collector_sql_add (&self->sql, " UNION ALL SELECT ");
  collector_sql_add (&self->sql, names);
  collector_sql_add (&self->sql, " FROM (SELECT " KEPT_COLUMNS);
  add_secret (self);
  collector_compiler_add_marked (self, SECRET_END_SQL);
}

/* Parameters have numbers: what is written behind them may stand before them. */
void
collector_compiler_end_calls (CollectorCompiler *self)
{
  GString *text = self->sql.text;
  gsize end = text->len;
  g_autofree char *calls = NULL;

  if (self->answered == NULL)
    return;
  collector_sql_add (&self->sql, " FROM (SELECT ");
  if (asks_kept (text->str))
    {
      add_open (self, KEPT_COLUMNS, "*");
      collector_sql_add (&self->sql, ") AS c");
    }
  else
    {
      add_open (self, "f.call_id", "c.id");
      collector_sql_add (&self->sql, ") AS opened CROSS JOIN call AS c ON c.id = opened.call_id");
    }
  calls = g_strdup (text->str + end);
  g_string_truncate (text, end);
  g_string_insert (text, self->calls_at, calls);
}

/* In the words of the index, which is refused else. */
void
collector_compiler_add_missed (CollectorCompiler *self)
{
  if (asks_missed (self))
    collector_sql_add (&self->sql, " AND c.direction = 1 AND c.outcome = 1");
  self->answered = find_open (self);
  if (self->answered == NULL || self->calls_at > 0)
    return;
  collector_sql_add (&self->sql, " AND c.id IN (SELECT ");
  add_open (self, "f.call_id", "c.id");
  collector_sql_add (&self->sql, ")");
}
G_STATIC_ASSERT (TOLL_DIRECTION_INCOMING == 1 && TOLL_OUTCOME_MISSED == 1);

/* When the period is not so long that a scan is as good. */
void
collector_compiler_add_number_index (CollectorCompiler *self, const char *number)
{
  gint64 first = self->low_id >> (BUCKET_SHIFT + COLLECTOR_CALL_ID_SHIFT);
  gint64 last = (self->high_id - 1) >> (BUCKET_SHIFT + COLLECTOR_CALL_ID_SHIFT);

  if (last - first > MOST_BUCKETS)
    return;
  collector_sql_add (&self->sql, " AND c.id IN (SELECT call_id FROM call_number WHERE bucket IN (");
  for (gint64 bucket = first; bucket <= last; bucket++)
    {
      collector_sql_add (&self->sql, bucket > first ? ", " : "");
      collector_sql_add_int (&self->sql, bucket);
    }
  collector_sql_add (&self->sql, ") AND number = ");
  collector_sql_add_text (&self->sql, number);
  collector_compiler_add_ids (self, "call_id");
  collector_sql_add (&self->sql, ")");
}
