/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which tariff a call pays by, which version of it, and the longest prefix.
 */
#include <string.h>

#include "collector/rating/book.h"
#include "collector/rating/prefix-map.h"

static CollectorDeck *
new_deck (const char *price)
{
  g_autofree char *json = g_strdup_printf (
      "{\"currency\":\"EUR\",\"rates\":[{\"prefix\":\"\",\"steps\":[{\"start_s\":0,\"price\":"
      "\"%s\",\"per_s\":60,\"increment_s\":60}]}]}",
      price);
  g_autoptr (GError) error = NULL;
  CollectorDeck *deck = collector_deck_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  return deck;
}

/* Tariff N costs N a minute; tariff 1 doubles its price at 1000. */
static CollectorBook *
new_book (void)
{
  static const CollectorAssignment assignments[] = {
    { "", 0, TOLL_DIRECTION_OUTGOING, -1, 1 },
    { "", 0, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_MOBILE, 2 },
    { "", 7, TOLL_DIRECTION_OUTGOING, -1, 3 },
    { "GW", 0, TOLL_DIRECTION_OUTGOING, -1, 4 },
    { "GW", 0, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_MOBILE, 5 },
    { "", 0, TOLL_DIRECTION_INCOMING, -1, 6 },
  };
  CollectorBook *book = collector_book_new ();

  for (guint tariff = 1; tariff <= 5; tariff++)
    {
      g_autofree char *price = g_strdup_printf ("%u", tariff);
      g_autoptr (CollectorDeck) deck = new_deck (price);

      collector_book_add_version (book, tariff, tariff * 10, 0, tariff == 1 ? 1000 : 9000, deck);
    }
  g_autoptr (CollectorDeck) later = new_deck ("8");

  collector_book_add_version (book, 1, 11, 1000, G_MAXINT64, later);
  for (guint i = 0; i < G_N_ELEMENTS (assignments); i++)
    collector_book_add_assignment (book, &assignments[i]);
  return book;
}

static void
test_most_specific_wins (void)
{
  g_autoptr (CollectorBook) book = new_book ();
  static const struct
  {
    const char *gateway;
    gint64 site_id, connect_ms;
    TollDirection direction;
    TollClass dest_class;
    gint64 cost, version_id;
    TollReason reason;
  } cases[] = {
    { "", 0, 999, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_LOCAL, 1, 10, TOLL_REASON_NONE },
    { "", 0, 1000, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_LOCAL, 8, 11, TOLL_REASON_NONE },
    { NULL, 0, 0, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_MOBILE, 2, 20, TOLL_REASON_NONE },
    { "XX", 7, 0, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_MOBILE, 3, 30, TOLL_REASON_NONE },
    { "GW", 7, 0, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_LOCAL, 4, 40, TOLL_REASON_NONE },
    { "GW", 7, 0, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_MOBILE, 5, 50, TOLL_REASON_NONE },
    { "GW", 7, 0, TOLL_DIRECTION_INTERNAL, TOLL_CLASS_INTERNAL, 0, 0, TOLL_REASON_NO_TARIFF },
    { "", 0, 0, TOLL_DIRECTION_INCOMING, TOLL_CLASS_LOCAL, 0, 0, TOLL_REASON_NO_VERSION },
    { "GW", 0, 9000, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_LOCAL, 0, 0, TOLL_REASON_NO_VERSION },
    { "GW", 0, -1, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_LOCAL, 0, 0, TOLL_REASON_NO_VERSION },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CollectorQuestion question = { "39", cases[i].connect_ms, 60000, TRUE };
      CollectorCharge charge = { 0 };
      gint64 version_id = 99;

      collector_book_rate (book, cases[i].gateway, cases[i].site_id, cases[i].direction,
                           cases[i].dest_class, &question, &charge, &version_id);
      g_assert_cmpint (charge.reason, ==, cases[i].reason);
      g_assert_cmpint (charge.cost_micro, ==, cases[i].cost * 1000000);
      g_assert_cmpint (version_id, ==, cases[i].version_id);
      g_assert_cmpint (collector_book_lookup_version (book, version_id) != NULL, ==,
                       version_id > 0);
    }
}

static void
test_unanswered_needs_no_tariff (void)
{
  g_autoptr (CollectorBook) book = collector_book_new ();
  CollectorQuestion question = { "39", 0, 0, FALSE };
  CollectorCharge charge = { .cost_micro = 5 };
  gint64 version_id;

  collector_book_rate (book, "GW", 1, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_LOCAL, &question, &charge,
                       &version_id);
  g_assert_cmpint (charge.state, ==, TOLL_RATING_NOT_CHARGEABLE);
  g_assert_cmpint (charge.cost_micro, ==, 0);
  g_assert_cmpstr (charge.currency, ==, "");
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The longest of @prefixes that @number begins with, by looking at all. */
static guint32
find_longest (GPtrArray *prefixes, const char *number)
{
  guint32 best = COLLECTOR_PREFIX_NONE;

  for (guint32 i = 0; i < prefixes->len; i++)
    if (g_str_has_prefix (number, prefixes->pdata[i])
        && (best == COLLECTOR_PREFIX_NONE
            || strlen (prefixes->pdata[i]) > strlen (prefixes->pdata[best])))
      best = i;
  return best;
}

static void
test_longest_prefix (void)
{
  for (guint n_prefixes = 0; n_prefixes < 300; n_prefixes += 43)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GPtrArray) prefixes = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (CollectorPrefixMap) map = NULL;

      while (prefixes->len < n_prefixes)
        {
          char *prefix = g_strdup_printf ("%d", g_test_rand_int_range (0, 30000));

          prefix[g_test_rand_int_range (0, 5) % (strlen (prefix) + 1)] = '\0';
          if (g_hash_table_contains (seen, prefix))
            {
              g_free (prefix);
              continue;
            }
          g_hash_table_add (seen, prefix);
          g_ptr_array_add (prefixes, prefix);
        }
      g_ptr_array_sort (prefixes, compare_texts);
      map = collector_prefix_map_new ((const char *const *) prefixes->pdata, prefixes->len);
      for (guint i = 0; i < 2000; i++)
        {
          g_autofree char *number = g_strdup_printf ("%d", g_test_rand_int_range (0, 400000));

          number[g_test_rand_int_range (0, 6) % (strlen (number) + 1)] = '\0';
          g_assert_cmpuint (collector_prefix_map_lookup (map, number), ==,
                            find_longest (prefixes, number));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rating/book/most-specific-wins", test_most_specific_wins);
  g_test_add_func ("/rating/book/unanswered-needs-no-tariff", test_unanswered_needs_no_tariff);
  g_test_add_func ("/rating/book/longest-prefix", test_longest_prefix);
  return g_test_run ();
}
