/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long after its file was closed a call arrives at a client that follows the events, over the
 * large store: one file of one call at a time, as the node of a small office writes them, at
 * moments that keep no step with anything. TOLL_BENCH_FILES sets how many (200).
 */
#include "tests/bench/live.h"
#include "tests/bench/service.h"
#include "tests/bench/store.h"
#include "tests/support/temp-dir.h"

#include <signal.h>

int
main (void)
{
  const char *count = g_getenv ("TOLL_BENCH_FILES");
  guint n = count != NULL ? (guint) g_ascii_strtoull (count, NULL, 10) : 200;
  g_autofree double *figures_ms = g_new (double, n);
  g_autofree char *data_dir = bench_store_ensure ();
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  TestService *service = test_service_start (data_dir, dir->path);
  g_autofree char *token = test_service_sign_in (service, BENCH_ADMINISTRATOR, BENCH_PASSWORD);
  TestHttp *events = bench_live_follow (service->url, token);

  for (guint i = 0; i < n; i++)
    figures_ms[i] = bench_live_time_one (events, dir->path, i);
  bench_print_ms ("from a file's closing to the event", figures_ms, n, "under 1000 ms");
  test_http_close (events);
  test_service_end (service, SIGTERM);
  return 0;
}
