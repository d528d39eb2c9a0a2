/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/rating/deck.h"

G_BEGIN_DECLS

/* CollectorDeckDiff: what a new version of a tariff would change, for a person to look at before
 * it holds. Texts belong to the decks. */
typedef struct
{
  const char *prefix;
  const char *destination;
  gint64 old_per_minute_e8; /* the dearest band, after its first steps */
  gint64 new_per_minute_e8;
  double ratio; /* >= 1, up or down; for sorting and for show; infinite from or to 0 */
} CollectorDeckChange;

#define COLLECTOR_DIFF_LARGEST 20

typedef struct
{
  guint n_added;
  guint n_removed;
  guint n_changed; /* another price in any respect */
  guint n_same;
  GArray *largest; /* of CollectorDeckChange: the changes of price by ratio, at most 20 */
} CollectorDeckDiff;

/* Returns: (transfer full). */
CollectorDeckDiff *collector_deck_diff_new (
    const CollectorDeck *before, const CollectorDeck *after);
void collector_deck_diff_free (CollectorDeckDiff *diff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDeckDiff, collector_deck_diff_free)

G_END_DECLS
