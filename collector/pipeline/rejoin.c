/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Late records: the conversation a new record belongs to is read back from the ledger as far as
 * shared ids reach, joined again from all its records, and its calls are replaced. Conversations
 * that are only near stay as they are. Writer lane.
 */
#include "config.h"

#include "collector/pipeline/settle.h"

#include "collector/pipeline/buckets.h"
#include "collector/pipeline/recorded.h"

#include <string.h>

typedef struct
{
  TollLeg *leg;
  gint64 node_id;
  gint64 cluster_id;
  gint64 old_call_id; /* 0 = a newcomer */
  CollectorLegRow row; /* key only */
  guint group;
  guint call; /* index in calls */
} Member;

typedef struct
{
  CollectorSettlement *to;
  CollectorSnapshot *snapshot;
  TollArena *arena;
  GArray *members; /* of Member: newcomers first */
  guint n_newcomers;
  gboolean is_revisiting;
  gint64 first_s; /* stored records set up outside of these are not near */
  gint64 last_s;
  GHashTable *seen; /* texts (arena): callIds and leg ids looked up already */
  GArray *calls;    /* of TollCall */
  GArray *call_leg; /* of guint: a member of each call */
} Rejoining;

static Member *
member_at (Rejoining *self, guint index)
{
  return &g_array_index (self->members, Member, index);
}

/* Returns: TRUE the first time. */
static gboolean
is_first_look (Rejoining *self, const char *kind, gint64 owner, guint32 id)
{
  char text[64];

  g_snprintf (text, sizeof text, "%s%" G_GINT64_FORMAT "/%u", kind, owner, id);
  return !g_hash_table_contains (self->seen, text)
         && g_hash_table_add (self->seen, (gpointer) toll_arena_strdup (self->arena, text));
}

static gboolean
add_stored (Rejoining *self, const CollectorLegRow *row, gint64 cluster_id, GError **error)
{
  TollLeg *leg = toll_arena_alloc (self->arena, sizeof *leg);
  Member member = { .leg = leg,
                    .node_id = row->node_id,
                    .cluster_id = cluster_id,
                    .old_call_id = row->call_id,
                    .row = *row };

  if (!toll_leg_unpack (leg, row->body, row->n_body, self->arena, error))
    return FALSE;
  leg->record_key = row->record_key;
  leg->content_hash = row->content_hash;
  g_array_append_val (self->members, member);
  return TRUE;
}

static gboolean
load_call_id (Rejoining *self, gint64 node_id, gint64 cluster_id, guint32 global_call_id,
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

      if (row->call_id != 0 && row->setup_s >= self->first_s && row->setup_s <= self->last_s
          && !add_stored (self, row, cluster_id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_linked (Rejoining *self, gint64 cluster_id, guint32 leg_ident, GError **error)
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
load_reachable (Rejoining *self, GError **error)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member member = *member_at (self, i);

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

static guint
group_members (Rejoining *self)
{
  guint n = self->members->len;
  g_autofree const TollLeg **legs = g_new (const TollLeg *, n);
  g_autofree guint *group = g_new (guint, n);
  guint n_groups;

  for (guint i = 0; i < n; i++)
    legs[i] = member_at (self, i)->leg;
  n_groups = collector_journey_group (legs, n, group);
  for (guint i = 0; i < n; i++)
    member_at (self, i)->group = group[i];
  return n_groups;
}

/* @indices: the members of one conversation. */
static void
derive (Rejoining *self, const guint *indices, guint n)
{
  CollectorContext context = { self->snapshot->plan, self->snapshot->people };
  g_autofree const TollLeg **legs = g_new (const TollLeg *, n);
  g_autofree guint *leg_call = g_new (guint, n);
  guint first = self->calls->len;

  for (guint i = 0; i < n; i++)
    legs[i] = member_at (self, indices[i])->leg;
  collector_journey_derive (&context, legs, n, self->arena, self->calls, leg_call);
  g_array_set_size (self->call_leg, self->calls->len);
  for (guint i = 0; i < n; i++)
    member_at (self, indices[i])->call = leg_call[i];
  for (guint i = first; i < self->calls->len; i++)
    {
      collector_snapshot_rate (self->snapshot, &g_array_index (self->calls, TollCall, i));
      g_array_index (self->call_leg, guint, i) = indices[0];
    }
}

/* Takes the calls that @indices made until now out of the ledger. */
static gboolean
delete_old_calls (Rejoining *self, const guint *indices, guint n, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n; i++)
    {
      gint64 id = member_at (self, indices[i])->old_call_id;
      gint64 removal = ~id;

      if (id == 0 || !g_hash_table_add (seen, &member_at (self, indices[i])->old_call_id))
        continue;
      if (!collector_ledger_delete_call (self->to->ledger, id, error))
        return FALSE;
      self->to->counts->calls--;
      g_array_append_val (self->to->changes, removal);
    }
  return TRUE;
}

/* Whether a stored record is recorded and was not known to be when its call was made. */
static gboolean
is_recorded_unawares (Rejoining *self, guint index)
{
  return self->is_revisiting && member_at (self, index)->leg->is_recorded;
}

/* The stored form of a record does not tell whether it was recorded: the marks do. */
static gboolean
mark_members (Rejoining *self, GError **error)
{
  guint n = self->members->len;
  g_autofree CollectorRecordedLeg *legs = g_new0 (CollectorRecordedLeg, n + 1);

  for (guint i = 0; i < n; i++)
    {
      legs[i].leg = member_at (self, i)->leg;
      legs[i].cluster_id = member_at (self, i)->cluster_id;
    }
  return collector_recorded_match_stored (collector_ledger_get_db (self->to->ledger), legs, n,
                                          error);
}

/* Takes apart and derives again the conversations that have a newcomer; the group of the others'
 * members is then COLLECTOR_NO_GROUP. */
static gboolean
derive_changed (Rejoining *self, guint n_groups, GError **error)
{
  guint n = self->members->len;
  g_autofree gboolean *is_changed = g_new0 (gboolean, n_groups + 1);
  g_autofree guint *group = g_new (guint, n + 1);
  g_autofree guint *starts = g_new (guint, n_groups + 1);
  g_autofree guint *indices = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    group[i] = member_at (self, i)->group;
  for (guint i = 0; i < n; i++)
    if (i < self->n_newcomers || is_recorded_unawares (self, i))
      is_changed[group[i]] = TRUE;
  collector_buckets_fill (group, n, n_groups, starts, indices);
  for (guint i = 0; i < n_groups; i++)
    {
      if (!is_changed[i])
        continue;
      derive (self, indices + starts[i], starts[i + 1] - starts[i]);
      if (!delete_old_calls (self, indices + starts[i], starts[i + 1] - starts[i], error))
        return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (!is_changed[group[i]])
      member_at (self, i)->group = COLLECTOR_NO_GROUP;
  return TRUE;
}

static gboolean
insert_calls (Rejoining *self, GError **error)
{
  g_autofree CollectorCallPut *rows = g_new (CollectorCallPut, self->calls->len + 1);

  for (guint i = 0; i < self->calls->len; i++)
    {
      const Member *member = member_at (self, g_array_index (self->call_leg, guint, i));

      rows[i] = (CollectorCallPut){ &g_array_index (self->calls, TollCall, i), member->node_id,
                                    member->leg->global_call_id };
    }
  if (!collector_ledger_insert_calls (self->to->ledger, rows, self->calls->len, error))
    return FALSE;
  for (guint i = 0; i < self->calls->len; i++)
    g_array_append_val (self->to->changes, rows[i].call->id);
  self->to->counts->calls += self->calls->len;
  return TRUE;
}

static gboolean
point_legs (Rejoining *self, CollectorNewcomer *newcomers, GError **error)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *member = member_at (self, i);
      gint64 id;

      if (member->group == COLLECTOR_NO_GROUP)
        continue;
      id = g_array_index (self->calls, TollCall, member->call).id;
      if (i < self->n_newcomers)
        newcomers[i].call_id = id;
      else if (id != member->old_call_id
               && !collector_ledger_set_leg_call (self->to->ledger, &member->row, id, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_newcomers (Rejoining *self, const CollectorNewcomer *newcomers)
{
  for (guint i = 0; i < self->n_newcomers; i++)
    {
      gint64 setup_s = newcomers[i].leg->setup_ms / 1000;
      Member member = { .leg = newcomers[i].leg,
                        .node_id = newcomers[i].node_id,
                        .cluster_id = newcomers[i].cluster_id };

      g_array_append_val (self->members, member);
      self->first_s = MIN (self->first_s, setup_s - COLLECTOR_NEAR_S);
      self->last_s = MAX (self->last_s, setup_s + COLLECTOR_NEAR_S);
    }
}

static gboolean
add_revisits (Rejoining *self, const GArray *revisits, GError **error)
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

gboolean
collector_rejoin (CollectorSettlement *to, CollectorSnapshot *snapshot,
                  CollectorNewcomer *newcomers, guint n_newcomers, const GArray *revisits,
                  GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Member));
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (TollCall));
  g_autoptr (GArray) call_leg = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Rejoining self = { .to = to,
                     .snapshot = snapshot,
                     .arena = arena,
                     .members = members,
                     .n_newcomers = n_newcomers,
                     .is_revisiting = revisits->len > 0,
                     .first_s = G_MAXINT64,
                     .last_s = G_MININT64,
                     .seen = seen,
                     .calls = calls,
                     .call_leg = call_leg };

  add_newcomers (&self, newcomers);
  return add_revisits (&self, revisits, error) && load_reachable (&self, error)
         && mark_members (&self, error) && derive_changed (&self, group_members (&self), error)
         && insert_calls (&self, error) && point_legs (&self, newcomers, error);
}
