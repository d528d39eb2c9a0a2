/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who took part in a conversation. A leg id is one party's presence on one device: a transfer or
 * a conference shows it again in later records, sometimes at the other end. So the direction of
 * an outside party is that of the record that set it up, never of a later one. Pure.
 *
 * Source: Cisco, Call Reporting and Billing Administration Guide, "CDR Examples".
 */
#include "config.h"

#include "collector/normalize/parties.h"

#include <stdlib.h>
#include <string.h>

/* Endpoint: what is known of one leg id. */
typedef struct
{
  guint32 leg_id; /* 0 = free slot */
  guint party;
  CollectorEnd end;
} Endpoint;

typedef struct
{
  Endpoint *slots;
  guint mask;
} EndpointMap;

static int
compare_int64 (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* Canonical order. Records that join what others set up come after these, whatever their clock:
 * Cisco does not say which origination time a joined record carries. */
static int
compare_hops (gconstpointer a, gconstpointer b)
{
  const TollLeg *x = ((const CollectorHop *) a)->leg, *y = ((const CollectorHop *) b)->leg;
  int order = (x->join_behalf != 0) - (y->join_behalf != 0);

  if (order == 0)
    order = compare_int64 (x->setup_ms, y->setup_ms);
  if (order == 0)
    order = compare_int64 (x->manager_id, y->manager_id);
  if (order == 0)
    order = compare_int64 (x->global_call_id, y->global_call_id);
  if (order == 0)
    order = compare_int64 (x->record_key, y->record_key);
  if (order == 0)
    order = compare_int64 (x->content_hash, y->content_hash);
  if (order == 0)
    order = strcmp (x->cluster, y->cluster);
  return order;
}

static Endpoint *
find_endpoint (const EndpointMap *map, guint32 leg_id)
{
  guint at = leg_id * 2654435761u;

  at ^= at >> 15;
  while (map->slots[at & map->mask].leg_id != 0 && map->slots[at & map->mask].leg_id != leg_id)
    at++;
  return &map->slots[at & map->mask];
}

static gboolean
is_same_text (const char *a, const char *b)
{
  return *a != '\0' && strcmp (a, b) == 0;
}

/* TRUE when the called end of @hop is the party that @origin already called: a set-up that never
 * connected (a code was asked for, a trunk was full) and its repetition, or the records of a
 * source that has no leg ids. */
static gboolean
is_called_again (const TollLeg *origin, const TollLeg *leg)
{
  return is_same_text (origin->final_called_number, leg->final_called_number)
         && (origin->dest_leg_id == 0 || leg->dest_leg_id == 0 || origin->connect_ms == 0
             || leg->connect_ms == 0);
}

static gboolean
is_calling_again (const TollLeg *origin, const TollLeg *leg)
{
  return is_same_text (origin->calling_number, leg->calling_number)
         && (origin->orig_leg_id == 0 || leg->orig_leg_id == 0);
}

static guint
find_party_again (const CollectorTree *tree, const TollLeg *leg, gboolean is_dest)
{
  for (guint i = 0; i < tree->n_parties; i++)
    {
      const CollectorParty *party = &tree->parties[i];
      const TollLeg *origin = tree->hops[party->origin].leg;

      if (origin->global_call_id != leg->global_call_id || origin->manager_id != leg->manager_id)
        continue;
      if (is_dest && party->direction != TOLL_DIRECTION_INCOMING && is_called_again (origin, leg))
        return i;
      if (!is_dest && party->direction != TOLL_DIRECTION_OUTGOING
          && is_calling_again (origin, leg))
        return i;
    }
  return COLLECTOR_NO_PARTY;
}

static guint
add_party (CollectorTree *tree, guint hop, TollDirection direction)
{
  tree->parties[tree->n_parties] = (CollectorParty){ .origin = hop, .direction = direction };
  return tree->n_parties++;
}

static guint
find_new_party (CollectorTree *tree, guint hop_index, gboolean is_dest)
{
  CollectorHop *hop = &tree->hops[hop_index];
  guint at_other_end = is_dest ? hop->orig_party : COLLECTOR_NO_PARTY;
  guint party;

  /* Both ends outside and both new: the call only passed through. */
  if (at_other_end != COLLECTOR_NO_PARTY && tree->parties[at_other_end].origin == hop_index)
    {
      tree->parties[at_other_end].direction = TOLL_DIRECTION_TRANSIT;
      return at_other_end;
    }
  party = tree->n_hops > 1 ? find_party_again (tree, hop->leg, is_dest) : COLLECTOR_NO_PARTY;
  if (party != COLLECTOR_NO_PARTY)
    return party;
  return add_party (tree, hop_index,
                    is_dest ? TOLL_DIRECTION_OUTGOING : TOLL_DIRECTION_INCOMING);
}

static void
place_end (CollectorTree *tree, const EndpointMap *map, guint hop_index, gboolean is_dest)
{
  CollectorHop *hop = &tree->hops[hop_index];
  guint32 leg_id = is_dest ? hop->leg->dest_leg_id : hop->leg->orig_leg_id;
  CollectorEnd *end = is_dest ? &hop->dest : &hop->orig;
  guint *party = is_dest ? &hop->dest_party : &hop->orig_party;
  Endpoint *known = map != NULL && leg_id != 0 ? find_endpoint (map, leg_id) : NULL;

  if (known != NULL && known->leg_id != 0)
    {
      *end = known->end;
      *party = known->party;
      return;
    }
  *party = *end == COLLECTOR_END_OUTSIDE ? find_new_party (tree, hop_index, is_dest)
                                         : COLLECTOR_NO_PARTY;
  if (known != NULL)
    *known = (Endpoint){ .leg_id = leg_id, .party = *party, .end = *end };
}

/* The record that brought a party in is counted to it, so that no call is without a record; one
 * between our own lines to the party set up under the same call id, else to the first. */
static guint
choose_owner (const CollectorTree *tree, guint hop_index)
{
  const CollectorHop *hop = &tree->hops[hop_index];

  if (hop->dest_party != COLLECTOR_NO_PARTY
      && tree->parties[hop->dest_party].origin == hop_index)
    return hop->dest_party;
  if (hop->orig_party != COLLECTOR_NO_PARTY)
    return hop->orig_party;
  if (hop->dest_party != COLLECTOR_NO_PARTY)
    return hop->dest_party;
  for (guint i = 0; i < tree->n_parties; i++)
    {
      const TollLeg *origin = tree->hops[tree->parties[i].origin].leg;

      if (origin->global_call_id == hop->leg->global_call_id
          && origin->manager_id == hop->leg->manager_id)
        return i;
    }
  return 0;
}

static void
make_internal (CollectorTree *tree)
{
  add_party (tree, 0, TOLL_DIRECTION_INTERNAL);
  for (guint i = 0; i < tree->n_hops; i++)
    tree->hops[i].orig_party = 0;
}

static void
init_map (EndpointMap *map, guint n_legs, TollArena *arena)
{
  guint n_slots = 8;

  while (n_slots < 4 * n_legs)
    n_slots *= 2;
  map->slots = toll_arena_alloc (arena, n_slots * sizeof *map->slots);
  map->mask = n_slots - 1;
}

void
collector_parties_find (const CollectorContext *context, const TollLeg *const *legs,
                        guint n_legs, TollArena *arena, CollectorTree *tree)
{
  EndpointMap map;

  tree->hops = toll_arena_alloc (arena, n_legs * sizeof *tree->hops);
  tree->n_hops = n_legs;
  tree->parties = toll_arena_alloc (arena, 2 * n_legs * sizeof *tree->parties);
  tree->n_parties = 0;
  for (guint i = 0; i < n_legs; i++)
    {
      tree->hops[i].leg = legs[i];
      tree->hops[i].index = i;
    }
  if (n_legs > 1)
    {
      qsort (tree->hops, n_legs, sizeof *tree->hops, compare_hops);
      init_map (&map, n_legs, arena);
    }
  for (guint i = 0; i < n_legs; i++)
    {
      CollectorHop *hop = &tree->hops[i];

      collector_direction_classify (context, hop->leg, arena, &hop->orig, &hop->dest);
      place_end (tree, n_legs > 1 ? &map : NULL, i, FALSE);
      place_end (tree, n_legs > 1 ? &map : NULL, i, TRUE);
    }
  if (tree->n_parties == 0)
    make_internal (tree);
  for (guint i = 0; i < n_legs; i++)
    tree->hops[i].owner = choose_owner (tree, i);
}
