/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ten thousand wrong passwords, or as many as the service takes in TOLL_BENCH_SECONDS (60), from one
 * address and from a hundred, while somebody who is signed in goes on asking: what the flood costs,
 * and how long the other waits. The first flood leaves its address fewer tries for those after it.
 */
#include "tests/bench/service.h"
#include "tests/bench/store.h"
#include "tests/support/collector-run.h"
#include "tests/support/temp-dir.h"

#include <libsoup/soup.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define N_TRIES     10000
#define N_ATTACKERS 16
#define SECONDS     "60"
#define ASK_PATH    "/api/v1/me"

/* A flood: what all attackers share. */
typedef struct
{
  const char *url;
  guint n_addresses;
  guint n_names;
  gint64 end_us;
  int n_done;
  int n_refused; /* 401: somebody looked at the password */
  int n_throttled;
  int n_busy;
  int n_others;
} Flood;

static gint64
get_seconds (void)
{
  const char *seconds = g_getenv ("TOLL_BENCH_SECONDS");

  return g_ascii_strtoll (seconds != NULL ? seconds : SECONDS, NULL, 10);
}

static SoupSession *
session_from (guint address)
{
  g_autofree char *text = g_strdup_printf ("127.0.%u.%u", 1 + address / 200, 1 + address % 200);
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string (text, 0);

  return soup_session_new_with_options ("local-address", local, "timeout", 60, NULL);
}

static void
try_once (Flood *flood, SoupSession *session, guint number)
{
  g_autofree char *url = g_strconcat (flood->url, "/api/v1/session", NULL);
  g_autofree char *body = g_strdup_printf ("{\"username\":\"guess-%u\",\"password\":\"wrong %u\"}",
                                           number % flood->n_names, number);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GBytes) answer = NULL;
  int *count;

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  switch (answer != NULL ? soup_message_get_status (message) : 0)
    {
    case 401:
      count = &flood->n_refused;
      break;
    case 429:
      count = &flood->n_throttled;
      break;
    case 503:
      count = &flood->n_busy;
      break;
    default:
      count = &flood->n_others;
    }
  g_atomic_int_inc (count);
}

static gpointer
attack (gpointer data)
{
  Flood *flood = data;
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
  int number;

  for (guint i = 0; i < flood->n_addresses; i++)
    g_ptr_array_add (sessions, session_from (i));
  while ((number = g_atomic_int_add (&flood->n_done, 1)) < N_TRIES
         && g_get_monotonic_time () < flood->end_us)
    try_once (flood, sessions->pdata[number % sessions->len], number);
  return NULL;
}

/* Asks again and again until the attackers have ended. */
static void
ask_meanwhile (TestService *service, const char *token, GThread **attackers, GArray *figures_ms,
               Flood *flood)
{
  while (g_atomic_int_get (&flood->n_done) < N_TRIES && g_get_monotonic_time () < flood->end_us)
    {
      double ms = bench_service_time_get (service, ASK_PATH, token);

      g_array_append_val (figures_ms, ms);
      g_usleep (20000);
    }
  for (guint i = 0; i < N_ATTACKERS; i++)
    g_thread_join (attackers[i]);
}

static void
measure (TestService *service, const char *token, const char *what, guint n_addresses,
         guint n_names)
{
  gint64 begin_us = g_get_monotonic_time ();
  Flood flood = { .url = service->url,
                  .n_addresses = n_addresses,
                  .n_names = n_names,
                  .end_us = begin_us + get_seconds () * G_USEC_PER_SEC };
  g_autoptr (GArray) figures_ms = g_array_new (FALSE, FALSE, sizeof (double));
  double begin_cpu_s = bench_service_get_cpu_s (service), seconds, cpu_s;
  GThread *attackers[N_ATTACKERS];

  for (guint i = 0; i < N_ATTACKERS; i++)
    attackers[i] = g_thread_new ("attacker", attack, &flood);
  ask_meanwhile (service, token, attackers, figures_ms, &flood);
  seconds = (g_get_monotonic_time () - begin_us) / (double) G_USEC_PER_SEC;
  cpu_s = bench_service_get_cpu_s (service) - begin_cpu_s;
  printf ("# %s: %d tries in %.1f s: %d hashed and refused, %d throttled, %d busy, %d others;"
          " %.1f s of processor time\n",
          what, flood.n_refused + flood.n_throttled + flood.n_busy + flood.n_others, seconds,
          flood.n_refused, flood.n_throttled, flood.n_busy, flood.n_others, cpu_s);
  bench_print_ms ("somebody signed in, meanwhile", (double *) (void *) figures_ms->data,
                  figures_ms->len, "under 1000 ms");
}

int
main (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *token = NULL;
  TestService *service;

  test_run_add_user (data, dir, BENCH_USER, "user", BENCH_PASSWORD);
  service = test_service_start (data, NULL);
  token = test_service_sign_in (service, BENCH_USER, BENCH_PASSWORD);
  measure (service, token, "one address, one account", 1, 1);
  measure (service, token, "one address, 1,000 accounts", 1, 1000);
  measure (service, token, "100 addresses, 1,000 accounts", 100, 1000);
  test_service_end (service, SIGTERM);
  return 0;
}
