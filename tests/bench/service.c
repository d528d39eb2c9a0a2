/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks the real service, for benchmarks.
 */
#include "tests/bench/service.h"

#include "tests/bench/store.h"
#include "tests/support/http-client.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

double
bench_service_time_get (TestService *service, const char *path, const char *token)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (TestAnswer) answer = test_http_ask_once (service->url, "GET", path, token, NULL);

  if (answer->status != 200)
    g_error ("%s: %u %s", path, answer->status, answer->body);
  return (g_get_monotonic_time () - begin_us) / 1e3;
}

double
bench_service_get_cpu_s (TestService *service)
{
  g_autofree char *path
      = g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (service->process));
  g_autofree char *text = NULL;
  unsigned long user, system;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (sscanf (strrchr (text, ')'),
                           ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system),
                   ==, 2);
  return (user + system) / (double) sysconf (_SC_CLK_TCK);
}

double
bench_service_get_peak_mib (TestService *service)
{
  g_autofree char *path
      = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (service->process));
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  line = strstr (text, "VmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtod (line + strlen ("VmHWM:"), NULL) / 1024;
}

gboolean
bench_service_has_thread (TestService *service, const char *name)
{
  g_autofree char *folder
      = g_strdup_printf ("/proc/%s/task", g_subprocess_get_identifier (service->process));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean is_found = FALSE;
  const char *thread;

  while (!is_found && dir != NULL && (thread = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, thread, "comm", NULL);
      g_autofree char *text = NULL;

      is_found = g_file_get_contents (path, &text, NULL, NULL)
                 && strcmp (g_strchomp (text), name) == 0;
    }
  return is_found;
}

static int
compare_figures (const void *a, const void *b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

void
bench_print_ms (const char *what, double *figures_ms, guint n, const char *target)
{
  qsort (figures_ms, n, sizeof *figures_ms, compare_figures);
  printf ("# %-34s min %7.1f  median %7.1f  p99 %7.1f  max %7.1f ms of %u (target: %s)\n", what,
          figures_ms[0], figures_ms[n / 2], figures_ms[(n * 99 + 99) / 100 - 1], figures_ms[n - 1],
          n, target);
  fflush (stdout);
}
