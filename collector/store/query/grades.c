/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answered calls by how they sounded, from the running totals: for who sees everything or groups of
 * people, over whole days, nothing narrowed but directions. Answers are equal to a recount of the calls. Any
 * lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#define NOT_HEARD COLLECTOR_N_GRADES /* the value of the field that stands for calls without a score */

static gboolean
is_scope_kept (const CollectorViewer *viewer)
{
  return viewer->scope == COLLECTOR_SCOPE_ALL
         || (viewer->scope != COLLECTOR_SCOPE_OWN && viewer->scope_ids->len > 0);
}

static gboolean
asks_grades (const CollectorCompiler *self, guint64 measures)
{
  const TollReportSpec *spec = self->query->spec;
  guint64 kept = COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_CALLS)
                 | COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_ANSWERED);

  return spec->n_keys == 1
         && collector_field_lookup (spec->group_by[0]) == collector_field_lookup ("quality")
         && (measures & ~kept) == 0 && spec->outcomes == 1u << TOLL_OUTCOME_ANSWERED
         && spec->classes == 0 && spec->rating_states == 0 && spec->groups->len == 0
         && spec->where == NULL && !spec->mine && !spec->up && *spec->same_number_as == '\0'
         && !self->both_sides && is_scope_kept (self->query->viewer);
}

/* All answered calls, with a score or without. @is_known: (out): the totals know it. */
static gboolean
count_answered (const CollectorCompiler *self, gint64 *n_calls, gboolean *is_known, GError **error)
{
  g_auto (CollectorCompiler) compiler = { 0 };
  g_autoptr (CollectorGroups) groups = NULL;
  TollReportSpec ungrouped = *self->query->spec;
  CollectorQuery plain = *self->query;

  ungrouped.n_keys = 0;
  ungrouped.outcomes = 0;
  plain.spec = &ungrouped;
  if (!collector_compiler_init (&compiler, self->db, &plain, error)
      || !collector_query_group_totals (&compiler,
                                        COLLECTOR_MEASURE_BIT (COLLECTOR_MEASURE_ANSWERED), &groups,
                                        error))
    return FALSE;
  *is_known = groups != NULL;
  if (groups != NULL)
    *n_calls = collector_groups_get (groups, 0)->measures[COLLECTOR_MEASURE_ANSWERED];
  return TRUE;
}

/* Returns: (transfer full) (nullable): the keys of what the viewer looks after; NULL = all. */
static GArray *
list_keys (const CollectorViewer *viewer)
{
  GArray *keys;

  if (viewer->scope == COLLECTOR_SCOPE_ALL)
    return NULL;
  keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < viewer->scope_ids->len; i++)
    for (guint grade = 0; grade < COLLECTOR_N_GRADES; grade++)
      {
        gint64 key = g_array_index (viewer->scope_ids, gint64, i) * COLLECTOR_N_GRADES + grade;

        g_array_append_val (keys, key);
      }
  return keys;
}

static gboolean
read_grades (const CollectorCompiler *self, gint64 *n_calls, GError **error)
{
  g_autoptr (GArray) keys = list_keys (self->query->viewer), rows = NULL;
  guint32 directions = collector_compiler_get_directions (self);
  gint32 day_from, day_to;

  if (!collector_compiler_find_days (self, &day_from, &day_to, error))
    return FALSE;
  rows = collector_totals_list (self->db, collector_scope_cubes[self->query->viewer->scope].grades,
                                keys != NULL ? (const gint64 *) (void *) keys->data : NULL,
                                keys != NULL ? keys->len : 0, day_from, day_to,
                                COLLECTOR_TOTALS_BY_KEY, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const CollectorTotalsRow *row = &g_array_index (rows, CollectorTotalsRow, i);

      for (guint direction = 0; direction < TOLL_N_DIRECTIONS; direction++)
        if ((directions & 1u << direction) != 0)
          n_calls[row->key % COLLECTOR_N_GRADES] += row->cells[direction].calls;
    }
  return rows != NULL;
}

static gboolean
add_group (CollectorGroups *groups, gint64 grade, gint64 n_calls, GError **error)
{
  const gint64 keys[TOLL_SPEC_MAX_KEYS] = { grade };
  CollectorGroup *group;
  gboolean is_new;

  if (n_calls == 0)
    return TRUE;
  group = collector_groups_ensure (groups, keys, &is_new, error);
  if (group == NULL)
    return FALSE;
  group->measures[COLLECTOR_MEASURE_CALLS] = n_calls;
  group->measures[COLLECTOR_MEASURE_ANSWERED] = n_calls;
  return TRUE;
}

gboolean
collector_query_group_grades (const CollectorCompiler *self, guint64 measures,
                              CollectorGroups **groups, GError **error)
{
  g_autoptr (CollectorGroups) answer = NULL;
  gint64 n_calls[COLLECTOR_N_GRADES + 1] = { 0 };
  gboolean is_known = FALSE;

  *groups = NULL;
  if (!asks_grades (self, measures))
    return TRUE;
  if (!count_answered (self, &n_calls[NOT_HEARD], &is_known, error))
    return FALSE;
  if (!is_known)
    return TRUE;
  answer = collector_groups_new (self->db, error);
  if (answer == NULL || !read_grades (self, n_calls, error))
    return FALSE;
  answer->keys[answer->n_keys++] = collector_field_lookup ("quality");
  answer->from_totals = TRUE;
  for (guint grade = 0; grade < COLLECTOR_N_GRADES; grade++)
    n_calls[NOT_HEARD] -= n_calls[grade];
  for (guint grade = 0; grade < G_N_ELEMENTS (n_calls); grade++)
    if (!add_group (answer, grade, n_calls[grade], error))
      return FALSE;
  *groups = g_steal_pointer (&answer);
  return TRUE;
}
