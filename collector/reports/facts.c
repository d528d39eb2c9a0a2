/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a list shows of a call. Pure; any thread.
 */
#include "config.h"

#include "collector/reports/facts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/normalize/device-shape.h"
#include "collector/store/query/fields.h"

static void
set_text (TollCell *cell, const char *text)
{
  toll_cell_set_text (cell, *text != '\0' ? text : NULL);
}

#define TEXT_OF(name, expression)                                                                  \
  static void fill_##name (const CollectorFactInput *input, TollCell *cell)                        \
  {                                                                                                \
    const CollectorCallRow *row = input->row;                                                      \
                                                                                                   \
    set_text (cell, expression);                                                                   \
  }
#define FIGURE_OF(name, expression)                                                                \
  static void fill_##name (const CollectorFactInput *input, TollCell *cell)                        \
  {                                                                                                \
    const CollectorCallRow *row = input->row;                                                      \
                                                                                                   \
    toll_cell_set_figure (cell, expression);                                                       \
  }

TEXT_OF (cause_text, collector_cause_to_text ((int) row->call.cause))
TEXT_OF (direction, toll_direction_to_name (row->call.direction))
TEXT_OF (outcome, toll_outcome_to_name (row->call.outcome))
TEXT_OF (class, toll_class_to_name (row->call.dest_class))
TEXT_OF (rating_state, toll_rating_state_to_name (row->call.rating_state))
TEXT_OF (reason, toll_reason_to_name (row->call.reason))
TEXT_OF (extension, row->call.extension)
TEXT_OF (partition, row->call.partition)
TEXT_OF (device, row->call.device)
TEXT_OF (login_user, row->call.login_user)
TEXT_OF (last_extension, row->call.last_extension)
TEXT_OF (first_extension, row->call.first_extension)
TEXT_OF (name, row->name)
TEXT_OF (department, row->department)
TEXT_OF (location, row->location)
TEXT_OF (cost_centre, row->cost_centre)
TEXT_OF (user_name, row->user_name)
TEXT_OF (cucm_user_id, row->cucm_user_id)
TEXT_OF (custom_1, row->custom[0])
TEXT_OF (custom_2, row->custom[1])
TEXT_OF (custom_3, row->custom[2])
TEXT_OF (custom_4, row->custom[3])
TEXT_OF (custom_5, row->custom[4])
TEXT_OF (custom_6, row->custom[5])
TEXT_OF (custom_7, row->custom[6])
TEXT_OF (custom_8, row->custom[7])
TEXT_OF (custom_9, row->custom[8])
TEXT_OF (custom_10, row->custom[9])
/* What is dialled for an incoming call is a number of our own. */
TEXT_OF (did, row->call.direction == TOLL_DIRECTION_INCOMING ? row->call.dialled : "")
TEXT_OF (number, row->call.number)
TEXT_OF (number_name, row->number_name)
TEXT_OF (dialled, row->call.dialled)
TEXT_OF (hunt_pilot, row->call.hunt_pilot)
TEXT_OF (nation, row->call.nation)
TEXT_OF (area, row->call.area)
TEXT_OF (operator, row->call.operator_name)
TEXT_OF (gateway, *row->gateway_title != '\0' ? row->gateway_title : row->call.gateway)
TEXT_OF (site, row->call.site)
TEXT_OF (authorization, row->call.authorization_description)
TEXT_OF (client_matter_code, row->call.client_matter_code)
TEXT_OF (prefix, row->call.rate_prefix)
TEXT_OF (tariff, row->tariff)
TEXT_OF (currency, row->call.currency)
FIGURE_OF (start, row->call.start_ms)
FIGURE_OF (end, row->call.end_ms)
FIGURE_OF (ring_ms, row->call.ring_ms)
FIGURE_OF (queue_ms, row->call.queue_ms)
FIGURE_OF (charged_ms, row->call.charged_ms)
FIGURE_OF (n_legs, row->call.n_legs)

/* What a mailbox recorded is no talk. */
static void
fill_talk_ms (const CollectorFactInput *input, TollCell *cell)
{
  if (input->row->call.outcome == TOLL_OUTCOME_ANSWERED)
    toll_cell_set_figure (cell, input->row->call.talk_ms);
}

static void
fill_cause (const CollectorFactInput *input, TollCell *cell)
{
  if (input->row->call.cause != 0)
    toll_cell_set_figure (cell, input->row->call.cause);
}

static void
fill_band (const CollectorFactInput *input, TollCell *cell)
{
  set_text (cell, input->band);
}

static void
fill_weekday (const CollectorFactInput *input, TollCell *cell)
{
  gint32 day, second;

  toll_zone_to_local (input->zone, input->row->call.start_ms, &day, &second);
  toll_cell_set_figure (cell, toll_day_get_weekday (day));
}

/* A price that is missing is not 0. */
static void
fill_cost (const CollectorFactInput *input, TollCell *cell)
{
  const CollectorCallRow *row = input->row;

  if (row->call.rating_state == TOLL_RATING_RATED)
    toll_cell_set_figure (cell, row->call.cost_micro);
  else
    *cell = (TollCell){ .is_empty = TRUE };
}

static void
fill_rank (const CollectorFactInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, input->rank);
}

/* Of transit calls both ends are trunks, unless the call was given to somebody later; of others one is
 * somebody's phone. */
static gboolean
is_trunk (const CollectorCallRow *row, const char *device)
{
  return row->call.direction == TOLL_DIRECTION_TRANSIT
         && collector_device_shape_get_kind (device) == COLLECTOR_DEVICE_UNKNOWN
         && collector_device_shape_get_likely (device) == COLLECTOR_DEVICE_UNKNOWN;
}

/* Devices may be called as the number is that they were reached by. */
static void
set_device (const CollectorFactInput *input, TollCell *cell, const char *device)
{
  const char *title;

  if (input->row->hides_person && !is_trunk (input->row, device))
    return;
  title = collector_names_ask_gateway_title (input->names, device);
  if (*title != '\0')
    device = title;
  set_text (cell, collector_calls_mask_device (input->row, device, input->arena));
}

/* The devices a transit call came in by and left by. */
static void
fill_gateway_in (const CollectorFactInput *input, TollCell *cell)
{
  if (input->legs->len > 0)
    set_device (input, cell, g_array_index (input->legs, CollectorCallLeg, 0).leg.orig_device);
}

static void
fill_gateway_out (const CollectorFactInput *input, TollCell *cell)
{
  if (input->legs->len > 0)
    set_device (input, cell, g_array_index (input->legs, CollectorCallLeg, input->legs->len - 1)
                                 .leg.dest_device);
}

/* Not told to who was called; an authorisation has a name wherever it may be known. */
static void
fill_authorization_level (const CollectorFactInput *input, TollCell *cell)
{
  if (*input->row->call.authorization_description == '\0')
    return;
  for (guint i = 0; i < input->legs->len; i++)
    {
      const TollLeg *leg = &g_array_index (input->legs, CollectorCallLeg, i).leg;

      if (*leg->authorization_description != '\0'
          && (cell->is_empty || leg->authorization_level > cell->figure))
        toll_cell_set_figure (cell, leg->authorization_level);
    }
}

/* What the worst side heard; what was not measured is left empty. */
static void
fill_worst (const CollectorFactInput *input, gsize offset, gboolean is_least, TollCell *cell)
{
  for (guint i = 0; i < input->qualities->len; i++)
    {
      gint64 value = G_STRUCT_MEMBER (
          gint64, &g_array_index (input->qualities, TollQuality, i), offset);

      if (value >= 0
          && (cell->is_empty || (is_least ? value < cell->figure : value > cell->figure)))
        toll_cell_set_figure (cell, value);
    }
}

#define WORST_OF(name, member, is_least)                                                           \
  static void fill_##name (const CollectorFactInput *input, TollCell *cell)                        \
  {                                                                                                \
    fill_worst (input, G_STRUCT_OFFSET (TollQuality, member), is_least, cell);                     \
  }

WORST_OF (mos, mos_milli, TRUE)
WORST_OF (jitter, jitter_ms, FALSE)
WORST_OF (latency, latency_ms, FALSE)
WORST_OF (concealed, concealed_ppm, FALSE)

/* Packets that did not come, of those that should have, on the worst side. */
static void
fill_loss (const CollectorFactInput *input, TollCell *cell)
{
  for (guint i = 0; i < input->qualities->len; i++)
    {
      const TollQuality *heard = &g_array_index (input->qualities, TollQuality, i);
      gint64 lost = heard->packets_lost, whole = lost + MAX (heard->packets_received, 0);
      gint64 share = lost >= 0 && whole > 0 ? (lost * 1000000 + whole / 2) / whole : -1;

      if (share >= 0 && (cell->is_empty || share > cell->figure))
        toll_cell_set_figure (cell, share);
    }
}

/* The device of the side that heard worse. */
static void
fill_worse_side (const CollectorFactInput *input, TollCell *cell)
{
  const TollQuality *worst = NULL;

  for (guint i = 0; i < input->qualities->len; i++)
    {
      const TollQuality *heard = &g_array_index (input->qualities, TollQuality, i);

      if (heard->mos_milli >= 0 && (worst == NULL || heard->mos_milli < worst->mos_milli))
        worst = heard;
    }
  if (worst != NULL)
    set_device (input, cell, worst->device);
}

static const CollectorFact facts[] = {
  { "rank", N_ ("Rank"), TOLL_CELL_COUNT, FALSE, fill_rank, .is_lean = TRUE },
  { "direction", N_ ("Type"), TOLL_CELL_WORD, FALSE, fill_direction, .is_lean = TRUE },
  { "outcome", N_ ("Outcome"), TOLL_CELL_WORD, FALSE, fill_outcome, .is_lean = TRUE },
  { "class", N_ ("Destination class"), TOLL_CELL_WORD, FALSE, fill_class, .is_lean = TRUE },
  { "rating_state", N_ ("Price"), TOLL_CELL_WORD, FALSE, fill_rating_state, .is_lean = TRUE },
  { "reason", N_ ("Reason"), TOLL_CELL_WORD, FALSE, fill_reason },
  { "extension", N_ ("Extension"), TOLL_CELL_TEXT, FALSE, fill_extension, .is_lean = TRUE },
  { "partition", N_ ("Partition"), TOLL_CELL_TEXT, FALSE, fill_partition, .is_lean = TRUE },
  { "device", N_ ("Device"), TOLL_CELL_TEXT, FALSE, fill_device },
  { "login_user", N_ ("Signed in at the phone"), TOLL_CELL_TEXT, FALSE, fill_login_user },
  { "last_extension", N_ ("Last holder"), TOLL_CELL_TEXT, FALSE, fill_last_extension },
  { "first_extension", N_ ("Rang first"), TOLL_CELL_TEXT, FALSE, fill_first_extension },
  { "name", N_ ("Name"), TOLL_CELL_TEXT, FALSE, fill_name, .is_lean = TRUE },
  { "user_name", N_ ("User name"), TOLL_CELL_TEXT, FALSE, fill_user_name },
  { "cucm_user_id", N_ ("CUCM user id"), TOLL_CELL_TEXT, FALSE, fill_cucm_user_id },
  { "department", N_ ("Department"), TOLL_CELL_TEXT, FALSE, fill_department, .is_lean = TRUE },
  { "cost_centre", N_ ("Cost centre"), TOLL_CELL_TEXT, FALSE, fill_cost_centre, .is_lean = TRUE },
  { "number", N_ ("Number"), TOLL_CELL_PHONE, FALSE, fill_number, .is_lean = TRUE },
  { "number_name", N_ ("Name of the other side"), TOLL_CELL_TEXT, FALSE,
    fill_number_name, .is_lean = TRUE },
  { "dialled", N_ ("Dialled"), TOLL_CELL_PHONE, FALSE, fill_dialled },
  { "did", N_ ("Called number"), TOLL_CELL_PHONE, FALSE, fill_did },
  { "hunt_pilot", N_ ("Hunt pilot"), TOLL_CELL_TEXT, FALSE, fill_hunt_pilot },
  { "nation", N_ ("Nation"), TOLL_CELL_TEXT, FALSE, fill_nation },
  { "area", N_ ("Area"), TOLL_CELL_TEXT, FALSE, fill_area },
  { "operator", N_ ("Operator"), TOLL_CELL_TEXT, FALSE, fill_operator },
  { "gateway", N_ ("Gateway"), TOLL_CELL_TEXT, FALSE, fill_gateway, .is_lean = TRUE },
  { "gateway_in", N_ ("Came in by"), TOLL_CELL_TEXT, FALSE, fill_gateway_in, TRUE },
  { "gateway_out", N_ ("Left by"), TOLL_CELL_TEXT, FALSE, fill_gateway_out, TRUE },
  { "location", N_ ("Office location"), TOLL_CELL_TEXT, FALSE, fill_location, .is_lean = TRUE },
  { "mos", N_ ("Voice score (MOS)"), TOLL_CELL_DECIMAL, FALSE, fill_mos, TRUE },
  { "jitter_ms", N_ ("Jitter (ms)"), TOLL_CELL_COUNT, FALSE, fill_jitter, TRUE },
  { "latency_ms", N_ ("Latency (ms)"), TOLL_CELL_COUNT, FALSE, fill_latency, TRUE },
  /* TRANSLATORS: heading of a column of percentages: packets that did not arrive. */
  { "loss", N_ ("% lost"), TOLL_CELL_SHARE, FALSE, fill_loss, TRUE },
  /* TRANSLATORS: heading of a column of percentages: speech that was made up for lost packets. */
  { "concealed", N_ ("% concealed"), TOLL_CELL_SHARE, FALSE, fill_concealed, TRUE },
  { "worse_side", N_ ("Heard worse"), TOLL_CELL_TEXT, FALSE, fill_worse_side, TRUE },
  { "cause_text", N_ ("Cause"), TOLL_CELL_WORD, FALSE, fill_cause_text },
  { "site", N_ ("Site"), TOLL_CELL_TEXT, FALSE, fill_site },
  { "authorization", N_ ("Authorisation code"), TOLL_CELL_TEXT, FALSE, fill_authorization },
  { "authorization_level", N_ ("Authorisation level"), TOLL_CELL_COUNT, FALSE,
    fill_authorization_level, TRUE },
  { "client_matter_code", N_ ("Client matter code"), TOLL_CELL_TEXT, FALSE, fill_client_matter_code },
  { "prefix", N_ ("Prefix"), TOLL_CELL_TEXT, FALSE, fill_prefix },
  { "tariff", N_ ("Tariff"), TOLL_CELL_TEXT, FALSE, fill_tariff },
  { "band", N_ ("Time band"), TOLL_CELL_TEXT, FALSE, fill_band, .needs_band = TRUE },
  { "currency", N_ ("Currency"), TOLL_CELL_TEXT, FALSE, fill_currency, .is_lean = TRUE },
  { "start", N_ ("Start"), TOLL_CELL_INSTANT, FALSE, fill_start, .is_lean = TRUE },
  { "weekday", N_ ("Weekday"), TOLL_CELL_WEEKDAY, FALSE, fill_weekday, .is_lean = TRUE },
  { "end", N_ ("End"), TOLL_CELL_INSTANT, FALSE, fill_end },
  { "ring_ms", N_ ("Ring time"), TOLL_CELL_DURATION, FALSE, fill_ring_ms },
  { "talk_ms", N_ ("Duration"), TOLL_CELL_DURATION, TRUE, fill_talk_ms, .is_lean = TRUE },
  { "queue_ms", N_ ("Queue time"), TOLL_CELL_DURATION, FALSE, fill_queue_ms },
  { "charged_ms", N_ ("Charged time"), TOLL_CELL_DURATION, TRUE, fill_charged_ms },
  { "cause", N_ ("Cause"), TOLL_CELL_COUNT, FALSE, fill_cause },
  { "n_legs", N_ ("Records"), TOLL_CELL_COUNT, FALSE, fill_n_legs },
  { "custom_1", N_ ("Custom field 1 (no title)"), TOLL_CELL_TEXT, FALSE, fill_custom_1 },
  { "custom_2", N_ ("Custom field 2 (no title)"), TOLL_CELL_TEXT, FALSE, fill_custom_2 },
  { "custom_3", N_ ("Custom field 3 (no title)"), TOLL_CELL_TEXT, FALSE, fill_custom_3 },
  { "custom_4", N_ ("Custom field 4 (no title)"), TOLL_CELL_TEXT, FALSE, fill_custom_4 },
  { "custom_5", N_ ("Custom field 5 (no title)"), TOLL_CELL_TEXT, FALSE, fill_custom_5 },
  { "custom_6", N_ ("Custom field 6 (no title)"), TOLL_CELL_TEXT, FALSE, fill_custom_6 },
  { "custom_7", N_ ("Custom field 7 (no title)"), TOLL_CELL_TEXT, FALSE, fill_custom_7 },
  { "custom_8", N_ ("Custom field 8 (no title)"), TOLL_CELL_TEXT, FALSE, fill_custom_8 },
  { "custom_9", N_ ("Custom field 9 (no title)"), TOLL_CELL_TEXT, FALSE, fill_custom_9 },
  { "custom_10", N_ ("Custom field 10 (no title)"), TOLL_CELL_TEXT, FALSE, fill_custom_10 },
  { "cost", N_ ("Cost"), TOLL_CELL_MONEY, TRUE, fill_cost, .is_lean = TRUE },
};

const CollectorFact *
collector_fact_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (strcmp (facts[i].id, id) == 0)
      return &facts[i];
  return NULL;
}

const CollectorFact *
collector_fact_list (guint *n_facts)
{
  *n_facts = G_N_ELEMENTS (facts);
  return facts;
}
