/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A call as JSON, in one place for all that show calls. The row comes masked. Pure; any thread.
 */
#include "config.h"

#include "collector/routes/call-json.h"

#include <string.h>

#include "shared/base/money.h"

void
collector_call_write_flags (TollJsonWriter *json, const char *name, guint32 flags)
{
  toll_json_begin_array (json, name);
  for (guint bit = 0; bit < 32; bit++)
    if (flags & (1u << bit))
      toll_json_add_text (json, NULL, toll_call_flag_to_name (1u << bit));
  toll_json_end_array (json);
}

void
collector_call_write_amount (TollJsonWriter *json, const char *name, gint64 value, guint decimals,
                             guint min_decimals)
{
  g_autofree char *text = toll_money_format (value, decimals, min_decimals);

  toll_json_add_text (json, name, text);
}

/* Why a number is not told; rows of CollectorNumberHidden. */
static const char *const hidden_names[] = { NULL, "private", "free_incoming", "person" };
G_STATIC_ASSERT (G_N_ELEMENTS (hidden_names) == COLLECTOR_NUMBER_PERSON + 1);

static const char *
null_if_empty (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static const char *
find_nation_name (CollectorNumbering *numbering, const CollectorCallRow *row)
{
  const CollectorNation *nation =
      numbering != NULL ? collector_numbering_lookup_nation (numbering, row->call.nation) : NULL;

  return nation != NULL ? nation->name : "";
}

static void
write_price (TollJsonWriter *json, const CollectorCallRow *row)
{
  const TollCall *call = &row->call;

  toll_json_add_text (json, "rating_state", toll_rating_state_to_name (call->rating_state));
  toll_json_add_text (json, "reason", toll_reason_to_name (call->reason));
  if (call->rating_state == TOLL_RATING_UNRATED)
    {
      toll_json_add_null (json, "cost_micro");
      toll_json_add_null (json, "cost");
    }
  else
    {
      toll_json_add_int (json, "cost_micro", call->cost_micro);
      collector_call_write_amount (json, "cost", call->cost_micro, 6, 6);
    }
  toll_json_add_text (json, "currency", call->currency);
  toll_json_add_text (json, "tariff", row->tariff);
}

static void
write_times (TollJsonWriter *json, const TollCall *call)
{
  toll_json_add_int (json, "start_ms", call->start_ms);
  if (call->connect_ms != 0)
    toll_json_add_int (json, "connect_ms", call->connect_ms);
  else
    toll_json_add_null (json, "connect_ms");
  toll_json_add_int (json, "end_ms", call->end_ms);
}

void
collector_call_write (TollJsonWriter *json, const char *name, const CollectorCallRow *row,
                      CollectorNumbering *numbering)
{
  const TollCall *call = &row->call;
  const char *title = row->gateway_title;

  toll_json_begin_object (json, name);
  toll_json_add_id (json, "id", call->id);
  write_times (json, call);
  toll_json_add_text (json, "direction", toll_direction_to_name (call->direction));
  toll_json_add_text (json, "outcome", toll_outcome_to_name (call->outcome));
  toll_json_add_text (json, "class", toll_class_to_name (call->dest_class));
  collector_call_write_flags (json, "flags", call->flags);
  toll_json_add_text (json, "extension", call->extension);
  toll_json_add_text (json, "name", row->name);
  toll_json_add_bool (json, "person_hidden", row->hides_person);
  toll_json_add_text (json, "department", row->department);
  toll_json_add_text (json, "number", call->number);
  toll_json_add_text (json, "number_name", row->number_name);
  toll_json_add_text (json, "number_hidden", hidden_names[row->hidden]);
  if (row->hides_privacy)
    toll_json_add_null (json, "is_private");
  else
    toll_json_add_bool (json, "is_private", row->is_private);
  toll_json_add_bool (json, "number_is_internal", call->direction == TOLL_DIRECTION_INTERNAL);
  toll_json_add_text (json, "caller_e164", null_if_empty (call->caller_e164));
  toll_json_add_text (json, "callee_e164", null_if_empty (call->callee_e164));
  toll_json_add_text (json, "dialled", call->dialled);
  toll_json_add_text (json, "nation", call->nation);
  toll_json_add_text (json, "nation_name", find_nation_name (numbering, row));
  toll_json_add_text (json, "area", call->area);
  toll_json_add_text (json, "operator", call->operator_name);
  toll_json_add_int (json, "ring_ms", call->ring_ms);
  toll_json_add_int (json, "talk_ms", call->talk_ms);
  toll_json_add_int (json, "queue_ms", call->queue_ms);
  toll_json_add_int (json, "cause", call->cause);
  write_price (json, row);
  toll_json_add_text (json, "gateway", *title != '\0' ? title : call->gateway);
  toll_json_add_text (json, "gateway_device", call->gateway);
  toll_json_add_text (json, "site", call->site);
  toll_json_add_text (json, "authorization", call->authorization_description);
  toll_json_add_text (json, "client_matter_code", call->client_matter_code);
  toll_json_end_object (json);
}
