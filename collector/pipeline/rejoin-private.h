/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/pipeline/settle.h"

G_BEGIN_DECLS

/* CollectorMember: a record of the conversations at hand. */
typedef struct
{
  TollLeg *leg;
  gint64 node_id;
  gint64 cluster_id;
  gint64 old_call_id; /* 0 = a newcomer, or noise until now */
  CollectorLegRow row; /* key and place; of a stored record all but its body */
  const char *noise;  /* (nullable): the rule that makes it noise now */
  guint group;
  guint call; /* index in calls */
} CollectorMember;

/* CollectorRejoining: conversations that were read back, until their calls are replaced. */
typedef struct
{
  CollectorSettlement *to;
  CollectorSnapshot *snapshot;
  TollArena *arena;
  GArray *members;  /* of CollectorMember: newcomers first */
  GArray *silenced; /* of CollectorMember: stored records that are another noise, or noise, now */
  guint n_newcomers;
  gboolean is_revisiting;
  gboolean is_anew; /* all is derived again, not only what a newcomer changes */
  gint64 from_ms;   /* of what is derived anew: start of the calls, half open */
  gint64 to_ms;
  gint64 first_s; /* stored records set up outside of these are not near */
  gint64 last_s;
  GHashTable *seen; /* texts (arena): callIds and leg ids looked up already */
} CollectorRejoining;

static inline CollectorMember *
collector_rejoining_member (const CollectorRejoining *self, guint index)
{
  return &g_array_index (self->members, CollectorMember, index);
}

/* Joins the members and derives the conversations that changed; their stored calls are replaced
 * where they come out differently, and the ids of those that are of the same records stay. */
gboolean collector_rejoining_replace (CollectorRejoining *self, CollectorNewcomer *newcomers,
                                      GError **error);

G_END_DECLS
