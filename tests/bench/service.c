/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starts, asks and ends the real service for benchmarks.
 */
#include "tests/bench/service.h"

#include "shared/wire/json-read.h"
#include "tests/bench/store.h"
#include "tests/support/http-client.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define READY "listening on "

/* Reads what it prints until the ready line. */
static void
wait_until_ready (BenchService *service)
{
  g_autoptr (GError) error = NULL;

  while (service->url == NULL)
    {
      g_autofree char *line = g_data_input_stream_read_line (service->output, NULL, NULL, &error);

      if (line == NULL)
        g_error ("the service ended before it was ready");
      if (g_str_has_prefix (line, READY))
        service->url = g_strdup (line + strlen (READY));
    }
}

BenchService *
bench_service_start (const char *data_dir, const char *drop)
{
  g_autofree char *data_option = g_strdup_printf ("--data-dir=%s", data_dir);
  g_autofree char *drop_option = drop != NULL ? g_strdup_printf ("--drop=%s", drop) : NULL;
  const char *argv[] = { g_getenv ("TOLL_COLLECTOR"), "serve", "--listen=127.0.0.1:0",
                         data_option, drop_option, NULL };
  BenchService *service = g_new0 (BenchService, 1);
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  service->process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  service->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (service->process));
  wait_until_ready (service);
  service->ready_s = (g_get_monotonic_time () - begin_us) / (double) G_USEC_PER_SEC;
  return service;
}

void
bench_service_end (BenchService *service, int signal_number)
{
  g_subprocess_send_signal (service->process, signal_number);
  g_subprocess_wait (service->process, NULL, NULL);
  if (signal_number == SIGTERM && !g_subprocess_get_successful (service->process))
    g_error ("the service did not end cleanly");
  g_object_unref (service->output);
  g_object_unref (service->process);
  g_free (service->url);
  g_free (service);
}

char *
bench_service_sign_in (BenchService *service, const char *user_name)
{
  g_autofree char *body = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", user_name,
                                           BENCH_PASSWORD);
  g_autoptr (TestAnswer) answer
      = test_http_ask_once (service->url, "POST", "/api/v1/session", NULL, body);
  g_autoptr (TollJson) json = toll_json_read (answer->body, answer->body_bytes, 0, NULL);

  if (answer->status != 201)
    g_error ("signing in: %s", answer->body);
  return g_strdup (toll_json_value_get_text (
      toll_json_value_get_member (toll_json_get_root (json), "token")));
}

double
bench_service_time_get (BenchService *service, const char *path, const char *token)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (TestAnswer) answer = test_http_ask_once (service->url, "GET", path, token, NULL);

  if (answer->status != 200)
    g_error ("%s: %u %s", path, answer->status, answer->body);
  return (g_get_monotonic_time () - begin_us) / 1e3;
}

double
bench_service_get_cpu_s (BenchService *service)
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

gboolean
bench_service_has_thread (BenchService *service, const char *name)
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
