/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A directory of 10,000 people over HTTP: a file of them taken as new, unchanged, and with every
 * number moved on by one; then pages of a hundred, sorted each way, deep in the list, and sought.
 */
#include "config.h"

#include "tests/bench/service.h"
#include "tests/bench/store.h"
#include "tests/support/collector-run.h"
#include "tests/support/http-client.h"
#include "tests/support/temp-dir.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define N_PEOPLE 10000
#define N_ROUNDS 50
#define IMPORT_PATH "/api/v1/people/import"

/* @step: how far numbers are moved on. Returns: (transfer full). */
static char *
make_file (guint step)
{
  GString *csv = g_string_new ("user_name,first_name,last_name,mail,extension,aliases,department,"
                               "cost_centre,location,manager\n");

  for (guint i = 0; i < N_PEOPLE; i++)
    g_string_append_printf (csv,
                            "u%05u,First%u,Last%u,u%u@example.com,%u,+3902%u,Department %u,"
                            "Centre %u,Place %u,u%05u\n",
                            i, i, N_PEOPLE - i, i, 20000 + (i + step) % N_PEOPLE, 7000000 + i,
                            i % 40, i % 25, i % 4, i == 0 ? 1 : i / 20);
  /* Nobody heads the first. */
  memset (strstr (csv->str, "u00001\n"), ' ', strlen ("u00001"));
  return g_string_free (csv, FALSE);
}

static void
time_import (TestService *service, const char *token, const char *what, const char *csv)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (TestAnswer) answer
      = test_http_ask_once (service->url, "POST", IMPORT_PATH, token, csv);
  double took_s = (g_get_monotonic_time () - begin_us) / 1e6;

  if (answer->status != 200 || strstr (answer->body, "\"refused\":0") == NULL)
    g_error ("%s: %u %.300s", what, answer->status, answer->body);
  printf ("# %u people in a file, %-10s %5.2f s (target: a few seconds)\n", N_PEOPLE, what, took_s);
  fflush (stdout);
}

static void
time_pages (TestService *service, const char *token)
{
  static const char *const paths[] = {
    "/api/v1/people?limit=100",
    "/api/v1/people?limit=100&sort=user_name",
    "/api/v1/people?limit=100&sort=extension",
    "/api/v1/people?limit=100&sort=-department",
    "/api/v1/people?limit=100&state=active",
    "/api/v1/people?limit=100&q=last99",
    "/api/v1/people?limit=100&q=2999",
    "/api/v1/people?limit=100&q=02%20700%2029-99",
  };
  double figures_ms[N_ROUNDS];

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      for (guint n = 0; n < N_ROUNDS; n++)
        figures_ms[n] = bench_service_time_get (service, paths[i], token);
      bench_print_ms (paths[i] + strlen ("/api/v1/"), figures_ms, N_ROUNDS, "under 20");
    }
}

/* Page after page to the end, as somebody who scrolls. */
static void
time_scrolling (TestService *service, const char *token)
{
  double figures_ms[N_PEOPLE / 100];
  g_autofree char *path = g_strdup ("/api/v1/people?limit=100&sort=name");
  guint n = 0;

  while (path != NULL && n < G_N_ELEMENTS (figures_ms))
    {
      gint64 begin_us = g_get_monotonic_time ();
      g_autoptr (TestAnswer) answer
          = test_http_ask_once (service->url, "GET", path, token, NULL);
      const char *next = strstr (answer->body, "\"next\":\"");
      g_autofree char *after = NULL;

      figures_ms[n++] = (g_get_monotonic_time () - begin_us) / 1e3;
      g_clear_pointer (&path, g_free);
      if (next == NULL)
        break;
      next += strlen ("\"next\":\"");
      after = g_strndup (next, strcspn (next, "\""));
      path = g_strconcat ("/api/v1/people?limit=100&sort=name&after=", after, NULL);
    }
  bench_print_ms ("every page of people?sort=name", figures_ms, n, "under 20");
}

int
main (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *csv = make_file (0), *moved = make_file (1), *token = NULL;
  TestService *service;

  test_run_add_user (data, dir, BENCH_ADMINISTRATOR, "administrator", BENCH_PASSWORD);
  service = test_service_start (data, NULL);
  token = test_service_sign_in (service, BENCH_ADMINISTRATOR, BENCH_PASSWORD);
  time_import (service, token, "new:", csv);
  time_import (service, token, "unchanged:", csv);
  time_import (service, token, "moved on:", moved);
  time_pages (service, token);
  time_scrolling (service, token);
  test_service_end (service, SIGTERM);
  return 0;
}
