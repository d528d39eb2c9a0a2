/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Care of the ledger: crashes and what is found after them, prices anew, the quarantine once more,
 * verify, query plans.
 */
#include "collector/store/check.h"
#include "shared/base/error.h"
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_RECORDS 132000 /* more than a transaction */
#define N_OF_ONE_CALL_ID 20000 /* more than two batches */

/* A file of @n outgoing calls of one minute each: one row, with the ids put in place of marks. */
static char *
write_many (TestTempDir *dir, guint n)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = test_temp_dir_path (dir, "cdr_A_01_202603020900_1");
  g_autofree char *whole = NULL;
  g_auto (GStrv) parts = NULL;

  toll_test_row_set_all (row, "callingPartyNumber", "2001", "finalCalledPartyNumber",
                         "00266661234", "originalCalledPartyNumber", "00266661234",
                         "destDeviceName", "GW-MILAN", "globalCallID_callId", "@", "pkid", "@",
                         NULL);
  toll_test_cdr_set_times (row, TOLL_TEST_CDR_SETUP_S, 5, 60);
  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  whole = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  parts = g_strsplit (strrchr (whole, '\n'), "@", 3);
  g_string_append_len (text, whole, strrchr (whole, '\n') - whole);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%u%s%08x-0000-4000-8000-%012x%s", parts[0], i + 1, parts[1],
                            i, i, parts[2]);
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));
  return g_steal_pointer (&path);
}

/* A file whose @n records share one call id: every other one repeats one outgoing call, the rest
 * are calls to numbers of their own. */
static char *
write_one_call_id (TestTempDir *dir, guint n)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autofree char *path = test_temp_dir_path (dir, "cdr_A_01_202603020900_1");
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < n; i++)
    {
      guint party = i % 2 == 0 ? 0 : i;
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();
      g_autofree char *number = g_strdup_printf ("000266%06u", party);
      g_autofree char *orig_leg = g_strdup_printf ("%u", 1000000 + 2 * party);
      g_autofree char *dest_leg = g_strdup_printf ("%u", 1000001 + 2 * party);
      g_autofree char *pkid = g_strdup_printf ("%08x-0000-4000-8000-%012x", i, i);

      toll_test_row_set_all (row, "callingPartyNumber", "2001", "finalCalledPartyNumber", number,
                             "originalCalledPartyNumber", number, "destDeviceName", "GW-MILAN",
                             "origLegCallIdentifier", orig_leg, "destLegIdentifier", dest_leg,
                             "globalCallID_callId", "77", "pkid", pkid, NULL);
      toll_test_cdr_set_times (row, TOLL_TEST_CDR_SETUP_S, 5, 60);
      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), NULL));
  return g_steal_pointer (&path);
}

/* Reads in a child that dies at @crash_at. */
static void
read_and_die (TestTempDir *dir, const char *path, const char *crash_at)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      CollectorFileResult result;
      TestLedger *ledger;

      g_setenv ("TOLL_CRASH_AT", crash_at, TRUE);
      ledger = test_ledger_open_in (dir);
      test_ledger_read (ledger, path, &result);
      _exit (0);
    }
  waitpid (child, &status, 0);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
}

static void
test_crash_loses_and_doubles_nothing (void)
{
  static const char *const points[]
      = { "after-open", "mid-file:3", "before-commit", "after-commit", "before-commit" };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = write_many (dir, N_RECORDS);

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    read_and_die (dir, path, points[i]);
  {
    g_autoptr (TestLedger) ledger = test_ledger_open_in (dir);
    CollectorFileResult result;

    test_ledger_read (ledger, path, &result);
    g_assert_cmpint (result.counts.records, ==, N_RECORDS);
    g_assert_cmpint (result.counts.legs, ==, N_RECORDS);
    g_assert_cmpint (result.counts.duplicates, ==, 0);
    g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM leg"), ==, N_RECORDS);
    g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM file WHERE state = 'done'"),
                     ==, 1);
    g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM file"), ==, 1);
    test_ledger_assert_sound (ledger);
  }
}

/* What would take hours if every record were compared with every other. */
static void
test_one_call_id (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *path = write_one_call_id (ledger->dir, N_OF_ONE_CALL_ID);
  CollectorFileResult result;

  test_ledger_read (ledger, path, &result);
  g_assert_cmpint (result.counts.records, ==, N_OF_ONE_CALL_ID);
  g_assert_cmpint (result.counts.legs, ==, N_OF_ONE_CALL_ID);
  g_assert_cmpint (result.counts.calls, ==, N_OF_ONE_CALL_ID / 2 + 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT sum (n_legs) FROM call"), ==,
                   N_OF_ONE_CALL_ID);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT max (n_legs) FROM call"), ==,
                   N_OF_ONE_CALL_ID / 2);
  test_ledger_assert_sound (ledger);
}

static void
read_calls (TestLedger *ledger, guint n)
{
  g_autofree char *path = write_many (ledger->dir, n);
  CollectorFileResult result;

  test_ledger_read (ledger, path, &result);
  g_assert_cmpint (result.counts.records, ==, n);
}

static void
test_verify_finds_what_is_planted (void)
{
  static const char *const breaks[]
      = { "UPDATE call SET talk_ms = talk_ms + 1", "DELETE FROM call",
          "UPDATE leg SET call_id = 0", "UPDATE file SET legs = legs + 1",
          "UPDATE totals SET cells = zeroblob (length (cells))", "DELETE FROM totals",
          "DELETE FROM totals WHERE id >= 1 << 48", /* the months */
          "DELETE FROM totals WHERE id >= 1 << 49", /* thirds of them */
          "DELETE FROM seat", "UPDATE seat SET department_id = department_id + 1",
          "UPDATE totals SET cells = substr (cells, 1, length (cells) - 1) WHERE id >= 1 << 48",
          "UPDATE totals SET cells = CAST (cells || x'ff' AS BLOB)",
          "UPDATE call SET n_legs = 2", "UPDATE own_total SET talk_ms = talk_ms - 1",
          "DELETE FROM own_total" };

  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new ();
      g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      CollectorDb *db;

      read_calls (ledger, 3);
      test_ledger_assert_sound (ledger);
      test_ledger_run (ledger, breaks[i]);
      db = collector_db_open (ledger->path, COLLECTOR_DB_READ, &error);
      g_assert_no_error (error);
      g_assert_true (collector_check_verify (db, found, &error));
      g_assert_cmpuint (found->len, >, 0);
      collector_db_close (db);
    }
}

static void
test_rerate_changes_prices_and_totals (void)
{
  static const char *const sums
      = "SELECT sum (cost_micro) FROM call WHERE rating_state = 1 AND currency_id <> 0";
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (CollectorBook) empty = collector_book_new ();
  g_autoptr (GError) error = NULL;
  gint64 from_ms = TOLL_TEST_CDR_SETUP_S * 1000, n_changed = -1;

  read_calls (ledger, 5000);
  g_assert_cmpint (test_ledger_ask (ledger, sums), ==, 5000 * 160000LL);
  g_assert_true (collector_pipeline_rerate (ledger->pipeline, 0, G_MAXINT64 / 2, &n_changed,
                                            &error));
  g_assert_cmpint (n_changed, ==, 0);

  collector_pipeline_set_snapshots (ledger->pipeline, ledger->plan, ledger->people, empty);
  g_assert_true (collector_pipeline_rerate (ledger->pipeline, 0, from_ms, &n_changed, &error));
  g_assert_cmpint (n_changed, ==, 0);
  g_assert_true (collector_pipeline_rerate (ledger->pipeline, from_ms, from_ms + 1, &n_changed,
                                            &error));
  g_assert_cmpint (n_changed, ==, 5000);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE rating_state = 2"
                                            " AND reason = 1 AND cost_micro = 0"),
                   ==, 5000);
  test_ledger_assert_sound (ledger);
}

static void
test_replay_takes_what_is_understood (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *good = NULL, *update = NULL;
  CollectorFileResult result;
  const char *line;
  gint64 n_tried, n_taken;

  toll_test_file_add_raw (file, "1,2,three");
  toll_test_file_add_raw (file, "1,2,four");
  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  g_assert_cmpint (result.counts.quarantined, ==, 2);

  /* As if the first had been a good record that an older version could not read. */
  line = g_strrstr_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\n") + 1;
  good = g_strndup (line, (const char *) g_bytes_get_data (bytes, NULL) + g_bytes_get_size (bytes)
                              - line);
  {
    g_auto (GStrv) parts = g_strsplit (good, toll_test_row_get (row, "pkid"), 2);
    g_autofree char *other
        = g_strjoinv ("0badcafe-0000-4000-8000-000000000009", parts);

    update = g_strdup_printf ("UPDATE quarantine SET raw = '%s' WHERE line = 3", other);
  }
  test_ledger_run (ledger, update);
  g_assert_true (collector_pipeline_replay (ledger->pipeline, ledger->dir->path, &n_tried,
                                            &n_taken, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_tried, ==, 2);
  g_assert_cmpint (n_taken, ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM leg WHERE line = 3"), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM quarantine"
                                            " WHERE state = 'held'"),
                   ==, 1);
  test_ledger_assert_sound (ledger);
}

/* A record with a NUL byte in it does not become a good one by being looked at again. */
static void
test_replay_leaves_nul_bytes (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  CollectorFileResult result;
  gint64 n_tried, n_taken;

  toll_test_row_set (row, "callingPartyUnicodeLoginUserID", "zoX");
  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_FINAL_NEWLINE);
  *strstr (g_bytes_get_data (bytes, NULL), "zoX") = '\0';
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  g_assert_cmpint (result.counts.quarantined, ==, 1);
  g_assert_true (collector_pipeline_replay (ledger->pipeline, ledger->dir->path, &n_tried,
                                            &n_taken, &error));
  g_assert_cmpint (n_tried, ==, 1);
  g_assert_cmpint (n_taken, ==, 0);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM leg"), ==, 0);
}

/* A file of two records, with its end, or cut @n_cut bytes before it. */
static GBytes *
make_cut_file (gsize n_cut)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) whole = NULL;

  for (guint i = 1; i <= 2; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();
      g_autofree char *pkid = g_strdup_printf ("0badcafe-0000-4000-8000-%012u", i);

      toll_test_row_set_int (row, "globalCallID_callId", i);
      toll_test_row_set_int (row, "origLegCallIdentifier", 2 * i);
      toll_test_row_set_int (row, "destLegIdentifier", 2 * i + 1);
      toll_test_row_set (row, "pkid", pkid);
      toll_test_row_set (row, "callingPartyUnicodeLoginUserID", "zo\303\253");
      toll_test_file_add (file, row);
    }
  whole = toll_test_file_to_bytes (file, TOLL_TEST_FILE_FINAL_NEWLINE);
  return g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) - n_cut);
}

static void
assert_completed (TestLedger *ledger)
{
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM quarantine"
                                            " WHERE state = 'replayed'"),
                   ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM quarantine"), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM leg"), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT sum (quarantined) FROM file"), ==, 0);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM conflict"), ==, 0);
  test_ledger_assert_sound (ledger);
}

/* Wherever the cut is, also within a character, the longer delivery completes the record. */
static void
test_longer_file_completes_a_cut_record (void)
{
  g_autoptr (GBytes) whole = make_cut_file (0);
  const char *bytes = g_bytes_get_data (whole, NULL);
  gsize size = g_bytes_get_size (whole);
  const char *begin = g_strrstr_len (bytes, size - 1, "\n") + 1;
  const char *umlaut = g_strrstr_len (bytes, size, "\303\253") + 1;
  const gsize cuts[] = { size - (begin + 1 - bytes), size - (umlaut - bytes),
                         (size - (begin - bytes)) / 2, 40 };

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new ();
      g_autoptr (GBytes) cut = make_cut_file (cuts[i]);
      CollectorFileResult result;

      test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", cut, &result);
      g_assert_cmpint (result.counts.quarantined, ==, 1);
      test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_2", cut, &result);
      g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM quarantine"
                                                " WHERE state = 'held'"),
                       ==, 1);
      test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", whole, &result);
      g_assert_cmpint (result.counts.legs, ==, 1);
      assert_completed (ledger);
    }
}

/* A ledger that did not know of it: `replay` finds the longer version in the archive. */
static void
test_replay_completes_a_cut_record (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GBytes) whole = make_cut_file (0), cut = make_cut_file (40);
  g_autoptr (GError) error = NULL;
  CollectorFileResult result;
  gint64 n_tried, n_taken;

  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", cut, &result);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_2", whole, &result);
  test_ledger_run (ledger, "UPDATE file SET name = 'cdr', archive_path = name");
  g_assert_true (collector_pipeline_replay (ledger->pipeline, ledger->dir->path, &n_tried,
                                            &n_taken, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_tried, ==, 1);
  g_assert_cmpint (n_taken, ==, 1);
  assert_completed (ledger);
}

static void
assert_plan (TestLedger *ledger, const char *sql, const char *wanted)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (GError) error = NULL;
  CollectorDb *db = collector_db_open (ledger->path, COLLECTOR_DB_READ, &error);
  CollectorStmt *stmt = collector_db_prepare_built (db, explain, &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  g_assert_true (collector_stmt_step (stmt, &has_row, &error));
  g_test_message ("%s", collector_stmt_get_text (stmt, 3));
  g_assert_nonnull (strstr (collector_stmt_get_text (stmt, 3), wanted));
  collector_stmt_reset (stmt);
  collector_db_close (db);
}

static void
test_query_plans (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();

  read_calls (ledger, 50);
  assert_plan (ledger, "SELECT * FROM call_line WHERE line_id = 1 ORDER BY call_id DESC LIMIT 20",
               "PRIMARY KEY (line_id=?)");
  assert_plan (ledger,
               "SELECT * FROM call_number WHERE bucket = 1 AND number = '+39'"
               " ORDER BY call_id DESC",
               "PRIMARY KEY (bucket=? AND number=?)");
  assert_plan (ledger, "SELECT * FROM own_total WHERE person_id = 1 AND line_id = 1 AND day >= 3",
               "PRIMARY KEY (person_id=? AND line_id=? AND day>?)");
  assert_plan (ledger, "SELECT * FROM call ORDER BY id DESC LIMIT 20", "SCAN call");
  assert_plan (ledger, "SELECT * FROM call WHERE id BETWEEN 1 AND 2", "INTEGER PRIMARY KEY");
  assert_plan (ledger, "SELECT * FROM file WHERE state = 'reading'", "file_reading");
  assert_plan (ledger, "SELECT * FROM file WHERE name = 'cdr' AND size < 9", "file_by_name");
  assert_plan (ledger, "SELECT * FROM file WHERE done_ms >= 9", "file_by_done");
  assert_plan (ledger, "SELECT * FROM leg WHERE node_id = 1 AND global_call_id BETWEEN 1 AND 9",
               "PRIMARY KEY (node_id=? AND global_call_id>? AND global_call_id<?)");
  assert_plan (ledger,
               "SELECT max (call_id) FROM call_touch WHERE extension = '2001' AND call_id < 9",
               "COVERING INDEX call_touch_by_extension (extension=? AND call_id<?)");
  assert_plan (ledger,
               "SELECT number, start_ms, person_id FROM follow_up INDEXED BY follow_up_open"
               " WHERE became = 1 AND call_id > 9",
               "COVERING INDEX follow_up_open (call_id>?)");
  assert_plan (ledger,
               "SELECT bucket, number, call_id FROM follow_up INDEXED BY follow_up_settled"
               " WHERE became <> 1 AND call_id > 9 AND later_id > 9",
               "COVERING INDEX follow_up_settled (call_id>?)");
}

static void
test_totals_answer (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  const gint64 key = 11;
  const CollectorTotalsRow *priced;
  gint32 day = TOLL_TEST_CDR_SETUP_S / 86400;
  CollectorDb *db;

  read_calls (ledger, 40);
  db = collector_db_open (ledger->path, COLLECTOR_DB_READ, &error);
  rows = collector_totals_list (db, COLLECTOR_CUBE_DEPARTMENT, &key, 1, day, day + 1,
                                COLLECTOR_TOTALS_BY_KEY | COLLECTOR_TOTALS_BY_DAY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  priced = &g_array_index (rows, CollectorTotalsRow, 0);
  g_assert_cmpint (priced->key, ==, 11);
  g_assert_cmpint (priced->day, ==, day);
  g_assert_cmpint (priced->cells[TOLL_DIRECTION_OUTGOING].calls, ==, 40);
  g_assert_cmpint (priced->cells[TOLL_DIRECTION_OUTGOING].talk_ms, ==, 40 * 60000);
  g_assert_cmpint (priced->cells[TOLL_DIRECTION_OUTGOING].cost_micro, ==, 40 * 160000);
  g_assert_cmpint (priced->cells[TOLL_DIRECTION_INCOMING].calls, ==, 0);
  g_clear_pointer (&rows, g_array_unref);
  rows = collector_totals_list (db, COLLECTOR_CUBE_DEPARTMENT, &key, 1, day + 1, day + 9, 0,
                                &error);
  g_assert_cmpuint (rows->len, ==, 0);
  collector_db_close (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/care/crash", test_crash_loses_and_doubles_nothing);
  g_test_add_func ("/pipeline/care/one-call-id", test_one_call_id);
  g_test_add_func ("/pipeline/care/verify", test_verify_finds_what_is_planted);
  g_test_add_func ("/pipeline/care/rerate", test_rerate_changes_prices_and_totals);
  g_test_add_func ("/pipeline/care/replay", test_replay_takes_what_is_understood);
  g_test_add_func ("/pipeline/care/longer-file-completes-a-cut-record",
                   test_longer_file_completes_a_cut_record);
  g_test_add_func ("/pipeline/care/replay-leaves-nul-bytes", test_replay_leaves_nul_bytes);
  g_test_add_func ("/pipeline/care/replay-completes-a-cut-record",
                   test_replay_completes_a_cut_record);
  g_test_add_func ("/pipeline/care/query-plans", test_query_plans);
  g_test_add_func ("/pipeline/care/totals-answer", test_totals_answer);
  return g_test_run ();
}
