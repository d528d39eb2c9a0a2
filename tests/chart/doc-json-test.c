/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents that went over the wire are the documents that were sent. */

#include "config.h"

#include "shared/base/error.h"
#include "shared/wire/report-json.h"
#include "tests/chart/chart-docs.h"

#include <glib.h>

static char *
write_doc (const TollReportDoc *doc)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  toll_json_begin_object (json, NULL);
  toll_report_doc_write (doc, json);
  toll_json_end_object (json);
  return g_string_free (toll_json_writer_finish (json), FALSE);
}

static TollReportDoc *
read_doc (const char *text, GError **error)
{
  g_autoptr (TollJson) json = toll_json_read (text, -1, 0, error);

  g_assert_nonnull (json);
  return toll_report_doc_read (toll_json_get_root (json), error);
}

/* Written, read and written again: the same bytes, for every kind of chart. */
static void
test_every_document (void)
{
  for (TollChartKind kind = TOLL_CHART_BAR; kind < TOLL_N_CHARTS; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TollReportDoc) doc = chart_docs_new (kind, 9);
      g_autofree char *sent = write_doc (doc);
      g_autoptr (TollReportDoc) read = read_doc (sent, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = write_doc (read);
      g_assert_cmpstr (again, ==, sent);
      g_assert_cmpuint (read->rows->len, ==, doc->rows->len);
      g_assert_cmpint (read->chart.kind, ==, kind);
    }
}

#define HEAD                                                                                       \
  "{\"id\":\"1.8\",\"columns\":[{\"id\":\"department\",\"kind\":\"text\",\"role\":\"key\"},"       \
  "{\"id\":\"calls\",\"kind\":\"count\",\"role\":\"figure\",\"is_total\":true,\"drill\":\"\"}],"

/* A subtotal stands behind the rows that it sums; the keys and the total are there. */
static void
test_subtotals (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TollReportDoc) doc
      = read_doc (HEAD "\"rows\":[[\"Sales\",3],[\"Sales\",4],[\"Support\",null]],"
                       "\"keys\":[[\"12\"],[\"12\"],[\"7\"]],\"calls\":[],\"subtotals\":["
                       "{\"behind\":2,\"level\":1,\"keys\":[\"12\"],\"cells\":[\"Sales\",7]},"
                       "{\"behind\":3,\"level\":1,\"cells\":[\"Support\",0]}],"
                       "\"totals\":[null,7],\"n_calls\":7,\"next\":null}", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (doc->rows->len, ==, 5);
  g_assert_cmpuint (toll_report_doc_get_row (doc, 2)->level, ==, 1);
  g_assert_cmpstr (toll_report_doc_get_row (doc, 2)->keys[0].text, ==, "12");
  g_assert_cmpint (toll_report_doc_get_row (doc, 2)->cells[1].figure, ==, 7);
  g_assert_cmpuint (toll_report_doc_get_row (doc, 3)->level, ==, 0);
  g_assert_true (toll_report_doc_get_row (doc, 3)->cells[1].is_empty);
  g_assert_cmpstr (toll_report_doc_get_row (doc, 3)->keys[0].text, ==, "7");
  g_assert_cmpuint (toll_report_doc_get_row (doc, 4)->level, ==, 1);
  /* As an older collector says it. */
  g_assert_true (toll_report_doc_get_row (doc, 4)->keys[0].is_empty);
  g_assert_cmpint (doc->totals.cells[1].figure, ==, 7);
  g_assert_cmpstr (toll_report_doc_get_column (doc, 1)->drill, ==, "");
  g_assert_null (toll_report_doc_get_column (doc, 0)->drill);
  g_assert_cmpint (doc->n_calls, ==, 7);
  g_assert_cmpstr (doc->next, ==, "");
}

/* A row with a cell too few would show figures under the wrong heading. */
static void
test_misfits (void)
{
  static const char *const texts[] = {
    HEAD "\"rows\":[[\"Sales\"]]}",
    HEAD "\"rows\":[],\"totals\":[1,2,3]}",
    HEAD "\"rows\":[],\"subtotals\":[{\"behind\":0,\"level\":1,\"cells\":[]}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_doc (texts[i], &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doc-json/every-document", test_every_document);
  g_test_add_func ("/doc-json/subtotals", test_subtotals);
  g_test_add_func ("/doc-json/misfits", test_misfits);
  return g_test_run ();
}
