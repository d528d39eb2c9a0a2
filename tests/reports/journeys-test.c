/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps of calls as a report: from records as Unified CM writes them, to the second; and on a
 * demo company the same calls, with the same sums, as the list of calls.
 */
#include "config.h"

#include "collector/export/exporter.h"
#include "shared/base/error.h"
#include "tests/reports/demo-ledger.h"
#include "tests/reports/imported.h"
#include "tests/support/collector-run.h"

#include <string.h>

#define BEGIN "2026-03-17T10:00:00"
#define CALLER "+39028134987"
#define MOBILE "+393331234567"

#define PEOPLE                                                                                     \
  "INSERT INTO person (id, user_name, first_name, last_name) VALUES"                               \
  " (1, 'alba', 'Alba', 'Rossi'), (2, 'carla', 'Carla', 'Neri');"                                  \
  "INSERT INTO person_line (person_id, extension) VALUES (1, '2001'), (2, '2002')"

/* A record of a call: its two sides' leg ids; seconds from BEGIN; -1 = never answered. */
static TollTestRow *
make_record (const char *call, const char *orig, const char *dest, const char *from,
             const char *to, gint64 setup_s, gint64 ring_s, gint64 talk_s)
{
  TollTestRow *row = toll_test_cdr_new ();

  toll_test_row_set_all (row, "globalCallID_callId", call, "origLegCallIdentifier", orig,
                         "destLegIdentifier", dest, "callingPartyNumber", from,
                         "originalCalledPartyNumber", to, "finalCalledPartyNumber", to, NULL);
  toll_test_row_set (row, "origDeviceName", *from == '+' ? "GW-MILAN" : "SEP000000000001");
  toll_test_cdr_set_times (row, test_instant_ms (BEGIN) / 1000 + setup_s, ring_s, talk_s);
  return row;
}

static void
add (TollTestFile *file, TollTestRow *record)
{
  toll_test_file_add (file, record);
  toll_test_row_free (record);
}

static TollTestRow *
end_by (TollTestRow *record, const char *behalf)
{
  toll_test_row_set_all (record, "origCallTerminationOnBehalfOf", behalf,
                         "destCallTerminationOnBehalfOf", behalf, NULL);
  return record;
}

/* Alba takes a call, asks Carla, and puts it through to her. */
static void
read_transfer (TestImported *imported)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new (), heard = toll_test_cmr_file_new ();
  g_autoptr (TollTestRow) voice = toll_test_cmr_new ();
  TollTestRow *last;

  add (file, end_by (make_record ("501", "901", "902", CALLER, "2001", 0, 5, 60), "10"));
  add (file, end_by (make_record ("502", "903", "904", "2001", "2002", 40, 5, 20), "10"));
  last = make_record ("501", "901", "904", CALLER, "2002", 65, 0, 35);
  toll_test_row_set_all (last, "joinOnBehalfOf", "10", "destDeviceName", "SEP000000000002", NULL);
  add (file, last);
  test_imported_read (imported, file, "01", "202603170902", 1);
  /* What Carla's phone heard once she had the caller. */
  toll_test_row_set_all (voice, "globalCallID_callId", "501", "callIdentifier", "904", NULL);
  toll_test_row_set_int (voice, "dateTimeStamp", test_instant_ms (BEGIN) / 1000 + 100);
  toll_test_file_add (heard, voice);
  test_imported_read (imported, heard, "01", "202603170902", 2);
}

/* Alba's phone rings in vain, and then Carla's. */
static void
read_forward (TestImported *imported)
{
  TollTestRow *row = make_record ("601", "911", "912", CALLER, "2001", 200, 30, 60);

  toll_test_row_set_all (row, "finalCalledPartyNumber", "2002", "lastRedirectDn", "2001",
                         "origCalledPartyRedirectReason", "2", "lastRedirectRedirectReason", "2",
                         "origCalledPartyRedirectOnBehalfOf", "5",
                         "lastRedirectRedirectOnBehalfOf", "5", NULL);
  test_imported_read_row (imported, row);
  toll_test_row_free (row);
}

/* 42 s in the queue of 2000, 8 s at Carla's. */
static void
read_hunt (TestImported *imported)
{
  TollTestRow *row = make_record ("701", "921", "922", CALLER, "2000", 400, 50, 30);

  toll_test_row_set_all (row, "finalCalledPartyNumber", "2002", "lastRedirectDn", "2000",
                         "huntPilotDN", "2000", "wasCallQueued", "1", "totalWaitTimeInQueue",
                         "42", "destDeviceName", "SEP000000000002", NULL);
  test_imported_read_row (imported, row);
  toll_test_row_free (row);
}

static const TollCell *
get_cell (const TollReportDoc *doc, const TollReportRow *row, const char *column)
{
  return &row->cells[toll_report_doc_find_column (doc, column)];
}

static void
append_length (GString *out, const TollCell *cell, const char *unit)
{
  if (!cell->is_empty)
    g_string_append_printf (out, " %s %ds", unit, (int) (cell->figure / 1000));
}

/* "5 Answered +39...>2001 Alba Rossi talk 60s"; "=" instead of the time: the call's own row. */
static void
append_row (GString *out, const TollReportDoc *doc, const TollReportRow *row)
{
  const TollCell *at = get_cell (doc, row, "at");
  const char *texts[] = { "step", "name", "detail" };

  if (row->level == 1)
    g_string_append (out, "=");
  else if (at->is_empty)
    g_string_append (out, "?");
  else
    g_string_append_printf (out, "%d", (int) ((at->figure - test_instant_ms (BEGIN)) / 1000));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const TollCell *cell = get_cell (doc, row, texts[i]);
      const TollCell *from = get_cell (doc, row, "from"), *to = get_cell (doc, row, "to");

      if (!cell->is_empty)
        g_string_append_printf (out, " %s", cell->text);
      if (i == 0 && (!from->is_empty || !to->is_empty))
        g_string_append_printf (out, " %s>%s", from->is_empty ? "" : from->text,
                                to->is_empty ? "" : to->text);
    }
  append_length (out, get_cell (doc, row, "ring_ms"), "ring");
  append_length (out, get_cell (doc, row, "talk_ms"), "talk");
  if (!get_cell (doc, row, "mos")->is_empty)
    g_string_append_printf (out, " mos %d", (int) get_cell (doc, row, "mos")->figure);
  g_string_append_c (out, '\n');
}

static char *
tell (const CollectorReportRun *run)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < run->doc->rows->len; i++)
    append_row (out, run->doc, toll_report_doc_get_row (run->doc, i));
  return g_string_free (out, FALSE);
}

static TestImported *
import (void (*read) (TestImported *imported))
{
  TestImported *imported = test_imported_new ("2026-03-18T12:00:00");

  test_imported_run (imported, PEOPLE);
  read (imported);
  return imported;
}

static void
expect_told (TestImported *imported, const CollectorViewer *viewer, const char *expected)
{
  g_autoptr (CollectorReportRun) run = test_imported_report (imported, "1.5", viewer, NULL);
  g_autofree char *told = tell (run);

  g_assert_cmpstr (told, ==, expected);
}

static void
test_transfer (void)
{
  g_autoptr (TestImported) imported = import (read_transfer);

  expect_told (imported, NULL,
               "0 Call begins " CALLER ">2001 Alba Rossi\n"
               "0 Rings " CALLER ">2001 Alba Rossi ring 5s\n"
               "5 Answered " CALLER ">2001 Alba Rossi talk 60s\n"
               "40 Consultation 2001>2002 Carla Neri\n"
               "40 Rings 2001>2002 Carla Neri ring 5s\n"
               "45 Answered 2001>2002 Carla Neri talk 20s\n"
               "65 Transferred 2001>2002 Carla Neri\n"
               "65 Connected " CALLER ">2002 Carla Neri talk 35s mos 4100\n"
               "100 Call ends\n"
               "= ring 5s talk 95s mos 4100\n");
}

static void
test_forward (void)
{
  g_autoptr (TestImported) imported = import (read_forward);

  expect_told (imported, NULL,
               "200 Call begins " CALLER ">2001 Alba Rossi\n"
               "200 Rings " CALLER ">2001 Alba Rossi\n"
               "? Forwarded 2001>2002 Carla Neri no answer\n"
               "? Rings " CALLER ">2002 Carla Neri\n"
               "230 Answered " CALLER ">2002 Carla Neri talk 60s\n"
               "290 Call ends\n"
               "= ring 30s talk 60s\n");
}

/* Two that came in and found nobody, each for its own reason; one that Alba sent to the mailbox while
 * it rang. */
static void
read_refused (TestImported *imported)
{
  static const char *const causes[] = { "17", "21" };
  TollTestRow *row;

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      row = make_record (i == 0 ? "811" : "812", "941", "942", CALLER, "2001", 500 + 100 * i, -1, 6);
      toll_test_row_set (row, "destCause_value", causes[i]);
      test_imported_read_row (imported, row);
      toll_test_row_free (row);
    }
  row = make_record ("813", "943", "944", CALLER, "2001", 700, 8, 30);
  toll_test_row_set_all (row, "finalCalledPartyNumber", "2900", "lastRedirectDn", "2001",
                         "lastRedirectRedirectReason", "50", "lastRedirectRedirectOnBehalfOf", "14",
                         "destDeviceName", "VM-VI1", NULL);
  test_imported_read_row (imported, row);
  toll_test_row_free (row);
}

static void
test_refused_calls (void)
{
  g_autoptr (TestImported) imported = import (read_refused);

  expect_told (imported, NULL,
               "700 Call begins " CALLER ">2001 Alba Rossi\n"
               "700 Rings " CALLER ">2001 Alba Rossi ring 8s\n"
               "708 Forwarded 2001>2900 Alba Rossi diverted to voicemail\n"
               "708 Voicemail " CALLER ">2900 talk 30s\n"
               "738 Call ends\n"
               "= ring 8s\n"
               "600 Call begins " CALLER ">2001 Alba Rossi\n"
               "600 Rings " CALLER ">2001 Alba Rossi ring 6s\n"
               "606 Call ends call rejected\n"
               "= ring 6s\n"
               "500 Call begins " CALLER ">2001 Alba Rossi\n"
               "500 Rings " CALLER ">2001 Alba Rossi ring 6s\n"
               "506 Call ends line busy\n"
               "= ring 6s\n");
}

static void
test_hunt (void)
{
  g_autoptr (TestImported) imported = import (read_hunt);

  expect_told (imported, NULL,
               "400 Call begins " CALLER ">2000\n"
               "400 Waits in the queue " CALLER ">2000 ring 42s\n"
               "442 Hunt group 2000>2002 Carla Neri\n"
               "442 Rings " CALLER ">2002 Carla Neri ring 8s\n"
               "450 Answered " CALLER ">2002 Carla Neri talk 30s\n"
               "480 Call ends\n"
               "= ring 8s talk 30s\n");
}

#define MOBILE_DIALLED "03331234567" /* behind the access code */

static void
add_milan (TestImported *imported)
{
  test_imported_command (imported, (const char *const[]) { "site", "add", "Milan", "--nation=IT",
                                                           "--zone=Europe/Rome", "--area=02",
                                                           "--access-code=0", NULL });
  test_imported_command (imported, (const char *const[]) { "gateway", "add", "GW-MILAN",
                                                           "--site=Milan", NULL });
}

/* Alba takes a call, and puts it through to a mobile: two outside parties, two calls. */
static void
read_put_out (TestImported *imported)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  TollTestRow *asked = make_record ("802", "933", "934", "2001", MOBILE_DIALLED, 40, 5, 20);
  TollTestRow *last = make_record ("801", "931", "934", CALLER, MOBILE_DIALLED, 65, 0, 35);

  add_milan (imported);
  toll_test_row_set (asked, "destDeviceName", "GW-MILAN");
  toll_test_row_set_all (last, "destDeviceName", "GW-MILAN", "joinOnBehalfOf", "10", NULL);
  add (file, end_by (make_record ("801", "931", "932", CALLER, "2001", 0, 5, 60), "10"));
  add (file, end_by (asked, "10"));
  add (file, last);
  test_imported_read (imported, file, "01", "202603170902", 1);
}

/* The other outside party has a call of its own; here, too, its number is told as it is there. */
static void
test_put_out (void)
{
  g_autoptr (TestImported) imported = import (read_put_out);

  expect_told (imported, NULL,
               "40 Call begins 2001>" MOBILE " Alba Rossi\n"
               "40 Rings 2001>" MOBILE " Alba Rossi ring 5s\n"
               "45 Answered 2001>" MOBILE " Alba Rossi talk 20s\n"
               "65 Connected " MOBILE "> with another outside party talk 35s\n"
               "100 Call ends\n"
               "= ring 5s talk 55s\n"
               "0 Call begins " CALLER ">2001 Alba Rossi\n"
               "0 Rings " CALLER ">2001 Alba Rossi ring 5s\n"
               "5 Answered " CALLER ">2001 Alba Rossi talk 60s\n"
               "65 Transferred 2001>" MOBILE " Alba Rossi\n"
               "65 Connected " CALLER ">" MOBILE " talk 35s\n"
               "100 Call ends\n"
               "= ring 5s talk 95s\n");
}

/* Who calls Alba is sent on to her mobile. */
static void
read_sent_on (TestImported *imported)
{
  TollTestRow *row = make_record ("803", "951", "952", "028134987", "2001", 0, 5, 60);

  add_milan (imported);
  toll_test_row_set_all (row, "finalCalledPartyNumber", MOBILE_DIALLED, "lastRedirectDn", "2001",
                         "origCalledPartyRedirectReason", "15", "lastRedirectRedirectReason", "15",
                         "origDeviceName", "GW-MILAN", "destDeviceName", "GW-MILAN", NULL);
  test_imported_read_row (imported, row);
  toll_test_row_free (row);
}

static void
test_sent_on (void)
{
  g_autoptr (TestImported) imported = import (read_sent_on);

  expect_told (imported, NULL,
               "0 Call begins " CALLER ">2001 Alba Rossi\n"
               "0 Forwarded 2001>" MOBILE " Alba Rossi all calls are forwarded\n"
               "0 Rings " CALLER ">" MOBILE " ring 5s\n"
               "5 Answered " CALLER ">" MOBILE " talk 60s\n"
               "65 Call ends\n"
               "= ring 5s talk 60s\n");
}

/* Who reads numbers masked reads them so in every step, also those of others than the one who the
 * call is with. */
static void
test_masked (void)
{
  g_autoptr (TestImported) imported = import (read_put_out);
  g_autoptr (CollectorViewer) viewer = collector_viewer_new ();
  g_autoptr (CollectorReportRun) whole = test_imported_report (imported, "1.5", NULL, NULL);
  g_autofree char *told = tell (whole);
  g_autoptr (GString) expected = g_string_new (told);

  g_assert_nonnull (strstr (told, CALLER));
  g_assert_nonnull (strstr (told, MOBILE));
  g_assert_null (strstr (told, MOBILE_DIALLED));
  g_string_replace (expected, CALLER, "+39028134***", 0);
  g_string_replace (expected, MOBILE, "+393331234***", 0);
  viewer->role = COLLECTOR_ROLE_SUPERVISOR;
  viewer->scope = COLLECTOR_SCOPE_ALL;
  viewer->masked_digits = 3;
  viewer->now_ms = imported->now_ms;
  expect_told (imported, viewer, expected->str);
}

/* ---- The report around them ---- */

static void
read_all (TestImported *imported)
{
  read_transfer (imported);
  read_forward (imported);
  read_hunt (imported);
}

/* The newest call first, each told from its beginning; its number stands in each of its rows, and
 * each opens it. */
static void
test_calls_apart (void)
{
  g_autoptr (TestImported) imported = import (read_all);
  g_autoptr (CollectorReportRun) run = test_imported_report (imported, "1.5", NULL, NULL);
  g_autoptr (CollectorReportRun) list = test_imported_report (imported, "1.1", NULL,
                                                              "{\"period\":{\"relative\":\"last_7_days\"}}");
  guint n_calls = 0;

  g_assert_cmpuint (list->doc->rows->len, ==, 3);
  for (guint i = 0; i < run->doc->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (run->doc, i);

      g_assert_cmpint (get_cell (run->doc, row, "call")->figure, ==, n_calls + 1);
      g_assert_cmpint (row->call_id, ==, toll_report_doc_get_row (list->doc, n_calls)->call_id);
      n_calls += row->level == 1;
    }
  g_assert_cmpuint (n_calls, ==, 3);
  g_assert_cmpint (test_report_total (run, "talk_ms"), ==, 185000);
  g_assert_cmpint (test_report_total (run, "talk_ms"), ==, test_report_total (list, "talk_ms"));
}

/* A lane for everybody who was rung or talked, of the calls of an hour. */
static void
test_drawn (void)
{
  g_autoptr (TestImported) imported = import (read_all);
  g_autoptr (CollectorReportRun) run = test_imported_report (imported, "1.5", NULL, NULL);
  g_autoptr (CollectorReportRun) bare = test_imported_report (imported, "1.5", NULL,
                                                              "{\"chart\":\"none\"}");
  const TollReportDoc *drawn = run->doc->overview;
  const TollReportRow *row;

  g_assert_nonnull (drawn);
  g_assert_null (bare->doc->overview);
  g_assert_cmpint (drawn->chart.kind, ==, TOLL_CHART_TIMELINE);
  g_assert_cmpuint (drawn->chart.n_series, ==, 3);
  /* 3 of the hunt group, 1 of what was forwarded, 5 of the transfer. */
  g_assert_cmpuint (drawn->rows->len, ==, 9);
  row = toll_report_doc_get_row (drawn, 0);
  g_assert_cmpstr (row->cells[drawn->chart.x].text, ==, "2000");
  g_assert_cmpint (row->cells[drawn->chart.series[0]].figure, ==,
                   test_instant_ms (BEGIN) + 400000);
  g_assert_cmpint (row->cells[drawn->chart.series[1]].figure, ==, 42000);
  row = toll_report_doc_get_row (drawn, 2);
  g_assert_cmpstr (row->cells[drawn->chart.x].text, ==, "Carla Neri");
  g_assert_cmpint (row->cells[drawn->chart.series[2]].figure, ==, 30000);
  g_assert_cmpint (row->call_id, ==, toll_report_doc_get_row (run->doc, 0)->call_id);
}

static void
test_refused (void)
{
  static const char *const bodies[][2] = {
    { "{\"fields\":[\"department\"]}", "spec.fields" },
    { "{\"section\":\"department\"}", "spec.section" },
    { "{\"sort\":[\"step\"]}", "spec.sort" },
  };
  g_autoptr (TestImported) imported = import (read_hunt);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *field = test_imported_refuse (imported, "1.5", NULL, bodies[i][0]);

      g_assert_cmpstr (field, ==, bodies[i][1]);
    }
}

/* ---- Against the list of calls ---- */

static CollectorReportRun *
ask_demo (const char *id, const char *json, guint page)
{
  static CollectorViewer *admin;
  g_autoptr (TollJson) asked = toll_json_read (json, -1, 0, NULL);
  CollectorReportRun *run;

  if (admin == NULL)
    {
      admin = collector_viewer_new ();
      admin->role = COLLECTOR_ROLE_ADMINISTRATOR;
      admin->scope = COLLECTOR_SCOPE_ALL;
      admin->now_ms = TEST_DEMO_UNTIL_MS;
    }
  run = collector_report_run_new (collector_report_lookup (id), test_demo_ledger_get (), admin,
                                  toll_json_get_root (asked), TEST_DEMO_UNTIL_MS, NULL);
  g_assert_nonnull (run);
  run->page = page;
  return run;
}

/* What has been seen of the calls, over all pages. */
typedef struct
{
  GArray *calls; /* of gint64: ids, one for each call's own row */
  gint64 talk_ms, cost_micro;
  gint64 step_cost_micro;
  gint64 last_call;
} Seen;

static void
see_row (Seen *seen, const TollReportDoc *doc, const TollReportRow *row)
{
  gint64 cost = get_cell (doc, row, "cost")->figure, call = get_cell (doc, row, "call")->figure;

  g_assert_cmpint (call, ==, seen->last_call + 1);
  if (row->level == 0)
    {
      seen->step_cost_micro += cost;
      return;
    }
  g_array_append_val (seen->calls, row->call_id);
  seen->talk_ms += get_cell (doc, row, "talk_ms")->figure;
  seen->cost_micro += cost;
  seen->last_call++;
}

static void
see_pages (Seen *seen, const char *json, guint page, gint64 *total_talk_ms)
{
  g_autoptr (CollectorReportRun) run = ask_demo ("1.5", json, page);
  g_autoptr (GError) error = NULL;
  const TollReportDoc *doc;

  *seen = (Seen){ .calls = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  while ((doc = collector_report_run_next_page (run, &error)) != NULL)
    {
      for (guint i = 0; i < doc->rows->len; i++)
        see_row (seen, doc, toll_report_doc_get_row (doc, i));
      if (*doc->next == '\0')
        *total_talk_ms = get_cell (doc, &doc->totals, "talk_ms")->figure;
    }
  g_assert_no_error (error);
}

static void
test_same_calls (void)
{
  static const char *const specs[]
      = { "{\"period\":{\"relative\":\"last_7_days\"},\"groups\":{\"site\":[\"Milan\"]}}",
          "{\"period\":{\"relative\":\"last_7_days\"},\"sort\":[\"-talk_ms\"],\"limit\":50}" };

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autoptr (CollectorReportRun) list = ask_demo ("1.1", specs[i], 100000);
      gint64 total_talk_ms = -1;
      Seen seen;

      g_assert_true (collector_report_run_answer (list, NULL));
      see_pages (&seen, specs[i], 17, &total_talk_ms);
      g_test_message ("%u calls", seen.calls->len);
      g_assert_cmpuint (seen.calls->len, ==, list->doc->rows->len);
      g_assert_cmpuint (seen.calls->len, >=, 50);
      for (guint j = 0; j < seen.calls->len; j++)
        g_assert_cmpint (g_array_index (seen.calls, gint64, j), ==,
                         toll_report_doc_get_row (list->doc, j)->call_id);
      g_assert_cmpint (seen.talk_ms, ==, get_cell (list->doc, &list->doc->totals,
                                                   "talk_ms")->figure);
      g_assert_cmpint (seen.talk_ms, ==, total_talk_ms);
      g_assert_cmpint (seen.cost_micro, >, 0);
      g_assert_cmpint (seen.cost_micro, ==, seen.step_cost_micro);
      g_array_unref (seen.calls);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/journeys/transfer", test_transfer);
  g_test_add_func ("/journeys/forward", test_forward);
  g_test_add_func ("/journeys/refused-calls", test_refused_calls);
  g_test_add_func ("/journeys/hunt", test_hunt);
  g_test_add_func ("/journeys/put-out", test_put_out);
  g_test_add_func ("/journeys/sent-on", test_sent_on);
  g_test_add_func ("/journeys/masked", test_masked);
  g_test_add_func ("/journeys/calls-apart", test_calls_apart);
  g_test_add_func ("/journeys/drawn", test_drawn);
  g_test_add_func ("/journeys/refused", test_refused);
  g_test_add_func ("/journeys/same-calls", test_same_calls);
  return g_test_run ();
}
