/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes the store of the benchmarks that need one, and says how large it is.
 */
#include "tests/bench/store.h"

#include <glib/gstdio.h>
#include <stdio.h>

int
main (void)
{
  g_autofree char *data_dir = bench_store_ensure ();
  g_autofree char *path = g_build_filename (data_dir, "ledger.db", NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  printf ("# store: %" G_GUINT64_FORMAT " calls, ledger of %.2f GiB\n", bench_store_get_calls (),
          info.st_size / (double) (1 << 30));
  printf ("1..1\nok 1 store-bench\n");
  return 0;
}
