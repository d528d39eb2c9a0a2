/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Order and repetition: 30 days of files cut in three, in any order, each delivered once to three
 * times, end in the same calls, totals and costs as whole ones in their own order. TOLL_ORDERS sets how many orders (a few by
 * default, 20 on demand).
 */
#include "tests/support/demo-files.h"
#include "tests/support/score.h"
#include "tests/support/temp-dir.h"

#include <string.h>

#define DEFAULT_SEEDS 5
#define N_PIECES 3
#define N_HEADINGS 2 /* names and types of the columns */

static guint
get_n_seeds (void)
{
  const char *text = g_getenv ("TOLL_ORDERS");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : DEFAULT_SEEDS;
}

/* The files, each once to three times, shuffled. Returns: (transfer container). */
static GPtrArray *
shuffle (const GPtrArray *paths, guint seed)
{
  GPtrArray *order = g_ptr_array_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (guint i = 0; i < paths->len; i++)
    for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
      g_ptr_array_add (order, paths->pdata[i]);
  for (guint i = order->len - 1; i > 0; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i + 1);
      gpointer swapped = order->pdata[i];

      order->pdata[i] = order->pdata[j];
      order->pdata[j] = swapped;
    }
  return order;
}

/* Cuts each file of call records in three, so that the records of one call come in different files. */
static GPtrArray *
cut (const GPtrArray *paths)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = paths->pdata[i];
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;

      if (strstr (path, "/cdr_") == NULL)
        {
          g_ptr_array_add (pieces, g_strdup (path));
          continue;
        }
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      lines = g_strsplit (text, "\n", -1);
      for (guint piece = 0; piece < N_PIECES; piece++)
        {
          g_autoptr (GString) part = g_string_new (NULL);

          for (guint j = 0; lines[j] != NULL && *lines[j] != '\0'; j++)
            if (j < N_HEADINGS || j % N_PIECES == piece)
              g_string_append_printf (part, "%s\n", lines[j]);
          g_ptr_array_add (pieces, g_strdup_printf ("%s%u", path, piece));
          g_assert_true (g_file_set_contents (pieces->pdata[pieces->len - 1], part->str, -1, NULL));
        }
    }
  return pieces;
}

static char *
import_into_new (const GPtrArray *paths, gint64 *n_calls)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *unused = test_temp_dir_path (dir, "unused");
  g_autoptr (GHashTable) counts = NULL;

  /* The company alone: no calls, another drop folder. */
  test_demo_make (dir->path, unused, 0, 1);
  counts = test_demo_import (dir->path, paths);
  *n_calls = test_count (counts, "legs");
  test_assert_verified (dir->path);
  return test_demo_dump (dir->path);
}

static void
test_any_order (void)
{
  g_autoptr (TestTempDir) source = test_temp_dir_new ();
  g_autofree char *drop = test_temp_dir_path (source, "files");
  g_autoptr (GPtrArray) paths = NULL, pieces = NULL;
  g_autofree char *expected = NULL;
  gint64 n_legs;

  test_demo_make (source->path, drop, 2000, 30);
  paths = test_demo_list (drop);
  expected = import_into_new (paths, &n_legs);
  g_assert_cmpint (n_legs, >=, 2000);
  pieces = cut (paths);
  for (guint seed = 1; seed <= get_n_seeds (); seed++)
    {
      g_autoptr (GPtrArray) order = shuffle (pieces, seed);
      gint64 n_shuffled;
      guint n_differing;
      g_autofree char *dump = import_into_new (order, &n_shuffled);

      g_assert_cmpint (n_shuffled, ==, n_legs);
      n_differing = test_count_differing_lines (expected, dump);
      if (n_differing > 0)
        {
          g_file_set_contents ("order-expected.txt", expected, -1, NULL);
          g_file_set_contents ("order-got.txt", dump, -1, NULL);
          g_test_message ("seed %u: the ledger differs; see order-*.txt", seed);
        }
      toll_score ("F13", "rows other than from 30 days of files in their order", n_differing, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/order/any-order", test_any_order);
  return g_test_run ();
}
