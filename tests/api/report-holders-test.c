/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Over the HTTP door: whose the line of a row is.
 */
#include "config.h"

#include "tests/support/report-house.h"

#include <string.h>

#define TODAY "{\"period\":{\"relative\":\"today\"}"
#define HOUR_MS 3600000
/* From an hour ago 703 is Bruno's, who is of another department. */
#define PASS_ON                                                                                    \
  "UPDATE person_line SET valid_to_ms = " G_STRINGIFY (CHANGE_MS) " WHERE extension = '703';"      \
  "INSERT INTO person_line (extension, partition, person_id, kind, valid_from_ms, valid_to_ms)"    \
  " VALUES ('703', '', 4, 0, " G_STRINGIFY (CHANGE_MS) ", 9223372036854775807)"
#define CHANGE_MS 1773831600000
/* The same two days earlier: it is Bruno's all day. */
#define PASSED_ON_BEFORE                                                                           \
  PASS_ON ";UPDATE person_line SET valid_to_ms = valid_to_ms - 172800000"                          \
          " WHERE extension = '703' AND person_id = 3;"                                            \
          "UPDATE person_line SET valid_from_ms = valid_from_ms - 172800000"                       \
          " WHERE extension = '703' AND person_id = 4"
G_STATIC_ASSERT (CHANGE_MS == TEST_NOW_MS - HOUR_MS);

/* Today: Anna's 701 has three calls, Rosa's 703 two, Bruno's 704 four, nobody's 799 one. */
static void
set_up (TestReportHouse *f, gconstpointer data)
{
  test_report_house_set_up (f, data);
  test_house_store_calls (f->house, "701", 3, 1);
  test_house_store_calls (f->house, "703", 2, 90);
  test_house_store_calls (f->house, "704", 4, 20);
  test_house_store_calls (f->house, "799", 1, 40);
}

/* Appends its cells with commas between them. */
static void
add_line (GString *text, const TollJsonValue *cells)
{
  for (guint i = 0; i < toll_json_value_get_length (cells); i++)
    {
      const TollJsonValue *cell = toll_json_value_get_element (cells, i);

      g_string_append (text, i > 0 ? "," : "");
      if (toll_json_value_get_kind (cell) == TOLL_JSON_TEXT)
        g_string_append (text, toll_json_value_get_text (cell));
      else if (toll_json_value_get_kind (cell) == TOLL_JSON_INT)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, toll_json_value_get_int (cell));
    }
  g_string_append_c (text, '\n');
}

/* Returns: (transfer full): rows, then subtotals, then totals, a line each. */
static char *
write_answer (const TollJson *json)
{
  const TollJsonValue *rows = test_json_find (json, "rows");
  const TollJsonValue *subtotals = test_json_find (json, "subtotals");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (rows); i++)
    add_line (text, toll_json_value_get_element (rows, i));
  for (guint i = 0; i < toll_json_value_get_length (subtotals); i++)
    add_line (text, toll_json_value_get_member (toll_json_value_get_element (subtotals, i), "cells"));
  add_line (text, test_json_find (json, "totals"));
  return g_string_free (text, FALSE);
}

static void
expect (TestReportHouse *f, const char *token, const char *question, const char *rows)
{
  g_autofree char *body = g_strdup_printf (TODAY ",%s}", question);
  g_autoptr (TollJson) json = test_house_post (f->house, "/api/v1/reports/3.4/run", token, body);
  g_autofree char *text = write_answer (json);

  g_test_message ("%s", body);
  g_assert_cmpstr (text, ==, rows);
}

/* Right behind the extension, of what the totals know; sums are nobody's. */
static void
test_told (TestReportHouse *f, gconstpointer data)
{
  g_autoptr (TollJson) json
      = test_house_post (f->house, "/api/v1/reports/3.4/run", f->anna, TODAY "}");
  g_autoptr (TollJson) by_department = test_house_post (
      f->house, "/api/v1/reports/3.4/run", f->anna, TODAY ",\"group_by\":[\"department\"]}");

  (void) data;
  g_assert_cmpstr (test_json_text (json, "columns.0.id"), ==, "extension");
  g_assert_cmpstr (test_json_text (json, "columns.1.id"), ==, "holder");
  g_assert_cmpstr (test_json_text (json, "columns.1.title"), ==, "Name");
  g_assert_cmpstr (test_json_text (json, "source"), ==, "totals");
  /* Of rows that are no lines it has nothing to tell. */
  g_assert_cmpstr (test_json_text (by_department, "columns.1.id"), ==, "calls");
  expect (f, f->anna, "\"fields\":[\"holder\",\"calls\"]",
          "704,Bruno Villa,4\n701,Anna Rossi,3\n703,Rosa Neri,2\n799,,1\n,,10\n");
  expect (f, f->anna, "\"fields\":[\"holder\",\"calls\"],\"group_by\":[\"department\"]",
          "Sales,,5\nSupport,,4\n,,1\n,,10\n");
  expect (f, f->anna,
          "\"fields\":[\"holder\",\"calls\"],\"group_by\":[\"class\",\"extension\"],\"limit\":1",
          "national,704,Bruno Villa,4\nnational,,,10\n,,,10\n");
}

/* Each page has those of its own rows. */
static void
test_pages (TestReportHouse *f, gconstpointer data)
{
  static const char *const rows[] = { "704,Bruno Villa,4\n,,10\n", "701,Anna Rossi,3\n,,10\n",
                                      "703,Rosa Neri,2\n,,10\n", "799,,1\n,,10\n" };

  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/api/v1/reports/3.4/run?limit=1&after=row:%u", i);
      g_autoptr (TollJson) json = test_house_post (f->house, path, f->anna,
                                                   TODAY ",\"fields\":[\"holder\",\"calls\"]}");
      g_autofree char *text = write_answer (json);

      g_assert_cmpstr (text, ==, rows[i]);
    }
}

/* A call stays with the line that had it first, last or for all. */
static void
test_lines (TestReportHouse *f, gconstpointer data)
{
  static const char *const keys[] = { "first_extension", "last_extension" };
  TollCall call;

  (void) data;
  test_house_run (f->house, "DELETE FROM call");
  test_house_fill_call (f->house, &call, "704", 5, "+39026677889");
  call.first_extension = "701";
  call.last_extension = "703";
  test_house_store_call (f->house, &call);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *question = g_strdup_printf (
          "\"fields\":[\"holder\",\"calls\"],\"group_by\":[\"%s\"]", keys[i]);

      expect (f, f->anna, question,
              i == 0 ? "701,Anna Rossi,1\n,,1\n" : "703,Rosa Neri,1\n,,1\n");
    }
}

/* By the name, up and down; nobody comes last. Without an order the calls say it. */
static void
test_order (TestReportHouse *f, gconstpointer data)
{
  g_autoptr (TollJson) without = test_house_post (
      f->house, "/api/v1/reports/1.10/run", f->anna,
      TODAY ",\"group_by\":[\"extension\"],\"fields\":[\"holder\",\"calls\"]}");
  g_autofree char *text = write_answer (without);

  (void) data;
  g_assert_cmpstr (text, ==,
                   "704,Bruno Villa,4\n701,Anna Rossi,3\n703,Rosa Neri,2\n799,,1\n,,10\n");
  expect (f, f->anna, "\"fields\":[\"holder\",\"calls\"],\"sort\":[\"holder\"]",
          "701,Anna Rossi,3\n704,Bruno Villa,4\n703,Rosa Neri,2\n799,,1\n,,10\n");
  expect (f, f->anna, "\"fields\":[\"holder\",\"calls\"],\"sort\":[\"-holder\"]",
          "703,Rosa Neri,2\n704,Bruno Villa,4\n701,Anna Rossi,3\n799,,1\n,,10\n");
  expect (f, f->anna, "\"fields\":[\"calls\"],\"sort\":[\"-holder\"],\"limit\":1",
          "703,2\n,10\n");
  /* Of two keys, by whose the first is, or within it. */
  expect (f, f->anna,
          "\"fields\":[\"holder\",\"calls\"],\"group_by\":[\"extension\",\"class\"],"
          "\"sort\":[\"holder\"],\"limit\":2",
          "701,national,Anna Rossi,3\n704,national,Bruno Villa,4\n701,,,3\n704,,,4\n,,,10\n");
  expect (f, f->anna,
          "\"fields\":[\"holder\",\"calls\"],\"group_by\":[\"department\",\"extension\"],"
          "\"sort\":[\"department\",\"-holder\"]",
          "Sales,703,Rosa Neri,2\nSales,701,Anna Rossi,3\nSupport,704,Bruno Villa,4\n,799,,1\n"
          "Sales,,,5\nSupport,,,4\n,,,1\n,,,10\n");
}

/* Whose it is all through the period, which ends now where it is ahead. */
static void
test_passed_on (TestReportHouse *f, gconstpointer data)
{
  static const struct
  {
    gint64 from_ms, to_ms;
    const char *name;
  } cases[] = { { 0, CHANGE_MS, "Rosa Neri" },
                { 0, CHANGE_MS + 1, "" },
                { CHANGE_MS - 1, CHANGE_MS + 100 * HOUR_MS, "" },
                { CHANGE_MS, CHANGE_MS + 100 * HOUR_MS, "Bruno Villa" } };

  TollCall call;

  (void) data;
  test_house_fill_call (f->house, &call, "703", 5, "+39026677889");
  test_house_store_call (f->house, &call);
  test_house_run (f->house, PASS_ON);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *question = g_strdup_printf (
          "\"fields\":[\"holder\",\"calls\"],\"groups\":{\"extensions\":[\"703\"]},"
          "\"period\":{\"from_ms\":%" G_GINT64_FORMAT ",\"to_ms\":%" G_GINT64_FORMAT "}",
          cases[i].from_ms, cases[i].to_ms);
      g_autofree char *body = g_strdup_printf ("{%s}", question);
      g_autoptr (TollJson) json
          = test_house_post (f->house, "/api/v1/reports/3.4/run", f->anna, body);
      g_autofree char *text = write_answer (json);
      g_autofree char *wanted = g_strdup_printf ("703,%s,", cases[i].name);

      g_test_message ("%s", text);
      g_assert_true (g_str_has_prefix (text, wanted));
    }
  /* A change that is ahead is none yet. */
  test_house_run (f->house, "UPDATE person_line SET valid_to_ms = valid_to_ms + 7200000"
                            " WHERE extension = '703' AND person_id = 3;"
                            "UPDATE person_line SET valid_from_ms = valid_from_ms + 7200000"
                            " WHERE extension = '703' AND person_id = 4");
  expect (f, f->anna, "\"fields\":[\"holder\"],\"groups\":{\"extensions\":[\"703\"]}",
          "703,Rosa Neri\n,\n");
}

/* Who sees a part of the house is not told who is elsewhere, though their line's calls are of it. */
static void
test_scope (TestReportHouse *f, gconstpointer data)
{
  static const char question[] = "\"fields\":[\"holder\",\"calls\"]";
  g_autofree char *super = test_house_sign_in (f->house, "super");
  g_autofree char *rosa = test_house_sign_in (f->house, "rosa");

  (void) data;
  expect (f, super, question, "701,Anna Rossi,3\n703,Rosa Neri,2\n,,5\n");
  expect (f, rosa, question, "703,Rosa Neri,2\n,,2\n");
  test_house_run (f->house, PASSED_ON_BEFORE);
  expect (f, super, question, "701,Anna Rossi,3\n703,,2\n,,5\n");
  expect (f, rosa, question, "703,,2\n,,2\n");
  expect (f, f->anna, question,
          "704,Bruno Villa,4\n701,Anna Rossi,3\n703,Bruno Villa,2\n799,,1\n,,10\n");
  /* Who was there in the period is known there. */
  test_house_run (f->house, "INSERT INTO person_past (person_id, until_ms, department_id) VALUES (4, "
                            G_STRINGIFY (CHANGE_MS) ", 1)");
  expect (f, super, question, "701,Anna Rossi,3\n703,Bruno Villa,2\n,,5\n");
  test_house_run (f->house, "UPDATE person_past SET until_ms = 1773700000000");
  expect (f, super, question, "701,Anna Rossi,3\n703,,2\n,,5\n");
}

/* Where the house hides single people whoever asks of their own calls is told of nobody else. */
static void
test_own (TestReportHouse *f, gconstpointer data)
{
  static const char question[] = "\"fields\":[\"holder\",\"calls\"],\"mine\":true";
  g_autoptr (TestAnswer) off = NULL;

  (void) data;
  test_house_run (f->house, "UPDATE person_line SET person_id = 4 WHERE extension = '701'");
  expect (f, f->anna, question, "701,Bruno Villa,3\n,,3\n");
  off = test_house_ask (f->house, "PUT", "/api/v1/privacy", f->anna,
                        "{\"individual_reports\":false}");
  g_assert_cmpuint (off->status, ==, 200);
  expect (f, f->anna, question, "701,,3\n,,3\n");
  test_house_run (f->house, "UPDATE person_line SET person_id = 1 WHERE extension = '701'");
  expect (f, f->anna, question, "701,Anna Rossi,3\n,,3\n");
}

/* Nobody guesses which of several it is; whose it is in its own partition comes first. */
static void
test_partitions (TestReportHouse *f, gconstpointer data)
{
  static const char question[]
      = "\"fields\":[\"holder\"],\"groups\":{\"extensions\":[\"703\"]}";

  (void) data;
  test_house_run (f->house, "UPDATE person_line SET partition = 'PT-A' WHERE extension = '703'");
  expect (f, f->anna, question, "703,Rosa Neri\n,\n");
  test_house_run (f->house, "INSERT INTO person_line (extension, partition, person_id, kind)"
                            " VALUES ('703', 'PT-B', 4, 0)");
  expect (f, f->anna, question, "703,\n,\n");
  test_house_run (f->house, "UPDATE line SET partition = 'PT-B' WHERE extension = '703'");
  expect (f, f->anna, question, "703,Bruno Villa\n,\n");
  test_house_run (f->house, "UPDATE person_line SET partition = '' WHERE partition = 'PT-A'");
  expect (f, f->anna, question, "703,Bruno Villa\n,\n");
  /* An alias is no line, and who left before has none. */
  test_house_run (f->house, "UPDATE person_line SET kind = 1 WHERE partition = 'PT-B'");
  expect (f, f->anna, question, "703,Rosa Neri\n,\n");
  test_house_run (f->house, "UPDATE person SET valid_to_ms = " G_STRINGIFY (CHANGE_MS) " WHERE id = 3");
  expect (f, f->anna, question, "703,Rosa Neri\n,\n"); /* of whom today's calls are */
  test_house_run (f->house, "UPDATE person SET valid_to_ms = valid_to_ms - 172800000 WHERE id = 3");
  expect (f, f->anna, question, "703,\n,\n");
}

/* A number outside that is taken for a line is nobody's, though somebody made its calls. */
static void
test_masked (TestReportHouse *f, gconstpointer data)
{
  static const char question[] = "\"fields\":[\"holder\"],\"groups\":{\"people\":[\"Rosa Neri\"]}";
  TollCall call;

  (void) data;
  test_house_fill_call (f->house, &call, "+393471234987", 5, "+39026677889");
  call.person_id = 3;
  call.department_id = 1;
  test_house_store_call (f->house, &call);
  expect (f, f->anna, question, "703,Rosa Neri\n+393471234987,\n,\n");
  test_house_run (f->house, "UPDATE account SET masked_digits = 4 WHERE user_name = 'anna'");
  expect (f, f->anna, question, "703,Rosa Neri\n+************,\n,\n");
}

/* Whose name was read is in the log, whoever's the calls were. */
static void
test_noted (TestReportHouse *f, gconstpointer data)
{
  static const char question[]
      = "\"fields\":[\"holder\"],\"where\":{\"all\":[{\"field\":\"extension\",\"op\":\"is\","
        "\"value\":\"703\"},{\"field\":\"ring_ms\",\"op\":\">=\",\"value\":0}]}";

  g_autoptr (TollJson) log = NULL;

  (void) data;
  test_house_run (f->house, PASSED_ON_BEFORE);
  expect (f, f->anna, question, "703,Bruno Villa\n,\n");
  f->house->clock.fixed_ms += 1000;
  log = test_house_get (f->house, "/api/v1/access-log", f->anna);
  g_assert_cmpstr (test_json_text (log, "items.0.people"), ==, "3 4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_report_house_add ("/report-holders/told", set_up, test_told);
  test_report_house_add ("/report-holders/pages", set_up, test_pages);
  test_report_house_add ("/report-holders/lines", set_up, test_lines);
  test_report_house_add ("/report-holders/order", set_up, test_order);
  test_report_house_add ("/report-holders/passed-on", set_up, test_passed_on);
  test_report_house_add ("/report-holders/scope", set_up, test_scope);
  test_report_house_add ("/report-holders/own", set_up, test_own);
  test_report_house_add ("/report-holders/partitions", set_up, test_partitions);
  test_report_house_add ("/report-holders/masked", set_up, test_masked);
  test_report_house_add ("/report-holders/noted", set_up, test_noted);
  return g_test_run ();
}
