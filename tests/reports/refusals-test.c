/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a question to a report must not say, and what says nothing.
 */
#include "config.h"

#include "shared/base/error.h"
#include "tests/support/call-book.h"

/* What says nothing or cannot be is refused by name. */
static void
test_refusals (void)
{
  static const struct
  {
    const char *id, *json, *field; /* NULL = taken */
  } rows[] = {
    { "1.10", "{\"sort\":[\"calls_moving\"]}", "spec.sort" },
    { "1.10", "{\"chart\":\"x\"}", "spec.chart" },
    { "1.10", "{\"chart\":\"bar\"}", NULL },
    { "1.6", "{\"group_by\":[\"day\",\"day\"]}", "spec.group_by" },
    { "1.6", "{\"where\":{\"field\":\"weekday\",\"op\":\"is\",\"value\":9}}", "spec.where.value" },
    { "1.6", "{\"where\":{\"field\":\"weekday\",\"op\":\"is\",\"value\":7}}", NULL },
    { "1.6", "{\"where\":{\"field\":\"duration\",\"op\":\"between\",\"value\":[20,10]}}",
      "spec.where.value" },
    { "1.6", "{\"where\":{\"any\":[]}}", "spec.where.any" },
    { "1.6", "{\"where\":{\"all\":[]}}", "spec.where.all" },
    { "1.6", "{\"where\":{\"all\":[{\"any\":[]}]}}", "spec.where.all[0].any" },
    { "1.6", "{\"where\":{\"any\":[{\"field\":\"extension\",\"op\":\"is\",\"value\":\"2001\"},"
             "{\"all\":[]}]}}", "spec.where.any[1].all" },
    { "1.6", "{\"period\":{\"from_ms\":0,\"to_ms\":253402300800001}}", "spec.period.to_ms" },
    { "1.6", "{\"period\":{\"from_ms\":0,\"to_ms\":253402300800000}}", NULL },
    { "1.6", "{\"period\":{\"from_ms\":-1,\"to_ms\":5}}", "spec.period.from_ms" },
    { "1.6", "{\"period\":{\"from_ms\":5,\"to_ms\":5}}", "spec.period" },
    { "1.14", "{\"period\":{\"relative\":\"everything\"}}", "spec.compare" },
    { "1.14", "{\"period\":{\"from_ms\":0,\"to_ms\":1893456000000}}", "spec.compare" },
    { "1.14", "{\"period\":{\"from_ms\":1000,\"to_ms\":1893456000000}}", NULL },
    { "1.14", "{\"period\":{\"from_ms\":0,\"to_ms\":1000},\"compare\":\"year_before\"}",
      "spec.compare" },
    { "1.6", "{\"group_by\":[]}", "spec.group_by" },
    { "1.6", "{\"group_by\":[],\"fields\":[\"calls\"]}", "spec.fields" },
    { "1.6", "{\"group_by\":[],\"fields\":[\"start\"]}", NULL },
    { "1.1", "{\"group_by\":[\"department\"]}", "spec.group_by" },
    { "1.1", "{\"group_by\":[\"department\"],\"fields\":[\"start\"]}", "spec.fields" },
    { "1.1", "{\"group_by\":[\"department\"],\"fields\":[\"calls\"]}", NULL },
  };
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TollJson) asked = toll_json_read (rows[i].json, -1, 0, NULL);
      g_autoptr (CollectorReportRun) run = collector_report_run_new (
          collector_report_lookup (rows[i].id), book->db, book->admin, toll_json_get_root (asked),
          book->now_ms, &error);
      gboolean is_taken = run != NULL && collector_report_run_answer (run, &error);
      g_autofree char *field = error != NULL ? toll_error_dup_field (error) : NULL;

      g_test_message ("%s", rows[i].json);
      g_assert_cmpint (is_taken, ==, rows[i].field == NULL);
      g_assert_cmpstr (field, ==, rows[i].field);
    }
}

/* Nothing said is everything; it also takes away what a report asks by itself. */
static void
test_nothing_said (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  static const struct
  {
    const char *id, *json;
    guint n_rows;
  } rows[] = {
    { "1.1", "{\"where\":{}}", 2 },
    { "1.1", "{\"period\":{}}", 3 },
    { "2.8", "{\"group_by\":[],\"fields\":[\"start\"],\"outcomes\":[]}", 0 },
    { "2.8", "{\"group_by\":[],\"fields\":[\"start\"],\"outcomes\":[],\"where\":{}}", 1 },
  };

  test_call_book_add (book, &(TestCall){ .start = "2026-03-10T09:00:00", .talk_s = 60,
                                         .direction = TOLL_DIRECTION_OUTGOING });
  test_call_book_add (book, &(TestCall){ .start = "2026-03-17T09:00:00", .talk_s = 60,
                                         .direction = TOLL_DIRECTION_INCOMING });
  test_call_book_add (book, &(TestCall){ .start = "2025-01-10T09:00:00", .talk_s = 60,
                                         .direction = TOLL_DIRECTION_OUTGOING });
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CollectorReportRun) run
          = test_call_book_report (book, rows[i].id, NULL, rows[i].json);

      g_test_message ("%s", rows[i].json);
      g_assert_cmpuint (run->doc->rows->len, ==, rows[i].n_rows);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/refusals/refusals", test_refusals);
  g_test_add_func ("/refusals/nothing-said", test_nothing_said);
  return g_test_run ();
}
