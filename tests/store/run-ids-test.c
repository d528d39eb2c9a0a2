/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ledger of before that kept answers and schedules: all of them are there afterwards, with their
 * runs and mails, and ids of what is deleted are not given again.
 */
#include "tests/support/ledger-fixture.h"

/* One account's: two answers, two schedules with three runs, a mail of the last and one of none. */
static const char *const kept
    = "INSERT INTO account (id, user_name, password_hash, role, scope, masked_digits, created_ms,"
      " changed_ms) VALUES (7, 'rosa', '', 0, 0, 0, 1, 1);"
      "INSERT INTO report_history (id, account_id, report_id, title, spec, made_ms, n_rows, n_calls,"
      " took_ms, origin, format, n_others, document, rights, people) VALUES"
      " (3, 7, '1.1', 'A', '{}', 11, 1, NULL, 2, 0, '', 0, x'01', 'r', '8 9'),"
      " (5, 7, '1.1', 'B', '{}', 12, 1, 4, 2, 0, 'csv', 3, NULL, '', '');"
      "INSERT INTO schedule (id, account_id, name, report_id, spec, every_unit, every_n, start, zone,"
      " recipients, format, skip_empty, enabled, next_ms, created_ms, changed_ms) VALUES"
      " (2, 7, 'C', '1.1', '{}', 0, 1, '2026-01-31T08:00', 'UTC', '[]', 'pdf', 0, 1, 99, 1, 1),"
      " (4, 7, 'D', '1.1', '{}', 0, 1, '2026-01-31T08:00', 'UTC', '[]', 'pdf', 0, 1, 98, 1, 1);"
      "INSERT INTO schedule_run (id, schedule_id, run_ms, state, n_rows, n_bytes, n_recipients)"
      " VALUES (1, 2, 5, 0, 1, 1, 1), (6, 4, 6, 0, 1, 1, 1), (8, 4, 7, 0, 1, 1, 1);"
      "INSERT INTO mail_message (id, message_id, sender, subject, made_ms, n_bytes, schedule_run_id)"
      " VALUES (1, 'a', 's', 's', 1, 1, 8), (2, 'b', 's', 's', 1, 1, NULL);";

static const struct
{
  const char *sql;
  gint64 n;
} facts[] = {
  { "SELECT group_concat (id, '') FROM report_history", 35 },
  { "SELECT count (*) FROM report_history WHERE id = 3 AND title = 'A' AND n_calls IS NULL"
    " AND document = x'01' AND rights = 'r' AND people = '8 9'", 1 },
  { "SELECT count (*) FROM report_history WHERE id = 5 AND format = 'csv' AND n_others = 3", 1 },
  { "SELECT sum (next_ms) FROM schedule WHERE id IN (2, 4)", 197 },
  { "SELECT sum (run_ms * schedule_id) FROM schedule_run", 62 },
  { "SELECT schedule_run_id FROM mail_message WHERE id = 1", 8 },
  { "SELECT count (*) FROM mail_message WHERE schedule_run_id IS NULL", 1 },
  { "SELECT count (*) FROM sqlite_schema WHERE type = 'index' AND name IN"
    " ('report_history_by_account', 'schedule_by_account', 'schedule_run_by_schedule',"
    " 'schedule_run_by_time')", 4 },
};

static void
check_facts (TestLedger *ledger)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_test_message ("%s", facts[i].sql);
      g_assert_cmpint (test_ledger_ask (ledger, facts[i].sql), ==, facts[i].n);
    }
}

/* What is deleted takes its own with it, and leaves its id to nobody. */
static void
check_ids (TestLedger *ledger)
{
  test_ledger_run (ledger, "DELETE FROM report_history WHERE id = 5; DELETE FROM schedule WHERE id = 4");
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count (*) FROM schedule_run"), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT schedule_run_id IS NULL FROM mail_message"
                                            " WHERE id = 1"), ==, 1);
  test_ledger_run (
      ledger,
      "INSERT INTO report_history (account_id, report_id, title, spec, made_ms, n_rows, took_ms,"
      " origin, n_others) VALUES (7, '1.1', 'E', '{}', 13, 1, 2, 0, 0);"
      "INSERT INTO schedule (account_id, name, report_id, spec, every_unit, every_n, start, zone,"
      " recipients, format, skip_empty, enabled, created_ms, changed_ms) VALUES"
      " (7, 'F', '1.1', '{}', 0, 1, '2026-01-31T08:00', 'UTC', '[]', 'pdf', 0, 1, 1, 1);"
      "INSERT INTO schedule_run (schedule_id, run_ms, state, n_rows, n_bytes, n_recipients)"
      " VALUES (2, 9, 0, 1, 1, 1)");
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT max (id) FROM report_history"), ==, 6);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT max (id) FROM schedule"), ==, 5);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT max (id) FROM schedule_run"), ==, 9);
}

static void
test_a_ledger_kept_before (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  TestLedger *ledger = test_ledger_open_in (dir);

  ledger->dir = dir;
  test_ledger_run (ledger, kept);
  test_ledger_run (ledger, TEST_DROP_HIDDEN_CALLS "DROP INDEX call_missed; DROP TABLE call_grade; DROP TABLE follow_up; DROP TABLE seat; PRAGMA user_version = 24");
  ledger->dir = NULL;
  test_ledger_free (ledger);
  ledger = test_ledger_open_in (dir);
  check_facts (ledger);
  test_ledger_assert_sound (ledger);
  check_ids (ledger);
  test_ledger_free (ledger);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-ids/a-ledger-kept-before", test_a_ledger_kept_before);
  return g_test_run ();
}
