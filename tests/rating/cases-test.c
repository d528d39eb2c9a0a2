/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of priced calls and of prefix look-ups, when they are at hand.
 */
#include <string.h>

#include "shared/base/csv.h"
#include "shared/base/money.h"
#include "tests/rating/grammar.h"

static char *
read_sample (const char *name, gsize *length)
{
  const char *folder = g_getenv ("TOLL_SAMPLES");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "/nonexistent", name, NULL);
  char *contents = NULL;

  if (!g_file_get_contents (path, &contents, length, NULL))
    g_test_skip ("no samples at hand");
  return contents;
}

static gboolean
check_case (const TollCsvCell *cells)
{
  GrammarCase row = { cells[2].text, cells[3].text, cells[4].text,
                      cells[5].text, cells[6].text, cells[7].text };
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (CollectorSegment));
  g_autoptr (CollectorDeck) deck = NULL;
  CollectorCharge charge = { .segments = segments };
  gint64 wanted, sum_e8 = 0;
  const char *expected = cells[8].text;

  if (!grammar_is_priceable (&row))
    return FALSE;
  grammar_price (&row, &charge, &deck);
  if (strcmp (expected, "UNRATED") == 0)
    {
      g_assert_cmpint (charge.state, ==, TOLL_RATING_UNRATED);
      g_assert_cmpint (charge.reason, !=, TOLL_REASON_NONE);
      return TRUE;
    }
  g_assert_cmpint (charge.state, !=, TOLL_RATING_UNRATED);
  g_assert_true (toll_money_parse (expected, 6, &wanted, NULL));
  g_test_message ("%s: %s", cells[0].text, expected);
  g_assert_cmpint (charge.cost_micro, ==, wanted);
  for (guint i = 0; i < segments->len; i++)
    sum_e8 += g_array_index (segments, CollectorSegment, i).amount_e8;
  g_assert_cmpint (sum_e8, ==, charge.usage_e8);
  return TRUE;
}

static void
test_priced_calls (void)
{
  gsize length = 0;
  g_autofree char *table = read_sample ("rating_cases.csv", &length);
  g_autoptr (TollCsv) csv = NULL;
  g_autoptr (GError) error = NULL;
  const TollCsvCell *cells;
  guint n_cells, n_checked = 0;

  if (table == NULL)
    return;
  csv = toll_csv_new (table, length, ',');
  g_assert_true (toll_csv_next (csv, &cells, &n_cells, &error));
  while (toll_csv_next (csv, &cells, &n_cells, &error))
    n_checked += check_case (cells);
  g_assert_no_error (error);
  g_assert_cmpuint (n_checked, >=, 140);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rating/cases/priced-calls", test_priced_calls);
  return g_test_run ();
}
