/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many calls were up at once lately.
 */
#include "config.h"

#include "tests/support/call-book.h"

static void
add_call (TestCallBook *book, const char *start, gint64 talk_s)
{
  test_call_book_add (book, &(TestCall){ .start = start, .talk_s = talk_s, .gateway = "A",
                                         .direction = TOLL_DIRECTION_INCOMING });
}

/* How many calls the row's figure of the last hour opens. */
static guint
count_opened (TestCallBook *book, const CollectorReportRun *run, guint row)
{
  g_autoptr (CollectorReportRun) list
      = test_call_book_open (book, run, toll_report_doc_get_row (run->doc, row),
                             toll_report_doc_find_column (run->doc, "recent"));

  return list->doc->rows->len;
}

/* The last hour is that before now while the period goes on. */
static void
test_before_now (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-10T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL;

  test_call_book_run (book, "INSERT INTO gateway (device, title, site_id, operator_name, channels)"
                            " VALUES ('B', '', NULL, '', 4)");
  for (guint i = 0; i < 3; i++)
    add_call (book, "2026-03-10T10:00:00", 3600);
  for (guint i = 0; i < 2; i++)
    add_call (book, "2026-03-10T10:59:59", 2);
  run = test_call_book_report (book, "5.3", NULL,
                               "{\"period\":{\"relative\":\"today\"},\"group_by\":[\"gateway\"],"
                               "\"sort\":[\"-recent\"],\"fields\":[\"recent\",\"peak\"]}");
  g_assert_cmpuint (run->doc->rows->len, ==, 2);
  g_assert_cmpstr (test_report_text (run, 0, "gateway"), ==, "A");
  g_assert_cmpint (test_report_figure (run, 0, "recent"), ==, 2);
  g_assert_cmpint (test_report_figure (run, 0, "peak"), ==, 5);
  g_assert_cmpint (test_report_figure (run, 1, "recent"), ==, 0);
  g_assert_cmpint (test_report_total (run, "recent"), ==, 2);
  g_assert_cmpint (count_opened (book, run, 0), ==, 2);
}

/* Of a period that is over it is its own last hour. */
static void
test_before_the_end (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL;

  add_call (book, "2026-03-10T22:00:00", 3600);
  add_call (book, "2026-03-10T23:59:30", 60);
  add_call (book, "2026-03-11T00:00:00", 60);
  run = test_call_book_report (book, "5.3", NULL,
                               "{\"period\":{\"from_ms\":1773097200000,\"to_ms\":1773183600000},"
                               "\"group_by\":[\"gateway\"],\"fields\":[\"recent\"]}");
  g_assert_cmpint (test_report_figure (run, 0, "recent"), ==, 1);
  g_assert_cmpint (count_opened (book, run, 0), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recent/before-now", test_before_now);
  g_test_add_func ("/recent/before-the-end", test_before_the_end);
  return g_test_run ();
}
