/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What only the records of a call tell: which side ended it, and the level of its authorisation.
 */
#include "config.h"

#include "tests/reports/imported.h"

#define EVER "{\"period\":{\"relative\":\"everything\"}}"
#define RUN(...) ((const char *const[]) { __VA_ARGS__, NULL })

static TestImported *
make_company (void)
{
  TestImported *imported = test_imported_new ("2026-03-18T12:00:00");

  test_imported_command (imported, RUN ("site", "add", "Milan", "--nation=IT", "--zone=Europe/Rome",
                                        "--access-code=0", "--area=02", "--extensions=2000-2999"));
  test_imported_command (imported, RUN ("gateway", "add", "GW-MILAN", "--site=Milan"));
  return imported;
}

static TollTestRow *
make_outgoing (guint minute)
{
  TollTestRow *row = toll_test_cdr_new ();

  toll_test_row_set_all (row, "callingPartyNumber", "2001", "originalCalledPartyNumber",
                         "00266778899", "finalCalledPartyNumber", "00266778899", "destDeviceName",
                         "GW-MILAN", NULL);
  toll_test_cdr_set_times (row, test_instant_ms ("2026-03-17T10:00:00") / 1000 + minute * 60, 5, 60);
  return row;
}

/* Three busy, one of them told by the side that called; a number that nobody has; one given up. */
static void
test_sides (void)
{
  static const char *const causes[][2] = { { "0", "17" }, { "0", "17" }, { "17", "0" },
                                           { "0", "1" },  { "16", "0" } };
  g_autoptr (TestImported) imported = make_company ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorReportRun) run = NULL, list = NULL;
  guint busy, unassigned, given_up;

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      g_autoptr (TollTestRow) row = make_outgoing (i);

      toll_test_cdr_set_times (row, test_instant_ms ("2026-03-17T10:00:00") / 1000 + i * 60, -1, 8);
      toll_test_row_set_all (row, "origCause_value", causes[i][0], "destCause_value", causes[i][1],
                             NULL);
      toll_test_file_add (file, row);
    }
  test_imported_read (imported, file, "01", "202603171200", 1);
  run = test_imported_report (imported, "4.9", NULL, EVER);
  g_assert_cmpuint (run->doc->rows->len, ==, 3);
  busy = test_report_find (run, "cause_text", "User busy");
  g_assert_cmpint (test_report_figure (run, busy, "cause"), ==, 17);
  g_assert_cmpint (test_report_figure (run, busy, "calls"), ==, 3);
  g_assert_cmpint (test_report_figure (run, busy, "calls_share"), ==, 600000);
  g_assert_cmpint (test_report_figure (run, busy, "by_called"), ==, 2);
  g_assert_cmpint (test_report_figure (run, busy, "by_calling"), ==, 1);
  unassigned = test_report_find (run, "cause_text", "Number not in use");
  given_up = test_report_find (run, "cause_text", "Normal call clearing");
  g_assert_cmpint (test_report_figure (run, unassigned, "by_called"), ==, 1);
  g_assert_cmpint (test_report_figure (run, given_up, "by_calling"), ==, 1);
  g_assert_cmpint (test_report_total (run, "by_calling"), ==, 2);
  g_assert_cmpint (test_report_total (run, "by_called"), ==, 3);
  /* What a figure opens is as many calls. */
  list = test_imported_report (imported, "1.1", NULL,
                               "{\"period\":{\"relative\":\"everything\"},\"where\":{\"field\":"
                               "\"cause_side\",\"op\":\"is\",\"value\":\"called side\"}}");
  g_assert_cmpuint (list->doc->rows->len, ==, 3);
}

/* The names of codes, never the codes; the greatest level they were used with. */
static void
test_levels (void)
{
  static const struct
  {
    const char *name, *level;
  } codes[] = { { "Board", "3" }, { "Board", "5" }, { "Shop", "0" }, { "", "7" } };
  g_autoptr (TestImported) imported = make_company ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorReportRun) run = NULL, list = NULL, all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (TollTestRow) row = make_outgoing (i);

      toll_test_row_set_all (row, "authCodeDescription", codes[i].name, "authorizationLevel",
                             codes[i].level, "authorizationCodeValue", "987654", NULL);
      toll_test_file_add (file, row);
    }
  test_imported_read (imported, file, "01", "202603171200", 1);
  run = test_imported_report (imported, "9.4", NULL, EVER);
  g_assert_cmpuint (run->doc->rows->len, ==, 2);
  g_assert_cmpint (test_report_figure (run, test_report_find (run, "authorization", "Board"),
                                       "authorization_level"), ==, 5);
  g_assert_cmpint (test_report_figure (run, test_report_find (run, "authorization", "Board"),
                                       "calls"), ==, 2);
  g_assert_cmpint (test_report_figure (run, test_report_find (run, "authorization", "Shop"),
                                       "authorization_level"), ==, 0);
  list = test_imported_report (imported, "9.10", NULL, EVER);
  g_assert_cmpuint (list->doc->rows->len, ==, 3);
  g_assert_cmpint (test_report_figure (list, test_report_find (list, "authorization", "Shop"),
                                       "authorization_level"), ==, 0);
  all = test_imported_report (imported, "1.1", NULL,
                              "{\"period\":{\"relative\":\"everything\"},\"where\":{\"field\":"
                              "\"authorization_level\",\"op\":\">=\",\"value\":3}}");
  g_assert_cmpuint (all->doc->rows->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/records/sides", test_sides);
  g_test_add_func ("/records/levels", test_levels);
  return g_test_run ();
}
