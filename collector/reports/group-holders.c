/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose the line of a row is, at the end of the report's period. Looked up as rows are drawn: a
 * ledger has more lines than a report has rows. Any lane.
 */
#include "config.h"

#include "collector/reports/groups-private.h"

#include "collector/store/line-holder.h"

typedef struct
{
  CollectorLineHolder holder;
  gint64 place; /* of the name among those that are sorted */
} Holder;

/* Returns: which of the keys is a line; n_keys = none. */
static guint
find_line (const CollectorGrouping *self)
{
  guint index = 0;

  while (index < self->groups->n_keys && !collector_field_is_line (self->groups->keys[index]))
    index++;
  return index;
}

gboolean
collector_grouping_has_line (const CollectorGrouping *self, guint n_keys)
{
  return find_line (self) < n_keys;
}

/* The end of the period may be ahead. */
static gint64
find_instant (const CollectorReportRun *run)
{
  return run->to_ms > 0 ? MIN (run->to_ms - 1, run->now_ms) : run->now_ms;
}

/* Returns: (nullable): NULL for a row of no line. */
static Holder *
find (CollectorGrouping *self, const CollectorGroupEntry *entry)
{
  const CollectorReportRun *run = self->run;
  guint line = find_line (self);
  const gint64 *id;
  Holder *holder;

  if (line == self->groups->n_keys)
    return NULL;
  if (self->holders == NULL)
    self->holders = g_hash_table_new (g_int64_hash, g_int64_equal);
  id = &entry->group->keys[line].figure;
  holder = g_hash_table_lookup (self->holders, id);
  if (holder != NULL)
    return holder;
  holder = toll_arena_alloc (self->groups->arena, sizeof *holder);
  collector_line_find_holder (run->db, run->viewer, *id, run->from_ms, find_instant (run),
                              run->doc->arena, &holder->holder);
  g_hash_table_insert (self->holders, (gpointer) id, holder);
  return holder;
}

/* Whose name is shown was seen, whoever's the calls are. */
void
collector_grouping_fill_holder (CollectorGrouping *self, const CollectorGroupEntry *entry,
                                TollCell *cell)
{
  const Holder *holder = find (self, entry);

  if (holder == NULL || *holder->holder.name == '\0')
    return;
  toll_cell_set_text (cell, holder->holder.name);
  collector_viewer_note_person (self->run->viewer, holder->holder.person_id);
}

static gint
compare_names (gconstpointer left, gconstpointer right)
{
  const Holder *const *a = left, *const *b = right;

  return collector_grouping_compare_names ((*a)->holder.name, (*b)->holder.name);
}

/* All of them once, before the first is compared. */
static void
place_all (CollectorGrouping *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer each;
  gint64 place = 0;

  for (guint i = 0; i < self->entries->len; i++)
    find (self, &g_array_index (self->entries, CollectorGroupEntry, i));
  g_hash_table_iter_init (&iter, self->holders);
  while (g_hash_table_iter_next (&iter, NULL, &each))
    g_ptr_array_add (all, each);
  g_ptr_array_sort (all, compare_names);
  for (guint i = 0; i < all->len; i++)
    {
      Holder *holder = all->pdata[i];

      if (i == 0 || compare_names (&all->pdata[i - 1], &all->pdata[i]) != 0)
        place++;
      holder->place = place;
    }
}

gint64
collector_grouping_sort_holder (CollectorGrouping *self, const CollectorGroupEntry *entry,
                                gboolean is_descending)
{
  const Holder *holder;

  if (find_line (self) == self->groups->n_keys)
    return 0;
  if (self->holders == NULL)
    place_all (self);
  holder = find (self, entry);
  if (*holder->holder.name == '\0')
    return is_descending ? G_MININT64 : G_MAXINT64;
  return holder->place;
}
