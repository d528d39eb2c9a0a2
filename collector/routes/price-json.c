/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a call costs what it costs: the tariff version that priced it is asked the same question
 * again, with its segments, and the answer is put into rows a person can add up. What is stored is
 * what holds: the explanation never changes a price. Pure but for the reference on the book.
 */
#include "config.h"

#include "collector/routes/call-detail.h"

#include <glib/gi18n.h>

#include "collector/routes/call-json.h"
#include "collector/rating/question.h"
#include "shared/base/money.h"
#include "shared/base/zone.h"

static void
write_segment (TollJsonWriter *json, const CollectorSegment *segment)
{
  toll_json_begin_object (json, NULL);
  toll_json_add_int (json, "from_ms", segment->from_ms);
  toll_json_add_int (json, "to_ms", segment->to_ms);
  toll_json_add_text (json, "band", segment->band);
  toll_json_add_int (json, "step_start_s", segment->step_start_s);
  collector_call_write_amount (json, "price", segment->price_e8, 8, 2);
  toll_json_add_int (json, "per_s", segment->per_s);
  toll_json_add_int (json, "increment_s", segment->increment_s);
  toll_json_add_int (json, "increments", segment->increments);
  collector_call_write_amount (json, "amount", segment->amount_e8, 8, 4);
  toll_json_end_object (json);
}

/* One row of the sum. Title and detail are translated where they are shown. @sum_e8 grows. */
static void
write_row (TollJsonWriter *json, const char *title, const char *detail, gint64 amount_e8,
           gint64 *sum_e8)
{
  *sum_e8 += amount_e8;
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "title", title);
  toll_json_add_text (json, "detail", detail);
  collector_call_write_amount (json, "amount", amount_e8, 8, 4);
  toll_json_end_object (json);
}

static void
write_segment_row (TollJsonWriter *json, const CollectorSegment *segment, gint64 *sum_e8)
{
  g_autofree char *price = toll_money_format (segment->price_e8, 8, 2);
  g_autofree char *detail = g_strdup_printf (
      "%s%s%" G_GINT64_FORMAT " \303\227 %" G_GINT64_FORMAT " s, %s / %" G_GINT64_FORMAT " s",
      segment->band, segment->band[0] != '\0' ? ": " : "", segment->increments,
      segment->increment_s, price, segment->per_s);

  write_row (json, N_ ("Talk time"), detail, segment->amount_e8, sum_e8);
}

/* The rows above the total add up to it: what rounding changed is a row too. */
static void
write_rows (TollJsonWriter *json, const CollectorCharge *charge)
{
  gint64 total_e8 = charge->cost_micro * (TOLL_E8 / TOLL_MICRO), sum_e8 = 0;
  const struct
  {
    gboolean is_told;
    const char *title, *detail;
    gint64 amount_e8;
  } bounds[] = {
    { charge->minimum_held, N_ ("Minimum charge"), N_ ("what the sum lacked to it"),
      charge->bound_e8 },
    { charge->maximum_held, N_ ("Maximum charge"), N_ ("what the sum had above it"),
      charge->bound_e8 },
    { charge->markup_e8 != 0, N_ ("Markup"), "", charge->markup_e8 },
    { charge->vat_e8 != 0, N_ ("VAT"), "", charge->vat_e8 },
  };

  toll_json_begin_array (json, "steps");
  if (charge->graced)
    write_row (json, N_ ("Grace"), N_ ("shorter than the free time at the beginning"), 0, &sum_e8);
  if (charge->connect_fee_e8 != 0)
    write_row (json, N_ ("Connection fee"), N_ ("once per answered call"), charge->connect_fee_e8,
               &sum_e8);
  for (guint i = 0; i < charge->segments->len; i++)
    write_segment_row (json, &g_array_index (charge->segments, CollectorSegment, i), &sum_e8);
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (bounds[i].is_told)
      write_row (json, bounds[i].title, bounds[i].detail, bounds[i].amount_e8, &sum_e8);
  if (charge->state != TOLL_RATING_UNRATED)
    {
      if (sum_e8 != total_e8)
        write_row (json, N_ ("Rounding"), N_ ("once, at the end"), total_e8 - sum_e8, &sum_e8);
      write_row (json, N_ ("Total"), "", total_e8, &sum_e8);
    }
  toll_json_end_array (json);
}

/* What is paid for: whole increments, where the talk time was cut into them. */
static gint64
find_billed_ms (const CollectorCharge *charge)
{
  gint64 billed_ms = 0;

  for (guint i = 0; i < charge->segments->len; i++)
    {
      const CollectorSegment *segment = &g_array_index (charge->segments, CollectorSegment, i);

      billed_ms += segment->increments * segment->increment_s * 1000;
    }
  return billed_ms > 0 ? billed_ms : charge->billed_ms;
}

static void
write_explanation (TollJsonWriter *json, const CollectorCharge *charge, gboolean is_known)
{
  /* A price that is missing is not 0. */
  const struct
  {
    const char *name;
    const gint64 *amount_e8;
  } amounts[] = {
    { "connect_fee", &charge->connect_fee_e8 },
    { "usage", &charge->usage_e8 },
    { "markup", &charge->markup_e8 },
    { "vat", &charge->vat_e8 },
  };

  toll_json_add_text (json, "destination", charge->destination != NULL ? charge->destination : "");
  toll_json_add_text (json, "band", charge->band != NULL ? charge->band : "");
  toll_json_add_int (json, "billed_ms", find_billed_ms (charge));
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    if (charge->state == TOLL_RATING_UNRATED || !is_known)
      toll_json_add_null (json, amounts[i].name);
    else
      collector_call_write_amount (json, amounts[i].name, *amounts[i].amount_e8, 8, 4);
  toll_json_add_bool (json, "minimum_held", charge->minimum_held);
  toll_json_add_bool (json, "maximum_held", charge->maximum_held);
  toll_json_add_bool (json, "graced", charge->graced);
  toll_json_begin_array (json, "segments");
  for (guint i = 0; i < charge->segments->len; i++)
    write_segment (json, &g_array_index (charge->segments, CollectorSegment, i));
  toll_json_end_array (json);
  write_rows (json, charge);
}

/* The first day of the version, in its tariff's zone; null for one that holds since ever. */
static void
write_valid_from (TollJsonWriter *json, const CollectorCallRow *row, const CollectorDeck *deck)
{
  const TollZone *zone = deck != NULL ? toll_zone_get (collector_deck_get_zone (deck), NULL) : NULL;
  gint32 day, second;
  int year, month, mday;
  char date[16];

  if (zone == NULL || row->call.tariff_version_id == 0 || row->version_from_ms <= 0)
    {
      toll_json_add_null (json, "valid_from");
      return;
    }
  toll_zone_to_local (zone, row->version_from_ms, &day, &second);
  toll_day_to_date (day, &year, &month, &mday);
  g_snprintf (date, sizeof date, "%04d-%02d-%02d", year, month, mday);
  toll_json_add_text (json, "valid_from", date);
}

static void
ask_again (CollectorDeck *deck, const CollectorCallRow *row, CollectorCharge *charge)
{
  CollectorQuestion question;

  collector_question_init_again (&question, &row->call, row->stored_number);
  collector_deck_rate (deck, &question, charge);
}

void
collector_call_price_write (TollJsonWriter *json, CollectorHouse *house,
                            const CollectorCallRow *row)
{
  const CollectorHouseOptions *options = collector_house_get_options (house);
  g_autoptr (CollectorBook) book = options->ref_book != NULL ? options->ref_book (options->data)
                                                             : NULL;
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (CollectorSegment));
  CollectorCharge charge = { .segments = segments };
  const TollCall *call = &row->call;
  CollectorDeck *deck = NULL;

  /* The rate would tell where a hidden call went. */
  if (book != NULL && call->tariff_version_id != 0 && row->hidden == COLLECTOR_NUMBER_SHOWN)
    deck = collector_book_lookup_version (book, call->tariff_version_id);
  toll_json_begin_object (json, "price");
  toll_json_add_text (json, "state", toll_rating_state_to_name (call->rating_state));
  toll_json_add_text (json, "reason", toll_reason_to_name (call->reason));
  if (call->rating_state == TOLL_RATING_UNRATED)
    {
      toll_json_add_null (json, "cost");
      toll_json_add_null (json, "cost_micro");
    }
  else
    {
      collector_call_write_amount (json, "cost", call->cost_micro, 6, 6);
      toll_json_add_int (json, "cost_micro", call->cost_micro);
    }
  toll_json_add_text (json, "currency", call->currency);
  toll_json_add_text (json, "tariff", row->tariff);
  toll_json_add_id (json, "version_id", call->tariff_version_id);
  write_valid_from (json, row, deck);
  toll_json_add_text (json, "prefix", call->rate_prefix);
  toll_json_add_int (json, "charged_from_ms", call->charged_from_ms);
  toll_json_add_int (json, "charged_ms", call->charged_ms);
  if (deck != NULL)
    ask_again (deck, row, &charge);
  else
    charge.cost_micro = call->cost_micro;
  charge.state = call->rating_state;
  write_explanation (json, &charge, deck != NULL);
  toll_json_end_object (json);
}
