/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Extensions that a call was at beside its own: kept as calls come, go and turn out to be others, given
 * to ledgers that were kept without them, and looked at by `verify`.
 */
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"

/* Each of them once, by call and extension. */
#define TOUCHED                                                                                    \
  "SELECT count(*) FROM (SELECT group_concat (extension, ' ') AS all_of_them FROM (SELECT"         \
  " extension FROM call_touch ORDER BY call_id, extension)) WHERE all_of_them "

static void
read_row (TestLedger *ledger, const TollTestRow *row)
{
  static guint n_files;
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autofree char *name = g_strdup_printf ("cdr_A_01_202603020900_%u", ++n_files);
  g_autoptr (GBytes) bytes = NULL;
  CollectorFileResult result;

  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, name, bytes, &result);
  g_assert_cmpint (result.counts.legs, ==, 1);
  test_ledger_assert_sound (ledger);
}

/* A call from outside for @original, passed on by @redirecting, taken by @final. */
static TollTestRow *
make_incoming (const char *original, const char *redirecting, const char *final)
{
  TollTestRow *row = toll_test_cdr_new ();

  toll_test_row_set_all (row, "callingPartyNumber", "+390266661234", "origDeviceName", "GW-MILAN",
                         "originalCalledPartyNumber", original, "lastRedirectDn", redirecting,
                         "finalCalledPartyNumber", final, NULL);
  return row;
}

static void
assert_touched (TestLedger *ledger, const char *wanted)
{
  g_autofree char *sql = wanted != NULL ? g_strdup_printf (TOUCHED "= '%s'", wanted)
                                        : g_strdup (TOUCHED "IS NULL");

  g_assert_cmpint (test_ledger_ask (ledger, sql), ==, 1);
}

/* ---- What is kept ---- */

static void
test_who_was_there (void)
{
  static const struct
  {
    const char *original, *redirecting, *final, *touched;
  } rows[] = {
    { "2002", "2002", "2002", NULL },             /* their own call */
    { "2001", "2001", "2002", "2001 2002" },      /* passed on */
    { "2001", "2003", "2002", "2001 2002 2003" }, /* twice */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new ();
      g_autoptr (TollTestRow) row
          = make_incoming (rows[i].original, rows[i].redirecting, rows[i].final);

      if (i > 0)
        toll_test_row_set_all (row, "lastRedirectRedirectReason", "2",
                               "origCalledPartyRedirectReason", "2", NULL);
      read_row (ledger, row);
      assert_touched (ledger, rows[i].touched);
    }
}

/* One of the three records of a call from 2001 to 2002, whom 2001 hands over to 2003. */
static void
read_transfer (TestLedger *ledger, guint n)
{
  static const struct
  {
    guint global_call_id, orig_ident, dest_ident, second;
    const char *caller, *called;
  } legs[] = {
    { 501, 9001, 9002, 0, "2001", "2002" },
    { 502, 9003, 9004, 30, "2001", "2003" },
    { 501, 9002, 9004, 60, "2002", "2003" },
  };
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();

  toll_test_row_set_int (row, "globalCallID_callId", legs[n].global_call_id);
  toll_test_row_set_int (row, "origLegCallIdentifier", legs[n].orig_ident);
  toll_test_row_set_int (row, "destLegIdentifier", legs[n].dest_ident);
  toll_test_row_set_all (row, "callingPartyNumber", legs[n].caller, "originalCalledPartyNumber",
                         legs[n].called, "finalCalledPartyNumber", legs[n].called,
                         "lastRedirectDn", legs[n].called, NULL);
  toll_test_cdr_set_times (row, TOLL_TEST_CDR_SETUP_S + legs[n].second, 5, 30);
  read_row (ledger, row);
}

/* Records come one after another, in whatever order: the call is another with each. */
static void
test_late_records (void)
{
  static const guint orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new ();

      read_transfer (ledger, orders[i][0]);
      assert_touched (ledger, NULL);
      read_transfer (ledger, orders[i][1]);
      read_transfer (ledger, orders[i][2]);
      g_assert_cmpint (test_ledger_ask (ledger, "SELECT max (n_legs) FROM call"), ==, 2);
      assert_touched (ledger, "2002 2003");
    }
}

/* A call that turns out to be a message lamp's, which is none. */
static void
test_noise (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  CollectorSite site = *collector_plan_get_default_site (ledger->plan);
  g_autoptr (CollectorPlan) plan
      = collector_plan_new (collector_plan_get_numbering (ledger->plan), "IT");
  g_autoptr (GError) error = NULL;
  gint64 n_changed = -1;

  toll_test_row_set_all (row, "originalCalledPartyNumber", "2999", "lastRedirectDn", "2003",
                         "finalCalledPartyNumber", "2999", "lastRedirectRedirectReason", "2", NULL);
  read_row (ledger, row);
  assert_touched (ledger, "2003 2999");
  site.mwi_numbers = "2999";
  collector_plan_add_site (plan, &site);
  collector_pipeline_set_snapshots (ledger->pipeline, plan, ledger->people, ledger->book);
  collector_pipeline_rerate (ledger->pipeline, G_MININT64, G_MAXINT64, &n_changed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call"), ==, 0);
  assert_touched (ledger, NULL);
  test_ledger_assert_sound (ledger);
}

/* ---- What was kept before, and what is wrong ---- */

static TestLedger *
open_with_calls (TestTempDir *dir)
{
  TestLedger *ledger = test_ledger_open_in (dir);
  g_autoptr (TollTestRow) own = make_incoming ("2002", "2002", "2002");
  g_autoptr (TollTestRow) passed_on = make_incoming ("2001", "2003", "2002");

  toll_test_cdr_set_times (own, TOLL_TEST_CDR_SETUP_S + 3600, 5, 30);
  toll_test_row_set_all (passed_on, "lastRedirectRedirectReason", "2",
                         "origCalledPartyRedirectReason", "2", NULL);
  read_row (ledger, own);
  read_row (ledger, passed_on);
  return ledger;
}

static void
test_a_ledger_kept_before (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  TestLedger *ledger = open_with_calls (dir);

  test_ledger_run (ledger, "DROP TABLE call_touch; PRAGMA user_version = 32");
  test_ledger_free (ledger);
  ledger = test_ledger_open_in (dir);
  assert_touched (ledger, "2001 2002 2003");
  test_ledger_assert_sound (ledger);
  test_ledger_free (ledger);
}

static void
test_verify_looks_at_it (void)
{
  static const TestDamage rows[] = {
    { "DELETE FROM call_touch WHERE extension = '2003'", "was at 2003, which is not kept" },
    { "INSERT INTO call_touch SELECT call_id, '2009' FROM call_touch WHERE extension = '2003'",
      "is kept as one that was at 2009, which it was not" },
    { "INSERT INTO call_touch VALUES (5, '2003')",
      "call 5 is kept as one that was at 2003, which it was not" },
  };

  test_ledger_assert_damage_told (open_with_calls, rows, G_N_ELEMENTS (rows));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/touched/who-was-there", test_who_was_there);
  g_test_add_func ("/touched/late-records", test_late_records);
  g_test_add_func ("/touched/noise", test_noise);
  g_test_add_func ("/touched/kept-before", test_a_ledger_kept_before);
  g_test_add_func ("/touched/verify", test_verify_looks_at_it);
  return g_test_run ();
}
