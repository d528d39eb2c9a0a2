/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the client that need no network: addresses, events, refusals, accepted
 * certificates. */

#include "config.h"

#include <glib/gstdio.h>

#include "console/client/certificate-guard.h"
#include "console/client/event-parser.h"
#include "console/client/preferences.h"
#include "console/client/problem.h"
#include "console/client/purpose.h"
#include "console/client/server-address.h"
#include "shared/base/error.h"

static void
addresses_are_completed (void)
{
  static const char *const rows[][2] = {
    { "localhost", "http://localhost:8380" },
    { " 127.0.0.1:9000 ", "http://127.0.0.1:9000" },
    { "pbx.example", "https://pbx.example:8380" },
    { "pbx.example:443", "https://pbx.example:443" },
    { "https://pbx.example/", "https://pbx.example" },
    { "http://pbx.example:8380/toll/", "http://pbx.example:8380/toll" },
    { "[::1]:8380", "http://[::1]:8380" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = console_server_address_normalize (rows[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (address, ==, rows[i][1]);
    }
}

static void
addresses_that_are_none_are_refused (void)
{
  static const char *const rows[] = { "", "  ", "ftp://pbx.example", "http://", "a b",
                                      "https://me:secret@pbx.example" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *field = NULL;

      g_assert_null (console_server_address_normalize (rows[i], &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
      field = toll_error_dup_field (error);
      g_assert_cmpstr (field, ==, "server");
    }
}

static void
hosts_are_told_with_their_port (void)
{
  static const char *const rows[][2] = { { "http://[::1]:8380", "[::1]:8380" },
                                         { "https://pbx.example", "pbx.example:443" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *host = console_server_address_dup_host (rows[i][0]);

      g_assert_cmpstr (host, ==, rows[i][1]);
    }
}

static void
passwords_in_the_clear_are_noticed (void)
{
  g_assert_true (console_server_address_is_exposed ("http://pbx.example:8380"));
  g_assert_false (console_server_address_is_exposed ("https://pbx.example:8380"));
  g_assert_false (console_server_address_is_exposed ("http://localhost:8380"));
}

static void
events_are_cut_at_empty_lines (void)
{
  static const char *const lines[] = { ": keep-alive", "event: call", "data: {\"a\":",
                                       "data:1}", "id: 7", "" };
  ConsoleEventParser parser;
  guint n_events = 0;

  console_event_parser_init (&parser);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    n_events += console_event_parser_push (&parser, lines[i]);
  g_assert_cmpuint (n_events, ==, 1);
  g_assert_cmpstr (parser.name->str, ==, "call");
  g_assert_cmpstr (parser.data->str, ==, "{\"a\":\n1}");

  g_assert_false (console_event_parser_push (&parser, ""));
  g_assert_false (console_event_parser_push (&parser, "data: x"));
  g_assert_true (console_event_parser_push (&parser, ""));
  g_assert_cmpstr (parser.name->str, ==, "message");
  g_assert_cmpstr (parser.data->str, ==, "x");
  console_event_parser_clear (&parser);
}

static void
an_event_without_end_does_not_grow_for_ever (void)
{
  ConsoleEventParser parser;
  g_autofree char *line = g_strnfill (100000, 'x');

  memcpy (line, "data: ", 6);
  console_event_parser_init (&parser);
  for (guint i = 0; i < 1000; i++)
    {
      g_assert_false (console_event_parser_push (&parser, line));
      g_assert_cmpuint (parser.data->len, <=, 1024 * 1024);
    }
  console_event_parser_clear (&parser);
}

static void
assert_problem (guint status, const char *body, guint retry_after_s, TollError code,
                const char *message)
{
  g_autoptr (GError) error = NULL;

  console_problem_set_error (&error, status, body, body != NULL ? strlen (body) : 0,
                             retry_after_s);
  g_assert_error (error, TOLL_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
refusals_keep_their_code_and_words (void)
{
  assert_problem (500, "{\"code\":\"database\",\"detail\":\"The disk is full.\"}", 0,
                  TOLL_ERROR_DATABASE, "The disk is full.");
  assert_problem (404, NULL, 0, TOLL_ERROR_NOT_FOUND,
                  "There is no such thing, or you may not see it");
  assert_problem (502, "<html>Bad gateway</html>", 0, TOLL_ERROR_FAILED,
                  "Something failed inside Tollkeeper");
  assert_problem (401, "[1]", 0, TOLL_ERROR_UNAUTHENTICATED, "Sign in first");
  assert_problem (429, "{\"code\":\"throttled\"}", 30, TOLL_ERROR_THROTTLED,
                  "Too many tries. Try again in 30 seconds.");
  assert_problem (403, "{\"code\":\"ended\",\"detail\":\"x\",\"day\":\"2026-03-17\"}", 0,
                  TOLL_ERROR_ENDED,
                  "This account ended on 17 Mar 2026. An administrator can change its dates.");
  assert_problem (403, "{\"code\":\"not-begun\",\"detail\":\"x\",\"day\":\"2026-03-20\"}", 0,
                  TOLL_ERROR_NOT_BEGUN,
                  "This account begins on 20 Mar 2026. An administrator can change its dates.");
}

static void
refusals_name_their_field (void)
{
  static const char body[] =
      "{\"code\":\"bad-argument\",\"field\":\"filter.number\",\"detail\":\"not a number\"}";
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL;

  console_problem_set_error (&error, 400, body, strlen (body), 0);
  field = toll_error_dup_field (error);
  g_assert_cmpstr (field, ==, "filter.number");
}

/* A self-signed certificate of "pbx.test", made for this test; its key was thrown away. */
static const char certificate_pem[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBfTCCASOgAwIBAgIUKBAHfkkumIIOQuGOUnVGpFKXf08wCgYIKoZIzj0EAwIw\n"
    "EzERMA8GA1UEAwwIcGJ4LnRlc3QwIBcNMjYxMTIzMDk0MDE4WhgPMjEyNjEwMzAw\n"
    "OTQwMThaMBMxETAPBgNVBAMMCHBieC50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0D\n"
    "AQcDQgAEcOcsQUeS16eNTexttRT7sdj7Elvv8ZUn5CoCQ+ur2SILObvilrnhQ8rG\n"
    "YTTijsKtNueQmlWGfP9TdXoSUsqDQqNTMFEwHQYDVR0OBBYEFMwBKcE/Tc6Ol0jR\n"
    "6PvROUtZmjubMB8GA1UdIwQYMBaAFMwBKcE/Tc6Ol0jR6PvROUtZmjubMA8GA1Ud\n"
    "EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAMsSy5jfaFP3ZplFagIkvU2B\n"
    "zsHdpuyLjNXGjMkZzNSqAiAJUPtsfH4563tl51TybMvSuuB+ZTSe7gcjh/Q2XOXS\n"
    "vQ==\n"
    "-----END CERTIFICATE-----\n";

#define ACCEPTED_MS G_GINT64_CONSTANT (1795000000000)

static void
another_certificate_is_refused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("toll-console-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "console.ini", NULL);
  g_autoptr (ConsolePreferences) preferences = console_preferences_new (path);
  g_autoptr (ConsoleCertificateGuard) guard =
      console_certificate_guard_new (preferences, "pbx.test:8380");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate =
      g_tls_certificate_new_from_pem (certificate_pem, -1, &error);
  g_autofree char *pin = NULL;
  gint64 accepted_ms = 0;

  g_assert_no_error (error);
  g_assert_false (console_certificate_guard_check (guard, certificate));
  g_assert_cmpint (console_certificate_guard_get_verdict (guard), ==, CONSOLE_CERTIFICATE_UNKNOWN);
  g_assert_cmpstr (console_certificate_guard_get_fingerprint (guard), ==, 
                   "27:19:E1:79:5B:FF:43:F2:E2:AE:A5:3B:14:A8:6B:4E:"
                   "4D:1E:5F:32:A2:4E:89:9E:0E:FD:42:D5:12:94:99:4C");

  console_certificate_guard_accept (guard, console_certificate_guard_get_fingerprint (guard));
  g_assert_true (console_certificate_guard_check (guard, certificate));

  console_preferences_set_pin (preferences, "pbx.test:8380", "00:11", ACCEPTED_MS);
  g_assert_false (console_certificate_guard_check (guard, certificate));
  g_assert_cmpint (console_certificate_guard_get_verdict (guard), ==, CONSOLE_CERTIFICATE_CHANGED);
  pin = console_certificate_guard_dup_accepted (guard, &accepted_ms);
  g_assert_cmpstr (pin, ==, "00:11");
  g_assert_cmpint (accepted_ms, ==, ACCEPTED_MS);
  /* What was shown is what holds, whatever was seen meanwhile. */
  console_certificate_guard_accept (guard, "22:33");
  g_assert_false (console_certificate_guard_check (guard, certificate));
  g_unlink (path);
  g_rmdir (folder);
}

static void
write_file (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* Also of hosts that are addresses, and those accepted before their day was noted. */
static void
accepted_certificates_are_kept (void)
{
  static const char *const hosts[] = { "pbx.test:8380", "[::1]:8380" };
  g_autofree char *folder = g_dir_make_tmp ("toll-console-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "console.ini", NULL);
  gint64 accepted_ms = 0;

  write_file (path, "[certificates]\nold.test:8380=00:11\n");
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (ConsolePreferences) first = console_preferences_new (path);
      g_autoptr (ConsolePreferences) second = NULL;
      g_autofree char *pin = NULL, *old = NULL;

      g_assert_null (console_preferences_dup_pin (first, hosts[i], NULL));
      console_preferences_set_pin (first, hosts[i], "AA:BB", ACCEPTED_MS);
      second = console_preferences_new (path);
      pin = console_preferences_dup_pin (second, hosts[i], &accepted_ms);
      g_assert_cmpstr (pin, ==, "AA:BB");
      g_assert_cmpint (accepted_ms, ==, ACCEPTED_MS);
      old = console_preferences_dup_pin (second, "old.test:8380", &accepted_ms);
      g_assert_cmpstr (old, ==, "00:11");
      g_assert_cmpint (accepted_ms, ==, 0);
    }
  g_unlink (path);
  g_rmdir (folder);
}

static void
preferences_outlive_the_program (void)
{
  g_autofree char *folder = g_dir_make_tmp ("toll-console-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "deep", "console.ini", NULL);
  g_autofree char *deep = g_path_get_dirname (path);
  g_autofree char *server = NULL;
  g_autoptr (ConsolePreferences) first = console_preferences_new (path);
  g_autoptr (ConsolePreferences) second = NULL;
  GStatBuf status;

  console_preferences_set_text (first, "server", "https://pbx.example");
  console_preferences_set_int (first, "last-calls", 0);
  second = console_preferences_new (path);
  server = console_preferences_dup_text (second, "server", "");
  g_assert_cmpstr (server, ==, "https://pbx.example");
  g_assert_cmpint (console_preferences_get_int (second, "last-calls", 20), ==, 0);
  g_assert_cmpint (console_preferences_get_int (second, "width", 1280), ==, 1280);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_unlink (path);
  g_rmdir (deep);
  g_rmdir (folder);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
a_purpose_is_missed_once (void)
{
  g_autoptr (ConsolePurpose) purpose = console_purpose_new ();
  g_autofree char *header = NULL;
  guint n_missed = 0;

  g_signal_connect_swapped (purpose, "notify::is-missing", G_CALLBACK (count_cb), &n_missed);
  g_assert_null (console_purpose_dup_header (purpose));
  console_purpose_note_refusal (purpose);
  console_purpose_note_refusal (purpose);
  console_purpose_set_text (purpose, "  ");
  g_assert_true (console_purpose_is_missing (purpose));
  g_assert_cmpuint (n_missed, ==, 1);

  console_purpose_set_text (purpose, " Ticket 7, f\303\274r Rosa\t");
  g_assert_cmpstr (console_purpose_get_text (purpose), ==, "Ticket 7, f\303\274r Rosa");
  g_assert_false (console_purpose_is_missing (purpose));
  header = console_purpose_dup_header (purpose);
  g_assert_cmpstr (header, ==, "Ticket%207%2C%20f%C3%BCr%20Rosa");
  console_purpose_note_refusal (purpose); /* of what was asked before */
  g_assert_false (console_purpose_is_missing (purpose));
  g_assert_cmpuint (n_missed, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console/server-address/completed", addresses_are_completed);
  g_test_add_func ("/console/server-address/refused", addresses_that_are_none_are_refused);
  g_test_add_func ("/console/server-address/exposed", passwords_in_the_clear_are_noticed);
  g_test_add_func ("/console/client/hosts-with-port", hosts_are_told_with_their_port);
  g_test_add_func ("/console/event-parser/cut", events_are_cut_at_empty_lines);
  g_test_add_func ("/console/event-parser/endless", an_event_without_end_does_not_grow_for_ever);
  g_test_add_func ("/console/problem/words", refusals_keep_their_code_and_words);
  g_test_add_func ("/console/problem/field", refusals_name_their_field);
  g_test_add_func ("/console/certificate-guard/changed", another_certificate_is_refused);
  g_test_add_func ("/console/preferences/certificates", accepted_certificates_are_kept);
  g_test_add_func ("/console/purpose/missed", a_purpose_is_missed_once);
  g_test_add_func ("/console/preferences/kept", preferences_outlive_the_program);
  return g_test_run ();
}
