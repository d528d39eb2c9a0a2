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


static void
test_unquoted_is_the_same (void)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  toll_test_file_add (file, row);
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_PLAIN, 0, batch);
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_UNQUOTED | TOLL_TEST_FILE_CRLF, 0, batch);
  g_assert_cmpuint (batch->legs->len, ==, 2);
  g_assert_cmpint (LEG (batch, 0)->record_key, ==, LEG (batch, 1)->record_key);
  g_assert_cmpint (LEG (batch, 0)->content_hash, ==, LEG (batch, 1)->content_hash);
  g_assert_cmpstr (LEG (batch, 1)->calling_number, ==, "2001");
}

static void
test_column_sets (void)
{
  static const guint sets[] = { 94, 118, 129, 131, 133 };
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();
      g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

      toll_test_row_set (row, "huntPilotDN", "2000");
      toll_test_row_set (row, "mobileCallingPartyNumber", "+39333");
      toll_test_file_set_n_columns (file, sets[i]);
      toll_test_file_add (file, row);
      collector_batch_reset (batch);
      read_file ("cucm-cdr", file, TOLL_TEST_FILE_PLAIN, 0, batch);
      g_assert_cmpuint (batch->legs->len, ==, 1);
      g_assert_cmpstr (LEG (batch, 0)->orig_device, ==, "SEP0011223344AA");
      g_assert_cmpstr (LEG (batch, 0)->hunt_pilot_number, ==, sets[i] >= 118 ? "2000" : "");
      g_assert_cmpstr (LEG (batch, 0)->mobile_calling_number, ==, sets[i] >= 129 ? "+39333" : "");
    }
}

static void
test_header_drift (void)
{
  g_autoptr (TollTestRow) row = full_row ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  toll_test_file_add_column (file, "someFutureColumn", "2001, \"x\"");
  toll_test_file_omit_column (file, "wasCallQueued");
  toll_test_file_omit_column (file, "origNodeId");
  toll_test_file_omit_column (file, "destIpv4v6Addr");
  toll_test_file_add (file, row);
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_REVERSED, 0, batch);
  g_assert_cmpuint (batch->legs->len, ==, 1);
  g_assert_cmpuint (LEG (batch, 0)->was_queued, ==, 0);
  g_assert_cmpuint (LEG (batch, 0)->orig_node, ==, 0);
  g_assert_cmpuint (LEG (batch, 0)->dest_node, ==, 4);
  g_assert_cmpstr (LEG (batch, 0)->dest_address, ==, "10.248.64.14");
  g_assert_cmpstr (LEG (batch, 0)->calling_number, ==, "2001");
}

/* Other spellings of names: other letter case, other words. */
static void
test_spellings (void)
{
  static const char text[] =
      "CDRRECORDTYPE,globalcallid_callmanagerid,GlobalCallID_CallID,dateTimeOrigination,"
      "callingPartyNumber,originalCalledPartyNumber,finalCalledPartyNumber,dateTimeConnect,"
      "dateTimeDisconnect,Duration,PKID,origDeviceName,destDeviceName,destLegCallIdentifier,"
      "incomingProtocolID,globalCallId_ClusterId,destConversationID\n"
      "1,2,3,1772442000,a,b,c,0,1772442001,0,,d,e,77,4,HQ,9\n";
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  g_autoptr (GError) error = NULL;
  const TollLeg *leg;

  g_assert_true (read_all ("cucm-cdr", text, strlen (text), 0, batch, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (batch->legs->len, ==, 1);
  leg = LEG (batch, 0);
  g_assert_cmpuint (leg->dest_leg_id, ==, 77);
  g_assert_cmpuint (leg->incoming_protocol, ==, 4);
  g_assert_cmpuint (leg->dest_conversation_id, ==, 9);
  g_assert_cmpstr (leg->cluster, ==, "HQ");
  g_assert_cmpuint (leg->manager_id, ==, 2);
}

static void
assert_refused (const char *id, const char *bytes, gssize n_bytes, const char *reason)
{
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      read_all (id, bytes, n_bytes < 0 ? strlen (bytes) : (gsize) n_bytes, 0, batch, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
  g_assert_cmpuint (collector_batch_count (batch), ==, 0);
  if (strstr (error->message, reason) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, reason);
}

static void
test_refused_files (void)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestFile) partial = toll_test_cdr_file_new ();
  g_autoptr (TollTestFile) twice = toll_test_cdr_file_new ();
  g_autoptr (GBytes) nameless = NULL, keyless = NULL, doubled = NULL;

  toll_test_file_add (file, row);
  nameless = toll_test_file_to_bytes (file, TOLL_TEST_FILE_NO_NAMES);
  assert_refused ("cucm-cdr", g_bytes_get_data (nameless, NULL), g_bytes_get_size (nameless),
                  "line 1: this is the row of types; the row of column names is missing");
  toll_test_file_omit_column (partial, "dateTimeConnect");
  toll_test_file_add (partial, row);
  keyless = toll_test_file_to_bytes (partial, TOLL_TEST_FILE_PLAIN);
  assert_refused ("cucm-cdr", g_bytes_get_data (keyless, NULL), g_bytes_get_size (keyless),
                  "line 1: the required column \"dateTimeConnect\" is missing");
  toll_test_file_add_column (twice, "Duration", "1");
  doubled = toll_test_file_to_bytes (twice, TOLL_TEST_FILE_PLAIN);
  assert_refused ("cucm-cdr", g_bytes_get_data (doubled, NULL), g_bytes_get_size (doubled),
                  "line 1: the column \"duration\" is there twice");
  assert_refused ("cucm-cdr", "\n\n1,2,3\n", -1, "line 3: these are not column names");
  assert_refused ("cucm-cdr", "\377\376c\0d\0r\0", 8, "UTF-16");
  assert_refused ("cucm-cdr", "\0c\0d\0r", 6, "UTF-16");
  assert_refused ("cucm-cdr", "\0c\0d\0\1", 6, "not a text file");
  assert_refused ("cucm-cdr", "c\0d\0\0r", 6, "not a text file");
  assert_refused ("cucm-cdr", "\"cdrRecordType,x\n1,2\n", -1, "line 1: a quote is opened");
}

static void
test_empty_files_hold_nothing (void)
{
  static const char *const texts[] = { "", "\n", "\r\n\r\n", "\r", "\357\273\277", "\357\273" };
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (read_all ("cucm-cdr", texts[i], strlen (texts[i]), 0, batch, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (collector_batch_count (batch), ==, 0);
    }
  assert_refused ("cucm-cdr", texts[5], -1, "line 1");
}

/* One bad row is quarantined with all that is needed to find it; its neighbours are read. */
static void
test_bad_rows_between_good_ones (void)
{
  static const struct
  {
    const char *column;
    const char *value;
  } bad[] = {
    { "duration", "12x" },
    { "globalCallID_callId", "1.5" },
    { "dateTimeOrigination", "" },
    { "dateTimeOrigination", "-5" },
    { "dateTimeConnect", "4294967296" },
    { "destCause_value", "4294967296" },
    { "origNodeId", " 1" },
    { "dateTimeDisconnect", "99999999999999999999" },
  };
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  g_autoptr (GBytes) bytes = NULL;
  const char *text;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (TollTestRow) good_row = toll_test_cdr_new ();
      g_autoptr (TollTestRow) bad_row = toll_test_cdr_new ();

      toll_test_row_set (bad_row, bad[i].column, bad[i].value);
      toll_test_file_add (file, good_row);
      toll_test_file_add (file, bad_row);
    }
  toll_test_file_add_raw (file, "1,2,3");
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_CRLF);
  text = g_bytes_get_data (bytes, NULL);
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_CRLF, 100, batch);
  g_assert_cmpuint (batch->legs->len, ==, G_N_ELEMENTS (bad));
  g_assert_cmpuint (batch->rejects->len, ==, G_N_ELEMENTS (bad) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const CollectorReject *reject = REJECT (batch, i);

      g_assert_cmpstr (reject->field, ==, bad[i].column);
      g_assert_cmpuint (reject->line, ==, 4 + 2 * i);
      g_assert_cmpuint (LEG (batch, i)->line, ==, 3 + 2 * i);
      g_assert_cmpmem (text + reject->byte_offset, reject->byte_length, reject->raw,
                       strlen (reject->raw));
      g_assert_cmpint (text[reject->byte_offset - 1], ==, '\n');
    }
  g_assert_cmpstr (REJECT (batch, 8)->reason, ==,
                   "columns in this row: 3; in the row of names: 133");
  g_assert_cmpstr (REJECT (batch, 8)->field, ==, "");
}

/* Odd times are for the journey to flag; they must not be lost and must not overflow. */
static void
test_odd_durations_are_kept (void)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  toll_test_row_set (row, "duration", "-60");
  toll_test_row_set (row, "dateTimeDisconnect", "1772441000");
  toll_test_file_add (file, row);
  toll_test_row_set (row, "duration", "999999999999999999");
  toll_test_row_set (row, "dateTimeDisconnect", "4294967295");
  toll_test_file_add (file, row);
  toll_test_row_set (row, "duration", "");
  toll_test_row_set (row, "origCause_value", "-1493172161");
  toll_test_file_add (file, row);
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_PLAIN, 0, batch);
  g_assert_cmpuint (batch->legs->len, ==, 3);
  g_assert_cmpint (LEG (batch, 0)->duration_ms, ==, -60000);
  g_assert_cmpint (LEG (batch, 1)->duration_ms, ==, 1000000000000000);
  g_assert_cmpint (LEG (batch, 1)->disconnect_ms, ==, 4294967295000);
  g_assert_cmpint (LEG (batch, 2)->duration_ms, ==, 0);
  g_assert_cmpuint (LEG (batch, 2)->orig_cause, ==, 2801795135u);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/cucm-cdr/same-content-in-every-dress",
                   test_same_content_in_every_dress);
  g_test_add_func ("/formats/cucm-cdr/unquoted-is-the-same", test_unquoted_is_the_same);
  g_test_add_func ("/formats/cucm-cdr/column-sets", test_column_sets);
  g_test_add_func ("/formats/cucm-cdr/header-drift", test_header_drift);
  g_test_add_func ("/formats/cucm-cdr/spellings", test_spellings);
  g_test_add_func ("/formats/cucm-cdr/refused-files", test_refused_files);
  g_test_add_func ("/formats/cucm-cdr/empty-files-hold-nothing", test_empty_files_hold_nothing);
  g_test_add_func ("/formats/cucm-cdr/bad-rows-between-good-ones", test_bad_rows_between_good_ones);
  g_test_add_func ("/formats/cucm-cdr/odd-durations-are-kept", test_odd_durations_are_kept);
  return g_test_run ();
}
