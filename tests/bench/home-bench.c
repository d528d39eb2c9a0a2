/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /home over the large store, 16 clients that ask again as soon as they are answered, by wrk
 * on the same cores. As each kind of account; skipped where wrk is missing. TOLL_BENCH_SECONDS
 * sets how long each asks (10).
 */
#include "tests/bench/service.h"
#include "tests/bench/store.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define HOME_PATH "/api/v1/home"
#define SKIPPED   77

static void
measure (BenchService *service, const char *user_name)
{
  g_autofree char *token = bench_service_sign_in (service, user_name);
  g_autofree char *url = g_strconcat (service->url, HOME_PATH, NULL);
  const char *seconds = g_getenv ("TOLL_BENCH_SECONDS");
  g_autofree char *time_option = g_strdup_printf ("-d%ss", seconds != NULL ? seconds : "10");
  g_autofree char *script = g_build_filename (g_getenv ("TOLL_BENCH_SOURCES"), "home.lua", NULL);
  const char *argv[] = { "wrk", "-t1", "-c16", time_option, "-s", script, url, NULL };
  double first_ms = bench_service_time_get (service, HOME_PATH, token);
  double begin_cpu_s = bench_service_get_cpu_s (service), cpu_s, a_second, median_ms, p99_ms, max_ms;
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) wrk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  const char *figures;
  double n_answers;
  int n_errors;

  g_subprocess_launcher_setenv (launcher, "TOLL_BENCH_TOKEN", token, TRUE);
  wrk = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (wrk, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  cpu_s = bench_service_get_cpu_s (service) - begin_cpu_s;
  figures = strstr (output, "figures ");
  if (figures == NULL || sscanf (figures, "figures %lf %lf %lf %lf %lf %d", &n_answers, &a_second,
                                 &median_ms, &p99_ms, &max_ms, &n_errors) != 6)
    g_error ("wrk: %s", output);
  if (n_errors != 0)
    g_error ("%d answers failed: %s", n_errors, output);
  printf ("# %-20s %6.0f answers/s  first %5.1f  median %5.1f  p99 %5.1f  max %5.1f ms"
          " (target: p99 under 20 ms); %.2f ms of a core each\n",
          user_name, a_second, first_ms, median_ms, p99_ms, max_ms, cpu_s * 1e3 / n_answers);
  fflush (stdout);
}

int
main (void)
{
  static const char *const accounts[] = { BENCH_ADMINISTRATOR, BENCH_SUPERVISOR, BENCH_USER };
  g_autofree char *wrk = g_find_program_in_path ("wrk");
  g_autofree char *data_dir = NULL;
  BenchService *service;

  if (wrk == NULL)
    {
      printf ("# wrk is not installed: sh data/setup/install.sh bench\n");
      return SKIPPED;
    }
  data_dir = bench_store_ensure ();
  service = bench_service_start (data_dir, NULL);
  printf ("# home of %" G_GUINT64_FORMAT " calls, 16 clients\n", bench_store_get_calls ());
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    measure (service, accounts[i]);
  bench_service_end (service, SIGTERM);
  return 0;
}
