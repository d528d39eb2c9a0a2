/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CDR files as CUCM 7 to 15 write them, and as others pass them on: what is read, into which
 * member, and what is refused with which words.
 */
#include "tests/formats/support.h"

#include "shared/base/error.h"

#include <string.h>

/* A row with something of its own in every column that is read. */
static TollTestRow *
full_row (void)
{
  TollTestRow *row = toll_test_cdr_new ();

  toll_test_row_set_all (
      row, "globalCallID_callManagerId", "3", "globalCallID_callId", "16777215",
      "origLegCallIdentifier", "101", "destLegIdentifier", "102", "dateTimeOrigination",
      "1772442000", "dateTimeConnect", "1772442007", "dateTimeDisconnect", "1772442127", "duration",
      "120", "callingPartyNumber", "2001", "callingPartyUnicodeLoginUserID", "anna",
      "originalCalledPartyNumber", "903071111", "finalCalledPartyNumber", "3071111",
      "finalCalledPartyUnicodeLoginUserID", "bruno", "lastRedirectDn", "4444",
      "origCause_value", "393216", "destCause_value", "2801795135", "pkid",
      "01234567-89ab-cdef-0123-456789abcdef", "originalCalledPartyNumberPartition", "PT_o",
      "callingPartyNumberPartition", "PT_c", "finalCalledPartyNumberPartition", "PT_f",
      "lastRedirectDnPartition", "PT_l", "origDeviceName", "SEP1", "destDeviceName", "GW, Rome",
      "origCallTerminationOnBehalfOf", "10", "destCallTerminationOnBehalfOf", "12",
      "origCalledPartyRedirectOnBehalfOf", "5", "lastRedirectRedirectOnBehalfOf", "6",
      "origCalledPartyRedirectReason", "1", "lastRedirectRedirectReason", "2",
      "destConversationId", "77", "origConversationId", "78", "globalCallId_ClusterID", "HQ_1",
      "joinOnBehalfOf", "4", "comment", "say \"hi\"", "authCodeDescription", "boss",
      "authorizationLevel", "9", "clientMatterCode", "C7", "callSecuredStatus", "1",
      "authorizationCodeValue", "4711", "outpulsedCallingPartyNumber", "+3906",
      "outpulsedCalledPartyNumber", "+39063071111", "origIpv4v6Addr", "", "destIpv4v6Addr",
      "2001:db8::1", "origIpAddr", "-1139627840", "destIpAddr", "239138826", "IncomingProtocolID",
      "1", "OutgoingProtocolID", "4", "currentRoutingReason", "7", "huntPilotPartition", "PT_h",
      "huntPilotDN", "2000", "calledPartyPatternUsage", "7", "wasCallQueued", "1",
      "totalWaitTimeInQueue", "33", "mobileCallingPartyNumber", "+39333",
      "finalMobileCalledPartyNumber", "+39334", "origMobileCallDuration", "5",
      "destMobileCallDuration", "6", "origNodeId", "2", "destNodeId", "4", "origSpan", "11",
      "destSpan", "12", "origMediaCap_payloadCapability", "4", "destMediaCap_payloadCapability",
      "11", NULL);
  return row;
}

static void
assert_full_leg (const TollLeg *leg)
{
  const char *const texts[] = {
    leg->cluster, "HQ_1", leg->pkid, "01234567-89ab-cdef-0123-456789abcdef",
    leg->calling_number, "2001", leg->calling_partition, "PT_c", leg->calling_user, "anna",
    leg->original_called_number, "903071111", leg->original_called_partition, "PT_o",
    leg->final_called_number, "3071111", leg->final_called_partition, "PT_f", leg->called_user,
    "bruno", leg->last_redirect_number, "4444", leg->last_redirect_partition, "PT_l",
    leg->outpulsed_calling_number, "+3906", leg->outpulsed_called_number, "+39063071111",
    leg->hunt_pilot_number, "2000", leg->hunt_pilot_partition, "PT_h", leg->mobile_calling_number,
    "+39333", leg->mobile_called_number, "+39334", leg->orig_device, "SEP1", leg->dest_device,
    "GW, Rome", leg->orig_address, "192.168.18.188", leg->dest_address, "2001:db8::1",
    leg->comment, "say \"hi\"", leg->authorization_description, "boss", leg->authorization_code,
    "4711", leg->client_matter_code, "C7",
  };
  const gint64 figures[] = {
    leg->manager_id, 3, leg->global_call_id, 16777215, leg->orig_leg_id, 101, leg->dest_leg_id,
    102, leg->setup_ms, 1772442000000, leg->connect_ms, 1772442007000, leg->disconnect_ms,
    1772442127000, leg->duration_ms, 120000, leg->orig_cause, 393216, leg->dest_cause, 2801795135,
    leg->orig_termination_behalf, 10, leg->dest_termination_behalf, 12, leg->orig_redirect_behalf,
    5, leg->last_redirect_behalf, 6, leg->orig_redirect_reason, 1, leg->last_redirect_reason, 2,
    leg->join_behalf, 4, leg->orig_conversation_id, 78, leg->dest_conversation_id, 77,
    leg->called_pattern_usage, 7, leg->routing_reason, 7, leg->incoming_protocol, 1,
    leg->outgoing_protocol, 4, leg->orig_node, 2, leg->dest_node, 4, leg->orig_span, 11,
    leg->dest_span, 12, leg->orig_codec, 4, leg->dest_codec, 11, leg->secured_status, 1,
    leg->was_queued, 1, leg->queue_ms, 33000, leg->mobile_orig_ms, 5000, leg->mobile_dest_ms, 6000,
    leg->authorization_level, 9, leg->record_key, 0x0123456789abcdef,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i += 2)
    g_assert_cmpstr (texts[i], ==, texts[i + 1]);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i += 2)
    g_assert_cmpint (figures[i], ==, figures[i + 1]);
}

/* Every way of writing the same file down gives the same legs, also byte by byte. */
static void
test_same_content_in_every_dress (void)
{
  static const TollTestFileFlags dresses[] = {
    TOLL_TEST_FILE_PLAIN,
    TOLL_TEST_FILE_NO_TYPES,
    TOLL_TEST_FILE_CRLF,
    TOLL_TEST_FILE_CRLF | TOLL_TEST_FILE_FINAL_NEWLINE,
    TOLL_TEST_FILE_CR,
    TOLL_TEST_FILE_CR | TOLL_TEST_FILE_FINAL_NEWLINE,
    TOLL_TEST_FILE_BOM | TOLL_TEST_FILE_FINAL_NEWLINE,
    TOLL_TEST_FILE_REVERSED,
    TOLL_TEST_FILE_REVERSED | TOLL_TEST_FILE_CRLF | TOLL_TEST_FILE_NO_TYPES,
  };
  static const gsize pieces[] = { 0, 1, 7, 4096 };
  g_autoptr (TollTestRow) row = full_row ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  toll_test_file_add (file, row);
  toll_test_file_add (file, row);
  for (guint i = 0; i < G_N_ELEMENTS (dresses); i++)
    for (guint j = 0; j < G_N_ELEMENTS (pieces); j++)
      {
        collector_batch_reset (batch);
        read_file ("cucm-cdr", file, dresses[i], pieces[j], batch);
        g_assert_cmpuint (batch->rejects->len, ==, 0);
        g_assert_cmpuint (batch->legs->len, ==, 2);
        assert_full_leg (LEG (batch, 0));
        assert_full_leg (LEG (batch, 1));
        g_assert_cmpint (LEG (batch, 0)->content_hash, ==, LEG (batch, 1)->content_hash);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/cucm-cdr/same-content-in-every-dress",
                   test_same_content_in_every_dress);
  return g_test_run ();
}
