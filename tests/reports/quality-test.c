/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a call of several records sounded: the worst of all of them, in whatever order they came; a
 * list shows what restrictions, order and sums count.
 */
#include "config.h"

#include "tests/reports/imported.h"
#include "tests/support/collector-run.h"

#include <string.h>

#define BEGIN "2026-03-17T10:00:00"
#define CALLER "+39028134987"

/* A record: its callId, its sides' leg ids, seconds from BEGIN. */
static TollTestRow *
make_record (const char *call, const char *orig, const char *dest, const char *from,
             const char *to, gint64 setup_s, gint64 talk_s)
{
  TollTestRow *row = toll_test_cdr_new ();

  toll_test_row_set_all (row, "globalCallID_callId", call, "origLegCallIdentifier", orig,
                         "destLegIdentifier", dest, "callingPartyNumber", from,
                         "originalCalledPartyNumber", to, "finalCalledPartyNumber", to,
                         "origCallTerminationOnBehalfOf", "10", "destCallTerminationOnBehalfOf",
                         "10", NULL);
  toll_test_row_set (row, "origDeviceName", *from == '+' ? "GW-MILAN" : "SEP000000000001");
  toll_test_cdr_set_times (row, test_instant_ms (BEGIN) / 1000 + setup_s, 5, talk_s);
  return row;
}

static void
read_voice (TestImported *imported, const char *call, const char *leg, const char *mos,
            guint sequence)
{
  g_autoptr (TollTestFile) file = toll_test_cmr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cmr_new ();
  g_autofree char *metrics = g_strdup_printf ("MLQK=%s;MLQKav=4.1", mos);

  toll_test_row_set_all (row, "globalCallID_callId", call, "callIdentifier", leg, "varVQMetrics",
                         metrics, NULL);
  toll_test_row_set_int (row, "dateTimeStamp", test_instant_ms (BEGIN) / 1000 + 110);
  toll_test_file_add (file, row);
  test_imported_read (imported, file, "01", "202603170903", sequence);
}

/* A plain call that sounded fair; and one that is put through to Carla, whom it was asked first under
 * another callId: there it sounded poor. */
static void
read_records (TestImported *imported, gboolean is_one_file, gboolean is_reversed)
{
  TollTestRow *rows[] = { make_record ("400", "801", "802", CALLER, "2001", 300, 60),
                          make_record ("501", "901", "902", CALLER, "2001", 0, 60),
                          make_record ("502", "903", "904", "2001", "2002", 40, 20),
                          make_record ("501", "901", "904", CALLER, "2002", 65, 35) };
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  toll_test_row_set_all (rows[3], "joinOnBehalfOf", "10", "destDeviceName", "SEP000000000002",
                         NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TollTestRow *row = rows[is_reversed ? G_N_ELEMENTS (rows) - 1 - i : i];

      if (is_one_file)
        toll_test_file_add (file, row);
      else
        test_imported_read_row (imported, row);
    }
  if (is_one_file)
    test_imported_read (imported, file, "01", "202603170902", 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    toll_test_row_free (rows[i]);
}

static void
read_voices (TestImported *imported)
{
  read_voice (imported, "400", "802", "3.4000", 11);
  read_voice (imported, "501", "901", "4.2000", 12);
  read_voice (imported, "502", "904", "2.4070", 13);
  read_voice (imported, "501", "999", "1.2000", 14); /* of no record */
}

static guint
count (TestImported *imported, const char *where)
{
  g_autofree char *json = g_strdup_printf (
      "{\"period\":{\"relative\":\"everything\"},\"where\":{%s}}", where);
  g_autoptr (CollectorReportRun) run = test_imported_report (imported, "1.1", NULL, json);

  return run->doc->rows->len;
}

static void
check (TestImported *imported)
{
  static const char everything[] = "{\"period\":{\"relative\":\"everything\"}}";
  static const char sorted[] = "{\"period\":{\"relative\":\"everything\"},\"sort\":[\"mos\"],"
                               "\"fields\":[\"mos\",\"n_legs\"]}";
  g_autoptr (CollectorReportRun) list = test_imported_report (imported, "1.1", NULL, sorted);
  g_autoptr (CollectorReportRun) grades
      = test_imported_report (imported, "7.1", NULL, everything);
  g_autoptr (CollectorReportRun) worst = test_imported_report (imported, "7.3", NULL, everything);
  g_autoptr (CollectorReportRun) trend = test_imported_report (imported, "7.4", NULL, everything);

  g_assert_cmpuint (list->doc->rows->len, ==, 2);
  g_assert_cmpint (test_report_figure (list, 0, "mos"), ==, 2407);
  g_assert_cmpint (test_report_figure (list, 0, "n_legs"), ==, 3);
  g_assert_cmpint (test_report_figure (list, 1, "mos"), ==, 3400);
  g_assert_cmpuint (grades->doc->rows->len, ==, 2);
  test_report_find (grades, "quality", "poor");
  test_report_find (grades, "quality", "fair");
  g_assert_cmpuint (worst->doc->rows->len, ==, 2);
  g_assert_cmpint (test_report_figure (worst, 0, "mos"), ==, 2407);
  g_assert_cmpint (test_report_total (trend, "calls"), ==, 2);
  g_assert_cmpint (test_report_total (trend, "poor"), ==, 1);
  g_assert_cmpint (test_report_total (trend, "avg_mos"), ==, 2904);
  g_assert_cmpuint (count (imported, "\"field\":\"quality\",\"op\":\"is\",\"value\":\"good\""), ==,
                    0);
  g_assert_cmpuint (count (imported, "\"field\":\"quality\",\"op\":\"is\",\"value\":\"poor\""), ==,
                    1);
  g_assert_cmpuint (count (imported, "\"field\":\"mos\",\"op\":\"<\",\"value\":3.1"), ==, 1);
  test_imported_command (imported, (const char *const[]) { "verify", NULL });
}

static void
test_one_file (void)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");

  read_records (imported, TRUE, FALSE);
  read_voices (imported);
  check (imported);
}

static void
test_heard_first (void)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");

  read_voices (imported);
  read_records (imported, TRUE, TRUE);
  check (imported);
}

/* A ledger kept before sides were written down gets them as its calls are derived anew, though those
 * come out the same. */
static void
test_kept_before (void)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");

  read_records (imported, TRUE, FALSE);
  read_voices (imported);
  test_imported_run (imported, "DELETE FROM call_side");
  test_imported_command (imported, (const char *const[]) { "rerate", NULL });
  check (imported);
}

/* Record by record, from the first and from the last: each joins those that are stored. */
static void
test_one_by_one (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");

      read_records (imported, FALSE, i == 1);
      read_voices (imported);
      check (imported);
    }
}

/* What a supervisor of one group of people is told by the totals. */
static void
assert_graded (TestImported *imported, CollectorScope scope, gint64 group_id)
{
  g_autoptr (CollectorViewer) viewer = collector_viewer_new ();
  g_autoptr (CollectorReportRun) run = NULL;

  viewer->role = COLLECTOR_ROLE_SUPERVISOR;
  viewer->scope = scope;
  viewer->now_ms = imported->now_ms;
  g_array_append_val (viewer->scope_ids, group_id);
  run = test_imported_report (imported, "7.1", viewer,
                              "{\"period\":{\"relative\":\"everything\"},\"fields\":[\"calls\"]}");
  g_assert_cmpstr (run->doc->source, ==, "totals");
  g_assert_cmpint (test_report_total (run, "calls"), ==, group_id == 1 ? 2 : 0);
  g_assert_cmpuint (run->doc->rows->len, ==, group_id == 1 ? 2 : 0);
  if (group_id == 1)
    {
      test_report_find (run, "quality", "poor");
      test_report_find (run, "quality", "fair");
    }
}

/* Whose the calls are is told when they were heard already: each counts where it belongs now. */
static void
test_people_told_later (void)
{
  static const CollectorScope scopes[] = { COLLECTOR_SCOPE_DEPARTMENTS, COLLECTOR_SCOPE_COST_CENTRES,
                                           COLLECTOR_SCOPE_LOCATIONS };
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");
  g_autoptr (TollTestRow) later = make_record ("600", "701", "702", CALLER, "2003", 900, 0);
  g_autofree char *people = NULL;

  read_records (imported, TRUE, FALSE);
  read_voices (imported);
  people = test_imported_write (imported, "people.csv",
                                "user_name,extension,department,cost_centre,location\n"
                                "alba,2001,Sales,100,Milan\ncarla,2002,Lab,200,Rome\n");
  test_imported_command (imported, (const char *const[]){ "directory", "import", people, NULL });
  test_imported_read_row (imported, later); /* what was told is worked off */
  test_imported_command (imported, (const char *const[]){ "verify", NULL });
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      assert_graded (imported, scopes[i], 1); /* Alba's, who took both calls */
      assert_graded (imported, scopes[i], 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quality/people-told-later", test_people_told_later);
  g_test_add_func ("/quality/one-file", test_one_file);
  g_test_add_func ("/quality/heard-first", test_heard_first);
  g_test_add_func ("/quality/kept-before", test_kept_before);
  g_test_add_func ("/quality/one-by-one", test_one_by_one);
  return g_test_run ();
}
