/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The price of one call: whole increments, each at the band and step of its first instant, summed
 * exactly, rounded once. Nothing is guessed: what has no price is unrated with its reason, what
 * does not fit is an overflow. Allocates nothing (but for the segments of an explanation); pure;
 * any thread.
 */
#include "config.h"

#include <string.h>

#include "collector/rating/deck-private.h"

#define DAY_S      86400
#define MAX_NUMBER 64
#define MIN_SHORT_PREFIX 3 /* digits; shorter ones are of countries */

/* Instants a local calendar can be made of: the years 1 to 9999. */
#define FIRST_MS G_GINT64_CONSTANT (-62135596800000)
#define LAST_MS  G_GINT64_CONSTANT (253402300799999)

/* A meter runs along the call. All positions are milliseconds after its first instant. */
typedef struct
{
  const CollectorDeck *deck;
  const CollectorPlan *plan;
  gint64 connect_ms;
  gint64 position_ms;
  gint64 end_ms;   /* no increment begins here or later */
  gint64 limit_ms; /* no increment lasts longer than until here */
  __int128 usage;  /* 10^-8 / unit_ms */
  GArray *segments;
  guint n_segments_before;
} Meter;

static const __int128 powers_of_ten[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

/* ---- Bands ---- */

/* First border of a window after @second_of_day, so far @next_s. */
static gboolean
scan_windows (const CollectorDeck *deck, const CollectorBand *band, gint32 second_of_day,
              gint32 *next_s)
{
  const CollectorWindow *windows = collector_deck_windows_of (deck, band);
  gboolean inside = FALSE;

  for (guint i = 0; i < band->n_windows; i++)
    {
      inside |= second_of_day >= windows[i].from_s && second_of_day < windows[i].to_s;
      if (windows[i].from_s > second_of_day)
        *next_s = MIN (*next_s, windows[i].from_s);
      if (windows[i].to_s > second_of_day)
        *next_s = MIN (*next_s, windows[i].to_s);
    }
  return inside;
}

/* The band that holds at @position_ms, or NULL. @edge_ms: (out): position of the next instant at
 * which another may hold: a border of a window, midnight, or a change of the offset. */
static const CollectorBand *
find_band (const Meter *meter, gint64 position_ms, gint64 *edge_ms)
{
  const CollectorDeck *deck = meter->deck;
  const CollectorBand *bands = collector_deck_bands_of (deck, meter->plan), *found = NULL;
  gint64 utc_ms = meter->connect_ms + position_ms, change_ms;
  gint32 day, second_of_day, next_s = DAY_S;
  int ms = (int) (utc_ms % 1000);

  if (!meter->plan->timed)
    {
      *edge_ms = G_MAXINT64;
      return bands;
    }
  toll_zone_to_local (deck->zone, utc_ms, &day, &second_of_day);
  for (guint i = 0; i < meter->plan->n_bands; i++)
    if (collector_days_hold (&bands[i].days, day)
        && scan_windows (deck, &bands[i], second_of_day, &next_s) && found == NULL)
      found = &bands[i];
  change_ms = toll_zone_get_next_change_ms (deck->zone, utc_ms);
  *edge_ms = utc_ms - (ms < 0 ? ms + 1000 : ms) + (next_s - second_of_day) * 1000LL;
  *edge_ms = MIN (*edge_ms, change_ms) - meter->connect_ms;
  return found;
}

/* Moves an edge on to where the band really changes, as far as an increment may reach. */
static gint64
find_true_edge (const Meter *meter, const CollectorBand *band, gint64 edge_ms, gint64 reach_ms)
{
  gint64 next_ms;

  while (edge_ms < reach_ms && find_band (meter, edge_ms, &next_ms) == band)
    edge_ms = next_ms;
  return edge_ms;
}

/* ---- Increments ---- */

/* The last step that starts at or before @position_ms; @next_ms: (out): where the next starts. */
static const CollectorStep *
find_step (const CollectorDeck *deck, const CollectorBand *band, gint64 position_ms,
           gint64 *next_ms)
{
  const CollectorStep *steps = collector_deck_steps_of (deck, band);
  guint i = 0;

  while (i + 1 < band->n_steps && steps[i + 1].start_ms <= position_ms)
    i++;
  *next_ms = i + 1 < band->n_steps ? steps[i + 1].start_ms : G_MAXINT64;
  return &steps[i];
}

/* The sum so far in 10^-8, rounded half up; 0 when it does not fit, and then the charge as a whole
 * will be an overflow and its segments are dropped. */
static gint64
explain_sum (const Meter *meter, __int128 sum)
{
  gint64 value = 0;

  return toll_money_divide (sum, meter->deck->unit_ms, TOLL_ROUND_HALF_UP, &value) ? value : 0;
}

/* Explains what was just charged. Amounts are differences of rounded sums: they add up. */
static void
append_segment (Meter *meter, const CollectorBand *band, const CollectorStep *step,
                gint64 from_ms, gint64 increments, __int128 amount)
{
  gint64 amount_e8
      = explain_sum (meter, meter->usage) - explain_sum (meter, meter->usage - amount);
  CollectorSegment segment = { from_ms, meter->position_ms, band->id, step->start_ms / 1000,
                               step->price_e8, step->per_s, step->increment_ms / 1000,
                               increments, amount_e8 };
  CollectorSegment *last;

  if (meter->segments->len > meter->n_segments_before)
    {
      last = &g_array_index (meter->segments, CollectorSegment, meter->segments->len - 1);
      if (last->band == band->id && last->step_start_s == segment.step_start_s)
        {
          last->to_ms = segment.to_ms;
          last->increments += increments;
          last->amount_e8 += amount_e8;
          return;
        }
    }
  g_array_append_val (meter->segments, segment);
}

/* Charges all increments that begin in @band before @edge_ms and within one step.
 * Returns: FALSE when the price is beyond what is rated. */
static gboolean
charge_run (Meter *meter, const CollectorBand *band, gint64 edge_ms)
{
  gint64 next_ms, border_ms, from_ms = meter->position_ms, to_ms, increments;
  const CollectorStep *step = find_step (meter->deck, band, from_ms, &next_ms);
  __int128 amount;

  if (step->price_e8 > COLLECTOR_DECK_MAX_PRICE_E8 || step->price_e8 < -COLLECTOR_DECK_MAX_PRICE_E8)
    return FALSE;
  if (meter->deck->options.truncate)
    edge_ms = find_true_edge (meter, band, edge_ms, meter->end_ms + step->increment_ms);
  border_ms = MIN (next_ms, edge_ms);
  increments = (MIN (border_ms, meter->end_ms) - from_ms + step->increment_ms - 1)
               / step->increment_ms;
  to_ms = from_ms + increments * step->increment_ms;
  if (meter->deck->options.truncate)
    to_ms = MIN (to_ms, border_ms);
  to_ms = MIN (to_ms, meter->limit_ms);

  amount = (__int128) step->price_e8 * step->share * (to_ms - from_ms);
  meter->usage += amount;
  meter->position_ms = to_ms;
  if (meter->segments != NULL)
    append_segment (meter, band, step, from_ms, increments, amount);
  return TRUE;
}

/* Where the last increment must have begun. With "advance" one more begins at the very end; with
 * "total" the whole time is rounded by the increment in force at its end. */
static void
set_end (Meter *meter, const CollectorBand *band, gint64 billed_ms)
{
  const CollectorStep *steps = collector_deck_steps_of (meter->deck, band), *last;
  gint64 next_ms, rest_ms;

  meter->end_ms = billed_ms + (meter->deck->options.advance ? 1 : 0);
  meter->limit_ms = G_MAXINT64;
  if (!meter->deck->options.total || meter->end_ms <= steps[0].increment_ms)
    return;
  last = find_step (meter->deck, band, meter->end_ms - 1, &next_ms);
  rest_ms = meter->end_ms % last->increment_ms;
  meter->end_ms += rest_ms > 0 ? last->increment_ms - rest_ms : 0;
  meter->limit_ms = meter->end_ms;
}

/* Runs along the whole call. */
static TollReason
run_meter (Meter *meter, const CollectorBand *band, gint64 edge_ms, gint64 billed_ms)
{
  set_end (meter, band, billed_ms);
  if (meter->deck->options.start_band)
    edge_ms = G_MAXINT64;
  while (meter->position_ms < meter->end_ms)
    {
      if (meter->position_ms >= edge_ms)
        band = find_band (meter, meter->position_ms, &edge_ms);
      if (band == NULL)
        return TOLL_REASON_NO_BAND;
      if (!charge_run (meter, band, edge_ms))
        return TOLL_REASON_OVERFLOW;
    }
  return TOLL_REASON_NONE;
}

/* ---- From the sum to the cost ---- */

/* Maximum, then minimum. */
static __int128
apply_bounds (const CollectorDeck *deck, const CollectorPlan *plan, __int128 sum,
              CollectorCharge *charge)
{
  if (plan->has_max && sum > (__int128) plan->max_cost_e8 * deck->unit_ms)
    {
      sum = (__int128) plan->max_cost_e8 * deck->unit_ms;
      charge->maximum_held = TRUE;
    }
  if (plan->has_min && sum < (__int128) plan->min_cost_e8 * deck->unit_ms)
    {
      sum = (__int128) plan->min_cost_e8 * deck->unit_ms;
      charge->minimum_held = TRUE;
      charge->maximum_held = FALSE;
    }
  return sum;
}

/* Applies one factor; @extra_e8: (out): by how much the sum grew. */
static gboolean
apply_factor (__int128 *sum, __int128 *denominator, const CollectorFactor *factor,
              gint64 *extra_e8)
{
  __int128 grown, before;

  *extra_e8 = 0;
  if (factor->numerator == factor->denominator)
    return TRUE;
  if (__builtin_mul_overflow (*sum, factor->numerator, &grown)
      || __builtin_mul_overflow (*sum, factor->denominator, &before))
    return FALSE;
  *denominator *= factor->denominator;
  *sum = grown;
  return toll_money_divide (grown - before, *denominator, TOLL_ROUND_HALF_UP, extra_e8);
}

static gboolean
set_cost (const CollectorDeck *deck, const CollectorPlan *plan, __int128 usage,
          CollectorCharge *charge)
{
  __int128 unbound = usage + (__int128) charge->connect_fee_e8 * deck->unit_ms;
  __int128 sum = apply_bounds (deck, plan, unbound, charge);
  __int128 denominator = deck->unit_ms, cost_micro;
  gint64 rounded;

  if (!toll_money_divide (usage, deck->unit_ms, TOLL_ROUND_HALF_UP, &charge->usage_e8)
      || !toll_money_divide (sum - unbound, deck->unit_ms, TOLL_ROUND_HALF_UP, &charge->bound_e8)
      || !apply_factor (&sum, &denominator, &deck->markup, &charge->markup_e8)
      || !apply_factor (&sum, &denominator, &deck->vat, &charge->vat_e8)
      || !toll_money_divide (sum, deck->cost_denominator, deck->options.rounding, &rounded))
    return FALSE;
  cost_micro = rounded * powers_of_ten[6 - deck->options.decimals];
  if (cost_micro > G_MAXINT64 || cost_micro < G_MININT64)
    return FALSE;
  charge->cost_micro = cost_micro;
  return TRUE;
}

/* ---- The question ---- */

static void
clear_charge (CollectorCharge *charge, const CollectorDeck *deck)
{
  GArray *segments = charge->segments;

  memset (charge, 0, sizeof *charge);
  charge->segments = segments;
  charge->currency = deck->options.currency;
  charge->prefix = charge->destination = charge->band = "";
}

/* Digits, and the * and # of short codes; a number may be withheld. */
static gboolean
is_number (const char *digits)
{
  gsize n = 0;

  while (g_ascii_isdigit (digits[n]) || digits[n] == '*' || digits[n] == '#')
    n++;
  return digits[n] == '\0' && n <= MAX_NUMBER;
}

static gint64
round_duration (gint64 duration_ms, int mode)
{
  gint64 rest_ms = duration_ms % 1000, floor_ms = duration_ms - rest_ms;

  switch (mode)
    {
    case COLLECTOR_DURATION_CEIL:
      return rest_ms > 0 ? floor_ms + 1000 : floor_ms;
    case COLLECTOR_DURATION_FLOOR:
      return floor_ms;
    case COLLECTOR_DURATION_HALF_UP:
      return rest_ms >= 500 ? floor_ms + 1000 : floor_ms;
    case COLLECTOR_DURATION_AS_IS:
    default:
      return duration_ms;
    }
}

/* 113 is no call to +1: what a short code is priced by has at least the length of one, or is the
 * rate of every number. A deck that means both a short code and a country's numbers that begin like
 * it has a rate for each. */
static guint32
look_up (const CollectorDeck *deck, const CollectorQuestion *question)
{
  guint32 index = collector_prefix_map_lookup (deck->map, question->digits);

  if (question->is_short && index != COLLECTOR_PREFIX_NONE
      && strlen (collector_deck_rate_at (deck, index)->prefix) < MIN_SHORT_PREFIX)
    return collector_prefix_map_lookup (deck->map, "");
  return index;
}

static TollReason
find_rate (const CollectorDeck *deck, const CollectorQuestion *question, const CollectorRate **rate)
{
  guint32 index;

  if (!is_number (question->digits))
    return TOLL_REASON_BAD_NUMBER;
  index = look_up (deck, question);
  if (index == COLLECTOR_PREFIX_NONE)
    return TOLL_REASON_NO_PREFIX;
  *rate = collector_deck_rate_at (deck, index);
  return TOLL_REASON_NONE;
}

/* Prices by the rate that was found. */
static TollReason
rate_by_plan (Meter *meter, const CollectorQuestion *question, CollectorCharge *charge)
{
  const CollectorBand *band;
  TollReason reason;
  gint64 edge_ms;

  if (question->duration_ms > COLLECTOR_DECK_MAX_CALL_MS || question->connect_ms < FIRST_MS
      || question->connect_ms > LAST_MS)
    return TOLL_REASON_OVERFLOW;
  band = find_band (meter, 0, &edge_ms);
  if (band != NULL && band->n_steps == 0)
    return TOLL_REASON_NO_PREFIX;
  charge->band = band != NULL ? band->id : "";
  charge->billed_ms = round_duration (MAX (question->duration_ms, 0),
                                      meter->deck->options.duration_rounding);
  charge->graced = charge->billed_ms > 0 && charge->billed_ms <= meter->plan->grace_ms;
  if (charge->billed_ms == 0 || charge->graced)
    return TOLL_REASON_NONE;
  if (band == NULL)
    return TOLL_REASON_NO_BAND;
  charge->connect_fee_e8 = question->continued ? 0 : band->connect_fee_e8;
  reason = run_meter (meter, band, edge_ms, charge->billed_ms);
  if (reason == TOLL_REASON_NONE && !set_cost (meter->deck, meter->plan, meter->usage, charge))
    reason = TOLL_REASON_OVERFLOW;
  return reason;
}

static void
set_unrated (CollectorCharge *charge, TollReason reason, guint n_segments)
{
  charge->state = TOLL_RATING_UNRATED;
  charge->reason = reason;
  charge->cost_micro = 0;
  charge->connect_fee_e8 = charge->usage_e8 = charge->markup_e8 = charge->vat_e8 = 0;
  charge->minimum_held = charge->maximum_held = FALSE;
  if (charge->segments != NULL)
    g_array_set_size (charge->segments, n_segments);
}

void
collector_deck_rate (const CollectorDeck *deck, const CollectorQuestion *question,
                     CollectorCharge *charge)
{
  guint n_segments = charge->segments != NULL ? charge->segments->len : 0;
  const CollectorRate *rate = NULL;
  TollReason reason;

  clear_charge (charge, deck);
  charge->state = TOLL_RATING_NOT_CHARGEABLE;
  if (!question->answered)
    return;
  charge->state = TOLL_RATING_RATED;
  reason = find_rate (deck, question, &rate);
  if (rate != NULL)
    {
      Meter meter = { deck, collector_deck_plan_of (deck, rate), question->connect_ms };

      meter.segments = charge->segments;
      meter.n_segments_before = n_segments;
      charge->prefix = rate->prefix;
      charge->destination = rate->destination;
      reason = rate_by_plan (&meter, question, charge);
    }
  if (reason != TOLL_REASON_NONE)
    set_unrated (charge, reason, n_segments);
}

gboolean
collector_deck_find_list_price (const CollectorDeck *deck, const CollectorQuestion *question,
                                gint64 *price_e8, gint64 *per_s)
{
  const CollectorRate *rate = NULL;
  const CollectorBand *band;
  const CollectorStep *steps;
  Meter meter = { deck, NULL, question->connect_ms };
  gint64 edge_ms;

  if (find_rate (deck, question, &rate) != TOLL_REASON_NONE || question->connect_ms < FIRST_MS
      || question->connect_ms > LAST_MS)
    return FALSE;
  meter.plan = collector_deck_plan_of (deck, rate);
  band = find_band (&meter, 0, &edge_ms);
  if (band == NULL || band->n_steps == 0)
    return FALSE;
  steps = collector_deck_steps_of (deck, band) + (meter.plan->included_s > 0 ? 1 : 0);
  *price_e8 = steps->price_e8;
  *per_s = steps->per_s;
  return TRUE;
}
