/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTTPS with a certificate of one's own: answers, HSTS, events, descriptors; what is no TLS or an
 * old one is not answered.
 */
#include "collector/api/tls.h"
#include "config.h"

#include "shared/base/error.h"
#include "tests/support/api-house.h"

#include <string.h>

/* Returns: (transfer full): a PEM file with a fresh certificate and key; NULL without openssl. */
static char *
make_certificate (TestTempDir *dir)
{
  g_autofree char *key = test_temp_dir_path (dir, "key.pem");
  g_autofree char *certificate = test_temp_dir_path (dir, "certificate.pem");
  char *both = test_temp_dir_path (dir, "both.pem");
  const char *const command[] = { "openssl", "req",     "-x509", "-newkey", "ec",
                                  "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                                  "-days",   "2",       "-subj", "/CN=localhost", "-keyout",
                                  key,       "-out",    certificate, NULL };
  g_autofree char *first = NULL, *second = NULL, *whole = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_spawn_sync (NULL, (char **) command, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                     NULL, NULL) ||
      !g_file_get_contents (certificate, &first, NULL, NULL) ||
      !g_file_get_contents (key, &second, NULL, NULL))
    {
      g_free (both);
      return NULL;
    }
  whole = g_strconcat (first, second, NULL);
  g_file_set_contents (both, whole, -1, &error);
  g_assert_no_error (error);
  return both;
}

static void
test_https (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *pem = make_certificate (dir);
  g_autoptr (TestHouse) house = NULL;
  g_autofree char *token = NULL, *request = NULL;
  g_autoptr (TestHttp) http = NULL, stream = NULL, plain = NULL;
  g_autofree char *url = NULL;

  if (pem == NULL)
    {
      g_test_skip ("openssl is not there");
      return;
    }
  house = test_house_new (NULL, pem);
  g_assert_true (g_str_has_prefix (house->url, "https://127.0.0.1:"));
  token = test_house_sign_in (house, "anna");
  http = test_http_open (house->url);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (TestAnswer) answer = test_http_ask (http, "GET", "/api/v1/me", token, NULL);
      g_autofree char *hsts = test_answer_dup_header (answer, "Strict-Transport-Security");

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpstr (hsts, ==, "max-age=31536000");
    }
  stream = test_http_open (house->url);
  request = g_strdup_printf (
      "GET /api/v1/events HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n\r\n", token);
  test_http_send (stream, request, -1);
  g_assert_true (test_http_wait_for (stream, "event: hello", 3000));
  url = g_strconcat ("http", house->url + strlen ("https"), NULL);
  plain = test_http_open (url);
  test_http_send (plain, "GET /healthz HTTP/1.1\r\nHost: t\r\n\r\n", -1);
  g_assert_true (test_http_wait_for_end (plain, 3000));
  g_assert_null (strstr (plain->buffer->str, "HTTP/1.1 200"));
}

static void
ended_cb (GObject *process, GAsyncResult *result, gpointer data)
{
  char **output = data;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (process), result, output, NULL, NULL);
  if (*output == NULL)
    *output = g_strdup ("");
}

/* Returns: (transfer full): what openssl says of a handshake of @version. */
static char *
shake_hands (TestHouse *house, const char *version)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
          G_SUBPROCESS_FLAGS_STDERR_MERGE,
      NULL, "openssl", "s_client", "-connect", house->url + strlen ("https://"), version,
      "-cipher", "DEFAULT@SECLEVEL=0", NULL);
  char *output = NULL;

  g_assert_nonnull (process);
  g_subprocess_communicate_utf8_async (process, "", NULL, ended_cb, &output);
  while (output == NULL)
    g_main_context_iteration (NULL, TRUE);
  return output;
}

static void
test_old_versions_are_refused (void)
{
  static const struct
  {
    const char *option, *is_spoken;
  } versions[] = { { "-tls1", NULL },
                   { "-tls1_1", NULL },
                   { "-tls1_2", "TLSv1.2" },
                   { "-tls1_3", "TLSv1.3" } };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *pem = make_certificate (dir);
  g_autoptr (TestHouse) house = NULL;

  if (pem == NULL)
    {
      g_test_skip ("openssl is not there");
      return;
    }
  house = test_house_new (NULL, pem);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autofree char *said = shake_hands (house, versions[i].option);
      g_autofree char *wanted = g_strdup_printf (
          "New, %s, Cipher is", versions[i].is_spoken != NULL ? versions[i].is_spoken : "(NONE)");

      g_test_message ("%s: %s", versions[i].option, said);
      if (versions[i].is_spoken != NULL)
        g_assert_nonnull (strstr (said, wanted));
      else
        g_assert_nonnull (strstr (said, "New, (NONE), Cipher is (NONE)"));
    }
}

static void
test_closed_by_the_client (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *pem = make_certificate (dir);
  g_autoptr (TestHouse) house = NULL;

  if (pem == NULL)
    {
      g_test_skip ("openssl is not there");
      return;
    }
  house = test_house_new (NULL, pem);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", "/healthz", NULL, NULL);

      g_assert_cmpuint (answer->status, ==, 200);
    }
  for (guint i = 0; i < 100; i++)
    test_pump (5);
  g_assert_cmpuint (
      collector_server_get_n_connections (collector_house_get_server (house->house)), ==, 0);
}

static void
test_half_a_certificate_is_refused (void)
{
  CollectorServerOptions options = { .routes = collector_routes_list (),
                                     .tls_certificate_path = "/nowhere.pem" };
  g_autoptr (GError) error = NULL;

  g_assert_null (collector_server_new (&options, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
  g_clear_error (&error);
  options.tls_key_path = "/nowhere.pem";
  g_assert_null (collector_server_new (&options, &error));
  g_assert_nonnull (strstr (error->message, "/nowhere.pem"));
}

/* Else every handshake would fail, and nobody be told. */
static void
test_key_of_another_is_refused (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new (), other = test_temp_dir_new ();
  g_autofree char *one = make_certificate (dir), *two = make_certificate (other);
  g_autofree char *certificate = test_temp_dir_path (dir, "certificate.pem");
  g_autofree char *own = test_temp_dir_path (dir, "key.pem");
  g_autofree char *key = test_temp_dir_path (other, "key.pem");
  g_autoptr (GTlsCertificate) good = NULL, bad = NULL;
  g_autoptr (GError) error = NULL;

  if (one == NULL || two == NULL)
    {
      g_test_skip ("openssl is not there");
      return;
    }
  g_assert_true (collector_tls_load (certificate, own, &good, &error));
  g_assert_no_error (error);
  g_assert_false (collector_tls_load (certificate, key, &bad, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "is not the key of the certificate"));
}

int
main (int argc, char **argv)
{
  collector_tls_prepare ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/tls/https", test_https);
  g_test_add_func ("/api/tls/versions", test_old_versions_are_refused);
  g_test_add_func ("/api/tls/closed", test_closed_by_the_client);
  g_test_add_func ("/api/tls/refused", test_half_a_certificate_is_refused);
  g_test_add_func ("/api/tls/key-of-another", test_key_of_another_is_refused);
  return g_test_run ();
}
