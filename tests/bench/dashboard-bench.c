/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /dashboard over the large store: twelve widgets in one request, each of the last 30 days, then
 * of everything; each widget that the roles' own dashboards begin with, for somebody of the role; beside
 * it the same twelve questions in plain SQL, typed into sqlite3.
 */
#include <gio/gio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collector/dashboard/layout.h"
#include "collector/store/viewer.h"
#include "tests/bench/service.h"
#include "tests/bench/store.h"
#include "tests/support/http-client.h"

#define DASHBOARD "/api/v1/dashboard"
#define N_ROUNDS  40
#define SUMS                                                                                       \
  "count (*), sum (outcome = 0), sum (talk_ms * (outcome = 0)), sum (cost_micro * (rating_state = 1))"

/* A widget, and what plain SQL groups and takes for it. */
static const struct
{
  const char *widget, *key, *where;
} rows[] = {
  { "week-cost-area", "area_id", "direction = 2" },
  { "today-share-destination", "dest_class", "direction = 2" },
  { "week-cost-extension", "line_id", "direction = 2" },
  { "week-cost-date", "start_ms / 86400000", "direction = 2" },
  { "today-cost-hour", "start_ms / 3600000 % 24", "direction = 2" },
  { "today-share-department", "department_id", "direction = 2" },
  { "today-share-area", "area_id", "direction = 2" },
  { "internal-top", "department_id", "direction = 0" },
  { "today-status-department", "department_id", "direction = 1" },
  { "today-status-area", "area_id", "direction = 1" },
  { "status-7-days", "start_ms / 86400000", "1" },
  { "busy-hours", "strftime ('%w', start_ms / 1000, 'unixepoch'), start_ms / 3600000 % 24", "1" },
};

static void
lay_out (TestService *service, const char *token, const char *period)
{
  g_autoptr (GString) body = g_string_new ("{\"zones\":[[");
  g_autoptr (TestAnswer) answer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_string_append_printf (
        body, "%s{\"widget\":\"%s\",\"spec\":{\"period\":{\"relative\":\"%s\"}}}", i > 0 ? "," : "",
        rows[i].widget, period);
  g_string_append (body, "],[],[]]}");
  answer = test_http_ask_once (service->url, "PUT", DASHBOARD, token, body->str);
  if (answer->status != 200)
    g_error ("%u %s", answer->status, answer->body);
}

static double
ask_sqlite (const char *ledger, const char *period_sql)
{
  gint64 begin_us = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sql
          = g_strdup_printf ("SELECT %s, " SUMS " FROM call WHERE %s AND %s GROUP BY %s",
                             rows[i].key, rows[i].where, period_sql, rows[i].key);
      g_autoptr (GSubprocess) process = g_subprocess_new (
          G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, "sqlite3", "-readonly", ledger, sql, NULL);

      g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
    }
  return (g_get_monotonic_time () - begin_us) / 1e6;
}

static void
measure (TestService *service, const char *token, const char *period, const char *target)
{
  g_autofree char *what = g_strdup_printf ("twelve widgets, %s", period);
  double figures_ms[N_ROUNDS];

  lay_out (service, token, period);
  for (guint i = 0; i < N_ROUNDS; i++)
    figures_ms[i] = bench_service_time_get (service, DASHBOARD, token);
  bench_print_ms (what, figures_ms, N_ROUNDS, target);
}

/* One widget, alone: what the service takes of the processor for it, beside how long it takes. */
static void
measure_one (TestService *service, const char *token, const char *role, const char *widget)
{
  g_autofree char *body = g_strdup_printf ("{\"zones\":[[{\"widget\":\"%s\"}],[],[]]}", widget);
  g_autoptr (TestAnswer) answer
      = test_http_ask_once (service->url, "PUT", DASHBOARD, token, body);
  g_autofree char *what = g_strdup_printf ("%s, %s", role, widget);
  double figures_ms[N_ROUNDS], begin_s = bench_service_get_cpu_s (service);

  if (answer->status != 200)
    g_error ("%u %s", answer->status, answer->body);
  for (guint i = 0; i < N_ROUNDS; i++)
    figures_ms[i] = bench_service_time_get (service, DASHBOARD, token);
  printf ("# %-34s processor %7.1f ms each\n", what,
          (bench_service_get_cpu_s (service) - begin_s) * 1e3 / N_ROUNDS);
  bench_print_ms (what, figures_ms, N_ROUNDS, "about 10 ms");
}

static void
measure_standard (TestService *service, int role, const char *name, const char *account)
{
  g_autoptr (CollectorLayout) layout = collector_layout_new_standard (role);
  g_autofree char *token = test_service_sign_in (service, account, BENCH_PASSWORD);
  g_autoptr (TestAnswer) gone = NULL;

  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    for (guint j = 0; j < layout->zones[i]->len; j++)
      measure_one (service, token, name,
                   g_array_index (layout->zones[i], CollectorPlaced, j).widget);
  gone = test_http_ask_once (service->url, "DELETE", DASHBOARD, token, NULL);
}

#define RULES "/api/v1/private-rules"

static void
put_rules (TestService *service, const char *token, const char *body)
{
  g_autoptr (TestAnswer) put = test_http_ask_once (service->url, "PUT", RULES, token, body);

  if (put->status != 200)
    g_error ("%u %s", put->status, put->body);
}

static char *
ask_ledger (const char *ledger, const char *sql)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "sqlite3", "-readonly", ledger, sql, NULL);
  char *answer = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &answer, NULL, NULL));
  return g_strstrip (answer);
}

/* Calls are looked at again, in steps, for whether they are private now. */
static void
wait_for_private (const char *ledger)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autofree char *n_private = NULL;

  for (gboolean is_done = FALSE; !is_done;)
    {
      g_autofree char *left = ask_ledger (ledger, "SELECT count (*) FROM hidden_work");

      is_done = strcmp (left, "0") == 0;
      g_usleep (50000);
    }
  n_private = ask_ledger (ledger, "SELECT count (*) FROM hidden_call");
  printf ("# calls were looked at again for %.1f s: %s are private\n",
          (g_get_monotonic_time () - begin_us) / 1e6, n_private);
}

/* Of 1,500 calls one is private; of 70. */
static const struct
{
  const char *rules, *month_target, *everything_target;
} privates[] = {
  { "{\"items\":[{\"kind\":\"prefix\",\"value\":\"911\"},"
    "{\"kind\":\"contact\",\"value\":\"+390266770001\"}]}",
    "under 13 ms", "under 40 ms" },
  { "{\"items\":[{\"kind\":\"prefix\",\"value\":\"0347\"}]}", "under 30 ms", "under 150 ms" },
};

/* Where calls went and what became of missed ones depends on who asks, once some are private. */
static void
measure_beside_private (TestService *service, const char *token, const char *ledger)
{
  g_autofree char *supervisor = test_service_sign_in (service, BENCH_SUPERVISOR, BENCH_PASSWORD);

  for (guint i = 0; i < G_N_ELEMENTS (privates); i++)
    {
      put_rules (service, token, privates[i].rules);
      wait_for_private (ledger);
      measure (service, token, "last_30_days", privates[i].month_target);
      measure (service, token, "everything", privates[i].everything_target);
      measure_one (service, token, "private calls, administrator", "unreturned");
      measure_one (service, supervisor, "private calls, supervisor", "unreturned");
    }
  put_rules (service, token, "{\"items\":[]}");
  wait_for_private (ledger);
}

int
main (void)
{
  g_autofree char *data_dir = bench_store_ensure ();
  g_autofree char *ledger = g_build_filename (data_dir, "ledger.db", NULL);
  g_autofree char *sqlite = g_find_program_in_path ("sqlite3");
  TestService *service = test_service_start (data_dir, NULL);
  g_autofree char *token = test_service_sign_in (service, BENCH_ADMINISTRATOR, BENCH_PASSWORD);
  g_autoptr (TestAnswer) answer = NULL;

  printf ("# dashboard of %" G_GUINT64_FORMAT " calls\n", bench_store_get_calls ());
  measure (service, token, "last_30_days", "under 10 ms");
  measure (service, token, "everything", "under 30 ms");
  answer = test_http_ask_once (service->url, "DELETE", DASHBOARD, token, NULL);
  measure_standard (service, COLLECTOR_ROLE_ADMINISTRATOR, "administrator", BENCH_ADMINISTRATOR);
  measure_standard (service, COLLECTOR_ROLE_SUPERVISOR, "supervisor", BENCH_SUPERVISOR);
  measure_standard (service, COLLECTOR_ROLE_USER, "user", BENCH_USER);
  if (sqlite != NULL)
    measure_beside_private (service, token, ledger);
  test_service_end (service, SIGTERM);
  if (sqlite != NULL && g_getenv ("TOLL_BENCH_ALONE") == NULL)
    {
      printf ("# sqlite3, the last 30 days: %.1f s\n",
              ask_sqlite (ledger, "start_ms >= (strftime ('%s', 'now', 'start of day', '-29 days'))"
                                  " * 1000"));
      printf ("# sqlite3, everything: %.1f s\n", ask_sqlite (ledger, "1"));
    }
  return 0;
}
