/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that show some of their rows: what is summed, and what they say of the rest.
 */
#include "config.h"

#include "tests/support/report-house.h"

#include <string.h>

#define ALWAYS "{\"period\":{\"relative\":\"everything\"}"

/* Sales: 701 five calls, 702 three, 703 two; Support: 704 four. Each costs 0.07 EUR. */
static void
set_up (TestReportHouse *f, gconstpointer data)
{
  test_report_house_set_up (f, data);
  test_house_store_calls (f->house, "701", 5, 1);
  test_house_store_calls (f->house, "702", 3, 20);
  test_house_store_calls (f->house, "703", 2, 40);
  test_house_store_calls (f->house, "704", 4, 60);
}

/* Returns: (transfer full): a text of all that is in an array. */
static char *
write_cells (const TollJsonValue *row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (row); i++)
    {
      const TollJsonValue *cell = toll_json_value_get_element (row, i);

      g_string_append (text, i > 0 ? " " : "");
      if (toll_json_value_get_kind (cell) == TOLL_JSON_TEXT)
        g_string_append (text, toll_json_value_get_text (cell));
      else if (toll_json_value_get_kind (cell) == TOLL_JSON_INT)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, toll_json_value_get_int (cell));
      else
        g_string_append_c (text, '-');
    }
  return g_string_free (text, FALSE);
}

/* @path: of an array of rows or objects with "cells". */
static void
expect_rows (const TollJson *json, const char *path, const char *member, const char *const *rows)
{
  guint n = toll_json_value_get_length (test_json_find (json, path));

  g_assert_cmpuint (n, ==, g_strv_length ((char **) rows));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *at = g_strdup_printf ("%s.%u%s", path, i, member);
      g_autofree char *text = write_cells (test_json_find (json, at));

      g_assert_cmpstr (text, ==, rows[i]);
    }
}

/* A report's own order holds though its column is not shown, unless it is one of what it does not
 * group by any more. */
static void
test_own_order (TestReportHouse *f, gconstpointer data)
{
  static const struct
  {
    const char *report, *question, *rows[6];
  } cases[] = {
    { "3.4", "\"fields\":[\"calls\"],\"sort\":[\"-calls\",\"extension\"],\"limit\":2",
      { "701 5", "704 5" } },
    { "3.4", "\"fields\":[\"calls\"],\"sort\":[\"-calls\",\"-extension\"],\"limit\":2",
      { "704 5", "701 5" } },
    { "3.4", "\"fields\":[\"calls\",\"cost\"],\"sort\":[\"-calls\",\"cost\"],\"limit\":2",
      { "701 5 350000", "704 5 1280000" } },
    { "1.8", "\"group_by\":[\"department\",\"extension\"],\"fields\":[\"calls\"],"
             "\"sort\":[\"-department\",\"calls\"]",
      { "Support 704 5", "Sales 703 2", "Sales 702 3", "Sales 701 5" } },
    { "1.1", "\"fields\":[\"extension\",\"cost\"],\"sort\":[\"-department\",\"-cost\"],\"limit\":2",
      { "704 1000000", "704 70000" } },
    { "1.1", "\"fields\":[\"extension\",\"cost\"],\"sort\":[\"-department\",\"cost\"],\"limit\":2",
      { "704 70000", "704 70000" } },
    { "3.4", "\"fields\":[\"calls\"],\"limit\":2", { "704 5", "701 5" } },
    { "3.4", "\"fields\":[\"calls\"],\"sort\":[\"cost\"],\"limit\":2", { "703 2", "702 3" } },
    { "3.4", "\"group_by\":[\"department\"],\"fields\":[\"calls\"]", { "Support 5", "Sales 10" } },
    { "1.1", "\"group_by\":[\"department\"],\"fields\":[\"calls\"]", { "Sales 10", "Support 5" } },
    /* Of itself it sorts by the code, of which no call here has one. */
    { "9.10", "\"group_by\":[\"department\"],\"fields\":[\"calls\"]", { NULL } },
  };
  TollCall dear;

  (void) data;
  test_house_fill_call (f->house, &dear, "704", 99, "+39026677889");
  dear.cost_micro = 1000000;
  test_house_store_call (f->house, &dear);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run", cases[i].report);
      g_autofree char *body = g_strdup_printf (ALWAYS ",%s}", cases[i].question);
      g_autoptr (TollJson) json = test_house_post (f->house, path, f->anna, body);

      expect_rows (json, "rows", "", cases[i].rows);
    }
}

/* Subtotals are of all rows with the first key, also of those behind the cut, and stand where one of
 * them is shown. */
static void
test_subtotals (TestReportHouse *f, gconstpointer data)
{
  static const struct
  {
    guint limit;
    const char *rows[5], *subtotals[3];
  } cases[] = {
    { 2, { "Sales 701 5 350000 357143", "Sales 702 3 210000 571429" },
      { "Sales - 10 700000 714286" } },
    { 4,
      { "Sales 701 5 350000 357143", "Sales 702 3 210000 571429", "Sales 703 2 140000 714286",
        "Support 704 4 280000 1000000" },
      { "Sales - 10 700000 714286", "Support - 4 280000 1000000" } },
  };

  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          ALWAYS ",\"group_by\":[\"department\",\"extension\"],\"limit\":%u,"
                 "\"fields\":[\"calls\",\"cost\",\"cumulative_share\"]}",
          cases[i].limit);
      g_autoptr (TollJson) json
          = test_house_post (f->house, "/api/v1/reports/1.8/run", f->anna, body);
      g_autofree char *totals = write_cells (test_json_find (json, "totals"));

      expect_rows (json, "rows", "", cases[i].rows);
      expect_rows (json, "subtotals", ".cells", cases[i].subtotals);
      g_assert_cmpstr (totals, ==, "- - 14 980000 1000000");
    }
}

/* The last filter, "" without one. */
static const char *
last_filter (const TollJson *json)
{
  guint n = toll_json_value_get_length (test_json_find (json, "filters"));
  g_autofree char *path = g_strdup_printf ("filters.%u", n - 1);

  return n > 0 ? test_json_text (json, path) : "";
}

/* What shows some of its rows says so, in every form. */
static void
test_said (TestReportHouse *f, gconstpointer data)
{
  static const struct
  {
    const char *report, *members;
    guint n_rows;
    gint64 n_cut;
    const char *filter;
  } cases[] = {
    { "4.1", ",\"limit\":3", 3, 1, "3 of 4 rows, totals of all" },
    { "4.1", ",\"limit\":4", 4, 0, "outgoing" },
    { "1.1", ",\"limit\":5", 5, 9, "5 of 14 calls, totals of those shown" },
    { "1.1", ",\"limit\":5,\"section\":\"extension\"", 5, 9,
      "5 of 14 calls, totals of those shown" },
    { "1.1", ",\"limit\":14", 14, 0, "" },
  };

  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (ALWAYS "%s}", cases[i].members);
      g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run", cases[i].report);
      g_autofree char *html = g_strconcat (path, "?format=html", NULL);
      g_autoptr (TollJson) json = test_house_post (f->house, path, f->anna, body);
      g_autoptr (TestAnswer) file = test_house_ask (f->house, "POST", html, f->anna, body);

      g_test_message ("%s %s", path, body);
      g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "rows")), ==,
                        cases[i].n_rows);
      g_assert_cmpint (test_json_int (json, "n_cut"), ==, cases[i].n_cut);
      g_assert_cmpstr (last_filter (json), ==, cases[i].filter);
      g_assert_cmpuint (file->status, ==, 200);
      g_assert_nonnull (strstr (file->body, cases[i].filter));
    }
}

/* A table's sums are of all rows, and it says how many it leaves out. */
static void
test_table (TestReportHouse *f, gconstpointer data)
{
  static const char *const rows[] = { "Sales 701", "Sales 702" };
  const char *body = "{\"period\":{\"from_ms\":1700000000000,\"to_ms\":1700086400000},"
                     "\"limit\":2}";
  g_autoptr (TollJson) json
      = test_house_post (f->house, "/api/v1/reports/10.1/run", f->anna, body);
  g_autoptr (TollJson) count
      = test_house_post (f->house, "/api/v1/reports/10.1/count", f->anna, body);
  g_autoptr (TollJson) log = test_house_post (f->house, "/api/v1/reports/12.7/run", f->anna,
                                              ALWAYS ",\"limit\":1}");

  (void) data;
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "rows")), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("rows.%u", i);
      g_autofree char *text = write_cells (test_json_find (json, path));

      g_assert_true (g_str_has_prefix (text, rows[i]));
    }
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "subtotals")), ==, 1);
  g_assert_cmpint (test_json_int (json, "subtotals.0.cells.7"), ==, 3);
  g_assert_cmpint (test_json_int (json, "totals.7"), ==, 4);
  g_assert_cmpstr (last_filter (json), ==, "2 of 4 rows, totals of all");
  /* What it matches are its rows, not the calls of the period. */
  g_assert_cmpint (test_json_int (count, "rows"), ==, 2);
  g_assert_null (test_json_find (count, "calls"));
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (log, "rows")), ==, 1);
  g_assert_cmpstr (last_filter (log), ==, "the first 1 rows");
}

/* Returns: (transfer full): how many rows of others each entry tells, as the log sorted by @sort has
 * it. */
static char *
list_log (TestReportHouse *f, const char *sort)
{
  g_autofree char *body = g_strdup_printf (ALWAYS ",\"sort\":[%s]}", sort);
  g_autoptr (TollJson) log = test_house_post (f->house, "/api/v1/reports/12.7/run", f->anna, body);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (test_json_find (log, "rows")); i++)
    {
      g_autofree char *rows = g_strdup_printf ("rows.%u.5", i);

      g_string_append_printf (text, "%d ", (int) test_json_int (log, rows));
    }
  return g_string_free (text, FALSE);
}

/* A table is sorted by its second column where the first is alike. */
static void
test_table_order (TestReportHouse *f, gconstpointer data)
{
  static const guint limits[] = { 7, 10, 8 }; /* the first five are anna's own */
  g_autofree char *up = NULL, *down = NULL;

  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *body = g_strdup_printf (ALWAYS ",\"limit\":%u}", limits[i]);

      toll_json_free (test_house_post (f->house, "/api/v1/reports/1.1/run", f->anna, body));
    }
  f->house->clock.fixed_ms += 1000; /* they are past */
  up = list_log (f, "\"who\",\"rows\"");
  down = list_log (f, "\"who\",\"-rows\"");
  g_assert_cmpstr (up, ==, "2 3 5 ");
  g_assert_cmpstr (down, ==, "5 3 3 2 "); /* and the first look at it */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_report_house_add ("/report-limits/own-order", set_up, test_own_order);
  test_report_house_add ("/report-limits/subtotals", set_up, test_subtotals);
  test_report_house_add ("/report-limits/said", set_up, test_said);
  test_report_house_add ("/report-limits/table", set_up, test_table);
  test_report_house_add ("/report-limits/table-order", set_up, test_table_order);
  return g_test_run ();
}
