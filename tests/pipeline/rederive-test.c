/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stored calls derived anew by another number plan: which of them change, which keep their ids, and
 * which records become noise or traffic.
 */
#include "collector/store/rederivation-store.h"
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"

/* The fixture's site, with @mwi for its message lamps, and the device @phone (nullable) told. */
static CollectorPlan *
make_plan (TestLedger *ledger, const char *mwi, const char *phone)
{
  CollectorSite site = *collector_plan_get_default_site (ledger->plan);
  CollectorPlan *plan
      = collector_plan_new (collector_plan_get_numbering (ledger->plan), "IT");

  site.mwi_numbers = mwi;
  collector_plan_add_site (plan, &site);
  collector_plan_add_gateway (plan, collector_plan_lookup_gateway (ledger->plan, "GW-MILAN"));
  if (phone != NULL)
    collector_plan_add_device (plan, phone, COLLECTOR_DEVICE_PHONE, 0);
  return plan;
}

/* Calls from 2001: to 2002, to 2999, and out by an untold trunk. */
static void
read_calls (TestLedger *ledger)
{
  static const char *const numbers[] = { "2002", "2999", "00266661234" };
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  CollectorFileResult result;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_row_set_all (row, "originalCalledPartyNumber", numbers[i],
                             "finalCalledPartyNumber", numbers[i], NULL);
      if (i == 2)
        toll_test_row_set (row, "destDeviceName", "SIP-NEW");
      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  g_assert_cmpint (result.counts.calls, ==, 3);
}

/* Returns: how many calls came out differently. */
static gint64
rerate_by (TestLedger *ledger, CollectorPlan *plan)
{
  g_autoptr (GError) error = NULL;
  gint64 n_changed = -1;

  collector_pipeline_set_snapshots (ledger->pipeline, plan, ledger->people, ledger->book);
  collector_pipeline_rerate (ledger->pipeline, G_MININT64, G_MAXINT64, &n_changed, &error);
  g_assert_no_error (error);
  test_ledger_assert_sound (ledger);
  return n_changed;
}

static void
test_message_lamps (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (CollectorPlan) lamps = make_plan (ledger, "2999", NULL);
  g_autofree char *before = NULL, *after = NULL;
  gint64 id;

  read_calls (ledger);
  before = test_ledger_dump (ledger);
  id = test_ledger_ask (ledger, "SELECT id FROM call WHERE number = '2999'");
  g_assert_cmpint (rerate_by (ledger, lamps), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call"), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT noise FROM file"), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT legs FROM file"), ==, 2);
  g_assert_cmpint (rerate_by (ledger, lamps), ==, 0);
  /* Noise that is none becomes the call it would have been. */
  g_assert_cmpint (rerate_by (ledger, ledger->plan), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT id FROM call WHERE number = '2999'"), ==, id);
  after = test_ledger_dump (ledger);
  g_assert_true (g_str_equal (before, after));
}

typedef struct
{
  guint n_changed;
  guint n_removed;
} Watch;

static void
watch_cb (const CollectorCommit *commit, gpointer data)
{
  Watch *watch = data;

  watch->n_changed += commit->n_changed;
  watch->n_removed += commit->n_removed;
}

static void
test_ids_stay (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (CollectorPlan) told = make_plan (ledger, "", "SIP-NEW");
  Watch watch = { 0 };
  gint64 id, change;

  read_calls (ledger);
  id = test_ledger_ask (ledger, "SELECT id FROM call WHERE direction = 2");
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT cost_micro FROM call WHERE direction = 2"),
                   ==, 160000);
  change = test_ledger_ask (ledger, "SELECT max (change) FROM call");
  /* As if another call had had the id first. */
  test_ledger_run (ledger, "UPDATE call SET id = id + 1 WHERE direction = 2;"
                           "UPDATE leg SET call_id = (SELECT id FROM call WHERE direction = 2)"
                           " WHERE call_id NOT IN (SELECT id FROM call);"
                           "UPDATE call_line SET call_id = (SELECT id FROM call WHERE direction = 2)"
                           " WHERE call_id NOT IN (SELECT id FROM call);"
                           "UPDATE call_number SET call_id = (SELECT id FROM call"
                           " WHERE direction = 2) WHERE call_id NOT IN (SELECT id FROM call)");
  collector_pipeline_add_observer (ledger->pipeline, watch_cb, &watch);
  g_assert_cmpint (rerate_by (ledger, told), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE direction = 0"), ==,
                   3);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT sum (cost_micro) FROM call"), ==, 0);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT id FROM call WHERE number = '00266661234'"),
                   ==, id + 1);
  g_assert_cmpuint (watch.n_changed, ==, 1);
  g_assert_cmpuint (watch.n_removed, ==, 0);
  /* The others were not written. */
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT max (change) FROM call"
                                            " WHERE number <> '00266661234'"),
                   ==, change);
}

static gboolean
add_piece (CollectorDb *db, gpointer device, GError **error)
{
  return collector_rederivation_add (db, device, error);
}

static void
queue (TestLedger *ledger, const char *device)
{
  g_autoptr (GError) error = NULL;

  collector_lanes_write_sync (ledger->lanes, add_piece, (gpointer) device, &error);
  g_assert_no_error (error);
}

#define PIECES "SELECT count(*) FROM rederivation"

static void
test_queue (void)
{
  static const char *const devices[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i" };
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  gint64 revision = test_ledger_ask (ledger, "SELECT n FROM revision");

  queue (ledger, "SIP-NEW");
  g_assert_cmpint (test_ledger_ask (ledger, PIECES), ==, 0); /* nothing is stored */
  read_calls (ledger);
  queue (ledger, "SIP-NEW");
  test_ledger_run (ledger, "UPDATE revision SET n = n + 1");
  queue (ledger, "SIP-NEW");
  g_assert_cmpint (test_ledger_ask (ledger, PIECES), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT revision FROM rederivation"), ==,
                   revision + 2);
  /* What has begun does not serve for what comes later. */
  test_ledger_run (ledger, "UPDATE rederivation SET node_id = 1");
  queue (ledger, "SIP-NEW");
  g_assert_cmpint (test_ledger_ask (ledger, PIECES), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    queue (ledger, devices[i]);
  g_assert_cmpint (test_ledger_ask (ledger, PIECES " WHERE device = ''"), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, PIECES), ==, 1);
}

/* Only records that name the device are looked at: the rest keeps what it has. */
static void
test_a_device_alone (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (CollectorPlan) told = make_plan (ledger, "2999", "SIP-NEW");
  g_autoptr (GError) error = NULL;
  gint64 revision, n_changed = -1;

  read_calls (ledger);
  queue (ledger, "SIP-NEW");
  revision = test_ledger_ask (ledger, "SELECT n FROM revision");
  collector_pipeline_set_snapshots (ledger->pipeline, told, ledger->people, ledger->book);
  g_assert_true (collector_pipeline_rederive (ledger->pipeline, revision, NULL, &n_changed,
                                              &error));
  g_assert_cmpint (n_changed, ==, 0); /* that revision does not know the device yet */
  g_assert_cmpint (test_ledger_ask (ledger, PIECES), ==, 1);
  g_assert_true (collector_pipeline_rederive (ledger->pipeline, revision + 1, NULL, &n_changed,
                                              &error));
  g_assert_cmpint (n_changed, ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, PIECES), ==, 0);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE direction = 0"), ==,
                   3);
  test_ledger_assert_sound (ledger);
}

/* A format that changes the company while it reads. */
static TestLedger *changing_ledger;
static CollectorPlan *changing_plan;

static gssize
parse_and_change (gpointer parser, const char *bytes, gsize n_bytes, gboolean is_last,
                  guint max_records, CollectorBatch *batch, GError **error)
{
  collector_pipeline_set_snapshots (changing_ledger->pipeline, changing_plan,
                                    changing_ledger->people, changing_ledger->book);
  return collector_format_lookup ("cucm-cdr")->parse (parser, bytes, n_bytes, is_last, max_records,
                                                      batch, error);
}

/* What is on its way while the company changes is stored as the company is then: there is nobody
 * left to derive it anew. */
static void
test_a_batch_on_its_way (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (CollectorPlan) told = make_plan (ledger, "", "SIP-NEW");
  g_autofree char *path = g_build_filename (ledger->dir->path, "cdr_A_01_202603020900_1", NULL);
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  CollectorFormat format = *collector_format_lookup ("cucm-cdr");
  CollectorFileResult result;

  toll_test_row_set_all (row, "originalCalledPartyNumber", "00266661234",
                         "finalCalledPartyNumber", "00266661234", "destDeviceName", "SIP-NEW",
                         NULL);
  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), NULL));
  format.parse = parse_and_change;
  changing_ledger = ledger;
  changing_plan = told;
  collector_pipeline_read_file (ledger->pipeline, path, "cdr_A_01_202603020900_1", &format,
                                COLLECTOR_IMPORT_MAX_BYTES, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT direction FROM call"), ==,
                   TOLL_DIRECTION_INTERNAL);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM learned_device"), ==, 0);
  test_ledger_assert_sound (ledger);
}

/* Makes the company known by @plan to who works off everything that waits. */
static void
work_off (TestLedger *ledger, CollectorPlan *plan)
{
  g_autoptr (GError) error = NULL;
  gint64 n_changed;

  collector_pipeline_set_snapshots (ledger->pipeline, plan, ledger->people, ledger->book);
  collector_pipeline_rederive (ledger->pipeline, G_MAXINT64, NULL, &n_changed, &error);
  g_assert_no_error (error);
  test_ledger_assert_sound (ledger);
}

/* A call of @number on @device, which stands at the calling end. */
static void
read_call_of (TestLedger *ledger, const char *device, const char *number, const char *name)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  CollectorFileResult result;

  toll_test_row_set_all (row, "callingPartyNumber", number, "origDeviceName", device, NULL);
  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, name, bytes, &result);
}

#define LEARNED(name)                                                                              \
  "SELECT ifnull ((SELECT n_records FROM learned_device WHERE name = '" name "'), 0)"

/* The list of devices that wait to be told is that of an import that knew everything. */
static void
test_learned_devices (void)
{
  static const char *const publics[] = { "+390266660000-+390266669999", NULL };
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (CollectorPlan) told = NULL;
  CollectorSite site = *collector_plan_get_default_site (ledger->plan);

  read_call_of (ledger, "CSFalba", "+390266661234", "cdr_A_01_202603020900_1");
  read_call_of (ledger, "CSFTRUNK", "+390277771234", "cdr_A_01_202603020900_2");
  read_call_of (ledger, "CSFTRUNK", "+390277771235", "cdr_A_01_202603020900_3");
  read_call_of (ledger, "GW-MILAN", "+390277771234", "cdr_A_01_202603020900_4");
  g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("CSFalba")), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("CSFTRUNK")), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("GW-MILAN")), ==, 0);
  /* The client's number turns out to be ours; the trunk is forgotten. */
  told = collector_plan_new (collector_plan_get_numbering (ledger->plan), "IT");
  site.public_ranges = publics;
  collector_plan_add_site (told, &site);
  queue (ledger, "");
  work_off (ledger, told);
  g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("CSFalba")), ==, 0);
  g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("CSFTRUNK")), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("GW-MILAN")), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT first_seen_ms FROM learned_device"
                                            " WHERE name = 'GW-MILAN'"),
                   ==, TOLL_TEST_CDR_SETUP_S * 1000);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM learned_device"), ==, 2);
  /* So when that device alone is looked for, however often. */
  test_ledger_run (ledger, "DELETE FROM learned_device");
  for (guint i = 0; i < 2; i++)
    {
      queue (ledger, "GW-MILAN");
      work_off (ledger, told);
      g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("GW-MILAN")), ==, 1);
    }
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM learned_device"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/rederive/message-lamps", test_message_lamps);
  g_test_add_func ("/pipeline/rederive/ids-stay", test_ids_stay);
  g_test_add_func ("/pipeline/rederive/queue", test_queue);
  g_test_add_func ("/pipeline/rederive/a-device-alone", test_a_device_alone);
  g_test_add_func ("/pipeline/rederive/a-batch-on-its-way", test_a_batch_on_its_way);
  g_test_add_func ("/pipeline/rederive/learned-devices", test_learned_devices);
  return g_test_run ();
}
