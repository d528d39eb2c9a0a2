/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starts and ends the real service.
 */
#include "tests/support/service-run.h"

#include "shared/wire/json-read.h"
#include "tests/support/http-client.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#define READY "listening on "

/* Reads what it prints until the ready line. */
static void
wait_until_ready (TestService *service)
{
  g_autoptr (GError) error = NULL;

  while (service->url == NULL)
    {
      g_autofree char *line = g_data_input_stream_read_line (service->output, NULL, NULL, &error);

      if (line == NULL)
        g_error ("the service ended before it was ready");
      if (g_str_has_prefix (line, READY))
        service->url = g_strdup (line + strlen (READY));
    }
}

/* A test that fails leaves no service behind, which would hold its pipes open. */
static void
end_with_parent (gpointer data)
{
  (void) data;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

TestService *
test_service_start (const char *data_dir, const char *drop)
{
  return test_service_start_under (NULL, data_dir, drop);
}

TestService *
test_service_start_logged (const char *data_dir, const char *drop, const char *log)
{
  g_autofree char *script = g_strdup_printf ("exec \"$@\" 2>'%s'", log);

  return test_service_start_under (script, data_dir, drop);
}

TestService *
test_service_start_under (const char *script, const char *data_dir, const char *drop)
{
  g_autofree char *data_option = g_strdup_printf ("--data-dir=%s", data_dir);
  g_autofree char *drop_option = drop != NULL ? g_strdup_printf ("--drop=%s", drop) : NULL;
  const char *argv[] = { "sh", "-c", script, "sh", g_getenv ("TOLL_COLLECTOR"), "serve",
                         "--listen=127.0.0.1:0", data_option, drop_option, NULL };
  TestService *service = g_new0 (TestService, 1);
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  service->process
      = g_subprocess_launcher_spawnv (launcher, argv + (script != NULL ? 0 : 4), &error);
  g_assert_no_error (error);
  service->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (service->process));
  wait_until_ready (service);
  service->ready_s = (g_get_monotonic_time () - begin_us) / (double) G_USEC_PER_SEC;
  return service;
}

void
test_service_end (TestService *service, int signal_number)
{
  g_subprocess_send_signal (service->process, signal_number);
  g_subprocess_wait (service->process, NULL, NULL);
  if (signal_number == SIGTERM && !g_subprocess_get_successful (service->process))
    g_error ("the service did not end cleanly: %s %d",
             g_subprocess_get_if_signaled (service->process) ? "signal" : "exit status",
             g_subprocess_get_if_signaled (service->process)
                 ? g_subprocess_get_term_sig (service->process)
                 : g_subprocess_get_exit_status (service->process));
  g_object_unref (service->output);
  g_object_unref (service->process);
  g_free (service->url);
  g_free (service);
}

char *
test_service_sign_in (TestService *service, const char *user_name, const char *password)
{
  g_autofree char *body = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", user_name,
                                           password);
  g_autoptr (TestAnswer) answer
      = test_http_ask_once (service->url, "POST", "/api/v1/session", NULL, body);
  g_autoptr (TollJson) json = toll_json_read (answer->body, answer->body_bytes, 0, NULL);

  if (answer->status != 201)
    g_error ("signing in: %s", answer->body);
  return g_strdup (toll_json_value_get_text (
      toll_json_value_get_member (toll_json_get_root (json), "token")));
}
