/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTTPS with a certificate of one's own: answers, HSTS, events, descriptors; what is no TLS or an
 * old one is not answered; clients that are slow to shake hands keep nobody else waiting.
 */
#include "collector/api/tls.h"
#include "config.h"

#include "shared/base/error.h"
#include "tests/support/api-house.h"

#include <glib/gstdio.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

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
  g_file_set_contents_full (both, whole, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error);
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
  g_autoptr (CollectorTls) good = NULL, bad = NULL;
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

/* Everybody else's passwords go by it. */
static void
test_key_that_others_may_read_is_refused (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *both = make_certificate (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorTls) tls = NULL;

  if (both == NULL)
    {
      g_test_skip ("openssl is not there");
      return;
    }
  g_chmod (both, 0604);
  g_assert_false (collector_tls_load (both, both, &tls, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
  g_assert_true (g_str_has_prefix (error->message, both));
  g_assert_nonnull (strstr (error->message, "others may read the key"));
  g_clear_error (&error);
  g_chmod (both, 0640);
  g_assert_true (collector_tls_load (both, both, &tls, &error));
  g_assert_no_error (error);
}

/* Runs openssl with @arguments. Returns: TRUE when it succeeds. */
static gboolean
run_openssl (const char *const *arguments)
{
  int status = -1;

  return g_spawn_sync (NULL, (char **) arguments, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL
                           | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL)
         && g_spawn_check_wait_status (status, NULL);
}

/* Clients would refuse it; the service says at its start why. */
static void
test_short_keys_are_refused (void)
{
  static const struct
  {
    const char *kind;
    gboolean is_taken;
  } cases[] = { { "rsa:1024", FALSE }, { "rsa:2048", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestTempDir) dir = test_temp_dir_new ();
      g_autofree char *certificate = test_temp_dir_path (dir, "certificate.pem");
      g_autofree char *key = test_temp_dir_path (dir, "key.pem");
      const char *const make[] = { "openssl", "req", "-x509", "-newkey", cases[i].kind, "-nodes",
                                   "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out",
                                   certificate, NULL };
      g_autoptr (CollectorTls) tls = NULL;
      g_autoptr (GError) error = NULL;

      if (!run_openssl (make))
        {
          g_test_skip ("openssl is not there");
          return;
        }
      g_chmod (key, 0600);
      g_assert_true (collector_tls_load (certificate, key, &tls, &error) == cases[i].is_taken);
      if (cases[i].is_taken)
        continue;
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
      g_assert_true (g_str_has_prefix (error->message, certificate));
      g_assert_nonnull (strstr (error->message, "too short; an RSA key needs 2048 bits"));
    }
}

/* Services start all the same: an expired certificate is better than none. */
static void
test_expired_certificate_is_told_of (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *both = make_certificate (dir);
  g_autofree char *key = test_temp_dir_path (dir, "key.pem");
  g_autofree char *request = test_temp_dir_path (dir, "request.pem");
  g_autofree char *old = test_temp_dir_path (dir, "old.pem");
  const char *const ask[] = { "openssl", "req", "-new", "-key", key, "-subj", "/CN=localhost",
                              "-out", request, NULL };
  const char *const sign[] = { "openssl", "x509", "-req", "-in", request, "-signkey", key,
                               "-days", "-1", "-out", old, NULL };
  g_autoptr (CollectorTls) tls = NULL, good = NULL;
  g_autoptr (GError) error = NULL;

  if (both == NULL || !run_openssl (ask) || !run_openssl (sign))
    {
      g_test_skip ("openssl is not there");
      return;
    }
  g_assert_true (collector_tls_load (both, both, &good, &error));
  collector_tls_warn_of_dates (good, both);
  g_assert_true (collector_tls_load (old, key, &tls, &error));
  g_assert_no_error (error);
  g_test_expect_message ("toll-api", G_LOG_LEVEL_WARNING, "*old.pem expired on 20*-*-*");
  collector_tls_warn_of_dates (tls, old);
  g_test_assert_expected_messages ();
}

static guint
count_connections (TestHouse *house)
{
  return collector_server_get_n_connections (collector_house_get_server (house->house));
}

/* Returns: (transfer full): the first bytes of a client that speaks TLS. */
static GBytes *
make_hello (void)
{
  SSL_CTX *context = SSL_CTX_new (TLS_client_method ());
  SSL *ssl = SSL_new (context);
  BIO *sent = BIO_new (BIO_s_mem ());
  char *bytes;
  long n;
  GBytes *hello;

  SSL_set_bio (ssl, BIO_new (BIO_s_mem ()), sent);
  g_assert_cmpint (SSL_connect (ssl), <, 0);
  n = BIO_get_mem_data (sent, &bytes);
  g_assert_cmpint (n, >, 100);
  hello = g_bytes_new (bytes, n);
  SSL_free (ssl);
  SSL_CTX_free (context);
  return hello;
}

/* Returns: (transfer full): a connection from the loopback address 127.0.0.@last. */
static GSocket *
open_socket (TestHouse *house, guint last)
{
  g_autofree char *from = g_strdup_printf ("127.0.0.%u", last);
  g_autoptr (GSocketAddress) own = g_inet_socket_address_new_from_string (from, 0);
  g_autoptr (GSocketAddress) to = g_inet_socket_address_new_from_string (
      "127.0.0.1", atoi (strrchr (house->url, ':') + 1));
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_assert_true (g_socket_bind (socket, own, FALSE, NULL));
  g_socket_connect (socket, to, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);
  return socket;
}

/* Opens @n connections that each say the first @n_bytes of @hello. */
static void
open_many (TestHouse *house, GPtrArray *sockets, guint n, GBytes *hello, gsize n_bytes)
{
  for (guint i = 0; i < n; i++)
    {
      GSocket *socket = open_socket (house, 1 + i % 5);

      g_ptr_array_add (sockets, socket);
      if (n_bytes > 0)
        g_assert_cmpint (g_socket_send (socket, g_bytes_get_data (hello, NULL), n_bytes, NULL,
                                        NULL), ==, n_bytes);
      if (i % 50 == 49)
        test_pump (20);
    }
}

/* Asks as another program would, and waits no longer than some seconds. */
static void
assert_served (TestHouse *house)
{
  g_autofree char *url = g_strconcat (house->url, "/healthz", NULL);
  g_autoptr (GSubprocess) curl
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "curl", "-sSk", "-m", "4", "-o",
                          "/dev/null", "-w", "%{http_code} in %{time_total}", url, NULL);
  char *output = NULL;

  g_subprocess_communicate_utf8_async (curl, NULL, NULL, ended_cb, &output);
  while (output == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("%s", output);
  g_assert_true (g_str_has_prefix (output, "200 in "));
  g_free (output);
}

static void
test_slow_clients_keep_nobody_waiting (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *pem = make_certificate (dir);
  g_autofree char *curl = g_find_program_in_path ("curl");
  g_autoptr (TestHouse) house = NULL;
  g_autoptr (GBytes) hello = make_hello ();
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_descriptors;

  if (pem == NULL || curl == NULL)
    {
      g_test_skip ("openssl or curl is not there");
      return;
    }
  house = test_house_new (NULL, pem);
  assert_served (house);
  n_descriptors = test_count_descriptors ();
  open_many (house, sockets, 200, hello, 1); /* they will drip */
  open_many (house, sockets, 100, hello, g_bytes_get_size (hello));
  open_many (house, sockets, 200, hello, 0);
  test_pump (50);
  g_assert_cmpuint (count_connections (house), ==, 500);
  for (guint round = 1; round <= 4; round++)
    {
      for (guint i = 0; i < 200; i++)
        g_socket_send (sockets->pdata[i], (char *) g_bytes_get_data (hello, NULL) + round, 1, NULL,
                       NULL);
      assert_served (house);
      test_pump (100);
    }
  g_assert_cmpuint (count_connections (house), ==, 500);
  g_ptr_array_set_size (sockets, 0);
  for (guint i = 0; i < 200 && count_connections (house) > 0; i++)
    test_pump (20);
  g_assert_cmpuint (count_connections (house), ==, 0);
  test_pump (50);
  g_assert_cmpuint (test_count_descriptors (), <=, n_descriptors); /* the one before them may be gone, too */
}

static void
test_slow_clients_are_cut (void)
{
  CollectorHttpLimits limits = { .head_ms = 300 };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *pem = make_certificate (dir);
  g_autoptr (TestHouse) house = NULL;
  g_autoptr (GBytes) hello = make_hello ();
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);

  if (pem == NULL)
    {
      g_test_skip ("openssl is not there");
      return;
    }
  house = test_house_new (&limits, pem);
  open_many (house, sockets, 1, hello, 0);
  open_many (house, sockets, 1, hello, 6);
  open_many (house, sockets, 1, hello, g_bytes_get_size (hello));
  test_pump (50);
  g_assert_cmpuint (count_connections (house), ==, 3);
  for (guint i = 0; i < 200 && count_connections (house) > 0; i++)
    test_pump (20);
  g_assert_cmpuint (count_connections (house), ==, 0);
}

#define BIG_BYTES (8 * 1024 * 1024)

static void
got_all_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, data, NULL));
}

static void
wrote_all_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, data, NULL));
}

static gboolean
accept_any_cb (GTlsConnection *tls, GTlsCertificate *certificate, GTlsCertificateFlags errors,
               gpointer data)
{
  return TRUE;
}

/* Sends @bytes from @from to @to and checks that they come as they are. */
static void
send_across (GIOStream *from, GIOStream *to, const char *bytes)
{
  g_autofree char *got = g_malloc (BIG_BYTES);
  gsize n_read = 0, n_written = 0;

  g_output_stream_write_all_async (g_io_stream_get_output_stream (from), bytes, BIG_BYTES, 0, NULL,
                                   wrote_all_cb, &n_written);
  test_pump (50); /* more than the buffers on the way hold: the writer has to wait */
  g_input_stream_read_all_async (g_io_stream_get_input_stream (to), got, BIG_BYTES, 0, NULL,
                                 got_all_cb, &n_read);
  while (n_read == 0 || n_written == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_written, ==, BIG_BYTES);
  g_assert_cmpmem (got, n_read, bytes, BIG_BYTES);
}

static void
test_much_goes_both_ways (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *pem = make_certificate (dir);
  g_autofree char *bytes = g_malloc (BIG_BYTES);
  g_autoptr (CollectorTls) tls = NULL;
  g_autoptr (GSocketConnection) ours = NULL, theirs = NULL;
  g_autoptr (GIOStream) server = NULL, client = NULL;
  int pair[2];

  if (pem == NULL)
    {
      g_test_skip ("openssl is not there");
      return;
    }
  for (guint i = 0; i < BIG_BYTES; i++)
    bytes[i] = (char) (i * 2654435761u >> 13);
  g_assert_true (collector_tls_load (pem, pem, &tls, NULL));
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
  {
    g_autoptr (GSocket) one = g_socket_new_from_fd (pair[0], NULL);
    g_autoptr (GSocket) two = g_socket_new_from_fd (pair[1], NULL);

    ours = g_socket_connection_factory_create_connection (one);
    theirs = g_socket_connection_factory_create_connection (two);
  }
  server = collector_tls_accept (tls, ours);
  client = g_tls_client_connection_new (G_IO_STREAM (theirs), NULL, NULL);
  g_signal_connect (client, "accept-certificate", G_CALLBACK (accept_any_cb), NULL);
  send_across (client, server, bytes);
  send_across (server, client, bytes);
}

/* Room for both ends of many connections in one process. */
static void
raise_descriptors (void)
{
  struct rlimit files;

  getrlimit (RLIMIT_NOFILE, &files);
  files.rlim_cur = MIN (files.rlim_max, 4096);
  setrlimit (RLIMIT_NOFILE, &files);
}

int
main (int argc, char **argv)
{
  raise_descriptors ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/tls/https", test_https);
  g_test_add_func ("/api/tls/versions", test_old_versions_are_refused);
  g_test_add_func ("/api/tls/closed", test_closed_by_the_client);
  g_test_add_func ("/api/tls/refused", test_half_a_certificate_is_refused);
  g_test_add_func ("/api/tls/key-of-another", test_key_of_another_is_refused);
  g_test_add_func ("/api/tls/key-of-others", test_key_that_others_may_read_is_refused);
  g_test_add_func ("/api/tls/short-keys", test_short_keys_are_refused);
  g_test_add_func ("/api/tls/expired", test_expired_certificate_is_told_of);
  g_test_add_func ("/api/tls/slow", test_slow_clients_keep_nobody_waiting);
  g_test_add_func ("/api/tls/slow-cut", test_slow_clients_are_cut);
  g_test_add_func ("/api/tls/both-ways", test_much_goes_both_ways);
  return g_test_run ();
}
