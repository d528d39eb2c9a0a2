/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports over HTTP: the catalogue by role, fields and their names within scope, answers and their
 * pages, counts, what is refused by name, what the access log hears.
 */
#include "config.h"

#include "shared/base/error.h"
#include "shared/model/report-drill.h"
#include "shared/wire/report-json.h"
#include "tests/support/api-house.h"

#include <string.h>

/* Asks, expects 200 and JSON. Returns: (transfer full). */
static guint
length_of (const TollJson *json, const char *path)
{
  return toll_json_value_get_length (test_json_find (json, path));
}

/* Where the item with @id stands in a list; -1 = nowhere. */
static int
find_item (const TollJson *json, const char *id)
{
  for (guint i = 0; i < length_of (json, "items"); i++)
    {
      g_autofree char *path = g_strdup_printf ("items.%u.id", i);

      if (strcmp (test_json_text (json, path), id) == 0)
        return i;
    }
  return -1;
}

/* Nobody is offered what is refused then: super and rosa do not see numbers whole. */
static void
test_what_is_offered_runs (void)
{
  static const char *const users[] = { "anna", "super", "rosa" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  test_house_store_calls (house, "703", 3, 1);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autofree char *token = test_house_sign_in (house, users[i]);
      g_autoptr (TollJson) list = test_house_get (house, "/api/v1/reports", token);

      for (guint n = 0; n < length_of (list, "items"); n++)
        {
          g_autofree char *id = g_strdup_printf ("items.%u.id", n);
          g_autofree char *run
              = g_strdup_printf ("/api/v1/reports/%s/run", test_json_text (list, id));
          /* One is about the number that is asked for. */
          gboolean is_of_number = strstr (run, "/1.4/") != NULL;
          g_autoptr (TestAnswer) ran = test_house_ask (
              house, "POST", run, token,
              is_of_number ? "{\"where\":{\"field\":\"number\",\"op\":\"starts\",\"value\":\"+39\"}}"
                           : "{}");

          if (ran->status != 200)
            g_test_message ("%s %s: %s", users[i], run, ran->body);
          g_assert_cmpuint (ran->status, ==, 200);
        }
    }
}

static void
test_catalogue (void)
{
  static const struct
  {
    const char *user, *report;
    gboolean is_there;
  } rows[] = {
    { "anna", "1.1", TRUE },  { "anna", "8.9", TRUE },  { "super", "1.6", TRUE },
    { "super", "8.9", FALSE }, { "rosa", "1.1", TRUE },  { "rosa", "1.6", FALSE },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = test_house_sign_in (house, rows[i].user);
      g_autofree char *run = g_strdup_printf ("/api/v1/reports/%s/run", rows[i].report);
      g_autofree char *columns = g_strdup_printf ("/api/v1/reports/%s/columns", rows[i].report);
      g_autoptr (TollJson) list = test_house_get (house, "/api/v1/reports", token);
      g_autoptr (TestAnswer) ran = test_house_ask (house, "POST", run, token, "{}");
      g_autoptr (TestAnswer) shown = test_house_ask (house, "GET", columns, token, NULL);

      g_test_message ("%s %s", rows[i].user, rows[i].report);
      g_assert_cmpint (find_item (list, rows[i].report) >= 0, ==, rows[i].is_there);
      g_assert_cmpuint (ran->status, ==, rows[i].is_there ? 200 : 403);
      g_assert_cmpuint (shown->status, ==, rows[i].is_there ? 200 : 403);
      g_assert_cmpstr (test_json_text (list, "items.0.id"), ==, "1.1");
      g_assert_cmpstr (test_json_text (list, "items.0.shape"), ==, "list");
      g_assert_cmpstr (test_json_text (list, "items.0.category_title"), ==, "Call Monitor");
      g_assert_nonnull (test_json_find (list, "items.0.spec.period"));
      g_assert_cmpuint (length_of (list, "items.0.columns"), >, 5);
    }
}

static void
test_columns (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) list = test_house_get (house, "/api/v1/reports/1.1/columns", anna);
  g_autoptr (TollJson) groups = test_house_get (house, "/api/v1/reports/1.6/columns", anna);
  g_autoptr (TestAnswer) none = test_house_ask (house, "GET", "/api/v1/reports/0.0/columns", anna,
                                                NULL);
  g_autoptr (TollJson) at_once = test_house_get (house, "/api/v1/reports/5.9/columns", anna);
  int at = find_item (list, "n_legs"), calls = find_item (groups, "calls");
  g_autofree char *chosen = g_strdup_printf ("items.%d.is_chosen", calls);

  g_assert_cmpint (at, >=, 0);
  g_assert_cmpint (calls, ==, 0);
  g_assert_true (toll_json_value_get_bool (test_json_find (groups, chosen)));
  g_assert_cmpint (find_item (groups, "max_talk_ms"), >, 0);
  g_assert_cmpint (find_item (groups, "number"), ==, -1);
  g_assert_cmpint (find_item (at_once, "peak"), ==, 0);
  g_assert_cmpint (find_item (at_once, "p99"), >, 0);
  g_assert_cmpint (find_item (at_once, "calls"), ==, -1);
  g_assert_cmpuint (none->status, ==, 404);
}

/* Everybody is offered what they may ask by; the company's fields by their titles. */
static void
test_fields (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) before = test_house_get (house, "/api/v1/reports/fields", anna);
  g_autoptr (TestAnswer) put = test_house_ask (
      house, "PUT", "/api/v1/custom-fields", anna,
      "{\"titles\":[null,\"Badge\",null,null,null,null,null,null,null,null]}");
  g_autoptr (TollJson) all = test_house_get (house, "/api/v1/reports/fields", anna);
  g_autoptr (TollJson) masked = test_house_get (house, "/api/v1/reports/fields", rosa);
  int at = find_item (all, "custom_2"), direction = find_item (all, "direction");
  g_autofree char *title = g_strdup_printf ("items.%d.title", at);
  g_autofree char *values = g_strdup_printf ("items.%d.values", direction);

  g_assert_cmpuint (put->status, ==, 200);
  g_assert_cmpint (find_item (before, "custom_2"), ==, -1);
  g_assert_cmpstr (test_json_text (all, title), ==, "Badge");
  g_assert_cmpint (find_item (all, "custom_1"), ==, -1);
  g_assert_cmpuint (length_of (all, values), ==, TOLL_N_DIRECTIONS);
  g_assert_cmpint (find_item (all, "dialled"), >, 0);
  g_assert_cmpint (find_item (masked, "dialled"), ==, -1);
  g_assert_cmpint (find_item (masked, "number"), >, 0);
  g_assert_cmpint (find_item (all, "talk_ms"), ==, -1);
  g_assert_cmpint (find_item (all, "duration"), >, 0);
}

/* Every operator that a field offers is one it takes. */
static void
test_operators_are_taken (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) fields = test_house_get (house, "/api/v1/reports/fields", anna);
  guint n_tried = 0;

  test_house_store_calls (house, "703", 4, 10);
  for (guint i = 0; i < length_of (fields, "items"); i++)
    {
      g_autofree char *operators = g_strdup_printf ("items.%u.operators", i);
      g_autofree char *id_path = g_strdup_printf ("items.%u.id", i);
      g_autofree char *kind_path = g_strdup_printf ("items.%u.kind", i);
      g_autofree char *word_path = g_strdup_printf ("items.%u.values.0.id", i);
      const char *kind = test_json_text (fields, kind_path);
      const TollJsonValue *word = test_json_find (fields, word_path);
      const char *value = word != NULL ? toll_json_value_get_text (word)
                          : strcmp (kind, "instant") == 0 || strcmp (kind, "day") == 0
                              ? "2026-03-18"
                              : "1";

      for (guint j = 0; j < length_of (fields, operators); j++, n_tried++)
        {
          g_autofree char *op_path = g_strdup_printf ("%s.%u", operators, j);
          const char *op = test_json_text (fields, op_path);
          g_autofree char *values
              = strstr (op, "empty") != NULL ? g_strdup ("")
                : strstr (op, "between") != NULL
                    ? g_strdup_printf (",\"value\":[\"%s\",\"%s\"]", value, value)
                    : g_strdup_printf (",\"value\":\"%s\"", value);
          g_autofree char *body = g_strdup_printf (
              "{\"period\":{\"relative\":\"everything\"},\"where\":{\"field\":\"%s\",\"op\":\"%s\"%s}}",
              test_json_text (fields, id_path), op, values);
          g_autoptr (TollJson) counted
              = test_house_post (house, "/api/v1/reports/1.1/count", anna, body);

          g_assert_cmpint (test_json_int (counted, "calls"), <=, 4);
        }
    }
  g_assert_cmpuint (n_tried, >, 300);
}

static guint
count_values (TestHouse *house, const char *token, const char *query)
{
  g_autofree char *path = g_strconcat ("/api/v1/reports/values?", query, NULL);
  g_autoptr (TollJson) json = test_house_get (house, path, token);

  return length_of (json, "items");
}

static void
test_values (void)
{
  static const struct
  {
    const char *user, *query;
    guint n;
  } rows[] = {
    { "anna", "field=department", 2 },
    { "anna", "field=department&search=SAL", 1 },
    { "anna", "field=department&search=%25", 0 },
    { "anna", "field=name&search=ros", 2 }, /* Rossi, Rosa */
    { "anna", "field=extension&limit=3", 3 },
    { "super", "field=department", 1 },
    { "super", "field=extension", 2 },
    { "super", "field=extension&search=704", 0 },
    { "rosa", "field=extension", 1 },
    { "rosa", "field=name", 1 },
    { "bruno", "field=area", 1 },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = NULL;
  g_autoptr (TollJson) page = NULL;
  g_autoptr (TestAnswer) number = NULL, missing = NULL;

  test_house_store_calls (house, "702", 2, 10);
  test_house_store_calls (house, "703", 2, 100);
  test_house_store_calls (house, "704", 2, 200);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = test_house_sign_in (house, rows[i].user);

      g_test_message ("%s %s", rows[i].user, rows[i].query);
      g_assert_cmpuint (count_values (house, token, rows[i].query), ==, rows[i].n);
    }
  anna = test_house_sign_in (house, "anna");
  page = test_house_get (house, "/api/v1/reports/values?field=extension&limit=1&after=702", anna);
  g_assert_cmpstr (test_json_text (page, "items.0.value"), ==, "703");
  g_assert_cmpstr (test_json_text (page, "next"), ==, "703");
  number = test_house_ask (house, "GET", "/api/v1/reports/values?field=number", anna, NULL);
  g_assert_cmpuint (number->status, ==, 400);
  missing = test_house_ask (house, "GET", "/api/v1/reports/values", anna, NULL);
  g_assert_cmpuint (missing->status, ==, 400);
}

/* Follows "next" to the end. Returns: rows in all. */
static guint
count_pages (TestHouse *house, const char *token, const char *report, const char *body, guint limit,
             guint *n_pages)
{
  g_autofree char *after = g_strdup ("");
  guint n = 0;

  for (*n_pages = 0; after != NULL; (*n_pages)++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run?limit=%u%s%s", report, limit,
                                               *after != '\0' ? "&after=" : "", after);
      g_autoptr (TollJson) json = test_house_post (house, path, token, body);
      const TollJsonValue *next = test_json_find (json, "next");

      g_assert_cmpuint (length_of (json, "rows"), <=, limit);
      n += length_of (json, "rows");
      g_free (after);
      after = toll_json_value_get_kind (next) == TOLL_JSON_TEXT
                  ? g_strdup (toll_json_value_get_text (next))
                  : NULL;
      g_assert_cmpuint (*n_pages, <, 30);
    }
  return n;
}

static void
test_pages (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) groups = NULL;
  guint n_pages;

  test_house_store_calls (house, "703", 70, 1);
  test_house_store_calls (house, "704", 35, 100);
  g_assert_cmpuint (count_pages (house, anna, "1.1", "{}", 10, &n_pages), ==, 105);
  g_assert_cmpuint (count_pages (house, rosa, "1.1", "{\"sort\":[\"number\"]}", 20, &n_pages), ==,
                    70);
  g_assert_cmpuint (count_pages (house, anna, "1.6", "{\"group_by\":[\"minute\"]}", 40, &n_pages), ==,
                    105);
  g_assert_cmpuint (n_pages, ==, 3);
  groups = test_house_post (house, "/api/v1/reports/1.6/run?limit=1", anna,
                            "{\"group_by\":[\"extension\"]}");
  g_assert_cmpint (test_json_int (groups, "n_calls"), ==, 105);
  g_assert_cmpstr (test_json_text (groups, "next"), ==, "row:1");
  g_assert_cmpint (test_json_int (groups, "rows.0.1"), ==, 70);
  g_assert_cmpint (test_json_int (groups, "totals.1"), ==, 105);
  g_assert_cmpstr (test_json_text (groups, "report_id"), ==, "1.6");
  g_assert_cmpstr (test_json_text (groups, "spec.group_by.0"), ==, "extension");
}

/* Rows of a later page are counted with those before it; calls of rows that are not on the page are not
 * opened. */
static void
test_rows_above (void)
{
  static const char body[] = "{\"group_by\":[\"extension\"],\"sort\":[\"-calls\"],\"fields\":"
                             "[\"calls\",\"cumulative_share\",\"calls_moving\"]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) json = NULL;
  g_autoptr (TollReportDoc) page = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *extension = g_strdup_printf ("%u", 801 + i);

      test_house_store_calls (house, extension, 50 - 10 * i, 1 + 100 * i);
    }
  json = test_house_post (house, "/api/v1/reports/1.6/run?limit=1&after=row:1", anna, body);
  g_assert_cmpint (test_json_int (json, "n_before"), ==, 1);
  g_assert_cmpint (test_json_int (json, "rows.0.1"), ==, 40);
  g_assert_cmpint (test_json_int (json, "rows.0.2"), ==, 600000);
  g_clear_pointer (&json, toll_json_free);
  json = test_house_post (house, "/api/v1/reports/1.6/run?limit=3&after=row:2", anna, body);
  page = toll_report_doc_read (toll_json_get_root (json), &error);
  g_assert_no_error (error);
  g_assert_cmpint (page->n_before, ==, 2);
  g_assert_cmpint (toll_report_doc_get_row (page, 2)->cells[2].figure, ==, 1000000);
  for (guint row = 0; row < 3; row++)
    for (guint column = 1; column <= 3; column++)
      {
        g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
        gboolean is_open = column == 1 || (column == 3 && row == 2);

        g_assert_true (toll_report_spec_read_text (spec, body, "spec", NULL));
        g_assert_cmpint (toll_report_drill (spec, page, toll_report_doc_get_row (page, row), column,
                                            &error), ==, is_open);
        if (!is_open)
          g_assert_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE);
        g_clear_error (&error);
      }
}

static void
test_counts (void)
{
  static const struct
  {
    const char *user;
    gint64 n;
  } rows[] = { { "anna", 7 }, { "super", 4 }, { "rosa", 4 }, { "bruno", 3 } };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  test_house_store_calls (house, "703", 4, 1);
  test_house_store_calls (house, "704", 3, 100);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = test_house_sign_in (house, rows[i].user);
      g_autoptr (TollJson) json = test_house_post (house, "/api/v1/reports/1.1/count", token, NULL);

      g_assert_cmpint (test_json_int (json, "calls"), ==, rows[i].n);
    }
}

static void
test_refused_by_name (void)
{
  static const struct
  {
    const char *path, *body, *field;
  } rows[] = {
    { "/api/v1/reports/1.1/run", "{\"colour\":1}", "spec.colour" },
    { "/api/v1/reports/1.1/run", "{\"where\":{\"field\":\"x\",\"op\":\"is\",\"value\":1}}",
      "spec.where" },
    { "/api/v1/reports/1.1/run", "{\"fields\":[\"x\"]}", "spec.fields" },
    { "/api/v1/reports/1.1/run", "{\"zone\":\"Mars/Base\"}", "spec.zone" },
    { "/api/v1/reports/1.1/run", "[]", "spec" },
    { "/api/v1/reports/1.1/run?limit=1001", "{}", "limit" },
    { "/api/v1/reports/1.1/run?after=here", "{}", "after" },
    { "/api/v1/reports/1.1/run?depth=1", "{}", "depth" },
    { "/api/v1/reports/1.6/run?after=17", "{}", "after" },
    { "/api/v1/reports/1.6/run?limit=10001", "{}", "limit" },
    { "/api/v1/reports/1.1/count?limit=1", "{}", "limit" },
    { "/api/v1/reports/1.1/count", "{\"period\":{\"relative\":\"ever\"}}",
      "spec.period.relative" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) none = test_house_ask (house, "POST", "/api/v1/reports/0.0/run", anna, "{}");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestAnswer) answer
          = test_house_ask (house, "POST", rows[i].path, anna, rows[i].body);
      g_autoptr (TollJson) json = toll_json_read (answer->body, -1, 0, NULL);

      g_test_message ("%s %s: %s", rows[i].path, rows[i].body, answer->body);
      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_cmpstr (test_json_text (json, "field"), ==, rows[i].field);
    }
  g_assert_cmpuint (none->status, ==, 404);
}

/* A report of others is noted with the question and numbers masked; of one's own it is not. */
static void
test_access_log (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) list = NULL, groups = NULL, own = NULL, count = NULL, log = NULL;

  test_house_store_calls (house, "703", 4, 1);
  own = test_house_post (house, "/api/v1/reports/1.1/run", rosa, "{}");
  list = test_house_post (house, "/api/v1/reports/1.1/run", anna,
               "{\"where\":{\"field\":\"number\",\"op\":\"is\",\"value\":\"+39026677889\"}}");
  groups = test_house_post (house, "/api/v1/reports/1.6/run", anna, "{}");
  count = test_house_post (house, "/api/v1/reports/1.1/count", anna, "{}");
  g_assert_cmpuint (length_of (list, "rows"), ==, 4);
  log = test_house_get (house, "/api/v1/access-log", anna);
  g_assert_cmpuint (length_of (log, "items"), ==, 3);
  g_assert_cmpstr (test_json_text (log, "items.0.action"), ==, "POST /api/v1/reports/{id}/count");
  g_assert_cmpstr (test_json_text (log, "items.1.object"), ==, "1.6");
  g_assert_cmpstr (test_json_text (log, "items.2.action"), ==, "POST /api/v1/reports/{id}/run");
  g_assert_cmpint (test_json_int (log, "items.2.n_rows"), ==, 4);
  g_assert_nonnull (strstr (test_json_text (log, "items.2.filter"), "\"field\":\"number\""));
  g_assert_null (strstr (test_json_text (log, "items.2.filter"), "6677889"));
}

static void
store_to (TestHouse *house, const char *extension, guint minutes_ago, const char *number)
{
  TollCall call;

  test_house_fill_call (house, &call, extension, minutes_ago, number);
  test_house_store_call (house, &call);
}

/* The row opens as many calls as it counts, and what is sent for it has no hidden digit. */
static void
open_row (TestHouse *house, const TollJson *top, guint row, const char *token)
{
  g_autofree char *key_path = g_strdup_printf ("keys.%u.0", row);
  g_autofree char *calls_path = g_strdup_printf ("rows.%u.1", row);
  g_autofree char *spec = g_strdup_printf (
      "{\"period\":{\"relative\":\"today\"},\"where\":{\"field\":\"number\",\"op\":\"key\","
      "\"value\":\"%s\"}}", test_json_text (top, key_path));
  g_autoptr (TollJson) list = test_house_post (house, "/api/v1/reports/1.1/run", token, spec);
  g_autoptr (TollJson) count = test_house_post (house, "/api/v1/reports/1.1/count", token, spec);

  g_assert_true (g_str_has_prefix (test_json_text (top, key_path), "~"));
  g_assert_cmpuint (length_of (list, "rows"), ==, test_json_int (top, calls_path));
  g_assert_cmpint (test_json_int (count, "calls"), ==, test_json_int (top, calls_path));
}

/* Who sees numbers in part has a row for each, as others do; her own call stands apart. Files have
 * the same rows. */
static void
test_rows_by_number (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autoptr (TollJson) whole = NULL, masked = NULL;
  g_autoptr (TestAnswer) csv = NULL, raw = NULL;
  static const gint64 calls[] = { 3, 2, 1 };

  for (guint i = 0; i < 5; i++)
    store_to (house, "701", i + 1, i < 3 ? "+39026677101" : "+39026677202");
  store_to (house, "702", 9, "+39026677101");
  whole = test_house_post (house, "/api/v1/reports/4.6/run", anna, "{}");
  g_assert_cmpuint (length_of (whole, "rows"), ==, 2);
  g_assert_cmpint (test_json_int (whole, "rows.0.1"), ==, 4);
  g_assert_cmpstr (test_json_text (whole, "keys.0.0"), ==, "+39026677101");
  masked = test_house_post (house, "/api/v1/reports/4.6/run", super, "{}");
  g_assert_cmpuint (length_of (masked, "rows"), ==, G_N_ELEMENTS (calls));
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *number = g_strdup_printf ("rows.%u.0", i);
      g_autofree char *count = g_strdup_printf ("rows.%u.1", i);

      g_assert_cmpstr (test_json_text (masked, number), ==, "+39026677***");
      g_assert_cmpint (test_json_int (masked, count), ==, calls[i]);
      open_row (house, masked, i, super);
    }
  raw = test_house_ask (house, "POST", "/api/v1/reports/4.6/run", super, "{}");
  g_assert_null (strstr (raw->body, "6677101"));
  g_assert_null (strstr (raw->body, "6677202"));
  csv = test_house_ask (house, "POST", "/api/v1/reports/4.6/run?format=csv", super, "{}");
  g_assert_cmpuint (csv->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *row = g_strdup_printf ("+39026677***%c%" G_GINT64_FORMAT,
                                              strchr (csv->body, ';') != NULL ? ';' : ',', calls[i]);

      g_assert_nonnull (strstr (csv->body, row));
    }
}

/* TEST_NOW_MS is the 18th of March: from the 20th on, bills are two days from their end. */
static void
test_billing_period (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) never
      = test_house_ask (house, "PUT", "/api/v1/settings", anna, "{\"billing_day\":\"29\"}");
  g_autoptr (TestAnswer) set
      = test_house_ask (house, "PUT", "/api/v1/settings", anna, "{\"billing_day\":\"20\"}");
  g_autoptr (TollJson) last = NULL;

  g_assert_cmpuint (never->status, ==, 400);
  g_assert_nonnull (strstr (never->body, "billing_day"));
  g_assert_cmpuint (set->status, ==, 200);
  last = test_house_post (
      house, "/api/v1/reports/1.6/run", anna,
      "{\"period\":{\"relative\":\"last_billing_period\"},\"compare\":\"before\"}");
  g_assert_cmpint (test_json_int (last, "period.from_ms"), ==, G_GINT64_CONSTANT (1768863600000));
  g_assert_cmpint (test_json_int (last, "period.to_ms"), ==, G_GINT64_CONSTANT (1771542000000));
  g_assert_cmpint (test_json_int (last, "compared.from_ms"), ==, G_GINT64_CONSTANT (1766185200000));
  g_assert_cmpint (test_json_int (last, "compared.to_ms"), ==, G_GINT64_CONSTANT (1768863600000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/reports/catalogue", test_catalogue);
  g_test_add_func ("/api/reports/columns", test_columns);
  g_test_add_func ("/api/reports/fields", test_fields);
  g_test_add_func ("/api/reports/operators", test_operators_are_taken);
  g_test_add_func ("/api/reports/offered", test_what_is_offered_runs);
  g_test_add_func ("/api/reports/values", test_values);
  g_test_add_func ("/api/reports/pages", test_pages);
  g_test_add_func ("/api/reports/rows-above", test_rows_above);
  g_test_add_func ("/api/reports/counts", test_counts);
  g_test_add_func ("/api/reports/refused", test_refused_by_name);
  g_test_add_func ("/api/reports/access-log", test_access_log);
  g_test_add_func ("/api/reports/rows-by-number", test_rows_by_number);
  g_test_add_func ("/api/reports/billing-period", test_billing_period);
  return g_test_run ();
}
