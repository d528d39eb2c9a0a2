/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files into the ledger: every record ends in exactly one place, once, whatever is delivered how
 * often and in which order.
 */
#include "shared/base/error.h"
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SETUP_S TOLL_TEST_CDR_SETUP_S

static void
set_leg (TollTestRow *row, guint call_id, guint orig, guint dest, const char *pkid)
{
  toll_test_row_set_int (row, "globalCallID_callId", call_id);
  toll_test_row_set_int (row, "origLegCallIdentifier", orig);
  toll_test_row_set_int (row, "destLegIdentifier", dest);
  toll_test_row_set (row, "pkid", pkid);
}

/* An outgoing call of 2001 to Milan that lasts @talk_s. */
static TollTestRow *
make_outgoing (guint number, gint64 setup_s, gint64 talk_s)
{
  TollTestRow *row = toll_test_cdr_new ();
  g_autofree char *pkid = g_strdup_printf ("%08x-0000-4000-8000-000000000001", number);

  set_leg (row, number, 1000 + 2 * number, 1001 + 2 * number, pkid);
  toll_test_row_set_all (row, "callingPartyNumber", "2001", "originalCalledPartyNumber",
                         "00266661234", "finalCalledPartyNumber", "00266661234",
                         "destDeviceName", "GW-MILAN", NULL);
  toll_test_cdr_set_times (row, setup_s, 5, talk_s);
  return row;
}

static GBytes *
file_of (TollTestRow *const *rows, guint n_rows)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  for (guint i = 0; i < n_rows; i++)
    toll_test_file_add (file, rows[i]);
  return toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
}

static void
assert_counts (const CollectorFileCounts *counts, gint64 legs, gint64 duplicates,
               gint64 quarantined, gint64 calls)
{
  g_assert_cmpint (counts->legs, ==, legs);
  g_assert_cmpint (counts->duplicates, ==, duplicates);
  g_assert_cmpint (counts->quarantined, ==, quarantined);
  g_assert_cmpint (counts->calls, ==, calls);
  g_assert_cmpint (counts->records, ==,
                   counts->legs + counts->quality + counts->duplicates + counts->noise
                       + counts->quarantined);
}

static void
test_one_call_priced (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) row = make_outgoing (1, SETUP_S, 61);
  g_autoptr (GBytes) bytes = file_of (&row, 1);
  CollectorFileResult result;

  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  g_assert_cmpstr (result.format, ==, "cucm-cdr");
  assert_counts (&result.counts, 1, 0, 0, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT cost_micro FROM call"), ==, 220000);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE direction = 2"
                                            " AND number = '+390266661234' AND person_id = 1"
                                            " AND department_id = 11 AND connect_ms - start_ms = 5000"),
                   ==, 1);
  test_ledger_assert_sound (ledger);
}

static void
test_same_file_twice_and_renamed (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) first = make_outgoing (1, SETUP_S, 60);
  g_autoptr (TollTestRow) second = make_outgoing (2, SETUP_S + 9, 60);
  TollTestRow *rows[] = { first, second };
  g_autoptr (GBytes) bytes = file_of (rows, 2);
  g_autofree char *before = NULL, *after = NULL;
  CollectorFileResult result;

  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  before = test_ledger_dump (ledger);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  g_assert_true (result.was_known);
  assert_counts (&result.counts, 0, 2, 0, 0);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020959_7", bytes, &result);
  assert_counts (&result.counts, 0, 2, 0, 0);
  after = test_ledger_dump (ledger);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT times_seen FROM file"), ==, 3);
  test_ledger_assert_sound (ledger);
}

static void
test_partly_overlapping (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) a = make_outgoing (1, SETUP_S, 60);
  g_autoptr (TollTestRow) b = make_outgoing (2, SETUP_S + 9, 60);
  g_autoptr (TollTestRow) c = make_outgoing (3, SETUP_S + 20, 60);
  TollTestRow *one[] = { a, b }, *two[] = { b, c, c };
  g_autoptr (GBytes) first = file_of (one, 2);
  g_autoptr (GBytes) second = file_of (two, 3);
  CollectorFileResult result;

  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", first, &result);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020901_2", second, &result);
  assert_counts (&result.counts, 1, 2, 0, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call"), ==, 3);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM conflict"), ==, 0);
  test_ledger_assert_sound (ledger);
}

static void
test_conflict_keeps_the_first (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) a = make_outgoing (1, SETUP_S, 60);
  g_autoptr (TollTestRow) b = make_outgoing (1, SETUP_S, 600);
  g_autoptr (GBytes) first = file_of (&a, 1);
  g_autoptr (GBytes) second = file_of (&b, 1);
  CollectorFileResult result;

  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", first, &result);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020901_2", second, &result);
  assert_counts (&result.counts, 0, 1, 0, 0);
  g_assert_cmpint (result.counts.conflicts, ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM conflict WHERE line = 3"
                                            " AND stored_hash <> content_hash"),
                   ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT talk_ms FROM call"), ==, 60000);
  test_ledger_assert_sound (ledger);
}

static void
test_bad_row_is_held_once (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestFile) again = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = make_outgoing (1, SETUP_S, 60);
  g_autoptr (TollTestRow) other = make_outgoing (2, SETUP_S, 60);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  CollectorFileResult result;

  toll_test_file_add_raw (file, "1,2,three");
  toll_test_file_add (file, row);
  toll_test_file_add_raw (again, "1,2,three");
  toll_test_file_add (again, other);
  first = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  second = toll_test_file_to_bytes (again, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", first, &result);
  assert_counts (&result.counts, 1, 0, 1, 1);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020901_2", second, &result);
  assert_counts (&result.counts, 1, 1, 0, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT line FROM quarantine WHERE raw = '1,2,three'"),
                   ==, 3);
  test_ledger_assert_sound (ledger);
}

static void
test_refused_file_is_noted (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *path = test_temp_dir_path (ledger->dir, "cdr_A_01_202603020900_1");
  g_autoptr (GError) error = NULL;
  CollectorFileResult result;

  g_assert_true (g_file_set_contents (path, "just,a,table\n1,2,3\n", -1, NULL));
  g_assert_false (collector_pipeline_read_file (ledger->pipeline, path, "x", NULL, 1 << 20,
                                                &result, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM file WHERE state = 'refused'"
                                            " AND reason <> ''"),
                   ==, 1);
}

static void
assert_not_read (TestLedger *ledger, const char *path, TollError code)
{
  g_autoptr (GError) error = NULL;
  CollectorFileResult result;

  g_assert_false (collector_pipeline_read_file (ledger->pipeline, path, "x", NULL, 1000, &result,
                                                &error));
  g_assert_error (error, TOLL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_hostile_names_are_refused (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *link = test_temp_dir_path (ledger->dir, "link");
  g_autofree char *fifo = test_temp_dir_path (ledger->dir, "fifo");
  g_autofree char *nothing = test_temp_dir_path (ledger->dir, "nothing");

  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_not_read (ledger, link, TOLL_ERROR_BAD_ARGUMENT);
  assert_not_read (ledger, fifo, TOLL_ERROR_BAD_ARGUMENT);
  assert_not_read (ledger, ledger->dir->path, TOLL_ERROR_BAD_ARGUMENT);
  assert_not_read (ledger, nothing, TOLL_ERROR_NOT_FOUND);
  assert_not_read (ledger, ledger->path, TOLL_ERROR_TOO_LARGE);
}

typedef struct
{
  guint n_commits;
  guint n_changed;
  guint n_removed;
  guint n_before; /* commits that changed what was there */
} Watch;

static void
watch_cb (const CollectorCommit *commit, gpointer data)
{
  Watch *watch = data;

  watch->n_commits++;
  watch->n_changed += commit->n_changed;
  watch->n_removed += commit->n_removed;
  watch->n_before += commit->has_before;
}

static void
test_observers_hear_of_changes (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) row = make_outgoing (1, SETUP_S, 60);
  g_autoptr (GBytes) bytes = file_of (&row, 1);
  CollectorFileResult result;
  Watch watch = { 0 };

  collector_pipeline_add_observer (ledger->pipeline, watch_cb, &watch);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  g_assert_cmpuint (watch.n_commits, ==, 1);
  g_assert_cmpuint (watch.n_changed, ==, 1);
  g_assert_cmpuint (watch.n_removed, ==, 0);
  g_assert_cmpuint (watch.n_before, ==, 0);
}

/* -- disorder -- */

#define N_CONVERSATIONS 60
#define N_FILES 24

/* A consultation transfer as three records: 2001 calls out, asks 2002, hands over. */
static void
add_transfer (GPtrArray *rows, guint n)
{
  gint64 setup_s = SETUP_S + n * 3600;
  guint leg = 100000 + 10 * n;
  static const char *const causes[][2]
      = { { "393216", "393216" }, { "393216", "393216" }, { "0", "16" } };
  static const char *const numbers[][2]
      = { { "2001", "00266661234" }, { "2001", "2002" }, { "00266661234", "2002" } };

  for (guint i = 0; i < 3; i++)
    {
      TollTestRow *row = toll_test_cdr_new ();
      g_autofree char *pkid = g_strdup_printf ("%08x-000%u-4000-8000-0000000000ff", n, i);

      set_leg (row, 50000 + 10 * n + (i == 1), leg + (i == 0 ? 1 : i == 1 ? 3 : 2),
               leg + (i == 0 ? 2 : 4), pkid);
      toll_test_row_set_all (row, "callingPartyNumber", numbers[i][0],
                             "originalCalledPartyNumber", numbers[i][1],
                             "finalCalledPartyNumber", numbers[i][1], "origCause_value",
                             causes[i][0], "destCause_value", causes[i][1], NULL);
      toll_test_row_set (row, i == 2 ? "joinOnBehalfOf" : "origCallTerminationOnBehalfOf", "10");
      if (i == 0)
        toll_test_row_set (row, "destDeviceName", "GW-MILAN");
      if (i == 2)
        toll_test_row_set (row, "origDeviceName", "GW-MILAN");
      toll_test_cdr_set_times (row, setup_s + 120 * i, 5, i == 2 ? 350 : 110);
      g_ptr_array_add (rows, row);
    }
}

static void
fill_rows (GPtrArray *rows)
{
  for (guint i = 0; i < N_CONVERSATIONS; i++)
    if (i % 3 == 0)
      add_transfer (rows, i);
    else
      g_ptr_array_add (rows, make_outgoing (i, SETUP_S + i * 1800, 30 + i));
}

static void
shuffle (GRand *rand, gpointer *items, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = g_rand_int_range (rand, 0, i);
      gpointer swap = items[j];

      items[j] = items[i - 1];
      items[i - 1] = swap;
    }
}

static GPtrArray *
make_files (GPtrArray *rows)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  guint each = (rows->len + N_FILES - 1) / N_FILES;

  for (guint i = 0; i < rows->len; i += each)
    g_ptr_array_add (files, file_of ((TollTestRow *const *) (rows->pdata + i),
                                     MIN (each, rows->len - i)));
  return files;
}

static void
read_files (TestLedger *ledger, GPtrArray *files, GRand *rand)
{
  for (guint i = 0; i < files->len; i++)
    {
      guint n_times = rand != NULL ? (guint) g_rand_int_range (rand, 1, 4) : 1;

      for (guint j = 0; j < n_times; j++)
        {
          g_autofree char *name = g_strdup_printf ("cdr_A_01_202603020900_%u", i * 10 + j);
          CollectorFileResult result;

          test_ledger_read_bytes (ledger, name, files->pdata[i], &result);
        }
    }
}

static void
test_any_order_ends_the_same (void)
{
  g_autoptr (GPtrArray) rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify) toll_test_row_free);
  g_autofree char *expected = NULL;

  fill_rows (rows);
  for (guint seed = 0; seed < 5; seed++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new ();
      g_autoptr (GPtrArray) files = NULL;
      g_autofree char *dump = NULL;
      GRand *rand = g_rand_new_with_seed (seed);

      if (seed > 0)
        shuffle (rand, rows->pdata, rows->len);
      files = make_files (rows);
      read_files (ledger, files, seed > 0 ? rand : NULL);
      dump = test_ledger_dump (ledger);
      if (expected == NULL)
        expected = g_strdup (dump);
      g_assert_cmpstr (dump, ==, expected);
      test_ledger_assert_sound (ledger);
      g_rand_free (rand);
    }
}

/* What a phone's bridge sends of @call to a recorder: it has ids of its own and names the phone's
 * leg, or shares the call's callId. */
static TollTestRow *
make_recording (guint number, const char *named_leg, guint call_id, gint64 setup_s)
{
  TollTestRow *row = toll_test_cdr_new ();
  g_autofree char *pkid = g_strdup_printf ("%08x-0000-4000-8000-0000000000ff", number);

  set_leg (row, call_id, 5000 + 2 * number, 5001 + 2 * number, pkid);
  toll_test_row_set_all (row, "callingPartyNumber", "b00291201", "originalCalledPartyNumber",
                         "8900", "finalCalledPartyNumber", "8900",
                         "origCalledPartyRedirectOnBehalfOf", "27",
                         "lastRedirectRedirectReason", "354", "origConversationId", named_leg,
                         NULL);
  toll_test_cdr_set_times (row, setup_s, 0, 50);
  return row;
}

/* Three calls: one recorded by leg id, one by callId, one not; a recording of the same leg id on
 * another day is of another call. */
static void
test_recorded_in_any_order (void)
{
  g_autoptr (TollTestRow) by_leg = make_outgoing (1, SETUP_S, 60);
  g_autoptr (TollTestRow) by_call = make_outgoing (2, SETUP_S + 3, 60);
  g_autoptr (TollTestRow) other = make_outgoing (3, SETUP_S + 6, 60);
  g_autoptr (TollTestRow) of_leg = make_recording (11, "1002", 90, SETUP_S + 6);
  g_autoptr (TollTestRow) of_call = make_recording (12, "0", 2, SETUP_S + 9);
  g_autoptr (TollTestRow) late = make_recording (13, "1006", 91, SETUP_S + 2 * 86400);
  TollTestRow *const rows[] = { by_leg, by_call, other, of_leg, of_call, late };
  static const guint orders[][G_N_ELEMENTS (rows)]
      = { { 0, 1, 2, 3, 4, 5 }, { 5, 4, 3, 2, 1, 0 }, { 3, 0, 1, 4, 2, 5 }, { 1, 5, 4, 0, 2, 3 } };
  g_autofree char *expected = NULL;

  /* Each order in one file, then in a file a record. */
  for (guint i = 0; i < 2 * G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new ();
      const guint *order = orders[i / 2];
      guint n_a_file = i % 2 == 0 ? G_N_ELEMENTS (rows) : 1;
      g_autofree char *dump = NULL;

      for (guint at = 0; at < G_N_ELEMENTS (rows); at += n_a_file)
        {
          TollTestRow *shuffled[G_N_ELEMENTS (rows)];
          g_autofree char *name = g_strdup_printf ("cdr_A_01_202603020900_%u", at);
          g_autoptr (GBytes) bytes = NULL;
          CollectorFileResult result;

          for (guint j = 0; j < n_a_file; j++)
            shuffled[j] = rows[order[at + j]];
          bytes = file_of (shuffled, n_a_file);
          test_ledger_read_bytes (ledger, name, bytes, &result);
        }
      g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE flags & 256"), ==,
                       2);
      g_assert_cmpint (
          test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE flags = 0 AND n_legs = 1"
                                   " AND global_call_id = 3"),
          ==, 1);
      g_assert_cmpint (test_ledger_ask (ledger, "SELECT sum (n_legs) FROM call"), ==, 3);
      g_assert_cmpint (test_ledger_ask (ledger, "SELECT sum (talk_ms) FROM call"), ==, 180000);
      g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM leg WHERE call_id = 0"), ==,
                       3);
      test_ledger_assert_sound (ledger);
      dump = test_ledger_dump (ledger);
      if (expected == NULL)
        expected = g_strdup (dump);
      g_assert_cmpstr (dump, ==, expected);
    }
}

static void
test_late_leg_changes_its_call (void)
{
  g_autoptr (GPtrArray) rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify) toll_test_row_free);
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  CollectorFileResult result;
  Watch watch = { 0 };

  add_transfer (rows, 1);
  first = file_of ((TollTestRow *const *) rows->pdata, 2);
  second = file_of ((TollTestRow *const *) rows->pdata + 2, 1);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", first, &result);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call"), ==, 2);
  collector_pipeline_add_observer (ledger->pipeline, watch_cb, &watch);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020901_2", second, &result);
  g_assert_cmpint (result.counts.calls, ==, -1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT n_legs FROM call"), ==, 3);
  /* From the first answer to the end: 5 s after 0 s until 5 + 350 s after 240 s. */
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT coalesce (charged_ms, talk_ms) FROM call"),
                   ==, 590000);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT cost_micro FROM call"), ==, 700000);
  g_assert_cmpuint (watch.n_changed, ==, 1);
  g_assert_cmpuint (watch.n_removed, ==, 1);
  g_assert_cmpuint (watch.n_before, ==, 1);
  test_ledger_assert_sound (ledger);
}

/* Reads two calls, between 2001 and @number each way, on @device. */
static void
read_both_ways (TestLedger *ledger, const char *device, const char *number, const char *name)
{
  g_autoptr (TollTestRow) out = toll_test_cdr_new ();
  g_autoptr (TollTestRow) in = toll_test_cdr_new ();
  TollTestRow *rows[] = { out, in };
  g_autoptr (GBytes) bytes = NULL;
  CollectorFileResult result;

  toll_test_row_set_all (out, "originalCalledPartyNumber", number, "finalCalledPartyNumber",
                         number, "destDeviceName", device, NULL);
  toll_test_row_set_all (in, "callingPartyNumber", number, "origDeviceName", device,
                         "originalCalledPartyNumber", "2001", "finalCalledPartyNumber", "2001",
                         NULL);
  bytes = file_of (rows, 2);
  test_ledger_read_bytes (ledger, name, bytes, &result);
}

#define LEARNED(name)                                                                              \
  "SELECT ifnull ((SELECT n_records FROM learned_device WHERE name = '" name "'), 0)"

static void
test_devices_are_learned (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();

  read_both_ways (ledger, "TABTRUNK01", "+390266661234", "cdr_A_01_202603020900_1");
  read_both_ways (ledger, "CUBE-VI1", "+390266661234", "cdr_A_01_202603020900_2");
  read_both_ways (ledger, "SIP-NEW", "+390266661234", "cdr_A_01_202603020900_3");
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE direction = 1"), ==,
                   3);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE direction = 2"), ==,
                   3);
  g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("TABTRUNK01")), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("CUBE-VI1")), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("SIP-NEW")), ==, 2);
  /* Clients and ports of the house are no news; a name that tells nothing is, whatever number. */
  read_both_ways (ledger, "CSFbruno", "2002", "cdr_A_01_202603020900_4");
  read_both_ways (ledger, "Unity-VI1", "811", "cdr_A_01_202603020900_5");
  read_both_ways (ledger, "SEP001122AABBCC", "2002", "cdr_A_01_202603020900_6");
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM learned_device"), ==, 3);
  read_both_ways (ledger, "Meeting room", "2002", "cdr_A_01_202603020900_7");
  g_assert_cmpint (test_ledger_ask (ledger, LEARNED ("Meeting room")), ==, 2);
  test_ledger_assert_sound (ledger);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/ingest/one-call-priced", test_one_call_priced);
  g_test_add_func ("/pipeline/ingest/same-file-twice", test_same_file_twice_and_renamed);
  g_test_add_func ("/pipeline/ingest/partly-overlapping", test_partly_overlapping);
  g_test_add_func ("/pipeline/ingest/conflict-keeps-the-first", test_conflict_keeps_the_first);
  g_test_add_func ("/pipeline/ingest/bad-row-is-held-once", test_bad_row_is_held_once);
  g_test_add_func ("/pipeline/ingest/refused-file-is-noted", test_refused_file_is_noted);
  g_test_add_func ("/pipeline/ingest/hostile-names", test_hostile_names_are_refused);
  g_test_add_func ("/pipeline/ingest/observers", test_observers_hear_of_changes);
  g_test_add_func ("/pipeline/ingest/recorded-in-any-order", test_recorded_in_any_order);
  g_test_add_func ("/pipeline/ingest/devices-are-learned", test_devices_are_learned);
  g_test_add_func ("/pipeline/ingest/late-leg", test_late_leg_changes_its_call);
  g_test_add_func ("/pipeline/ingest/any-order-ends-the-same", test_any_order_ends_the_same);
  return g_test_run ();
}
