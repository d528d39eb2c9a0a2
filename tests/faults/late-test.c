/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes late or is done again: records of 60 days ago are priced and owned as of their day, and
 * pricing again, killed as often as may be, ends in what pricing once does. TOLL_KILLS sets how often
 * it is killed.
 */
#include "tests/support/cucm-file.h"
#include "tests/support/demo-files.h"
#include "tests/support/ledger-fixture.h"
#include "tests/support/score.h"

#include <signal.h>
#include <string.h>

/* -- late -- */

#define N_OF_A_DAY 40
#define DAY_S 86400
#define CHANGE_S (TOLL_TEST_CDR_SETUP_S + 30 * DAY_S)

#define DECK                                                                                       \
  "{\"name\":\"Test\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\",\"boundary\":\"split\","       \
  "\"rounding\":{\"mode\":\"half-up\",\"decimals\":4},\"duration_rounding\":\"none\","             \
  "\"advance\":false,\"total\":false,\"overlap\":\"keep\",\"vat\":\"0\",\"markup\":\"0\","         \
  "\"rates\":[{\"prefix\":\"39\",\"destination\":\"Italy\",\"connect_fee\":\"0\","                 \
  "\"grace_s\":0,\"min_cost\":null,\"max_cost\":null,\"included_s\":0,"                            \
  "\"steps\":[{\"start_s\":0,\"price\":\"%s\",\"per_s\":60,\"increment_s\":60}]}]}"

/* The tariff of the first 30 days, and with @has_second that of the time after. */
static CollectorBook *
make_book (gboolean has_second)
{
  static const char *const prices[] = { "0.06", "0.5" };
  const CollectorAssignment assignment
      = { .gateway = "", .direction = TOLL_DIRECTION_OUTGOING, .dest_class = -1, .tariff_id = 7 };
  CollectorBook *book = collector_book_new ();

  for (guint i = 0; i < (has_second ? 2 : 1); i++)
    {
      g_autofree char *text = g_strdup_printf (DECK, prices[i]);
      g_autoptr (CollectorDeck) deck = collector_deck_new_from_json (text, -1, NULL);

      g_assert_nonnull (deck);
      collector_book_add_version (book, 7, 70 + i, i == 0 ? G_MININT64 : CHANGE_S * 1000,
                                  i == 0 && has_second ? CHANGE_S * 1000 : G_MAXINT64, deck);
    }
  collector_book_add_assignment (book, &assignment);
  return book;
}

/* Whose 2001 is in the first 30 days, and with @has_second in the time after. */
static CollectorPeople *
make_people (gboolean has_second)
{
  CollectorPeople *people = collector_people_new ();

  for (guint i = 0; i < (has_second ? 2 : 1); i++)
    {
      const CollectorOwner owner
          = { .person_id = 1 + i,
              .name = "Somebody",
              .department_id = 11 + i,
              .cost_centre_id = 21 + i,
              .location_id = 30,
              .valid_from_ms = i == 0 ? G_MININT64 : CHANGE_S * 1000,
              .valid_to_ms = i == 0 && has_second ? CHANGE_S * 1000 : G_MAXINT64 };

      collector_people_add_line (people, "2001", "", 0, &owner);
    }
  return people;
}

static void
know (TestLedger *ledger, gboolean has_second)
{
  g_autoptr (CollectorBook) book = make_book (has_second);
  g_autoptr (CollectorPeople) people = make_people (has_second);

  collector_pipeline_set_snapshots (ledger->pipeline, ledger->plan, people, book);
}

/* Calls of one day: a minute each, and one that goes on over midnight. */
static void
read_day (TestLedger *ledger, GBytes **files, guint day)
{
  g_autofree char *name = g_strdup_printf ("cdr_A_01_202603020900_%u", day);
  CollectorFileResult result;

  test_ledger_read_bytes (ledger, name, files[day], &result);
  g_assert_cmpint (result.counts.legs, ==, N_OF_A_DAY);
}

static GBytes *
make_day (guint day)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  for (guint i = 0; i < N_OF_A_DAY; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_row_set_all (row, "originalCalledPartyNumber", "00266661234",
                             "finalCalledPartyNumber", "00266661234", "destDeviceName",
                             "GW-MILAN", NULL);
      toll_test_cdr_set_times (row, TOLL_TEST_CDR_SETUP_S + day * DAY_S + i * 60, 5,
                               i == 0 ? DAY_S / 2 : 60);
      toll_test_file_add (file, row);
    }
  return toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
}

#define N_DAYS 60

/* Returns: (transfer full): the ledger in words. @is_late: the days come backwards, when all is known
 * that holds since; else each in its time, when nothing is known that comes later. */
static char *
read_days (GBytes **files, gboolean is_late, gint64 *n_amiss)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();

  test_ledger_run (ledger, "PRAGMA synchronous = OFF");
  know (ledger, is_late);
  for (guint i = 0; i < N_DAYS; i++)
    {
      if (i == 30)
        know (ledger, TRUE);
      read_day (ledger, files, is_late ? N_DAYS - 1 - i : i);
    }
  *n_amiss = test_ledger_ask (
      ledger, "SELECT count(*) FROM call WHERE CASE WHEN start_ms < 1775034000000"
              " THEN person_id <> 1 OR cost_micro <> talk_ms"
              " ELSE person_id <> 2 OR cost_micro <> talk_ms / 60000 * 500000 END");
  *n_amiss += ABS (test_ledger_ask (ledger, "SELECT count(*) FROM call") - N_DAYS * N_OF_A_DAY);
  test_ledger_assert_sound (ledger);
  return test_ledger_dump (ledger);
}

static void
test_late (void)
{
  GBytes *files[N_DAYS];
  g_autofree char *in_time = NULL, *late = NULL;
  gint64 n_amiss, n_late_amiss;

  g_assert_cmpint (CHANGE_S, ==, 1775034000);
  for (guint i = 0; i < N_DAYS; i++)
    files[i] = make_day (i);
  in_time = read_days (files, FALSE, &n_amiss);
  late = read_days (files, TRUE, &n_late_amiss);
  for (guint i = 0; i < N_DAYS; i++)
    g_bytes_unref (files[i]);
  g_assert_cmpint (n_amiss, ==, 0);
  toll_score ("F14", "calls up to 60 days late with another price or owner than of their day",
              (double) n_late_amiss, 0);
  toll_score ("F14", "rows other than delivered in time", test_count_differing_lines (in_time, late),
              0);
}

/* -- priced again -- */

static guint
get_n_kills (void)
{
  const char *text = g_getenv ("TOLL_KILLS");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 6;
}

/* A company whose calls are not priced yet as its tariffs say now. */
static void
make_stale (TestTempDir *dir)
{
  g_autofree char *drop = test_temp_dir_path (dir, "files");
  g_autofree char *path = test_temp_dir_path (dir, "ledger.db");
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = NULL;

  test_demo_make (dir->path, drop, 2000, 10);
  paths = test_demo_list (drop);
  g_hash_table_unref (test_demo_import (dir->path, paths));
  db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);
  g_assert_no_error (error);
  collector_db_run (db, "UPDATE tariff_version SET document = replace (document,"
                        " '\"markup\":\"0\"', '\"markup\":\"0.25\"')", &error);
  g_assert_no_error (error);
}

static gint64
rerate (TestTempDir *dir)
{
  g_autoptr (JsonObject) answer
      = test_run_json (dir->path, (const char *const[]){ "rerate", "--json", NULL });

  return json_object_get_int_member (answer, "changed");
}

/* Runs it until it dies at its @number-th transaction. */
static void
rerate_and_die (TestTempDir *dir, guint number)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *data_option = g_strdup_printf ("--data-dir=%s", dir->path);
  g_autofree char *point = g_strdup_printf ("mid-rerate:%u", number);
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_launcher_setenv (launcher, "TOLL_CRASH_AT", point, TRUE);
  process = g_subprocess_launcher_spawn (launcher, NULL, g_getenv ("TOLL_COLLECTOR"), "rerate",
                                         data_option, NULL);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (process));
}

static void
test_rerated (void)
{
  g_autoptr (TestTempDir) once = test_temp_dir_new (), killed = test_temp_dir_new ();
  g_autofree char *before = NULL, *expected = NULL, *dump = NULL;
  gint64 n_changed, n_again;

  make_stale (once);
  make_stale (killed);
  before = test_demo_dump (once->path);
  n_changed = rerate (once);
  n_again = rerate (once);
  expected = test_demo_dump (once->path);
  g_assert_cmpint (n_changed, >, 100);
  g_assert_cmpuint (test_count_differing_lines (before, expected), >, 200);
  for (guint i = 0; i < get_n_kills (); i++)
    rerate_and_die (killed, 1 + i % 4);
  rerate (killed);
  dump = test_demo_dump (killed->path);
  toll_score ("R06", "calls that pricing again changed the second time", (double) n_again, 0);
  toll_score ("R06", "rows other than priced again at once, after kills",
              test_count_differing_lines (expected, dump), 0);
  test_assert_verified (once->path);
  test_assert_verified (killed->path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/late/late", test_late);
  g_test_add_func ("/faults/late/rerated", test_rerated);
  return g_test_run ();
}
