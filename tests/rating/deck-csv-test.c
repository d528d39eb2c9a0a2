/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Price lists: what is read, what is refused by line and field, what is flagged; and the public
 * lists, when they are at hand.
 */
#include <string.h>

#include "collector/rating/deck-csv.h"
#include "collector/rating/deck-diff.h"
#include "shared/base/csv.h"
#include "shared/base/error.h"
#include "tests/support/score.h"

static CollectorDeckImport *
import_text (const char *text, const char *map)
{
  g_autoptr (GError) error = NULL;
  CollectorDeckOptions options;
  CollectorDeckImport *import;

  collector_deck_options_init (&options);
  options.decimals = 6;
  import = collector_deck_import_csv (text, strlen (text), map, &options, &error);
  g_assert_no_error (error);
  return import;
}

/* Cost of a call by the imported deck, or -1 when it is unrated. */
static gint64
price (const CollectorDeckImport *import, const char *digits, gint64 seconds)
{
  CollectorQuestion question = { digits, 0, seconds * 1000, TRUE };
  CollectorCharge charge = { 0 };

  g_assert_nonnull (import->deck);
  collector_deck_rate (import->deck, &question, &charge);
  return charge.state == TOLL_RATING_RATED ? charge.cost_micro : -1;
}

static void
test_headings_are_guessed (void)
{
  g_autoptr (CollectorDeckImport) import = import_text (
      "Target Pattern Name;Prefix;Per minute charge;Connection charge;Charge period\n"
      "Italy;+39; \"0,06\" ;0,1;60\n"
      "\"Italy; mobile\";+393;1.234,50;;1\n"
      "Germany;0049;0,06;;1\n",
      NULL);

  g_assert_cmpuint (import->n_faults, ==, 0);
  g_assert_cmpuint (import->n_rows, ==, 3);
  g_assert_cmpint (price (import, "4930", 60), ==, 60000);
  g_assert_cmpint (price (import, "3906", 61), ==, 220000);
  g_assert_cmpint (price (import, "39333", 2), ==, 41150000);
}

static void
test_maps (void)
{
  static const struct
  {
    const char *map;
    const char *text;
    gint64 cost; /* of 61 s to 3906 */
  } cases[] = {
    { "prefix=1,price=3", "39,Italy,0.06\n", 61000 },
    { "prefix=1,price=3,increment:60", "39,Italy,0.06\n", 120000 },
    { "increment_s:60", "prefix,destination,price\n39,Italy,0.06\n", 120000 },
    { "prefix=1,price=3", "code,name,amount\n39,Italy,0.06\n", 61000 },
    { "price/10000=Duration,prefix=Destination", "Destination,Duration\n39,600\n", 61000 },
    { "price=Duration/10000,prefix=Destination", "Destination,Duration\n39,600\n", 61000 },
    { "prefix=Code, price=Price/min, increment=Steps", "Code,Price/min,Steps\n39,0.06,30/6\n",
      66000 },
    { "prefix=1,price=2,per_s:1", "39,.001\n", 61000 },
    { "prefix=1,price=2,per_s=3600", "39,\"3,6\"\n", 61000 },
    { "prefix=1,\"price=Price, net\"", "p,\"Price, net\"\n^39.*,0.06\n", 61000 },
    { "prefix=1,price=2,min_cost=3,max_cost=4", "39,0.06,0.5,0.9\n", 500000 },
    { "prefix=1,price=2,included_s=3,grace_s=4", "39,0.06,60,10\n", 1000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CollectorDeckImport) import = import_text (cases[i].text, cases[i].map);

      g_assert_cmpuint (import->n_faults, ==, 0);
      g_assert_cmpint (price (import, "3906", 61), ==, cases[i].cost);
    }
}

static void
test_bad_rows_are_named (void)
{
  g_autoptr (CollectorDeckImport) import
      = import_text ("prefix,rate,increment\n39,0.06,60\n,0.5,60\n40,,60\n41,free,60\n"
                     "39,0.07,60\n44x,0.1,60\n45,0.1,x\n46,0.123456789,1\n1234567890123456,1,1\n"
                     "47,0,12,60\n",
                     NULL);
  static const char *const wanted[]
      = { "line 3, prefix: is empty",
          "line 4, price: is empty",
          "line 5, price: \"free\" is not acceptable",
          "line 6, prefix: \"39\" is there already, in line 2",
          "line 7, prefix: \"44x\" is not acceptable",
          "line 8, increment_s: \"x\" is not acceptable",
          "line 9, price: \"0.123456789\" is not acceptable",
          "line 10, prefix: \"1234567890123456\" is not acceptable",
          "line 11: cells in this row: 4; headings: 3; is a price with a decimal comma not "
          "quoted?" };

  g_assert_null (import->deck);
  g_assert_cmpuint (import->n_faults, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *text = collector_deck_fault_to_text (
          &g_array_index (import->faults, CollectorDeckFault, i));

      g_assert_cmpstr (text, ==, wanted[i]);
    }
}

static void
test_open_quote_is_named (void)
{
  g_autoptr (CollectorDeckImport) import
      = import_text ("prefix,rate\n39,0.06\n\"40,0.5\n41,0.1\n", NULL);
  const CollectorDeckFault *fault = &g_array_index (import->faults, CollectorDeckFault, 0);

  g_assert_null (import->deck);
  g_assert_cmpuint (import->n_faults, ==, 1);
  g_assert_cmpuint (fault->line, ==, 3);
  g_assert_cmpuint (import->n_rows, ==, 2);
}

static void
test_only_a_hundred_faults_are_kept (void)
{
  g_autoptr (GString) text = g_string_new ("prefix,rate\n");
  g_autoptr (CollectorDeckImport) import = NULL;

  for (guint i = 0; i < 250; i++)
    g_string_append_printf (text, "%u,\n", 100 + i);
  import = import_text (text->str, NULL);
  g_assert_cmpuint (import->n_faults, ==, 250);
  g_assert_cmpuint (import->faults->len, ==, 100);
}

static void
test_unreadable_lists_are_refused (void)
{
  static const struct
  {
    const char *text;
    gsize length;
    const char *map;
  } cases[] = {
    { "", 0, NULL },
    { "\n\n", 2, NULL },
    { "39,0.06\n", 8, NULL },
    { "prefix,rate\n39,0.06\n", 20, "prefix=Code,price=rate" },
    { "prefix,rate\n39,0.06\n", 20, "prefix=prefix,cost=rate" },
    { "prefix,sales\n39,0.06\n", 21, "prefix=prefix" },
    { "prefix,rate\n39,0.06\n", 20, "prefix" },
    { "prefix,rate\n39,0.06\n", 20, "prefix=1,price=9" },
    { "prefix,rate\n39,0.06\n", 20, "prefix/10=1,price=2" },
    { "prefix,rate\n39,0.06\n", 20, "prefix=1,price=2,per_s:1,per_s:60" },
    { "prefix,rate\n39\0,0.06\n", 21, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      CollectorDeckOptions options;

      collector_deck_options_init (&options);
      g_assert_null (collector_deck_import_csv (cases[i].text, cases[i].length, cases[i].map,
                                                &options, &error));
      g_assert_true (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT)
                     || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT));
    }
}

/* Prices of the column that is not meant would be taken; a number says which one is. */
static void
test_doubled_headings (void)
{
  static const struct
  {
    const char *text, *map, *words; /* NULL = taken */
  } cases[] = {
    { "prefix,rate,rate\n39,0.06,0.07\n", NULL,
      "\"rate\" stands twice, in column 2 and in column 3: name the one that is meant by its number, "
      "as in price=3" },
    { "Rate,prefix,rate \n0.06,39,0.07\n", "price=RATE,prefix=prefix", "in column 1 and in column 3" },
    { "Code,rate,code\n39,0.06,39\n", "price=rate", "\"Code\" stands twice" },
    { "prefix,rate,note,note\n39,0.06,a,b\n", NULL, NULL },
    { "prefix,rate,rate\n39,0.06,0.07\n", "price=3", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CollectorDeckImport) import = NULL;
      CollectorDeckOptions options;

      collector_deck_options_init (&options);
      import = collector_deck_import_csv (cases[i].text, strlen (cases[i].text), cases[i].map,
                                          &options, &error);
      g_test_message ("%s", error != NULL ? error->message : "taken");
      g_assert_true ((import == NULL) == (cases[i].words != NULL));
      if (cases[i].words != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

static void
test_absurd_prices_are_flagged (void)
{
  g_autoptr (CollectorDeckImport) import
      = import_text ("prefix,rate\n1,0.02\n2,0.02\n3,0.03\n4,0\n5,3.5\n6,2339\n7,0.9\n", NULL);

  g_assert_cmpuint (import->n_faults, ==, 0);
  g_assert_cmpuint (import->n_zero, ==, 1);
  g_assert_cmpuint (import->flags->len, ==, 2);
  g_assert_cmpuint (g_array_index (import->flags, CollectorDeckFlag, 0).line, ==, 7);
  g_assert_cmpstr (g_array_index (import->flags, CollectorDeckFlag, 1).prefix, ==, "5");
}

static void
test_latin_letters_of_one_byte (void)
{
  g_autoptr (CollectorDeckImport) import
      = import_text ("prefix,country,rate\n225,C\364te,0.1\n", NULL);
  CollectorQuestion question = { "2251", 0, 1000, TRUE };
  CollectorCharge charge = { 0 };

  collector_deck_rate (import->deck, &question, &charge);
  g_assert_cmpstr (charge.destination, ==, "Côte");
}

static void
test_diff (void)
{
  g_autoptr (CollectorDeckImport) before
      = import_text ("prefix,name,rate\n1,a,0.1\n2,b,0.2\n3,c,0.3\n4,d,0\n6,f,1\n", NULL);
  g_autoptr (CollectorDeckImport) after
      = import_text ("prefix,name,rate\n1,a,0.1\n2,b,0.8\n3,c,0.15\n4,d,0.1\n5,e,1\n", NULL);
  g_autoptr (CollectorDeckDiff) diff = collector_deck_diff_new (before->deck, after->deck);
  const CollectorDeckChange *largest = (const CollectorDeckChange *) (gpointer) diff->largest->data;

  g_assert_cmpuint (diff->n_added, ==, 1);
  g_assert_cmpuint (diff->n_removed, ==, 1);
  g_assert_cmpuint (diff->n_changed, ==, 3);
  g_assert_cmpuint (diff->n_same, ==, 1);
  g_assert_cmpuint (diff->largest->len, ==, 3);
  g_assert_cmpstr (largest[0].prefix, ==, "4");
  g_assert_cmpstr (largest[1].prefix, ==, "2");
  g_assert_cmpfloat (largest[1].ratio, ==, 4.0);
  g_assert_cmpstr (largest[2].prefix, ==, "3");
  g_assert_cmpint (largest[2].new_per_minute_e8, ==, 15000000);
}

/* ---- The public lists ---- */

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

static CollectorDeckImport *
import_sample (const char *name, const char *map)
{
  g_autofree char *path = g_build_filename ("ratedecks", name, NULL);
  gsize length;
  g_autofree char *text = read_sample (path, &length);

  return text != NULL ? import_text (text, map) : NULL;
}

static void
test_public_lists (void)
{
  static const struct
  {
    const char *name;
    const char *map;
    guint n_rates, n_faults, n_flags;
  } lists[] = {
    { "asterisell_international_call_rates_example.csv", NULL, 11894, 0, 0 },
    { "ivozprovider_pricesSample.csv", NULL, 4743, 0, 310 },
    { "comdif_routes.csv", "prefix=pattern,destination=comment,price/10000=sale", 20290, 0, 0 },
    { "cdrtool_rates.csv", "prefix=Destination,price/10000=Duration,connect/10000=Connect", 0, 2,
      1 },
  };
  guint n_amiss = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (CollectorDeckImport) import = import_sample (lists[i].name, lists[i].map);

      if (import == NULL)
        return;
      g_test_message ("%s: %u rows, %u faults, %u flags", lists[i].name, import->n_rows,
                      import->n_faults, import->flags->len);
      g_assert_cmpuint (import->n_faults, ==, lists[i].n_faults);
      n_amiss += ABS ((int) import->flags->len - (int) lists[i].n_flags);
      if (lists[i].n_faults == 0)
        g_assert_cmpuint (collector_deck_get_n_rates (import->deck), ==, lists[i].n_rates);
      else
        g_assert_cmpuint (g_array_index (import->faults, CollectorDeckFault, 0).line, ==, 13128);
    }
  toll_score ("R05", "of 311 absurd prices in public lists, those not flagged", n_amiss, 0);
}

static gboolean
is_found (const CollectorDeckImport *import, const TollCsvCell *cells)
{
  CollectorQuestion question = { cells[1].text, 0, 60000, TRUE };
  CollectorCharge charge = { 0 };
  gint64 wanted;

  collector_deck_rate (import->deck, &question, &charge);
  if (strcmp (cells[2].text, "NONE") == 0)
    return charge.state == TOLL_RATING_UNRATED && charge.reason == TOLL_REASON_NO_PREFIX;
  g_assert_true (toll_money_parse (cells[4].text, 6, &wanted, NULL));
  return strcmp (charge.prefix, cells[2].text) == 0
         && strcmp (charge.destination, cells[3].text) == 0 && charge.cost_micro == wanted;
}

static void
test_prefix_cases (void)
{
  gsize length;
  g_autofree char *table = read_sample ("prefix_cases.csv", &length);
  g_autoptr (CollectorDeckImport) import = NULL;
  g_autoptr (TollCsv) csv = NULL;
  const TollCsvCell *cells;
  guint n_cells, n_checked = 0, n_wrong = 0;

  if (table == NULL)
    return;
  import = import_sample ("asterisell_international_call_rates_example.csv", NULL);
  csv = toll_csv_new (table, length, ',');
  g_assert_true (toll_csv_next (csv, &cells, &n_cells, NULL));
  for (; toll_csv_next (csv, &cells, &n_cells, NULL); n_checked++)
    if (!is_found (import, cells))
      {
        g_test_message ("%s", cells[1].text);
        n_wrong++;
      }
  g_assert_cmpuint (n_checked, >=, 79);
  toll_score ("R04", "numbers of the table that found another prefix", n_wrong, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rating/deck-csv/headings-are-guessed", test_headings_are_guessed);
  g_test_add_func ("/rating/deck-csv/maps", test_maps);
  g_test_add_func ("/rating/deck-csv/doubled-headings", test_doubled_headings);
  g_test_add_func ("/rating/deck-csv/bad-rows-are-named", test_bad_rows_are_named);
  g_test_add_func ("/rating/deck-csv/open-quote-is-named", test_open_quote_is_named);
  g_test_add_func ("/rating/deck-csv/only-a-hundred-faults-are-kept",
                   test_only_a_hundred_faults_are_kept);
  g_test_add_func ("/rating/deck-csv/unreadable-lists-are-refused",
                   test_unreadable_lists_are_refused);
  g_test_add_func ("/rating/deck-csv/absurd-prices-are-flagged", test_absurd_prices_are_flagged);
  g_test_add_func ("/rating/deck-csv/latin-letters-of-one-byte", test_latin_letters_of_one_byte);
  g_test_add_func ("/rating/deck-csv/diff", test_diff);
  g_test_add_func ("/rating/deck-csv/public-lists", test_public_lists);
  g_test_add_func ("/rating/deck-csv/prefix-cases", test_prefix_cases);
  return g_test_run ();
}
