/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fifty heavy reports at once over the large store, each a look at every call: meanwhile calls must
 * arrive at a client that follows the events, and Home must be answered, as if nothing was. Then
 * how long a hung-up report goes on. TOLL_BENCH_FILES sets how many calls arrive meanwhile (30).
 */
#include "tests/bench/live.h"
#include "tests/bench/service.h"
#include "tests/bench/store.h"
#include "tests/support/temp-dir.h"

#include <signal.h>
#include <stdio.h>

#define N_REPORTS 50
#define LONGEST_MS 600000
#define HEAVY                                                                                      \
  "{\"period\":{\"relative\":\"everything\"},\"group_by\":[\"extension\",\"hour\"],\"where\":{"       \
  "\"field\":\"number\",\"op\":\"not_contains\",\"value\":\"123456789\"}}"

static TestHttp *
ask_heavy (const char *url, const char *token)
{
  g_autofree char *request = g_strdup_printf (
      "POST /api/v1/reports/1.6/run?limit=1 HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
      "Content-Length: %u\r\n\r\n%s",
      token, (guint) sizeof HEAVY - 1, HEAVY);
  TestHttp *http = test_http_open (url);

  test_http_send (http, request, -1);
  return http;
}

static void
measure (TestService *service, const char *drop, const char *token, const char *what)
{
  const char *count = g_getenv ("TOLL_BENCH_FILES");
  guint n = count != NULL ? (guint) g_ascii_strtoull (count, NULL, 10) : 30;
  g_autofree double *lag_ms = g_new (double, n), *home_ms = g_new (double, n);
  g_autofree char *live = g_strconcat ("events, ", what, NULL);
  g_autofree char *home = g_strconcat ("GET /home, ", what, NULL);
  static guint n_files = 0;
  TestHttp *events = bench_live_follow (service->url, token);

  for (guint i = 0; i < n; i++)
    {
      lag_ms[i] = bench_live_time_one (events, drop, n_files++);
      home_ms[i] = bench_service_time_get (service, "/api/v1/home", token);
    }
  bench_print_ms (live, lag_ms, n, "under 1000 ms");
  bench_print_ms (home, home_ms, n, "quick");
  test_http_close (events);
}

/* Returns: how many have been answered. */
static guint
count_answered (TestHttp **reports)
{
  guint n = 0;

  for (guint i = 0; i < N_REPORTS; i++)
    n += test_http_wait_for (reports[i], "\"took_ms\"", 1);
  return n;
}

/* Returns: processor seconds of a second. */
static double
measure_load (TestService *service)
{
  double before_s = bench_service_get_cpu_s (service);

  test_pump (1000);
  return bench_service_get_cpu_s (service) - before_s;
}

static void
hang_up (TestService *service, TestHttp **reports)
{
  double busy = measure_load (service), soon;

  for (guint i = 0; i < N_REPORTS; i++)
    g_clear_pointer (&reports[i], test_http_close);
  test_pump (300);
  soon = measure_load (service);
  printf ("# %.2f of a processor before all hung up, %.2f after, %.2f a second later (target: under"
          " 0.2)\n",
          busy, soon, measure_load (service));
}

int
main (void)
{
  g_autofree char *data_dir = bench_store_ensure ();
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  TestService *service = test_service_start (data_dir, dir->path);
  g_autofree char *token = test_service_sign_in (service, BENCH_ADMINISTRATOR, BENCH_PASSWORD);
  g_autofree char *other = test_service_sign_in (service, BENCH_SUPERVISOR, BENCH_PASSWORD);
  TestHttp *reports[N_REPORTS];
  gint64 begin_us;
  TestHttp *one;

  measure (service, dir->path, token, "idle");
  printf ("# idle the service uses %.2f of a processor\n", measure_load (service));
  begin_us = g_get_monotonic_time ();
  one = ask_heavy (service->url, token);
  if (!test_http_wait_for (one, "\"took_ms\"", LONGEST_MS))
    g_error ("no answer: %s", one->buffer->str);
  printf ("# one of them alone takes %.1f s\n", (g_get_monotonic_time () - begin_us) / 1e6);
  test_http_close (one);
  for (guint i = 0; i < N_REPORTS; i++)
    reports[i] = ask_heavy (service->url, i % 5 == 4 ? other : token);
  measure (service, dir->path, token, "50 reports");
  printf ("# %u of %u reports were answered meanwhile\n", count_answered (reports), N_REPORTS);
  hang_up (service, reports);
  printf ("# most memory: %.0f MiB (target: under 300)\n", bench_service_get_peak_mib (service));
  test_service_end (service, SIGTERM);
  return 0;
}
