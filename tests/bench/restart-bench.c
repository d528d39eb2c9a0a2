/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the start of the service over the large store to its ready line, and to the first answer:
 * after a clean stop, after a kill, and with nothing of the ledger in memory.
 */
#include "tests/bench/service.h"
#include "tests/bench/store.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define CHECK_BEGINS_US (2 * G_USEC_PER_SEC) /* it was begun by then, or there is none */

/* Lets the system forget the ledger. */
static void
forget_pages (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, "ledger.db", NULL);
  int fd = open (path, O_RDONLY);

  g_assert_cmpint (fd, >=, 0);
  sync ();
  g_assert_cmpint (posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED), ==, 0);
  close (fd);
}

/* @token: (inout): of a session, which outlives the service. */
static void
measure (const char *what, const char *data_dir, char **token, int signal_number)
{
  TestService *service = test_service_start (data_dir, NULL);

  if (*token == NULL)
    *token = test_service_sign_in (service, BENCH_ADMINISTRATOR, BENCH_PASSWORD);
  printf ("# %-28s ready after %6.3f s (target: under 2 s), first home %7.1f ms later\n", what,
          service->ready_s, bench_service_time_get (service, "/api/v1/home", *token));
  fflush (stdout);
  test_service_end (service, signal_number);
}

/* After a crash the pages of a ledger are looked at beside everything else: how long that takes.
 * It leaves a store behind in which nothing is left to do for the next benchmark. */
static void
finish_check (const char *data_dir)
{
  TestService *service = test_service_start (data_dir, NULL);
  gint64 begin_us = g_get_monotonic_time ();

  while (!bench_service_has_thread (service, "checker")
         && g_get_monotonic_time () - begin_us < CHECK_BEGINS_US)
    g_usleep (1000);
  while (bench_service_has_thread (service, "checker"))
    g_usleep (100000);
  printf ("# all pages were looked at after %.1f s, beside\n",
          (g_get_monotonic_time () - begin_us) / 1e6);
  test_service_end (service, SIGTERM);
}

int
main (void)
{
  g_autofree char *data_dir = bench_store_ensure ();
  g_autofree char *token = NULL;

  measure ("as it stands", data_dir, &token, SIGTERM);
  measure ("after a clean stop", data_dir, &token, SIGKILL);
  measure ("after kill -9", data_dir, &token, SIGKILL);
  forget_pages (data_dir);
  measure ("after kill -9, cold disk", data_dir, &token, SIGTERM);
  forget_pages (data_dir);
  measure ("after a clean stop, cold disk", data_dir, &token, SIGTERM);
  finish_check (data_dir);
  return 0;
}
