/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a report is not among the rows that a chart is given: it is in "Other".
 */
#include <math.h>

#include "shared/chart/chart.h"
#include "tests/chart/chart-docs.h"

static const TollChartItem *
lay_out (TollChart *chart, double width, double height, guint *n_items)
{
  toll_chart_lay_out (chart, width, height);
  return toll_chart_list_items (chart, n_items);
}

/* A page of a report: what is on other pages is in the whole. */
static void
test_other_pages_count (void)
{
  g_autoptr (TollReportDoc) doc = chart_docs_new (TOLL_CHART_PIE, 3);
  g_autoptr (TollChart) chart = NULL;
  gint64 rest = 500000000, sum = chart_docs_sum (doc, 1);
  guint n_items;
  const TollChartItem *items;

  doc->next = "more";
  toll_report_doc_init_row (doc, &doc->totals);
  toll_cell_set_figure (&doc->totals.cells[1], sum + rest);
  chart = toll_chart_new (doc, NULL);
  items = lay_out (chart, 400, 200, &n_items);
  g_assert_cmpuint (n_items, ==, 4);
  g_assert_cmpstr (items[3].label, ==, "Other");
  g_assert_cmpint (items[3].figure, ==, rest);
  g_assert_cmpuint (items[3].n_rows, ==, 0);
  g_assert_cmpfloat_with_epsilon (items[3].to, 2 * G_PI, 1e-9);
}

/* What the limit cut off is in the rest, among the bars that find no room; a list sums what it shows. */
static void
test_cut_rows_count (void)
{
  g_autoptr (TollReportDoc) doc = chart_docs_new (TOLL_CHART_PIE, 10);
  g_autoptr (TollChart) chart = NULL, list = NULL;
  gint64 rest = 500000000, sum = chart_docs_sum (doc, 1);
  guint n_items;
  const TollChartItem *items;

  doc->n_cut = 90;
  toll_report_doc_init_row (doc, &doc->totals);
  toll_cell_set_figure (&doc->totals.cells[1], sum + rest);
  chart = toll_chart_new (doc, NULL);
  items = lay_out (chart, 400, 200, &n_items);
  g_assert_cmpuint (n_items, ==, 8);
  g_assert_cmpstr (items[7].label, ==, "Other (93)");
  g_assert_cmpint (items[7].figure, >, rest);
  for (guint i = 0; i < doc->rows->len; i++)
    g_array_index (doc->rows, TollReportRow, i).call_id = 1 + i;
  toll_cell_set_figure (&doc->totals.cells[1], sum);
  list = toll_chart_new (doc, NULL);
  items = lay_out (list, 400, 200, &n_items);
  g_assert_cmpstr (items[7].label, ==, "Other (3)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-rest/other-pages", test_other_pages_count);
  g_test_add_func ("/chart-rest/cut-rows", test_cut_rows_count);
  return g_test_run ();
}
