/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A charge written as JSON, with everything that explains it. Pure; any thread.
 */
#include "config.h"

#include "collector/rating/charge-json.h"

#include "collector/rating/json-pull.h"
#include "shared/base/money.h"

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
  collector_json_append_text (out, text != NULL ? text : "");
}

static void
append_int (GString *out, const char *key, gint64 value)
{
  append_key (out, key);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

static void
append_bool (GString *out, const char *key, gboolean value)
{
  append_key (out, key);
  g_string_append (out, value ? "true" : "false");
}

static void
append_amount (GString *out, const char *key, gint64 value, guint decimals, guint min_decimals)
{
  g_autofree char *amount = toll_money_format (value, decimals, min_decimals);

  append_text (out, key, amount);
}

static void
append_segment (GString *out, const CollectorSegment *segment)
{
  g_string_append_c (out, '{');
  append_int (out, "from_ms", segment->from_ms);
  append_int (out, "to_ms", segment->to_ms);
  append_text (out, "band", segment->band);
  append_int (out, "step_start_s", segment->step_start_s);
  append_amount (out, "price", segment->price_e8, 8, 2);
  append_int (out, "per_s", segment->per_s);
  append_int (out, "increment_s", segment->increment_s);
  append_int (out, "increments", segment->increments);
  append_amount (out, "amount", segment->amount_e8, 8, 2);
  g_string_append_c (out, '}');
}

static void
append_explanation (GString *out, const CollectorCharge *charge)
{
  append_int (out, "billed_ms", charge->billed_ms);
  append_amount (out, "connect_fee", charge->connect_fee_e8, 8, 2);
  append_amount (out, "usage", charge->usage_e8, 8, 2);
  append_amount (out, "markup", charge->markup_e8, 8, 2);
  append_amount (out, "vat", charge->vat_e8, 8, 2);
  append_bool (out, "graced", charge->graced);
  append_bool (out, "minimum_held", charge->minimum_held);
  append_bool (out, "maximum_held", charge->maximum_held);
}

char *
collector_charge_to_json (const CollectorCharge *charge, const char *tariff_name)
{
  GString *out = g_string_new ("{");

  append_text (out, "state", toll_rating_state_to_name (charge->state));
  if (charge->state == TOLL_RATING_UNRATED)
    append_text (out, "reason", toll_reason_to_name (charge->reason));
  else
    {
      append_amount (out, "cost", charge->cost_micro, 6, 6);
      append_int (out, "cost_micro", charge->cost_micro);
    }
  append_text (out, "currency", charge->currency);
  append_text (out, "tariff", tariff_name);
  append_text (out, "prefix", charge->prefix);
  append_text (out, "destination", charge->destination);
  append_text (out, "band", charge->band);
  if (charge->state == TOLL_RATING_RATED)
    append_explanation (out, charge);
  append_key (out, "segments");
  g_string_append_c (out, '[');
  for (guint i = 0; charge->segments != NULL && i < charge->segments->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_segment (out, &g_array_index (charge->segments, CollectorSegment, i));
    }
  g_string_append (out, "]}");
  return g_string_free (out, FALSE);
}
