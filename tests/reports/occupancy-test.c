/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many calls were up at once: on ledgers whose figures can be told beforehand, and against a
 * count second by second. What a figure opens is as many calls as it says.
 */
#include "config.h"

#include "shared/base/error.h"
#include "tests/reports/demo-ledger.h"
#include "tests/support/call-book.h"

#include <math.h>
#include <string.h>

#define N_REPORTS_OF_INSTANTS 3

static void
add_call (TestCallBook *book, const char *start, gint64 ring_s, gint64 talk_s, const char *gateway,
          TollDirection direction)
{
  test_call_book_add (book, &(TestCall){ .start = start, .ring_s = ring_s, .talk_s = talk_s,
                                         .gateway = gateway, .direction = direction,
                                         .outcome = talk_s > 0 ? TOLL_OUTCOME_ANSWERED
                                                               : TOLL_OUTCOME_UNANSWERED });
}

/* How many calls a figure opens; @row NULL = of the totals. */
static gint64
count_opened (TestCallBook *book, const CollectorReportRun *run, const TollReportRow *row,
              guint column)
{
  g_autoptr (CollectorReportRun) list = test_call_book_open (book, run, row, column);
  gint64 n_calls;

  g_assert_true (collector_report_run_count (list, &n_calls, NULL));
  g_assert_cmpint (n_calls, ==, list->doc->rows->len);
  return list->doc->rows->len;
}

static const TollReportRow *
get_row (const CollectorReportRun *run, guint row)
{
  return toll_report_doc_get_row (run->doc, row);
}

/* Every row, sum and total of an instant opens as many calls as it says. Returns: how many did. */
static guint
check_opened (TestCallBook *book, const CollectorReportRun *run)
{
  guint n = 0;

  for (guint i = 0; i < run->doc->columns->len; i++)
    {
      if (toll_report_doc_get_column (run->doc, i)->drill_at == NULL
          || toll_report_doc_get_column (run->doc, i)->drill_ms > 0)
        continue;
      for (guint j = 0; j < run->doc->rows->len; j++, n++)
        if (get_row (run, j)->cells[i].figure > 0)
          g_assert_cmpint (count_opened (book, run, get_row (run, j), i), ==,
                           get_row (run, j)->cells[i].figure);
      g_assert_cmpint (count_opened (book, run, NULL, i), ==, run->doc->totals.cells[i].figure);
    }
  return n;
}

/* Every report of the catalogue, on a demo company, with a zone far away. */
static void
test_catalogue (void)
{
  g_autoptr (CollectorViewer) admin = collector_viewer_new ();
  TestCallBook demo = { .db = test_demo_ledger_get (), .now_ms = TEST_DEMO_UNTIL_MS,
                        .admin = admin };
  guint n_reports = 0;

  admin->role = COLLECTOR_ROLE_ADMINISTRATOR;
  admin->scope = COLLECTOR_SCOPE_ALL;
  admin->now_ms = demo.now_ms;
  for (const CollectorReportCategory *category = collector_report_categories;
       category->id != NULL; category++)
    for (const CollectorReport *report = category->reports; report->id != NULL; report++)
      {
        g_autoptr (CollectorReportRun) run = test_call_book_report (
            &demo, report->id, NULL,
            "{\"period\":{\"relative\":\"last_7_days\"},\"zone\":\"Asia/Kolkata\"}");

        g_test_message ("%s", report->id);
        n_reports += check_opened (&demo, run) > 0;
      }
  g_assert_cmpuint (n_reports, >=, N_REPORTS_OF_INSTANTS);
}

#define DAY_10 "\"period\":{\"from_ms\":1773097200000,\"to_ms\":1773183600000}"

/* One ends as another begins: they were never up together. Ringing counts. */
static void
test_peak_is_exact (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL;

  add_call (book, "2026-03-10T09:00:00", 10, 50, "A", TOLL_DIRECTION_INCOMING);
  add_call (book, "2026-03-10T09:00:30", 90, 0, "A", TOLL_DIRECTION_OUTGOING);
  add_call (book, "2026-03-10T09:01:00", 0, 20, "A", TOLL_DIRECTION_OUTGOING);
  add_call (book, "2026-03-10T09:00:40", 0, 0, "A", TOLL_DIRECTION_OUTGOING);
  run = test_call_book_report (book, "5.3", NULL, "{" DAY_10 "}");
  g_assert_cmpuint (run->doc->rows->len, ==, 2);
  g_assert_cmpstr (test_report_text (run, 0, "gateway"), ==, "A");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (get_row (run, i)->level, ==, i);
      g_assert_cmpint (test_report_figure (run, i, "peak"), ==, 2);
      g_assert_cmpint (test_report_figure (run, i, "peak_ms"), ==,
                       test_instant_ms ("2026-03-10T09:00:30"));
      g_assert_cmpint (test_report_figure (run, i, "at_peak_ms"), ==, 50000);
      g_assert_cmpint (test_report_figure (run, i, "p99"), ==, 0);
    }
  g_assert_cmpint (test_report_total (run, "peak"), ==, 2);
  g_assert_cmpint (run->doc->n_calls, ==, 3);
  check_opened (book, run);
}

/* Together is more than either gateway, and less than both at their own times. */
static void
test_together (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL, chosen = NULL;
  guint row;

  for (guint i = 0; i < 3; i++)
    add_call (book, "2026-03-10T09:00:00", 0, 60, "A", TOLL_DIRECTION_INCOMING);
  add_call (book, "2026-03-10T10:00:00", 0, 60, "A", TOLL_DIRECTION_INCOMING);
  for (guint i = 0; i < 4; i++)
    add_call (book, "2026-03-10T10:00:00", 0, 60, "B", TOLL_DIRECTION_OUTGOING);
  run = test_call_book_report (book, "5.3", NULL,
                               "{" DAY_10 ",\"group_by\":[\"gateway\"],\"sort\":[\"-peak\"],"
                               "\"fields\":[\"peak\",\"peak_ms\",\"peak_in\",\"peak_out\"]}");
  g_assert_cmpuint (run->doc->rows->len, ==, 2);
  g_assert_cmpstr (test_report_text (run, 0, "gateway"), ==, "B");
  row = test_report_find (run, "gateway", "A");
  g_assert_cmpint (test_report_figure (run, row, "peak"), ==, 3);
  g_assert_cmpint (test_report_figure (run, 0, "peak"), ==, 4);
  g_assert_cmpint (test_report_total (run, "peak"), ==, 5);
  g_assert_cmpint (test_report_total (run, "peak_ms"), ==,
                   test_instant_ms ("2026-03-10T10:00:00"));
  g_assert_cmpint (test_report_total (run, "peak_in"), ==, 1);
  g_assert_cmpint (test_report_total (run, "peak_out"), ==, 4);
  check_opened (book, run);
  chosen = test_call_book_report (book, "5.3", NULL,
                                  "{" DAY_10 ",\"groups\":{\"gateways\":[\"A\"]}}");
  g_assert_cmpint (test_report_total (chosen, "peak"), ==, 3);
  check_opened (book, chosen);
}

/* What began before the period, however long ago, is up in it; what ended with its beginning not. */
static void
test_began_before (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL, before = NULL, days = NULL;

  add_call (book, "2026-03-05T12:00:00", 0, 5 * 86400, "A", TOLL_DIRECTION_INCOMING);
  add_call (book, "2026-03-09T23:59:50", 0, 20, "A", TOLL_DIRECTION_INCOMING);
  add_call (book, "2026-03-09T23:59:00", 0, 60, "A", TOLL_DIRECTION_INCOMING);
  add_call (book, "2026-03-09T19:30:00", 0, 5 * 3600, "A", TOLL_DIRECTION_INCOMING);
  run = test_call_book_report (book, "5.3", NULL, "{" DAY_10 "}");
  g_assert_cmpint (test_report_total (run, "peak"), ==, 3);
  g_assert_cmpint (test_report_total (run, "peak_ms"), ==, test_instant_ms ("2026-03-10"));
  g_assert_cmpint (test_report_total (run, "at_peak_ms"), ==, 10000);
  check_opened (book, run);
  before = test_call_book_report (
      book, "5.3", NULL, "{\"period\":{\"from_ms\":1773010800000,\"to_ms\":1773097200000}}");
  g_assert_cmpint (test_report_total (before, "peak"), ==, 4);
  g_assert_cmpint (test_report_total (before, "at_peak_ms"), ==, 10000);
  check_opened (book, before);
  days = test_call_book_report (book, "5.3", NULL, "{\"period\":{\"relative\":\"everything\"}}");
  g_assert_cmpuint (days->doc->rows->len, ==, 12);
  g_assert_cmpint (test_report_total (days, "peak"), ==, 4);
  check_opened (book, days);
}

/* Of a thousand seconds one call is up in all, another in 50, a third in 10. */
static void
test_percentiles (void)
{
  static const struct
  {
    gint64 second_s, third_s, p95, p99;
  } rows[] = { { 50, 10, 1, 2 }, { 51, 10, 2, 2 }, { 51, 11, 2, 3 }, { 50, 50, 1, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
      g_autoptr (CollectorReportRun) run = NULL;

      add_call (book, "2026-03-10T00:00:00", 0, 5000, "A", TOLL_DIRECTION_INCOMING);
      add_call (book, "2026-03-10T00:01:00", 0, rows[i].second_s, "A", TOLL_DIRECTION_INCOMING);
      add_call (book, "2026-03-10T00:01:00", 0, rows[i].third_s, "A", TOLL_DIRECTION_INCOMING);
      run = test_call_book_report (book, "5.3", NULL,
                                   "{\"period\":{\"from_ms\":1773097200000,"
                                   "\"to_ms\":1773098200000}}");
      g_assert_cmpint (test_report_total (run, "peak"), ==, 3);
      g_assert_cmpint (test_report_total (run, "p95"), ==, rows[i].p95);
      g_assert_cmpint (test_report_total (run, "p99"), ==, rows[i].p99);
      g_assert_cmpint (test_report_total (run, "at_peak_ms"), ==, rows[i].third_s * 1000);
    }
}

/* ---- Channels ---- */

static gboolean
is_empty (const CollectorReportRun *run, guint row, const char *column)
{
  return get_row (run, row)->cells[toll_report_doc_find_column (run->doc, column)].is_empty;
}

/* A: 20 Erlang from 9 to 10, 2 from 11 on; B: one call; C: none. */
static TestCallBook *
make_trunks (void)
{
  TestCallBook *book = test_call_book_new ("2026-03-18T12:00:00");

  test_call_book_run (book, "INSERT INTO gateway (device, title, site_id, operator_name, channels)"
                            " VALUES ('A', '', NULL, '', 30), ('B', '', NULL, '', 0),"
                            " ('C', '', NULL, '', 4)");
  for (guint i = 0; i < 20; i++)
    add_call (book, "2026-03-10T09:00:00", 600, 3000, "A", TOLL_DIRECTION_INCOMING);
  for (guint i = 0; i < 4; i++)
    add_call (book, "2026-03-11T11:30:00", 0, 3600, "A", TOLL_DIRECTION_OUTGOING);
  add_call (book, "2026-03-11T11:30:00", 0, 1800, "B", TOLL_DIRECTION_OUTGOING);
  return book;
}

static void
test_erlang (void)
{
  g_autoptr (TestCallBook) book = make_trunks ();
  g_autoptr (CollectorReportRun) run = test_call_book_report (book, "5.5", NULL, NULL);
  guint a = test_report_find (run, "gateway", "A"), b = test_report_find (run, "gateway", "B");
  guint c = test_report_find (run, "gateway", "C");

  g_assert_cmpuint (run->doc->rows->len, ==, 3);
  g_assert_cmpuint (a, ==, 0);
  g_assert_cmpint (test_report_figure (run, a, "channels"), ==, 30);
  g_assert_cmpint (test_report_figure (run, a, "busy_hour"), ==,
                   test_instant_ms ("2026-03-10T09:00:00"));
  g_assert_cmpint (test_report_figure (run, a, "erlang"), ==, 20000);
  g_assert_cmpint (test_report_figure (run, a, "ccs"), ==, 720000);
  g_assert_cmpint (test_report_figure (run, a, "blocked"), ==, 8457);
  g_assert_cmpint (test_report_figure (run, a, "needed_1"), ==, 30);
  g_assert_cmpint (test_report_figure (run, a, "needed_01"), ==, 35);
  g_assert_cmpint (test_report_figure (run, a, "spare"), ==, 0);
  /* The four of the day after were not up in it. */
  for (guint i = toll_report_doc_find_column (run->doc, "erlang"); i < run->doc->columns->len; i++)
    g_assert_cmpint (count_opened (book, run, get_row (run, a), i), ==, 20);
  /* What nobody said is not guessed. */
  g_assert_cmpint (test_report_figure (run, b, "erlang"), ==, 500);
  g_assert_cmpint (test_report_figure (run, b, "needed_1"), ==, 4);
  g_assert_true (is_empty (run, b, "channels"));
  g_assert_true (is_empty (run, b, "blocked"));
  g_assert_true (is_empty (run, b, "spare"));
  g_assert_cmpstr (run->doc->filters->pdata[0], ==,
                   "channels unknown: B");
  g_assert_true (run->doc->totals.cells[toll_report_doc_find_column (run->doc, "spare")].is_empty);
  /* A trunk without calls is all spare. */
  g_assert_cmpint (test_report_figure (run, c, "erlang"), ==, 0);
  g_assert_cmpint (test_report_figure (run, c, "blocked"), ==, 0);
  g_assert_cmpint (test_report_figure (run, c, "spare"), ==, 4);
  g_assert_true (is_empty (run, c, "busy_hour"));
  g_assert_cmpint (run->doc->chart.kind, ==, TOLL_CHART_BULLET);
  g_assert_cmpuint (run->doc->chart.n_series, ==, 3);
}

/* Conversations in a share of the channels' time; ringing keeps a line busy, not a conversation. */
static void
test_utilisation (void)
{
  g_autoptr (TestCallBook) book = make_trunks ();
  g_autoptr (CollectorReportRun) hours = test_call_book_report (book, "5.2", NULL, "{" DAY_10 "}");
  g_autoptr (CollectorReportRun) known = test_call_book_report (
      book, "5.2", NULL, "{" DAY_10 ",\"group_by\":[\"gateway\"],\"groups\":{\"gateways\":[\"A\"]}}");
  g_autoptr (CollectorReportRun) unknown = test_call_book_report (
      book, "5.2", NULL, "{\"groups\":{\"gateways\":[\"B\"]}}");

  g_assert_cmpuint (hours->doc->rows->len, ==, 2);
  g_assert_cmpint (test_report_figure (hours, 0, "hour"), ==, 9 * 60);
  g_assert_cmpint (test_report_figure (hours, 0, "channels"), ==, 30);
  /* 20 x 3000 s of 30 x 3600 s. */
  g_assert_cmpint (test_report_figure (hours, 0, "used"), ==, 555556);
  g_assert_cmpint (test_report_figure (hours, 0, "avg"), ==, 20000);
  g_assert_cmpint (test_report_figure (hours, 0, "peak"), ==, 20);
  g_assert_cmpint (test_report_figure (known, 0, "used"), ==, 23148);
  g_assert_cmpint (test_report_total (known, "used"), ==, 23148);
  g_assert_cmpint (test_report_total (known, "channels"), ==, 30);
  g_assert_true (is_empty (unknown, 0, "used"));
  /* A heat map is of what is known. */
  g_assert_cmpuint (hours->doc->chart.series[0], ==,
                    toll_report_doc_find_column (hours->doc, "used"));
  g_assert_cmpuint (unknown->doc->chart.n_series, ==, 1);
  g_assert_cmpuint (unknown->doc->chart.series[0], ==,
                    toll_report_doc_find_column (unknown->doc, "avg"));
}

/* What of a call lies in a half hour counts there, and of all the week's half hours of that name. */
static void
test_half_hours (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorReportRun) run = NULL;

  add_call (book, "2026-03-10T09:15:00", 0, 1800, "A", TOLL_DIRECTION_INCOMING);
  add_call (book, "2026-03-10T09:25:00", 0, 600, "A", TOLL_DIRECTION_OUTGOING);
  add_call (book, "2026-03-10T09:35:00", 0, 300, "A", TOLL_DIRECTION_TRANSIT);
  run = test_call_book_report (book, "5.9", NULL, NULL);
  g_assert_cmpuint (run->doc->rows->len, ==, 48);
  for (guint i = 0; i < 48; i++)
    {
      g_assert_cmpint (test_report_figure (run, i, "half_hour"), ==, i * 30);
      if (i != 18 && i != 19)
        {
          g_assert_cmpint (test_report_figure (run, i, "peak"), ==, 0);
          g_assert_cmpint (test_report_figure (run, i, "avg"), ==, 0);
          continue;
        }
      g_assert_cmpint (test_report_figure (run, i, "peak"), ==, 2);
      g_assert_cmpint (test_report_figure (run, i, "peak_in"), ==, 1);
      g_assert_cmpint (test_report_figure (run, i, "peak_out"), ==, 1);
    }
  g_assert_cmpint (test_report_figure (run, 19, "peak_ms"), ==,
                   test_instant_ms ("2026-03-10T09:30:00"));
  /* Of the seven half hours of a week 900 and 300 s, then 900, 300 and 300 s. */
  g_assert_cmpint (test_report_figure (run, 18, "avg"), ==, 95);
  g_assert_cmpint (test_report_figure (run, 18, "avg_in"), ==, 71);
  g_assert_cmpint (test_report_figure (run, 18, "avg_out"), ==, 24);
  g_assert_cmpint (test_report_figure (run, 19, "avg"), ==, 119);
  check_opened (book, run);
}

/* ---- Against a count second by second ---- */

#define N_CALLS 700
#define BEGIN_S G_GINT64_CONSTANT (1774652400) /* 2026-03-28 00:00 in Rome: the clock changes next day */
#define N_SECONDS (3 * 86400 - 3600)

typedef struct
{
  gint64 from_s, to_s;
  char gateway[2];
} Up;

static void
add_random (TestCallBook *book, GRand *random, Up *calls)
{
  for (guint i = 0; i < N_CALLS; i++)
    {
      gint64 start_s = BEGIN_S - 20000 + g_rand_int_range (random, 0, N_SECONDS + 30000);
      gint64 length_s = g_rand_int_range (random, 0, i % 50 == 0 ? 40000 : 900);
      g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc (start_s);
      g_autofree char *text = g_date_time_format (start, "%FT%TZ");

      calls[i] = (Up){ start_s, start_s + length_s, { (char) ('A' + i % 3), '\0' } };
      add_call (book, text, 0, length_s, calls[i].gateway,
                i % 2 == 0 ? TOLL_DIRECTION_INCOMING : TOLL_DIRECTION_OUTGOING);
    }
}

/* What a row says, counted anew. */
typedef struct
{
  guint n[400];   /* seconds by how many were up */
  gint64 peak, peak_s, recent, length_s, busy_s;
  gint64 n_calls; /* up in it */
} Counted;

static gboolean
is_in_row (const CollectorReportRun *run, const TollReportRow *row, gint64 second)
{
  gint32 day, second_of_day;

  toll_zone_to_local (run->zone, second * 1000, &day, &second_of_day);
  for (guint i = 0; i < run->spec->n_keys; i++)
    {
      const TollCell *cell = &row->cells[i];

      if (cell->is_empty || toll_report_doc_get_column (run->doc, i)->kind == TOLL_CELL_TEXT)
        continue;
      if ((strcmp (run->spec->group_by[i], "day") == 0 && cell->figure != day)
          || (strcmp (run->spec->group_by[i], "hour") == 0
              && cell->figure != second_of_day / 3600 * 60)
          || (strcmp (run->spec->group_by[i], "half_hour") == 0
              && cell->figure != second_of_day / 1800 * 30)
          || (strcmp (run->spec->group_by[i], "weekday") == 0
              && cell->figure != toll_day_get_weekday (day)))
        return FALSE;
    }
  return TRUE;
}

static void
count_row (const CollectorReportRun *run, const TollReportRow *row, const Up *calls,
           Counted *counted)
{
  guint at = toll_report_doc_find_column (run->doc, "gateway");
  const char *gateway = at != G_MAXUINT ? row->cells[at].text : NULL;
  g_autofree guint16 *up = g_new0 (guint16, N_SECONDS);
  g_autofree gboolean *is_in = g_new0 (gboolean, N_SECONDS);

  memset (counted, 0, sizeof *counted);
  for (gint64 s = 0; s < N_SECONDS; s++)
    is_in[s] = is_in_row (run, row, BEGIN_S + s);
  for (guint i = 0; i < N_CALLS; i++)
    {
      gboolean is_up = FALSE;

      if (gateway != NULL && strcmp (gateway, calls[i].gateway) != 0)
        continue;
      for (gint64 s = MAX (calls[i].from_s - BEGIN_S, 0);
           s < MIN (calls[i].to_s - BEGIN_S, N_SECONDS); up[s++]++)
        is_up |= is_in[s];
      counted->n_calls += is_up;
    }
  for (gint64 s = 0; s < N_SECONDS; s++)
    {
      if (!is_in[s])
        continue;
      counted->n[up[s]]++;
      counted->length_s++;
      counted->busy_s += up[s];
      if (s >= N_SECONDS - 3600)
        counted->recent = MAX (counted->recent, up[s]);
      if (up[s] > counted->peak)
        {
          counted->peak = up[s];
          counted->peak_s = BEGIN_S + s;
        }
    }
}

static gint64
find_percentile (const Counted *counted, double share)
{
  double wanted = share * counted->length_s;
  gint64 sum = 0, level = -1;

  while (sum < wanted - 1e-6)
    sum += counted->n[++level];
  return MAX (level, 0);
}

static gint64
get_figure (const CollectorReportRun *run, const TollReportRow *row, const char *column)
{
  return row->cells[toll_report_doc_find_column (run->doc, column)].figure;
}

static void
check_row (TestCallBook *book, const CollectorReportRun *run, const TollReportRow *row,
           const Up *calls)
{
  Counted counted;

  count_row (run, row, calls, &counted);
  g_assert_cmpint (get_figure (run, row, "peak"), ==, counted.peak);
  g_assert_cmpint (get_figure (run, row, "peak_ms"), ==, counted.peak_s * 1000);
  g_assert_cmpint (get_figure (run, row, "at_peak_ms"), ==, counted.n[counted.peak] * (gint64) 1000);
  g_assert_cmpint (get_figure (run, row, "recent"), ==, counted.recent);
  g_assert_cmpint (get_figure (run, row, "p95"), ==, find_percentile (&counted, 0.95));
  g_assert_cmpint (get_figure (run, row, "p99"), ==, find_percentile (&counted, 0.99));
  g_assert_cmpint (get_figure (run, row, "avg"), ==,
                   llround (counted.busy_s * 1000.0 / counted.length_s));
  g_assert_cmpint (count_opened (book, run, row != &run->doc->totals ? row : NULL,
                                 toll_report_doc_find_column (run->doc, "p95")),
                   ==, counted.n_calls);
}

static void
test_second_by_second (void)
{
  static const char *const groups[]
      = { "\"day\",\"gateway\"", "\"gateway\",\"hour\"", "\"half_hour\"",
          "\"weekday\",\"hour\"", "\"gateway\"", "\"day\",\"half_hour\",\"gateway\"" };
  static const char *const zones[] = { "Europe/Rome", "Asia/Kolkata", "America/St_Johns" };
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-04-18T12:00:00");
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree Up *calls = g_new0 (Up, N_CALLS);

  add_random (book, random, calls);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; j < G_N_ELEMENTS (zones); j++)
      {
        g_autofree char *json = g_strdup_printf (
            "{\"period\":{\"from_ms\":%" G_GINT64_FORMAT ",\"to_ms\":%" G_GINT64_FORMAT "},"
            "\"zone\":\"%s\",\"group_by\":[%s],\"fields\":[\"peak\",\"peak_ms\",\"at_peak_ms\","
            "\"recent\",\"p95\",\"p99\",\"avg\"]}",
            BEGIN_S * 1000, (BEGIN_S + N_SECONDS) * 1000, zones[j], groups[i]);
        g_autoptr (CollectorReportRun) run = test_call_book_report (book, "5.3", NULL, json);
        guint stride = MAX (run->doc->rows->len / 12, 1);

        g_test_message ("%s", json);
        g_assert_cmpuint (run->doc->rows->len, >, 2);
        for (guint k = 0; k < run->doc->rows->len; k++)
          if (k % stride == 0 || get_row (run, k)->level > 0)
            check_row (book, run, get_row (run, k), calls);
        check_row (book, run, &run->doc->totals, calls);
        if (j == 0 && i % 2 == 0)
          check_opened (book, run);
      }
}

/* Who sees a part is told of those calls alone. */
static void
test_scope (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  g_autoptr (CollectorViewer) viewer = collector_viewer_new ();
  g_autoptr (CollectorReportRun) run = NULL;
  const gint64 department_id = 1;

  test_call_book_run (book, "INSERT INTO department (id, name) VALUES (1, 'Sales'), (2, 'Lab')");
  for (guint i = 0; i < 5; i++)
    test_call_book_add (book, &(TestCall){ .start = "2026-03-10T09:00:00", .talk_s = 60,
                                           .direction = TOLL_DIRECTION_OUTGOING,
                                           .department_id = 1 + i % 2 });
  viewer->role = COLLECTOR_ROLE_SUPERVISOR;
  viewer->scope = COLLECTOR_SCOPE_DEPARTMENTS;
  viewer->now_ms = book->now_ms;
  g_array_append_val (viewer->scope_ids, department_id);
  run = test_call_book_report (book, "5.3", viewer, "{" DAY_10 "}");
  g_assert_cmpint (test_report_total (run, "peak"), ==, 3);
  check_opened (book, run);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *json, *field;
  } rows[] = {
    { "{\"group_by\":[\"gateway\",\"extension\"]}", "spec.group_by" },
    { "{\"group_by\":[\"number\"]}", "spec.group_by" },
    { "{\"group_by\":[\"talk_ms\"]}", "spec.group_by" },
    { "{\"fields\":[\"calls\"]}", "spec.fields" },
    { "{\"sort\":[\"-cost\"]}", "spec.sort" },
    { "{\"sort\":[\"-avg\",\"day\"]}", "spec.sort" },
    { "{\"compare\":\"before\"}", "spec.compare" },
  };
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TollJson) json = toll_json_read (rows[i].json, -1, 0, NULL);
      g_autoptr (CollectorReportRun) run = collector_report_run_new (
          collector_report_lookup ("5.3"), book->db, book->admin, toll_json_get_root (json),
          book->now_ms, &error);
      g_autofree char *field = NULL;

      g_assert_no_error (error);
      g_assert_false (collector_report_run_answer (run, &error));
      field = toll_error_dup_field (error);
      g_assert_cmpstr (field, ==, rows[i].field);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/occupancy/peak-is-exact", test_peak_is_exact);
  g_test_add_func ("/occupancy/together", test_together);
  g_test_add_func ("/occupancy/began-before", test_began_before);
  g_test_add_func ("/occupancy/percentiles", test_percentiles);
  g_test_add_func ("/occupancy/erlang", test_erlang);
  g_test_add_func ("/occupancy/utilisation", test_utilisation);
  g_test_add_func ("/occupancy/half-hours", test_half_hours);
  g_test_add_func ("/occupancy/second-by-second", test_second_by_second);
  g_test_add_func ("/occupancy/catalogue", test_catalogue);
  g_test_add_func ("/occupancy/scope", test_scope);
  g_test_add_func ("/occupancy/refused", test_refused);
  return g_test_run ();
}
