/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same report of the same data at the same time is the same file, to the byte, whenever the
 * machine made it: who keeps files sees by them whether something changed.
 */
#include "config.h"

#include "collector/reports/report.h"
#include "tests/support/api-house.h"

#include <string.h>

static const char *const formats[] = { "xlsx", "pdf", "html", "csv" };

/* The access log is asked for what it had before this: to carry it away is an entry of its own. */
static char *
dup_body (const CollectorReport *report)
{
  if (strcmp (report->id, "12.7") == 0)
    return g_strdup_printf ("{\"period\":{\"from_ms\":1,\"to_ms\":%" G_GINT64_FORMAT "}}",
                            TEST_NOW_MS + 1);
  return g_strdup_printf ("{\"period\":{\"relative\":\"last_30_days\"}%s}",
                          report->needs_number
                              ? ",\"groups\":{\"number\":[\"+39026677889\"]}" : "");
}

/* @pause_ms: between both. */
static void
check_report (TestHouse *house, const char *token, const CollectorReport *report, guint pause_ms)
{
  g_autofree char *body = dup_body (report);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/api/v1/reports/%s/run?format=%s", report->id, formats[i]);
      g_autoptr (TestAnswer) first = test_house_ask (house, "POST", path, token, body);
      g_autoptr (TestAnswer) second = NULL;

      test_pump (pause_ms);
      second = test_house_ask (house, "POST", path, token, body);
      g_test_message ("%s: %u, %" G_GSIZE_FORMAT " bytes", path, first->status, first->body_bytes);
      g_assert_cmpuint (first->status, ==, 200);
      g_assert_cmpmem (first->body, first->body_bytes, second->body, second->body_bytes);
    }
}

static void
test_catalogue (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  test_house_store_calls (house, "703", 40, 1);
  test_house_store_calls (house, "704", 20, 4000);
  toll_json_free (test_house_post (house, "/api/v1/reports/1.1/run", anna, "{}"));
  house->clock.fixed_ms += 60000;
  for (const CollectorReportCategory *category = collector_report_categories;
       category->id != NULL; category++)
    for (const CollectorReport *report = category->reports; report->id != NULL; report++)
      check_report (house, anna, report, 0);
}

/* A second later by the clock of the machine. */
static void
test_later (void)
{
  static const char *const ids[] = { "1.1", "1.6", "12.7" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  test_house_store_calls (house, "703", 40, 1);
  toll_json_free (test_house_post (house, "/api/v1/reports/1.1/run", anna, "{}"));
  house->clock.fixed_ms += 60000;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    check_report (house, anna, collector_report_lookup (ids[i]), 1100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/same-files/catalogue", test_catalogue);
  g_test_add_func ("/api/same-files/later", test_later);
  return g_test_run ();
}
