/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/rating/bands.h"
#include "collector/rating/deck.h"
#include "collector/rating/prefix-map.h"

G_BEGIN_DECLS

/* The inside of a deck, for the files of this room. Rates share plans: a deck of 100,000 prefixes
 * has a few hundred different prices, which then stay within the processor's cache. */

typedef struct
{
  gint64 start_ms;
  gint64 increment_ms;
  gint64 price_e8;
  gint64 per_s;
  gint64 share; /* deck->unit_s / per_s: one millisecond costs price_e8 * share / unit_ms */
} CollectorStep;

/* A band, or the whole price of a plan that has none (then @id is "" and days do not matter). */
typedef struct
{
  const char *id;
  gint64 weight;
  gint64 connect_fee_e8;
  CollectorDays days;
  guint32 first_window, n_windows;
  guint32 first_step, n_steps;
} CollectorBand;

typedef struct
{
  guint32 first_band, n_bands; /* highest weight first */
  gboolean timed;              /* FALSE: one band that always holds */
  gboolean has_min, has_max;
  gint64 min_cost_e8, max_cost_e8;
  gint64 grace_ms;
  gint64 included_s; /* already the first step of each band */
} CollectorPlan;

typedef struct
{
  char prefix[COLLECTOR_PREFIX_MAX + 1];
  guint32 plan;
  const char *destination;
} CollectorRate;

/* A fraction in lowest terms. */
typedef struct
{
  gint64 numerator;
  gint64 denominator;
} CollectorFactor;

struct _CollectorDeck
{
  gatomicrefcount references;
  CollectorDeckOptions options; /* its texts belong to @texts */
  const TollZone *zone;
  GStringChunk *texts;
  GArray *rates;   /* of CollectorRate, sorted by prefix */
  GArray *plans;   /* of CollectorPlan */
  GArray *bands;   /* of CollectorBand */
  GArray *windows; /* of CollectorWindow */
  GArray *steps;   /* of CollectorStep */
  CollectorPrefixMap *map;

  gint64 unit_s;  /* least common multiple of all per_s */
  gint64 unit_ms; /* sums are counted in 10^-8 / unit_ms */
  CollectorFactor markup, vat; /* 1 + the fraction */
  __int128 cost_denominator;   /* from a sum with both factors to 10^-decimals */
};

/* Returns: (transfer full): a deck without anything, for the builder to fill. */
CollectorDeck *collector_deck_new_empty (void);

/* Wire names of the choices of a document; the index is the value. NULL at the end. */
extern const char *const collector_boundary_names[];
extern const char *const collector_rounding_names[];
extern const char *const collector_duration_names[];
extern const char *const collector_overlap_names[];

/* Appends the price of a rate as its fields of the document, "connect_fee" to "bands". */
void collector_deck_append_plan (
    GString *out, const CollectorDeck *deck, const CollectorPlan *plan);

static inline const CollectorRate *
collector_deck_rate_at (const CollectorDeck *deck, guint32 index)
{
  return &g_array_index (deck->rates, CollectorRate, index);
}

static inline const CollectorPlan *
collector_deck_plan_of (const CollectorDeck *deck, const CollectorRate *rate)
{
  return &g_array_index (deck->plans, CollectorPlan, rate->plan);
}

static inline const CollectorBand *
collector_deck_bands_of (const CollectorDeck *deck, const CollectorPlan *plan)
{
  return (const CollectorBand *) (gpointer) deck->bands->data + plan->first_band;
}

static inline const CollectorStep *
collector_deck_steps_of (const CollectorDeck *deck, const CollectorBand *band)
{
  return (const CollectorStep *) (gpointer) deck->steps->data + band->first_step;
}

static inline const CollectorWindow *
collector_deck_windows_of (const CollectorDeck *deck, const CollectorBand *band)
{
  return (const CollectorWindow *) (gpointer) deck->windows->data + band->first_window;
}

G_END_DECLS
