/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The service is told to stop while everything goes on: files, reports, streams, clients that say
 * nothing. It ends soon and cleanly, and nothing is lost or double.
 */
#include "tests/support/demo-files.h"
#include "tests/support/http-client.h"
#include "tests/support/score.h"
#include "tests/support/service-run.h"

#include <signal.h>

#define PASSWORD "correct horse"
#define CALLS 6000
#define DAYS 10
#define STOPS 8

static guint
count_files (const char *drop)
{
  g_autoptr (GPtrArray) paths = test_demo_list (drop);

  return paths->len;
}

static char *
make_expected (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *drop = test_temp_dir_path (dir, "files");
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GHashTable) counts = NULL;

  test_demo_make (dir->path, drop, CALLS, DAYS);
  paths = test_demo_list (drop);
  counts = test_demo_import (dir->path, paths);
  return test_demo_dump (dir->path);
}

/* Sends what is on its way when the service is told to stop. Returns: (transfer full). */
static TestHttp *
send (TestService *service, const char *token, const char *method, const char *path,
      const char *body, gsize n_body)
{
  TestHttp *http = test_http_open (service->url);
  g_autofree char *request = g_strdup_printf (
      "%s %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
      "Content-Length: %zu\r\n\r\n%s",
      method, path, token, n_body, body);

  test_http_send (http, request, -1);
  return http;
}

/* Returns: milliseconds from being told to its end. */
static double
stop_amid (const char *data, const char *drop, guint round)
{
  static const char everything[] = "{\"period\":{\"relative\":\"everything\"}}";
  TestService *service = test_service_start (data, drop);
  g_autofree char *token = test_service_sign_in (service, "anna", PASSWORD);
  TestHttp *clients[6];
  gint64 begin_us;

  clients[0] = test_http_open (service->url);
  clients[1] = send (service, token, "GET", "/api/v1/events", "", 0);
  clients[2] = send (service, token, "PUT", "/api/v1/me", "{\"lang", 500);
  clients[3] = send (service, token, "POST", "/api/v1/reports/1.1/run?format=pdf", everything,
                     sizeof everything - 1);
  clients[4] = send (service, token, "POST", "/api/v1/reports/1.6/run", everything,
                     sizeof everything - 1);
  clients[5] = send (service, token, "POST", "/api/v1/ldap/sync", "", 0);
  test_pump (5 + round * 40);
  begin_us = g_get_monotonic_time ();
  test_service_end (service, SIGTERM); /* and expects a clean end */
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    test_http_close (clients[i]);
  return (g_get_monotonic_time () - begin_us) / 1000.0;
}

static void
test_stopped_amid_everything (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *drop = test_temp_dir_path (dir, "drop");
  g_autofree char *expected = make_expected (), *dump = NULL;
  double slowest_ms = 0;
  guint n_amid = 0;
  TestService *service;

  test_demo_make (dir->path, drop, CALLS, DAYS);
  test_run_add_user (dir->path, dir, "anna", "administrator", PASSWORD);
  for (guint i = 0; i < STOPS; i++)
    {
      n_amid += count_files (drop) > 0;
      slowest_ms = MAX (slowest_ms, stop_amid (dir->path, drop, i));
    }
  service = test_service_start (dir->path, drop);
  for (guint i = 0; i < 3000 && count_files (drop) > 0; i++)
    g_usleep (20000);
  test_service_end (service, SIGTERM);
  dump = test_demo_dump (dir->path);
  test_assert_verified (dir->path);
  g_test_message ("%u of %u stops while files came in", n_amid, STOPS);
  g_assert_cmpuint (n_amid, >, 1);
  toll_score ("U07", "ms until the slowest end", slowest_ms, 5000);
  toll_score ("U07", "calls and totals lost, double or wrong",
              test_count_differing_lines (expected, dump), 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/stop/amid-everything", test_stopped_amid_everything);
  return g_test_run ();
}
