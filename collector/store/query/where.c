/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which calls a spec means, as SQL over the table "c": the scope (query/scope.c), the period, the
 * restrictions. What a viewer may not see of a call, no restriction can ask about: fields of the
 * other side are empty for hidden calls, numbers compare as they are shown. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include <string.h>

#include "shared/base/error.h"

/* Offsets of a zone that are told apart within a period; a change a season for over a century. */
#define MAX_CHANGES 300
/* Of calls that were up longer there is an index; others are found by their starts. */
#define LONG_CALL "14400000"
#define LONG_CALL_MS 14400000

/* When the first of the calls began that were up as the period began. */
static gboolean
find_begin (CollectorCompiler *self, GError **error)
{
  gint64 from_ms = self->query->from_ms;
  CollectorStmt *stmt;
  gboolean has_row = FALSE;

  self->begin_ms = from_ms;
  if (!self->query->spec->up || from_ms <= 0)
    return TRUE;
  stmt = collector_db_prepare (
      self->db,
      "SELECT min (start_ms) FROM call WHERE end_ms - start_ms > " LONG_CALL " AND end_ms > ?1",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, from_ms);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  self->begin_ms = MAX (from_ms - LONG_CALL_MS, 0);
  if (has_row && !collector_stmt_is_null (stmt, 0))
    self->begin_ms = MIN (self->begin_ms, collector_stmt_get_int (stmt, 0));
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_compiler_init (CollectorCompiler *self, CollectorDb *db, const CollectorQuery *query,
                         GError **error)
{
  *self = (CollectorCompiler){ .db = db, .query = query };
  collector_sql_init (&self->sql);
  self->masks = collector_viewer_is_masked (query->viewer);
  self->both_sides = query->both_sides;
  self->high_id = query->to_ms > 0 && query->to_ms / 1000 < G_MAXINT64 >> COLLECTOR_CALL_ID_SHIFT
                      ? (query->to_ms / 1000 + 1) << COLLECTOR_CALL_ID_SHIFT
                      : G_MAXINT64;
  if (!collector_query_check_individuals (query, error) || !collector_compiler_find_hides (self, error)
      || !find_begin (self, error))
    return FALSE;
  self->low_id = CLAMP (self->begin_ms / 1000, 0, G_MAXINT64 >> COLLECTOR_CALL_ID_SHIFT)
                 << COLLECTOR_CALL_ID_SHIFT;
  return TRUE;
}

void
collector_compiler_clear (CollectorCompiler *self)
{
  collector_sql_clear (&self->sql);
}

const CollectorField *
collector_compiler_find_field (const CollectorCompiler *self, const char *id, const char *path,
                               GError **error)
{
  const CollectorField *field = collector_field_lookup (id);

  if (field == NULL)
    toll_error_set_field (error, path, "\"%.40s\" is no field of calls", id);
  else if (self->masks && (field->flags & COLLECTOR_FIELD_UNMASKED) != 0)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                   "%s: numbers are masked for you: \"%s\" cannot be asked by", path, id);
      return NULL;
    }
  return field;
}

/* ---- Keys ---- */

/* The offset of a start that lies between the changes [first, end): halved, so that a call is
 * compared with few of a century's. */
static void
add_offset_ms (CollectorCompiler *self, const gint64 *changes_ms, guint first, guint end)
{
  guint middle = (first + end) / 2;
  gint64 at_ms = first > 0 ? changes_ms[first - 1] : self->begin_ms;

  if (first == end)
    {
      collector_sql_add_int (&self->sql, toll_zone_get_offset_s (self->query->zone, at_ms)
                                             * G_GINT64_CONSTANT (1000));
      return;
    }
  collector_sql_add (&self->sql, "CASE WHEN c.start_ms < ");
  collector_sql_add_int (&self->sql, changes_ms[middle]);
  collector_sql_add (&self->sql, " THEN ");
  add_offset_ms (self, changes_ms, first, middle);
  collector_sql_add (&self->sql, " ELSE ");
  add_offset_ms (self, changes_ms, middle + 1, end);
  collector_sql_add (&self->sql, " END");
}

/* Milliseconds of local time since 1970: the offset is constant between the zone's changes. */
static void
add_local_ms (CollectorCompiler *self)
{
  const TollZone *zone = self->query->zone;
  gint64 end_ms = self->query->to_ms != 0 ? self->query->to_ms : G_MAXINT64;
  gint64 next_ms = toll_zone_get_next_change_ms (zone, self->begin_ms);
  gint64 changes_ms[MAX_CHANGES];
  guint n = 0;

  for (; next_ms < end_ms && n < MAX_CHANGES; n++)
    {
      changes_ms[n] = next_ms;
      next_ms = toll_zone_get_next_change_ms (zone, next_ms);
    }
  collector_sql_add (&self->sql, "(c.start_ms + ");
  add_offset_ms (self, changes_ms, 0, n);
  collector_sql_add (&self->sql, ")");
}

/* What stands behind % in a field's key. */
static void
add_mark (CollectorCompiler *self, char mark, gboolean is_apart)
{
  if (mark == 'L')
    add_local_ms (self);
  else if (mark == 'D')
    collector_compiler_add_shown_dialled (self);
  else if (mark == 'O')
    collector_compiler_add_same_age (self);
  else if (mark == 'P' || mark == 'K')
    collector_compiler_add_no_private (self, mark == 'P' ? "n.call_id" : "f.later_id");
  else if (is_apart)
    collector_compiler_add_apart_number (self);
  else
    collector_compiler_add_shown_number (self);
}

static void
add_marked (CollectorCompiler *self, const char *sql, gboolean is_apart)
{
  for (const char *at = sql; *at != '\0'; at++)
    if (at[0] == '%' && at[1] != '\0' && strchr ("DKLNOP", at[1]) != NULL)
      add_mark (self, *++at, is_apart);
    else
      g_string_append_c (self->sql.text, *at);
}

void
collector_compiler_add_marked (CollectorCompiler *self, const char *sql)
{
  add_marked (self, sql, FALSE);
}

/* What is hidden wholly is nothing, to be told apart by neither. */
static void
add_key (CollectorCompiler *self, const CollectorField *field, gboolean is_apart)
{
  const char *nothing = field->shape == COLLECTOR_FIELD_TEXT     ? " THEN ''"
                        : field->lack == COLLECTOR_LACK_NEGATIVE ? " THEN -1"
                                                                 : " THEN 0";
  gboolean may_hide = self->left_empty == NULL && collector_compiler_may_hide (self, field);
  gboolean may_keep = (field->flags & COLLECTOR_FIELD_PLACER) != 0
                      && collector_compiler_has_called_only (self);

  if (!may_hide && !may_keep)
    {
      add_marked (self, field->key, is_apart);
      return;
    }
  collector_sql_add (&self->sql, "CASE");
  if (may_hide)
    {
      collector_sql_add (&self->sql, " WHEN ");
      collector_compiler_add_leaves_empty (self, field);
      collector_sql_add (&self->sql, nothing);
    }
  if (may_keep)
    {
      collector_sql_add (&self->sql, " WHEN ");
      collector_compiler_add_called_only (self);
      collector_sql_add (&self->sql, nothing);
    }
  collector_sql_add (&self->sql, " ELSE ");
  add_marked (self, field->key, is_apart);
  collector_sql_add (&self->sql, " END");
}

void
collector_compiler_add_key (CollectorCompiler *self, const CollectorField *field)
{
  add_key (self, field, FALSE);
}

void
collector_compiler_add_apart (CollectorCompiler *self, const CollectorField *field)
{
  add_key (self, field, collector_compiler_tells_apart (self, field));
}

void
collector_compiler_add_names (CollectorCompiler *self, const CollectorField *field,
                              const char *rows)
{
  gboolean masks = self->masks && (field->flags & COLLECTOR_FIELD_FREE_TEXT) != 0;

  if (masks)
    collector_sql_add (&self->sql, (field->flags & COLLECTOR_FIELD_DEVICE) != 0
                                       ? "(SELECT id, toll_mask_device (text) AS text FROM "
                                       : "(SELECT id, toll_mask_text (text) AS text FROM ");
  collector_sql_add (&self->sql, "(");
  collector_sql_add (&self->sql, rows);
  collector_sql_add (&self->sql, masks ? "))" : ")");
}

void
collector_compiler_add_source (CollectorCompiler *self, const CollectorField *field)
{
  collector_compiler_add_names (self, field, collector_field_get_source (field, self->masks));
}

/* ---- Restrictions ---- */

static void
add_period (CollectorCompiler *self)
{
  const CollectorQuery *query = self->query;

  collector_compiler_add_ids (self, "c.id");
  if (query->spec->up)
    collector_sql_add (&self->sql, " AND c.end_ms > c.start_ms");
  if (query->from_ms > 0)
    {
      collector_sql_add (&self->sql, query->spec->up ? " AND c.end_ms > " : " AND c.start_ms >= ");
      collector_sql_add_int (&self->sql, query->from_ms);
    }
  if (query->to_ms > 0)
    {
      collector_sql_add (&self->sql, " AND c.start_ms < ");
      collector_sql_add_int (&self->sql, query->to_ms);
    }
}

static void
add_bits (CollectorCompiler *self, guint32 bits, const char *column)
{
  if (bits == 0)
    return;
  collector_sql_add (&self->sql, " AND (");
  collector_sql_add_int (&self->sql, bits);
  collector_sql_add (&self->sql, " >> ");
  collector_sql_add (&self->sql, column);
  collector_sql_add (&self->sql, ") & 1");
}

static gboolean
is_during (const TollCondition *condition)
{
  return condition->kind == TOLL_CONDITION_TEST && condition->op == TOLL_OP_DURING;
}

/* Times that are asked for side by side are those of one instant: the first of them asks for all. */
static gboolean
add_during (CollectorCompiler *self, const TollCondition *all, const char *path, GError **error)
{
  g_autoptr (GPtrArray) tests = g_ptr_array_new ();

  for (guint i = 0; i < all->children->len; i++)
    if (is_during (all->children->pdata[i]))
      g_ptr_array_add (tests, all->children->pdata[i]);
  return collector_compiler_add_during (self, tests, path, error);
}

/* TRUE when one before it has asked for the time, too. */
static gboolean
is_asked (const TollCondition *all, guint index)
{
  for (guint i = 0; i < index && is_during (all->children->pdata[index]); i++)
    if (is_during (all->children->pdata[i]))
      return TRUE;
  return FALSE;
}

static gboolean
add_condition (CollectorCompiler *self, const TollCondition *condition, const char *path,
               GError **error)
{
  gboolean is_all = condition->kind == TOLL_CONDITION_ALL;

  if (condition->kind == TOLL_CONDITION_TEST)
    return collector_compiler_add_test (self, condition, path, error);
  if (condition->children->len == 0)
    {
      collector_sql_add (&self->sql, is_all ? "1" : "0");
      return TRUE;
    }
  collector_sql_add (&self->sql, "(");
  for (guint i = 0; i < condition->children->len; i++)
    {
      const TollCondition *child = condition->children->pdata[i];
      g_autofree char *inner = g_strdup_printf ("%s.%s[%u]", path, is_all ? "all" : "any", i);

      if (is_all && is_asked (condition, i))
        continue;
      if (i > 0)
        collector_sql_add (&self->sql, is_all ? " AND " : " OR ");
      if (is_all && is_during (child) ? !add_during (self, condition, inner, error)
                                      : !add_condition (self, child, inner, error))
        return FALSE;
    }
  collector_sql_add (&self->sql, ")");
  return TRUE;
}

/* A value of a group's list: "21*" matches, "!213" excludes. */
static gboolean
add_group_value (CollectorCompiler *self, const char *field, const char *value, const char *path,
                 GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  TollCondition test = { .kind = TOLL_CONDITION_TEST, .field = field, .values = values };

  g_ptr_array_add (values, (gpointer) value);
  test.op = strpbrk (value, "*?") != NULL ? TOLL_OP_MATCHES : TOLL_OP_IS;
  return collector_compiler_add_test (self, &test, path, error);
}

/* The values of a list that exclude, or those that do not, joined by OR. */
static gboolean
add_group_values (CollectorCompiler *self, const TollGroupFilter *group, gboolean excludes,
                  GError **error)
{
  g_autofree char *path = g_strconcat ("spec.groups.", group->field, NULL);
  guint n = 0;

  for (guint i = 0; i < group->values->len; i++)
    {
      const char *value = group->values->pdata[i];

      if ((value[0] == '!') != excludes)
        continue;
      collector_sql_add (&self->sql, n++ > 0 ? " OR " : excludes ? " AND NOT (" : " AND (");
      if (!add_group_value (self, group->field, value + excludes, path, error))
        return FALSE;
    }
  collector_sql_add (&self->sql, n > 0 ? ")" : "");
  return TRUE;
}

/* One of those that are wanted, if any are named, and none of the excluded. */
static gboolean
add_group (CollectorCompiler *self, const TollGroupFilter *group, GError **error)
{
  return add_group_values (self, group, FALSE, error)
         && add_group_values (self, group, TRUE, error);
}

static gboolean
add_groups (CollectorCompiler *self, GError **error)
{
  const GArray *groups = self->query->spec->groups;

  for (guint i = 0; i < groups->len; i++)
    if (!add_group (self, &g_array_index (groups, TollGroupFilter, i), error))
      return FALSE;
  return TRUE;
}

/* Calls that show their number as the call asked about does. */
static gboolean
add_same_number (CollectorCompiler *self, GError **error)
{
  gint64 id;

  if (!g_ascii_string_to_signed (self->query->spec->same_number_as, 10, 1, G_MAXINT64, &id, NULL))
    {
      toll_error_set_field (error, "spec.same_number_as", "the id of a call is expected");
      return FALSE;
    }
  collector_sql_add (&self->sql, " AND ");
  return collector_compiler_add_same_number (self, id, TRUE, error);
}

gboolean
collector_compiler_add_where (CollectorCompiler *self, GError **error)
{
  const TollReportSpec *spec = self->query->spec;

  collector_sql_add (&self->sql, " WHERE ");
  collector_compiler_add_scope (self);
  add_period (self);
  collector_compiler_add_line_index (self);
  collector_compiler_add_missed (self);
  if (spec->traffic == TOLL_TRAFFIC_EXTERNAL)
    collector_sql_add (&self->sql, " AND c.direction <> 0");
  else if (spec->traffic == TOLL_TRAFFIC_INTERNAL)
    collector_sql_add (&self->sql, " AND c.direction = 0");
  add_bits (self, spec->directions, "c.direction");
  add_bits (self, spec->outcomes, "c.outcome");
  add_bits (self, spec->classes, "c.dest_class");
  add_bits (self, spec->rating_states, "c.rating_state");
  if (*spec->same_number_as != '\0' && !add_same_number (self, error))
    return FALSE;
  if (!add_groups (self, error))
    return FALSE;
  if (self->left_empty != NULL)
    {
      collector_sql_add (&self->sql, " AND ");
      collector_compiler_add_leaves_empty (self, self->left_empty);
    }
  if (spec->where == NULL)
    return TRUE;
  collector_sql_add (&self->sql, " AND ");
  return add_condition (self, spec->where, "spec.where", error);
}
