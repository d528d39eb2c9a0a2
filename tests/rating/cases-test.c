/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of priced calls and of prefix look-ups, when they are at hand.
 */
#include <string.h>

#include "shared/base/csv.h"
#include "shared/base/money.h"
#include "tests/rating/grammar.h"
#include "tests/support/score.h"

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

/* Whether it costs what the table says, and its segments add up. */
static gboolean
is_right (const CollectorCharge *charge, const char *expected)
{
  gint64 wanted, sum_e8 = 0;

  if (strcmp (expected, "UNRATED") == 0)
    return charge->state == TOLL_RATING_UNRATED && charge->reason != TOLL_REASON_NONE;
  g_assert_true (toll_money_parse (expected, 6, &wanted, NULL));
  for (guint i = 0; i < charge->segments->len; i++)
    sum_e8 += g_array_index (charge->segments, CollectorSegment, i).amount_e8;
  return charge->state != TOLL_RATING_UNRATED && charge->cost_micro == wanted
         && charge->usage_e8 == sum_e8;
}

/* Returns: FALSE for a row that no tariff can ask for. */
static gboolean
check_case (const TollCsvCell *cells, guint *n_wrong)
{
  GrammarCase row = { cells[2].text, cells[3].text, cells[4].text,
                      cells[5].text, cells[6].text, cells[7].text };
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (CollectorSegment));
  g_autoptr (CollectorDeck) deck = NULL;
  CollectorCharge charge = { .segments = segments };

  if (!grammar_is_priceable (&row))
    return FALSE;
  grammar_price (&row, &charge, &deck);
  if (!is_right (&charge, cells[8].text))
    {
      g_test_message ("%s: %s, not %" G_GINT64_FORMAT, cells[0].text, cells[8].text,
                      charge.cost_micro);
      (*n_wrong)++;
    }
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
  guint n_cells, n_checked = 0, n_wrong = 0;

  if (table == NULL)
    return;
  csv = toll_csv_new (table, length, ',');
  g_assert_true (toll_csv_next (csv, &cells, &n_cells, &error));
  while (toll_csv_next (csv, &cells, &n_cells, &error))
    n_checked += check_case (cells, &n_wrong);
  g_assert_no_error (error);
  g_assert_cmpuint (n_checked, >=, 140);
  toll_score ("R01", "calls of the table priced otherwise", n_wrong, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rating/cases/priced-calls", test_priced_calls);
  return g_test_run ();
}
