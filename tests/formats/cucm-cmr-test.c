/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CMR files: what one side heard; absent figures are not 0; exports of another shape are refused.
 */
#include "tests/formats/support.h"

#include "shared/base/error.h"

#include <string.h>

static void
test_all_members (void)
{
  g_autoptr (TollTestRow) row = toll_test_cmr_new ();
  g_autoptr (TollTestFile) file = toll_test_cmr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  const TollQuality *quality;

  toll_test_row_set_all (row, "pkid", "fedcba98-7654-3210-0000-000000000001",
                         "globalCallID_callManagerId", "2", "globalCallID_callId", "77",
                         "callIdentifier", "102", NULL);
  toll_test_file_add (file, row);
  read_file ("cucm-cmr", file, TOLL_TEST_FILE_PLAIN, 3, batch);
  g_assert_cmpuint (batch->rejects->len, ==, 0);
  g_assert_cmpuint (batch->legs->len, ==, 0);
  g_assert_cmpuint (batch->qualities->len, ==, 1);
  quality = QUALITY (batch, 0);
  g_assert_cmpstr (quality->cluster, ==, "StandAloneCluster");
  g_assert_cmpuint (quality->manager_id, ==, 2);
  g_assert_cmpuint (quality->global_call_id, ==, 77);
  g_assert_cmpint (quality->record_key, ==, (gint64) 0xfedcba9876543210);
  g_assert_cmpuint (quality->leg_id, ==, 102);
  g_assert_cmpint (quality->stamp_ms, ==, 1772442065000);
  g_assert_cmpstr (quality->number, ==, "2001");
  g_assert_cmpstr (quality->partition, ==, "PT_Internal");
  g_assert_cmpstr (quality->device, ==, "SEP0011223344AA");
  g_assert_cmpint (quality->packets_sent, ==, 3000);
  g_assert_cmpint (quality->packets_received, ==, 2990);
  g_assert_cmpint (quality->packets_lost, ==, 10);
  g_assert_cmpint (quality->jitter_ms, ==, 4);
  g_assert_cmpint (quality->latency_ms, ==, 25);
  g_assert_cmpint (quality->duration_ms, ==, 60000);
  g_assert_cmpint (quality->mos_milli, ==, 4100);
  g_assert_cmpint (quality->concealed_ppm, ==, 12500);
  g_assert_cmpint (quality->severely_concealed_s, ==, 0);
  g_assert_true (g_str_has_prefix (quality->metrics, "MLQK=4.1000;"));
  g_assert_cmpuint (quality->line, ==, 3);
}

static void
test_absent_is_not_zero (void)
{
  g_autoptr (TollTestRow) row = toll_test_cmr_new ();
  g_autoptr (TollTestFile) file = toll_test_cmr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  toll_test_row_set_all (row, "numberPacketsLost", "", "jitter", "", "varVQMetrics", "", NULL);
  toll_test_file_set_n_columns (file, 19);
  toll_test_file_add (file, row);
  read_file ("cucm-cmr", file, TOLL_TEST_FILE_PLAIN, 0, batch);
  g_assert_cmpuint (batch->qualities->len, ==, 1);
  g_assert_cmpint (QUALITY (batch, 0)->packets_lost, ==, -1);
  g_assert_cmpint (QUALITY (batch, 0)->jitter_ms, ==, -1);
  g_assert_cmpint (QUALITY (batch, 0)->duration_ms, ==, -1);
  g_assert_cmpint (QUALITY (batch, 0)->mos_milli, ==, -1);
  g_assert_cmpint (QUALITY (batch, 0)->concealed_ppm, ==, -1);
  g_assert_cmpint (QUALITY (batch, 0)->packets_sent, ==, 3000);
}

static void
test_metrics (void)
{
  static const struct
  {
    const char *text;
    gint64 mos_milli;
    gint64 concealed_ppm;
    gint64 severely_concealed_s;
  } cases[] = {
    { "MLQK=3.5;MLQKav=3.4;CCR=0.01;SCS=0.0", 3500, 10000, 0 },
    { "SCS=12; ccr=1 ;mlqk=4", 4000, -1, 12 },
    { "MLQK=0.0000;CCR=0.0000;SCS=0", -1, 0, 0 },
    { "MLQK=4.12345;CCR=0.0000019", 4123, 1, -1 },
    { "MLQK=5.1;CCR=1.5;SCS=-1", -1, -1, -1 },
    { "MLQK=4,1;CCR=;SCS", -1, -1, -1 },
    { "MLQK=1e9;CCR=.5;SCS=99999999999999999999", -1, -1, -1 },
    { ";;;=;==4;MLQK==4;MLQK", -1, -1, -1 },
    { "MLQKav=4.0;XMLQK=4.0", -1, -1, -1 },
  };
  g_autoptr (TollTestRow) row = toll_test_cmr_new ();
  g_autoptr (TollTestFile) file = toll_test_cmr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      toll_test_row_set (row, "varVQMetrics", cases[i].text);
      toll_test_file_add (file, row);
    }
  read_file ("cucm-cmr", file, TOLL_TEST_FILE_PLAIN, 0, batch);
  g_assert_cmpuint (batch->qualities->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (QUALITY (batch, i)->mos_milli, ==, cases[i].mos_milli);
      g_assert_cmpint (QUALITY (batch, i)->concealed_ppm, ==, cases[i].concealed_ppm);
      g_assert_cmpint (QUALITY (batch, i)->severely_concealed_s, ==,
                       cases[i].severely_concealed_s);
      g_assert_cmpstr (QUALITY (batch, i)->metrics, ==, cases[i].text);
    }
}

static void
test_record_type_one_is_seen (void)
{
  static const guint sets[] = { 19, 44, 46, 48 };
  g_autoptr (TollTestRow) row = toll_test_cmr_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  toll_test_row_set_all (row, "cdrRecordType", "1", "pkid", "", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (TollTestFile) file = toll_test_cmr_file_new ();

      toll_test_file_set_n_columns (file, sets[i]);
      toll_test_file_add (file, row);
      read_file ("cucm-cmr", file, TOLL_TEST_FILE_CRLF | TOLL_TEST_FILE_REVERSED, 0, batch);
      g_assert_cmpuint (batch->qualities->len, ==, i + 1);
      g_assert_cmpint (QUALITY (batch, i)->record_key, ==, QUALITY (batch, 0)->record_key);
      g_assert_cmpint (QUALITY (batch, i)->record_key, !=, 0);
    }
}

static void
assert_refused (const char *text, const char *reason)
{
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (read_all ("cucm-cmr", text, strlen (text), 0, batch, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
  g_assert_nonnull (strstr (error->message, reason));
  g_assert_cmpuint (collector_batch_count (batch), ==, 0);
}

static void
test_other_shapes_are_refused (void)
{
  assert_refused ("cdrRecordType,globalCallID_callManagerId,globalCallID_callId,pkid,"
                  "origNumberPacketsSent,destNumberPacketsSent\n2,1,2,x,3,4\n",
                  "line 1: the column \"origNumberPacketsSent\" shows an export with one row per "
                  "call");
  assert_refused ("globalCallID_callId,dest_jitter\n1,2\n", "one row per call");
  assert_refused ("cdrRecordType,globalCallID_callManagerId,globalCallID_callId,pkid,"
                  "dateTimeStamp\n2,1,2,x,3\n",
                  "line 1: the required column \"directoryNum\" is missing");
  assert_refused ("INTEGER,INTEGER,STRING\n2,2,3\n", "the row of column names is missing");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/cucm-cmr/all-members", test_all_members);
  g_test_add_func ("/formats/cucm-cmr/absent-is-not-zero", test_absent_is_not_zero);
  g_test_add_func ("/formats/cucm-cmr/metrics", test_metrics);
  g_test_add_func ("/formats/cucm-cmr/record-type-one-is-seen", test_record_type_one_is_seen);
  g_test_add_func ("/formats/cucm-cmr/other-shapes-are-refused", test_other_shapes_are_refused);
  return g_test_run ();
}
