/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations read back from the ledger, as far as shared ids reach: those that a new record
 * belongs to, and those that are to be derived anew. Conversations that are only near stay as they
 * are. What becomes of their calls: regroup.c. Writer lane.
 */
#include "config.h"

#include "collector/pipeline/settle.h"

#include "collector/pipeline/recorded.h"
#include "collector/pipeline/rejoin-private.h"

#include <string.h>

/* Returns: TRUE the first time. */
static gboolean
is_first_look (CollectorRejoining *self, const char *kind, gint64 owner, guint32 id)
{
  char text[64];

  g_snprintf (text, sizeof text, "%s%" G_GINT64_FORMAT "/%u", kind, owner, id);
  return !g_hash_table_contains (self->seen, text)
         && g_hash_table_add (self->seen, (gpointer) toll_arena_strdup (self->arena, text));
}

/* Late records join what is traffic; what is derived anew may be noise by now, or no longer. */
static gboolean
add_stored (CollectorRejoining *self, const CollectorLegRow *row, gint64 cluster_id,
            GError **error)
{
  TollLeg *leg = toll_arena_alloc (self->arena, sizeof *leg);
  CollectorMember member = { .leg = leg,
                             .node_id = row->node_id,
                             .cluster_id = cluster_id,
                             .old_call_id = row->call_id,
                             .row = *row };

  if (!toll_leg_unpack (leg, row->body, row->n_body, self->arena, error))
    return FALSE;
  leg->record_key = row->record_key;
  leg->content_hash = row->content_hash;
  member.row.cluster_id = cluster_id;
  if (self->is_anew)
    member.noise = collector_noise_rule (leg, self->snapshot->plan);
  g_array_append_val (member.noise == NULL ? self->members : self->silenced, member);
  return TRUE;
}

static gboolean
load_call_id (CollectorRejoining *self, gint64 node_id, gint64 cluster_id, guint32 global_call_id,
              GError **error)
{
  g_autoptr (GArray) rows = NULL;

  if (!is_first_look (self, "c", node_id, global_call_id))
    return TRUE;
  rows = g_array_new (FALSE, FALSE, sizeof (CollectorLegRow));
  if (!collector_ledger_load_legs (collector_ledger_get_db (self->to->ledger), node_id,
                                   global_call_id, self->arena, rows, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorLegRow *row = &g_array_index (rows, CollectorLegRow, i);

      if ((row->call_id != 0 || self->is_anew) && row->setup_s >= self->first_s
          && row->setup_s <= self->last_s && !add_stored (self, row, cluster_id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_linked (CollectorRejoining *self, gint64 cluster_id, guint32 leg_ident, GError **error)
{
  g_autoptr (GArray) rows = NULL;

  if (leg_ident == 0 || !is_first_look (self, "l", cluster_id, leg_ident))
    return TRUE;
  rows = g_array_new (FALSE, FALSE, sizeof (CollectorLegRow));
  if (!collector_ledger_list_linked (collector_ledger_get_db (self->to->ledger), cluster_id,
                                     leg_ident, rows, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorLegRow *row = &g_array_index (rows, CollectorLegRow, i);

      if (row->setup_s >= self->first_s && row->setup_s <= self->last_s
          && !load_call_id (self, row->node_id, cluster_id, row->global_call_id, error))
        return FALSE;
    }
  return TRUE;
}

/* The list of members grows while it is walked, until nothing new is reached. */
static gboolean
load_reachable (CollectorRejoining *self, GError **error)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      CollectorMember member = *collector_rejoining_member (self, i);

      if (!load_call_id (self, member.node_id, member.cluster_id, member.leg->global_call_id,
                         error))
        return FALSE;
      if (collector_leg_may_link (member.leg)
          && (!load_linked (self, member.cluster_id, member.leg->orig_leg_id, error)
              || !load_linked (self, member.cluster_id, member.leg->dest_leg_id, error)))
        return FALSE;
    }
  return TRUE;
}

/* The stored form of a record does not tell whether it was recorded: the marks do. */
static gboolean
mark_members (CollectorRejoining *self, GError **error)
{
  guint n = self->members->len;
  g_autofree CollectorRecordedLeg *legs = g_new0 (CollectorRecordedLeg, n + 1);

  for (guint i = 0; i < n; i++)
    {
      legs[i].leg = collector_rejoining_member (self, i)->leg;
      legs[i].cluster_id = collector_rejoining_member (self, i)->cluster_id;
    }
  return collector_recorded_match_stored (collector_ledger_get_db (self->to->ledger), legs, n,
                                          error);
}

static void
add_newcomers (CollectorRejoining *self, const CollectorNewcomer *newcomers)
{
  for (guint i = 0; i < self->n_newcomers; i++)
    {
      gint64 setup_s = newcomers[i].leg->setup_ms / 1000;
      CollectorMember member = { .leg = newcomers[i].leg,
                                 .node_id = newcomers[i].node_id,
                                 .cluster_id = newcomers[i].cluster_id };

      g_array_append_val (self->members, member);
      self->first_s = MIN (self->first_s, setup_s - COLLECTOR_NEAR_S);
      self->last_s = MAX (self->last_s, setup_s + COLLECTOR_NEAR_S);
    }
}

static gboolean
add_revisits (CollectorRejoining *self, const GArray *revisits, GError **error)
{
  for (guint i = 0; i < revisits->len; i++)
    {
      const CollectorRevisit *revisit = &g_array_index (revisits, CollectorRevisit, i);

      self->first_s = MIN (self->first_s, revisit->setup_s - COLLECTOR_NEAR_S);
      self->last_s = MAX (self->last_s, revisit->setup_s + COLLECTOR_NEAR_S);
    }
  for (guint i = 0; i < revisits->len; i++)
    {
      const CollectorRevisit *revisit = &g_array_index (revisits, CollectorRevisit, i);

      if (!load_call_id (self, revisit->node_id, revisit->cluster_id, revisit->global_call_id,
                         error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rejoin (CollectorRejoining *self, CollectorNewcomer *newcomers, const GArray *revisits,
        GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (CollectorMember));
  g_autoptr (GArray) silenced = g_array_new (FALSE, FALSE, sizeof (CollectorMember));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->arena = arena;
  self->members = members;
  self->silenced = silenced;
  self->seen = seen;
  self->first_s = G_MAXINT64;
  self->last_s = G_MININT64;
  add_newcomers (self, newcomers);
  return add_revisits (self, revisits, error) && load_reachable (self, error)
         && mark_members (self, error) && collector_rejoining_replace (self, newcomers, error);
}

gboolean
collector_rejoin (CollectorSettlement *to, CollectorSnapshot *snapshot,
                  CollectorNewcomer *newcomers, guint n_newcomers, const GArray *revisits,
                  GError **error)
{
  CollectorRejoining self = { .to = to,
                              .snapshot = snapshot,
                              .n_newcomers = n_newcomers,
                              .is_revisiting = revisits->len > 0 };

  return rejoin (&self, newcomers, revisits, error);
}

gboolean
collector_derive_anew (CollectorSettlement *to, CollectorSnapshot *snapshot,
                       const GArray *revisits, gint64 from_ms, gint64 to_ms, GError **error)
{
  CollectorRejoining self = { .to = to,
                              .snapshot = snapshot,
                              .is_anew = TRUE,
                              .from_ms = from_ms,
                              .to_ms = to_ms };

  return rejoin (&self, NULL, revisits, error);
}
