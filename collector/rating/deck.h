/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/rating/charge.h"
#include "shared/base/money.h"

G_BEGIN_DECLS

/* CollectorDeck: one tariff version ready to price: immutable, reference counted, any thread. */
typedef struct _CollectorDeck CollectorDeck;

/* The largest document and deck that are read. */
#define COLLECTOR_DECK_MAX_BYTES (64 * 1024 * 1024)
#define COLLECTOR_DECK_MAX_RATES 1000000
#define COLLECTOR_PREFIX_MAX     15 /* digits */

/* Calls longer than this, and prices above this for one per_s, are unrated (OVERFLOW). */
#define COLLECTOR_DECK_MAX_CALL_MS  (G_GINT64_CONSTANT (7) * 24 * 3600 * 1000)
#define COLLECTOR_DECK_MAX_PRICE_E8 (100000 * TOLL_E8)

/* Builds a deck from a tariff document (design: "The tariff document"). @name is what errors
 * call it. Refuses unknown fields, unknown zones (GLib's g_time_zone_new_identifier), the same
 * prefix twice, overlapping bands of equal weight, steps that do not rise, amounts that do not
 * fit; the message names the JSON path ("rates[3].steps[0].price").
 * currency, rates and in each rate prefix and steps or bands are required. A rate whose steps are
 * an empty list is a hole: what it matches stays unrated.
 * Returns: (transfer full): NULL with TOLL_ERROR_BAD_FORMAT or BAD_ARGUMENT. */
CollectorDeck *collector_deck_new_from_json (const char *json, gssize length, GError **error);
CollectorDeck *collector_deck_ref (CollectorDeck *deck);
void collector_deck_unref (CollectorDeck *deck);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDeck, collector_deck_unref)

const char *collector_deck_get_name (const CollectorDeck *deck);
/* Before anybody else has the deck. */
void collector_deck_rename (CollectorDeck *deck, const char *name);
const char *collector_deck_get_currency (const CollectorDeck *deck);
const char *collector_deck_get_zone (const CollectorDeck *deck);
guint collector_deck_get_n_rates (const CollectorDeck *deck);

/* The document the deck was made from, in canonical form (same deck, same bytes): rates in the
 * order of their prefixes, fields of a rate that have their default left out.
 * Returns: (transfer full). */
char *collector_deck_to_json (const CollectorDeck *deck);

/* Prices one call; never fails: what cannot be priced is UNRATED with a reason. When
 * @charge->segments is an array, the segments are appended. Pure. */
void collector_deck_rate (
    const CollectorDeck *deck, const CollectorQuestion *question, CollectorCharge *charge);

/* What the list asks for such a call: the first step of the band that holds when it begins to cost,
 * without included seconds, fees, bounds, mark-up and tax.
 * Returns: FALSE when no rate or no band is its own. Pure. */
gboolean collector_deck_find_list_price (const CollectorDeck *deck, const CollectorQuestion *question,
                                         gint64 *price_e8, gint64 *per_s);

/* ---- Building a deck without a document ---- */

typedef enum
{
  COLLECTOR_DURATION_AS_IS,
  COLLECTOR_DURATION_CEIL,
  COLLECTOR_DURATION_FLOOR,
  COLLECTOR_DURATION_HALF_UP,
} CollectorDurationRounding;

/* What holds for the whole tariff. */
typedef struct
{
  const char *name;
  const char *currency; /* ISO 4217 */
  const char *zone;     /* IANA */
  int start_band;       /* TRUE: the band of second 0 holds for the whole call */
  int rounding;         /* TollRounding, of the cost */
  gint64 decimals;      /* 0..6, of the cost */
  int duration_rounding; /* CollectorDurationRounding, to whole seconds */
  int advance;           /* TRUE: an increment is charged at the instant it begins */
  int total;             /* TRUE: after the first block the whole time is rounded, not the rest */
  int truncate;          /* TRUE: an increment ends where the next step or band begins */
  gint64 vat_e8;         /* fraction, 0..10 */
  gint64 markup_e8;      /* fraction, -1..100 */
} CollectorDeckOptions;

/* EUR, UTC, half up at 4 decimals, everything else off. */
void collector_deck_options_init (CollectorDeckOptions *options);
/* Returns: (transfer none): those of @deck, whose texts live as long as it. */
const CollectorDeckOptions *collector_deck_get_options (const CollectorDeck *deck);
/* collector_deck_new_from_json(), where what the document does not say of zone, boundary, rounding, advance, total,
 * overlap, VAT and markup is as in @standard (nullable): the version before, or the company's. */
CollectorDeck *collector_deck_new_following (const char *json, gssize length,
                                             const CollectorDeckOptions *standard, GError **error);

/* From @start_s of the call on, each begun @increment_s costs its share of @price_e8 for @per_s. */
typedef struct
{
  gint64 start_s;
  gint64 price_e8;
  gint64 per_s;
  gint64 increment_s;
} CollectorDeckStep;

typedef struct
{
  const char *id;
  const char *days;    /* "*", "1-5", "67", "d1225", "D2026-01-01/2026-07-01" */
  const char *windows; /* "08:00-18:30", several joined by +; may wrap midnight */
  gint64 weight;       /* the highest that holds wins */
  gint64 connect_fee_e8;
  const CollectorDeckStep *steps;
  guint n_steps;
} CollectorDeckBand;

/* @included_s: seconds at the start of each call that cost nothing: the steps begin after them.
 * @grace_s: calls up to this long cost nothing at all. With bands, @connect_fee_e8 and @steps are
 * those of the bands. */
typedef struct
{
  const char *prefix; /* digits, at most 15; "" = every number */
  const char *destination;
  gint64 connect_fee_e8;
  gint64 grace_s;
  gint64 included_s;
  gboolean has_min, has_max;
  gint64 min_cost_e8, max_cost_e8;
  const CollectorDeckStep *steps;
  guint n_steps;
  const CollectorDeckBand *bands;
  guint n_bands;
} CollectorDeckRate;

/* Errors name the field ("zone", "steps[0].increment_s"); see toll_error_dup_field(). All texts
 * are copied. One thread. */
typedef struct _CollectorDeckBuilder CollectorDeckBuilder;

CollectorDeckBuilder *collector_deck_builder_new (void);
void collector_deck_builder_free (CollectorDeckBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDeckBuilder, collector_deck_builder_free)

/* Returns: FALSE with BAD_ARGUMENT when @rate is refused; others may still be added. */
gboolean collector_deck_builder_add (
    CollectorDeckBuilder *builder, const CollectorDeckRate *rate, GError **error);

/* Returns: TRUE when @prefix was added before; @index: (out): as which rate, from 0. */
gboolean collector_deck_builder_lookup (
    const CollectorDeckBuilder *builder, const char *prefix, guint *index);

/* Empties @builder; only freeing it is left.
 * Returns: (transfer full): NULL with BAD_ARGUMENT for one of @options. */
CollectorDeck *collector_deck_builder_finish (
    CollectorDeckBuilder *builder, const CollectorDeckOptions *options, GError **error);

G_END_DECLS
