/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that reports become, read back by other programs: pdftotext, a spreadsheet reader, a CSV
 * and a JSON reader.
 */
#include "config.h"

#include "collector/export/exporter.h"
#include "collector/export/reader.h"
#include "shared/base/csv.h"
#include "shared/base/error.h"
#include "shared/wire/json-read.h"
#include "tests/export/answers.h"
#include "tests/support/score.h"
#include "tests/support/stride.h"
#include "tests/support/temp-dir.h"
#include "tests/support/text.h"

#include <string.h>

static const char *const hostile[] = {
  "=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "a;=1", "a\n=1", "a\",\"=1", "<script>x</script>",
  "a&b", "\xff\xfe", "%n%s", "Amandine Lefèvre", NULL
};

static TestTempDir *scratch;

/* Returns: (transfer full) (nullable): what a program prints about @bytes in a file; NULL when it is
 * not there: the test is skipped. */
static char *
ask_program (GBytes *bytes, const char *const *argv, const char *name)
{
  g_autofree char *path = test_temp_dir_path (scratch, name), *found = NULL, *output = NULL;
  g_autoptr (GPtrArray) args = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int status;

  found = g_find_program_in_path (argv[0]);
  if (found == NULL)
    {
      g_test_skip ("a program that reads the file is missing");
      return NULL;
    }
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), NULL));
  for (guint i = 0; argv[i] != NULL; i++)
    g_ptr_array_add (args, g_str_equal (argv[i], "FILE") ? path : (gpointer) argv[i]);
  g_ptr_array_add (args, NULL);
  g_assert_true (g_spawn_sync (NULL, (char **) args->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &output, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return g_steal_pointer (&output);
}

static char *
read_pdf (GBytes *bytes)
{
  static const char *const argv[] = { "pdftotext", "-layout", "FILE", "-", NULL };

  return ask_program (bytes, argv, "report.pdf");
}

static char *
read_xlsx (GBytes *bytes)
{
  g_autofree char *script = g_build_filename (g_getenv ("TOLL_TEST_EXPORT"), "read-xlsx.py", NULL);
  const char *const have[] = { g_getenv ("TOLL_PYTHON"), "-c", "import openpyxl", NULL };
  const char *const argv[] = { g_getenv ("TOLL_PYTHON"), script, "FILE", NULL };
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) have, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                     NULL, &status, NULL)
      || !g_spawn_check_wait_status (status, NULL))
    {
      g_test_skip ("openpyxl is missing");
      return NULL;
    }
  return ask_program (bytes, argv, "report.xlsx");
}

static void
assert_has (const char *text, const char *piece)
{
  if (strstr (text, piece) == NULL)
    g_error ("\"%s\" is not in: %.3000s", piece, text);
}

static char *
as_text (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_pdf_says_what_the_report_says (void)
{
  TestAnswer answer = { .is_groups = TRUE };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "pdf", "");
  g_autofree char *text = read_pdf (bytes);
  static const char *const pieces[]
      = { "Quillmere & Sons", "Group By Department", "Which calls were made?",
          "1 Mar 2026 – 31 Mar 2026", "Europe/Rome", "outgoing · Department: Sales",
          "9 Apr 2026 12:50", "Every call counts once.", "Cost (€)", "Total Sales", "Total Legal",
          "374.05" /* 303 calls of 1.2345 */, "3,012", "Page 1 of 1" };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (pieces); i++)
    assert_has (text, pieces[i]);
}

/* The calls that were up at an instant are of that second, not of its day. */
static void
test_periods (void)
{
  static const struct
  {
    gint64 from_ms, to_ms;
    const char *text;
  } rows[] = {
    { 1772319600000, 1774994400000, "1 Mar 2026 – 31 Mar 2026" },
    { 1772319600000, 1772406000000, "1 Mar 2026" },
    { 1772352000000, 1772355600000, "1 Mar 2026 9:00 – 1 Mar 2026 10:00" },
    { 1772352027000, 1772352027001, "1 Mar 2026 9:00:27" },
    { 0, 0, "Everything there is" },
  };
  TestAnswer answer = { 0 };
  CollectorExportJob job = test_answer_get_job (&answer, "");
  CollectorReader reader;

  collector_reader_init (&reader, &job);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TollReportDoc) doc = toll_report_doc_new ();

      doc->from_ms = rows[i].from_ms;
      doc->to_ms = rows[i].to_ms;
      g_assert_cmpstr (collector_reader_period (&reader, doc, doc->arena), ==, rows[i].text);
    }
}

static void
test_pdf_of_many_rows_has_each_once (void)
{
  TestAnswer answer = { .n_rows = 100000 / test_stride () };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "pdf", "");
  g_autofree char *text = read_pdf (bytes), *last = NULL;
  guint n_pages;

  if (text == NULL)
    return;
  g_assert_cmpuint (test_text_count (text, "+3902"), ==, answer.n_rows);
  n_pages = test_text_count (text, "\f");
  last = g_strdup_printf ("Page %u of %u", n_pages, n_pages);
  assert_has (text, last);
  g_assert_cmpuint (test_text_count (text, "Page "), ==, n_pages);
  g_assert_cmpuint (test_text_count (text, "Extension"), ==, n_pages);
}

/* The least size of letters that a PDF is set in, in points. */
static double
find_least_size (GBytes *bytes)
{
  static const char *const argv[]
      = { "pdftohtml", "-xml", "-stdout", "-i", "-zoom", "3", "FILE", NULL };
  g_autofree char *xml = ask_program (bytes, argv, "wide.pdf");
  double least = G_MAXDOUBLE;

  for (const char *at = xml; at != NULL && (at = strstr (at, "<fontspec ")) != NULL; at++)
    least = MIN (least, g_ascii_strtod (strstr (at, "size=\"") + 6, NULL) / 3);
  return least;
}

/* Columns that find no room go on pages of their own, with labels, rows and sums whole on each. */
static void
test_pdf_of_many_columns_goes_on (void)
{
  TestAnswer answer = { .is_compared = TRUE };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "pdf", "");
  g_autoptr (GBytes) again = test_answer_export (&answer, "pdf", "");
  g_autofree char *text = read_pdf (bytes), *last = NULL;
  guint n_pages;

  g_assert_true (g_bytes_equal (bytes, again));
  if (text == NULL)
    return;
  n_pages = test_text_count (text, "\f");
  g_assert_cmpuint (n_pages, >=, 3);
  g_assert_cmpuint (test_text_count (text, "Legal"), ==, n_pages);
  g_assert_cmpuint (test_text_count (text, "Total"), ==, n_pages);
  assert_has (text, "Page 1 of ");
  assert_has (text, ", columns 1–");
  last = g_strdup_printf ("Page %u of %u, columns ", n_pages, n_pages);
  assert_has (text, last);
  assert_has (text, "–61 of 61");
  for (guint i = 0; i < 15; i++)
    {
      g_autofree char *figure = g_strdup_printf ("Figure%02u", i);
      g_autofree char *sum = g_strdup_printf (i < 3 ? " %u" : " %u,%03u",
                                              i < 3 ? 400 * i + 6 : (400 * i + 6) / 1000,
                                              (400 * i + 6) % 1000);

      g_assert_cmpuint (test_text_count (text, figure), ==, 1);
      assert_has (text, sum);
    }
  g_assert_cmpuint (test_text_count (text, "Difference"), ==, 15);
  g_assert_cmpfloat (find_least_size (bytes), >, 6.4);
}

/* Whoever reads a file sees what stands beside what. */
static void
test_both_periods_are_named (void)
{
  static const char *const periods = "1 Mar 2026 – 31 Mar 2026 compared with 1 Feb 2026 – 28 Feb 2026";
  TestAnswer answer = { .is_compared = TRUE };
  g_autoptr (GBytes) pdf = test_answer_export (&answer, "pdf", "");
  g_autoptr (GBytes) html = test_answer_export (&answer, "html", "");
  g_autoptr (GBytes) xlsx = test_answer_export (&answer, "xlsx", "");
  g_autoptr (GBytes) csv = test_answer_export (&answer, "csv", "");
  g_autofree char *print = read_pdf (pdf), *page = as_text (html), *sheet = read_xlsx (xlsx);
  g_autofree char *rows = as_text (csv);

  assert_has (page, periods);
  assert_has (page, ">Figure03: Before<");
  g_assert_true (g_str_has_prefix (rows,
                                   "Department,Figure00 2026-03-01/2026-03-31,"
                                   "Figure00 2026-02-01/2026-02-28,Figure00: Difference,"
                                   "Figure00: Change,Figure01 2026-03-01/2026-03-31,"));
  if (print != NULL)
    assert_has (print, periods);
  if (sheet == NULL)
    return;
  assert_has (sheet, "Report A3 str General '1 Mar 2026 – 31 Mar 2026 compared with 1 Feb 2026 – 28 Feb "
                     "2026'\n");
  assert_has (sheet, "Report C4 str General 'Figure00: Before'\n");
}

/* A spreadsheet shows no time below zero: differences are figures that it sums up and sorts. */
static void
test_xlsx_of_less_time (void)
{
  TestAnswer answer = { .is_compared = TRUE, .is_shorter = TRUE };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "xlsx", "");
  g_autofree char *text = read_xlsx (bytes);
  static const char *const pieces[] = {
    "Report C5 timedelta [h]:mm:ss datetime.timedelta(seconds=10)\n",
    "Report D4 str General 'Figure00: Difference (min)'\n",
    "Report D5 float #,##0.00 -0.1666666666666667\n",
    "Report D9 float #,##0.00 -0.6666666666666666\n",
  };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (pieces); i++)
    assert_has (text, pieces[i]);
}

static void
test_same_answer_same_bytes (void)
{
  static const char *const formats[] = { "pdf", "xlsx", "csv", "html", "json" };
  TestAnswer answer = { .is_groups = TRUE, .is_single_key = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) one = test_answer_export (&answer, formats[i], "ar");
      g_autoptr (GBytes) other = test_answer_export (&answer, formats[i], "ar");

      g_assert_true (g_bytes_equal (one, other));
    }
}

/* An edge of a word in what pdftotext -bbox says: "xMin" is the left one, "xMax" the right. */
static double
find_edge (const char *boxes, const char *word, const char *edge)
{
  g_autofree char *begin = g_strconcat (edge, "=\"", NULL);
  g_autofree char *piece = g_strdup_printf (">%s</word>", word);
  const char *at = strstr (boxes, piece);

  if (at == NULL)
    g_error ("%s is not on the page", word);
  while (!g_str_has_prefix (at, begin))
    at--;
  return g_ascii_strtod (at + strlen (begin), NULL);
}

static void
test_arabic_reads_from_the_right (void)
{
  static const char *const boxes_argv[] = { "pdftotext", "-bbox", "FILE", "-", NULL };
  static const char *const fonts_argv[] = { "pdffonts", "FILE", NULL };
  TestAnswer answer = { .n_rows = 5 };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "pdf", "ar");
  g_autoptr (GBytes) html = test_answer_export (&answer, "html", "ar");
  g_autofree char *boxes = ask_program (bytes, boxes_argv, "ar.pdf");
  g_autofree char *fonts = ask_program (bytes, fonts_argv, "ar.pdf");
  g_autofree char *page = as_text (html);

  assert_has (page, "dir=\"rtl\"");
  assert_has (page, "قائمة المكالمات");
  if (boxes == NULL)
    return;
  /* The first column stands right of the last. */
  g_assert_cmpfloat (find_edge (boxes, "1000", "xMin"), >, find_edge (boxes, "ISDN", "xMin"));
  assert_has (fonts, "yes yes yes"); /* embedded, a subset, readable */
}

/* Figures run left to right there, too: units stand under units at the right, in print and in mails. */
static void
test_arabic_figures_line_up (void)
{
  static const char *const argv[] = { "pdftotext", "-bbox", "FILE", "-", NULL };
  TestAnswer answer = { .is_groups = TRUE, .is_single_key = TRUE };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "pdf", "ar");
  g_autoptr (GBytes) html = test_answer_export (&answer, "html", "ar");
  g_autofree char *boxes = ask_program (bytes, argv, "ar-groups.pdf");
  g_autofree char *page = as_text (html);

  g_assert_null (strstr (page, "align=\"left\""));
  g_assert_null (strstr (page, "text-align:left"));
  if (boxes == NULL)
    return;
  g_assert_cmpfloat_with_epsilon (find_edge (boxes, "400", "xMax"),
                                  find_edge (boxes, "1,000", "xMax"), 0.01);
  g_assert_cmpfloat_with_epsilon (find_edge (boxes, "6:50:00", "xMax"),
                                  find_edge (boxes, "17:05:00", "xMax"), 0.01);
}

static void
test_words_are_the_readers (void)
{
  TestAnswer answer = { .n_rows = 3 };
  g_autoptr (GBytes) csv = test_answer_export (&answer, "csv", "it");
  g_autoptr (GBytes) plain = test_answer_export (&answer, "csv", "");
  g_autoptr (GBytes) html = test_answer_export (&answer, "html", "it");
  g_autofree char *text = as_text (csv), *english = as_text (plain), *page = as_text (html);

  assert_has (text, "Type,Extension,Nome,");
  assert_has (text, "\r\nin entrata,1000,");
  assert_has (english, "\r\nincoming,1000,");
  assert_has (page, "<h1 style=\"margin:2px 0 0;font-size:24px;line-height:1.25\">Elenco delle "
                    "chiamate</h1>");
  assert_has (page, ">0,0013<"); /* the second call: 1,310 millionths */
}

static void
test_xlsx_has_types (void)
{
  TestAnswer answer = { .n_rows = 2000, .names = hostile };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "xlsx", "");
  g_autofree char *text = read_xlsx (bytes);
  static const char *const pieces[] = {
    "created 2026-04-09 10:50:00 Call List\n",
    "sheet Report A5 A4:H2004 ltr 0 0\n",
    "Report A5 str @ 'incoming'\n",
    "Report C5 str @ '=1+1'\n",
    "Report D6 str @ '+390200007919'\n",
    "Report E6 datetime yyyy\\-mm\\-dd\\ hh:mm:ss datetime.datetime(2026, 3, 1, 0, 0, 20)\n",
    "Report F6 timedelta [h]:mm:ss datetime.timedelta(seconds=37)\n",
    "Report G6 float [$€]\\ #,##0.0000 0.00131\n",
    "Report A2005 str @ 'Total'\n",
    "Report F2005 str [h]:mm:ss '=SUBTOTAL(9,F5:F2004)'\n",
    "Report G2005 str [$€]\\ #,##0.0000 '=SUBTOTAL(9,G5:G2004)'\n",
    "About B4 str General '1 Mar 2026 – 31 Mar 2026'\n",
  };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (pieces); i++)
    assert_has (text, pieces[i]);
}

/* A group that goes over two sheets is summed without a formula, which would lack its first rows. */
static void
test_xlsx_of_sheets (void)
{
  TestAnswer answer = { .is_groups = TRUE, .sheet_rows = 6 };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "xlsx", "");
  g_autofree char *text = read_xlsx (bytes);
  static const char *const pieces[] = {
    "Report C8 str #,##0 '=SUBTOTAL(9,C5:C7)'\n", "Report C10 int #,##0 201\n",
    "Report 2 C5 int #,##0 202\n", "Report 2 C6 int #,##0 603\n",
    "Report 2 C10 str #,##0 '=SUBTOTAL(9,C7:C9)'\n",
    "Report 3 C8 str #,##0 '=SUBTOTAL(9,C5:C7)'\n", "Report 3 C9 int #,##0 3012\n",
  };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (pieces); i++)
    assert_has (text, pieces[i]);
}

static void
test_xlsx_of_groups (void)
{
  TestAnswer answer = { .is_groups = TRUE };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "xlsx", "ar");
  g_autofree char *text = read_xlsx (bytes), *charted = NULL;

  if (text == NULL)
    return;
  assert_has (text, "sheet تقرير B5 A4:F20 rtl 0 0\n");
  assert_has (text, "تقرير C8 str #,##0 '=SUBTOTAL(9,C5:C7)'\n");
  assert_has (text, "تقرير C21 str #,##0 '=SUBTOTAL(9,C5:C20)'\n");
  assert_has (text, "تقرير F8 float 0.0% 0.0033");
  {
    TestAnswer single = { .is_groups = TRUE, .is_single_key = TRUE };
    g_autoptr (GBytes) chart = test_answer_export (&single, "xlsx", "");

    charted = read_xlsx (chart);
    assert_has (charted, "sheet About None None ltr 1 0\n");
  }
}

/* The sums of each key but the last are told apart and added up once. */
static void
test_sums_in_sums (void)
{
  TestAnswer answer = { .is_groups = TRUE, .is_deep = TRUE }, again = answer;
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "xlsx", "");
  g_autoptr (GBytes) page = test_answer_export (&again, "html", "");
  g_autofree char *text = read_xlsx (bytes), *html = as_text (page);
  static const char *const cells[] = {
    "Report A7 str @ 'Sales'\n", "Report B7 str @ 'Total 1000'\n",
    "Report D7 str #,##0 '=SUBTOTAL(9,D5:D6)'\n", "Report D10 str #,##0 '=SUBTOTAL(9,D8:D9)'\n",
    "Report A14 str @ 'Total Sales'\n", "Report D14 str #,##0 '=SUBTOTAL(9,D5:D13)'\n",
    "Report D17 str #,##0 '=SUBTOTAL(9,D15:D16)'\n",
    "Report D24 str #,##0 '=SUBTOTAL(9,D15:D23)'\n",
    "Report D45 str #,##0 '=SUBTOTAL(9,D5:D44)'\n",
  };

  assert_has (html, ">Total 1000<");
  assert_has (html, ">Total Sales<");
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (cells); i++)
    assert_has (text, cells[i]);
}

/* A number may have a sign. */
static gboolean
begins_formula (const TollCsvCell *cell)
{
  if (cell->length == 0)
    return FALSE;
  if (strchr ("+-", *cell->text) != NULL)
    return strspn (cell->text + 1, "0123456789.") != cell->length - 1;
  return strchr ("=@\t\r", *cell->text) != NULL;
}

static void
test_csv_holds_no_formula (void)
{
  TestAnswer answer = { .n_rows = 20, .names = hostile };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "csv", "");
  g_autofree char *text = as_text (bytes);
  const char separators[] = { ',', ';', '\t' };
  guint n_formulas = 0;

  g_assert_true (g_str_has_prefix (
      text, "Type,Extension,Name,Number,Start,Duration (s),Cost (EUR),Gateway\r\n"
            "incoming,1000,'=1+1,+390200000000,2026-03-01 00:00:00,0,,Milan SIP 1\r\n"));
  for (guint s = 0; s < G_N_ELEMENTS (separators); s++)
    {
      g_autoptr (TollCsv) csv = toll_csv_new (text, strlen (text), separators[s]);
      const TollCsvCell *cells;
      guint n_cells, n_rows = 0;

      while (toll_csv_next (csv, &cells, &n_cells, NULL))
        {
          n_rows++;
          for (guint i = 0; i < n_cells; i++)
            n_formulas += begins_formula (&cells[i]);
        }
      if (separators[s] == ',')
        g_assert_cmpuint (n_rows, ==, 21);
    }
  toll_score ("S11", "cells of a CSV that begin a formula", n_formulas, 0);
}

static void
test_html_shows_texts_as_they_are (void)
{
  TestAnswer answer = { .n_rows = 20, .names = hostile };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "html", "");
  g_autofree char *text = as_text (bytes);

  g_assert_null (strstr (text, "<script"));
  assert_has (text, ">&lt;script&gt;x&lt;/script&gt;<");
  assert_has (text, ">a&amp;b<");
  assert_has (text, "Quillmere &amp; Sons");
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (test_text_count (text, "<tr>"), >=, 20);
}

static void
test_errors_come_through (void)
{
  guint n;
  const CollectorExporter *exporters = collector_exporter_list (&n);

  for (guint i = 0; i < n; i++)
    {
      TestAnswer answer = { .n_rows = 2500, .fails_at = 2 };
      CollectorExportJob job = test_answer_get_job (&answer, "");
      g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
      g_autoptr (GCancellable) stop = g_cancellable_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (exporters[i].write (&job, out, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_DATABASE);
      g_clear_error (&error);
      answer.fails_at = 0;
      job = test_answer_get_job (&answer, "");
      job.cancellable = stop;
      g_cancellable_cancel (stop);
      g_assert_false (exporters[i].write (&job, out, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_CANCELLED);
      test_answer_clear (&answer);
    }
}

static void
test_empty_answers (void)
{
  guint n;
  const CollectorExporter *exporters = collector_exporter_list (&n);

  for (guint i = 0; i < n; i++)
    {
      TestAnswer answer = { 0 };
      g_autoptr (GBytes) bytes = test_answer_export (&answer, exporters[i].id, "");
      g_autofree char *text = g_str_equal (exporters[i].id, "pdf")    ? read_pdf (bytes)
                              : g_str_equal (exporters[i].id, "html") ? as_text (bytes)
                                                                      : NULL;

      g_assert_cmpuint (g_bytes_get_size (bytes), >, 0);
      if (text != NULL)
        assert_has (text, "Nothing matches.");
    }
}

/* Catalogues as an installation has them. */
static void
make_words (const char *language)
{
  g_autofree char *folder = test_temp_dir_path (scratch, "C.UTF-8/LC_MESSAGES");
  g_autofree char *source
      = g_strdup_printf ("%s/words-%s.po", g_getenv ("TOLL_TEST_EXPORT"), language);
  g_autofree char *made = g_strdup_printf ("%s/tollkeeper-%s.mo", folder, language);
  const char *const argv[] = { "msgfmt", "-o", made, source, NULL };
  int status;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  scratch = test_temp_dir_new ();
  g_setenv ("TOLL_LOCALEDIR", scratch->path, TRUE);
  make_words ("ar");
  make_words ("it");
  g_test_add_func ("/export/pdf/says-what-the-report-says", test_pdf_says_what_the_report_says);
  g_test_add_func ("/export/periods", test_periods);
  g_test_add_func ("/export/pdf/many-columns-go-on", test_pdf_of_many_columns_goes_on);
  g_test_add_func ("/export/names-both-periods", test_both_periods_are_named);
  g_test_add_func ("/export/pdf/many-rows-each-once", test_pdf_of_many_rows_has_each_once);
  g_test_add_func ("/export/same-answer-same-bytes", test_same_answer_same_bytes);
  g_test_add_func ("/export/arabic-reads-from-the-right", test_arabic_reads_from_the_right);
  g_test_add_func ("/export/arabic-figures-line-up", test_arabic_figures_line_up);
  g_test_add_func ("/export/words-are-the-readers", test_words_are_the_readers);
  g_test_add_func ("/export/xlsx/types", test_xlsx_has_types);
  g_test_add_func ("/export/xlsx/groups", test_xlsx_of_groups);
  g_test_add_func ("/export/xlsx/sheets", test_xlsx_of_sheets);
  g_test_add_func ("/export/xlsx/less-time", test_xlsx_of_less_time);
  g_test_add_func ("/export/sums-in-sums", test_sums_in_sums);
  g_test_add_func ("/export/csv/no-formula", test_csv_holds_no_formula);
  g_test_add_func ("/export/html/texts-as-they-are", test_html_shows_texts_as_they_are);
  g_test_add_func ("/export/errors-come-through", test_errors_come_through);
  g_test_add_func ("/export/empty-answers", test_empty_answers);
  result = g_test_run ();
  test_temp_dir_free (scratch);
  return result;
}
