/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connections under a server with two toy routes: kept alive, closed by the client ten thousand
 * times, dripping, stalled, too large, ambiguous, pipelined, too many.
 */
#include "config.h"

#include "collector/api/server.h"
#include "shared/base/error.h"
#include "tests/support/http-client.h"

#include <string.h>
#include <sys/socket.h>

static gboolean
say_hello (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  TollJsonWriter *json = collector_reply_get_json (reply);

  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "hello", collector_request_get_variable (request, "name"));
  return TRUE;
}

static gboolean
echo (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const TollJsonValue *body = collector_request_get_body (request, error);
  const char *text;

  if (body == NULL || !toll_json_require_text (body, "", "text", &text, error))
    return FALSE;
  toll_json_add_text (collector_reply_get_json (reply), NULL, text);
  return TRUE;
}

static gboolean
fail_inside (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_DATABASE, "secret table is missing");
  return FALSE;
}

static gboolean
give_much (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_autofree char *much = g_strnfill (32 * 1024 * 1024, 'x');

  toll_json_add_text (collector_reply_get_json (reply), NULL, much);
  return TRUE;
}

static const CollectorRoute toy_routes[] = {
  { "GET", "/hello/{name}", COLLECTOR_ACCESS_ANYONE, COLLECTOR_PLACE_MAIN, say_hello,
    COLLECTOR_AUDIT_NONE },
  { "POST", "/echo", COLLECTOR_ACCESS_ANYONE, COLLECTOR_PLACE_MAIN, echo, COLLECTOR_AUDIT_NONE },
  { "POST", "/slow", COLLECTOR_ACCESS_ANYONE, COLLECTOR_PLACE_SLOW, echo, COLLECTOR_AUDIT_NONE },
  { "GET", "/broken", COLLECTOR_ACCESS_ANYONE, COLLECTOR_PLACE_MAIN, fail_inside,
    COLLECTOR_AUDIT_NONE },
  { "GET", "/much", COLLECTOR_ACCESS_ANYONE, COLLECTOR_PLACE_MAIN, give_much,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
static const CollectorRoute *const tables[] = { toy_routes, NULL };

static CollectorServer *
start (const CollectorHttpLimits *limits)
{
  CollectorServerOptions options = { .routes = tables };
  g_autoptr (GError) error = NULL;
  CollectorServer *server;

  if (limits != NULL)
    options.limits = *limits;
  server = collector_server_new (&options, &error);
  g_assert_no_error (error);
  g_assert_true (collector_server_listen (server, "127.0.0.1:0", &error));
  g_assert_no_error (error);
  return server;
}

static void
test_keep_alive (void)
{
  g_autoptr (CollectorServer) server = start (NULL);
  g_autoptr (TestHttp) http = test_http_open (collector_server_get_url (server));

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (TestAnswer) answer = test_http_ask (http, "GET", "/hello/w%C3%B6rld", NULL, NULL);

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpstr (answer->body, ==, "{\"hello\":\"wörld\"}");
    }
  g_assert_cmpuint (collector_server_get_n_connections (server), ==, 1);
}

static void
test_closed_by_the_client (void)
{
  g_autoptr (CollectorServer) server = start (NULL);
  guint before;

  test_pump (100);
  before = test_count_descriptors ();
  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (TestAnswer) answer = test_http_ask_once (collector_server_get_url (server), "GET",
                                                          "/hello/you", NULL, NULL);

      g_assert_cmpuint (answer->status, ==, 200);
    }
  for (guint i = 0; i < 100 && collector_server_get_n_connections (server) > 0; i++)
    test_pump (10);
  test_pump (50);
  g_assert_cmpuint (collector_server_get_n_connections (server), ==, 0);
  g_assert_cmpuint (test_count_descriptors (), <=, before);
}

static void
test_pipelined (void)
{
  g_autoptr (CollectorServer) server = start (NULL);
  g_autoptr (TestHttp) http = test_http_open (collector_server_get_url (server));

  test_http_send (http,
                  "GET /hello/one HTTP/1.1\r\nHost: t\r\n\r\n"
                  "POST /slow HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                  "Content-Length: 14\r\n\r\n{\"text\":\"two\"}"
                  "GET /hello/three HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n",
                  -1);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const bodies[] = { "{\"hello\":\"one\"}", "\"two\"",
                                            "{\"hello\":\"three\"}" };
      g_autoptr (TestAnswer) answer = test_http_read (http, FALSE);

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpstr (answer->body, ==, bodies[i]);
    }
  g_assert_true (test_http_wait_for_end (http, 3000));
}

/* What is refused before it reaches a handler, and how. */
static const struct
{
  const char *request;
  guint status;
  const char *words;
} refused[] = {
  { "GET /hello/a HTTP/1.1\r\n\r\n", 400, "bad-argument" },
  { "GET /hello/a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "bad-argument" },
  { "GET /hello/a HTTP/2.0\r\nHost: a\r\n\r\n", 505, "unsupported" },
  { "GET http://a/hello/a HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-argument" },
  { "GET /hello/a b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-argument" },
  { "GET /hello/%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "a % without two hexadecimal digits" },
  { "GET /hello/a?limit=%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "a % without two hexadecimal digits" },
  { "GET /hello/a?limit=%4 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "a % without two hexadecimal digits" },
  { "GET /hello/a?limit=% HTTP/1.1\r\nHost: a\r\n\r\n", 400, "a % without two hexadecimal digits" },
  { "GET /hello/a HTTP/1.1\r\nHost: a:b\r\n\r\n", 400, "the Host field is malformed" },
  { "GET /hello/a HTTP/1.1\r\nHost: a?b\r\n\r\n", 400, "the Host field is malformed" },
  { "GET /hello/a HTTP/1.1\r\nHost: [::1\r\n\r\n", 400, "the Host field is malformed" },
  { "CONNECT /hello/a HTTP/1.1\r\nHost: a\r\n\r\n", 405, "bad-method" },
  { "GET /hello/a HTTP/1.1\r\nHost: a\r\n folded: 1\r\n\r\n", 400, "bad-argument" },
  { "GET /hello/a HTTP/1.1\r\nHost : a\r\n\r\n", 400, "bad-argument" },
  { "GET /hello/a HTTP/1.1\nHost: a\r\n\r\n", 400, "bad-argument" },
  { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400,
    "bad-argument" },
  { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc", 400, "bad-argument" },
  { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
    400, "bad-argument" },
  { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 415,
    "unsupported" },
  { "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411,
    "unsupported" },
  { "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\vchunked\r\n\r\n0\r\n\r\n", 400,
    "bad-argument" },
  { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 104857600\r\n\r\n", 413, "too-large" },
  { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413,
    "too-large" },
  { "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: cake\r\n\r\n", 417, "unsupported" },
};

static void
assert_headers (const TestAnswer *answer)
{
  static const struct
  {
    const char *name, *value;
  } wanted[] = {
    { "Cache-Control", "no-store" },
    { "X-Content-Type-Options", "nosniff" },
    { "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'" },
    { "Referrer-Policy", "no-referrer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *value = test_answer_dup_header (answer, wanted[i].name);

      g_assert_cmpstr (value, ==, wanted[i].value);
    }
}

static void
test_refused (void)
{
  g_autoptr (CollectorServer) server = start (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (TestHttp) http = test_http_open (collector_server_get_url (server));
      g_autoptr (TestAnswer) answer = NULL;
      g_autofree char *type = NULL;

      test_http_send (http, refused[i].request, -1);
      answer = test_http_read (http, FALSE);
      g_test_message ("%u: %s", i, answer->body);
      g_assert_cmpuint (answer->status, ==, refused[i].status);
      type = test_answer_dup_header (answer, "Content-Type");
      g_assert_cmpstr (type, ==, "application/problem+json");
      g_assert_nonnull (strstr (answer->body, refused[i].words));
      assert_headers (answer);
      g_assert_true (test_http_wait_for_end (http, 3000));
    }
}

static void
test_large_heads (void)
{
  g_autoptr (CollectorServer) server = start (NULL);
  g_autoptr (GString) many = g_string_new ("GET /hello/a HTTP/1.1\r\nHost: a\r\n");
  g_autofree char *long_value = g_strnfill (1024 * 1024, 'a');
  g_autofree char *one =
      g_strdup_printf ("GET /hello/a HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n", long_value);

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (many, "X%u: y\r\n", i);
  g_string_append (many, "\r\n");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestHttp) http = test_http_open (collector_server_get_url (server));
      g_autoptr (TestAnswer) answer = NULL;

      test_http_send (http, i == 0 ? one : many->str, -1);
      answer = test_http_read (http, FALSE);
      g_assert_cmpuint (answer->status, ==, 431);
    }
}

/* A client that says which part of a request and then no more. */
static void
assert_cut (CollectorServer *server, const char *start_of_request, const char *answer)
{
  g_autoptr (TestHttp) http = test_http_open (collector_server_get_url (server));

  test_http_send (http, start_of_request, -1);
  g_assert_true (test_http_wait_for_end (http, 3000));
  if (answer != NULL)
    g_assert_nonnull (strstr (http->buffer->str, answer));
  else
    g_assert_cmpuint (http->buffer->len, ==, 0);
}

static void
test_slow_clients (void)
{
  CollectorHttpLimits limits = { .head_ms = 150, .body_ms = 150, .idle_ms = 150, .answer_ms = 300 };
  g_autoptr (CollectorServer) server = start (&limits);
  g_autoptr (TestHttp) dripping = test_http_open (collector_server_get_url (server));
  g_autoptr (TestHttp) deaf = test_http_open (collector_server_get_url (server));
  gint64 begin = g_get_monotonic_time ();

  assert_cut (server, "", NULL);
  assert_cut (server, "GET /hello", "HTTP/1.1 408 ");
  assert_cut (server, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{", "408 ");
  assert_cut (server, "GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\n", "{\"hello\":\"a\"}");
  test_http_send (deaf, "GET /much HTTP/1.1\r\nHost: a\r\n\r\n", -1);
  /* One byte every 20 ms does not keep a connection. */
  for (guint i = 0; i < 100 && collector_server_get_n_connections (server) > 0; i++)
    {
      test_http_send (dripping, "G", 1);
      test_pump (20);
    }
  g_assert_cmpuint (collector_server_get_n_connections (server), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 4 * G_USEC_PER_SEC);
}

/* Clients that leave in the middle of their answer, or while it is made. */
static void
test_left_in_the_middle (void)
{
  static const char *const requests[] = {
    "GET /much HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /hello/a HTTP/1.1\r\nHost: a\r\n\r\nGET /much HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST /slow HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    "Content-Length: 14\r\n\r\n{\"text\":\"two\"}",
  };
  g_autoptr (CollectorServer) server = start (NULL);

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (TestHttp) http = test_http_open (collector_server_get_url (server));
      GSocket *socket = g_socket_connection_get_socket (http->socket);
      struct linger at_once = { .l_onoff = 1 };

      test_http_send (http, requests[i % G_N_ELEMENTS (requests)], -1);
      test_pump (i % 4 * 5);
      /* The end comes as a reset: writing to it fails. */
      setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      g_socket_close (socket, NULL);
      test_pump (5);
    }
  for (guint i = 0; i < 100 && collector_server_get_n_connections (server) > 0; i++)
    test_pump (10);
  g_assert_cmpuint (collector_server_get_n_connections (server), ==, 0);
}

static void
test_house_is_full (void)
{
  CollectorHttpLimits limits = { .max_connections = 8 };
  g_autoptr (CollectorServer) server = start (&limits);
  TestHttp *silent[20];

  for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
    silent[i] = test_http_open (collector_server_get_url (server));
  test_pump (20);
  g_assert_cmpuint (collector_server_get_n_connections (server), <=, 8);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TestAnswer) answer = test_http_ask_once (collector_server_get_url (server), "GET",
                                                          "/hello/a", NULL, NULL);

      g_assert_cmpuint (answer->status, ==, 200);
    }
  g_assert_true (test_http_wait_for_end (silent[0], 1000));
  for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
    test_http_close (silent[i]);
}

static void
test_bodies (void)
{
  g_autoptr (CollectorServer) server = start (NULL);
  g_autoptr (TestHttp) http = test_http_open (collector_server_get_url (server));
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autoptr (TestAnswer) ok = test_http_ask (http, "POST", "/echo", NULL, "{\"text\":\"a\\u00e9\"}");
  g_autoptr (TestAnswer) missing = test_http_ask (http, "POST", "/echo", NULL, "{\"t\":1}");
  g_autoptr (TestAnswer) none = test_http_ask (http, "POST", "/echo", NULL, NULL);
  g_autoptr (TestAnswer) nested = test_http_ask (http, "POST", "/echo", NULL, deep);
  g_autoptr (TestAnswer) doubled
      = test_http_ask (http, "POST", "/echo", NULL, "{\"text\":\"a\",\"text\":\"b\"}");

  g_assert_cmpstr (ok->body, ==, "\"aé\"");
  g_assert_cmpuint (missing->status, ==, 400);
  g_assert_nonnull (strstr (missing->body, "\"field\":\"text\""));
  g_assert_cmpuint (none->status, ==, 400);
  g_assert_cmpuint (nested->status, ==, 422);
  g_assert_cmpuint (doubled->status, ==, 400);
  g_assert_nonnull (strstr (doubled->body, "\"field\":\"text\""));
  test_http_send (http,
                  "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                  "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n",
                  -1);
  g_assert_true (test_http_wait_for (http, "HTTP/1.1 100 Continue\r\n\r\n", 2000));
  g_string_truncate (http->buffer, 0);
  test_http_send (http, "{\"text\":\"b\"}", -1);
  {
    g_autoptr (TestAnswer) continued = test_http_read (http, FALSE);

    g_assert_cmpuint (continued->status, ==, 200);
    g_assert_cmpstr (continued->body, ==, "\"b\"");
  }
}

static void
test_addresses_and_methods (void)
{
  g_autoptr (CollectorServer) server = start (NULL);
  g_autoptr (TestHttp) http = test_http_open (collector_server_get_url (server));
  g_autoptr (TestAnswer) unknown = test_http_ask (http, "GET", "/nowhere", NULL, NULL);
  g_autoptr (TestAnswer) method = test_http_ask (http, "DELETE", "/echo", NULL, NULL);
  g_autoptr (TestAnswer) head = test_http_ask (http, "HEAD", "/hello/a", NULL, NULL);
  g_autoptr (TestAnswer) nul = test_http_ask (http, "GET", "/hello/a%00b", NULL, NULL);
  g_autoptr (TestAnswer) inside = NULL;
  g_autofree char *allow = test_answer_dup_header (method, "Allow");

  g_assert_cmpuint (unknown->status, ==, 404);
  assert_headers (unknown);
  g_assert_cmpuint (method->status, ==, 405);
  g_assert_cmpstr (allow, ==, "POST");
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (nul->status, >=, 400);
  g_test_expect_message ("toll-api", G_LOG_LEVEL_WARNING, "*secret table*");
  inside = test_http_ask (http, "GET", "/broken", NULL, NULL);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (inside->status, ==, 500);
  g_assert_null (strstr (inside->body, "secret"));
  assert_headers (inside);
}

static void
test_undeclared_access_is_refused (void)
{
  static const CollectorRoute open[] = {
    { "GET", "/a", COLLECTOR_ACCESS_UNDECLARED, COLLECTOR_PLACE_MAIN, say_hello,
      COLLECTOR_AUDIT_NONE }, { NULL }
  };
  static const CollectorRoute twice[] = {
    { "GET", "/a", COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_MAIN, say_hello, COLLECTOR_AUDIT_NONE },
    { "GET", "/a", COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_MAIN, say_hello, COLLECTOR_AUDIT_NONE },
    { NULL }
  };
  static const CollectorRoute silent[] = {
    { "GET", "/a", COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_MAIN, say_hello }, { NULL }
  };
  const CollectorRoute *const open_tables[] = { open, NULL };
  const CollectorRoute *const silent_tables[] = { silent, NULL };
  const CollectorRoute *const twice_tables[] = { twice, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (collector_router_new (open_tables, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (collector_router_new (silent_tables, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (collector_router_new (twice_tables, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/acceptor/keep-alive", test_keep_alive);
  g_test_add_func ("/api/acceptor/pipelined", test_pipelined);
  g_test_add_func ("/api/acceptor/refused", test_refused);
  g_test_add_func ("/api/acceptor/large-heads", test_large_heads);
  g_test_add_func ("/api/acceptor/slow-clients", test_slow_clients);
  g_test_add_func ("/api/acceptor/left-in-the-middle", test_left_in_the_middle);
  g_test_add_func ("/api/acceptor/house-is-full", test_house_is_full);
  g_test_add_func ("/api/acceptor/bodies", test_bodies);
  g_test_add_func ("/api/acceptor/addresses-and-methods", test_addresses_and_methods);
  g_test_add_func ("/api/router/undeclared-access", test_undeclared_access_is_refused);
  g_test_add_func ("/api/acceptor/closed-by-the-client", test_closed_by_the_client);
  return g_test_run ();
}
