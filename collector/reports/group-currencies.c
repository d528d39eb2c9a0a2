/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of the sorted rows of a grouped report are shown. Amounts of several currencies cannot be
 * compared: where they are sorted, each currency ranks for itself, and the limit is that of each. Any
 * lane.
 */
#include "config.h"

#include "collector/reports/groups-private.h"

typedef struct
{
  guint index; /* of the entry */
  gint64 value;
} Ranked;

typedef struct
{
  CollectorGrouping *self;
  guint limit;
  gboolean *is_shown; /* by entry */
} Cut;

static CollectorGroupEntry *
get_entry (const CollectorGrouping *self, guint index)
{
  return &g_array_index (self->entries, CollectorGroupEntry, index);
}

/* The rows of one thing within another stand together, and are not cut by currency. */
static gboolean
ranks_currencies (const CollectorGrouping *self)
{
  return self->groups->n_keys == 1 && self->sort_key == self->groups->n_keys
         && self->sort_figure.currency >= 0 && self->spent->len > 1;
}

static gboolean
has_amount (const CollectorGrouping *self, const CollectorGroupEntry *entry, int currency)
{
  CollectorMeasure measure = self->sort_figure.figure->a;

  return collector_grouping_get_value (entry->group, measure, currency) != 0
         || (entry->before != NULL
             && collector_grouping_get_value (entry->before, measure, currency) != 0);
}

/* Returns: the currency by which the entry stands where it does: that of the order, for who has
 * nothing in any as well. */
static int
find_currency (const CollectorGrouping *self, const CollectorGroupEntry *entry)
{
  if (has_amount (self, entry, self->sort_figure.currency))
    return self->sort_figure.currency;
  for (guint i = 0; i < self->spent->len; i++)
    if (has_amount (self, entry, g_array_index (self->spent, int, i)))
      return g_array_index (self->spent, int, i);
  return self->sort_figure.currency;
}

static gint
compare_ranked (gconstpointer left, gconstpointer right, gpointer is_descending)
{
  const Ranked *a = left, *b = right;
  int order = collector_grouping_compare_figures (a->value, b->value,
                                                  GPOINTER_TO_INT (is_descending));

  return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

/* The first of @currency, of all that have any of it. */
static void
rank_currency (Cut *cut, int currency)
{
  CollectorGrouping *self = cut->self;
  CollectorFigureColumn by = self->sort_figure;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Ranked));

  by.currency = currency;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const CollectorGroupEntry *entry = get_entry (self, i);
      Ranked ranked = { i, 0 };

      if (!has_amount (self, entry, currency) && find_currency (self, entry) != currency)
        continue;
      ranked.value = collector_grouping_find_side (self, &by, entry);
      g_array_append_val (all, ranked);
    }
  g_array_sort_with_data (all, compare_ranked, GINT_TO_POINTER (self->is_descending));
  for (guint i = 0; i < all->len; i++)
    {
      guint index = g_array_index (all, Ranked, i).index;
      CollectorGroupEntry *entry = get_entry (self, index);

      if (i < cut->limit)
        cut->is_shown[index] = TRUE;
      if (find_currency (self, entry) == currency)
        entry->rank = i + 1;
    }
}

/* In their order, those that are shown and then the others. */
static void
move_shown (Cut *cut)
{
  CollectorGrouping *self = cut->self;
  GArray *moved = g_array_sized_new (FALSE, TRUE, sizeof (CollectorGroupEntry), self->entries->len);

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->entries->len; i++)
        if (cut->is_shown[i] == (pass == 0))
          g_array_append_val (moved, *get_entry (self, i));
      if (pass == 0)
        self->n_shown = moved->len;
    }
  g_array_unref (self->entries);
  self->entries = moved;
}

void
collector_grouping_limit (CollectorGrouping *self)
{
  gint64 limit = self->run->spec->limit;
  guint n = self->entries->len;
  Cut cut = { self, limit > 0 ? (guint) MIN (limit, n) : n, NULL };
  g_autofree gboolean *is_shown = NULL;

  self->n_shown = cut.limit;
  for (guint i = 0; i < n; i++)
    get_entry (self, i)->rank = i + 1;
  if (!ranks_currencies (self))
    return;
  cut.is_shown = is_shown = g_new0 (gboolean, n);
  for (guint i = 0; i < self->spent->len; i++)
    rank_currency (&cut, g_array_index (self->spent, int, i));
  move_shown (&cut);
  self->run->cuts_currencies = self->n_shown < n;
}
