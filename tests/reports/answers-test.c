/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports on ledgers of a few calls whose figures can be told beforehand: percentiles, what became
 * of missed calls, comparisons of periods, what is latest, grades of quality.
 */
#include "config.h"

#include "tests/support/call-book.h"

#include <string.h>

#define DAY_MS (86400 * G_GINT64_CONSTANT (1000))

static void
add_missed (TestCallBook *book, const char *start, const char *number, const char *extension)
{
  test_call_book_add (book, &(TestCall){ .start = start, .direction = TOLL_DIRECTION_INCOMING,
                                         .outcome = TOLL_OUTCOME_MISSED, .ring_s = 20,
                                         .number = number, .extension = extension,
                                         .dialled = "800" });
}

static void
add_talk (TestCallBook *book, const char *start, TollDirection direction, const char *number)
{
  test_call_book_add (book, &(TestCall){ .start = start, .direction = direction, .ring_s = 5,
                                         .talk_s = 60, .number = number });
}

static void
test_percentiles (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL;
  static const gint64 waits_s[] = { 3, 1, 2, 10, 5, 4, 9, 8, 7, 6 };

  for (guint i = 0; i < G_N_ELEMENTS (waits_s); i++)
    test_call_book_add (book, &(TestCall){ .start = "2026-03-10T09:00:00",
                                           .direction = TOLL_DIRECTION_INCOMING, .talk_s = 10,
                                           .ring_s = waits_s[i] - 1, .queue_s = 1 });
  test_call_book_add (book, &(TestCall){ .start = "2026-03-10T09:00:00", .extension = "2002",
                                         .direction = TOLL_DIRECTION_INCOMING, .ring_s = 60,
                                         .outcome = TOLL_OUTCOME_MISSED });
  run = test_call_book_report (book, "2.7", NULL, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 2);
  g_assert_cmpstr (test_report_text (run, 0, "extension"), ==, "2002");
  g_assert_cmpint (test_report_figure (run, 0, "median_wait_ms"), ==, 60000);
  g_assert_cmpint (test_report_figure (run, 1, "median_wait_ms"), ==, 5000);
  g_assert_cmpint (test_report_figure (run, 1, "p90_wait_ms"), ==, 9000);
  g_assert_cmpint (test_report_figure (run, 1, "max_wait_ms"), ==, 10000);
  g_assert_cmpint (test_report_figure (run, 1, "avg_wait_ms"), ==, 5500);
  /* Of all eleven: the sixth, and the tenth. */
  g_assert_cmpint (test_report_total (run, "median_wait_ms"), ==, 6000);
  g_assert_cmpint (test_report_total (run, "p90_wait_ms"), ==, 10000);
}

static const TollReportColumn *
find_column (const CollectorReportRun *run, const char *id)
{
  return toll_report_doc_get_column (run->doc, toll_report_doc_find_column (run->doc, id));
}

/* Rows can be asked for in the order of every column but those that follow from the order, and the
 * first are those of all. */
static void
test_order (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  static const gint64 waits_s[3][3] = { { 1, 2, 90 }, { 10, 12, 14 }, { 30, 31, 32 } };
  static const char *const columns[] = { "median_wait_ms", "p90_wait_ms" };
  static const char *const first[] = { "2002", "2000" };

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *extension = g_strdup_printf ("%u", 2000 + i / 3);

      test_call_book_add (book, &(TestCall){ .start = "2026-03-10T09:00:00", .talk_s = 10,
                                             .direction = TOLL_DIRECTION_INCOMING,
                                             .extension = extension,
                                             .ring_s = waits_s[i / 3][i % 3] });
    }
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"sort\":[\"-%s\"],\"limit\":1}", columns[i]);
      g_autofree char *up = g_strdup_printf ("{\"sort\":[\"%s\"]}", columns[i]);
      g_autoptr (CollectorReportRun) run = test_call_book_report (book, "2.7", NULL, json);
      g_autoptr (CollectorReportRun) rising = test_call_book_report (book, "2.7", NULL, up);

      g_assert_cmpuint (run->doc->rows->len, ==, 1);
      g_assert_cmpstr (test_report_text (run, 0, "extension"), ==, first[i]);
      for (guint j = 1; j < 3; j++)
        g_assert_cmpint (test_report_figure (rising, j - 1, columns[i]), <=,
                         test_report_figure (rising, j, columns[i]));
      g_assert_true (find_column (run, columns[i])->is_whole);
      g_assert_true (find_column (run, "avg_wait_ms")->is_whole);
      g_assert_true (find_column (run, "max_wait_ms")->is_whole);
      g_assert_false (find_column (run, "calls")->is_whole);
      g_assert_false (find_column (run, columns[i])->is_fixed);
    }
}

/* Four callers: never called back, called back, called again, called back only by a busy tone. */
static TestCallBook *
make_returns (void)
{
  TestCallBook *book = test_call_book_new ("2026-03-18T12:00:00");

  add_missed (book, "2026-03-16T09:00:00", "+39021111", "2001");
  add_missed (book, "2026-03-16T11:00:00", "+39021111", "2002");
  add_missed (book, "2026-03-16T09:00:00", "+39022222", "2001");
  add_talk (book, "2026-03-16T09:30:00", TOLL_DIRECTION_OUTGOING, "+39022222");
  add_missed (book, "2026-03-16T09:00:00", "+39023333", "2001");
  add_talk (book, "2026-03-17T09:00:00", TOLL_DIRECTION_INCOMING, "+39023333");
  add_missed (book, "2026-03-16T09:00:00", "+39024444", "2001");
  test_call_book_add (book, &(TestCall){ .start = "2026-03-16T10:00:00", .number = "+39024444",
                                         .direction = TOLL_DIRECTION_OUTGOING,
                                         .outcome = TOLL_OUTCOME_BUSY });
  /* A conversation before it does not count; a withheld number cannot be called. */
  add_talk (book, "2026-03-16T08:00:00", TOLL_DIRECTION_OUTGOING, "+39021111");
  add_missed (book, "2026-03-16T09:00:00", "", "2001");
  return book;
}

static void
test_missed_and_returned (void)
{
  g_autoptr (TestCallBook) book = make_returns ();
  g_autoptr (CollectorReportRun) open = test_call_book_report (book, "2.8", NULL, NULL);
  g_autoptr (CollectorReportRun) all = test_call_book_report (
      book, "2.9", NULL, "{\"period\":{\"relative\":\"last_7_days\"}}");
  guint row;

  g_assert_cmpuint (open->doc->rows->len, ==, 2);
  row = test_report_find (open, "number", "+39021111");
  g_assert_cmpint (test_report_figure (open, row, "calls"), ==, 2);
  g_assert_cmpint (test_report_figure (open, row, "first_ms"), ==,
                   test_instant_ms ("2026-03-16T09:00:00"));
  g_assert_cmpint (test_report_figure (open, row, "last_ms"), ==,
                   test_instant_ms ("2026-03-16T11:00:00"));
  g_assert_cmpint (test_report_figure (open, row, "age_ms"), ==, 2 * DAY_MS + 3600000);
  g_assert_cmpstr (test_report_text (open, row, "latest_extension"), ==, "2002");
  g_assert_cmpstr (test_report_text (open, row, "latest_did"), ==, "800");
  test_report_find (open, "number", "+39024444");
  g_assert_cmpint (test_report_total (all, "calls"), ==, 5);
  g_assert_cmpint (test_report_total (all, "returned"), ==, 1);
  g_assert_cmpint (test_report_total (all, "reached_us"), ==, 1);
  g_assert_cmpint (test_report_total (all, "still_open"), ==, 3);
  g_assert_cmpint (test_report_total (all, "median_return_ms"), ==, 1800000);
}

/* Numbers are looked up by pieces of time, one of which ends at 14:43:12: what is in the next counts, and
 * what is in the same comes first; two weeks are two weeks. */
static void
test_returned_in_the_next_piece (void)
{
  static const char missed[] = "2026-03-22T14:00:00Z";
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-04-06T12:00:00Z");
  g_autoptr (CollectorReportRun) all = NULL;

  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *number = g_strdup_printf ("+3902%u", i * 1111);

      add_missed (book, missed, number, "2001");
    }
  add_talk (book, "2026-03-22T15:00:00Z", TOLL_DIRECTION_OUTGOING, "+39021111");
  add_talk (book, "2026-03-22T14:30:00Z", TOLL_DIRECTION_INCOMING, "+39022222");
  add_talk (book, "2026-03-22T15:00:00Z", TOLL_DIRECTION_OUTGOING, "+39022222");
  add_talk (book, "2026-04-05T13:59:59Z", TOLL_DIRECTION_OUTGOING, "+39023333");
  add_talk (book, "2026-04-05T14:00:00Z", TOLL_DIRECTION_OUTGOING, "+39024444");
  all = test_call_book_report (book, "2.9", NULL, "{\"period\":{\"relative\":\"last_30_days\"}}");
  g_assert_cmpint (test_report_total (all, "returned"), ==, 2);
  g_assert_cmpint (test_report_total (all, "reached_us"), ==, 1);
  g_assert_cmpint (test_report_total (all, "still_open"), ==, 1);
}

/* Who may not see a call's other side learns nothing of what became of it. */
static void
test_private_calls_tell_nothing (void)
{
  g_autoptr (TestCallBook) book = make_returns ();
  g_autoptr (CollectorViewer) other = collector_viewer_new ();
  g_autoptr (CollectorReportRun) all = NULL;

  other->role = COLLECTOR_ROLE_SUPERVISOR;
  other->scope = COLLECTOR_SCOPE_ALL;
  other->now_ms = book->now_ms;
  other->hides_free_incoming = TRUE;
  all = test_call_book_report (book, "2.9", other,
                               "{\"period\":{\"relative\":\"last_7_days\"},\"where\":{\"field\":"
                               "\"direction\",\"op\":\"is\",\"value\":\"incoming\"}}");
  g_assert_cmpint (test_report_total (all, "calls"), ==, 6);
  g_assert_cmpint (test_report_total (all, "returned"), ==, 0);
  g_assert_cmpint (test_report_total (all, "still_open"), ==, 0);
}

/* ---- Comparisons ---- */

static void
add_costly (TestCallBook *book, const char *start, gint64 department_id, gint64 cost_micro)
{
  test_call_book_add (book, &(TestCall){ .start = start, .direction = TOLL_DIRECTION_OUTGOING,
                                         .ring_s = 5, .talk_s = 60, .cost_micro = cost_micro,
                                         .department_id = department_id });
}

/* March has 31 days and a change to summer time, February has 28. */
static void
test_months_compare (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-04-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL, by_day = NULL, by_month = NULL, absolute = NULL;
  guint sales, lab;

  test_call_book_run (book, "INSERT INTO department (id, name) VALUES (1, 'Sales'), (2, 'Lab'),"
                            " (3, 'Gone')");
  add_costly (book, "2026-01-31T23:59:59", 1, 900000);
  add_costly (book, "2026-02-01T00:00:00", 1, 100000);
  add_costly (book, "2026-02-28T23:59:59", 1, 100000);
  add_costly (book, "2026-02-14T12:00:00", 3, 500000);
  add_costly (book, "2026-03-01T00:00:00", 1, 100000);
  add_costly (book, "2026-03-31T23:59:59", 1, 200000);
  add_costly (book, "2026-03-29T03:00:00", 1, 300000);
  add_costly (book, "2026-03-30T12:00:00", 2, 700000);
  add_costly (book, "2026-04-01T00:00:00", 1, 900000);
  run = test_call_book_report (book, "1.14", NULL, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 3);
  sales = test_report_find (run, "department", "Sales");
  lab = test_report_find (run, "department", "Lab");
  g_assert_cmpint (test_report_figure (run, sales, "calls"), ==, 3);
  g_assert_cmpint (test_report_figure (run, sales, "calls.before"), ==, 2);
  g_assert_cmpint (test_report_figure (run, sales, "calls.difference"), ==, 1);
  g_assert_cmpint (test_report_figure (run, sales, "calls.change"), ==, 500000);
  g_assert_cmpint (test_report_figure (run, sales, "cost"), ==, 600000);
  g_assert_cmpint (test_report_figure (run, sales, "cost.change"), ==, 2000000);
  g_assert_cmpint (test_report_figure (run, lab, "calls.before"), ==, 0);
  /* From nothing there is no percentage. */
  g_assert_true (toll_report_doc_get_row (run->doc, lab)
                     ->cells[toll_report_doc_find_column (run->doc, "calls.change")]
                     .is_empty);
  g_assert_cmpint (test_report_figure (run, lab, "answered_share"), ==, 1000000);
  g_assert_true (toll_report_doc_get_row (run->doc, lab)
                     ->cells[toll_report_doc_find_column (run->doc, "answered_share.difference")]
                     .is_empty);
  g_assert_cmpint (test_report_figure (run, test_report_find (run, "department", "Gone"),
                                       "calls.difference"),
                   ==, -1);
  g_assert_cmpint (test_report_total (run, "calls.before"), ==, 3);
  g_assert_cmpint (test_report_total (run, "calls.change"), ==, 333333);
  /* Day by day: the 1st beside the 1st; the 29th to 31st have no other. */
  by_day = test_call_book_report (book, "1.14", NULL, "{\"group_by\":[\"day\"]}");
  g_assert_cmpint (test_report_figure (by_day, 0, "calls"), ==, 1);
  g_assert_cmpint (test_report_figure (by_day, 0, "calls.before"), ==, 1);
  g_assert_cmpint (test_report_total (by_day, "calls.before"), ==, 3);
  /* One month stands beside the other, in one row. */
  by_month = test_call_book_report (book, "1.14", NULL, "{\"group_by\":[\"month\"]}");
  g_assert_cmpuint (by_month->doc->rows->len, ==, 1);
  g_assert_cmpint (test_report_figure (by_month, 0, "calls.before"), ==, 3);
  /* The same March by its instants is the same month. */
  absolute = test_call_book_report (
      book, "1.14", NULL, "{\"period\":{\"from_ms\":1772319600000,\"to_ms\":1774994400000}}");
  g_assert_cmpint (test_report_total (absolute, "calls"), ==, 4);
  g_assert_cmpint (test_report_total (absolute, "calls.before"), ==, 3);
}

/* A week with the change has 167 hours; the week before it is the seven days before. */
static void
test_summer_time_compares (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-31T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL, hours = NULL, year = NULL;

  add_costly (book, "2026-03-15T23:59:59", 0, 0);
  add_costly (book, "2026-03-16T00:00:00", 0, 0);
  add_costly (book, "2026-03-22T23:59:59", 0, 0);
  add_costly (book, "2026-03-23T00:00:00", 0, 0);
  add_costly (book, "2026-03-29T23:59:59", 0, 0);
  add_costly (book, "2026-03-30T00:00:00", 0, 0);
  add_costly (book, "2025-03-23T00:00:00", 0, 0);
  add_costly (book, "2025-03-22T23:59:59", 0, 0);
  run = test_call_book_report (book, "1.14", NULL,
                               "{\"period\":{\"relative\":\"last_week\"},\"group_by\":[\"week\"]}");
  g_assert_cmpuint (run->doc->rows->len, ==, 1);
  g_assert_cmpint (test_report_figure (run, 0, "calls"), ==, 2);
  g_assert_cmpint (test_report_figure (run, 0, "calls.before"), ==, 2);
  hours = test_call_book_report (
      book, "1.14", NULL, "{\"period\":{\"relative\":\"last_week\"},\"group_by\":[\"hour\"]}");
  g_assert_cmpuint (hours->doc->rows->len, ==, 2);
  g_assert_cmpint (test_report_figure (hours, 1, "hour"), ==, 23 * 60);
  g_assert_cmpint (test_report_figure (hours, 1, "calls.before"), ==, 1);
  year = test_call_book_report (
      book, "1.14", NULL,
      "{\"period\":{\"relative\":\"last_week\"},\"compare\":\"year_before\"}");
  g_assert_cmpint (test_report_total (year, "calls"), ==, 2);
  g_assert_cmpint (test_report_total (year, "calls.before"), ==, 1);
}

/* ---- Quality ---- */

static void
test_grades (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL, gateways = NULL, worst = NULL;
  static const struct
  {
    int mos_milli;
    const char *grade;
  } rows[] = { { 4500, "good" }, { 4000, "good" },  { 3999, "acceptable" },
               { 3600, "acceptable" }, { 3599, "fair" }, { 3100, "fair" },
               { 3099, "poor" }, { 1000, "poor" }, { -1, "not measured" } };
  guint n[5] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO quality VALUES (1, %u, 1, 1, 0, %" G_GINT64_FORMAT
          ", '', '', 0, 100, 90, 10, %d, 20, 60000, %d, -1, -1, '', 1, 1)",
          100 + i, test_instant_ms ("2026-03-10T09:01:05"), 2 * (int) i, rows[i].mos_milli);

      test_call_book_add (book, &(TestCall){ .start = "2026-03-10T09:00:00", .ring_s = 5,
                                             .talk_s = 60, .direction = TOLL_DIRECTION_OUTGOING,
                                             .global_call_id = 100 + i });
      test_call_book_run (book, sql);
    }
  run = test_call_book_report (book, "7.1", NULL, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    n[test_report_find (run, "quality", rows[i].grade)]++;
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (test_report_figure (run, i, "calls"), ==, n[i]);
  gateways = test_call_book_report (book, "7.2", NULL, NULL);
  g_assert_cmpint (test_report_figure (gateways, 0, "calls"), ==, 8);
  g_assert_cmpint (test_report_figure (gateways, 0, "min_mos"), ==, 1000);
  g_assert_cmpint (test_report_figure (gateways, 0, "avg_mos"), ==, 3362);
  g_assert_cmpint (test_report_figure (gateways, 0, "poor_share"), ==, 250000);
  g_assert_cmpint (test_report_figure (gateways, 0, "avg_jitter_ms"), ==, 7);
  /* Some milliseconds are no duration as calls have it, which is told by seconds. */
  g_assert_cmpint (find_column (gateways, "avg_jitter_ms")->kind, ==, TOLL_CELL_COUNT);
  g_assert_cmpint (test_report_figure (gateways, 0, "loss_share"), ==, 100000);
  /* Two of three, rounded. */
  test_call_book_run (book, "UPDATE quality SET packets_received = 1, packets_lost = 2"
                            " WHERE mos_milli = 1000");
  worst = test_call_book_report (book, "7.3", NULL, "{\"period\":{\"relative\":\"last_30_days\"}}");
  g_assert_cmpuint (worst->doc->rows->len, ==, 8);
  g_assert_cmpint (test_report_figure (worst, 0, "loss"), ==, 666667);
}

/* ---- New nations, codes ---- */

static void
test_new_nations (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL;
  static const struct
  {
    const char *start, *nation, *extension;
  } rows[] = { { "2025-01-10T09:00:00", "FR", "2001" }, { "2026-03-10T09:00:00", "FR", "2001" },
               { "2026-03-11T09:00:00", "CU", "2002" }, { "2026-03-12T09:00:00", "CU", "2003" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    test_call_book_add (book, &(TestCall){ .start = rows[i].start, .nation = rows[i].nation,
                                           .extension = rows[i].extension, .ring_s = 5,
                                           .talk_s = 60, .direction = TOLL_DIRECTION_OUTGOING });
  run = test_call_book_report (book, "8.5", NULL, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 1);
  g_assert_cmpstr (test_report_text (run, 0, "nation"), ==, "CU");
  g_assert_cmpint (test_report_figure (run, 0, "calls"), ==, 2);
  g_assert_cmpint (test_report_figure (run, 0, "first_ms"), ==,
                   test_instant_ms ("2026-03-11T09:00:00"));
  g_assert_cmpstr (test_report_text (run, 0, "latest_extension"), ==, "2003");
}

/* The calls behind a column of a row (NULL = all), asked as whoever shows the report does. */
static CollectorReportRun *
open_figure (TestCallBook *book, const CollectorReportRun *run, const TollReportRow *row,
             const char *column)
{
  return test_call_book_open (book, run, row, toll_report_doc_find_column (run->doc, column));
}

/* @n_calls: of @n_new nations together. */
static void
check_new_nations (TestCallBook *book, const CollectorViewer *viewer, guint n_new, gint64 n_calls)
{
  g_autoptr (CollectorReportRun) run = test_call_book_report (book, "8.5", viewer, NULL);
  g_autoptr (CollectorReportRun) list = open_figure (book, run, NULL, "calls");
  g_autoptr (CollectorReportRun) one
      = open_figure (book, run, toll_report_doc_get_row (run->doc, 0), "calls");
  g_autofree char *asked = test_report_dup_spec (run);
  g_autoptr (CollectorReportRun) again = test_call_book_report (book, "8.5", viewer, asked);
  const char *words = list->doc->filters->pdata[list->doc->filters->len - 1];
  gint64 n_counted = -1;

  g_assert_cmpuint (run->doc->rows->len, ==, n_new);
  g_assert_cmpint (test_report_total (run, "calls"), ==, n_calls);
  g_assert_cmpuint (list->doc->rows->len, ==, n_calls);
  g_assert_cmpuint (one->doc->rows->len, ==, test_report_figure (run, 0, "calls"));
  g_assert_cmpuint (again->doc->rows->len, ==, n_new);
  g_assert_true (collector_report_run_count (again, &n_counted, NULL));
  g_assert_cmpint (n_counted, ==, n_calls);
  g_assert_cmpstr (run->doc->filters->pdata[run->doc->filters->len - 1], ==,
                   "Nation is not empty");
  g_assert_null (strchr (words, '('));
  g_assert_cmpuint (strlen (words), <, 120);
  g_assert_true (g_str_has_prefix (words, "Nation is not empty, and Nation is none of "));
  g_assert_nonnull (strstr (words, ", +"));
}

/* However many nations were known, the calls to the new ones can be listed and counted, and what
 * they are told by is one restriction. */
static void
test_many_nations (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorViewer) sales = collector_viewer_new ();
  gint64 department = 1;

  test_call_book_run (book, "INSERT INTO department (id, name) VALUES (1, 'Sales')");
  for (guint i = 0; i < 34; i++)
    {
      char nation[] = { 'A' + (char) (i / 26), 'A' + (char) (i % 26), '\0' };
      TestCall call = { .start = "2025-01-10T09:00:00", .nation = nation, .talk_s = 60,
                        .direction = TOLL_DIRECTION_OUTGOING, .department_id = 1 + i % 2 };

      if (i < 30)
        test_call_book_add (book, &call);
      call.start = "2026-03-10T09:00:00";
      for (guint n = 0; n <= i % 3; n++)
        test_call_book_add (book, &call);
    }
  check_new_nations (book, NULL, 4, 1 + 2 + 3 + 1);
  sales->role = COLLECTOR_ROLE_SUPERVISOR;
  sales->scope = COLLECTOR_SCOPE_DEPARTMENTS;
  sales->now_ms = book->now_ms;
  g_array_append_val (sales->scope_ids, department);
  check_new_nations (book, sales, 2, 1 + 3);
}

static void
test_codes (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL;
  static const char *const codes[] = { "4711", "4712", "4712", NULL };

  test_call_book_run (book, "INSERT INTO cost_centre (id, name) VALUES (1, '4711')");
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    test_call_book_add (book, &(TestCall){ .start = "2026-02-10T09:00:00", .code = codes[i],
                                           .talk_s = 60, .direction = TOLL_DIRECTION_OUTGOING });
  run = test_call_book_report (book, "9.5", NULL, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 1);
  g_assert_cmpstr (test_report_text (run, 0, "code"), ==, "4712");
  g_assert_cmpint (test_report_figure (run, 0, "calls"), ==, 2);
}

/* ---- Lists ---- */

/* A list knows its sums at its end, however many pages it took, and stops where it was told. */
static void
test_lists_end (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autofree char *after = NULL;
  guint n = 0;

  for (guint i = 0; i < 10; i++)
    add_costly (book, "2026-03-10T09:00:00", 0, 100000 * (i + 1));
  do
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TollJson) asked = toll_json_read ("{\"limit\":7}", -1, 0, NULL);
      g_autoptr (CollectorReportRun) run = collector_report_run_new (
          collector_report_lookup ("3.12"), book->db, book->admin, toll_json_get_root (asked),
          book->now_ms, &error);

      run->page = 3;
      run->after = after;
      g_assert_true (collector_report_run_answer (run, &error));
      for (guint i = 0; i < run->doc->rows->len; i++, n++)
        {
          g_assert_cmpint (test_report_figure (run, i, "rank"), ==, n + 1);
          g_assert_cmpint (test_report_figure (run, i, "cost"), ==, 100000 * (10 - n));
        }
      g_free (after);
      after = g_strdup (run->doc->next);
      if (*after == '\0')
        {
          g_assert_cmpint (test_report_total (run, "cost"), ==, 4900000);
          g_assert_cmpint (test_report_total (run, "talk_ms"), ==, 420000);
        }
      else
        g_assert_null (run->doc->totals.cells);
    }
  while (*after != '\0');
  g_assert_cmpuint (n, ==, 7);
}

/* Each amount stands with its currency, the company's own first, and none is added to another's. */
static void
test_currencies (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-04-18T12:00:00");
  g_autoptr (CollectorReportRun) groups = NULL, list = NULL, house = NULL, few = NULL;

  add_costly (book, "2026-04-01T09:00:00", 1, 500000);
  few = test_call_book_report (book, "1.1", NULL, NULL);
  g_assert_cmpint (test_report_total (few, "cost"), ==, 500000);
  test_call_book_add (book, &(TestCall){ .start = "2026-04-02T09:00:00", .cost_micro = 900000,
                                         .direction = TOLL_DIRECTION_OUTGOING, .talk_s = 60,
                                         .currency = "GBP" });
  test_call_book_add (book, &(TestCall){ .start = "2026-04-03T09:00:00", .cost_micro = 100000,
                                         .direction = TOLL_DIRECTION_OUTGOING, .talk_s = 60,
                                         .currency = "CHF" });
  groups = test_call_book_report (book, "3.4", NULL, NULL);
  g_assert_cmpuint (toll_report_doc_find_column (groups->doc, "cost.CHF"), ==,
                    toll_report_doc_find_column (groups->doc, "cost.GBP") - 1);
  g_assert_cmpint (test_report_total (groups, "cost"), ==, 500000);
  g_assert_cmpint (test_report_total (groups, "cost.GBP"), ==, 900000);
  test_call_book_run (book, "INSERT INTO setting (key, value) VALUES ('currency', 'GBP')");
  house = test_call_book_report (book, "3.4", NULL, NULL);
  g_assert_cmpint (test_report_total (house, "cost"), ==, 900000);
  g_assert_cmpint (test_report_total (house, "cost.EUR"), ==, 500000);
  list = test_call_book_report (book, "1.1", NULL, NULL);
  g_assert_cmpuint (list->doc->rows->len, ==, 3);
  g_assert_cmpint (test_report_total (list, "cost"), ==, 900000);
  g_assert_cmpint (test_report_total (list, "cost.CHF"), ==, 100000);
  g_assert_cmpint (test_report_total (list, "cost.EUR"), ==, 500000);
}

/* Of 13.42 with 22 % of tax on 10 % of mark-up, 10 are the carrier's; the list asked 0.06 a minute for
 * 100 minutes. What was paid in pounds, without tariff, has no other parts and is not counted in. */
static void
test_parts_of_prices (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) statement = NULL, minutes = NULL;

  test_call_book_add (book, &(TestCall){ .start = "2026-02-10T09:00:00", .talk_s = 6000,
                                         .direction = TOLL_DIRECTION_OUTGOING,
                                         .cost_micro = 13420000 });
  test_call_book_add (book, &(TestCall){ .start = "2026-02-10T09:00:00", .talk_s = 60,
                                         .direction = TOLL_DIRECTION_OUTGOING,
                                         .cost_micro = 500000, .currency = "GBP" });
  test_call_book_run (
      book, "INSERT INTO tariff (id, name) VALUES (1, 'T');"
            " INSERT INTO tariff_version (id, tariff_id, from_ms, to_ms, sha256, n_rates, document,"
            " created_ms) VALUES (1, 1, 0, 9223372036854775807, '', 2, '{\"currency\":\"EUR\","
            "\"vat\":\"0.22\",\"markup\":\"0.1\",\"rates\":[{\"prefix\":\"39\",\"steps\":[{\"start_s\":0,"
            "\"price\":\"0.06\",\"per_s\":60,\"increment_s\":60}]},{\"prefix\":\"1\",\"steps\":[]}]}', 0);"
            " INSERT INTO word (kind, id, text) VALUES (13, 77, '39');"
            " UPDATE call SET tariff_version_id = 1, prefix_id = 77 WHERE cost_micro > 1000000");
  statement = test_call_book_report (book, "9.1", NULL, NULL);
  g_assert_cmpint (test_report_total (statement, "base"), ==, 10000000);
  g_assert_cmpint (test_report_total (statement, "markup"), ==, 1000000);
  g_assert_cmpint (test_report_total (statement, "tax"), ==, 2420000);
  g_assert_cmpint (test_report_total (statement, "cost"), ==, 13420000);
  g_assert_cmpint (test_report_total (statement, "base.GBP"), ==, 500000);
  g_assert_cmpint (test_report_total (statement, "tax.GBP"), ==, 0);
  minutes = test_call_book_report (book, "3.16", NULL, NULL);
  g_assert_cmpint (test_report_total (minutes, "cost_per_minute"), ==, 134200);
  g_assert_cmpint (test_report_total (minutes, "list_per_minute"), ==, 60000);
  g_assert_cmpint (test_report_total (minutes, "cost_per_minute.GBP"), ==, 500000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answers/percentiles", test_percentiles);
  g_test_add_func ("/answers/missed-and-returned", test_missed_and_returned);
  g_test_add_func ("/answers/returned-in-the-next-piece", test_returned_in_the_next_piece);
  g_test_add_func ("/answers/private-calls-tell-nothing", test_private_calls_tell_nothing);
  g_test_add_func ("/answers/months-compare", test_months_compare);
  g_test_add_func ("/answers/summer-time-compares", test_summer_time_compares);
  g_test_add_func ("/answers/grades", test_grades);
  g_test_add_func ("/answers/new-nations", test_new_nations);
  g_test_add_func ("/answers/many-nations", test_many_nations);
  g_test_add_func ("/answers/order", test_order);
  g_test_add_func ("/answers/codes", test_codes);
  g_test_add_func ("/answers/lists-end", test_lists_end);
  g_test_add_func ("/answers/currencies", test_currencies);
  g_test_add_func ("/answers/parts-of-prices", test_parts_of_prices);
  return g_test_run ();
}
