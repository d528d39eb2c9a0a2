/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the records of one conversation to its calls: one for each outside party, or one internal
 * call. Reads no clock and no table but the context's, so the same records always give the same
 * bytes. Refuses nothing: what is odd is flagged. Pure; any thread.
 */
#include "config.h"

#include "collector/normalize/journey.h"

#include "collector/normalize/attribution.h"
#include "collector/normalize/events.h"
#include "collector/normalize/timing.h"

#include <string.h>

#define ID_SECONDS_MAX G_GINT64_CONSTANT (0xffffffff)
#define ID_HASH_BITS 31

static guint64
hash_more (guint64 hash, const void *bytes, gsize n_bytes)
{
  const guint8 *at = bytes;

  for (gsize i = 0; i < n_bytes; i++)
    hash = (hash ^ at[i]) * G_GUINT64_CONSTANT (1099511628211);
  return hash;
}

static guint64
hash_figure (guint64 hash, guint64 figure)
{
  guint64 little = GUINT64_TO_LE (figure);

  return hash_more (hash, &little, sizeof little);
}

/* FNV-1a of the identity of the record that set the call up, folded to 31 bits. */
static gint64
make_id (const TollLeg *first, gint64 start_ms)
{
  guint64 hash = hash_more (G_GUINT64_CONSTANT (14695981039346656037), first->cluster,
                            strlen (first->cluster));
  gint64 start_s = CLAMP (start_ms / 1000, 0, ID_SECONDS_MAX);
  gint64 id;

  hash = hash_figure (hash, first->manager_id);
  hash = hash_figure (hash, first->global_call_id);
  hash = hash_figure (hash, (guint64) first->record_key);
  hash ^= hash >> 32;
  id = (start_s << ID_HASH_BITS) | (gint64) (hash & ((1u << ID_HASH_BITS) - 1));
  return MAX (id, 1);
}

static void
take_codes (const TollLeg *leg, TollCall *call)
{
  if (*call->authorization_description == '\0')
    call->authorization_description = leg->authorization_description;
  if (*call->client_matter_code == '\0')
    call->client_matter_code = leg->client_matter_code;
}

/* What any record of the call says: what happened on the way, and the codes somebody entered,
 * which may stand on a set-up record of no length. */
static void
gather (const CollectorTree *tree, guint party, TollCall *call)
{
  guint n;
  const guint *hops = collector_tree_list_hops (tree, party, &n);

  for (guint i = 0; i < n; i++)
    {
      const CollectorHop *hop = &tree->hops[hops[i]];

      call->n_legs += hop->owner == party;
      call->flags |= collector_events_get_flags (hop->leg);
      call->flags |= hop->leg->is_recorded ? TOLL_CALL_RECORDED : 0;
      if (hop->dest == COLLECTOR_END_VOICEMAIL)
        call->flags |= TOLL_CALL_VOICEMAIL;
      else if (hop->dest == COLLECTOR_END_BRIDGE || hop->orig == COLLECTOR_END_BRIDGE)
        call->flags |= TOLL_CALL_CONFERENCE;
      take_codes (hop->leg, call);
    }
}

void
collector_journey_derive (const CollectorContext *context, const TollLeg *const *legs,
                          guint n_legs, TollArena *arena, GArray *calls, guint *leg_call)
{
  guint first = calls->len;
  CollectorTree tree;

  collector_parties_find (context, legs, n_legs, arena, &tree);
  g_array_set_size (calls, first + tree.n_parties);
  for (guint party = 0; party < tree.n_parties; party++)
    {
      TollCall *call = &g_array_index (calls, TollCall, first + party);

      toll_call_init (call);
      gather (&tree, party, call);
      collector_timing_fill (&tree, party, call);
      collector_attribution_fill (context, &tree, party, arena, call);
      call->id = make_id (tree.hops[tree.parties[party].origin].leg, call->start_ms);
    }
  for (guint i = 0; i < n_legs; i++)
    leg_call[tree.hops[i].index] = first + tree.hops[i].owner;
}
