/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that come in pieces or more than once: cut anywhere, the whole one completes them, and no
 * half record is taken; what is the same is stored once, and what contradicts is listed.
 * TOLL_CUT_STEP sets how many bytes lie between two cuts (1 on demand: every one).
 */
#include "shared/base/error.h"
#include "tests/support/cucm-file.h"
#include "tests/support/demo-files.h"
#include "tests/support/ledger-fixture.h"
#include "tests/support/score.h"

#include <string.h>

#define N_RECORDS 20
#define DEFAULT_STEP 251

static guint
get_step (void)
{
  const char *text = g_getenv ("TOLL_CUT_STEP");

  return text != NULL ? MAX ((guint) g_ascii_strtoull (text, NULL, 10), 1) : DEFAULT_STEP;
}

/* -- cut -- */

typedef struct
{
  TestLedger *ledger;
  guint n_columns;
  guint n_cuts;
  guint n_half;       /* cuts that let half a record in, or held a whole one back */
  guint n_incomplete; /* cuts after which the whole file did not bring the rest */
} Cuts;

/* A file of records that no other has. Half of them end in an empty text. */
static GBytes *
make_file (guint n_columns)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  toll_test_file_set_n_columns (file, n_columns);
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_row_set (row, "comment", "a, \"b\"");
      toll_test_row_set (row, "destDeviceSessionID", i % 2 == 0 ? "" : "0011ff");
      toll_test_file_add (file, row);
    }
  return toll_test_file_to_bytes (file, TOLL_TEST_FILE_FINAL_NEWLINE);
}

/* Records that stand whole in the first @n_bytes, with the end of their line or right before it. */
static guint
count_whole (const char *text, gsize n_bytes)
{
  guint n_lines = 0;

  for (gsize i = 0; i <= n_bytes && text[i] != '\0'; i++)
    n_lines += text[i] == '\n';
  return n_lines < 2 ? 0 : n_lines - 2;
}

/* Delivers the first @n_bytes. Returns: the records taken of them; 0 when the file is refused. */
static guint
deliver (Cuts *cuts, const char *text, gsize n_bytes)
{
  g_autofree char *name = g_strdup_printf ("cdr_A_01_202603020900_%u", cuts->n_cuts);
  g_autofree char *path = test_temp_dir_path (cuts->ledger->dir, name);
  g_autoptr (GError) error = NULL;
  CollectorFileResult result;

  g_assert_true (g_file_set_contents (path, text, (gssize) n_bytes, NULL));
  if (collector_pipeline_read_file (cuts->ledger->pipeline, path, name, NULL,
                                    COLLECTOR_IMPORT_MAX_BYTES, &result, &error))
    return (guint) result.counts.legs;
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
  return 0;
}

/* A new file, cut after @line whole lines and @n_more bytes. Returns: FALSE when it is not that long. */
static gboolean
cut_one (Cuts *cuts, guint line, gssize n_more)
{
  g_autoptr (GBytes) bytes = make_file (cuts->n_columns);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *at = text;
  guint n_taken, n_all;

  for (guint i = 0; i < line; i++)
    at = strchr (at, '\n') + 1;
  at += n_more;
  if (at >= text + strlen (text))
    return FALSE;
  cuts->n_cuts++;
  n_taken = deliver (cuts, text, (gsize) (at - text));
  n_all = n_taken + deliver (cuts, text, strlen (text));
  if (n_taken != count_whole (text, (gsize) (at - text)) || n_all != N_RECORDS)
    g_test_message ("%u columns, line %u, %zd bytes: %u, then %u records", cuts->n_columns, line,
                    n_more, n_taken, n_all);
  cuts->n_half += n_taken != count_whole (text, (gsize) (at - text));
  cuts->n_incomplete += n_all != N_RECORDS;
  return TRUE;
}

/* Records that are not there once, whole and undisputed. */
static gint64
count_amiss (const Cuts *cuts)
{
  gint64 n_expected = (gint64) N_RECORDS * cuts->n_cuts;

  return ABS (test_ledger_ask (cuts->ledger, "SELECT count(*) FROM leg") - n_expected)
         + ABS (test_ledger_ask (cuts->ledger, "SELECT sum (n_legs) FROM call") - n_expected)
         + test_ledger_ask (cuts->ledger, "SELECT count(*) FROM conflict")
         + test_ledger_ask (cuts->ledger, "SELECT count(*) FROM quarantine WHERE state = 'held'");
}

/* Around the ends of lines, where half a record looks most like a whole one, and all along; with the
 * columns of Unified CM 7, of 9 and of 15, the first of which end in a figure. */
static void
test_cut (void)
{
  static const guint sets[] = { 94, 118, 133 };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new ();
      Cuts cuts = { .ledger = ledger, .n_columns = sets[i] };

      test_ledger_run (ledger, "PRAGMA synchronous = OFF");
      for (guint line = 1; line < N_RECORDS + 2; line += 3)
        for (gssize more = -3; more <= 2; more++)
          cut_one (&cuts, line, more);
      for (gssize at = 0; cut_one (&cuts, 0, at); at += get_step ())
        ;
      g_test_message ("%u columns: %u cuts", sets[i], cuts.n_cuts);
      toll_score ("F09", "cuts that let half a record in or held a whole one back", cuts.n_half, 0);
      toll_score ("F09", "cuts after which the whole file did not complete the records",
                  cuts.n_incomplete, 0);
      toll_score ("F09", "records lost, double, contradicted or still held", (double) count_amiss (&cuts),
                  0);
      test_ledger_assert_sound (ledger);
    }
}

/* -- more than once -- */

/* Copies of @paths, each one to five times, under names of their own. */
static GPtrArray *
copy_often (const GPtrArray *paths, const char *folder)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint i = 0; i < paths->len; i++)
    for (int n = g_rand_int_range (random, 1, 6); n > 0; n--)
      {
        g_autofree char *name = g_strdup_printf ("%u-%d again.csv", i, n);
        g_autofree char *text = NULL;
        gsize n_bytes;

        g_ptr_array_add (copies, g_build_filename (folder, name, NULL));
        g_assert_true (g_file_get_contents (paths->pdata[i], &text, &n_bytes, NULL));
        g_assert_true (g_file_set_contents (copies->pdata[copies->len - 1], text,
                                            (gssize) n_bytes, NULL));
      }
  return copies;
}

/* The ledger is as old as its files would be when they are sent again. */
static void
age (TestTempDir *dir)
{
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);

  g_assert_no_error (error);
  collector_db_run (db, "UPDATE file SET done_ms = done_ms - 60 * 86400000", &error);
  g_assert_no_error (error);
}

static void
test_repeated (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *drop = test_temp_dir_path (dir, "files");
  g_autoptr (GPtrArray) paths = NULL, copies = NULL;
  g_autoptr (GHashTable) first = NULL, second = NULL, third = NULL;
  g_autofree char *expected = NULL, *repeated = NULL, *late = NULL;

  test_demo_make (dir->path, drop, 800, 10);
  paths = test_demo_list (drop);
  first = test_demo_import (dir->path, paths);
  expected = test_demo_dump (dir->path);
  copies = copy_often (paths, dir->path);
  second = test_demo_import (dir->path, copies);
  repeated = test_demo_dump (dir->path);
  age (dir);
  third = test_demo_import (dir->path, paths);
  late = test_demo_dump (dir->path);
  g_test_message ("%u files, %u copies", paths->len, copies->len);
  g_assert_cmpint (test_count (second, "duplicates"), >=, test_count (first, "legs"));
  toll_score ("F12", "rows other than after one delivery: each file one to five times, renamed",
              test_count_differing_lines (expected, repeated), 0);
  toll_score ("F12", "rows other than after one delivery: sent again after 60 days",
              test_count_differing_lines (expected, late), 0);
  toll_score ("F12", "records of the repetitions that were not told as duplicates",
              (double) (test_count (second, "records") + test_count (third, "records")
                        - test_count (second, "duplicates") - test_count (third, "duplicates")),
              0);
  test_assert_verified (dir->path);
}

#define N_CONTRADICTIONS 200

/* Every record comes again with another number, duration or time of its end. */
static void
test_contradicted (void)
{
  static const char *const columns[] = { "finalCalledPartyNumber", "duration", "dateTimeDisconnect" };
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new (), other = toll_test_cdr_file_new ();
  g_autoptr (GBytes) first = NULL, second = NULL;
  g_autofree char *before = NULL, *after = NULL;
  CollectorFileResult result;

  for (guint i = 0; i < N_CONTRADICTIONS; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_file_add (file, row);
      toll_test_row_set_int (row, columns[i % G_N_ELEMENTS (columns)], 1772450000 + i);
      toll_test_file_add (other, row);
    }
  first = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  second = toll_test_file_to_bytes (other, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", first, &result);
  before = test_ledger_dump (ledger);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020901_2", second, &result);
  after = test_ledger_dump (ledger);
  toll_score ("F12", "contradictions that are not listed with their place",
              N_CONTRADICTIONS
                  - (double) test_ledger_ask (ledger, "SELECT count (DISTINCT line) FROM conflict"),
              0);
  toll_score ("F12", "rows that a contradiction changed", test_count_differing_lines (before, after),
              0);
  test_ledger_assert_sound (ledger);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/files/cut", test_cut);
  g_test_add_func ("/faults/files/repeated", test_repeated);
  g_test_add_func ("/faults/files/contradicted", test_contradicted);
  return g_test_run ();
}
