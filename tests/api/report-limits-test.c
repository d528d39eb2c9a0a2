/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that show some of their rows: what is summed, and what they say of the rest.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

#define ALWAYS "{\"period\":{\"relative\":\"everything\"}"

typedef struct
{
  TestHouse *house;
  char *anna;
} Fixture;

/* Sales: 701 five calls, 702 three, 703 two; Support: 704 four. Each costs 0.07 EUR. */
static void
set_up (Fixture *f, gconstpointer data)
{
  (void) data;
  f->house = test_house_new (NULL, NULL);
  f->anna = test_house_sign_in (f->house, "anna");
  test_house_store_calls (f->house, "701", 5, 1);
  test_house_store_calls (f->house, "702", 3, 20);
  test_house_store_calls (f->house, "703", 2, 40);
  test_house_store_calls (f->house, "704", 4, 60);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) data;
  g_free (f->anna);
  test_house_free (f->house);
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

/* Subtotals are of all rows with the first key, also of those behind the cut, and stand where one of
 * them is shown. */
static void
test_subtotals (Fixture *f, gconstpointer data)
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/report-limits/subtotals", Fixture, NULL, set_up, test_subtotals, tear_down);
  return g_test_run ();
}
