/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long after its file was closed a call arrives at a client that follows the events, over the
 * large store: one file of one call at a time, as the node of a small office writes them, at
 * moments that keep no step with anything. TOLL_BENCH_FILES sets how many (200).
 */
#include "tests/bench/service.h"
#include "tests/bench/store.h"
#include "tests/support/cucm-file.h"
#include "tests/support/http-client.h"
#include "tests/support/temp-dir.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define LONGEST_MS 20000

static GBytes *
make_file (gint64 now_s, const char *number)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autofree char *pkid = g_uuid_string_random ();

  toll_test_row_set_all (row, "pkid", pkid, "callingPartyNumber", "1001", "callingPartyNumberPartition",
                         "", "originalCalledPartyNumber", number, "finalCalledPartyNumber", number,
                         NULL);
  toll_test_row_set_int (row, "globalCallID_callId", g_random_int_range (1, G_MAXINT32));
  toll_test_cdr_set_times (row, now_s - 60, 5, 50);
  toll_test_file_add (file, row);
  return toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
}

/* As an SFTP server does: under its own name from the first byte. */
static void
put_file (const char *path, GBytes *bytes)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL, 0660);
  gsize n_bytes = g_bytes_get_size (bytes);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, g_bytes_get_data (bytes, NULL), n_bytes), ==, (gssize) n_bytes);
  g_assert_cmpint (close (fd), ==, 0);
}

static double
time_one (TestHttp *events, const char *drop, guint nth)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC, closed_us;
  g_autofree char *number = g_strdup_printf ("00266%07u", g_random_int_range (0, 10000000));
  g_autofree char *name = g_strdup_printf ("cdr_StandAloneCluster_02_202603020900_%u", nth);
  g_autofree char *path = g_build_filename (drop, name, NULL);
  g_autoptr (GBytes) bytes = make_file (now_s, number);

  test_pump ((guint) g_random_int_range (0, 300));
  put_file (path, bytes);
  closed_us = g_get_monotonic_time ();
  if (!test_http_wait_for (events, number + 1, LONGEST_MS))
    g_error ("the call did not arrive: %s", events->buffer->str);
  closed_us = g_get_monotonic_time () - closed_us;
  g_string_truncate (events->buffer, 0);
  return closed_us / 1e3;
}

int
main (void)
{
  const char *count = g_getenv ("TOLL_BENCH_FILES");
  guint n = count != NULL ? (guint) g_ascii_strtoull (count, NULL, 10) : 200;
  g_autofree double *figures_ms = g_new (double, n);
  g_autofree char *data_dir = bench_store_ensure ();
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  TestService *service = test_service_start (data_dir, dir->path);
  g_autofree char *token = test_service_sign_in (service, BENCH_ADMINISTRATOR, BENCH_PASSWORD);
  g_autofree char *request = g_strdup_printf (
      "GET /api/v1/events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n\r\n", token);
  TestHttp *events = test_http_open (service->url);

  test_http_send (events, request, -1);
  if (!test_http_wait_for (events, "event: hello", LONGEST_MS))
    g_error ("no events: %s", events->buffer->str);
  for (guint i = 0; i < n; i++)
    figures_ms[i] = time_one (events, dir->path, i);
  bench_print_ms ("from a file's closing to the event", figures_ms, n, "under 1000 ms");
  test_http_close (events);
  test_service_end (service, SIGTERM);
  return 0;
}
