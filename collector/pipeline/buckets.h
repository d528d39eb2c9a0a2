/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sorts the items 0 .. n-1 by their group, keeping their order within it: the items of group g
 * are items[starts[g]] to items[starts[g + 1] - 1].
 * @starts: (array length=n_groups+1) (out). @items: (array length=n) (out). */
static inline void
collector_buckets_fill (const guint *group, guint n, guint n_groups, guint *starts, guint *items)
{
  g_autofree guint *next = g_new0 (guint, n_groups + 1);

  for (guint i = 0; i < n; i++)
    next[group[i]]++;
  starts[0] = 0;
  for (guint i = 0; i < n_groups; i++)
    {
      starts[i + 1] = starts[i] + next[i];
      next[i] = starts[i];
    }
  for (guint i = 0; i < n; i++)
    items[next[group[i]]++] = i;
}

G_END_DECLS
