/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exports beside what they are made of, in one run: CSV of the large store's newest calls (1,000,000
 * at most, TOLL_BENCH_CALLS) beside sqlite3 -csv with the same columns; a PDF of 10,000 rows beside
 * one PangoLayout that is used again; Excel of 100,000 rows beside libxlsxwriter alone. Of three
 * rounds the best.
 */
#include "config.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

#include "collector/export/cell-text.h"
#include "collector/export/exporter.h"
#include "collector/reports/report.h"
#include "tests/bench/store.h"
#include "tests/export/answers.h"
#include "tests/support/temp-dir.h"

#define N_ROUNDS  3
#define PDF_ROWS  10000
#define XLSX_ROWS 100000

typedef struct
{
  TestTempDir *dir;
  char *ledger;
} Bench;

static double
seconds_since (gint64 begin_us)
{
  return (g_get_monotonic_time () - begin_us) / 1e6;
}

static double
get_peak_mib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

static GOutputStream *
open_file (Bench *bench, const char *name)
{
  g_autofree char *path = test_temp_dir_path (bench->dir, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return G_OUTPUT_STREAM (
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL));
}

/* ---- CSV ---- */

static double
export_csv (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = collector_db_open (bench->ledger, COLLECTOR_DB_READ, &error);
  g_autoptr (CollectorViewer) viewer = collector_viewer_new ();
  g_autoptr (CollectorReportRun) run = NULL;
  g_autoptr (GOutputStream) out = open_file (bench, "ours.csv");
  CollectorExportJob job = { .next_page = collector_report_run_next_page, .language = "" };
  gint64 begin_us = g_get_monotonic_time ();

  g_assert_no_error (error);
  viewer->role = COLLECTOR_ROLE_ADMINISTRATOR;
  viewer->scope = COLLECTOR_SCOPE_ALL;
  run = collector_report_run_new (collector_report_lookup ("1.1"), db, viewer, NULL,
                                  g_get_real_time () / 1000, &error);
  g_assert_no_error (error);
  run->spec->period = (TollPeriod){ 0 };
  run->from_ms = run->to_ms = 0;
  run->spec->limit = MIN (bench_store_get_calls (), 1000000);
  job.data = run;
  job.zone = run->zone;
  g_assert_true (collector_exporter_lookup ("csv")->write (&job, out, &error));
  g_output_stream_close (out, NULL, NULL);
  return seconds_since (begin_us);
}

static double
export_sqlite (Bench *bench)
{
  g_autofree char *made = test_temp_dir_path (bench->dir, "theirs.csv");
  g_autofree char *sql = g_strdup_printf (
      "SELECT CASE c.direction WHEN 0 THEN 'internal' WHEN 1 THEN 'incoming' WHEN 2 THEN 'outgoing'"
      " ELSE 'transit' END, (SELECT extension FROM line WHERE id = c.line_id),"
      " (SELECT trim (first_name || ' ' || last_name) FROM person WHERE id = c.person_id), c.number,"
      " strftime ('%%Y-%%m-%%d %%H:%%M:%%S', c.start_ms / 1000, 'unixepoch', 'localtime'),"
      " c.talk_ms / 1000.0, CASE c.rating_state WHEN %d THEN c.cost_micro / 1e6 END,"
      " (SELECT title FROM gateway JOIN word ON word.kind = 9 AND word.text = gateway.device"
      " WHERE word.id = c.gateway_id) FROM call AS c ORDER BY c.id DESC LIMIT %d",
      TOLL_RATING_RATED, (int) MIN (bench_store_get_calls (), 1000000));
  const char *const argv[]
      = { "sqlite3", "-readonly", "-csv", "-header", bench->ledger, sql, NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (0);
  g_autoptr (GSubprocess) process = NULL;
  gint64 begin_us = g_get_monotonic_time ();

  g_subprocess_launcher_set_stdout_file_path (launcher, made);
  process = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  return seconds_since (begin_us);
}

/* ---- PDF and Excel ---- */

static double
export_answer (Bench *bench, const char *format, guint n_rows)
{
  TestAnswer answer = { .n_rows = n_rows };
  CollectorExportJob job = test_answer_get_job (&answer, "");
  g_autoptr (GOutputStream) out = open_file (bench, "ours");
  g_autoptr (GError) error = NULL;
  gint64 begin_us = g_get_monotonic_time ();

  g_assert_true (collector_exporter_lookup (format)->write (&job, out, &error));
  g_output_stream_close (out, NULL, NULL);
  test_answer_clear (&answer);
  return seconds_since (begin_us);
}

/* The texts of the same cells, one after the other by one layout, 50 rows a page. */
static double
draw_layout (Bench *bench)
{
  g_autofree char *made = test_temp_dir_path (bench->dir, "theirs.pdf");
  cairo_surface_t *surface = cairo_pdf_surface_create (made, 595.28, 841.89);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Noto Sans");
  g_autoptr (GString) text = g_string_new (NULL);
  TestAnswer answer = { .n_rows = PDF_ROWS };
  CollectorExportJob job = test_answer_get_job (&answer, "");
  gint64 begin_us = g_get_monotonic_time ();
  const TollReportDoc *page;
  guint n = 0;

  pango_font_description_set_absolute_size (font, 8.5 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  while ((page = job.next_page (job.data, NULL)) != NULL)
    for (guint i = 0; i < page->rows->len; i++, n++)
      {
        if (n > 0 && n % 50 == 0)
          cairo_show_page (cr);
        for (guint j = 0; j < page->columns->len; j++)
          {
            g_string_truncate (text, 0);
            collector_cell_append (text, toll_report_doc_get_column (page, j),
                                   &toll_report_doc_get_row (page, i)->cells[j], job.zone, "");
            pango_layout_set_text (layout, text->str, text->len);
            cairo_move_to (cr, 40 + j * 64, 40 + n % 50 * 15);
            pango_cairo_show_layout (cr, layout);
          }
      }
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  test_answer_clear (&answer);
  return seconds_since (begin_us);
}

/* The same cells with the same types. */
static double
write_sheet (Bench *bench)
{
  g_autofree char *made = test_temp_dir_path (bench->dir, "theirs.xlsx");
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  TestAnswer answer = { .n_rows = XLSX_ROWS };
  CollectorExportJob job = test_answer_get_job (&answer, "");
  gint64 begin_us = g_get_monotonic_time ();
  lxw_workbook *book = workbook_new_opt (made, &options);
  lxw_worksheet *sheet = workbook_add_worksheet (book, NULL);
  lxw_format *format = workbook_add_format (book);
  const TollReportDoc *page;
  guint n = 0;

  format_set_num_format (format, "#,##0.0000");
  while ((page = job.next_page (job.data, NULL)) != NULL)
    for (guint i = 0; i < page->rows->len; i++, n++)
      for (guint j = 0; j < page->columns->len; j++)
        {
          const TollCell *cell = &toll_report_doc_get_row (page, i)->cells[j];

          if (cell->text != NULL)
            worksheet_write_string (sheet, n, j, cell->text, format);
          else if (!cell->is_empty)
            worksheet_write_number (sheet, n, j, cell->figure / 86400000.0, format);
        }
  workbook_close (book);
  test_answer_clear (&answer);
  return seconds_since (begin_us);
}

/* ---- */

static double
export_pdf (Bench *bench)
{
  return export_answer (bench, "pdf", PDF_ROWS);
}

static double
export_xlsx (Bench *bench)
{
  return export_answer (bench, "xlsx", XLSX_ROWS);
}

/* Side by side, in turns. */
static void
compare (Bench *bench, const char *what, double (*ours) (Bench *), double (*theirs) (Bench *),
         const char *target)
{
  double best = G_MAXDOUBLE, best_other = G_MAXDOUBLE;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      best = MIN (best, ours (bench));
      best_other = MIN (best_other, theirs (bench));
    }
  printf ("# %-44s %7.2f s, bare %7.2f s: %.2f times the bare one's (target: %s); peak %.0f MiB\n",
          what, best, best_other, best / best_other, target, get_peak_mib ());
  fflush (stdout);
}

int
main (void)
{
  g_autofree char *data = NULL, *sqlite = g_find_program_in_path ("sqlite3");
  Bench bench = { test_temp_dir_new () };

  compare (&bench, "PDF of 10,000 rows", export_pdf, draw_layout, "at most 1.1");
  compare (&bench, "Excel of 100,000 rows", export_xlsx, write_sheet, "at most 1.1");
  if (sqlite != NULL)
    {
      data = bench_store_ensure ();
      bench.ledger = g_build_filename (data, "ledger.db", NULL);
      compare (&bench, "CSV of the newest calls", export_csv, export_sqlite, "at most 0.5");
    }
  g_free (bench.ledger);
  test_temp_dir_free (bench.dir);
  return 0;
}
