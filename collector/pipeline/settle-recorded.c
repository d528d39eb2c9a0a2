/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part of settling a batch that has to do with recordings: what they name is noted, and both
 * sides are looked for, because either may have been read first. Writer lane.
 */
#include "config.h"

#include "collector/pipeline/settle-private.h"

#include "collector/pipeline/recorded.h"

gboolean
collector_settle_store_marks (CollectorSettling *self, GError **error)
{
  for (guint i = 0; i < self->from->marks->len; i++)
    {
      const CollectorMark *mark = &g_array_index (self->from->marks, CollectorMark, i);

      if (self->is_new[mark->leg]
          && !collector_ledger_add_mark (self->to->ledger, self->cluster_ids[mark->leg], mark,
                                         error))
        return FALSE;
    }
  return TRUE;
}

gboolean
collector_settle_find_recorded (CollectorSettling *self, GError **error)
{
  guint n = self->from->batch->legs->len, n_legs = 0;
  CollectorRecordedLeg *legs = toll_arena_alloc (self->arena, (n + 1) * sizeof *legs);

  for (guint i = 0; i < n; i++)
    if (self->is_new[i] && self->from->legs[i].group != COLLECTOR_NO_GROUP)
      legs[n_legs++] = (CollectorRecordedLeg){ collector_settling_leg (self, i),
                                                self->cluster_ids[i], i, FALSE };
  if (!collector_recorded_match_stored (collector_ledger_get_db (self->to->ledger), legs, n_legs,
                                        error))
    return FALSE;
  for (guint i = 0; i < n_legs; i++)
    if (legs[i].is_marked)
      collector_settling_reach_out (self, legs[i].index);
  return TRUE;
}

/* Marks are sorted: those of one id follow each other. */
static gboolean
is_same_id (const CollectorSettling *self, const CollectorMark *left, const CollectorMark *right)
{
  return left->ident == right->ident && left->manager_id == right->manager_id
         && self->cluster_ids[left->leg] == self->cluster_ids[right->leg];
}

static gboolean
list_places (CollectorSettling *self, const CollectorMark *mark, GArray *places, GError **error)
{
  CollectorLegPlace own = { .node_id = self->node_ids[mark->leg], .global_call_id = mark->ident };

  g_array_set_size (places, 0);
  if (mark->manager_id == COLLECTOR_MARK_IS_LEG_ID)
    return collector_ledger_list_places (collector_ledger_get_db (self->to->ledger),
                                         self->cluster_ids[mark->leg], mark->ident, places, error);
  if (self->has_kin[mark->leg])
    g_array_append_val (places, own);
  return TRUE;
}

gboolean
collector_settle_find_revisits (CollectorSettling *self, GArray *revisits, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (CollectorLegPlace));
  const CollectorMark *last = NULL; /* whose places they are */

  for (guint i = 0; i < self->from->marks->len; i++)
    {
      const CollectorMark *mark = &g_array_index (self->from->marks, CollectorMark, i);
      gboolean is_same = last != NULL && is_same_id (self, last, mark);

      if (!self->is_new[mark->leg])
        continue;
      if (!is_same && !list_places (self, mark, places, error))
        return FALSE;
      last = mark;
      /* Of the same id only the time is new: records are looked at once. */
      for (guint j = 0; j < (is_same ? MIN (places->len, 1) : places->len); j++)
        {
          const CollectorLegPlace *place = &g_array_index (places, CollectorLegPlace, j);
          CollectorRevisit revisit = { place->node_id, self->cluster_ids[mark->leg],
                                       place->global_call_id, mark->setup_s };

          g_array_append_val (revisits, revisit);
        }
    }
  return TRUE;
}

gboolean
collector_settle_store_places (CollectorSettling *self, GError **error)
{
  guint n = self->from->batch->legs->len, n_places = 0;
  CollectorLegPlace *places = toll_arena_alloc (self->arena, (2 * n + 1) * sizeof *places);

  for (guint i = 0; i < n; i++)
    {
      const TollLeg *leg = collector_settling_leg (self, i);
      CollectorLegPlace place = { self->cluster_ids[i], leg->orig_leg_id, self->node_ids[i],
                                  leg->global_call_id };

      if (!self->is_new[i] || self->from->legs[i].noise != NULL || leg->connect_ms == 0)
        continue;
      if (place.leg_ident != 0)
        places[n_places++] = place;
      place.leg_ident = leg->dest_leg_id;
      if (place.leg_ident != 0)
        places[n_places++] = place;
    }
  return collector_ledger_put_places (self->to->ledger, places, n_places, error);
}
