/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the groups of one first key come to, in either period: for their subtotal, for their order
 * among others, and for shares of it. Any lane.
 */
#include "config.h"

#include "collector/reports/groups-private.h"

static CollectorGroupSum *
ensure_sum (CollectorGrouping *self, GHashTable *sums, const CollectorKey *key)
{
  g_autoptr (GString) id = g_string_new (NULL);
  CollectorGroupSum *sum;

  collector_key_append (id, key);
  sum = g_hash_table_lookup (sums, id->str);
  if (sum != NULL)
    return sum;
  sum = toll_arena_alloc (self->groups->arena, sizeof *sum);
  collector_grouping_init_group (self, &sum->now);
  collector_grouping_init_group (self, &sum->before);
  g_hash_table_insert (sums, g_strdup (id->str), sum);
  return sum;
}

void
collector_grouping_sum (CollectorGrouping *self)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_currencies = self->groups->currencies->len;

  for (guint i = 0; i < self->entries->len && self->groups->n_keys > 1; i++)
    {
      CollectorGroupEntry *entry = &g_array_index (self->entries, CollectorGroupEntry, i);
      CollectorGroupSum *sum = ensure_sum (self, sums, &entry->group->keys[0]);

      collector_group_merge (&sum->now, entry->group, n_currencies);
      if (entry->before != NULL)
        collector_group_merge (&sum->before, entry->before, n_currencies);
      entry->first = sum;
    }
}

const CollectorGroup *
collector_grouping_get_whole (const CollectorGrouping *self, const CollectorFigure *figure,
                              const CollectorGroupEntry *entry, gboolean is_before)
{
  if (figure->shape == COLLECTOR_FIGURE_OF_FIRST && entry != NULL && entry->first != NULL)
    return is_before ? &entry->first->before : &entry->first->now;
  return is_before ? &self->whole_before : &self->whole;
}
