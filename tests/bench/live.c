/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One call through the drop folder, and how long it took to a client that follows the events.
 */
#include "tests/bench/live.h"

#include "tests/support/cucm-file.h"

#include <fcntl.h>
#include <unistd.h>

#define LONGEST_MS 20000

static void
add_call (TollTestFile *file, gint64 now_s, const char *number)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autofree char *pkid = g_uuid_string_random ();

  toll_test_row_set_all (row, "pkid", pkid, "callingPartyNumber", "1001", "callingPartyNumberPartition",
                         "", "originalCalledPartyNumber", number, "finalCalledPartyNumber", number,
                         NULL);
  toll_test_row_set_int (row, "globalCallID_callId", g_random_int_range (1, G_MAXINT32));
  toll_test_cdr_set_times (row, now_s - 60, 5, 50);
  toll_test_file_add (file, row);
}

static GBytes *
make_file (gint64 now_s, const char *number, guint n_calls)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  for (guint i = 0; i < n_calls; i++)
    add_call (file, now_s, number);
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

gint64
bench_live_put_file (const char *drop, guint nth, const char *number, guint n_calls)
{
  g_autofree char *name = g_strdup_printf ("cdr_StandAloneCluster_02_202603020900_%u", nth);
  g_autofree char *path = g_build_filename (drop, name, NULL);
  g_autoptr (GBytes) bytes = make_file (g_get_real_time () / G_USEC_PER_SEC, number, n_calls);

  put_file (path, bytes);
  return g_get_monotonic_time ();
}

double
bench_live_time_one (TestHttp *events, const char *drop, guint nth)
{
  g_autofree char *number = g_strdup_printf ("00266%07u", g_random_int_range (0, 10000000));
  gint64 closed_us;

  test_pump ((guint) g_random_int_range (0, 300));
  closed_us = bench_live_put_file (drop, nth, number, 1);
  if (!test_http_wait_for (events, number + 1, LONGEST_MS))
    g_error ("the call did not arrive: %s", events->buffer->str);
  closed_us = g_get_monotonic_time () - closed_us;
  g_string_truncate (events->buffer, 0);
  return closed_us / 1e3;
}

TestHttp *
bench_live_follow (const char *url, const char *token)
{
  g_autofree char *request = g_strdup_printf (
      "GET /api/v1/events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n\r\n", token);
  TestHttp *events = test_http_open (url);

  test_http_send (events, request, -1);
  if (!test_http_wait_for (events, "event: hello", LONGEST_MS))
    g_error ("no events: %s", events->buffer->str);
  return events;
}
