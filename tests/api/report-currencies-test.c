/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Over the HTTP door: reports of calls that were paid in several currencies, in which no amount is
 * added to, compared with or divided by what is another currency's.
 */
#include "config.h"

#include "tests/support/api-house.h"
#include "tests/support/text.h"

#include "collector/store/ledger.h"

#include <string.h>

/* ---- Calls ---- */

static void
store (TestHouse *house, const char *extension, guint minutes_ago, const char *currency,
       gint64 cost_micro)
{
  TollCall call;

  test_house_fill_call (house, &call, extension, minutes_ago, "+39026677889");
  call.currency = currency;
  call.cost_micro = cost_micro;
  if (*currency == '\0')
    call.rating_state = TOLL_RATING_UNRATED;
  test_house_store_call (house, &call);
}

/* 701 is paid in euro, 703 in yen, 704 in both; of three calls nobody knows what they cost. */
static TestHouse *
new_house (void)
{
  TestHouse *house = test_house_new (NULL, NULL);

  store (house, "703", 10, "JPY", 100000000);
  store (house, "704", 20, "JPY", 40000000);
  store (house, "701", 30, "EUR", 500000);
  store (house, "701", 40, "EUR", 1500000);
  store (house, "704", 50, "EUR", 50000000);
  store (house, "701", 60, "", 0);
  store (house, "703", 70, "", 0);
  store (house, "702", 80, "", 0);
  return house;
}

/* ---- Answers ---- */

static TollJson *
run (TestHouse *house, const char *token, const char *report, const char *query, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run%s", report, query);

  return test_house_post (house, path, token, body);
}

static guint
find_column (const TollJson *doc, const char *id)
{
  const TollJsonValue *columns = test_json_find (doc, "columns");

  for (guint i = 0; i < toll_json_value_get_length (columns); i++)
    if (g_strcmp0 (toll_json_value_get_text (toll_json_value_get_member (
                       toll_json_value_get_element (columns, i), "id")), id) == 0)
      return i;
  g_test_message ("there is no column %s", id);
  g_assert_not_reached ();
}

static void
add_row (GString *out, const TollJson *doc, const TollJsonValue *cells, const char *const *ids)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const TollJsonValue *cell
          = toll_json_value_get_element (cells, find_column (doc, ids[i]));
      TollJsonKind kind = toll_json_value_get_kind (cell);

      g_string_append (out, i > 0 ? " " : "");
      if (kind == TOLL_JSON_TEXT)
        g_string_append (out, toll_json_value_get_text (cell));
      else if (kind == TOLL_JSON_INT)
        g_string_append_printf (out, "%" G_GINT64_FORMAT, toll_json_value_get_int (cell));
      else
        g_string_append_c (out, '-');
    }
  g_string_append_c (out, '\n');
}

/* The subtotals behind the first @n_rows rows. */
static void
add_subtotals (GString *out, const TollJson *doc, guint n_rows, const char *const *ids)
{
  const TollJsonValue *subtotals = test_json_find (doc, "subtotals");

  for (guint i = 0; i < toll_json_value_get_length (subtotals); i++)
    {
      const TollJsonValue *subtotal = toll_json_value_get_element (subtotals, i);

      if (toll_json_value_get_int (toll_json_value_get_member (subtotal, "behind")) == n_rows)
        add_row (out, doc, toll_json_value_get_member (subtotal, "cells"), ids);
    }
}

/* Its rows, and what they come to, in @columns: a line each, "-" for an empty cell. */
static void
assert_rows (const TollJson *doc, const char *columns, const char *wanted)
{
  g_auto (GStrv) ids = g_strsplit (columns, " ", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  const TollJsonValue *rows = test_json_find (doc, "rows");
  const TollJsonValue *totals = test_json_find (doc, "totals");

  for (guint i = 0; i < toll_json_value_get_length (rows); i++)
    {
      add_row (out, doc, toll_json_value_get_element (rows, i), (const char *const *) ids);
      add_subtotals (out, doc, i + 1, (const char *const *) ids);
    }
  if (totals != NULL && toll_json_value_get_kind (totals) == TOLL_JSON_ARRAY)
    add_row (out, doc, totals, (const char *const *) ids);
  g_assert_cmpstr (out->str, ==, wanted);
}

/* ---- Groups ---- */

/* An average is of the calls that were paid in its currency, from the totals and from the calls
 * alike; whoever has none has no average, and no dearest call. */
static void
test_averages (void)
{
  g_autoptr (TestHouse) house = new_house ();
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) totals = NULL, calls = NULL, dearest = NULL;

  totals = run (house, anna, "3.4", "",
                "{\"period\":{\"relative\":\"today\"},\"sort\":[\"extension\"]}");
  g_assert_cmpstr (test_json_text (totals, "source"), ==, "totals");
  assert_rows (totals, "extension calls cost cost.JPY avg_cost avg_cost.JPY cost_share.JPY",
               "701 3 2000000 - 1000000 - 0\n"
               "702 1 - - - - 0\n"
               "703 2 - 100000000 - 100000000 714286\n"
               "704 2 50000000 40000000 50000000 40000000 285714\n"
               "- 8 52000000 140000000 17333333 70000000 1000000\n");
  calls = run (house, anna, "3.4", "",
               "{\"period\":{\"relative\":\"today\"},\"sort\":[\"extension\"],\"fields\":[\"calls\","
               "\"avg_cost\",\"max_cost\"]}");
  g_assert_cmpstr (test_json_text (calls, "source"), ==, "calls");
  assert_rows (calls, "extension avg_cost avg_cost.JPY max_cost max_cost.JPY",
               "701 1000000 - 1500000 -\n"
               "702 - - - -\n"
               "703 - 100000000 - 100000000\n"
               "704 50000000 40000000 50000000 40000000\n"
               "- 17333333 70000000 50000000 100000000\n");
  /* Also where nothing else of money is asked for; subtotals keep the greatest. */
  dearest = run (house, anna, "1.8", "",
                 "{\"period\":{\"relative\":\"today\"},\"fields\":[\"max_cost\"],\"sort\":"
                 "[\"department\"]}");
  assert_rows (dearest, "department extension max_cost max_cost.JPY",
               "Sales 701 1500000 -\n"
               "Sales 702 - -\n"
               "Sales 703 - 100000000\n"
               "Sales - 1500000 100000000\n"
               "Support 704 50000000 40000000\n"
               "Support - 50000000 40000000\n"
               "- - 50000000 100000000\n");
}

/* The list behind an amount is of the calls that were paid in its currency. */
static void
test_behind_an_amount (void)
{
  static const struct
  {
    const char *report, *column, *shown, *wanted;
  } rows[] = {
    { "3.4", "cost", "extension cost", "701 500000\n701 1500000\n704 50000000\n- 52000000\n" },
    { "3.4", "cost.JPY", "extension cost", "703 100000000\n704 40000000\n- 140000000\n" },
    { "3.4", "cost_share.JPY", "extension cost", "703 100000000\n704 40000000\n- 140000000\n" },
    { "3.18", "cost", "extension cost", "701 500000\n701 1500000\n704 50000000\n- 52000000\n" },
  };
  g_autoptr (TestHouse) house = new_house ();
  g_autofree char *anna = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TollJson) sums = run (house, anna, rows[i].report, "",
                                       "{\"period\":{\"relative\":\"today\"}}");
      g_autofree char *path
          = g_strdup_printf ("columns.%u.drill", find_column (sums, rows[i].column));
      const char *drill = test_json_text (sums, path);
      g_autofree char *body = g_strdup_printf (
          "{\"sort\":[\"extension\",\"cost\"],\"fields\":[\"extension\",\"cost\"],%s%s",
          strstr (drill, "\"period\"") != NULL ? "" : "\"period\":{\"relative\":\"today\"},",
          drill + 1);
      g_autoptr (TollJson) list = run (house, anna, "1.1", "", body);

      g_test_message ("%s %s: %s", rows[i].report, rows[i].column, drill);
      assert_rows (list, rows[i].shown, rows[i].wanted);
      g_assert_cmpuint (toll_json_value_get_length (test_json_find (list, "columns")), ==, 2);
    }
}

/* Who spends nothing in the leading currency is not cut off by name. */
static void
test_top_spenders (void)
{
  g_autoptr (TestHouse) house = new_house ();
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) spenders = NULL;

  spenders = run (house, anna, "3.11", "", "{\"period\":{\"relative\":\"today\"},\"limit\":3}");
  assert_rows (spenders, "rank extension cost cost.JPY",
               "1 704 50000000 40000000\n"
               "2 701 2000000 -\n"
               "1 703 - 100000000\n"
               "3 702 - -\n"
               "- - 52000000 140000000\n");
}

/* ---- Lists ---- */

/* A column for each currency, with a total, and a subtotal where rows stand together. */
static void
test_list_totals (void)
{
  g_autoptr (TestHouse) house = new_house ();
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) list = NULL, bill = NULL, steps = NULL;

  list = run (house, anna, "1.1", "",
              "{\"period\":{\"relative\":\"today\"},\"fields\":[\"extension\",\"cost\","
              "\"talk_ms\"]}");
  assert_rows (list, "extension cost cost.JPY talk_ms",
               "703 - 100000000 60000\n"
               "704 - 40000000 60000\n"
               "701 500000 - 60000\n"
               "701 1500000 - 60000\n"
               "704 50000000 - 60000\n"
               "701 - - 60000\n"
               "703 - - 60000\n"
               "702 - - 60000\n"
               "- 52000000 140000000 480000\n");
  g_assert_cmpstr (test_json_text (list, "columns.1.unit"), ==, "EUR");
  g_assert_cmpstr (test_json_text (list, "columns.2.unit"), ==, "JPY");
  bill = run (house, anna, "3.1", "", "{\"period\":{\"relative\":\"today\"}}");
  assert_rows (bill, "extension cost cost.JPY",
               "701 1500000 -\n"
               "701 500000 -\n"
               "701 2000000 -\n"
               "703 - 100000000\n"
               "703 - 100000000\n"
               "704 50000000 -\n"
               "704 - 40000000\n"
               "704 50000000 40000000\n"
               "- 52000000 140000000\n");
  steps = run (house, anna, "1.5", "",
               "{\"period\":{\"relative\":\"today\"},\"fields\":[\"cost\"]}");
  g_assert_cmpint (test_json_int (steps, "totals.0"), ==, 52000000);
  g_assert_cmpint (test_json_int (steps, "totals.1"), ==, 140000000);
}

/* Sums go on from page to page, and files have them too. */
static void
test_list_pages (void)
{
  g_autoptr (TestHouse) house = new_house ();
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *after = NULL, *query = NULL;
  const char *body = "{\"period\":{\"relative\":\"today\"},\"rating_states\":[\"rated\"],"
                     "\"fields\":[\"extension\",\"cost\"]}";
  g_autoptr (TollJson) first = NULL, second = NULL;
  g_autoptr (TestAnswer) csv = NULL, html = NULL, refused = NULL;

  first = run (house, anna, "1.1", "?limit=3", body);
  assert_rows (first, "extension cost cost.JPY",
               "703 - 100000000\n704 - 40000000\n701 500000 -\n");
  after = g_uri_escape_string (test_json_text (first, "next"), NULL, FALSE);
  query = g_strconcat ("?limit=3&after=", after, NULL);
  second = run (house, anna, "1.1", query, body);
  assert_rows (second, "extension cost cost.JPY",
               "701 1500000 -\n704 50000000 -\n- 52000000 140000000\n");
  csv = test_house_ask (house, "POST", "/api/v1/reports/1.1/run?format=csv", anna, body);
  g_assert_cmpstr (csv->body, ==,
                   "Extension,Cost (EUR),Cost (JPY)\r\n"
                   "703,,100.00\r\n704,,40.00\r\n701,0.50,\r\n701,1.50,\r\n704,50.00,\r\n");
  html = test_house_ask (house, "POST", "/api/v1/reports/1.1/run?format=html", anna, body);
  g_assert_nonnull (strstr (html->body, "52.00"));
  g_assert_nonnull (strstr (html->body, "140"));
  /* A third currency moves the columns: the list is to be begun again. */
  store (house, "702", 5, "CHF", 1000000);
  {
    g_autofree char *path = g_strconcat ("/api/v1/reports/1.1/run", query, NULL);

    refused = test_house_ask (house, "POST", path, anna, body);
  }
  g_assert_cmpuint (refused->status, ==, 400);
}

/* 100 yen are not more than 50 euro: each currency is ranked by itself, the company's first, and the
 * limit is each one's. */
static void
test_dearest_calls (void)
{
  g_autoptr (TestHouse) house = new_house ();
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) dearest = NULL, cheapest = NULL, page = NULL, rest = NULL, yen = NULL;
  g_autofree char *after = NULL, *query = NULL;
  g_autoptr (TestAnswer) set = NULL, mail = NULL;
  const char *two = "{\"period\":{\"relative\":\"today\"},\"limit\":2}";

  dearest = run (house, anna, "3.12", "", two);
  assert_rows (dearest, "rank extension cost cost.JPY",
               "1 704 50000000 -\n"
               "2 701 1500000 -\n"
               "1 703 - 100000000\n"
               "2 704 - 40000000\n"
               "- - 51500000 140000000\n");
  page = run (house, anna, "3.12", "?limit=3", two);
  assert_rows (page, "rank extension", "1 704\n2 701\n1 703\n");
  after = g_uri_escape_string (test_json_text (page, "next"), NULL, FALSE);
  query = g_strconcat ("?limit=3&after=", after, NULL);
  rest = run (house, anna, "3.12", query, two);
  assert_rows (rest, "rank extension cost cost.JPY", "2 704 - 40000000\n- - 51500000 140000000\n");
  /* Bars are of one currency: who is no bar stands in the table only. */
  mail = test_house_ask (house, "POST", "/api/v1/reports/3.12/run?format=html", anna, two);
  g_assert_cmpuint (test_text_count (mail->body, ">701<"), ==, 1);
  g_assert_cmpuint (test_text_count (mail->body, "Anna"), ==, 2);
  g_assert_cmpuint (test_text_count (mail->body, "Rosa"), ==, 1);
  /* The other way round, too; what has no price comes last. */
  cheapest = run (house, anna, "1.1", "",
                  "{\"period\":{\"relative\":\"today\"},\"sort\":[\"cost\"],\"fields\":"
                  "[\"extension\",\"cost\"]}");
  assert_rows (cheapest, "extension cost cost.JPY",
               "701 500000 -\n"
               "701 1500000 -\n"
               "704 50000000 -\n"
               "704 - 40000000\n"
               "703 - 100000000\n"
               "702 - -\n"
               "703 - -\n"
               "701 - -\n"
               "- 52000000 140000000\n");
  set = test_house_ask (house, "PUT", "/api/v1/settings", anna, "{\"currency\":\"JPY\"}");
  g_assert_cmpuint (set->status, ==, 200);
  yen = run (house, anna, "3.12", "", two);
  assert_rows (yen, "rank extension cost cost.EUR",
               "1 703 100000000 -\n"
               "2 704 40000000 -\n"
               "1 704 - 50000000\n"
               "2 701 - 1500000\n"
               "- - 140000000 51500000\n");
}

/* An amount that is asked for is one of each currency, which is said; one alone can be asked for. */
static void
test_restrictions (void)
{
  g_autoptr (TestHouse) house = new_house ();
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) more = NULL, yen = NULL, groups = NULL;

  more = run (house, anna, "1.1", "",
              "{\"period\":{\"relative\":\"today\"},\"fields\":[\"extension\",\"cost\"],"
              "\"where\":{\"field\":\"cost\",\"op\":\">\",\"value\":45}}");
  assert_rows (more, "extension cost cost.JPY",
               "703 - 100000000\n704 50000000 -\n- 50000000 100000000\n");
  g_assert_cmpstr (test_json_text (more, "filters.0"), ==,
                   "Cost is more than 45.00 (of each call in its own currency)");
  yen = run (house, anna, "3.12", "",
             "{\"period\":{\"relative\":\"today\"},\"where\":{\"all\":[{\"field\":\"cost\","
             "\"op\":\">\",\"value\":45},{\"field\":\"currency\",\"op\":\"is\",\"value\":"
             "\"JPY\"}]}}");
  assert_rows (yen, "rank extension cost", "1 703 100000000\n- - 100000000\n");
  /* What is drawn is what there is. */
  g_assert_cmpint (test_json_int (yen, "chart.series.0"), ==, find_column (yen, "cost"));
  groups = run (house, anna, "1.1", "",
                "{\"period\":{\"relative\":\"today\"},\"group_by\":[\"currency\"],\"fields\":"
                "[\"calls\",\"cost\"],\"sort\":[\"currency\"]}");
  assert_rows (groups, "currency calls cost cost.JPY",
               "EUR 3 52000000 -\nJPY 2 - 140000000\n- 3 - -\n- 8 52000000 140000000\n");
}

/* Euro: 711 nine, 712 eight, 713 seven, 701 one; yen: 713 500, 721 400, 722 300, 701 100; dollars:
 * 731 fifty, 721 forty, 732 thirty; what 740 spent nobody knows. */
static void
store_three (TestHouse *house)
{
  static const struct
  {
    const char *extension, *currency;
    gint64 cost;
  } spent[] = { { "711", "EUR", 9 },   { "712", "EUR", 8 },   { "713", "EUR", 7 },
                { "701", "EUR", 1 },   { "713", "JPY", 500 }, { "721", "JPY", 400 },
                { "722", "JPY", 300 }, { "701", "JPY", 100 }, { "731", "USD", 50 },
                { "721", "USD", 40 },  { "732", "USD", 30 },  { "740", "", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (spent); i++)
    store (house, spent[i].extension, i + 1, spent[i].currency, spent[i].cost * 1000000);
}

/* A limit of what amounts rank is that of each currency: whoever is among the first of one stays,
 * ranked in that by which they stand. */
static void
test_first_of_each (void)
{
  static const struct
  {
    const char *question, *columns, *rows;
    gint64 n_cut;
    const char *said, *then; /* the last two filters */
  } cases[] = {
    { "\"limit\":2", "rank extension cost cumulative_share cumulative_share.JPY",
      "1 711 9000000 360000 0\n2 712 8000000 680000 0\n3 713 7000000 960000 384615\n"
      "2 721 - 960000 692308\n1 731 - 960000 692308\n- - 25000000 1000000 1000000\n",
      4, "the first 2 of each currency", "5 of 9 rows, totals of all" },
    { "\"limit\":9", "rank extension",
      "1 711\n2 712\n3 713\n4 701\n2 721\n3 722\n1 731\n3 732\n5 740\n- -\n", 0, "",
      "outgoing, transit" },
    { "\"limit\":2,\"sort\":[\"cost\"]", "rank extension",
      "1 740\n1 732\n2 722\n3 721\n2 701\n- -\n", 4, "the first 2 of each currency",
      "5 of 9 rows, totals of all" },
    { "\"limit\":1,\"sort\":[\"-cost.JPY\"]", "rank extension", "1 713\n1 711\n1 731\n- -\n", 6,
      "the first 1 of each currency", "3 of 9 rows, totals of all" },
    /* Also where no amount is shown; not where something else ranks them. */
    { "\"limit\":2,\"fields\":[\"rank\"]", "rank extension",
      "1 711\n2 712\n3 713\n2 721\n1 731\n- -\n", 4, "the first 2 of each currency",
      "5 of 9 rows, totals of all" },
    { "\"limit\":2,\"sort\":[\"extension\"]", "rank extension", "1 701\n2 711\n- -\n", 7, "",
      "2 of 9 rows, totals of all" },
    /* What stands together is not cut by currency. */
    { "\"limit\":2,\"group_by\":[\"class\",\"extension\"]", "rank extension",
      "1 711\n2 712\n- -\n- -\n", 7, "", "2 of 9 rows, totals of all" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  store_three (house);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body
          = g_strdup_printf ("{\"period\":{\"relative\":\"today\"},%s}", cases[i].question);
      g_autoptr (TollJson) spenders = run (house, anna, "3.11", "", body);
      guint n = toll_json_value_get_length (test_json_find (spenders, "filters"));
      g_autofree char *said = g_strdup_printf ("filters.%u", n - 2);
      g_autofree char *then = g_strdup_printf ("filters.%u", n - 1);

      g_test_message ("%s", body);
      assert_rows (spenders, cases[i].columns, cases[i].rows);
      g_assert_cmpint (test_json_int (spenders, "n_cut"), ==, cases[i].n_cut);
      if (*cases[i].said != '\0')
        g_assert_cmpstr (test_json_text (spenders, said), ==, cases[i].said);
      g_assert_cmpstr (test_json_text (spenders, then), ==, cases[i].then);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/currencies/averages", test_averages);
  g_test_add_func ("/currencies/behind-an-amount", test_behind_an_amount);
  g_test_add_func ("/currencies/top-spenders", test_top_spenders);
  g_test_add_func ("/currencies/first-of-each", test_first_of_each);
  g_test_add_func ("/currencies/restrictions", test_restrictions);
  g_test_add_func ("/currencies/list-totals", test_list_totals);
  g_test_add_func ("/currencies/list-pages", test_list_pages);
  g_test_add_func ("/currencies/dearest-calls", test_dearest_calls);
  return g_test_run ();
}
