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

/* Role: what a party is found again by. */
typedef enum
{
  ROLE_CALLED,  /* the number that was called */
  ROLE_CALLING, /* the number that called */
  ROLE_ANY,     /* the call id alone */
} Role;

/* Sought: the first party in a role under a call id, with a number; and the first whose record may
 * be the same attempt as a later one. */
typedef struct
{
  const char *number; /* NULL = free slot */
  Role role;
  guint32 manager_id;
  guint32 global_call_id;
  guint first;
  guint first_open; /* COLLECTOR_NO_PARTY = none */
} Sought;

/* Index: of a conversation while its parties are found. A slot for everything there can be, so that
 * time grows with the records however many share one call id. */
typedef struct
{
  Endpoint *endpoints; /* NULL: a single record needs none */
  Sought *sought;
  guint mask;
} Index;

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
find_endpoint (const Index *index, guint32 leg_id)
{
  guint at = leg_id * 2654435761u;

  at ^= at >> 15;
  while (index->endpoints[at & index->mask].leg_id != 0
         && index->endpoints[at & index->mask].leg_id != leg_id)
    at++;
  return &index->endpoints[at & index->mask];
}

static Sought *
find_sought (const Index *index, Role role, const char *number, const TollLeg *leg)
{
  guint at = (g_str_hash (number) ^ leg->global_call_id * 2654435761u ^ leg->manager_id << 8)
             + (guint) role * 0x9e3779b9u;

  for (at ^= at >> 15;; at++)
    {
      Sought *sought = &index->sought[at & index->mask];

      if (sought->number == NULL
          || (sought->role == role && sought->global_call_id == leg->global_call_id
              && sought->manager_id == leg->manager_id && strcmp (sought->number, number) == 0))
        return sought;
    }
}

/* Whether a record of the called party may be repeated under other leg ids: a set-up that never
 * connected (a code was asked for, a trunk was full), or a record of a source that has no leg ids. */
static gboolean
is_open (Role role, const TollLeg *leg)
{
  if (role == ROLE_CALLING)
    return leg->orig_leg_id == 0;
  return leg->dest_leg_id == 0 || leg->connect_ms == 0;
}

static const char *
read_number (Role role, const TollLeg *leg)
{
  return role == ROLE_CALLED ? leg->final_called_number
         : role == ROLE_CALLING ? leg->calling_number : "";
}

static void
note_party (const Index *index, const CollectorTree *tree, Role role, guint party)
{
  const TollLeg *leg = tree->hops[tree->parties[party].origin].leg;
  const char *number = read_number (role, leg);
  Sought *sought;

  if (index->sought == NULL || (role != ROLE_ANY && *number == '\0'))
    return;
  sought = find_sought (index, role, number, leg);
  if (sought->number == NULL)
    *sought = (Sought){ number, role, leg->manager_id, leg->global_call_id, party,
                        COLLECTOR_NO_PARTY };
  if (sought->first_open == COLLECTOR_NO_PARTY && is_open (role, leg))
    sought->first_open = party;
}

/* The party that an earlier record already brought in: the same number under the same call id,
 * when one of the two records may be a repetition. */
static guint
find_party_again (const Index *index, const TollLeg *leg, Role role)
{
  const char *number = read_number (role, leg);
  const Sought *sought;

  if (index->sought == NULL || *number == '\0')
    return COLLECTOR_NO_PARTY;
  sought = find_sought (index, role, number, leg);
  if (sought->number == NULL)
    return COLLECTOR_NO_PARTY;
  return is_open (role, leg) ? sought->first : sought->first_open;
}

static guint
add_party (CollectorTree *tree, guint hop, TollDirection direction)
{
  tree->parties[tree->n_parties] = (CollectorParty){ .origin = hop, .direction = direction };
  return tree->n_parties++;
}

static guint
find_new_party (CollectorTree *tree, const Index *index, guint hop_index, gboolean is_dest)
{
  CollectorHop *hop = &tree->hops[hop_index];
  guint at_other_end = is_dest ? hop->orig_party : COLLECTOR_NO_PARTY;
  Role role = is_dest ? ROLE_CALLED : ROLE_CALLING;
  guint party;

  /* Both ends outside and both new: the call only passed through. */
  if (at_other_end != COLLECTOR_NO_PARTY && tree->parties[at_other_end].origin == hop_index)
    {
      tree->parties[at_other_end].direction = TOLL_DIRECTION_TRANSIT;
      note_party (index, tree, role, at_other_end);
      return at_other_end;
    }
  party = find_party_again (index, hop->leg, role);
  if (party != COLLECTOR_NO_PARTY)
    return party;
  party = add_party (tree, hop_index, is_dest ? TOLL_DIRECTION_OUTGOING : TOLL_DIRECTION_INCOMING);
  note_party (index, tree, role, party);
  note_party (index, tree, ROLE_ANY, party);
  return party;
}

/* A line that was put through to may forward: its leg then goes on at a trunk. */
static gboolean
has_left (const CollectorContext *context, const Endpoint *known, CollectorEnd end,
          const char *device)
{
  return known->end == COLLECTOR_END_INSIDE && end == COLLECTOR_END_OUTSIDE
         && collector_plan_get_device_kind (context->plan, device) == COLLECTOR_DEVICE_GATEWAY;
}

static void
place_end (const CollectorContext *context, CollectorTree *tree, const Index *index,
           guint hop_index, gboolean is_dest)
{
  CollectorHop *hop = &tree->hops[hop_index];
  const char *device = is_dest ? hop->leg->dest_device : hop->leg->orig_device;
  guint32 leg_id = is_dest ? hop->leg->dest_leg_id : hop->leg->orig_leg_id;
  CollectorEnd *end = is_dest ? &hop->dest : &hop->orig;
  guint *party = is_dest ? &hop->dest_party : &hop->orig_party;
  Endpoint *known
      = index->endpoints != NULL && leg_id != 0 ? find_endpoint (index, leg_id) : NULL;

  if (known != NULL && known->leg_id != 0 && !has_left (context, known, *end, device))
    {
      *end = known->end;
      *party = known->party;
      return;
    }
  *party = *end == COLLECTOR_END_OUTSIDE ? find_new_party (tree, index, hop_index, is_dest)
                                         : COLLECTOR_NO_PARTY;
  if (known != NULL)
    *known = (Endpoint){ .leg_id = leg_id, .party = *party, .end = *end };
}

/* The record that brought a party in is counted to it, so that no call is without a record; one
 * between our own lines to the party set up under the same call id, else to the first. */
static guint
choose_owner (const CollectorTree *tree, const Index *index, guint hop_index)
{
  const CollectorHop *hop = &tree->hops[hop_index];
  const Sought *sought;

  if (hop->dest_party != COLLECTOR_NO_PARTY
      && tree->parties[hop->dest_party].origin == hop_index)
    return hop->dest_party;
  if (hop->orig_party != COLLECTOR_NO_PARTY)
    return hop->orig_party;
  if (hop->dest_party != COLLECTOR_NO_PARTY)
    return hop->dest_party;
  if (index->sought == NULL)
    return 0;
  sought = find_sought (index, ROLE_ANY, "", hop->leg);
  return sought->number != NULL ? sought->first : 0;
}

static void
make_internal (CollectorTree *tree)
{
  add_party (tree, 0, TOLL_DIRECTION_INTERNAL);
  for (guint i = 0; i < tree->n_hops; i++)
    tree->hops[i].orig_party = 0;
}

/* A record has two ends, brings in one party at most, and a party is noted three times at most. */
static void
init_index (Index *index, guint n_legs, TollArena *arena)
{
  guint n_slots = 8;

  while (n_slots < 6 * n_legs)
    n_slots *= 2;
  index->endpoints = toll_arena_alloc (arena, n_slots * sizeof *index->endpoints);
  index->sought = toll_arena_alloc (arena, n_slots * sizeof *index->sought);
  index->mask = n_slots - 1;
}

/* Counts the hops of each party in @place; when filling, puts them there. */
static void
count_hops (CollectorTree *tree, guint *place, gboolean is_filling)
{
  for (guint i = 0; i < tree->n_hops; i++)
    {
      const CollectorHop *hop = &tree->hops[i];
      const guint parties[] = { hop->owner, hop->orig_party, hop->dest_party };

      for (guint j = 0; j < G_N_ELEMENTS (parties); j++)
        {
          gboolean is_again = (j > 0 && parties[j] == parties[0])
                              || (j > 1 && parties[j] == parties[1]);

          if (parties[j] == COLLECTOR_NO_PARTY || is_again)
            continue;
          if (is_filling)
            tree->party_hops[place[parties[j]]] = i;
          place[parties[j]]++;
        }
    }
}

static void
list_hops (CollectorTree *tree, TollArena *arena)
{
  guint n = tree->n_parties;
  guint *place = toll_arena_alloc (arena, n * sizeof *place);

  tree->party_starts = toll_arena_alloc (arena, (n + 1) * sizeof *tree->party_starts);
  count_hops (tree, place, FALSE);
  for (guint i = 0; i < n; i++)
    {
      tree->party_starts[i + 1] = tree->party_starts[i] + place[i];
      place[i] = tree->party_starts[i];
    }
  tree->party_hops = toll_arena_alloc (arena, tree->party_starts[n] * sizeof *tree->party_hops);
  count_hops (tree, place, TRUE);
}

void
collector_parties_find (const CollectorContext *context, const TollLeg *const *legs,
                        guint n_legs, TollArena *arena, CollectorTree *tree)
{
  Index index = { NULL, NULL, 0 };

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
      init_index (&index, n_legs, arena);
    }
  for (guint i = 0; i < n_legs; i++)
    {
      CollectorHop *hop = &tree->hops[i];

      collector_direction_classify (context, hop->leg, arena, &hop->orig, &hop->dest);
      place_end (context, tree, &index, i, FALSE);
      place_end (context, tree, &index, i, TRUE);
    }
  if (tree->n_parties == 0)
    make_internal (tree);
  for (guint i = 0; i < n_legs; i++)
    tree->hops[i].owner = choose_owner (tree, &index, i);
  list_hops (tree, arena);
}
