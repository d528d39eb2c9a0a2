/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long after its file was closed every figure counts a call, over the large store: files of sixty
 * records, as the node of a large office writes one a minute. A sum of the week is asked for until
 * it has them; the dashboard and the list of calls must have them then. TOLL_BENCH_FILES sets how many
 * (100).
 */
#include "tests/bench/live.h"
#include "tests/bench/service.h"
#include "tests/bench/store.h"
#include "tests/support/temp-dir.h"
#include "shared/wire/json-read.h"

#include <signal.h>
#include <string.h>

#define N_RECORDS  60
#define LONGEST_US (20 * G_USEC_PER_SEC)
#define SUM        "/api/v1/reports/1.10/run"
#define SUM_SPEC   "{\"period\":{\"relative\":\"last_7_days\"},\"traffic\":\"all\",\"fields\":[\"calls\"]}"
#define LISTED     "/api/v1/reports/1.1/count"
#define NUMBER_SPEC                                                                                \
  "{\"period\":{\"relative\":\"everything\"},\"where\":{\"field\":\"number\",\"op\":\"ends\",\"value\":"  \
  "\"%s\"}}"
#define BOARD      "/api/v1/dashboard"
#define LAYOUT                                                                                     \
  "{\"zones\":[[{\"widget\":\"busy-hours\",\"spec\":{\"period\":{\"relative\":\"last_7_days\"}}}],"  \
  "[],[]]}"

typedef struct
{
  TestService *service;
  char *token;
} Client;

static TollJson *
ask (const Client *client, const char *method, const char *path, const char *body)
{
  g_autoptr (TestAnswer) answer
      = test_http_ask_once (client->service->url, method, path, client->token, body);

  if (answer->status != 200)
    g_error ("%s: %u %s", path, answer->status, answer->body);
  return toll_json_read (answer->body, -1, 0, NULL);
}

/* The last of a document's totals: those of its keys are before it. */
static gint64
read_total (const TollJsonValue *doc)
{
  const TollJsonValue *value = toll_json_value_get_member (doc, "totals");

  return toll_json_value_get_int (
      toll_json_value_get_element (value, toll_json_value_get_length (value) - 1));
}

static gint64
count_calls (const Client *client)
{
  g_autoptr (TollJson) json = ask (client, "POST", SUM, SUM_SPEC);

  return read_total (toll_json_get_root (json));
}

static void
check_others (const Client *client, gint64 wanted, const char *number)
{
  g_autoptr (TollJson) board = ask (client, "GET", BOARD, NULL);
  g_autofree char *spec = g_strdup_printf (NUMBER_SPEC, number + strlen ("0"));
  g_autoptr (TollJson) listed = ask (client, "POST", LISTED, spec);
  const TollJsonValue *zones = toll_json_value_get_member (toll_json_get_root (board), "zones");
  const TollJsonValue *card
      = toll_json_value_get_element (toll_json_value_get_element (zones, 0), 0);
  const TollJsonValue *n = toll_json_value_get_member (toll_json_get_root (listed), "calls");

  g_assert_cmpint (read_total (toll_json_value_get_member (card, "doc")), ==, wanted);
  g_assert_cmpint (toll_json_value_get_int (n), ==, N_RECORDS);
}

static double
time_one (const Client *client, const char *drop, guint nth)
{
  g_autofree char *number = g_strdup_printf ("00266%07u", g_random_int_range (0, 10000000));
  gint64 before = count_calls (client), closed_us, counted_us;

  test_pump ((guint) g_random_int_range (0, 300));
  closed_us = bench_live_put_file (drop, nth, number, N_RECORDS);
  while (count_calls (client) < before + N_RECORDS)
    {
      /* Asking takes a processor, too. */
      g_usleep (1000);
      if (g_get_monotonic_time () - closed_us > LONGEST_US)
        g_error ("the calls did not arrive");
    }
  counted_us = g_get_monotonic_time ();
  check_others (client, before + N_RECORDS, number);
  return (counted_us - closed_us) / 1e3;
}

int
main (void)
{
  const char *count = g_getenv ("TOLL_BENCH_FILES");
  guint n = count != NULL ? (guint) g_ascii_strtoull (count, NULL, 10) : 100;
  g_autofree double *figures_ms = g_new (double, n);
  g_autofree char *data_dir = bench_store_ensure ();
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  Client client = { .service = test_service_start (data_dir, dir->path) };
  g_autoptr (TollJson) layout = NULL;
  g_autoptr (TestAnswer) gone = NULL;

  client.token = test_service_sign_in (client.service, BENCH_ADMINISTRATOR, BENCH_PASSWORD);
  layout = ask (&client, "PUT", BOARD, LAYOUT);
  for (guint i = 0; i < n; i++)
    figures_ms[i] = time_one (&client, dir->path, i);
  bench_print_ms ("from the closing of 60 records to every figure", figures_ms, n, "under 50 ms");
  gone = test_http_ask_once (client.service->url, "DELETE", BOARD, client.token, NULL);
  g_free (client.token);
  test_service_end (client.service, SIGTERM);
  return 0;
}
