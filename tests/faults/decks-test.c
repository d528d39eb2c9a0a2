/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Price lists by the real command: a large one is quick, a bad one is refused and leaves the ledger
 * as it was; and calls without a price are told, never priced at 0.
 */
#include "collector/rating/deck-csv.h"
#include "collector/rating/prefix-map.h"
#include "tests/support/collector-run.h"
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"
#include "tests/support/score.h"

#include <malloc.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define N_ROWS 184215
#define N_LOOKUPS 100000
#define N_ROUNDS 8

static TestRun *
import (TestTempDir *dir, const char *path)
{
  g_autofree char *data = test_temp_dir_path (dir, "data");
  const char *args[] = { "tariff", "import", path, "--name=Trunk", "--currency=EUR",
                         "--zone=Europe/Rome", "--may-shrink", NULL };

  return test_run_collector (data, args);
}

static char *
write_list (TestTempDir *dir, const char *text, gsize n_bytes)
{
  char *path = test_temp_dir_path (dir, "list.csv");

  g_assert_true (g_file_set_contents (path, text, (gssize) n_bytes, NULL));
  return path;
}

/* -- a large one -- */

/* Nested prefixes of three to nine digits, each with a name and a price. */
static GString *
make_large (GPtrArray *prefixes)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (184215);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new ("prefix,destination,connect_fee,price,increment_s\n");

  while (prefixes->len < N_ROWS)
    {
      g_autofree char *prefix
          = g_strdup_printf ("%d", g_rand_int_range (random, 100, 1000000000)
                                       / (int[]){ 1, 10, 100, 1000 }[prefixes->len % 4]);

      if (g_hash_table_contains (seen, prefix))
        continue;
      g_string_append_printf (text, "%s,Somewhere mobile %s,0.05,0.%04d,60\n", prefix, prefix,
                              1 + g_rand_int_range (random, 0, 9999));
      g_ptr_array_add (prefixes, g_steal_pointer (&prefix));
      g_hash_table_add (seen, prefixes->pdata[prefixes->len - 1]);
    }
  return text;
}

/* What processes have worked so far, ours or those waited for, however busy the machine is. */
static double
get_cpu_ms (int who)
{
  struct rusage usage;

  getrusage (who, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Looks for prefixes all over, by their own digits. Returns: how many found another one. */
static guint
look_up (GPtrArray *prefixes, double *mean_ns)
{
  g_autoptr (CollectorPrefixMap) map = NULL;
  guint n_wrong = 0;

  g_ptr_array_sort (prefixes, compare_texts);
  map = collector_prefix_map_new ((const char *const *) prefixes->pdata, prefixes->len);
  *mean_ns = G_MAXDOUBLE;
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double begin_ms = get_cpu_ms (RUSAGE_SELF);

      for (guint i = 0; i < N_LOOKUPS; i++)
        {
          guint at = i * G_GUINT64_CONSTANT (7919) % prefixes->len;

          n_wrong += collector_prefix_map_lookup (map, prefixes->pdata[at]) != at;
        }
      *mean_ns = MIN (*mean_ns, (get_cpu_ms (RUSAGE_SELF) - begin_ms) * 1e6 / N_LOOKUPS);
    }
  return n_wrong;
}

static double
get_used_mib (void)
{
  struct mallinfo2 used = mallinfo2 ();

  return (double) (used.uordblks + used.hblkhd) / (1 << 20);
}

static void
test_large (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (GPtrArray) prefixes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = make_large (prefixes);
  g_autofree char *path = write_list (dir, text->str, text->len);
  g_autoptr (CollectorDeckImport) list = NULL;
  CollectorDeckOptions options;
  double mean_ns, used_mib, begin_ms = get_cpu_ms (RUSAGE_CHILDREN);
  g_autoptr (TestRun) run = import (dir, path);

  g_assert_cmpint (run->exit_code, ==, 0);
  toll_score ("R04", "ms of work to import 184,215 prices",
              get_cpu_ms (RUSAGE_CHILDREN) - begin_ms, 5000);
  collector_deck_options_init (&options);
  used_mib = get_used_mib ();
  list = collector_deck_import_csv (text->str, text->len, NULL, &options, NULL);
  g_assert_nonnull (list->deck);
  toll_score ("R04", "MiB that 184,215 prices keep", get_used_mib () - used_mib, 64);
  toll_score ("R04", "look-ups among 184,215 prefixes that found another one",
              look_up (prefixes, &mean_ns), 0);
  toll_score ("R04", "ns of work for one of them, the best round", mean_ns, 1000);
}

/* -- bad ones -- */

#define GOOD "prefix,destination,price\n39,Italy,0.07\n"

static const struct
{
  const char *text;
  gsize n_bytes; /* 0 = a text */
} bad_lists[] = {
  { "prefix,destination,price\n39,Italy,0,06\n", 0 },
  { "prefix,destination,price\n3+9,Italy,0.06\n", 0 },
  { "prefix,destination,price\n,Italy,0.06\n", 0 },
  { "prefix,destination,price\n39,Italy,\n", 0 },
  { "prefix,destination,price\n39,Italy, \n", 0 },
  { "prefix,destination,price\n39,Italy,0.06\n39,Italy,0.07\n", 0 },
  { "prefix,destination,price\n39,Italy,0.06\n+39,Italy,0.07\n", 0 },
  { "prefix,destination,price\n39,Italy,free\n", 0 },
  { "prefix,destination,price\n39,Italy,0.06\n40,\"Romania,0.1\n", 0 },
  { "prefix,destination,price\n39,Italy,1e9\n", 0 },
  { "prefix,destination,price\n39,Italy,99999999999999999999\n", 0 },
  { "prefix,destination,price\n12345678901234567890,Italy,0.06\n", 0 },
  { "prefix,price,price\n39,0.06,0.07\n", 0 },
  { "destination,price\nItaly,0.06\n", 0 },
  { "39,Italy,0.06\n", 0 },
  { "", 0 },
  { "\n\n\n", 0 },
  { "prefix,destination,price\n39,It\0aly,0.06\n", 40 },
  { "\211PNG\r\n\032\n\0\0\0\rIHDR", 16 },
  { "\377\376p\0r\0e\0f\0i\0x\0,\0", 16 },
  { "{\"name\":\"Trunk\",\"rates\":[", 0 },
};

/* Every table of prices, in words. */
static char *
describe (TestTempDir *dir)
{
  g_autofree char *data = test_temp_dir_path (dir, "data");
  const char *list[] = { "tariff", "list", NULL }, *export[] = { "tariff", "export", "Trunk", NULL };
  g_autoptr (TestRun) tariffs = test_run_collector (data, list);
  g_autoptr (TestRun) prices = test_run_collector (data, export);

  g_assert_cmpint (prices->exit_code, ==, 0);
  return g_strconcat (tariffs->output, prices->output, NULL);
}

static gboolean
is_refused (TestTempDir *dir, const char *path)
{
  g_autoptr (TestRun) run = import (dir, path);

  g_test_message ("%d: %s", run->exit_code, run->errors);
  return run->exit_code != 0 && *run->errors != '\0';
}

/* As large as a disk would hold, and nothing in it. Returns: the ms of work until it was refused. */
static double
refuse_huge (TestTempDir *dir, guint *n_taken)
{
  g_autofree char *path = test_temp_dir_path (dir, "huge.csv");
  double begin_ms = get_cpu_ms (RUSAGE_CHILDREN);

  g_assert_true (g_file_set_contents (path, GOOD, -1, NULL));
  g_assert_cmpint (truncate (path, G_GINT64_CONSTANT (1) << 30), ==, 0);
  *n_taken += !is_refused (dir, path);
  return get_cpu_ms (RUSAGE_CHILDREN) - begin_ms;
}

static void
test_bad (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *good = write_list (dir, GOOD, strlen (GOOD));
  g_autoptr (TestRun) first = import (dir, good);
  g_autofree char *before = describe (dir), *after = NULL;
  guint n_taken = 0;
  double huge_ms;

  g_assert_cmpint (first->exit_code, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad_lists); i++)
    {
      gsize n_bytes = bad_lists[i].n_bytes != 0 ? bad_lists[i].n_bytes : strlen (bad_lists[i].text);
      g_autofree char *path = write_list (dir, bad_lists[i].text, n_bytes);

      if (!is_refused (dir, path))
        {
          g_test_message ("taken: %s", bad_lists[i].text);
          n_taken++;
        }
    }
  huge_ms = refuse_huge (dir, &n_taken);
  after = describe (dir);
  toll_score ("R05", "bad price lists that were taken", n_taken, 0);
  toll_score ("R05", "lines of the stored prices that they changed",
              test_count_differing_lines (before, after), 0);
  toll_score ("R05", "ms of work until a list of 1 GiB was refused", huge_ms, 500);
}

/* -- no price -- */

#define N_CALLS 2000

/* One of twenty goes where no tariff does. */
static void
test_missing (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  CollectorFileResult result;

  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();
      g_autofree char *number = i % 20 == 0 ? g_strdup_printf ("00044207946%04u", i)
                                            : g_strdup_printf ("0026666%04u", i);

      toll_test_row_set_all (row, "originalCalledPartyNumber", number, "finalCalledPartyNumber",
                             number, "destDeviceName", "GW-MILAN", NULL);
      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  test_ledger_read_bytes (ledger, "cdr_A_01_202603020900_1", bytes, &result);
  toll_score ("R07", "calls without a price that are not unrated with the reason",
              (double) ABS (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE"
                                                     " rating_state = 2 AND reason = 3"
                                                     " AND number LIKE '+44%'")
                            - N_CALLS / 20),
              0);
  toll_score ("R07", "calls of a missing tariff priced at 0, and others not priced",
              (double) test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE rating_state <> 2"
                                                " AND (rating_state <> 1 OR cost_micro = 0)")
                  + (double) ABS (test_ledger_ask (ledger, "SELECT count(*) FROM call WHERE"
                                                           " rating_state = 1")
                                  - N_CALLS * 19 / 20),
              0);
  test_ledger_assert_sound (ledger);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/decks/large", test_large);
  g_test_add_func ("/faults/decks/bad", test_bad);
  g_test_add_func ("/faults/decks/missing", test_missing);
  return g_test_run ();
}
