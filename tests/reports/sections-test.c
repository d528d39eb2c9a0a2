/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists whose calls stand together by a field, on a demo company: the same calls as the plain list;
 * each section whole, with a sum behind it, in pages of any size; and what is drawn over the list
 * counts the calls that it lists.
 */
#include "config.h"

#include "collector/export/exporter.h"
#include "collector/reports/report.h"
#include "shared/base/error.h"
#include "shared/model/report-drill.h"
#include "shared/wire/json-write.h"
#include "shared/wire/report-json.h"
#include "tests/reports/demo-ledger.h"
#include "tests/support/temp-dir.h"

#include <string.h>

#define NOW_MS TEST_DEMO_UNTIL_MS
#define N_SUMS 3 /* calls, time, cost */

static CollectorViewer *
get_admin (void)
{
  static CollectorViewer *viewer;

  if (viewer != NULL)
    return viewer;
  viewer = collector_viewer_new ();
  viewer->role = COLLECTOR_ROLE_ADMINISTRATOR;
  viewer->scope = COLLECTOR_SCOPE_ALL;
  viewer->now_ms = NOW_MS;
  return viewer;
}

static CollectorReportRun *
make_run (const char *id, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TollJson) asked = toll_json_read (json, -1, 0, &error);
  CollectorReportRun *run = collector_report_run_new (
      collector_report_lookup (id), test_demo_ledger_get (), get_admin (),
      toll_json_get_root (asked), NOW_MS, &error);

  g_assert_no_error (error);
  return run;
}

static CollectorReportRun *
answer (const char *id, const char *json)
{
  g_autoptr (GError) error = NULL;
  CollectorReportRun *run = make_run (id, json);

  run->page = 100000;
  if (!collector_report_run_answer (run, &error))
    g_error ("%s %s: %s", id, json, error->message);
  return run;
}

/* What has come of a list, row by row. */
typedef struct
{
  GHashTable *seen; /* names of the sections that are over */
  GHashTable *calls;
  char *name;       /* of the section that is open; NULL = none */
  gint64 sums[N_SUMS];
  gint64 whole[N_SUMS];
  guint n_sections;
} Walk;

static char *
dup_name (const TollCell *cell)
{
  return cell->text != NULL ? g_strdup (cell->text)
                            : g_strdup_printf ("%d %" G_GINT64_FORMAT, cell->is_empty,
                                               cell->figure);
}

static void
expect_sums (const TollReportDoc *doc, const TollCell *cells, const gint64 *sums)
{
  g_assert_cmpint (cells[toll_report_doc_find_column (doc, "talk_ms")].figure, ==, sums[1]);
  /* Costs of several currencies are never added. */
  if (!cells[toll_report_doc_find_column (doc, "cost")].is_empty)
    g_assert_cmpint (cells[toll_report_doc_find_column (doc, "cost")].figure, ==, sums[2]);
}

static void
end_section (Walk *walk, const TollReportDoc *doc, const TollReportRow *row)
{
  g_autofree char *name = dup_name (&row->cells[0]);

  g_assert_cmpuint (row->level, ==, 1);
  g_assert_cmpstr (name, ==, walk->name);
  expect_sums (doc, row->cells, walk->sums);
  g_assert_true (g_hash_table_add (walk->seen, g_steal_pointer (&walk->name)));
  memset (walk->sums, 0, sizeof walk->sums);
  walk->n_sections++;
}

static void
take_call (Walk *walk, const TollReportDoc *doc, const TollReportRow *row)
{
  const guint columns[] = { G_MAXUINT, toll_report_doc_find_column (doc, "talk_ms"),
                            toll_report_doc_find_column (doc, "cost") };
  g_autofree char *name = dup_name (&row->cells[0]);

  if (walk->name == NULL)
    walk->name = g_strdup (name);
  g_assert_cmpstr (name, ==, walk->name);
  g_assert_true (g_hash_table_add (walk->calls, g_memdup2 (&row->call_id, sizeof row->call_id)));
  for (guint i = 0; i < N_SUMS; i++)
    {
      gint64 figure = i == 0 ? 1 : row->cells[columns[i]].figure;

      walk->sums[i] += figure;
      walk->whole[i] += figure;
    }
}

static void
walk_page (Walk *walk, const TollReportDoc *doc)
{
  for (guint i = 0; i < doc->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (doc, i);

      if (row->level > 0)
        end_section (walk, doc, row);
      else
        take_call (walk, doc, row);
    }
  if (*doc->next != '\0')
    return;
  g_assert_null (walk->name);
  expect_sums (doc, doc->totals.cells, walk->whole);
}

/* In pages of @page rows, as whoever exports takes them. */
static void
walk_list (Walk *walk, const char *json, guint page)
{
  g_autoptr (CollectorReportRun) run = make_run ("1.1", json);
  g_autoptr (GError) error = NULL;
  const TollReportDoc *doc;

  *walk = (Walk){ .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                  .calls = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) };
  run->page = page;
  while ((doc = collector_report_run_next_page (run, &error)) != NULL)
    walk_page (walk, doc);
  g_assert_no_error (error);
}

static void
walk_clear (Walk *walk)
{
  g_hash_table_unref (walk->seen);
  g_hash_table_unref (walk->calls);
}

static void
test_pages (void)
{
  static const char *const sections[]
      = { "extension", "-extension", "day", "-day", "class", "number", "-department", "weekday" };
  static const char *const sorts[] = { "", ",\"sort\":[\"start\"]", ",\"sort\":[\"-talk_ms\"]",
                                       ",\"sort\":[\"number\"]", ",\"sort\":[\"name\"]" };
  g_autoptr (CollectorReportRun) plain
      = answer ("1.1", "{\"period\":{\"relative\":\"last_30_days\"}}");

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sorts); j++)
      {
        g_autofree char *json = g_strdup_printf (
            "{\"period\":{\"relative\":\"last_30_days\"},\"section\":\"%s\"%s}",
            sections[i], sorts[j]);
        Walk walk;

        g_test_message ("%s", json);
        walk_list (&walk, json, 37 + i);
        g_assert_cmpuint (g_hash_table_size (walk.calls), ==, plain->doc->rows->len);
        g_assert_cmpuint (walk.n_sections, >, 3);
        walk_clear (&walk);
      }
}

/* A list ends where its limit is, in the middle of a section, and sums what it shows. */
static void
test_limit (void)
{
  g_autoptr (CollectorReportRun) run = answer (
      "1.1", "{\"period\":{\"relative\":\"last_30_days\"},\"section\":\"-class\",\"groups\":"
             "{\"site\":[\"Milan\"]}}");
  Walk walk;

  /* One currency: costs add up. */
  g_assert_cmpint (run->doc->totals.cells[toll_report_doc_find_column (run->doc, "cost")].figure,
                   >, 0);
  walk_list (&walk, "{\"period\":{\"relative\":\"last_30_days\"},\"section\":\"-class\","
                    "\"groups\":{\"site\":[\"Milan\"]},\"limit\":101}", 10);
  g_assert_cmpint (walk.whole[2], >, 0);
  g_assert_cmpuint (g_hash_table_size (walk.calls), ==, 101);
  walk_clear (&walk);
}

static char *
dup_drill (const CollectorReportRun *run, const TollReportDoc *doc, guint row, guint column)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (TollJsonWriter) asked = toll_json_writer_new (), drilled = toll_json_writer_new ();
  g_autofree char *text = NULL;

  toll_report_spec_write (run->spec, asked, NULL);
  text = g_string_free (toll_json_writer_finish (asked), FALSE);
  g_assert_true (toll_report_spec_read_text (spec, text, "spec", NULL));
  g_assert_true (toll_report_drill (spec, doc, toll_report_doc_get_row (doc, row), column, NULL));
  toll_report_spec_write (spec, drilled, NULL);
  return g_string_free (toll_json_writer_finish (drilled), FALSE);
}

static void
check_overview (const char *id)
{
  g_autoptr (CollectorReportRun) run
      = answer (id, "{\"period\":{\"relative\":\"last_30_days\"},\"counted\":true}");
  const TollReportDoc *drawn = run->doc->overview;
  guint column;
  g_autofree char *json = NULL;
  g_autoptr (CollectorReportRun) list = NULL;

  g_test_message ("%s: %u rows", id, run->doc->rows->len);
  g_assert_cmpint (toll_report_doc_get_column (run->doc, 0)->role, ==, TOLL_COLUMN_KEY);
  if (run->doc->rows->len == 0 || run->report->chart == TOLL_CHART_NONE)
    {
      g_assert_null (drawn);
      return;
    }
  g_assert_cmpint (drawn->chart.kind, ==, run->report->chart);
  g_assert_cmpint (drawn->n_calls, ==, toll_report_doc_count_rows (run->doc));
  column = drawn->chart.series[0];
  if (toll_report_doc_get_column (drawn, column)->kind != TOLL_CELL_COUNT)
    return;
  json = dup_drill (run, drawn, 0, column);
  list = answer ("1.1", json);
  g_assert_cmpint (list->doc->rows->len, ==,
                   toll_report_doc_get_row (drawn, 0)->cells[column].figure);
}

static void
test_overview (void)
{
  static const char *const ids[] = { "1.4", "3.1", "4.5", "8.2" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    check_overview (ids[i]);
}

/* The section of a row opens the calls of the section. */
static void
test_section_opens_its_calls (void)
{
  g_autoptr (CollectorReportRun) run = answer (
      "1.1", "{\"period\":{\"relative\":\"last_30_days\"},\"section\":\"extension\"}");
  g_autofree char *json = dup_drill (run, run->doc, 0, 0);
  g_autoptr (CollectorReportRun) list = answer ("1.1", json);
  guint n = 0;

  while (toll_report_doc_get_row (run->doc, n)->level == 0)
    n++;
  g_assert_cmpuint (list->doc->rows->len, ==, n);
}

/* What is written is read again, overview and subtotals too. */
static void
test_wire (void)
{
  g_autoptr (CollectorReportRun) run
      = answer ("8.2", "{\"period\":{\"relative\":\"last_30_days\"}}");
  g_autoptr (TollJsonWriter) one = toll_json_writer_new (), other = toll_json_writer_new ();
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (TollJson) json = NULL;
  g_autoptr (TollReportDoc) doc = NULL;

  toll_json_begin_object (one, NULL);
  toll_report_doc_write (run->doc, one);
  toll_json_end_object (one);
  first = g_string_free (toll_json_writer_finish (one), FALSE);
  json = toll_json_read (first, -1, 64 << 20, NULL);
  doc = toll_report_doc_read (toll_json_get_root (json), NULL);
  g_assert_nonnull (doc);
  g_assert_nonnull (doc->overview);
  toll_json_begin_object (other, NULL);
  toll_report_doc_write (doc, other);
  toll_json_end_object (other);
  second = g_string_free (toll_json_writer_finish (other), FALSE);
  g_assert_cmpstr (first, ==, second);
}

/* Sums among the rows of a sheet are formulas: the sum of all, a formula too, leaves them out. */
static void
test_sheet (void)
{
  static const char script[]
      = "import sys, zipfile\n"
        "sheet = zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml').decode()\n"
        "print(sheet.count('>Total '), sheet.count('SUBTOTAL(9,F'), end='')\n";
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "bill.xlsx"), *counts = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (CollectorReportRun) run
      = make_run ("3.1", "{\"period\":{\"relative\":\"last_30_days\"}}");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GOutputStream) out
      = G_OUTPUT_STREAM (g_file_create (file, G_FILE_CREATE_NONE, NULL, NULL));
  const CollectorExportJob job = { .next_page = collector_report_run_next_page, .data = run,
                                   .zone = run->zone, .language = "", .now_ms = NOW_MS };
  const char *const argv[] = { "python3", "-c", script, path, NULL };
  guint n_sections = 0;

  g_assert_true (collector_exporter_lookup ("xlsx")->write (&job, out, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  for (guint i = 0; i < run->doc->rows->len; i++)
    n_sections += toll_report_doc_get_row (run->doc, i)->level;
  g_assert_cmpuint (n_sections, >, 10);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &counts,
                               NULL, NULL, NULL));
  expected = g_strdup_printf ("%u %u", n_sections, n_sections + 1);
  g_assert_cmpstr (counts, ==, expected);
}

static void
test_refused (void)
{
  static const char *const sections[] = { "beauty", "talk_ms", "start" };

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"section\":\"%s\"}", sections[i]);
      g_autoptr (CollectorReportRun) run = make_run ("1.1", json);
      g_autoptr (GError) error = NULL;
      g_autofree char *field = NULL;

      g_assert_false (collector_report_run_answer (run, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
      field = toll_error_dup_field (error);
      g_assert_cmpstr (field, ==, "spec.section");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-sections/pages", test_pages);
  g_test_add_func ("/report-sections/limit", test_limit);
  g_test_add_func ("/report-sections/overview", test_overview);
  g_test_add_func ("/report-sections/section-opens-its-calls", test_section_opens_its_calls);
  g_test_add_func ("/report-sections/wire", test_wire);
  g_test_add_func ("/report-sections/sheet", test_sheet);
  g_test_add_func ("/report-sections/refused", test_refused);
  return g_test_run ();
}
