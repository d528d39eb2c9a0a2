/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dashboards in the stream of events: a call is told to the widgets that it counts in.
 */
#include "config.h"

#include "tests/support/api-house.h"
#include "tests/support/text.h"

#define DASHBOARD "/api/v1/dashboard"

/* Lays @layout out for @token. Returns: (transfer full): the stream of events of the dashboard. */
static TestHttp *
follow (TestHouse *house, const char *token, const char *layout)
{
  g_autoptr (TestAnswer) put = test_house_ask (house, "PUT", DASHBOARD, token, layout);
  g_autofree char *request = g_strdup_printf (
      "GET /api/v1/events?dashboard=true HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n\r\n", token);
  TestHttp *stream = test_http_open (house->url);

  g_assert_cmpuint (put->status, ==, 200);
  test_http_send (stream, request, -1);
  g_assert_true (test_http_wait_for (stream, "event: hello", 3000));
  return stream;
}

/* An outgoing call is none of those that were to be answered. */
static void
test_a_call_is_told_where_it_counts (void)
{
  static const char *const layout
      = "{\"zones\":[[{\"widget\":\"today-status-area\"},{\"widget\":\"week-cost-date\"}],"
        "[{\"widget\":\"today-cost-hour\",\"minimised\":true},{\"widget\":\"internal-top\"}],"
        "[{\"widget\":\"last-calls\"}]]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  CollectorLive *live = collector_server_get_live (collector_house_get_server (house->house));
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestHttp) stream = follow (house, anna, layout);
  TollCall call;
  gint64 id;

  test_house_fill_call (house, &call, "703", 1, "+39026677889");
  id = test_house_store_call (house, &call);
  collector_live_publish_calls (live, &id, 1);
  g_assert_true (test_http_wait_for (stream, "\"widget\":\"last-calls\"", 5000));
  g_assert_true (test_http_wait_for (stream, "\"widget\":\"week-cost-date\"", 1000));
  test_pump (200);
  g_assert_cmpuint (test_text_count (stream->buffer->str, "event: widget"), ==, 2);
  /* More than can be told one by one: all of them that are open. */
  {
    gint64 ids[COLLECTOR_LIVE_MAX_CALLS + 1] = { 0 };

    collector_live_publish_calls (live, ids, G_N_ELEMENTS (ids));
  }
  g_assert_true (test_http_wait_for (stream, "\"widget\":\"internal-top\"", 5000));
  test_pump (200);
  g_assert_cmpuint (test_text_count (stream->buffer->str, "event: widget"), ==, 6);
}

/* A call back is none of the calls that a card about missed ones counts, yet it takes one off it; cards
 * that are asked anew from time to time hear of calls, too. */
static void
test_a_call_back_is_told (void)
{
  static const char *const layout
      = "{\"zones\":[[{\"widget\":\"unreturned\"},{\"widget\":\"today-status-area\"}],"
        "[{\"widget\":\"busy-gateways\"},{\"widget\":\"silent-sources\"}],[]]}";
  static const struct
  {
    const char *number;
    guint minutes_ago;
    gboolean is_missed;
    gboolean is_told; /* to the card of missed calls */
    const char *before; /* (nullable): SQL */
  } calls[] = {
    { "+39026677201", 9, TRUE, TRUE },
    { "+39026677202", 8, FALSE, FALSE },
    { "+39026677201", 7, FALSE, TRUE },
    { "+39026677203", 6, TRUE, TRUE },
    /* That a private call is to a number of a missed one tells which number it is. */
    { "+39026677203", 5, FALSE, FALSE, "INSERT INTO private_rule (kind, value) VALUES (0, '0026')" },
    /* Nor does a call to the number of one that is private itself. */
    { "+39026677203", 3, FALSE, FALSE, "DELETE FROM private_rule; INSERT INTO private_call SELECT id,"
                                       " person_id, 1, 0 FROM call WHERE outcome = 1" },
    /* One of which nothing is asked. */
    { "+39026677203", 4, FALSE, FALSE, "DELETE FROM private_call; UPDATE call SET start_ms = 1 WHERE"
                                       " outcome = 1" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  CollectorLive *live = collector_server_get_live (collector_house_get_server (house->house));
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestHttp) stream = follow (house, anna, layout);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      TollCall call;
      gint64 id;

      test_house_fill_call (house, &call, "703", calls[i].minutes_ago, calls[i].number);
      if (calls[i].before != NULL)
        test_house_run (house, calls[i].before);
      if (calls[i].is_missed)
        {
          call.direction = TOLL_DIRECTION_INCOMING;
          call.outcome = TOLL_OUTCOME_MISSED;
          call.connect_ms = call.talk_ms = 0;
        }
      id = test_house_store_call (house, &call);
      g_string_truncate (stream->buffer, 0);
      collector_live_publish_calls (live, &id, 1);
      g_assert_true (test_http_wait_for (stream, "\"widget\":\"silent-sources\"", 5000));
      test_pump (200);
      g_assert_cmpuint (test_text_count (stream->buffer->str, "\"widget\":\"unreturned\""), ==,
                        calls[i].is_told);
      g_assert_cmpuint (test_text_count (stream->buffer->str, "\"widget\":\"busy-gateways\""), ==, 1);
      g_assert_cmpuint (test_text_count (stream->buffer->str, "\"widget\":\"today-status-area\""), ==,
                        calls[i].is_missed);
    }
}

/* A call that became another's, or was no longer missed, is told where it does not count any more. */
static void
test_what_was_before_is_told (void)
{
  static const char *const layout
      = "{\"zones\":[[{\"widget\":\"unreturned\"},{\"widget\":\"today-status-area\"}],[],[]]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  CollectorLive *live = collector_server_get_live (collector_house_get_server (house->house));
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestHttp) stream = follow (house, rosa, layout);
  TollCall call;
  gint64 id;

  test_house_fill_call (house, &call, "704", 9, "+39026677201");
  id = test_house_store_call (house, &call);
  collector_live_publish_past (live);
  collector_live_publish_calls (live, &id, 1);
  g_assert_true (test_http_wait_for (stream, "\"widget\":\"today-status-area\"", 5000));
  g_assert_true (test_http_wait_for (stream, "\"widget\":\"unreturned\"", 1000));
}

/* A day begins without a call. */
static void
test_a_day_begins (void)
{
  static const char *const layout = "{\"zones\":[[{\"widget\":\"today-status-area\"}],[],[]]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestHttp) stream = follow (house, rosa, layout);

  test_pump (300);
  g_assert_cmpuint (test_text_count (stream->buffer->str, "event: widget"), ==, 0);
  house->clock.fixed_ms += 15 * 60000;
  g_assert_true (test_http_wait_for (stream, "\"widget\":\"today-status-area\"", 5000));
  g_assert_true (test_http_wait_for (stream, "event: tile", 5000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dashboard-live/where-it-counts", test_a_call_is_told_where_it_counts);
  g_test_add_func ("/dashboard-live/call-back", test_a_call_back_is_told);
  g_test_add_func ("/dashboard-live/what-was-before", test_what_was_before_is_told);
  g_test_add_func ("/dashboard-live/a-day-begins", test_a_day_begins);
  return g_test_run ();
}
