/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every report of the catalogue on a demo company: it answers; each figure opens calls that add up
 * to it; its rows add up to its totals; the running totals say what the calls say, in the
 * company's zone and in others; and nobody is told more than they may see.
 */
#include "config.h"

#include "collector/reports/facts.h"
#include "collector/reports/report.h"
#include "shared/base/error.h"
#include "tests/reports/demo-ledger.h"
#include "tests/support/call-book.h"
#include "tests/support/report-rows.h"

#include <string.h>

#define NOW_MS     TEST_DEMO_UNTIL_MS
#define EVERYTHING "{\"period\":{\"relative\":\"everything\"}"

typedef struct
{
  CollectorDb *db;
  CollectorViewer *admin;
} Fixture;

static CollectorViewer *
make_admin (void)
{
  CollectorViewer *viewer = collector_viewer_new ();

  viewer->role = COLLECTOR_ROLE_ADMINISTRATOR;
  viewer->scope = COLLECTOR_SCOPE_ALL;
  viewer->now_ms = NOW_MS;
  return viewer;
}

static Fixture *
fixture_get (void)
{
  static Fixture fixture;

  if (fixture.db == NULL)
    fixture = (Fixture){ test_demo_ledger_get (), make_admin () };
  return &fixture;
}

/* Runs @report with @json (nullable) put over its spec. */
static CollectorReportRun *
run_report (const char *id, const CollectorViewer *viewer, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TollJson) filter = json != NULL ? toll_json_read (json, -1, 0, &error) : NULL;
  CollectorReportRun *run;

  g_assert_no_error (error);
  run = collector_report_run_new (collector_report_lookup (id), fixture_get ()->db, viewer,
                                  filter != NULL ? toll_json_get_root (filter) : NULL, NOW_MS,
                                  &error);
  g_assert_no_error (error);
  run->page = 100000;
  if (!collector_report_run_answer (run, &error))
    g_error ("%s: %s", id, error->message);
  return run;
}

/* The list of calls behind a row (NULL = all) and a column of a grouped report. */
static CollectorReportRun *
drill (const CollectorReportRun *run, const TollReportRow *row, guint column)
{
  g_autofree char *drilled = test_report_dup_drill (run, row, column);

  return run_report ("1.1", run->viewer, drilled);
}

static gint64
sum_of (const CollectorReportRun *list, const TollReportColumn *column)
{
  gboolean is_money = column->kind == TOLL_CELL_MONEY;
  guint at = toll_report_doc_find_column (list->doc, is_money ? "cost" : "talk_ms");
  gint64 sum = 0;

  if (column->kind == TOLL_CELL_COUNT)
    return list->doc->rows->len;
  for (guint i = 0; i < list->doc->rows->len; i++)
    {
      const TollCell *cell = &toll_report_doc_get_row (list->doc, i)->cells[at];

      sum += cell->is_empty ? 0 : cell->figure;
    }
  return sum;
}

/* Numbers of different ones are no sums, nor are averages and shares. */
static gboolean
adds_up (const TollReportColumn *column)
{
  return column->role == TOLL_COLUMN_FIGURE && column->drill != NULL && column->is_total
         && !column->is_whole && column->kind != TOLL_CELL_SHARE;
}

static void
check_drill (const CollectorReportRun *run, const TollReportRow *row)
{
  for (guint i = 0; i < run->doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (run->doc, i);
      g_autoptr (CollectorReportRun) list = NULL;

      /* A list has one currency only in this company's first. */
      if (!adds_up (column) || column->kind == TOLL_CELL_MONEY)
        continue;
      list = drill (run, row == &run->doc->totals ? NULL : row, i);
      g_test_message ("%s %s", run->report->id, column->id);
      g_assert_cmpint (sum_of (list, column), ==, row->cells[i].figure);
    }
}

/* The rows of a report that shows all of them add up to its totals. */
static void
check_sums (const CollectorReportRun *run)
{
  const TollReportDoc *doc = run->doc;

  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      gint64 sum = 0, subtotals = 0;

      if (!adds_up (column))
        continue;
      for (guint j = 0; j < doc->rows->len; j++)
        {
          const TollReportRow *row = toll_report_doc_get_row (doc, j);

          if (row->level == 0)
            sum += row->cells[i].figure;
          else
            subtotals += row->cells[i].figure;
        }
      g_test_message ("%s %s", run->report->id, column->id);
      g_assert_cmpint (sum, ==, doc->totals.cells[i].figure);
      if (run->spec->n_keys > 1)
        g_assert_cmpint (subtotals, ==, sum);
    }
}

static void
for_each_report (void (*check) (const CollectorReport *report))
{
  for (const CollectorReportCategory *category = collector_report_categories;
       category->id != NULL; category++)
    for (const CollectorReport *report = category->reports; report->id != NULL; report++)
      check (report);
}

static void
check_report (const CollectorReport *report)
{
  g_autoptr (CollectorReportRun) run = run_report (
      report->id, fixture_get ()->admin, "{\"period\":{\"relative\":\"last_30_days\"}}");

  if (collector_report_run_is_list (run))
    return;
  if (run->spec->limit == 0)
    check_sums (run);
  check_drill (run, &run->doc->totals);
  for (guint i = 0; i < run->doc->rows->len && i < 4; i++)
    if (toll_report_doc_get_row (run->doc, i)->level == 0)
      check_drill (run, toll_report_doc_get_row (run->doc, i));
}

static void
test_figures_open_their_calls (void)
{
  for_each_report (check_report);
}

/* The same questions to the running totals and, with a restriction that always holds, to the calls;
 * over periods with the beginning of summer time in them. */
static void
test_totals_say_what_calls_say (void)
{
  static const char *const groups[]
      = { "\"day\"", "\"week\"", "\"month\"", "\"weekday\"", "\"weekday\",\"hour\"", "\"hour\"",
          "\"department\"", "\"department\",\"day\"", "\"gateway\"", "\"nation\"", "\"area\"",
          "\"operator\"", "\"class\"", "\"site\"", "\"extension\"", "\"month\",\"class\"",
          "\"extension\",\"month\"", "\"month\",\"hour\"" };
  static const char *const periods[]
      = { "{\"relative\":\"last_30_days\"}", "{\"relative\":\"everything\"}",
          "{\"relative\":\"this_month\"}", "{\"relative\":\"last_week\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; j < G_N_ELEMENTS (periods); j++)
      {
        g_autofree char *plain = g_strdup_printf (
            "{\"period\":%s,\"group_by\":[%s],\"fields\":[\"calls\",\"answered\",\"missed\","
            "\"talk_ms\",\"avg_ring_ms\",\"cost\",\"unrated\",\"incoming\",\"internal\"]}",
            periods[j], groups[i]);
        g_autofree char *narrowed = g_strdup_printf (
            "%.*s,\"where\":{\"field\":\"ring_ms\",\"op\":\">=\",\"value\":0}}",
            (int) strlen (plain) - 1, plain);
        g_autoptr (CollectorReportRun) totals
            = run_report ("1.6", fixture_get ()->admin, plain);
        g_autoptr (CollectorReportRun) calls
            = run_report ("1.6", fixture_get ()->admin, narrowed);

        g_test_message ("%s", plain);
        g_assert_cmpstr (totals->doc->source, ==, "totals");
        g_assert_cmpstr (calls->doc->source, ==, "calls");
        g_assert_cmpint (totals->doc->n_calls, >, 0);
        test_rows_assert_same (totals->doc, calls->doc);
      }
}

/* Days and hours are those of the zone that is asked for, on both sides of the change. */
static void
test_zones (void)
{
  static const char *const zones[]
      = { "Europe/Rome", "America/New_York", "Asia/Kolkata", "UTC", "Pacific/Auckland" };
  gint64 n_calls = 0;

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"period\":{\"from_ms\":1774000000000,\"to_ms\":1775731800000},\"zone\":\"%s\","
          "\"group_by\":[\"day\",\"half_hour\"],\"fields\":[\"calls\"]}",
          zones[i]);
      g_autoptr (CollectorReportRun) run = run_report ("1.6", fixture_get ()->admin, json);
      g_autoptr (CollectorReportRun) list = run_report (
          "1.1", fixture_get ()->admin,
          "{\"period\":{\"from_ms\":1774000000000,\"to_ms\":1775731800000},\"fields\":[\"start\"]}");
      g_autoptr (GHashTable) counted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      const TollZone *zone = toll_zone_get (zones[i], NULL);

      for (guint j = 0; j < list->doc->rows->len; j++)
        {
          gint32 day, second;
          char *key;

          toll_zone_to_local (zone, toll_report_doc_get_row (list->doc, j)->cells[0].figure, &day,
                              &second);
          key = g_strdup_printf ("%d %d", day, second / 1800 * 30);
          g_hash_table_insert (counted, key,
                               GUINT_TO_POINTER (
                                   GPOINTER_TO_UINT (g_hash_table_lookup (counted, key)) + 1));
        }
      n_calls = 0;
      for (guint j = 0; j < run->doc->rows->len; j++)
        {
          const TollReportRow *row = toll_report_doc_get_row (run->doc, j);
          g_autofree char *key = NULL;

          if (row->level > 0)
            continue;
          key = g_strdup_printf ("%d %d", (int) row->cells[0].figure, (int) row->cells[1].figure);
          g_assert_cmpint (row->cells[2].figure, ==,
                           GPOINTER_TO_UINT (g_hash_table_lookup (counted, key)));
          n_calls += row->cells[2].figure;
        }
      g_assert_cmpint (n_calls, ==, list->doc->rows->len);
    }
  g_assert_cmpint (n_calls, >, 1000);
}

/* Each restriction and its negation are everything together. */
static void
test_restrictions (void)
{
  static const struct
  {
    const char *test, *negated;
  } rows[] = {
    { "\"field\":\"number\",\"op\":\"starts\",\"value\":\"+39\"",
      "\"field\":\"number\",\"op\":\"not_starts\",\"value\":\"+39\"" },
    { "\"field\":\"number\",\"op\":\"matches\",\"value\":\"*5?\"",
      "\"field\":\"number\",\"op\":\"not_matches\",\"value\":\"*5?\"" },
    { "\"field\":\"number\",\"op\":\"empty\"", "\"field\":\"number\",\"op\":\"not_empty\"" },
    { "\"field\":\"department\",\"op\":\"contains\",\"value\":\"sales\"",
      "\"field\":\"department\",\"op\":\"not_contains\",\"value\":\"sales\"" },
    { "\"field\":\"gateway\",\"op\":\"empty\"", "\"field\":\"gateway\",\"op\":\"not_empty\"" },
    { "\"field\":\"ring\",\"op\":\">=\",\"value\":5",
      "\"field\":\"ring\",\"op\":\"<\",\"value\":5" },
    { "\"field\":\"duration\",\"op\":\"between\",\"value\":[20,60]",
      "\"field\":\"duration\",\"op\":\"not_between\",\"value\":[20,60]" },
    { "\"field\":\"cost\",\"op\":\"between\",\"value\":[0.1,0.5]",
      "\"field\":\"cost\",\"op\":\"not_between\",\"value\":[0.1,0.5]" },
    { "\"field\":\"weekday\",\"op\":\"in\",\"value\":[6,7]",
      "\"field\":\"weekday\",\"op\":\"not_in\",\"value\":[6,7]" },
    { "\"field\":\"minute\",\"op\":\"<\",\"value\":\"12:00\"",
      "\"field\":\"minute\",\"op\":\">=\",\"value\":\"12:00\"" },
    { "\"field\":\"start\",\"op\":\"<\",\"value\":\"2026-04-01\"",
      "\"field\":\"start\",\"op\":\">=\",\"value\":\"2026-04-01\"" },
    { "\"field\":\"class\",\"op\":\"in\",\"value\":[\"mobile\",\"national\"]",
      "\"field\":\"class\",\"op\":\"not_in\",\"value\":[\"mobile\",\"national\"]" },
    { "\"field\":\"transferred\",\"op\":\"is\",\"value\":\"yes\"",
      "\"field\":\"transferred\",\"op\":\"is\",\"value\":\"no\"" },
    { "\"any\":[{\"field\":\"extension\",\"op\":\"starts\",\"value\":\"1\"},{\"all\":[{\"field\":"
      "\"direction\",\"op\":\"is\",\"value\":\"incoming\"},{\"field\":\"outcome\",\"op\":\"is\","
      "\"value\":\"missed\"}]}]",
      "\"all\":[{\"field\":\"extension\",\"op\":\"not_starts\",\"value\":\"1\"},{\"any\":[{"
      "\"field\":\"direction\",\"op\":\"is_not\",\"value\":\"incoming\"},{\"field\":\"outcome\","
      "\"op\":\"is_not\",\"value\":\"missed\"}]}]" },
  };
  g_autoptr (CollectorReportRun) all
      = run_report ("1.1", fixture_get ()->admin, EVERYTHING "}");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *one = g_strdup_printf (
          "{\"period\":{\"relative\":\"everything\"},\"where\":{%s}}", rows[i].test);
      g_autofree char *other = g_strdup_printf (
          "{\"period\":{\"relative\":\"everything\"},\"where\":{%s}}", rows[i].negated);
      g_autoptr (CollectorReportRun) a = run_report ("1.1", fixture_get ()->admin, one);
      g_autoptr (CollectorReportRun) b = run_report ("1.1", fixture_get ()->admin, other);

      g_test_message ("%s: %u", rows[i].test, a->doc->rows->len);
      g_assert_cmpuint (a->doc->rows->len, >, 0);
      g_assert_cmpuint (b->doc->rows->len, >, 0);
      g_assert_cmpuint (a->doc->rows->len + b->doc->rows->len, ==, all->doc->rows->len);
    }
}

/* A list in pages is the list, whatever it is sorted by. */
static void
test_pages (void)
{
  static const char *const sorts[]
      = { "-start", "start", "-talk_ms", "talk_ms", "number", "-number", "-cost", "extension" };

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"period\":{\"relative\":\"everything\"},\"sort\":[\"%s\"]}", sorts[i]);
      g_autoptr (CollectorReportRun) whole = run_report ("1.1", fixture_get ()->admin, json);
      g_autoptr (TollJson) filter = toll_json_read (json, -1, 0, NULL);
      g_autofree char *after = NULL;
      guint n = 0;

      do
        {
          g_autoptr (CollectorReportRun) page = collector_report_run_new (
              collector_report_lookup ("1.1"), fixture_get ()->db, fixture_get ()->admin,
              toll_json_get_root (filter), NOW_MS, NULL);
          g_autoptr (GError) error = NULL;

          page->page = 170;
          page->after = after;
          g_assert_true (collector_report_run_answer (page, &error));
          for (guint j = 0; j < page->doc->rows->len; j++, n++)
            g_assert_cmpint (toll_report_doc_get_row (page->doc, j)->call_id, ==,
                             toll_report_doc_get_row (whole->doc, n)->call_id);
          g_free (after);
          after = g_strdup (page->doc->next);
        }
      while (*after != '\0');
      g_assert_cmpuint (n, ==, whole->doc->rows->len);
    }
}

static void
assert_cells_equal (const char *id, const TollCell *alone, const TollCell *among)
{
  g_test_message ("%s", id);
  g_assert_cmpstr (alone->text, ==, among->text);
  g_assert_cmpint (alone->is_empty, ==, among->is_empty);
  g_assert_cmpint (alone->figure, ==, among->figure);
}

/* A list of usual columns reads no others: every fact says the same alone as beside one that is
 * not usual. */
static void
test_facts (void)
{
  guint n_facts, n_said = 0;
  const CollectorFact *facts = collector_fact_list (&n_facts);

  for (guint i = 0; i < n_facts; i++)
    {
      g_autofree char *one = g_strdup_printf ("{\"fields\":[\"%s\"]}", facts[i].id);
      g_autofree char *two = g_strdup_printf ("{\"fields\":[\"%s\",\"end\"]}", facts[i].id);
      g_autoptr (CollectorReportRun) alone = run_report ("1.1", fixture_get ()->admin, one);
      g_autoptr (CollectorReportRun) among = run_report ("1.1", fixture_get ()->admin, two);
      gboolean says = FALSE;

      g_assert_cmpuint (alone->doc->rows->len, ==, among->doc->rows->len);
      for (guint j = 0; j < alone->doc->rows->len; j++)
        {
          const TollCell *cell = &toll_report_doc_get_row (alone->doc, j)->cells[0];

          assert_cells_equal (facts[i].id, cell,
                              &toll_report_doc_get_row (among->doc, j)->cells[0]);
          says = says || !cell->is_empty || cell->text != NULL;
        }
      n_said += says;
    }
  /* Those that are not in the demo's calls say nothing either way. */
  g_assert_cmpuint (n_said, >, n_facts * 3 / 4);
}

/* Somebody with a mask sees, groups and asks by what is shown; private fields are refused. */
static void
test_masks (void)
{
  g_autoptr (CollectorViewer) viewer = make_admin ();
  g_autoptr (CollectorReportRun) top = NULL, list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TollJson) dialled = toll_json_read ("{\"group_by\":[\"dialled\"]}", -1, 0, NULL);
  CollectorReportRun *refused;
  gint64 n = 0;

  viewer->masked_digits = 4;
  top = run_report ("4.6", viewer, "{\"period\":{\"relative\":\"everything\"},\"limit\":0}");
  g_assert_cmpuint (top->doc->rows->len, >, 10);
  for (guint i = 0; i < top->doc->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (top->doc, i);

      g_assert_true (row->cells[0].is_empty || g_str_has_suffix (row->cells[0].text, "****")
                     || strlen (row->cells[0].text) < 4);
      n += row->cells[1].figure;
    }
  g_assert_cmpint (n, ==, top->doc->totals.cells[1].figure);
  check_drill (top, toll_report_doc_get_row (top->doc, 0));
  refused = collector_report_run_new (collector_report_lookup ("4.6"), fixture_get ()->db, viewer,
                                      toll_json_get_root (dialled), NOW_MS, &error);
  g_assert_no_error (error);
  g_assert_false (collector_report_run_answer (refused, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN);
  collector_report_run_free (refused);
}

/* A supervisor is answered of their departments only, from totals and from calls alike. */
static void
test_scope (void)
{
  g_autoptr (CollectorViewer) viewer = make_admin ();
  g_autoptr (CollectorReportRun) all
      = run_report ("1.6", fixture_get ()->admin, EVERYTHING ",\"sort\":[\"-calls\"]}");
  const TollReportRow *first = toll_report_doc_get_row (all->doc, 0);
  guint calls = toll_report_doc_find_column (all->doc, "calls");
  g_autoptr (CollectorReportRun) totals = NULL, list = NULL;

  viewer->role = COLLECTOR_ROLE_SUPERVISOR;
  viewer->scope = COLLECTOR_SCOPE_DEPARTMENTS;
  g_array_append_val (viewer->scope_ids, first->keys[0].figure);
  totals = run_report ("1.6", viewer, EVERYTHING "}");
  g_assert_cmpuint (totals->doc->rows->len, ==, 1);
  g_assert_cmpint (toll_report_doc_get_row (totals->doc, 0)->cells[calls].figure, ==,
                   first->cells[calls].figure);
  list = run_report ("1.1", viewer, EVERYTHING ",\"counted\":true}");
  g_assert_cmpuint (list->doc->rows->len, ==, first->cells[calls].figure);
  check_drill (totals, toll_report_doc_get_row (totals->doc, 0));
  check_drill (totals, &totals->doc->totals);
}

/* What a list of calls shows the viewer, the report lists. Returns: how many more than are counted
 * to who is looked at. */
static guint
check_both_sides (const CollectorViewer *viewer)
{
  g_autoptr (CollectorReportRun) list = run_report ("1.1", viewer, EVERYTHING "}");
  g_autoptr (CollectorReportRun) counted
      = run_report ("1.1", viewer, EVERYTHING ",\"counted\":true}");
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (CollectorCallRow));
  const CollectorCallQuery query = { 0 };
  gint64 before_id = G_MAXINT64;

  while (before_id != 0)
    g_assert_true (collector_calls_list (fixture_get ()->db, viewer, &query, before_id, 100000,
                                         arena, rows, &before_id, NULL));
  g_assert_cmpuint (list->doc->rows->len, ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpint (toll_report_doc_get_row (list->doc, i)->call_id, ==,
                     g_array_index (rows, CollectorCallRow, i).call.id);
  return rows->len - counted->doc->rows->len;
}

/* Of everybody and every department that was called by a colleague. */
static void
test_both_sides (void)
{
  CollectorStmt *stmt = collector_db_prepare (
      fixture_get ()->db,
      "SELECT person_id, line_id, department_id FROM call_called WHERE person_id <> 0"
      " GROUP BY 1, 2", NULL);
  gboolean has_row = FALSE;
  guint n = 0;

  g_assert_cmpuint (check_both_sides (fixture_get ()->admin), ==, 0);
  while (collector_stmt_step (stmt, &has_row, NULL) && has_row)
    {
      g_autoptr (CollectorViewer) user = make_admin (), supervisor = make_admin ();
      const gint64 line_id = collector_stmt_get_int (stmt, 1);
      const gint64 department_id = collector_stmt_get_int (stmt, 2);

      user->role = COLLECTOR_ROLE_USER;
      user->scope = COLLECTOR_SCOPE_OWN;
      user->person_id = collector_stmt_get_int (stmt, 0);
      g_array_append_val (user->line_ids, line_id);
      g_assert_cmpuint (check_both_sides (user), >, 0);
      supervisor->role = COLLECTOR_ROLE_SUPERVISOR;
      supervisor->scope = COLLECTOR_SCOPE_DEPARTMENTS;
      g_array_append_val (supervisor->scope_ids, department_id);
      n += check_both_sides (supervisor);
    }
  g_assert_cmpuint (n, >, 0);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *json, *field;
  } rows[] = {
    { "{\"colour\":1}", "spec.colour" },
    { "{\"period\":{\"relative\":\"never\"}}", "spec.period.relative" },
    { "{\"where\":{\"field\":\"colour\",\"op\":\"is\",\"value\":\"red\"}}", "spec.where" },
    { "{\"where\":{\"field\":\"number\",\"op\":\"smells\",\"value\":\"red\"}}", "spec.where.op" },
    { "{\"where\":{\"field\":\"duration\",\"op\":\"<\",\"value\":\"long\"}}", "spec.where.value" },
    { "{\"where\":{\"field\":\"duration\",\"op\":\"between\",\"value\":1}}", "spec.where.value" },
    { "{\"where\":{\"all\":[{\"field\":\"duration\",\"op\":\">\",\"value\":\"1\"},"
      "{\"any\":[{\"field\":\"duration\",\"op\":\"<\",\"value\":\"long\"}]}]}}",
      "spec.where.all[1].any[0].value" },
    { "{\"group_by\":[\"number\",\"x\"]}", "spec.group_by" },
    { "{\"group_by\":[\"talk_ms\"]}", "spec.group_by" },
    { "{\"fields\":[\"beauty\"]}", "spec.fields" },
    { "{\"sort\":[\"beauty\"]}", "spec.sort" },
    { "{\"zone\":\"Mars/Olympus\"}", "spec.zone" },
    { "{\"outcomes\":[\"lovely\"]}", "spec.outcomes" },
    { "{\"limit\":-1}", "spec.limit" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TollJson) json = toll_json_read (rows[i].json, -1, 0, &error);
      g_autoptr (CollectorReportRun) run = collector_report_run_new (
          collector_report_lookup ("1.6"), fixture_get ()->db, fixture_get ()->admin,
          toll_json_get_root (json), NOW_MS, &error);
      g_autofree char *field = NULL;

      if (run != NULL)
        g_assert_false (collector_report_run_answer (run, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
      field = toll_error_dup_field (error);
      g_assert_cmpstr (field, ==, rows[i].field);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/figures-open-their-calls", test_figures_open_their_calls);
  g_test_add_func ("/reports/totals-say-what-calls-say", test_totals_say_what_calls_say);
  g_test_add_func ("/reports/zones", test_zones);
  g_test_add_func ("/reports/restrictions", test_restrictions);
  g_test_add_func ("/reports/pages", test_pages);
  g_test_add_func ("/reports/facts", test_facts);
  g_test_add_func ("/reports/masks", test_masks);
  g_test_add_func ("/reports/scope", test_scope);
  g_test_add_func ("/reports/both-sides", test_both_sides);
  g_test_add_func ("/reports/refused", test_refused);
  return g_test_run ();
}
