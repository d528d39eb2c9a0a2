/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Compares two versions of a tariff prefix by prefix. Pure; any thread.
 */
#include "config.h"

#include "collector/rating/deck-diff.h"

#include <string.h>

#include "collector/rating/deck-private.h"

/* The plans of two decks have different numbers; what they say is compared as text. */
static GPtrArray *
list_plan_texts (const CollectorDeck *deck)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < deck->plans->len; i++)
    {
      GString *text = g_string_new ("{");

      collector_deck_append_plan (text, deck, &g_array_index (deck->plans, CollectorPlan, i));
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }
  return texts;
}

static gint64
get_per_minute_e8 (const CollectorDeck *deck, const CollectorRate *rate)
{
  const CollectorPlan *plan = collector_deck_plan_of (deck, rate);
  const CollectorBand *bands = collector_deck_bands_of (deck, plan);
  gint64 dearest_e8 = 0;

  for (guint i = 0; i < plan->n_bands; i++)
    {
      const CollectorStep *last = collector_deck_steps_of (deck, &bands[i]) + bands[i].n_steps - 1;
      __int128 per_minute = bands[i].n_steps > 0 ? (__int128) last->price_e8 * 60 / last->per_s : 0;

      dearest_e8 = MAX (dearest_e8, (gint64) CLAMP (per_minute, 0, G_MAXINT64));
    }
  return dearest_e8;
}

static double
get_ratio (gint64 a_e8, gint64 b_e8)
{
  if (a_e8 == b_e8)
    return 1;
  return (double) MAX (a_e8, b_e8) / (double) MIN (a_e8, b_e8);
}

static void
note_change (CollectorDeckDiff *diff, const CollectorDeck *before, const CollectorRate *old,
             const CollectorDeck *after, const CollectorRate *new)
{
  CollectorDeckChange change = { new->prefix, new->destination, get_per_minute_e8 (before, old),
                                 get_per_minute_e8 (after, new) };

  change.ratio = get_ratio (change.old_per_minute_e8, change.new_per_minute_e8);
  if (change.ratio > 1)
    g_array_append_val (diff->largest, change);
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const CollectorDeckChange *x = a, *y = b;

  if (x->ratio != y->ratio)
    return x->ratio > y->ratio ? -1 : 1;
  return strcmp (x->prefix, y->prefix);
}

/* One step of the walk along both sorted lists. Returns: how @old and @new stand to each other. */
static int
compare_heads (const CollectorRate *old, const CollectorRate *new)
{
  if (old == NULL || new == NULL)
    return old == NULL ? 1 : -1;
  return strcmp (old->prefix, new->prefix);
}

CollectorDeckDiff *
collector_deck_diff_new (const CollectorDeck *before, const CollectorDeck *after)
{
  g_autoptr (GPtrArray) old_texts = list_plan_texts (before);
  g_autoptr (GPtrArray) new_texts = list_plan_texts (after);
  CollectorDeckDiff *diff = g_new0 (CollectorDeckDiff, 1);
  guint i = 0, j = 0;

  diff->largest = g_array_new (FALSE, FALSE, sizeof (CollectorDeckChange));
  while (i < before->rates->len || j < after->rates->len)
    {
      const CollectorRate *old = i < before->rates->len ? collector_deck_rate_at (before, i) : NULL;
      const CollectorRate *new = j < after->rates->len ? collector_deck_rate_at (after, j) : NULL;
      int order = compare_heads (old, new);

      diff->n_removed += order < 0;
      diff->n_added += order > 0;
      if (order == 0 && strcmp (old_texts->pdata[old->plan], new_texts->pdata[new->plan]) == 0)
        diff->n_same++;
      else if (order == 0)
        {
          diff->n_changed++;
          note_change (diff, before, old, after, new);
        }
      i += order <= 0;
      j += order >= 0;
    }
  g_array_sort (diff->largest, compare_changes);
  g_array_set_size (diff->largest, MIN (diff->largest->len, COLLECTOR_DIFF_LARGEST));
  return diff;
}

void
collector_deck_diff_free (CollectorDeckDiff *diff)
{
  g_array_unref (diff->largest);
  g_free (diff);
}
