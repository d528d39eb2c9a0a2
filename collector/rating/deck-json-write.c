/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A deck as its tariff document in canonical form: the same deck always gives the same bytes, so
 * that they can be hashed, stored and read again. Pure; any thread.
 */
#include "config.h"

#include "collector/rating/deck-private.h"
#include "collector/rating/json-pull.h"

static void
append_key (GString *out, const char *key)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s\":", key);
}

static void
append_text (GString *out, const char *key, const char *text)
{
  append_key (out, key);
  collector_json_append_text (out, text);
}

static void
append_int (GString *out, const char *key, gint64 value)
{
  append_key (out, key);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

static void
append_amount (GString *out, const char *key, gint64 value_e8)
{
  g_autofree char *amount = toll_money_format (value_e8, 8, 0);

  append_text (out, key, amount);
}

static void
append_bool (GString *out, const char *key, gboolean value)
{
  append_key (out, key);
  g_string_append (out, value ? "true" : "false");
}

/* Leaves out the step that stands for the included seconds: it is a field of the rate. */
static void
append_steps (GString *out, const CollectorDeck *deck, const CollectorBand *band,
              gint64 included_s)
{
  const CollectorStep *steps = collector_deck_steps_of (deck, band);

  append_key (out, "steps");
  g_string_append_c (out, '[');
  for (guint i = included_s > 0; i < band->n_steps; i++)
    {
      if (out->str[out->len - 1] == '}')
        g_string_append_c (out, ',');
      g_string_append_c (out, '{');
      append_int (out, "start_s", steps[i].start_ms / 1000 - included_s);
      append_amount (out, "price", steps[i].price_e8);
      append_int (out, "per_s", steps[i].per_s);
      append_int (out, "increment_s", steps[i].increment_ms / 1000);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_band (GString *out, const CollectorDeck *deck, const CollectorBand *band,
             gint64 included_s)
{
  g_autofree char *days = collector_days_to_text (&band->days);
  g_autofree char *windows = collector_windows_to_text (collector_deck_windows_of (deck, band),
                                                        band->n_windows);

  g_string_append_c (out, '{');
  append_text (out, "id", band->id);
  append_text (out, "days", days);
  append_text (out, "windows", windows);
  append_int (out, "weight", band->weight);
  append_amount (out, "connect_fee", band->connect_fee_e8);
  append_steps (out, deck, band, included_s);
  g_string_append_c (out, '}');
}

static void
append_price (GString *out, const CollectorDeck *deck, const CollectorPlan *plan)
{
  const CollectorBand *bands = collector_deck_bands_of (deck, plan);

  if (!plan->timed)
    {
      append_amount (out, "connect_fee", bands[0].connect_fee_e8);
      append_steps (out, deck, &bands[0], plan->included_s);
      return;
    }
  append_key (out, "bands");
  g_string_append_c (out, '[');
  for (guint i = 0; i < plan->n_bands; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_band (out, deck, &bands[i], plan->included_s);
    }
  g_string_append_c (out, ']');
}

void
collector_deck_append_plan (GString *out, const CollectorDeck *deck, const CollectorPlan *plan)
{
  if (plan->grace_ms > 0)
    append_int (out, "grace_s", plan->grace_ms / 1000);
  if (plan->has_min)
    append_amount (out, "min_cost", plan->min_cost_e8);
  if (plan->has_max)
    append_amount (out, "max_cost", plan->max_cost_e8);
  if (plan->included_s > 0)
    append_int (out, "included_s", plan->included_s);
  append_price (out, deck, plan);
}

static void
append_rate (GString *out, const CollectorDeck *deck, const CollectorRate *rate)
{
  g_string_append_c (out, '{');
  append_text (out, "prefix", rate->prefix);
  append_text (out, "destination", rate->destination);
  collector_deck_append_plan (out, deck, collector_deck_plan_of (deck, rate));
  g_string_append_c (out, '}');
}

static void
append_options (GString *out, const CollectorDeckOptions *options)
{
  append_text (out, "name", options->name);
  append_text (out, "currency", options->currency);
  append_text (out, "zone", options->zone);
  append_text (out, "boundary", collector_boundary_names[options->start_band != 0]);
  append_key (out, "rounding");
  g_string_append_c (out, '{');
  append_text (out, "mode", collector_rounding_names[options->rounding]);
  append_int (out, "decimals", options->decimals);
  g_string_append_c (out, '}');
  append_text (out, "duration_rounding", collector_duration_names[options->duration_rounding]);
  append_bool (out, "advance", options->advance);
  append_bool (out, "total", options->total);
  append_text (out, "overlap", collector_overlap_names[options->truncate != 0]);
  append_amount (out, "vat", options->vat_e8);
  append_amount (out, "markup", options->markup_e8);
}

char *
collector_deck_to_json (const CollectorDeck *deck)
{
  GString *out = g_string_new ("{");

  append_options (out, &deck->options);
  append_key (out, "rates");
  g_string_append (out, "[\n");
  for (guint i = 0; i < deck->rates->len; i++)
    {
      if (i > 0)
        g_string_append (out, ",\n");
      append_rate (out, deck, collector_deck_rate_at (deck, i));
    }
  g_string_append (out, "]}\n");
  return g_string_free (out, FALSE);
}
