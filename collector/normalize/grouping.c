/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which records are one conversation: a union-find over two keys, the call id and the leg id. A
 * key joins only neighbours in time, since both kinds of id come round again. Sorting by key and
 * time makes this near-linear, and the answer independent of the order of the records. Pure.
 */
#include "config.h"

#include "collector/normalize/journey.h"
#include "collector/normalize/timing.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  guint32 cluster; /* a figure for the text, within this batch */
  guint32 manager;
  guint32 id;
  guint leg;
  gint64 from_ms;
  gint64 to_ms;
} Key;

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;

  if (x->cluster != y->cluster)
    return x->cluster < y->cluster ? -1 : 1;
  if (x->id != y->id)
    return x->id < y->id ? -1 : 1;
  if (x->manager != y->manager)
    return x->manager < y->manager ? -1 : 1;
  return (x->from_ms > y->from_ms) - (x->from_ms < y->from_ms);
}

static guint
find_root (guint *parent, guint leg)
{
  while (parent[leg] != leg)
    {
      parent[leg] = parent[parent[leg]];
      leg = parent[leg];
    }
  return leg;
}

static void
unite (guint *parent, guint a, guint b)
{
  a = find_root (parent, a);
  b = find_root (parent, b);
  parent[MAX (a, b)] = MIN (a, b);
}

static void
unite_neighbours (Key *keys, guint n_keys, guint *parent)
{
  gint64 reach_ms = 0;

  if (n_keys > 0)
    qsort (keys, n_keys, sizeof *keys, compare_keys);
  for (guint i = 0; i < n_keys; i++)
    {
      gboolean is_same = i > 0 && keys[i].cluster == keys[i - 1].cluster
                         && keys[i].manager == keys[i - 1].manager
                         && keys[i].id == keys[i - 1].id
                         && keys[i].from_ms - reach_ms <= COLLECTOR_JOURNEY_WINDOW_MS;

      if (is_same)
        unite (parent, keys[i - 1].leg, keys[i].leg);
      reach_ms = is_same ? MAX (reach_ms, keys[i].to_ms) : keys[i].to_ms;
    }
}

static guint32 *
number_clusters (const TollLeg *const *legs, guint n_legs)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint32 *clusters = g_new (guint32, n_legs);

  for (guint i = 0; i < n_legs; i++)
    {
      gpointer number;

      if (i > 0 && strcmp (legs[i]->cluster, legs[i - 1]->cluster) == 0)
        {
          clusters[i] = clusters[i - 1];
          continue;
        }
      number = g_hash_table_lookup (seen, legs[i]->cluster);
      if (number == NULL)
        {
          number = GUINT_TO_POINTER (g_hash_table_size (seen) + 1);
          g_hash_table_insert (seen, (gpointer) legs[i]->cluster, number);
        }
      clusters[i] = GPOINTER_TO_UINT (number);
    }
  return clusters;
}

static void
push_key (Key *keys, guint *n_keys, guint32 cluster, guint32 manager, guint32 id, guint leg,
          const CollectorTimes *times)
{
  if (id == 0)
    return;
  keys[*n_keys] = (Key){ .cluster = cluster,
                         .manager = manager,
                         .id = id,
                         .leg = leg,
                         .from_ms = times->start_ms,
                         .to_ms = times->reach_ms };
  *n_keys += 1;
}

static void
unite_by_call_id (
    const TollLeg *const *legs, guint n_legs, const guint32 *clusters, Key *keys, guint *parent)
{
  guint n_keys = 0;

  for (guint i = 0; i < n_legs; i++)
    {
      CollectorTimes times;

      collector_timing_read (legs[i], &times);
      push_key (keys, &n_keys, clusters[i], legs[i]->manager_id, legs[i]->global_call_id, i,
                &times);
    }
  unite_neighbours (keys, n_keys, parent);
}

static void
unite_by_leg_id (
    const TollLeg *const *legs, guint n_legs, const guint32 *clusters, Key *keys, guint *parent)
{
  guint n_keys = 0;

  for (guint i = 0; i < n_legs; i++)
    {
      CollectorTimes times;

      if (!collector_leg_may_link (legs[i]))
        continue;
      collector_timing_read (legs[i], &times);
      push_key (keys, &n_keys, clusters[i], 0, legs[i]->orig_leg_id, i, &times);
      push_key (keys, &n_keys, clusters[i], 0, legs[i]->dest_leg_id, i, &times);
    }
  unite_neighbours (keys, n_keys, parent);
}

static guint
number_groups (guint *parent, guint n_legs, guint *group)
{
  guint n_groups = 0;

  /* The root of a group is its first leg: unite() keeps the smaller index. */
  for (guint i = 0; i < n_legs; i++)
    {
      guint root = find_root (parent, i);

      group[i] = root == i ? n_groups++ : group[root];
    }
  return n_groups;
}

guint
collector_journey_group (const TollLeg *const *legs, guint n_legs, guint *group)
{
  g_autofree guint32 *clusters = NULL;
  g_autofree guint *parent = NULL;
  g_autofree Key *keys = NULL;

  if (n_legs <= 1)
    {
      if (n_legs == 1)
        group[0] = 0;
      return n_legs;
    }
  clusters = number_clusters (legs, n_legs);
  parent = g_new (guint, n_legs);
  keys = g_new (Key, 2 * (gsize) n_legs);
  for (guint i = 0; i < n_legs; i++)
    parent[i] = i;
  unite_by_call_id (legs, n_legs, clusters, keys, parent);
  unite_by_leg_id (legs, n_legs, clusters, keys, parent);
  return number_groups (parent, n_legs, group);
}
