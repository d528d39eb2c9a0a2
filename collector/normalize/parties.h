/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/direction.h"

G_BEGIN_DECLS

#define COLLECTOR_NO_PARTY G_MAXUINT

/* CollectorHop: one record of a conversation and who stands at its ends. */
typedef struct
{
  const TollLeg *leg;
  guint index; /* in the caller's array */
  CollectorEnd orig;
  CollectorEnd dest;
  guint orig_party; /* outside party at that end, or COLLECTOR_NO_PARTY */
  guint dest_party;
  guint owner; /* the party to whose call the record is counted */
} CollectorHop;

/* CollectorParty: somebody outside who took part; or, when nobody did, the conversation itself. */
typedef struct
{
  guint origin; /* the hop that brought the party in */
  TollDirection direction;
} CollectorParty;

/* CollectorTree: one conversation, its records in canonical order. In the arena. */
typedef struct
{
  CollectorHop *hops;
  guint n_hops;
  CollectorParty *parties;
  guint n_parties;
  guint *party_starts; /* of n_parties + 1 */
  guint *party_hops;   /* hops each party is at an end of or is the owner of, party by party */
} CollectorTree;

/* Sorts @legs, finds the parties and counts each record to one of them. Never without a party. */
void collector_parties_find (const CollectorContext *context, const TollLeg *const *legs,
                             guint n_legs, TollArena *arena, CollectorTree *tree);

/* The hops that have to do with a party, in canonical order: indices in tree->hops. */
static inline const guint *
collector_tree_list_hops (const CollectorTree *tree, guint party, guint *n_hops)
{
  *n_hops = tree->party_starts[party + 1] - tree->party_starts[party];
  return tree->party_hops + tree->party_starts[party];
}

static inline gboolean
collector_hop_has_party (const CollectorHop *hop, guint party)
{
  return hop->orig_party == party || hop->dest_party == party;
}

G_END_DECLS
