/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports on lines and numbers that nobody uses: what counts as use.
 */
#include "config.h"

#include "tests/support/report-house.h"

#include <string.h>

/* Returns: (transfer full): the texts of one column, between spaces. */
static char *
list_column (TestReportHouse *f, const char *report, guint column)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run", report);
  g_autoptr (TollJson) json
      = test_house_post (f->house, path, f->anna, "{\"period\":{\"relative\":\"last_7_days\"}}");
  guint n = toll_json_value_get_length (test_json_find (json, "rows"));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *at = g_strdup_printf ("rows.%u.%u", i, column);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", test_json_text (json, at));
    }
  return g_string_free (text, FALSE);
}

/* An extension that a call was offered to first is used, whoever took it in the end, and so is one
 * that held a call last. */
static void
test_offered (TestReportHouse *f, gconstpointer data)
{
  g_autofree char *before = list_column (f, "10.1", 1), *after = NULL;
  TollCall call;

  (void) data;
  g_assert_cmpstr (before, ==, "701 702 703 704");
  test_house_fill_call (f->house, &call, "701", 5, "+39026677889");
  call.direction = TOLL_DIRECTION_INCOMING;
  call.first_extension = "703";
  call.flags = TOLL_CALL_FORWARDED;
  test_house_store_call (f->house, &call);
  test_house_fill_call (f->house, &call, "701", 9, "+39026677889");
  call.last_extension = "704";
  test_house_store_call (f->house, &call);
  after = list_column (f, "10.1", 1);
  g_assert_cmpstr (after, ==, "702");
}

/* The numbers that the report finds silent: "from up to how many last". */
static void
expect_silent (TestReportHouse *f, const char *expected)
{
  g_autoptr (TollJson) json = test_house_post (
      f->house, "/api/v1/reports/10.2/run", f->anna, "{\"period\":{\"relative\":\"last_7_days\"}}");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (test_json_find (json, "rows")); i++)
    {
      g_autofree char *from = g_strdup_printf ("rows.%u.1", i);
      g_autofree char *n = g_strdup_printf ("rows.%u.4", i);

      g_string_append_printf (text, "%s x%" G_GINT64_FORMAT " ", test_json_text (json, from),
                              test_json_int (json, n));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* The network hands over an extension that no number ends with: the directory knows whose number was
 * called, as of the call. */
static void
test_aliases (TestReportHouse *f, gconstpointer data)
{
  static const char directory[]
      = "INSERT INTO person_line (person_id, extension, kind, valid_from_ms)"
        " VALUES (2, '+442079460044', 1, 0), (3, '+442079460055', 1, 4000000000000)";
  g_autoptr (TestAnswer) site = test_house_ask (
      f->house, "POST", "/api/v1/sites", f->anna,
      "{\"name\":\"London\",\"nation\":\"GB\",\"zone\":\"Europe/London\","
      "\"public_ranges\":\"+442079460000-+442079460999\"}");
  TollCall call;

  (void) data;
  g_assert_cmpuint (site->status, ==, 201);
  test_house_run (f->house, directory);
  expect_silent (f, "+442079460000 x1000 ");
  /* To 702, who let 704 take it; to 703, whose number came later. */
  test_house_fill_call (f->house, &call, "704", 5, "+39026677889");
  call.direction = TOLL_DIRECTION_INCOMING;
  call.dialled = "2702";
  call.first_extension = "702";
  test_house_store_call (f->house, &call);
  test_house_fill_call (f->house, &call, "703", 9, "+39026677889");
  call.direction = TOLL_DIRECTION_INCOMING;
  call.dialled = "2703";
  test_house_store_call (f->house, &call);
  expect_silent (f, "+442079460000 x44 +442079460045 x955 ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_report_house_add ("/report-usage/offered", test_report_house_set_up, test_offered);
  test_report_house_add ("/report-usage/aliases", test_report_house_set_up, test_aliases);
  return g_test_run ();
}
