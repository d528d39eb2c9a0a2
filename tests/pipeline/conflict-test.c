/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same record from files with different columns is a duplicate; another content under the same
 * key is a conflict, counted and listed with both places.
 */
#include "collector/store/conflict-store.h"
#include "shared/base/error.h"
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"

#include <string.h>

/* @n_columns: 0 = all. */
static GBytes *
file_of (gboolean is_cdr, const TollTestRow *row, guint n_columns, TollTestFileFlags flags)
{
  g_autoptr (TollTestFile) file = is_cdr ? toll_test_cdr_file_new () : toll_test_cmr_file_new ();

  if (n_columns != 0)
    toll_test_file_set_n_columns (file, n_columns);
  toll_test_file_add (file, row);
  return toll_test_file_to_bytes (file, flags);
}

/* Reads @first, then @second. Returns: how many conflicts the second made. */
static gint64
read_two (GBytes *first, GBytes *second, const char *tag)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *one = g_strconcat (tag, "_A_01_202603020900_1", NULL);
  g_autofree char *two = g_strconcat (tag, "_A_01_202603020901_2", NULL);
  CollectorFileResult result;

  test_ledger_read_bytes (ledger, one, first, &result);
  g_assert_cmpint (result.counts.conflicts, ==, 0);
  test_ledger_read_bytes (ledger, two, second, &result);
  g_assert_cmpint (result.counts.records, ==, 1);
  g_assert_cmpint (result.counts.duplicates, ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM conflict"), ==,
                   result.counts.conflicts);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT sum (conflicts) FROM file"), ==,
                   result.counts.conflicts);
  test_ledger_assert_sound (ledger);
  return result.counts.conflicts;
}

static TollTestRow *
make_row (gboolean is_cdr)
{
  TollTestRow *row = is_cdr ? toll_test_cdr_new () : toll_test_cmr_new ();

  if (is_cdr)
    toll_test_row_set_all (row, "huntPilotDN", "2900", "currentRoutingReason", "2", NULL);
  return row;
}

/* Fewer columns, and the columns in another order. */
static void
test_other_columns_agree (void)
{
  static const guint sets[2][4] = { { 19, 44, 46, 48 }, { 94, 118, 129, 133 } };

  for (guint is_cdr = 0; is_cdr < 2; is_cdr++)
    for (guint i = 0; i < 4; i++)
      {
        const char *tag = is_cdr ? "cdr" : "cmr";
        g_autoptr (TollTestRow) row = make_row (is_cdr);
        g_autoptr (GBytes) few = file_of (is_cdr, row, sets[is_cdr][i], TOLL_TEST_FILE_PLAIN);
        g_autoptr (GBytes) all = file_of (is_cdr, row, 0, TOLL_TEST_FILE_REVERSED);

        g_test_message ("%s, %u columns", tag, sets[is_cdr][i]);
        g_assert_cmpint (read_two (few, all, tag), ==, 0);
        g_assert_cmpint (read_two (all, few, tag), ==, 0);
      }
}

/* A column and its two values; one that the ledger does not keep is compared between files with the
 * same columns only. */
static void
test_other_content_contradicts (void)
{
  static const struct
  {
    gboolean is_cdr;
    const char *column, *value;
    gboolean is_kept;
  } rows[] = {
    { TRUE, "duration", "61", TRUE },
    { TRUE, "duration", "0", TRUE },
    { TRUE, "finalCalledPartyNumber", "2999", TRUE },
    { TRUE, "finalCalledPartyNumber", "", TRUE },
    { TRUE, "huntPilotDN", "2901", TRUE },
    { TRUE, "origDTMFMethod", "4", FALSE },
    { FALSE, "numberPacketsLost", "77", TRUE },
    { FALSE, "directoryNum", "2999", TRUE },
    { FALSE, "headsetSN", "7", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *tag = rows[i].is_cdr ? "cdr" : "cmr";
      g_autoptr (TollTestRow) row = make_row (rows[i].is_cdr);
      g_autoptr (TollTestRow) other = toll_test_row_copy (row);
      g_autoptr (GBytes) first = file_of (rows[i].is_cdr, row, 0, TOLL_TEST_FILE_PLAIN);
      g_autoptr (GBytes) same = NULL, reversed = NULL;

      toll_test_row_set (other, rows[i].column, rows[i].value);
      same = file_of (rows[i].is_cdr, other, 0, TOLL_TEST_FILE_PLAIN);
      reversed = file_of (rows[i].is_cdr, other, 0, TOLL_TEST_FILE_REVERSED);
      g_test_message ("%s %s", rows[i].column, rows[i].value);
      g_assert_cmpint (read_two (first, same, tag), ==, 1);
      g_assert_cmpint (read_two (first, reversed, tag), ==, rows[i].is_kept);
    }
}

static void
append_conflict (const CollectorConflictRow *row, gpointer data)
{
  g_string_append_printf (data, "%s:%u against %s:%u: %s\n", row->file, row->line,
                          row->stored_file, row->stored_line, row->fields);
}

static gboolean
list_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_conflict_list (db, 0, -1, append_conflict, data, error)
         && collector_conflict_list (db, 2, -1, append_conflict, data, error)
         && collector_conflict_list (db, 1, -1, append_conflict, data, error);
}

/* All of them, then those of the second and of the first file. */
static void
test_listed_with_both_places (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) row = make_row (TRUE);
  g_autoptr (GBytes) first = file_of (TRUE, row, 0, TOLL_TEST_FILE_PLAIN);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GError) error = NULL;
  CollectorFileResult result;

  toll_test_row_set_all (row, "duration", "61", "comment", "other", NULL);
  second = file_of (TRUE, row, 0, TOLL_TEST_FILE_NO_TYPES);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", first, &result);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020901_2", second, &result);
  g_assert_true (collector_lanes_read_sync (ledger->lanes, list_task, list, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (list->str, ==,
                   "cdr_A_01_202603020901_2:2 against cdr_A_01_202603020900_1:3:"
                   " duration_ms, comment\n"
                   "cdr_A_01_202603020901_2:2 against cdr_A_01_202603020900_1:3:"
                   " duration_ms, comment\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/conflict/other-columns-agree", test_other_columns_agree);
  g_test_add_func ("/pipeline/conflict/other-content-contradicts",
                   test_other_content_contradicts);
  g_test_add_func ("/pipeline/conflict/listed-with-both-places", test_listed_with_both_places);
  return g_test_run ();
}
