/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Running totals: figures of every size come back as they were put in, months say what their days
 * say, what is taken out leaves nothing, and a ledger that kept them otherwise is counted anew.
 */
#include "collector/store/migrate.h"
#include "collector/store/totals/private.h"
#include "shared/base/error.h"
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"

#include <string.h>

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define N_LINES 100 /* rows of several chunks */

typedef struct
{
  TestTempDir *dir;
  CollectorDb *db;
  CollectorTotals *totals;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  (void) data;
  self->dir = test_temp_dir_new ();
  path = test_temp_dir_path (self->dir, "ledger.db");
  collector_migrate (path, "UTC", &error);
  g_assert_no_error (error);
  self->db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);
  g_assert_no_error (error);
  self->totals = collector_totals_new (self->db, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  (void) data;
  collector_totals_free (self->totals);
  collector_db_close (self->db);
  test_temp_dir_free (self->dir);
}

static void
add (Fixture *self, gint32 day, gint64 line_id, gint64 currency_id, gint64 talk_ms,
     gint64 cost_micro, int sign)
{
  const CollectorTotalsKeys keys = { .line_id = line_id, .currency_id = currency_id };
  TollCall call;

  toll_call_init (&call);
  call.start_ms = day * DAY_MS + 1;
  call.direction = line_id % TOLL_N_DIRECTIONS;
  call.outcome = TOLL_OUTCOME_ANSWERED;
  call.rating_state = TOLL_RATING_RATED;
  call.talk_ms = talk_ms;
  call.cost_micro = cost_micro;
  collector_totals_add (self->totals, &keys, &call, sign);
}

static void
flush (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_db_begin (self->db, &error));
  collector_totals_flush (self->totals, self->db, &error);
  g_assert_no_error (error);
  g_assert_true (collector_db_commit (self->db, &error));
}

static GArray *
list (Fixture *self, gint32 from, gint32 to, CollectorTotalsGrouping grouping)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = collector_totals_list (self->db, COLLECTOR_CUBE_LINE, NULL, 0, from, to, grouping,
                                        &error);

  g_assert_no_error (error);
  return rows;
}

static void
test_figures_of_every_size (Fixture *self, gconstpointer data)
{
  static const gint64 figures[] = {
    1, 255, 256, 65535, 65536, 16777215, 16777216, 4294967295, 4294967296, -1, -4294967296,
    G_MAXINT64 / 2, G_MININT64 / 2,
  };
  g_autoptr (GArray) rows = NULL;

  (void) data;
  /* Line 0 has more calls than two bytes count, line i one more for each figure before it. */
  for (guint i = 0; i < 70000; i++)
    add (self, 20000, 0, 1, 1, 0, 1);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    for (guint j = 0; j <= i * 100; j++)
      add (self, 20000, i + 1, 1, j == 0 ? figures[i] : 0, j == 0 ? -figures[i] : 0, 1);
  flush (self);
  rows = list (self, 20000, 20001, COLLECTOR_TOTALS_BY_KEY);
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (figures) + 1);
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorTotalsRow *row = &g_array_index (rows, CollectorTotalsRow, i);
      const CollectorCell *cell = &row->cells[i % TOLL_N_DIRECTIONS];

      g_assert_cmpint (row->key, ==, i);
      g_assert_cmpint (cell->calls, ==, i == 0 ? 70000 : (i - 1) * 100 + 1);
      g_assert_cmpint (cell->answered, ==, cell->calls);
      g_assert_cmpint (cell->missed, ==, 0);
      g_assert_cmpint (cell->talk_ms, ==, i == 0 ? 70000 : figures[i - 1]);
      g_assert_cmpint (cell->cost_micro, ==, i == 0 ? 0 : -figures[i - 1]);
    }
}

/* What the rows by day add up to when they are counted under @grouping. */
static GHashTable *
sum_days (const GArray *days, gint32 from, gint32 to, CollectorTotalsGrouping grouping)
{
  GHashTable *sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < days->len; i++)
    {
      const CollectorTotalsRow *row = &g_array_index (days, CollectorTotalsRow, i);
      int year = 0, month = 0, mday = 0;
      char *name;
      gint64 *sum;

      if (row->day < from || row->day >= to)
        continue;
      toll_day_to_date (row->day, &year, &month, &mday);
      name = g_strdup_printf ("%d %d %d",
                              grouping & COLLECTOR_TOTALS_BY_KEY ? (int) row->key : 0,
                              grouping & COLLECTOR_TOTALS_BY_MONTH
                                  ? toll_day_from_date (year, month, 1) : 0,
                              (int) row->currency_id);
      sum = g_hash_table_lookup (sums, name);
      if (sum == NULL)
        g_hash_table_insert (sums, g_strdup (name), sum = g_new0 (gint64, 1));
      for (guint j = 0; j < TOLL_N_DIRECTIONS; j++)
        *sum += row->cells[j].calls * 1000000 + row->cells[j].talk_ms + row->cells[j].cost_micro;
      g_free (name);
    }
  return sums;
}

static void
assert_sums (Fixture *self, const GArray *days, gint32 from, gint32 to,
             CollectorTotalsGrouping grouping)
{
  g_autoptr (GHashTable) sums = sum_days (days, from, to, grouping);
  g_autoptr (GArray) rows = list (self, from, to, grouping);

  g_assert_cmpuint (rows->len, ==, g_hash_table_size (sums));
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorTotalsRow *row = &g_array_index (rows, CollectorTotalsRow, i);
      g_autofree char *name
          = g_strdup_printf ("%d %d %d", (int) row->key, row->day, (int) row->currency_id);
      const gint64 *sum = g_hash_table_lookup (sums, name);
      gint64 own = 0;

      g_assert_nonnull (sum);
      for (guint j = 0; j < TOLL_N_DIRECTIONS; j++)
        own += row->cells[j].calls * 1000000 + row->cells[j].talk_ms + row->cells[j].cost_micro;
      g_assert_cmpint (own, ==, *sum);
    }
}

/* Periods that begin and end on any day, over a leap February and the end of a year. */
static void
test_months_are_their_days (Fixture *self, gconstpointer data)
{
  static const CollectorTotalsGrouping groupings[]
      = { COLLECTOR_TOTALS_SUM, COLLECTOR_TOTALS_BY_KEY, COLLECTOR_TOTALS_BY_MONTH,
          COLLECTOR_TOTALS_BY_KEY | COLLECTOR_TOTALS_BY_MONTH };
  gint32 first = toll_day_from_date (2023, 12, 20), last = toll_day_from_date (2024, 4, 10);
  g_autoptr (GArray) days = NULL;

  (void) data;
  for (gint32 day = first; day <= last; day++)
    {
      for (guint i = 0; i < 3; i++)
        add (self, day, (day * 7 + i * 31) % N_LINES, i, day % 97 * 1000, i * day, 1);
      if (day % 11 == 0)
        flush (self);
    }
  flush (self);
  days = list (self, 0, G_MAXINT32, COLLECTOR_TOTALS_BY_KEY | COLLECTOR_TOTALS_BY_DAY);
  g_assert_cmpuint (days->len, ==, 3 * (last - first + 1));
  for (gint32 from = first - 21; from <= last; from += 3)
    for (gint32 to = from; to <= last + 22; to++)
      assert_sums (self, days, from, to, groupings[(from + to) & 3]);
  for (guint i = 0; i < G_N_ELEMENTS (groupings); i++)
    assert_sums (self, days, 0, G_MAXINT32, groupings[i]);
}

/* How many days, thirds and months, of one key, are read. */
static guint
count_rows (CollectorCube cube, gint32 from, gint32 to, gint32 end)
{
  g_autoptr (GArray) spans = collector_totals_plan (cube, from, to, end);
  guint n = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const CollectorSpan *span = &g_array_index (spans, CollectorSpan, i);
      gint32 days = span->bit == COLLECTOR_MONTH_BIT   ? 30
                    : span->bit == COLLECTOR_THIRD_BIT ? 10
                                                       : 1;

      n += (span->day_to - span->day_from + days / 2) / days;
    }
  return n;
}

/* Whatever the period, little is read: of lines less than of other cubes, and of a month that is not
 * over all of it that there is in one go. */
static void
test_few_rows (void)
{
  gint32 first = toll_day_from_date (2024, 1, 1), last = toll_day_from_date (2024, 7, 1);
  gint32 sixteenth = toll_day_from_date (2024, 5, 16);

  for (gint32 from = first; from < last; from++)
    for (gint32 to = from + 1; to <= last; to++)
      {
        g_assert_cmpuint (count_rows (COLLECTOR_CUBE_LINE, from, to, last), <=, 18);
        g_assert_cmpuint (count_rows (COLLECTOR_CUBE_LINE, from, to, last), <=,
                          count_rows (COLLECTOR_CUBE_DEPARTMENT, from, to, last));
      }
  g_assert_cmpuint (count_rows (COLLECTOR_CUBE_LINE, sixteenth - 30, sixteenth, last), ==, 12);
  g_assert_cmpuint (count_rows (COLLECTOR_CUBE_DEPARTMENT, sixteenth - 30, sixteenth, last), ==, 30);
  g_assert_cmpuint (count_rows (COLLECTOR_CUBE_LINE, sixteenth - 15, sixteenth, sixteenth), ==, 1);
  g_assert_cmpuint (count_rows (COLLECTOR_CUBE_LINE, 0, G_MAXINT32, sixteenth), >, 12);
  g_assert_cmpuint (count_rows (COLLECTOR_CUBE_LINE, sixteenth, sixteenth + 9, sixteenth), ==, 0);
}

static void
test_taken_out (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;

  (void) data;
  add (self, 20000, 5, 1, 70000, 160000, 1);
  flush (self);
  add (self, 20000, 5, 1, 70000, 160000, -1);
  flush (self);
  rows = list (self, 0, G_MAXINT32, COLLECTOR_TOTALS_BY_KEY);
  g_assert_cmpuint (rows->len, ==, 0);
  /* More than was put in. */
  add (self, 20000, 5, 1, 70000, 160000, -1);
  g_assert_true (collector_db_begin (self->db, &error));
  g_assert_false (collector_totals_flush (self->totals, self->db, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE);
  collector_db_rollback (self->db);
}

static void
read_calls (TestLedger *ledger)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  CollectorFileResult result;

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();
      g_autofree char *caller = g_strdup_printf ("2%03u", i % N_LINES);

      toll_test_row_set_all (row, "callingPartyNumber", caller, "finalCalledPartyNumber",
                             "00266661234", "originalCalledPartyNumber", "00266661234",
                             "destDeviceName", "GW-MILAN", NULL);
      toll_test_cdr_set_times (row, TOLL_TEST_CDR_SETUP_S + i * 40000, 5, i);
      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  g_assert_cmpint (result.counts.records, ==, 200);
}

/* A ledger of schema 17 kept all cells of a row, and no months. One that was stopped behind the
 * migration has the new schema and the old rows. */
static void
test_a_ledger_kept_before (void)
{
  static const char *const befores[]
      = { TEST_DROP_HIDDEN_CALLS "UPDATE meta SET totals_layout = 2; DROP TABLE call_side; DROP INDEX call_missed; DROP TABLE call_grade;"
          " DROP TABLE follow_up; DROP TABLE seat; DROP TABLE login_past;"
          " DROP INDEX person_by_cucm_user_id; ALTER TABLE person_device DROP COLUMN valid_from_ms;"
          " DROP TABLE dashboard; DROP TABLE dashboard_default; DROP TABLE wallboard_look;"
          " DROP TABLE wallboard_scope; DROP TABLE wallboard; PRAGMA user_version = 17",
          TEST_DROP_HIDDEN_CALLS "UPDATE meta SET totals_layout = 4; DROP TABLE follow_up; DROP TABLE seat; DROP TABLE call_grade; CREATE TABLE call_grade (call_id"
          " INTEGER PRIMARY KEY, place INTEGER NOT NULL) STRICT; PRAGMA user_version = 27",
          TEST_DROP_HIDDEN_CALLS "UPDATE meta SET totals_layout = 6; DROP TABLE seat; DROP INDEX follow_up_settled; PRAGMA user_version = 29",
          "UPDATE meta SET totals_layout = 0" };

  for (guint i = 0; i < G_N_ELEMENTS (befores); i++)
    {
      g_autoptr (TestTempDir) dir = test_temp_dir_new ();
      TestLedger *ledger = test_ledger_open_in (dir);
      g_autofree char *before = NULL, *after = NULL;

      ledger->dir = dir;
      read_calls (ledger);
      before = test_ledger_dump (ledger);
      test_ledger_run (ledger, "DELETE FROM totals WHERE id >= 1 << 48;"
                               "UPDATE totals SET cells = zeroblob (5120)");
      test_ledger_run (ledger, befores[i]);
      ledger->dir = NULL;
      test_ledger_free (ledger);
      ledger = test_ledger_open_in (dir);
      g_assert_cmpint (test_ledger_ask (ledger, "SELECT totals_layout FROM meta"), ==,
                       COLLECTOR_TOTALS_LAYOUT);
      after = test_ledger_dump (ledger);
      g_assert_cmpstr (before, ==, after);
      test_ledger_assert_sound (ledger);
      test_ledger_free (ledger);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/totals/figures-of-every-size", test_figures_of_every_size },
    { "/totals/months-are-their-days", test_months_are_their_days },
    { "/totals/taken-out", test_taken_out },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/totals/few-rows", test_few_rows);
  g_test_add_func ("/totals/a-ledger-kept-before", test_a_ledger_kept_before);
  return g_test_run ();
}
