/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One call detail record: its field table.
 */
#include "config.h"

#include "shared/model/leg.h"

#include <string.h>

#define TEXT(member) { #member, G_STRUCT_OFFSET (TollLeg, member), TOLL_FIELD_TEXT }
#define U32(member)  { #member, G_STRUCT_OFFSET (TollLeg, member), TOLL_FIELD_U32 }
#define I64(member)  { #member, G_STRUCT_OFFSET (TollLeg, member), TOLL_FIELD_I64 }

/* A field is known by its place when it is packed: new ones go to the end. What most records leave
 * empty comes last and costs nothing. */
const TollField toll_leg_fields[] = {
  TEXT (cluster),
  U32 (manager_id),
  U32 (global_call_id),
  U32 (orig_leg_id),
  U32 (dest_leg_id),
  I64 (setup_ms),
  I64 (connect_ms),
  I64 (disconnect_ms),
  I64 (duration_ms),
  TEXT (calling_number),
  TEXT (calling_partition),
  TEXT (original_called_number),
  TEXT (original_called_partition),
  TEXT (final_called_number),
  TEXT (final_called_partition),
  TEXT (last_redirect_number),
  TEXT (last_redirect_partition),
  TEXT (orig_device),
  TEXT (dest_device),
  U32 (orig_cause),
  U32 (dest_cause),
  U32 (orig_termination_behalf),
  U32 (dest_termination_behalf),
  U32 (called_pattern_usage),
  U32 (incoming_protocol),
  U32 (outgoing_protocol),
  U32 (orig_node),
  U32 (dest_node),
  U32 (orig_span),
  U32 (dest_span),
  U32 (orig_codec),
  U32 (dest_codec),
  TEXT (orig_address),
  TEXT (dest_address),
  TEXT (pkid),
  U32 (orig_redirect_behalf),
  U32 (last_redirect_behalf),
  U32 (orig_redirect_reason),
  U32 (last_redirect_reason),
  U32 (join_behalf),
  U32 (orig_conversation_id),
  U32 (dest_conversation_id),
  U32 (routing_reason),
  U32 (secured_status),
  U32 (was_queued),
  I64 (queue_ms),
  TEXT (calling_user),
  TEXT (called_user),
  TEXT (outpulsed_calling_number),
  TEXT (outpulsed_called_number),
  TEXT (hunt_pilot_number),
  TEXT (hunt_pilot_partition),
  TEXT (comment),
  TEXT (authorization_description),
  TEXT (authorization_code),
  U32 (authorization_level),
  TEXT (client_matter_code),
  TEXT (mobile_calling_number),
  TEXT (mobile_called_number),
  I64 (mobile_orig_ms),
  I64 (mobile_dest_ms),
};
const guint toll_leg_n_fields = G_N_ELEMENTS (toll_leg_fields);

void
toll_leg_init (TollLeg *leg)
{
  memset (leg, 0, sizeof *leg);
  for (guint i = 0; i < toll_leg_n_fields; i++)
    if (toll_leg_fields[i].kind == TOLL_FIELD_TEXT)
      *(const char **) ((char *) leg + toll_leg_fields[i].offset) = "";
}

/* Members whose column no file lacks. */
static const gsize always_there[] = {
  G_STRUCT_OFFSET (TollLeg, manager_id),
  G_STRUCT_OFFSET (TollLeg, global_call_id),
  G_STRUCT_OFFSET (TollLeg, setup_ms),
  G_STRUCT_OFFSET (TollLeg, connect_ms),
  G_STRUCT_OFFSET (TollLeg, disconnect_ms),
  G_STRUCT_OFFSET (TollLeg, duration_ms),
  G_STRUCT_OFFSET (TollLeg, calling_number),
  G_STRUCT_OFFSET (TollLeg, original_called_number),
  G_STRUCT_OFFSET (TollLeg, final_called_number),
  G_STRUCT_OFFSET (TollLeg, orig_device),
  G_STRUCT_OFFSET (TollLeg, dest_device),
};

static gboolean
is_always_there (const TollField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (always_there); i++)
    if (always_there[i] == field->offset)
      return TRUE;
  return FALSE;
}

static gboolean
is_empty (const TollField *field, const TollLeg *leg)
{
  return field->kind == TOLL_FIELD_TEXT ? *toll_field_get_text (field, leg) == '\0'
                                        : toll_field_get_int (field, leg) == 0;
}

static gboolean
is_same (const TollField *field, const TollLeg *a, const TollLeg *b)
{
  return field->kind == TOLL_FIELD_TEXT
             ? strcmp (toll_field_get_text (field, a), toll_field_get_text (field, b)) == 0
             : toll_field_get_int (field, a) == toll_field_get_int (field, b);
}

gboolean
toll_leg_agrees (const TollLeg *a, const TollLeg *b)
{
  for (guint i = 0; i < toll_leg_n_fields; i++)
    {
      const TollField *field = &toll_leg_fields[i];

      if (!is_same (field, a, b)
          && (is_always_there (field) || (!is_empty (field, a) && !is_empty (field, b))))
        return FALSE;
    }
  return TRUE;
}

void
toll_leg_list_differences (const TollLeg *a, const TollLeg *b, GPtrArray *names)
{
  for (guint i = 0; i < toll_leg_n_fields; i++)
    if (!is_same (&toll_leg_fields[i], a, b))
      g_ptr_array_add (names, (gpointer) toll_leg_fields[i].name);
}
