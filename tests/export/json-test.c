/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The JSON file of an answer: one document, however many pages it came in.
 */
#include "config.h"

#include "shared/wire/json-read.h"
#include "tests/export/answers.h"
#include "tests/support/text.h"

static void
test_json_is_one_document (void)
{
  TestAnswer answer = { .n_rows = 2500 };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "json", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (TollJson) json
      = toll_json_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 1 << 24, &error);
  const TollJsonValue *root, *totals;
  gint64 talk_ms = 0;

  g_assert_no_error (error);
  root = toll_json_get_root (json);
  g_assert_cmpuint (toll_json_value_get_length (toll_json_value_get_member (root, "rows")), ==,
                    2500);
  g_assert_cmpuint (toll_json_value_get_length (toll_json_value_get_member (root, "calls")), ==,
                    2500);
  totals = toll_json_value_get_member (root, "totals");
  for (guint i = 0; i < 2500; i++)
    talk_ms += (gint64) (i * 37u % 3000u) * 1000;
  g_assert_cmpint (toll_json_value_get_int (toll_json_value_get_element (totals, 5)), ==, talk_ms);
  g_assert_cmpint (toll_json_value_get_kind (toll_json_value_get_member (root, "next")), ==,
                   TOLL_JSON_NULL);
}

/* Those of all pages, each behind its rows. */
static void
test_json_has_subtotals_of_all_pages (void)
{
  TestAnswer answer = { .is_groups = TRUE, .group_pages = 2 };
  g_autoptr (GBytes) bytes = test_answer_export (&answer, "json", "");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpuint (test_text_count (text, "\"behind\":"), ==, 8);
  for (guint behind = 3; behind <= 24; behind += 3)
    {
      g_autofree char *piece = g_strdup_printf ("\"behind\":%u,", behind);

      g_assert_cmpuint (test_text_count (text, piece), ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export-json/one-document", test_json_is_one_document);
  g_test_add_func ("/export-json/subtotals-of-all-pages", test_json_has_subtotals_of_all_pages);
  return g_test_run ();
}
