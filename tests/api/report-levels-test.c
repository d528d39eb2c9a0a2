/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Over the HTTP door: reports that are grouped by more than two fields: what stands together, in
 * which order, and the sums of each.
 */
#include "config.h"

#include "tests/support/report-house.h"

#define QUESTION                                                                                   \
  "\"period\":{\"relative\":\"everything\"},\"group_by\":[\"department\",\"extension\",\"nation\"],"      \
  "\"fields\":[\"calls\",\"median_wait_ms\"]"

/* Sales has 8 calls, 5 of them of 702, whose first four waited longer; Support has 9. */
static void
set_up (TestReportHouse *f, gconstpointer data)
{
  static const struct
  {
    const char *extension, *nation;
    guint n, ring_s;
  } calls[] = {
    { "701", "IT", 2, 5 }, { "701", "DE", 1, 5 }, { "702", "IT", 1, 5 },
    { "702", "FR", 4, 7 }, { "704", "DE", 4, 5 }, { "704", "FR", 5, 5 },
  };
  guint n_calls = 0;

  test_report_house_set_up (f, data);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    for (guint j = 0; j < calls[i].n; j++)
      {
        TollCall call;

        test_house_fill_call (f->house, &call, calls[i].extension, ++n_calls, "+39026677889");
        call.nation = calls[i].nation;
        call.ring_ms = calls[i].ring_s * 1000;
        test_house_store_call (f->house, &call);
      }
}

/* "Sales 702 FR 4, ..." */
static void
expect_rows (TestReportHouse *f, const char *more, const char *expected)
{
  g_autofree char *body = g_strdup_printf ("{" QUESTION "%s}", more);
  g_autoptr (TollJson) json
      = test_house_post (f->house, "/api/v1/reports/1.6/run", f->anna, body);
  guint n = toll_json_value_get_length (test_json_find (json, "rows"));
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const TollJsonValue *row
          = toll_json_value_get_element (test_json_find (json, "rows"), i);

      g_string_append_printf (
          rows, "%s%s %s %s %" G_GINT64_FORMAT, i > 0 ? ", " : "",
          toll_json_value_get_text (toll_json_value_get_element (row, 0)),
          toll_json_value_get_text (toll_json_value_get_element (row, 1)),
          toll_json_value_get_text (toll_json_value_get_element (row, 2)),
          toll_json_value_get_int (toll_json_value_get_element (row, 3)));
    }
  g_test_message ("%s", body);
  g_assert_cmpstr (rows->str, ==, expected);
}

/* Rows stand by the sums of their groups, at each key; another order is one inside the groups. */
static void
test_order (TestReportHouse *f, gconstpointer data)
{
  (void) data;
  expect_rows (f, "", "Support 704 FR 5, Support 704 DE 4, Sales 702 FR 4, Sales 702 IT 1, "
                      "Sales 701 IT 2, Sales 701 DE 1");
  expect_rows (f, ",\"sort\":[\"calls\"]", "Sales 701 DE 1, Sales 701 IT 2, Sales 702 IT 1, "
                                          "Sales 702 FR 4, Support 704 DE 4, Support 704 FR 5");
  expect_rows (f, ",\"sort\":[\"department\",\"-calls\"]",
               "Sales 702 FR 4, Sales 702 IT 1, Sales 701 IT 2, Sales 701 DE 1, Support 704 FR 5, "
               "Support 704 DE 4");
  expect_rows (f, ",\"sort\":[\"-extension\"]",
               "Sales 702 FR 4, Sales 702 IT 1, Sales 701 DE 1, Sales 701 IT 2, Support 704 DE 4, "
               "Support 704 FR 5");
  expect_rows (f, ",\"sort\":[\"-median_wait_ms\"]",
               "Sales 702 FR 4, Sales 702 IT 1, Sales 701 DE 1, Sales 701 IT 2, Support 704 DE 4, "
               "Support 704 FR 5");
}

/* Behind the rows of each extension and each department: the sum of all of them, shown or not. */
static void
test_subtotals (TestReportHouse *f, gconstpointer data)
{
  static const struct
  {
    gint64 behind, level;
    const char *department, *extension; /* NULL = none */
    gint64 calls, median_ms;
  } sums[] = {
    { 2, 2, "Support", "704", 9, 5000 },
    { 2, 1, "Support", NULL, 9, 5000 },
    { 3, 2, "Sales", "702", 5, 7000 },
    { 3, 1, "Sales", NULL, 8, 5000 },
  };
  g_autoptr (TollJson) json = NULL;
  const TollJsonValue *subtotals;

  (void) data;
  json = test_house_post (f->house, "/api/v1/reports/1.6/run", f->anna,
                          "{" QUESTION ",\"limit\":3}");
  subtotals = test_json_find (json, "subtotals");
  g_assert_cmpuint (toll_json_value_get_length (subtotals), ==, G_N_ELEMENTS (sums));
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      const TollJsonValue *sum = toll_json_value_get_element (subtotals, i);
      const TollJsonValue *cells = toll_json_value_get_member (sum, "cells");

      g_assert_cmpint (toll_json_value_get_int (toll_json_value_get_member (sum, "behind")), ==,
                       sums[i].behind);
      g_assert_cmpint (toll_json_value_get_int (toll_json_value_get_member (sum, "level")), ==,
                       sums[i].level);
      g_assert_cmpstr (toll_json_value_get_text (toll_json_value_get_element (cells, 0)), ==,
                       sums[i].department);
      g_assert_cmpstr (toll_json_value_get_text (toll_json_value_get_element (cells, 1)), ==,
                       sums[i].extension != NULL ? sums[i].extension : "");
      g_assert_cmpint (toll_json_value_get_int (toll_json_value_get_element (cells, 3)), ==,
                       sums[i].calls);
      g_assert_cmpint (toll_json_value_get_int (toll_json_value_get_element (cells, 4)), ==,
                       sums[i].median_ms);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_report_house_add ("/report-levels/order", set_up, test_order);
  test_report_house_add ("/report-levels/subtotals", set_up, test_subtotals);
  return g_test_run ();
}
