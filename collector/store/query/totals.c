/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grouped sums from the running totals, when the question is one that they were kept for: whole
 * days of the company's zone, at most one dimension beside days and hours, nothing narrowed but
 * directions and one key: of the dimension, or both of who calls are of. Answers are equal to a recount
 * of the calls. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include <string.h>

#include "shared/base/error.h"

/* Where a key was counted last. */
typedef struct
{
  CollectorGroup *group; /* NULL = nowhere yet */
  gint32 day;
} Place;

/* What the question asks of the totals. */
typedef struct
{
  const CollectorCompiler *compiler;
  CollectorGroups *groups;
  CollectorCube cube;
  int dimension;       /* index of the key that is the cube's, -1 = none */
  const CollectorField *left_empty; /* (nullable): of that key, which private calls leave empty */
  gboolean by_hour;    /* the cube's key is hour and outcome, or a group of people and hour */
  gboolean by_day;
  gboolean by_month;
  CollectorTotalsPart parts[2]; /* (array length=n_parts): what it is narrowed to */
  guint n_parts;
  gint64 *made_keys; /* (nullable): of a part of the house by hour or by department */
  GArray *places;    /* of Place, by key of the dimension or hour */
  gboolean by_pair;  /* the cube's key is a group of people and a department */
  const CollectorField *only; /* (nullable): only calls with @only_key of this one */
  gint64 only_key;
  guint32 directions;
  gint32 day_from;
  gint32 day_to;
} Asking;

static const char *const hour_fields[] = { "hour", NULL };
static const char *const day_fields[] = { "day", "week", "weekday", NULL };
static const char *const month_fields[] = { "month", NULL };

static gboolean
is_whole_day (const TollZone *zone, gint64 ms, gint32 *day)
{
  gint32 second;

  toll_zone_to_local (zone, ms, day, &second);
  return toll_zone_from_local (zone, *day, 0) == ms;
}

/* Midnights of the company; "everything" has neither begin nor end. */
gboolean
collector_compiler_find_days (const CollectorCompiler *self, gint32 *day_from, gint32 *day_to,
                              GError **error)
{
  const CollectorQuery *query = self->query;
  const TollZone *zone = collector_totals_get_zone (self->db, error);

  if (zone == NULL || strcmp (toll_zone_get_name (zone), toll_zone_get_name (query->zone)) != 0)
    return FALSE;
  *day_from = 0;
  *day_to = G_MAXINT32;
  return (query->from_ms == 0 || is_whole_day (zone, query->from_ms, day_from))
         && (query->to_ms == 0 || is_whole_day (zone, query->to_ms, day_to));
}

/* One key, as a row of groups gave it, of what the totals are kept by and nothing hides. */
static gboolean
find_only (Asking *self)
{
  const TollCondition *test = self->compiler->query->spec->where;

  if (test == NULL)
    return TRUE;
  if (test->kind != TOLL_CONDITION_TEST || test->op != TOLL_OP_KEY || test->is_negated
      || test->values->len != 1 || self->compiler->both_sides)
    return FALSE;
  self->only = collector_field_lookup (test->field);
  return self->only != NULL && self->only->cube >= 0
         && self->only->shape == COLLECTOR_FIELD_NAMED
         && (self->only->flags & (COLLECTOR_FIELD_OTHER_SIDE | COLLECTOR_FIELD_UNMASKED)) == 0
         && !collector_compiler_may_hide (self->compiler, self->only)
         && g_ascii_string_to_signed (test->values->pdata[0], 10, 0, G_MAXINT64, &self->only_key,
                                      NULL);
}

guint32
collector_compiler_get_directions (const CollectorCompiler *self)
{
  const TollReportSpec *spec = self->query->spec;
  guint32 all = (1u << TOLL_N_DIRECTIONS) - 1;
  guint32 directions = spec->directions != 0 ? spec->directions : all;

  if (spec->traffic == TOLL_TRAFFIC_EXTERNAL)
    directions &= ~(1u << TOLL_DIRECTION_INTERNAL);
  else if (spec->traffic == TOLL_TRAFFIC_INTERNAL)
    directions &= 1u << TOLL_DIRECTION_INTERNAL;
  return directions;
}

static gboolean
find_directions (Asking *self)
{
  const TollReportSpec *spec = self->compiler->query->spec;

  self->directions = collector_compiler_get_directions (self->compiler);
  return spec->outcomes == 0 && spec->classes == 0 && spec->rating_states == 0
         && spec->groups->len == 0 && !spec->mine && !spec->up && *spec->same_number_as == '\0'
         && find_only (self);
}

/* The totals count private calls under what they would show. */
static gboolean
is_told (Asking *self, const CollectorField *field)
{
  if (!collector_compiler_may_hide (self->compiler, field))
    return TRUE;
  self->left_empty = field;
  return collector_compiler_knows_empty (self->compiler, field);
}

/* One dimension, buckets beside it; hours alone or beside days. */
static gboolean
find_cube (Asking *self)
{
  const TollReportSpec *spec = self->compiler->query->spec;

  self->dimension = -1;
  for (guint i = 0; i < spec->n_keys; i++)
    {
      const CollectorField *field = collector_field_lookup (spec->group_by[i]);

      if (field == NULL)
        return FALSE;
      self->groups->keys[self->groups->n_keys++] = field;
      if (g_strv_contains (day_fields, field->id))
        self->by_day = TRUE;
      else if (g_strv_contains (month_fields, field->id))
        self->by_month = TRUE;
      else if (g_strv_contains (hour_fields, field->id) && !self->by_hour)
        self->by_hour = TRUE;
      else if (field->cube >= 0 && self->dimension < 0 && is_told (self, field))
        {
          self->dimension = i;
          self->cube = field->cube;
        }
      else
        return FALSE;
    }
  if (self->by_hour)
    self->cube = COLLECTOR_CUBE_HOUR;
  return !self->by_hour || self->dimension < 0;
}

const CollectorScopeCubes collector_scope_cubes[COLLECTOR_N_SCOPES] = {
  [COLLECTOR_SCOPE_DEPARTMENTS]
  = { COLLECTOR_CUBE_DEPARTMENT, COLLECTOR_CUBE_DEPARTMENT_HOUR, COLLECTOR_CUBE_DEPARTMENT_GRADE },
  [COLLECTOR_SCOPE_COST_CENTRES]
  = { COLLECTOR_CUBE_COST_CENTRE, COLLECTOR_CUBE_COST_CENTRE_HOUR, COLLECTOR_CUBE_COST_CENTRE_GRADE,
      COLLECTOR_CUBE_COST_CENTRE_DEPARTMENT },
  [COLLECTOR_SCOPE_LOCATIONS]
  = { COLLECTOR_CUBE_LOCATION, COLLECTOR_CUBE_LOCATION_HOUR, COLLECTOR_CUBE_LOCATION_GRADE,
      COLLECTOR_CUBE_LOCATION_DEPARTMENT },
  [COLLECTOR_SCOPE_ALL]
  = { COLLECTOR_CUBE_CLASS, COLLECTOR_CUBE_HOUR, COLLECTOR_CUBE_DEPARTMENT_GRADE },
};

/* The hours of what the viewer looks after. */
static void
find_hours (Asking *self)
{
  const CollectorViewer *viewer = self->compiler->query->viewer;
  const GArray *groups = viewer->scope_ids;
  guint n_keys = groups->len * COLLECTOR_DAY_HOURS;

  self->cube = collector_scope_cubes[viewer->scope].hours;
  self->made_keys = g_new (gint64, n_keys);
  for (guint i = 0; i < n_keys; i++)
    self->made_keys[i] = g_array_index (groups, gint64, i / COLLECTOR_DAY_HOURS)
                         * COLLECTOR_DAY_HOURS
                     + i % COLLECTOR_DAY_HOURS;
  self->parts[0] = (CollectorTotalsPart){ self->cube, self->made_keys, n_keys };
}

/* The greatest id of a department; -1 = not known. */
static gint64
find_last_department (CollectorDb *db)
{
  CollectorStmt *stmt = collector_db_prepare (db, "SELECT max (id) FROM department", NULL);
  gboolean has_row = FALSE;
  gint64 id = -1;

  if (stmt == NULL)
    return -1;
  if (collector_stmt_step (stmt, &has_row, NULL) && has_row)
    id = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return id;
}

/* The departments of what the viewer looks after, which is no departments. Returns: FALSE when no cube
 * has them. */
static gboolean
find_pairs (Asking *self)
{
  const CollectorViewer *viewer = self->compiler->query->viewer;
  const CollectorScopeCubes *cubes = &collector_scope_cubes[viewer->scope];
  const GArray *groups = viewer->scope_ids;
  gint64 last = find_last_department (self->compiler->db);
  guint n_departments = (guint) (last + 1), n_keys; /* 0 = none */

  if (self->dimension < 0 || self->cube != COLLECTOR_CUBE_DEPARTMENT || cubes->pairs == 0
      || last < 0 || last >= COLLECTOR_PAIR_MOST_DEPARTMENTS)
    return FALSE;
  for (guint i = 0; i < groups->len; i++)
    if (g_array_index (groups, gint64, i) >= COLLECTOR_PAIR_MOST_GROUPS)
      return FALSE;
  self->cube = cubes->pairs;
  self->by_pair = TRUE;
  n_keys = groups->len * n_departments;
  self->made_keys = g_new (gint64, n_keys);
  for (guint i = 0; i < n_keys; i++)
    self->made_keys[i] = collector_totals_pair (g_array_index (groups, gint64, i / n_departments),
                                                i % n_departments);
  self->parts[0] = (CollectorTotalsPart){ self->cube, self->made_keys, n_keys };
  return TRUE;
}

/* What the question is narrowed to: one key, the groups of people that the viewer looks after, both or
 * nothing. Returns: FALSE when the totals do not tell of it. */
static gboolean
find_parts (Asking *self)
{
  const CollectorViewer *viewer = self->compiler->query->viewer;
  const GArray *groups = viewer->scope_ids;

  if (self->only != NULL)
    self->parts[self->n_parts++]
        = (CollectorTotalsPart){ (CollectorCube) self->only->cube, &self->only_key, 1 };
  if (viewer->scope == COLLECTOR_SCOPE_ALL)
    return TRUE;
  if (viewer->scope == COLLECTOR_SCOPE_OWN || self->compiler->both_sides || groups->len == 0)
    return FALSE;
  self->parts[self->n_parts++]
      = (CollectorTotalsPart){ collector_scope_cubes[viewer->scope].plain,
                               (const gint64 *) (void *) groups->data, groups->len };
  return TRUE;
}

/* Whether what is asked for, by one of who calls are of or by nothing, lies within such. */
static gboolean
find_seats (Asking *self)
{
  if (self->dimension < 0 && !self->by_hour)
    self->cube = COLLECTOR_CUBE_LINE;
  for (guint i = 0; i < self->n_parts; i++)
    if (!collector_cube_is_of_seats (self->parts[i].cube))
      return FALSE;
  return collector_cube_is_of_seats (self->cube);
}

/* A part is answered from the cube that is about it, or else from who the lines in it belonged to. */
static gboolean
find_scope (Asking *self)
{
  if (!find_parts (self))
    return FALSE;
  if (self->n_parts == 0)
    {
      if (self->dimension < 0 && !self->by_hour)
        self->cube = collector_scope_cubes[COLLECTOR_SCOPE_ALL].plain;
      return TRUE;
    }
  if (self->only == NULL && self->by_hour)
    find_hours (self);
  else if (self->only != NULL || !find_pairs (self))
    {
      if (self->n_parts > 1 || self->by_hour
          || (self->dimension >= 0 && self->cube != self->parts[0].cube))
        return find_seats (self);
      self->cube = self->parts[0].cube;
    }
  return TRUE;
}

/* The bucket of a day, as the fields' SQL counts. */
static gint64
find_bucket (const CollectorField *field, gint32 day, gint64 key)
{
  int year, month, mday;

  if (strcmp (field->id, "hour") == 0)
    return key * 60;
  if (strcmp (field->id, "week") == 0)
    return day - (toll_day_get_weekday (day) - 1);
  if (strcmp (field->id, "weekday") == 0)
    return toll_day_get_weekday (day);
  if (strcmp (field->id, "day") == 0)
    return day;
  toll_day_to_date (day, &year, &month, &mday);
  return toll_day_from_date (year, month, 1);
}

/* The key of the dimension, or the hour. */
static gint64
find_key (const Asking *self, gint64 key)
{
  if (self->by_pair)
    return key % (COLLECTOR_PAIR_MOST_DEPARTMENTS + 1);
  if (!self->by_hour)
    return key;
  return self->made_keys != NULL ? key % COLLECTOR_DAY_HOURS : key / TOLL_N_OUTCOMES;
}

static CollectorGroup *
ensure_group (Asking *self, gint64 key, gint32 day, GError **error)
{
  gint64 keys[TOLL_SPEC_MAX_KEYS] = { 0 };
  gboolean is_new;

  for (guint i = 0; i < self->groups->n_keys; i++)
    keys[i] = (int) i == self->dimension ? key
                                         : find_bucket (self->groups->keys[i], day, key);
  return collector_groups_ensure (self->groups, keys, &is_new, error);
}

/* Days ascend: most pieces of a key are of the day of the one before. */
static CollectorGroup *
find_group (Asking *self, const CollectorTotalsPiece *piece, GError **error)
{
  gint64 key = find_key (self, piece->key);
  Place *place;

  if (key >= self->places->len)
    g_array_set_size (self->places, (guint) key + 1);
  place = &g_array_index (self->places, Place, key);
  if (place->group == NULL || place->day != piece->day)
    *place = (Place){ ensure_group (self, key, piece->day, error), piece->day };
  return place->group;
}

static gboolean
add_piece (const CollectorTotalsPiece *piece, gpointer data, GError **error)
{
  static const CollectorMeasure by_direction[TOLL_N_DIRECTIONS] = {
    [TOLL_DIRECTION_INTERNAL] = COLLECTOR_MEASURE_INTERNAL,
    [TOLL_DIRECTION_INCOMING] = COLLECTOR_MEASURE_INCOMING,
    [TOLL_DIRECTION_OUTGOING] = COLLECTOR_MEASURE_OUTGOING,
    [TOLL_DIRECTION_TRANSIT] = COLLECTOR_MEASURE_TRANSIT,
  };
  Asking *self = data;
  const CollectorCell *cell = &piece->cell;
  CollectorGroup *group;

  if ((self->directions & 1u << piece->direction) == 0)
    return TRUE;
  group = find_group (self, piece, error);
  if (group == NULL)
    return FALSE;
  group->measures[COLLECTOR_MEASURE_CALLS] += cell->calls;
  group->measures[COLLECTOR_MEASURE_ANSWERED] += cell->answered;
  group->measures[COLLECTOR_MEASURE_MISSED] += cell->missed;
  group->measures[COLLECTOR_MEASURE_UNRATED] += cell->unrated;
  group->measures[COLLECTOR_MEASURE_TALK_MS] += cell->talk_ms;
  group->measures[COLLECTOR_MEASURE_RING_MS] += cell->ring_ms;
  group->measures[COLLECTOR_MEASURE_COST_MICRO] += cell->cost_micro;
  group->measures[by_direction[piece->direction]] += cell->calls;
  /* Calls have a currency when they have a price. */
  if (piece->currency_id > 0 && piece->currency_id <= self->groups->currencies->len)
    {
      gint64 *costs = group->costs + (piece->currency_id - 1) * COLLECTOR_N_MONEYS;

      costs[COLLECTOR_MONEY_COST] += cell->cost_micro;
      costs[COLLECTOR_MONEY_PRICED] += cell->calls;
      group->measures[COLLECTOR_MEASURE_PRICED] += cell->calls;
    }
  return TRUE;
}

static gboolean
add_totals (Asking *self, GError **error)
{
  CollectorTotalsGrouping grouping
      = (self->dimension >= 0 || self->by_hour ? COLLECTOR_TOTALS_BY_KEY : 0)
        | (self->by_day     ? COLLECTOR_TOTALS_BY_DAY
           : self->by_month ? COLLECTOR_TOTALS_BY_MONTH
                            : 0);
  gboolean is_ok;

  self->places = g_array_new (FALSE, TRUE, sizeof (Place));
  is_ok = collector_totals_visit (self->compiler->db, self->cube, self->parts, self->n_parts,
                                  self->day_from, self->day_to, grouping, add_piece, self, error);
  g_array_unref (self->places);
  /* A sum of nothing is one row of zeros, as SQL answers. */
  return is_ok && (self->groups->n_keys > 0 || ensure_group (self, 0, 0, error) != NULL);
}

static void
add_group (const CollectorGroups *from, const CollectorGroup *group, gint64 sign,
           CollectorGroup *sum)
{
  for (guint i = 0; i < COLLECTOR_N_TOTALS_MEASURES; i++)
    sum->measures[i] += sign * group->measures[i];
  for (guint i = 0; i < from->currencies->len * COLLECTOR_N_MONEYS; i++)
    sum->costs[i] += sign * group->costs[i];
}

/* Calls that leave the key empty go from the group that they would be in to that of nothing. */
static gboolean
move_group (Asking *self, const CollectorGroups *from, const CollectorGroup *group, GError **error)
{
  gint64 keys[TOLL_SPEC_MAX_KEYS] = { 0 };
  CollectorGroup *sum;
  gboolean is_new;

  for (guint i = 0; i < from->n_keys; i++)
    keys[i] = group->keys[i].figure;
  sum = collector_groups_ensure (self->groups, keys, &is_new, error);
  if (sum == NULL)
    return FALSE;
  add_group (from, group, -1, sum);
  keys[self->dimension] = 0;
  sum = collector_groups_ensure (self->groups, keys, &is_new, error);
  if (sum == NULL)
    return FALSE;
  add_group (from, group, 1, sum);
  return TRUE;
}

static gboolean
move_private (Asking *self, guint64 measures, GError **error)
{
  g_auto (CollectorCompiler) compiler = { 0 };
  g_autoptr (CollectorGroups) moved = NULL;

  if (self->left_empty == NULL)
    return TRUE;
  moved = collector_groups_new (self->compiler->db, error);
  if (moved == NULL
      || !collector_compiler_init (&compiler, self->compiler->db, self->compiler->query, error))
    return FALSE;
  compiler.left_empty = self->left_empty;
  moved->n_keys = self->groups->n_keys;
  memcpy (moved->keys, self->groups->keys, sizeof moved->keys);
  if (!collector_query_fold (&compiler, moved, measures, error))
    return FALSE;
  for (guint i = 0; i < moved->groups->len; i++)
    if (!move_group (self, moved, collector_groups_get (moved, i), error))
      return FALSE;
  return TRUE;
}

gboolean
collector_query_group_totals (const CollectorCompiler *compiler, guint64 measures,
                              CollectorGroups **groups, GError **error)
{
  g_autoptr (CollectorGroups) answer = NULL;
  g_autoptr (GError) failed = NULL;
  Asking self = { .compiler = compiler };
  g_autofree gint64 *made_keys = NULL;
  gboolean suffices;

  *groups = NULL;
  if (measures >> COLLECTOR_N_TOTALS_MEASURES != 0 || !find_directions (&self))
    return TRUE;
  if (!collector_compiler_find_days (compiler, &self.day_from, &self.day_to, &failed))
    {
      if (failed == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  answer = collector_groups_new (compiler->db, error);
  if (answer == NULL)
    return FALSE;
  self.groups = answer;
  suffices = find_cube (&self) && find_scope (&self);
  made_keys = self.made_keys;
  if (!suffices)
    return TRUE;
  answer->from_totals = TRUE;
  if (!add_totals (&self, error) || !move_private (&self, measures, error))
    return FALSE;
  *groups = g_steal_pointer (&answer);
  return TRUE;
}
