/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a call sounded comes in a file of its own, after the call: whoever has a card about it before
 * them is told.
 */
#include "config.h"

#include "tests/support/collector-run.h"
#include "tests/support/cucm-file.h"
#include "tests/support/http-client.h"
#include "tests/support/service-run.h"
#include "tests/support/temp-dir.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define PASSWORD "correct horse"
#define PATIENCE_MS 30000
#define LAYOUT "{\"zones\":[[{\"widget\":\"quality\"},{\"widget\":\"unreturned\"}],[],[]]}"

/* A call of an hour ago. */
static void
write_call (const char *folder, gint64 setup_s)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();

  toll_test_row_set (row, "globalCallID_callId", "400");
  toll_test_cdr_set_times (row, setup_s, 5, 60);
  toll_test_file_add (file, row);
  g_free (toll_test_file_write (file, TOLL_TEST_FILE_FINAL_NEWLINE, folder, "C", "01",
                                "202603020900", 1));
}

static void
write_voice (const char *folder, gint64 stamp_s)
{
  g_autoptr (TollTestFile) file = toll_test_cmr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cmr_new ();

  toll_test_row_set_all (row, "globalCallID_callId", "400", "varVQMetrics", "MLQK=2.4;MLQKav=4.1",
                         NULL);
  toll_test_row_set_int (row, "dateTimeStamp", stamp_s);
  toll_test_file_add (file, row);
  g_free (toll_test_file_write (file, TOLL_TEST_FILE_FINAL_NEWLINE, folder, "C", "01",
                                "202603020901", 2));
}

static TestHttp *
follow (TestService *service, const char *token)
{
  g_autoptr (TestAnswer) put
      = test_http_ask_once (service->url, "PUT", "/api/v1/dashboard", token, LAYOUT);
  g_autofree char *request = g_strdup_printf (
      "GET /api/v1/events?dashboard=true HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n\r\n",
      token);
  TestHttp *stream = test_http_open (service->url);

  g_assert_cmpuint (put->status, ==, 200);
  test_http_send (stream, request, -1);
  g_assert_true (test_http_wait_for (stream, "event: hello", PATIENCE_MS));
  return stream;
}

static void
test_heard_later (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *drop = test_temp_dir_path (dir, "drop");
  g_autofree char *token = NULL;
  g_autoptr (TestHttp) stream = NULL;
  gint64 setup_s = g_get_real_time () / G_USEC_PER_SEC - 3600;
  TestService *service;

  g_assert_cmpint (g_mkdir (drop, 0700), ==, 0);
  test_run_well (data, (const char *const[]){ "settings", "set", "settle_s", "1", NULL });
  test_run_well (data, (const char *const[]){ "settings", "set", "rescan_s", "1", NULL });
  test_run_add_user (data, dir, "anna", "administrator", PASSWORD);
  service = test_service_start (data, drop);
  token = test_service_sign_in (service, "anna", PASSWORD);
  stream = follow (service, token);
  write_call (drop, setup_s);
  g_assert_true (test_http_wait_for (stream, "\"widget\":\"quality\"", PATIENCE_MS));
  g_assert_true (test_http_wait_for (stream, "event: tile", PATIENCE_MS));
  g_assert_null (strstr (stream->buffer->str, "\"poor\""));
  g_string_truncate (stream->buffer, 0);
  write_voice (drop, setup_s + 66);
  g_assert_true (test_http_wait_for (stream, "\"poor\"", PATIENCE_MS));
  /* A call that was no missed one before is none now. */
  g_assert_null (strstr (stream->buffer->str, "\"widget\":\"unreturned\""));
  test_service_end (service, SIGTERM);
  test_run_well (data, (const char *const[]){ "verify", NULL });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doors/heard-later", test_heard_later);
  return g_test_run ();
}
