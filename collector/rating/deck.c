/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A deck: rates by prefix, sharing their plans. It never changes and may be used from any thread.
 */
#include "config.h"

#include <string.h>

#include "collector/rating/deck-private.h"

const char *const collector_boundary_names[] = { "split", "start", NULL };
const char *const collector_rounding_names[] = { "half-up", "half-even", "up", "down", NULL };
const char *const collector_duration_names[] = { "none", "ceil", "floor", "half-up", NULL };
const char *const collector_overlap_names[] = { "keep", "truncate", NULL };

void
collector_deck_options_init (CollectorDeckOptions *options)
{
  memset (options, 0, sizeof *options);
  options->name = "";
  options->currency = "EUR";
  options->zone = "UTC";
  options->decimals = 4;
}

CollectorDeck *
collector_deck_new_empty (void)
{
  CollectorDeck *deck = g_new0 (CollectorDeck, 1);

  g_atomic_ref_count_init (&deck->references);
  deck->texts = g_string_chunk_new (4096);
  deck->rates = g_array_new (FALSE, FALSE, sizeof (CollectorRate));
  deck->plans = g_array_new (FALSE, FALSE, sizeof (CollectorPlan));
  deck->bands = g_array_new (FALSE, FALSE, sizeof (CollectorBand));
  deck->windows = g_array_new (FALSE, FALSE, sizeof (CollectorWindow));
  deck->steps = g_array_new (FALSE, FALSE, sizeof (CollectorStep));
  deck->unit_s = 1;
  return deck;
}

CollectorDeck *
collector_deck_ref (CollectorDeck *deck)
{
  g_atomic_ref_count_inc (&deck->references);
  return deck;
}

void
collector_deck_unref (CollectorDeck *deck)
{
  if (!g_atomic_ref_count_dec (&deck->references))
    return;
  g_clear_pointer (&deck->map, collector_prefix_map_free);
  g_array_unref (deck->steps);
  g_array_unref (deck->windows);
  g_array_unref (deck->bands);
  g_array_unref (deck->plans);
  g_array_unref (deck->rates);
  g_string_chunk_free (deck->texts);
  g_free (deck);
}

const char *
collector_deck_get_name (const CollectorDeck *deck)
{
  return deck->options.name;
}

void
collector_deck_rename (CollectorDeck *deck, const char *name)
{
  deck->options.name = g_string_chunk_insert (deck->texts, name);
}

const CollectorDeckOptions *
collector_deck_get_options (const CollectorDeck *deck)
{
  return &deck->options;
}

const char *
collector_deck_get_currency (const CollectorDeck *deck)
{
  return deck->options.currency;
}

const char *
collector_deck_get_zone (const CollectorDeck *deck)
{
  return deck->options.zone;
}

guint
collector_deck_get_n_rates (const CollectorDeck *deck)
{
  return deck->rates->len;
}
