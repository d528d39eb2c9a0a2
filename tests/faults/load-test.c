/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests that are too large, too deep and too many for the real service: refused at once, its
 * memory stays as it is, and it goes on.
 */
#include "tests/support/collector-run.h"
#include "tests/support/http-client.h"
#include "tests/support/score.h"
#include "tests/support/service-run.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define PASSWORD "correct horse"

typedef struct
{
  TestTempDir *dir;
  TestService *service;
  char *token;
} Fixture;

static void
set_up (Fixture *f, const char *script)
{
  g_autofree char *data = NULL;

  f->dir = test_temp_dir_new ();
  data = test_temp_dir_path (f->dir, "data");
  test_run_add_user (data, f->dir, "anna", "administrator", PASSWORD);
  f->service = test_service_start_under (script, data, NULL);
  f->token = test_service_sign_in (f->service, "anna", PASSWORD);
}

static void
tear_down (Fixture *f)
{
  test_service_end (f->service, SIGTERM);
  g_free (f->token);
  test_temp_dir_free (f->dir);
}

/* Memory of its own that it holds, in KiB. */
static guint64
read_memory (TestService *service)
{
  g_autofree char *path
      = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (service->process));
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return g_ascii_strtoull (strstr (text, "RssAnon:") + strlen ("RssAnon:"), NULL, 10);
}

static guint
ask_health (TestService *service)
{
  g_autoptr (TestAnswer) answer
      = test_http_ask_once (service->url, "GET", "/healthz", NULL, NULL);

  return answer->status;
}

/* ---- Large ones ---- */

/* Sends @head, then @n_body bytes as long as somebody reads them. Returns: the status. */
static guint
send_large (TestService *service, const char *head, gsize n_body)
{
  g_autoptr (TestHttp) http = test_http_open (service->url);
  g_autofree char *piece = g_strnfill (1024 * 1024, ' ');
  g_autoptr (TestAnswer) answer = NULL;

  test_http_send (http, head, -1);
  for (gsize sent = 0; sent < n_body && !test_http_wait_for (http, "\r\n\r\n", 0); sent += 1024 * 1024)
    test_http_send (http, piece, 1024 * 1024);
  answer = test_http_read (http, FALSE);
  return answer->status;
}

static char *
make_fields (guint n)
{
  GString *head = g_string_new ("GET /healthz HTTP/1.1\r\nHost: a\r\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (head, "X-%u: y\r\n", i);
  g_string_append (head, "\r\n");
  return g_string_free (head, FALSE);
}

static void
test_large (void)
{
  const gsize body = 100 * 1024 * 1024;
  g_autofree char *value = g_strnfill (1024 * 1024, 'a');
  g_autofree char *one_field
      = g_strdup_printf ("GET /healthz HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n", value);
  g_autofree char *fields = make_fields (10000), *post = NULL;
  Fixture f = { 0 };
  guint n_wrong = 0;
  guint64 before, after;

  set_up (&f, NULL);
  post = g_strdup_printf ("PUT /api/v1/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
                          "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
                          f.token, body);
  ask_health (f.service);
  before = read_memory (f.service);
  for (guint i = 0; i < 5; i++)
    n_wrong += (send_large (f.service, post, body) != 413)
               + (send_large (f.service, one_field, 0) != 431)
               + (send_large (f.service, fields, 0) != 431);
  after = read_memory (f.service);
  n_wrong += ask_health (f.service) != 200;
  toll_score ("L02", "large requests answered otherwise", n_wrong, 0);
  toll_score ("L02", "KiB of memory that they took", after > before ? (double) (after - before) : 0,
              4096);
  tear_down (&f);
}

/* ---- Deep and wide ones ---- */

/* @n times @piece in one text, its "#" a number, between @start and @end. */
static char *
repeat (const char *start, const char *piece, guint n, const char *end)
{
  GString *text = g_string_new (start);
  const char *mark = strchr (piece, '#');

  for (guint i = 0; i < n; i++)
    if (mark == NULL)
      g_string_append (text, piece);
    else
      g_string_append_printf (text, "%.*s%06u%s", (int) (mark - piece), piece, i, mark + 1);
  g_string_append (text, end);
  return g_string_free (text, FALSE);
}

/* Returns: milliseconds until @body is refused with 4xx, the fastest of ten; G_MAXINT = it is not. */
static double
time_refusal (Fixture *f, const char *method, const char *path, const char *body)
{
  double fastest = G_MAXINT;

  for (guint i = 0; i < 10 && fastest > 25; i++)
    {
      gint64 begin_us = g_get_monotonic_time ();
      g_autoptr (TestAnswer) answer
          = test_http_ask_once (f->service->url, method, path, f->token, body);
      double ms = (g_get_monotonic_time () - begin_us) / 1000.0;

      g_test_message ("%s %s, %zu bytes: %u in %.1f ms", method, path, strlen (body),
                      answer->status, ms);
      if (answer->status < 400 || answer->status >= 500)
        return G_MAXINT;
      fastest = MIN (fastest, ms);
    }
  return fastest;
}

static void
test_deep (void)
{
  static const char *const routes[][2] = {
    { "PUT", "/api/v1/me" }, { "POST", "/api/v1/session" }, { "POST", "/api/v1/reports/1.1/run" },
    { "PUT", "/api/v1/settings" },
  };
  /* The last three are as large as a body may be. */
  g_autofree char *bodies[] = {
    repeat ("", "[", 100000, ""),
    repeat ("", "{\"a\":", 100000, ""),
    repeat ("{", "\"k#\":1,", 1000000, "\"z\":1}"),
    repeat ("{", "\"#\":1,", 90000, "\"z\":1}"),
    repeat ("{\"where\":{\"all\":[", "[1#],", 90000, "1]}}"),
    repeat ("{\"fields\":[", "\"#\",", 90000, "\"z\"]}"),
  };
  Fixture f = { 0 };
  double slowest = 0;
  guint64 before, after;

  set_up (&f, NULL);
  time_refusal (&f, "PUT", "/api/v1/me", bodies[3]);
  before = read_memory (f.service);
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (bodies); j++)
      slowest = MAX (slowest, time_refusal (&f, routes[i][0], routes[i][1], bodies[j]));
  after = read_memory (f.service);
  for (guint j = 0; j < G_N_ELEMENTS (bodies); j++)
    g_free (g_steal_pointer (&bodies[j]));
  toll_score ("L05", "ms until the slowest is refused", slowest, 50);
  toll_score ("L05", "KiB of memory that they took", after > before ? (double) (after - before) : 0,
              32 * 1024);
  tear_down (&f);
}

/* ---- Too many ---- */

static void
test_no_descriptors_left (void)
{
  TestHttp *open[120];
  Fixture f = { 0 };
  guint n_failed = 0;

  set_up (&f, "ulimit -n 64; exec \"$@\"");
  for (guint round = 0; round < 3; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (open); i++)
        {
          open[i] = test_http_open (f.service->url);
          test_http_send (open[i], "GET /api/v1/calls HTTP/1.1\r\n", -1);
        }
      test_pump (300);
      for (guint i = 0; i < G_N_ELEMENTS (open); i++)
        test_http_close (open[i]);
      for (guint i = 0; i < 30; i++)
        n_failed += ask_health (f.service) != 200;
      {
        g_autoptr (TestAnswer) calls
            = test_http_ask_once (f.service->url, "GET", "/api/v1/calls", f.token, NULL);

        n_failed += calls->status != 200;
      }
    }
  toll_score ("L10", "requests not answered after descriptors ran out", n_failed, 0);
  tear_down (&f); /* which fails when it has not lived until now */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/load/large", test_large);
  g_test_add_func ("/faults/load/deep", test_deep);
  g_test_add_func ("/faults/load/no-descriptors-left", test_no_descriptors_left);
  return g_test_run ();
}
