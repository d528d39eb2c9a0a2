/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Live events: told within a second, only what the viewer may see, masked; cut when nobody reads,
 * when the session ends, forgotten when the client leaves.
 */
#include "config.h"

#include "collector/store/account-store.h"
#include "tests/support/api-house.h"

#include <string.h>

static TestHttp *
follow (TestHouse *house, const char *token)
{
  TestHttp *http = test_http_open (house->url);
  g_autofree char *request = g_strdup_printf (
      "GET /api/v1/events HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n\r\n", token);

  test_http_send (http, request, -1);
  return http;
}

static CollectorLive *
live_of (TestHouse *house)
{
  return collector_server_get_live (collector_house_get_server (house->house));
}

static gint64
store_and_publish (TestHouse *house, const char *extension, guint minutes_ago)
{
  TollCall call;
  gint64 id;

  test_house_fill_call (house, &call, extension, minutes_ago, "+39026677889");
  id = test_house_store_call (house, &call);
  collector_live_publish_calls (live_of (house), &id, 1);
  return id;
}

static void
test_calls_are_told (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *bruno = test_house_sign_in (house, "bruno");
  g_autoptr (TestHttp) all = follow (house, anna);
  g_autoptr (TestHttp) own = follow (house, rosa);
  g_autoptr (TestHttp) other = follow (house, bruno);
  gint64 begin;

  g_assert_true (test_http_wait_for (all, "event: hello\ndata: {\"as_of_ms\":1773835200000}", 3000));
  g_assert_nonnull (strstr (all->buffer->str, "Content-Type: text/event-stream"));
  g_assert_nonnull (strstr (all->buffer->str, "Cache-Control: no-store"));
  g_assert_true (test_http_wait_for (own, "event: hello", 3000));
  g_assert_true (test_http_wait_for (other, "event: hello", 3000));
  begin = g_get_monotonic_time ();
  store_and_publish (house, "703", 1);
  g_assert_true (test_http_wait_for (all, "event: call\ndata: {\"id\":\"", 3000));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, G_USEC_PER_SEC);
  g_assert_true (test_http_wait_for (all, "+39026677889", 1000));
  g_assert_true (test_http_wait_for (own, "+39026677***", 3000));
  g_assert_true (test_http_wait_for (own, "event: tile\ndata: {\"tiles\":[", 3000));
  g_assert_null (strstr (own->buffer->str, "6677889"));
  g_assert_true (test_http_wait_for (other, "event: tile", 3000));
  g_assert_null (strstr (other->buffer->str, "event: call"));
}

static void
test_sources_are_told_to_all (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestHttp) own = follow (house, rosa);

  g_assert_true (test_http_wait_for (own, "event: hello", 3000));
  collector_live_publish_event (live_of (house), "source", "{\"name\":\"drop\",\"state\":\"ok\"}");
  g_assert_true (
      test_http_wait_for (own, "event: source\ndata: {\"name\":\"drop\",\"state\":\"ok\"}", 1000));
}

static void
test_many_calls_are_one_refresh (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestHttp) all = follow (house, anna);
  gint64 ids[COLLECTOR_LIVE_MAX_CALLS + 1] = { 0 };

  g_assert_true (test_http_wait_for (all, "event: hello", 3000));
  collector_live_publish_calls (live_of (house), ids, G_N_ELEMENTS (ids));
  g_assert_true (test_http_wait_for (all, "event: refresh\ndata: {}", 3000));
}

static void
test_kept_alive_and_forgotten (void)
{
  /* Signing in takes a hash that is slow on purpose: the answer must have time for it. */
  CollectorHttpLimits limits = { .keep_alive_ms = 200, .answer_ms = 2500, .idle_ms = 300 };
  g_autoptr (TestHouse) house = test_house_new (&limits, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  TestHttp *own = follow (house, rosa);

  g_assert_true (test_http_wait_for (own, "event: hello", 3000));
  g_assert_true (test_http_wait_for (own, ": keep-alive", 3000));
  test_pump (3000); /* longer than any other answer may take */
  g_assert_cmpuint (collector_live_get_n_subscribers (live_of (house)), ==, 1);
  test_http_close (own);
  for (guint i = 0; i < 100 && collector_live_get_n_subscribers (live_of (house)) > 0; i++)
    test_pump (10);
  g_assert_cmpuint (collector_live_get_n_subscribers (live_of (house)), ==, 0);
  g_assert_cmpuint (
      collector_server_get_n_connections (collector_house_get_server (house->house)), ==, 0);
}

static void
test_stalled_is_cut (void)
{
  CollectorHttpLimits limits = { .max_stream_bytes = 256 * 1024 };
  g_autoptr (TestHouse) house = test_house_new (&limits, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *much = g_strnfill (64 * 1024, 'x');
  g_autofree char *json = g_strdup_printf ("{\"text\":\"%s\"}", much);
  g_autoptr (TestHttp) deaf = follow (house, anna);
  g_autoptr (TestHttp) reading = follow (house, rosa);

  g_assert_true (test_http_wait_for (deaf, "event: hello", 3000));
  g_assert_true (test_http_wait_for (reading, "event: hello", 3000));
  for (guint i = 0; i < 400 && collector_live_get_n_subscribers (live_of (house)) == 2; i++)
    {
      collector_live_publish_event (live_of (house), "source", json);
      g_string_truncate (reading->buffer, 0);
      g_assert_true (test_http_wait_for (reading, "event: source", 1000));
      g_assert_true (test_http_wait_for (reading, "\"}\n\n", 1000));
    }
  g_assert_cmpuint (collector_live_get_n_subscribers (live_of (house)), ==, 1);
}

static gboolean
disable_task (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;

  if (!collector_account_store_lookup (db, data, &account, error))
    return FALSE;
  account->disabled = TRUE;
  return collector_account_store_update (db, account, TEST_NOW_MS, error);
}

static void
test_ends_with_the_session (void)
{
  CollectorHttpLimits limits = { .keep_alive_ms = 100 };
  g_autoptr (TestHouse) house = test_house_new (&limits, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *bruno = test_house_sign_in (house, "bruno");
  g_autoptr (TestHttp) own = follow (house, rosa);
  g_autoptr (TestHttp) other = follow (house, bruno);
  g_autoptr (TestAnswer) out = NULL;

  g_assert_true (test_http_wait_for (own, "event: hello", 3000));
  g_assert_true (test_http_wait_for (other, "event: hello", 3000));
  out = test_house_ask (house, "DELETE", "/api/v1/session", rosa, NULL);
  g_assert_cmpuint (out->status, ==, 204);
  g_assert_true (test_http_wait_for_end (own, 3000));
  test_house_write (house, disable_task, (gpointer) "bruno");
  g_assert_true (test_http_wait_for_end (other, 3000));
}

static void
test_needs_a_session (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", "/api/v1/events", NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 401);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/events/calls", test_calls_are_told);
  g_test_add_func ("/api/events/sources", test_sources_are_told_to_all);
  g_test_add_func ("/api/events/many", test_many_calls_are_one_refresh);
  g_test_add_func ("/api/events/kept-alive", test_kept_alive_and_forgotten);
  g_test_add_func ("/api/events/stalled", test_stalled_is_cut);
  g_test_add_func ("/api/events/session", test_ends_with_the_session);
  g_test_add_func ("/api/events/signed-in", test_needs_a_session);
  return g_test_run ();
}
