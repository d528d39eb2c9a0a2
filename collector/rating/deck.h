/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/rating/charge.h"

G_BEGIN_DECLS

/* CollectorDeck: one tariff version ready to price: immutable, reference counted, any thread. */
typedef struct _CollectorDeck CollectorDeck;

/* Builds a deck from a tariff document (design: "The tariff document"). @name is what errors
 * call it. Refuses unknown fields, unknown zones (GLib's g_time_zone_new_identifier), the same
 * prefix twice, overlapping bands of equal weight, steps that do not rise, amounts that do not
 * fit; the message names the JSON path ("rates[3].steps[0].price").
 * Returns: (transfer full): NULL with TOLL_ERROR_BAD_FORMAT or BAD_ARGUMENT. */
CollectorDeck *collector_deck_new_from_json (const char *json, gssize length, GError **error);
CollectorDeck *collector_deck_ref (CollectorDeck *deck);
void collector_deck_unref (CollectorDeck *deck);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDeck, collector_deck_unref)

const char *collector_deck_get_name (const CollectorDeck *deck);
const char *collector_deck_get_currency (const CollectorDeck *deck);
const char *collector_deck_get_zone (const CollectorDeck *deck);
guint collector_deck_get_n_rates (const CollectorDeck *deck);

/* The document the deck was made from, in canonical form (same deck, same bytes).
 * Returns: (transfer full). */
char *collector_deck_to_json (const CollectorDeck *deck);

/* Prices one call; never fails: what cannot be priced is UNRATED with a reason. When
 * @charge->segments is an array, the segments are appended. Pure. */
void collector_deck_rate (
    const CollectorDeck *deck, const CollectorQuestion *question, CollectorCharge *charge);

G_END_DECLS
