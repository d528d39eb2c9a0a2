/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What became of missed calls is kept, and is what a look at every call finds: whatever comes in which
 * order, goes, turns out to be something else, and in ledgers that were kept without it.
 */
#include "tests/support/call-book.h"
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"

#define SETUP_S     TOLL_TEST_CDR_SETUP_S
#define HALF_DAY_S  43200
#define FORTNIGHT_S 1209600
#define N_NUMBERS   5
#define N_SLOTS     130 /* half days: so that many calls are two weeks apart to the second */

typedef enum
{
  MISSED,
  BY_US,
  BY_THEM,
  BUSY, /* we called, and nobody answered */
  N_KINDS,
} Kind;

/* A call with somebody outside, whose number ends in @number. */
static TollTestRow *
make_row (Kind kind, guint number, gint64 setup_s)
{
  TollTestRow *row = toll_test_cdr_new ();
  g_autofree char *other = g_strdup_printf ("+39026666%04u", number);
  gboolean is_ours = kind == BY_US || kind == BUSY;

  if (is_ours)
    toll_test_row_set_all (row, "originalCalledPartyNumber", other, "finalCalledPartyNumber", other,
                           "destDeviceName", "GW-MILAN", NULL);
  else
    toll_test_row_set_all (row, "callingPartyNumber", other, "origDeviceName", "GW-MILAN",
                           "originalCalledPartyNumber", "2001", "finalCalledPartyNumber", "2001",
                           NULL);
  toll_test_cdr_set_times (row, setup_s, kind == BY_US || kind == BY_THEM ? 5 : -1, 20);
  return row;
}

static void
read_rows (TestLedger *ledger, TollTestRow *const *rows, guint n)
{
  static guint n_files;
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autofree char *name = g_strdup_printf ("cdr_A_01_202603020900_%u", ++n_files);
  g_autoptr (GBytes) bytes = NULL;
  CollectorFileResult result;

  for (guint i = 0; i < n; i++)
    toll_test_file_add (file, rows[i]);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, name, bytes, &result);
  g_assert_cmpint (result.counts.legs, ==, n);
  test_ledger_assert_sound (ledger);
}

static void
read_row (TestLedger *ledger, TollTestRow *row)
{
  read_rows (ledger, &row, 1);
}

/* How many missed calls became it. */
static gint64
count (TestLedger *ledger, int became)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT count(*) FROM follow_up WHERE became = %d", became);

  return test_ledger_ask (ledger, sql);
}

static void
assert_counts (TestLedger *ledger, gint64 open, gint64 by_us, gint64 by_them)
{
  g_assert_cmpint (count (ledger, 1), ==, open);
  g_assert_cmpint (count (ledger, 2), ==, by_us);
  g_assert_cmpint (count (ledger, 3), ==, by_them);
}

/* ---- Any order ---- */

typedef struct
{
  GPtrArray *rows;
  gint64 became[4];
} Traffic;

static void
shuffle (GRand *random, gpointer *items, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      gpointer swap = items[j];

      items[j] = items[i - 1];
      items[i - 1] = swap;
    }
}

/* What a look at every slot finds. */
static int
follow (const Kind *kinds, const gboolean *are_used, guint slot)
{
  for (guint i = slot + 1; i < N_SLOTS && (i - slot) * HALF_DAY_S < FORTNIGHT_S; i++)
    if (are_used[i] && (kinds[i] == BY_US || kinds[i] == BY_THEM))
      return kinds[i] == BY_US ? 2 : 3;
  return 1;
}

/* One number's calls, one a slot. Half of the numbers are answered seldom. */
static void
add_number (Traffic *traffic, GRand *random, guint number)
{
  Kind kinds[N_SLOTS];
  gboolean are_used[N_SLOTS];

  for (guint i = 0; i < N_SLOTS; i++)
    {
      are_used[i] = g_rand_boolean (random);
      kinds[i] = (Kind) g_rand_int_range (random, 0, N_KINDS);
      if (number % 2 == 0 && g_rand_int_range (random, 0, 8) != 0)
        kinds[i] = MISSED;
      if (are_used[i])
        g_ptr_array_add (traffic->rows, make_row (kinds[i], number, SETUP_S + i * HALF_DAY_S));
    }
  for (guint i = 0; i < N_SLOTS; i++)
    if (are_used[i] && kinds[i] == MISSED)
      traffic->became[follow (kinds, are_used, i)]++;
}

static void
test_any_order (void)
{
  for (guint32 seed = 1; seed <= 6; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) rows
          = g_ptr_array_new_with_free_func ((GDestroyNotify) toll_test_row_free);
      g_autoptr (TestLedger) whole = test_ledger_new (), parts = test_ledger_new ();
      g_autofree char *expected = NULL, *got = NULL;
      Traffic traffic = { rows, { 0 } };

      for (guint i = 0; i < N_NUMBERS; i++)
        add_number (&traffic, random, i);
      g_assert_cmpint (traffic.became[1], >, 10);
      g_assert_cmpint (traffic.became[2], >, 10);
      g_assert_cmpint (traffic.became[3], >, 10);
      read_rows (whole, (TollTestRow *const *) rows->pdata, rows->len);
      assert_counts (whole, traffic.became[1], traffic.became[2], traffic.became[3]);
      if (seed > 1) /* the first in its own order */
        shuffle (random, rows->pdata, rows->len);
      for (guint i = 0, n; i < rows->len; i += n)
        {
          n = (guint) g_rand_int_range (random, 1, 40);
          n = MIN (n, rows->len - i);
          read_rows (parts, (TollTestRow *const *) rows->pdata + i, n);
        }
      assert_counts (parts, traffic.became[1], traffic.became[2], traffic.became[3]);
      expected = test_ledger_dump (whole);
      got = test_ledger_dump (parts);
      g_assert_true (g_str_equal (expected, got));
    }
}

/* Two weeks are two weeks, in one file and in several, over the end of a piece of time that numbers are
 * looked up by. */
static void
test_two_weeks (void)
{
  const gint64 setup_s = SETUP_S + 10 * 86400;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new ();
      g_autoptr (TollTestRow) early = make_row (MISSED, 1, setup_s);
      g_autoptr (TollTestRow) in_time = make_row (BY_US, 1, setup_s + FORTNIGHT_S - 1);
      g_autoptr (TollTestRow) other = make_row (MISSED, 2, setup_s);
      g_autoptr (TollTestRow) late = make_row (BY_THEM, 2, setup_s + FORTNIGHT_S);
      TollTestRow *const rows[] = { early, other, in_time, late };

      if (i == 0)
        read_rows (ledger, rows, G_N_ELEMENTS (rows));
      for (guint j = 0; i == 1 && j < G_N_ELEMENTS (rows); j++)
        read_row (ledger, rows[j]);
      g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(DISTINCT id >> 52) FROM call"), ==, 2);
      assert_counts (ledger, 1, 1, 0);
    }
}

/* ---- What changes ---- */

/* A late record of an internal call unites both to the one that called back. */
static void
test_a_late_record (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) missed = make_row (MISSED, 1, SETUP_S);
  g_autoptr (TollTestRow) inside = toll_test_cdr_new ();
  g_autoptr (TollTestRow) outside = NULL;
  TollTestRow *const rows[] = { missed, inside };

  toll_test_cdr_set_times (inside, SETUP_S + 600, 5, 60);
  read_rows (ledger, rows, G_N_ELEMENTS (rows));
  assert_counts (ledger, 1, 0, 0);
  outside = toll_test_row_copy (inside);
  toll_test_row_set_all (outside, "pkid", "99999999-0000-0000-0000-000000000001",
                         "origLegCallIdentifier", "990001", "destLegIdentifier", "990002",
                         "finalCalledPartyNumber", "+390266660001", "originalCalledPartyNumber",
                         "+390266660001", "destDeviceName", "GW-MILAN", NULL);
  read_row (ledger, outside);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call"), ==, 2);
  assert_counts (ledger, 0, 1, 0);
}

static void
rerate_by (TestLedger *ledger, CollectorPlan *plan, gint64 n_expected)
{
  g_autoptr (GError) error = NULL;
  gint64 n_changed = -1;

  collector_pipeline_set_snapshots (ledger->pipeline, plan, ledger->people, ledger->book);
  collector_pipeline_rerate (ledger->pipeline, G_MININT64, G_MAXINT64, &n_changed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_changed, ==, n_expected);
  test_ledger_assert_sound (ledger);
}

/* Where @trunk is told to be a telephone. */
static CollectorPlan *
make_plan (TestLedger *ledger, const char *trunk)
{
  CollectorSite site = *collector_plan_get_default_site (ledger->plan);
  CollectorPlan *plan = collector_plan_new (collector_plan_get_numbering (ledger->plan), "IT");

  collector_plan_add_site (plan, &site);
  collector_plan_add_gateway (plan, collector_plan_lookup_gateway (ledger->plan, "GW-MILAN"));
  collector_plan_add_device (plan, trunk, COLLECTOR_DEVICE_PHONE, 0);
  return plan;
}

/* What is told later makes calls internal, and outside calls again. */
static void
test_derived_anew (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (CollectorPlan) told = make_plan (ledger, "SIP-NEW");
  g_autoptr (TollTestRow) missed = make_row (MISSED, 1, SETUP_S);
  g_autoptr (TollTestRow) first = make_row (BY_US, 1, SETUP_S + 60);
  g_autoptr (TollTestRow) second = make_row (BY_THEM, 1, SETUP_S + 600);
  g_autoptr (TollTestRow) other = make_row (MISSED, 2, SETUP_S);
  TollTestRow *const rows[] = { missed, first, second, other };
  g_autofree char *before = NULL, *after = NULL;

  toll_test_row_set (first, "destDeviceName", "SIP-NEW");
  toll_test_row_set (other, "origDeviceName", "SIP-NEW");
  read_rows (ledger, rows, G_N_ELEMENTS (rows));
  before = test_ledger_dump (ledger);
  assert_counts (ledger, 1, 1, 0);
  rerate_by (ledger, told, 2);
  assert_counts (ledger, 0, 0, 1);
  rerate_by (ledger, ledger->plan, 2);
  assert_counts (ledger, 1, 1, 0);
  after = test_ledger_dump (ledger);
  g_assert_cmpstr (before, ==, after);
}

static void
remove_call (TestCallBook *book, gint64 id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_delete_call (book->ledger, id, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  g_assert_no_error (error);
}

static gint64
ask (TestCallBook *book, const char *sql)
{
  g_autoptr (GError) error = NULL;
  CollectorStmt *stmt = collector_db_prepare_built (book->db, sql, &error);
  gboolean has_row = FALSE;
  gint64 figure;

  g_assert_no_error (error);
  g_assert_true (collector_stmt_step (stmt, &has_row, &error) && has_row);
  figure = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return figure;
}

static gint64
add (TestCallBook *book, const char *start, Kind kind)
{
  return test_call_book_add (
      book, &(TestCall){ .start = start, .ring_s = 5, .talk_s = kind == MISSED ? 0 : 60,
                         .code = kind == BY_US ? "P" : NULL,
                         .direction = kind == BY_US ? TOLL_DIRECTION_OUTGOING : TOLL_DIRECTION_INCOMING,
                         .outcome = kind == MISSED ? TOLL_OUTCOME_MISSED : TOLL_OUTCOME_ANSWERED });
}

/* The administrator's report on the missed calls of the days before 18 March. */
static void
assert_report (TestCallBook *book, gint64 returned, gint64 reached_us, gint64 still_open)
{
  static const char period[] = "{\"period\":{\"relative\":\"last_7_days\"}}";
  g_autoptr (CollectorReportRun) all = test_call_book_report (book, "2.9", NULL, period);
  g_autoptr (CollectorReportRun) open = test_call_book_report (book, "2.8", NULL, period);

  g_assert_cmpint (test_report_total (all, "returned"), ==, returned);
  g_assert_cmpint (test_report_total (all, "reached_us"), ==, reached_us);
  g_assert_cmpint (test_report_total (all, "still_open"), ==, still_open);
  g_assert_cmpint (open->doc->n_calls, ==, still_open);
}

static void
test_removed (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  gint64 missed = add (book, "2026-03-16T09:00:00", MISSED);
  gint64 by_them = add (book, "2026-03-16T11:00:00", BY_THEM);
  gint64 by_us = add (book, "2026-03-16T10:00:00", BY_US);

  add (book, "2026-03-16T12:00:00", MISSED);
  assert_report (book, 1, 0, 1);
  remove_call (book, by_us);
  assert_report (book, 0, 1, 1);
  remove_call (book, by_them);
  assert_report (book, 0, 0, 2);
  remove_call (book, missed);
  assert_report (book, 0, 0, 1);
}

/* Whose a missed call is, is kept beside: it follows an owner that is told late, and a call that is written
 * anew. */
static void
test_whose (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  gint64 id = add (book, "2026-03-16T09:00:00", MISSED);
  g_autoptr (GError) error = NULL;
  TollCall call;

  toll_call_init (&call);
  call.id = id;
  call.person_id = 5;
  call.department_id = 6;
  call.cost_centre_id = 7;
  call.location_id = 8;
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_reown_call (book->ledger, &call, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  g_assert_cmpint (ask (book, "SELECT count(*) FROM follow_up WHERE person_id = 5 AND department_id"
                              " = 6 AND cost_centre_id = 7 AND location_id = 8"),
                   ==, 1);
  call.start_ms = test_instant_ms ("2026-03-16T09:00:00");
  call.end_ms = call.start_ms + 5000;
  call.direction = TOLL_DIRECTION_INCOMING;
  call.outcome = TOLL_OUTCOME_MISSED;
  call.extension = "2001";
  call.number = "+39026677";
  call.n_legs = 1;
  call.department_id = 9;
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_delete_call (book->ledger, id, &error));
  g_assert_true (collector_ledger_insert_call (book->ledger, &call, 1, 1, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  g_assert_cmpint (ask (book, "SELECT department_id FROM follow_up WHERE became = 1"), ==, 9);
  assert_report (book, 0, 0, 1);
}

/* Where the kept call is private, the next one counts, and without one nothing became of it. */
static void
test_private_calls (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL, hidden = NULL;
  gint64 by_them;

  add (book, "2026-03-16T09:00:00", MISSED);
  add (book, "2026-03-16T10:00:00", BY_US);
  by_them = add (book, "2026-03-16T11:00:00", BY_THEM);
  add (book, "2026-03-16T10:30:00", MISSED);
  assert_report (book, 1, 1, 0);
  run = test_call_book_report (book, "2.9", NULL, "{\"period\":{\"relative\":\"last_7_days\"}}");
  g_assert_cmpint (test_report_total (run, "median_return_ms"), ==, 3600000);
  test_call_book_run (book, "INSERT INTO private_rule (kind, value) VALUES (1, 'P')");
  assert_report (book, 0, 2, 0);
  hidden = test_call_book_report (book, "2.9", NULL, "{\"period\":{\"relative\":\"last_7_days\"}}");
  g_assert_true (hidden->doc->totals
                     .cells[toll_report_doc_find_column (hidden->doc, "median_return_ms")]
                     .is_empty);
  remove_call (book, by_them);
  assert_report (book, 0, 0, 2);
  test_call_book_run (book, "DELETE FROM private_rule");
  assert_report (book, 1, 0, 1);
}

/* ---- What was kept before, and what is wrong ---- */

static TestLedger *
open_with_calls (TestTempDir *dir)
{
  g_autoptr (TollTestRow) open = make_row (MISSED, 1, SETUP_S);
  g_autoptr (TollTestRow) missed = make_row (MISSED, 2, SETUP_S);
  g_autoptr (TollTestRow) called = make_row (BY_US, 2, SETUP_S + 10 * 86400);
  g_autoptr (TollTestRow) tried = make_row (MISSED, 3, SETUP_S);
  g_autoptr (TollTestRow) reached = make_row (BY_THEM, 3, SETUP_S + 60);
  TollTestRow *const rows[] = { open, missed, called, tried, reached };
  TestLedger *ledger = test_ledger_open_in (dir);

  read_rows (ledger, rows, G_N_ELEMENTS (rows));
  return ledger;
}

static void
test_a_ledger_kept_before (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  TestLedger *ledger = open_with_calls (dir);
  g_autofree char *before = test_ledger_dump (ledger), *after = NULL;

  test_ledger_run (ledger, TEST_DROP_HIDDEN_CALLS "DROP TABLE follow_up; DROP TABLE seat; PRAGMA user_version = 28");
  test_ledger_free (ledger);
  ledger = test_ledger_open_in (dir);
  after = test_ledger_dump (ledger);
  g_assert_cmpstr (before, ==, after);
  assert_counts (ledger, 1, 1, 1);
  test_ledger_assert_sound (ledger);
  test_ledger_free (ledger);
}

static void
test_verify_looks_at_it (void)
{
  static const TestDamage rows[] = {
    { "DELETE FROM follow_up WHERE became = 1", "is kept as 0 by call 0; it is call 0" },
    { "UPDATE follow_up SET became = 3 WHERE became = 1", "is kept as 3 by call 0; it is call 0" },
    { "UPDATE follow_up SET became = 1, later_id = 0 WHERE became = 2", "is kept as 1 by call 0" },
    { "UPDATE follow_up SET became = 3 WHERE became = 2", "is kept as 3 by call" },
    { "UPDATE follow_up SET location_id = 9 WHERE became = 1", "whose missed call" },
    { "INSERT INTO follow_up VALUES (1, '1', 1, 0, 1, 1, 0, 0, 0, 0)",
      "something became of call 1, which" },
  };

  test_ledger_assert_damage_told (open_with_calls, rows, G_N_ELEMENTS (rows));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/follow-up/any-order", test_any_order);
  g_test_add_func ("/follow-up/two-weeks", test_two_weeks);
  g_test_add_func ("/follow-up/a-late-record", test_a_late_record);
  g_test_add_func ("/follow-up/derived-anew", test_derived_anew);
  g_test_add_func ("/follow-up/removed", test_removed);
  g_test_add_func ("/follow-up/whose", test_whose);
  g_test_add_func ("/follow-up/private-calls", test_private_calls);
  g_test_add_func ("/follow-up/a-ledger-kept-before", test_a_ledger_kept_before);
  g_test_add_func ("/follow-up/verify", test_verify_looks_at_it);
  return g_test_run ();
}
