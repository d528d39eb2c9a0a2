/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose an internal call is beside who placed it: found by the called line, counted once, following
 * the directory and the records, and given to ledgers that were kept without it.
 */
#include "collector/store/people/store.h"
#include "collector/store/reattribution-store.h"
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"

#include <string.h>

#define CALLED(column) "SELECT " column " FROM call_called"
#define N_CALLED CALLED ("count(*)")

static void
read_row (TestLedger *ledger, TollTestRow *row, const char *name)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  CollectorFileResult result;

  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, name, bytes, &result);
  g_assert_cmpint (result.counts.records, ==, 1);
}

static void
test_both_sides (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();

  toll_test_row_set (row, "finalCalledPartyUnicodeLoginUserID", "guest");
  read_row (ledger, row, "cdr_A_01_202603020900_1");
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT person_id FROM call"), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, CALLED ("person_id")), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, CALLED ("department_id")), ==, 12);
  g_assert_cmpint (test_ledger_ask (ledger, CALLED ("cost_centre_id")), ==, 22);
  g_assert_cmpint (test_ledger_ask (ledger, CALLED ("location_id")), ==, 30);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLED " d JOIN line l ON l.id = d.line_id"
                                            " JOIN word v ON v.kind = 3 AND v.id = d.device_id"
                                            " JOIN word u ON u.kind = 4 AND u.id = d.login_id"
                                            " WHERE l.extension = '2002'"
                                            " AND v.text = 'SEP0011223344BB'"
                                            " AND u.text = 'guest'"),
                   ==, 1);
  /* Counted once. */
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call_line"), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT sum (calls) FROM own_total"), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT person_id FROM own_total"), ==, 1);
  test_ledger_assert_sound (ledger);
}

/* Who was rung is called, not the mailbox that took the call for them. */
static void
test_who_is_called (void)
{
  static const struct
  {
    const char *number, *original, *redirecting, *device;
    gint64 person_id; /* -1: there is no called side */
  } rows[] = {
    { "2001", "2002", "2002", "CiscoUM1-VI1", 2 },
    { "2700", "2700", "2700", "SEP0011223344CC", 0 },
    { "00266661234", "00266661234", "00266661234", "GW-MILAN", -1 },
    { "2001", "2001", "2001", "SEP0011223344AA", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new ();
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_row_set_all (row, "finalCalledPartyNumber", rows[i].number,
                             "originalCalledPartyNumber", rows[i].original, "lastRedirectDn",
                             rows[i].redirecting, "destDeviceName", rows[i].device, NULL);
      read_row (ledger, row, "cdr_A_01_202603020900_1");
      g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call"), ==, 1);
      g_assert_cmpint (test_ledger_ask (ledger, N_CALLED), ==, rows[i].person_id >= 0);
      if (rows[i].person_id >= 0)
        g_assert_cmpint (test_ledger_ask (ledger, CALLED ("person_id")), ==, rows[i].person_id);
      test_ledger_assert_sound (ledger);
    }
}

static gboolean
queue_task (CollectorDb *db, gpointer extension, GError **error)
{
  return collector_reattribution_add (db, extension, G_MININT64, G_MAXINT64, error);
}

/* Gives 2002 to person 7 of department 17, and works off what that queues. Returns: how many calls
 * changed. */
static gint64
hand_over (TestLedger *ledger)
{
  const CollectorOwner owner = { .person_id = 7,
                                 .name = "Else",
                                 .department_id = 17,
                                 .valid_from_ms = G_MININT64,
                                 .valid_to_ms = G_MAXINT64 };
  gint64 revision = test_ledger_ask (ledger, "SELECT n FROM revision"), n_changed = -1;
  g_autoptr (CollectorPeople) people = collector_people_new ();
  g_autoptr (GError) error = NULL;

  collector_people_add_line (people, "2002", "", 0, &owner);
  collector_pipeline_set_snapshots (ledger->pipeline, ledger->plan, people, ledger->book);
  collector_lanes_write_sync (ledger->lanes, queue_task, (gpointer) "2002", &error);
  g_assert_no_error (error);
  collector_pipeline_reattribute (ledger->pipeline, revision + 1, NULL, &n_changed, &error);
  g_assert_no_error (error);
  return n_changed;
}

static void
test_follows_the_directory (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new (), other = toll_test_cdr_new ();

  toll_test_row_set_all (other, "callingPartyNumber", "2002", "finalCalledPartyNumber", "2700",
                         "originalCalledPartyNumber", "2700", NULL);
  read_row (ledger, row, "cdr_A_01_202603020900_1");
  read_row (ledger, other, "cdr_A_01_202603020901_1");
  g_assert_cmpint (hand_over (ledger), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLED " WHERE person_id = 7 AND department_id = 17"
                                            " AND cost_centre_id = 0"),
                   ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE person_id = 7"), ==,
                   1);
  /* Who placed the first call kept it: only the line's calls were looked at, on both sides. */
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT sum (calls) FROM own_total"
                                            " WHERE person_id = 7"),
                   ==, 1);
  g_assert_cmpint (hand_over (ledger), ==, 0);
  test_ledger_assert_sound (ledger);
}

static gint64
rerate (TestLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  gint64 n_changed = -1;

  collector_pipeline_rerate (ledger->pipeline, G_MININT64, G_MAXINT64, &n_changed, &error);
  g_assert_no_error (error);
  return n_changed;
}

static void
test_derived_anew (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autofree char *before = NULL, *after = NULL;

  read_row (ledger, row, "cdr_A_01_202603020900_1");
  before = test_ledger_dump (ledger);
  g_assert_nonnull (strstr (before, "called=2002/PT_Internal/SEP0011223344BB/ person=2"));
  g_assert_cmpint (rerate (ledger), ==, 0);
  test_ledger_run (ledger, "UPDATE call_called SET person_id = 9");
  g_assert_cmpint (rerate (ledger), ==, 1); /* the same place, another owner */
  after = test_ledger_dump (ledger);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLED), ==, 1);
  test_ledger_assert_sound (ledger);
}

/* A later record makes it an outside call: the called side goes with the internal one. */
static void
test_a_late_record (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestRow) inside = toll_test_cdr_new ();
  g_autoptr (TollTestRow) outside = toll_test_row_copy (inside);

  read_row (ledger, inside, "cdr_A_01_202603020900_1");
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLED), ==, 1);
  toll_test_row_set_all (outside, "pkid", "99999999-0000-0000-0000-000000000001",
                         "origLegCallIdentifier", "990001", "destLegIdentifier", "990002",
                         "finalCalledPartyNumber", "00266661234", "originalCalledPartyNumber",
                         "00266661234", "destDeviceName", "GW-MILAN", NULL);
  read_row (ledger, outside, "cdr_A_01_202603020901_1");
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count(*) FROM call"), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLED), ==, 0);
  test_ledger_assert_sound (ledger);
}

static void
test_verify_looks_at_it (void)
{
  static const struct
  {
    const char *damage, *told;
  } rows[] = {
    { "DELETE FROM call_called", "cannot be found by the line it was for" },
    { "UPDATE call SET called_line_id = 0", "which tells of none" },
    { "INSERT INTO call_called VALUES (99, 1, 0, 0, 0, 0, 0, 0)", "line 99 is told" },
    { "UPDATE call_called SET location_id = 7", "was called for group 7 of scope 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new ();
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      read_row (ledger, row, "cdr_A_01_202603020900_1");
      test_ledger_run (ledger, rows[i].damage);
      test_ledger_assert_told (ledger, rows[i].told);
    }
}

/* Schema 10 knew nothing of it: what is stored gets it from its records. */
static void
test_a_ledger_kept_before (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  TestLedger *ledger = test_ledger_open_in (dir);
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autofree char *before = NULL, *after = NULL, *copy = NULL;
  g_autoptr (GError) error = NULL;
  gint64 revision, n_changed = -1;

  ledger->dir = dir;
  read_row (ledger, row, "cdr_A_01_202603020900_1");
  before = test_ledger_dump (ledger);
  test_ledger_run (ledger, TEST_DROP_HIDDEN_CALLS "ALTER TABLE call DROP COLUMN called_line_id; DROP TABLE call_called;"
                           "DROP INDEX mail_message_by_run;"
                           "ALTER TABLE mail_message DROP COLUMN schedule_run_id;"
                           "DROP TABLE schedule_run; DROP TABLE schedule; DROP INDEX call_long; DROP TABLE called_group;"
                           "DROP TABLE dashboard; DROP TABLE dashboard_default;"
                           "DROP TABLE wallboard_look; DROP TABLE wallboard_scope; DROP TABLE wallboard;"
                           "DROP TABLE call_side; DROP INDEX call_missed; DROP TABLE call_grade; DROP TABLE follow_up; DROP TABLE seat; DROP TABLE login_past; DROP INDEX person_by_cucm_user_id;"
                           "ALTER TABLE person_device DROP COLUMN valid_from_ms;"
                           "ALTER TABLE report_history DROP COLUMN rights;"
                           "ALTER TABLE report_history DROP COLUMN people;"
                           "DELETE FROM rederivation; PRAGMA user_version = 10");
  ledger->dir = NULL;
  test_ledger_free (ledger);
  ledger = test_ledger_open_in (dir);
  copy = g_strdup_printf ("%s.before-v%d", ledger->path,
                          (int) test_ledger_ask (ledger, "PRAGMA user_version"));
  g_assert_true (g_file_test (copy, G_FILE_TEST_IS_REGULAR));
  test_ledger_assert_sound (ledger);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLED), ==, 0);
  revision = test_ledger_ask (ledger, "SELECT n FROM revision");
  collector_pipeline_rederive (ledger->pipeline, revision, NULL, &n_changed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_changed, ==, 1);
  after = test_ledger_dump (ledger);
  g_assert_cmpstr (before, ==, after);
  test_ledger_assert_sound (ledger);
  test_ledger_free (ledger);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/called/both-sides", test_both_sides);
  g_test_add_func ("/called/who-is-called", test_who_is_called);
  g_test_add_func ("/called/follows-the-directory", test_follows_the_directory);
  g_test_add_func ("/called/derived-anew", test_derived_anew);
  g_test_add_func ("/called/a-late-record", test_a_late_record);
  g_test_add_func ("/called/verify", test_verify_looks_at_it);
  g_test_add_func ("/called/a-ledger-kept-before", test_a_ledger_kept_before);
  return g_test_run ();
}
