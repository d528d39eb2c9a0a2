/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long it takes to find the rate of a number among 100,000 prefixes, and to price a call, on
 * one core: the mean of a round, of the best round of many. The calls are mixed as in an office:
 * most go to a few hundred numbers, the rest anywhere. A plain digit trie takes 19 to 60 ns on a
 * machine of its own; one is timed beside, for machines that are not.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "collector/rating/deck.h"
#include "collector/rating/prefix-map.h"

#define N_PREFIXES 100000
#define N_NUMBERS  65536
#define N_ROUNDS   64

static gint64
cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

/* Prefixes nested as in A-Z lists: each is a digit or two longer than one that was there. */
static GPtrArray *
make_prefixes (GRand *rand)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *prefixes = g_ptr_array_new_with_free_func (g_free);

  while (prefixes->len < N_PREFIXES)
    {
      const char *base
          = prefixes->len < 200
                ? ""
                : prefixes->pdata[g_rand_int_range (rand, 0, MIN (prefixes->len, 30000))];
      char *prefix = strlen (base) < 9
                         ? g_strdup_printf ("%s%d", base, g_rand_int_range (rand, 1, 1000))
                         : g_strdup_printf ("%d", g_rand_int_range (rand, 1, 100000));

      if (g_hash_table_contains (seen, prefix))
        {
          g_free (prefix);
          continue;
        }
      g_hash_table_add (seen, prefix);
      g_ptr_array_add (prefixes, prefix);
    }
  return prefixes;
}

/* Four of five calls go to one of 500 numbers. */
static GPtrArray *
make_numbers (GRand *rand, GPtrArray *prefixes)
{
  GPtrArray *numbers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_NUMBERS; i++)
    {
      gboolean usual = i >= 500 && g_rand_int_range (rand, 0, 5) > 0;
      const char *prefix = prefixes->pdata[g_rand_int_range (rand, 0, prefixes->len)];

      g_ptr_array_add (numbers,
                       usual ? g_strdup (numbers->pdata[g_rand_int_range (rand, 0, 500)])
                             : g_strdup_printf ("%s%07d", prefix,
                                                g_rand_int_range (rand, 0, 10000000)));
    }
  return numbers;
}

static CollectorDeck *
make_deck (GPtrArray *prefixes)
{
  g_autoptr (CollectorDeckBuilder) builder = collector_deck_builder_new ();
  CollectorDeckOptions options;

  collector_deck_options_init (&options);
  for (guint i = 0; i < prefixes->len; i++)
    {
      CollectorDeckStep step = { 0, 1000000 + i % 500 * 1000, 60, 1 + i % 60 };
      CollectorDeckRate rate = { prefixes->pdata[i], "Somewhere", .steps = &step, .n_steps = 1 };

      collector_deck_builder_add (builder, &rate, NULL);
    }
  return collector_deck_builder_finish (builder, &options, NULL);
}

/* The plain trie: ten links and a value to a node. */
typedef struct
{
  guint32 children[10];
  guint32 value;
} PlainNode;

static GArray *
make_plain_trie (GPtrArray *prefixes)
{
  GArray *nodes = g_array_new (FALSE, TRUE, sizeof (PlainNode));

  g_array_set_size (nodes, 1);
  for (guint i = 0; i < prefixes->len; i++)
    {
      guint32 at = 0;

      for (const char *digit = prefixes->pdata[i]; *digit != '\0'; digit++)
        {
          guint32 next = g_array_index (nodes, PlainNode, at).children[*digit - '0'];

          if (next == 0)
            {
              next = nodes->len;
              g_array_index (nodes, PlainNode, at).children[*digit - '0'] = next;
              g_array_set_size (nodes, next + 1);
            }
          at = next;
        }
      g_array_index (nodes, PlainNode, at).value = i + 1;
    }
  return nodes;
}

static guint32
lookup_plain (const PlainNode *nodes, const char *digits)
{
  const PlainNode *node = nodes;
  guint32 best = node->value;

  for (; *digits != '\0' && node->children[*digits - '0'] != 0; digits++)
    {
      node = nodes + node->children[*digits - '0'];
      if (node->value != 0)
        best = node->value;
    }
  return best - 1;
}

static double
time_plain_trie (GPtrArray *prefixes, GPtrArray *numbers)
{
  g_autoptr (GArray) nodes = make_plain_trie (prefixes);
  const PlainNode *root = (const PlainNode *) (gpointer) nodes->data;
  gint64 best_ns = G_MAXINT64;
  guint64 sum = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start_ns = cpu_ns ();

      for (guint i = 0; i < numbers->len; i++)
        sum += lookup_plain (root, numbers->pdata[i]);
      best_ns = MIN (best_ns, cpu_ns () - start_ns);
    }
  if (sum == 0)
    g_printerr ("nothing was found\n");
  return (double) best_ns / numbers->len;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static double
time_lookups (GPtrArray *prefixes, GPtrArray *numbers)
{
  g_autoptr (CollectorPrefixMap) map = NULL;
  gint64 best_ns = G_MAXINT64;
  guint64 sum = 0;

  g_ptr_array_sort (prefixes, compare_texts);
  map = collector_prefix_map_new ((const char *const *) prefixes->pdata, prefixes->len);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start_ns = cpu_ns ();

      for (guint i = 0; i < numbers->len; i++)
        sum += collector_prefix_map_lookup (map, numbers->pdata[i]);
      best_ns = MIN (best_ns, cpu_ns () - start_ns);
    }
  if (sum == 0)
    g_printerr ("nothing was found\n");
  return (double) best_ns / numbers->len;
}

static double
time_prices (const CollectorDeck *deck, GPtrArray *numbers)
{
  gint64 best_ns = G_MAXINT64, sum_micro = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start_ns = cpu_ns ();

      for (guint i = 0; i < numbers->len; i++)
        {
          CollectorQuestion question = { numbers->pdata[i], 0, (i % 600) * 1000, TRUE };
          CollectorCharge charge = { 0 };

          collector_deck_rate (deck, &question, &charge);
          sum_micro += charge.cost_micro;
        }
      best_ns = MIN (best_ns, cpu_ns () - start_ns);
    }
  if (sum_micro == 0)
    g_printerr ("nothing was priced\n");
  return (double) best_ns / numbers->len;
}

int
main (void)
{
  GRand *rand = g_rand_new_with_seed (1);
  g_autoptr (GPtrArray) prefixes = make_prefixes (rand);
  g_autoptr (GPtrArray) numbers = make_numbers (rand, prefixes);
  gint64 start_ns = cpu_ns ();
  g_autoptr (CollectorDeck) deck = make_deck (prefixes);
  double build_ms = (cpu_ns () - start_ns) / 1e6, lookup_ns, price_ns, read_ms;
  g_autofree char *json = collector_deck_to_json (deck);
  g_autoptr (CollectorDeck) again = NULL;

  start_ns = cpu_ns ();
  again = collector_deck_new_from_json (json, -1, NULL);
  read_ms = (cpu_ns () - start_ns) / 1e6;
  price_ns = time_prices (deck, numbers);
  lookup_ns = time_lookups (prefixes, numbers);
  g_print ("lookup: %.1f ns mean of %u prefixes; plain digit trie: %.1f ns\n", lookup_ns,
           prefixes->len, time_plain_trie (prefixes, numbers));
  g_print ("price: %.1f ns mean, %.2f million calls/s\n", price_ns, 1e3 / price_ns);
  g_print ("deck: built in %.0f ms, document of %.1f MB read in %.0f ms\n", build_ms,
           strlen (json) / 1e6, read_ms);
  g_rand_free (rand);
  return lookup_ns < 1000 ? EXIT_SUCCESS : EXIT_FAILURE;
}
