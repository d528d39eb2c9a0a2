/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Call detail records of Cisco Unified CM, the flat files of releases 7 to 15: one table of columns
 * and what makes a row a leg. Refuses rows without an instant, and rows whose figures are none; a
 * negative or absurd duration is no reason, the journey flags it. Pure; one thread at a time.
 */
#include "config.h"

#include "collector/formats/cucm-file.h"

#include <glib/gi18n.h>

/* What a row is decoded into: the leg and what only this file needs. */
typedef struct
{
  TollLeg leg;
  gint64 record_type;
  gint64 orig_ip;
  gint64 dest_ip;
} CdrRow;

#define ROW(name, other, member, kind, required) \
  { name, other, G_STRUCT_OFFSET (CdrRow, member), COLLECTOR_COLUMN_##kind, required }
#define MUST(name, other, member, kind) ROW (name, other, member, kind, TRUE)
#define MAY(name, other, member, kind)  ROW (name, other, member, kind, FALSE)

/* The pkid first, then in the order of Unified CM's own file. */
static const CollectorColumn columns[] = {
  MUST ("pkid", NULL, leg.pkid, TEXT),
  MUST ("cdrRecordType", NULL, record_type, I64),
  MUST ("globalCallID_callManagerId", NULL, leg.manager_id, U32),
  MUST ("globalCallID_callId", NULL, leg.global_call_id, U32),
  MAY ("origLegCallIdentifier", "origLegIdentifier", leg.orig_leg_id, U32),
  MUST ("dateTimeOrigination", NULL, leg.setup_ms, INSTANT),
  MAY ("origNodeId", NULL, leg.orig_node, U32),
  MAY ("origSpan", NULL, leg.orig_span, U32),
  MAY ("origIpAddr", NULL, orig_ip, I64),
  MUST ("callingPartyNumber", NULL, leg.calling_number, TEXT),
  MAY ("callingPartyUnicodeLoginUserID", "callingPartyLoginUserID", leg.calling_user, TEXT),
  MAY ("origCause_value", "origCauseValue", leg.orig_cause, U32),
  MAY ("origMediaCap_payloadCapability", NULL, leg.orig_codec, U32),
  MAY ("destLegIdentifier", "destLegCallIdentifier", leg.dest_leg_id, U32),
  MAY ("destNodeId", NULL, leg.dest_node, U32),
  MAY ("destSpan", NULL, leg.dest_span, U32),
  MAY ("destIpAddr", NULL, dest_ip, I64),
  MUST ("originalCalledPartyNumber", NULL, leg.original_called_number, TEXT),
  MUST ("finalCalledPartyNumber", NULL, leg.final_called_number, TEXT),
  MAY ("finalCalledPartyUnicodeLoginUserID", "finalCalledPartyLoginUserID", leg.called_user, TEXT),
  MAY ("destCause_value", "destCauseValue", leg.dest_cause, U32),
  MAY ("destMediaCap_payloadCapability", NULL, leg.dest_codec, U32),
  MUST ("dateTimeConnect", NULL, leg.connect_ms, INSTANT),
  MUST ("dateTimeDisconnect", NULL, leg.disconnect_ms, INSTANT),
  MAY ("lastRedirectDn", NULL, leg.last_redirect_number, TEXT),
  MAY ("originalCalledPartyNumberPartition", NULL, leg.original_called_partition, TEXT),
  MAY ("callingPartyNumberPartition", NULL, leg.calling_partition, TEXT),
  MAY ("finalCalledPartyNumberPartition", NULL, leg.final_called_partition, TEXT),
  MAY ("lastRedirectDnPartition", NULL, leg.last_redirect_partition, TEXT),
  MUST ("duration", NULL, leg.duration_ms, SECONDS),
  MUST ("origDeviceName", NULL, leg.orig_device, TEXT),
  MUST ("destDeviceName", NULL, leg.dest_device, TEXT),
  MAY ("origCallTerminationOnBehalfOf", NULL, leg.orig_termination_behalf, U32),
  MAY ("destCallTerminationOnBehalfOf", NULL, leg.dest_termination_behalf, U32),
  MAY ("origCalledPartyRedirectOnBehalfOf", NULL, leg.orig_redirect_behalf, U32),
  MAY ("lastRedirectRedirectOnBehalfOf", NULL, leg.last_redirect_behalf, U32),
  MAY ("origCalledPartyRedirectReason", NULL, leg.orig_redirect_reason, U32),
  MAY ("lastRedirectRedirectReason", NULL, leg.last_redirect_reason, U32),
  MAY ("destConversationId", NULL, leg.dest_conversation_id, U32),
  MAY ("globalCallId_ClusterID", NULL, leg.cluster, TEXT),
  MAY ("joinOnBehalfOf", NULL, leg.join_behalf, U32),
  MAY ("comment", NULL, leg.comment, TEXT),
  MAY ("authCodeDescription", NULL, leg.authorization_description, TEXT),
  MAY ("authorizationLevel", NULL, leg.authorization_level, U32),
  MAY ("clientMatterCode", NULL, leg.client_matter_code, TEXT),
  MAY ("callSecuredStatus", NULL, leg.secured_status, U32),
  MAY ("origConversationId", NULL, leg.orig_conversation_id, U32),
  MAY ("authorizationCodeValue", NULL, leg.authorization_code, TEXT),
  MAY ("outpulsedCallingPartyNumber", NULL, leg.outpulsed_calling_number, TEXT),
  MAY ("outpulsedCalledPartyNumber", NULL, leg.outpulsed_called_number, TEXT),
  MAY ("origIpv4v6Addr", NULL, leg.orig_address, TEXT),
  MAY ("destIpv4v6Addr", NULL, leg.dest_address, TEXT),
  MAY ("IncomingProtocolID", NULL, leg.incoming_protocol, U32),
  MAY ("OutgoingProtocolID", NULL, leg.outgoing_protocol, U32),
  MAY ("currentRoutingReason", NULL, leg.routing_reason, U32),
  MAY ("huntPilotPartition", NULL, leg.hunt_pilot_partition, TEXT),
  MAY ("huntPilotDN", NULL, leg.hunt_pilot_number, TEXT),
  MAY ("calledPartyPatternUsage", NULL, leg.called_pattern_usage, U32),
  MAY ("wasCallQueued", NULL, leg.was_queued, U32),
  MAY ("totalWaitTimeInQueue", NULL, leg.queue_ms, SECONDS),
  MAY ("mobileCallingPartyNumber", NULL, leg.mobile_calling_number, TEXT),
  MAY ("finalMobileCalledPartyNumber", NULL, leg.mobile_called_number, TEXT),
  MAY ("origMobileCallDuration", NULL, leg.mobile_orig_ms, SECONDS),
  MAY ("destMobileCallDuration", NULL, leg.mobile_dest_ms, SECONDS),
};

#define PLACE_PKID 0 /* the row of columns[] */

static void
init_row (gpointer data)
{
  CdrRow *row = data;

  memset (row, 0, sizeof *row);
  toll_leg_init (&row->leg);
}

/* The identity of a record without a pkid: all that tells one record from another. */
static gint64
hash_identity (const TollLeg *leg)
{
  const gint64 figures[] = {
    leg->manager_id, leg->global_call_id, leg->orig_leg_id, leg->dest_leg_id,
    leg->setup_ms,   leg->connect_ms,     leg->disconnect_ms,
  };
  const char *const texts[] = {
    leg->cluster,     leg->calling_number, leg->original_called_number, leg->final_called_number,
    leg->orig_device, leg->dest_device,
  };
  g_autoptr (GString) identity = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    g_string_append_printf (identity, "%" G_GINT64_FORMAT "/", figures[i]);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_string_append_printf (identity, "%" G_GSIZE_FORMAT ":%s", strlen (texts[i]), texts[i]);
  return collector_text_hash (identity->str, identity->len);
}

static const char *
finish_row (gpointer data, const CollectorRecord *record, const gint16 *places,
            CollectorBatch *batch, const char **field)
{
  CdrRow *row = data;
  TollLeg *leg = &row->leg;

  if (leg->setup_ms == 0)
    {
      *field = "dateTimeOrigination";
      return _("the time is missing, so the call belongs to no day");
    }
  if (*leg->orig_address == '\0')
    leg->orig_address = collector_ipv4_to_text (row->orig_ip, batch->arena);
  if (*leg->dest_address == '\0')
    leg->dest_address = collector_ipv4_to_text (row->dest_ip, batch->arena);
  if (!collector_cell_get_key (&record->cells[places[PLACE_PKID]], &leg->record_key))
    leg->record_key = hash_identity (leg);
  leg->content_hash = record->content_hash;
  leg->line = record->line;
  leg->byte_offset = record->byte_offset;
  leg->byte_length = record->byte_length;
  g_array_append_val (batch->legs, *leg);
  return NULL;
}

static const CollectorTable table = {
  .name_tag = "cdr_",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (CdrRow),
  .id_column = PLACE_PKID,
  .init_row = init_row,
  .finish = finish_row,
};

const CollectorFormat collector_format_cucm_cdr = {
  .id = "cucm-cdr",
  .title = N_("Cisco Unified CM call detail records"),
  .layout = &table,
  .sniff = collector_cucm_file_sniff,
  .open = collector_cucm_file_open,
  .close = collector_cucm_file_close,
  .parse = collector_cucm_file_parse,
};
