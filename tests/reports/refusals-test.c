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

/* No restriction restricts nothing, wherever it stands. */
static void
test_empty_restriction (void)
{
  g_autoptr (TestCallBook) book = test_call_book_new ("2026-03-18T12:00:00");
  static const char *const wheres[]
      = { "{\"any\":[]}", "{\"all\":[{\"any\":[]}]}",
          "{\"all\":[{\"any\":[]},{\"field\":\"extension\",\"op\":\"is\",\"value\":\"2001\"}]}" };

  test_call_book_add (book, &(TestCall){ .start = "2026-03-10T09:00:00", .talk_s = 60,
                                         .direction = TOLL_DIRECTION_OUTGOING });
  for (guint i = 0; i < G_N_ELEMENTS (wheres); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"where\":%s}", wheres[i]);
      g_autoptr (CollectorReportRun) run = test_call_book_report (book, "1.1", NULL, json);

      g_assert_cmpuint (run->doc->rows->len, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/refusals/refusals", test_refusals);
  g_test_add_func ("/refusals/empty-restriction", test_empty_restriction);
  return g_test_run ();
}
