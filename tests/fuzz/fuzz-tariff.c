/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a tariff document: refused, or a deck that prices and whose canonical form gives
 * itself again.
 */
#include "collector/rating/deck.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDeck) deck
      = collector_deck_new_from_json ((const char *) data, (gssize) size, &error);
  g_autoptr (CollectorDeck) again = NULL;
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (CollectorSegment));
  g_autofree char *json = NULL, *json_again = NULL;
  CollectorQuestion question = { "390612345678", 1774746000500, 4000500, TRUE };
  CollectorCharge charge = { .segments = segments };

  g_assert_true ((deck == NULL) == (error != NULL));
  if (deck == NULL)
    return 0;
  collector_deck_rate (deck, &question, &charge);
  json = collector_deck_to_json (deck);
  again = collector_deck_new_from_json (json, -1, NULL);
  g_assert_nonnull (again);
  json_again = collector_deck_to_json (again);
  g_assert_cmpstr (json, ==, json_again);
  return 0;
}
