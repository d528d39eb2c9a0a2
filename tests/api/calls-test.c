/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of calls and Home: who sees which calls, what is masked, paging to the end by key, filters,
 * what is refused by name, tiles that equal their lists.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

/* Returns: (transfer full): "/api/v1/calls?filter=..." escaped. */
static char *
path_with_filter (const char *filter)
{
  GString *path = g_string_new ("/api/v1/calls");

  toll_query_append (path, "filter", filter);
  toll_query_append (path, "limit", "1000");
  return g_string_free (path, FALSE);
}

static guint
count_items (TestHouse *house, const char *path, const char *token)
{
  g_autoptr (TollJson) json = test_house_get (house, path, token);

  return toll_json_value_get_length (test_json_find (json, "items"));
}

static guint
count_filtered (TestHouse *house, const char *filter, const char *token)
{
  g_autofree char *path = path_with_filter (filter);

  return count_items (house, path, token);
}

static void
test_everybody_sees_their_scope (void)
{
  static const struct
  {
    const char *user;
    guint all, mine;
  } rows[] = { { "anna", 24, 3 }, { "super", 15, 5 }, { "rosa", 7, 7 }, { "bruno", 9, 9 } };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  test_house_store_calls (house, "701", 3, 10);
  test_house_store_calls (house, "702", 5, 2000);
  test_house_store_calls (house, "703", 7, 20000);
  test_house_store_calls (house, "704", 9, 200000);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = test_house_sign_in (house, rows[i].user);

      g_assert_cmpuint (count_items (house, "/api/v1/calls?limit=100", token), ==, rows[i].all);
      g_assert_cmpuint (count_items (house, "/api/v1/calls?limit=100&mine=true", token), ==,
                        rows[i].mine);
    }
}

static void
test_calls_of_others_do_not_exist (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *path = NULL, *filter = NULL, *list = NULL;
  g_autoptr (TestAnswer) foreign = NULL, unknown = NULL, nonsense = NULL, probing = NULL;
  TollCall call;
  gint64 id;

  test_house_fill_call (house, &call, "704", 10, "+39026677889");
  id = test_house_store_call (house, &call);
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, id);
  foreign = test_house_ask (house, "GET", path, rosa, NULL);
  unknown = test_house_ask (house, "GET", "/api/v1/calls/12345", rosa, NULL);
  nonsense = test_house_ask (house, "GET", "/api/v1/calls/1%20OR%201=1", rosa, NULL);
  g_assert_cmpuint (foreign->status, ==, 404);
  g_assert_cmpstr (foreign->body, ==, unknown->body);
  g_assert_cmpstr (foreign->body, ==, nonsense->body);
  filter = g_strdup_printf ("{\"same_number_as\":\"%" G_GINT64_FORMAT "\"}", id);
  list = path_with_filter (filter);
  probing = test_house_ask (house, "GET", list, rosa, NULL);
  g_assert_cmpuint (probing->status, ==, 404);
}

static void
test_pages_reach_the_end (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  const char *const tokens[] = { anna, rosa };
  const guint wanted[] = { 257, 157 };

  test_house_store_calls (house, "703", 157, 1);
  test_house_store_calls (house, "704", 100, 300000); /* with a gap of 200 days before */
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autofree char *path = g_strdup ("/api/v1/calls?limit=10");
      gint64 last = G_MAXINT64;
      guint n = 0, n_pages = 0;

      while (path != NULL)
        {
          g_autoptr (TollJson) page = test_house_get (house, path, tokens[i]);
          const TollJsonValue *items = test_json_find (page, "items");
          const TollJsonValue *next = test_json_find (page, "next");

          for (guint j = 0; j < toll_json_value_get_length (items); j++, n++)
            {
              g_autofree char *at = g_strdup_printf ("items.%u.start_ms", j);

              g_assert_cmpint (test_json_int (page, at), <, last);
              last = test_json_int (page, at);
            }
          g_free (path);
          path = toll_json_value_get_kind (next) == TOLL_JSON_TEXT
                     ? g_strconcat ("/api/v1/calls?limit=10&after=",
                                    toll_json_value_get_text (next), NULL)
                     : NULL;
          g_assert_cmpuint (++n_pages, <, 50);
        }
      g_assert_cmpuint (n, ==, wanted[i]);
    }
}

static void
test_numbers_are_masked (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) masked = NULL, plain = NULL;
  g_autoptr (TestAnswer) raw = NULL, probing = NULL;
  g_autofree char *path = NULL, *filter = NULL, *list = NULL;
  TollCall call;
  gint64 id;

  test_house_fill_call (house, &call, "703", 10, "+39026677889");
  id = test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "703", 5, "704");
  call.direction = TOLL_DIRECTION_INTERNAL;
  call.dest_class = TOLL_CLASS_INTERNAL;
  call.callee_e164 = "";
  call.dialled = "704";
  call.gateway = "";
  test_house_store_call (house, &call);
  masked = test_house_get (house, "/api/v1/calls", rosa);
  g_assert_cmpstr (test_json_text (masked, "items.0.number"), ==, "704");
  g_assert_cmpstr (test_json_text (masked, "items.0.number_name"), ==, "Bruno Villa");
  g_assert_cmpstr (test_json_text (masked, "items.1.number"), ==, "+39026677***");
  g_assert_cmpstr (test_json_text (masked, "items.1.callee_e164"), ==, "+39026677***");
  g_assert_cmpstr (test_json_text (masked, "items.1.dialled"), ==, "0026677***");
  plain = test_house_get (house, "/api/v1/calls", anna);
  g_assert_cmpstr (test_json_text (plain, "items.1.number"), ==, "+39026677889");
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, id);
  raw = test_house_ask (house, "GET", path, rosa, NULL);
  g_assert_cmpuint (raw->status, ==, 200);
  g_assert_null (strstr (raw->body, "6677889"));
  /* The mask cannot be got round by trying numbers; asking for the same number works. */
  list = path_with_filter ("{\"number\":\"+39026677889\"}");
  probing = test_house_ask (house, "GET", list, rosa, NULL);
  g_assert_cmpuint (probing->status, ==, 403);
  filter = g_strdup_printf ("{\"same_number_as\":\"%" G_GINT64_FORMAT "\"}", id);
  g_assert_cmpuint (count_filtered (house, filter, rosa), ==, 1);
  g_assert_cmpuint (count_filtered (house, "{\"number\":\"+39026677889\"}", anna), ==, 1);
}

static void
test_filters (void)
{
  static const struct
  {
    const char *filter;
    guint n;
  } rows[] = {
    { "{}", 6 },
    { "{\"period\":{\"relative\":\"today\"}}", 4 },
    { "{\"period\":{\"relative\":\"yesterday\"}}", 1 },
    { "{\"period\":{\"relative\":\"this_week\"}}", 5 },
    { "{\"period\":{\"relative\":\"last_7_days\"}}", 5 },
    { "{\"period\":{\"relative\":\"this_month\"}}", 5 },
    { "{\"period\":{\"relative\":\"last_12_months\"}}", 6 },
    { "{\"period\":{\"from_ms\":1773834600000,\"to_ms\":1773834600001}}", 1 },
    { "{\"period\":{\"from_ms\":0,\"to_ms\":1773834600000}}", 5 },
    { "{\"directions\":[\"incoming\"]}", 1 },
    { "{\"directions\":[\"incoming\",\"outgoing\"]}", 6 },
    { "{\"outcomes\":[\"missed\"]}", 1 },
    { "{\"classes\":[\"national\"],\"rating_states\":[\"unrated\"]}", 1 },
    { "{\"groups\":{\"extensions\":[\"703\"]}}", 5 },
    { "{\"groups\":{\"extensions\":[\"703\",\"704\"],\"departments\":[\"Support\"]}}", 1 },
    { "{\"groups\":{\"departments\":[\"Sales\"]}}", 5 },
    { "{\"groups\":{\"gateways\":[\"GW-MI\"]}}", 5 },
    { "{\"groups\":{\"gateways\":[\"GW-ROMA\",\"'; DROP TABLE call; --\"]}}", 1 },
    { "{\"number\":\"+4989123456\"}", 1 },
    { "{\"number\":\"+4989123456\",\"period\":{\"relative\":\"last_month\"}}", 0 },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  TollCall call;

  test_house_fill_call (house, &call, "703", 10, "+39026677889"); /* 1773834600000 */
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "703", 20, "+4989123456");
  call.gateway = "GW-ROMA";
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "703", 30, "+39026677889");
  call.direction = TOLL_DIRECTION_INCOMING;
  call.outcome = TOLL_OUTCOME_MISSED;
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "704", 40, "+39026677889");
  call.rating_state = TOLL_RATING_UNRATED;
  call.reason = TOLL_REASON_NO_PREFIX;
  call.currency = "";
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "703", 24 * 60, "+39026677889");
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "703", 60 * 24 * 60, "+39026677889");
  test_house_store_call (house, &call);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].filter);
      g_assert_cmpuint (count_filtered (house, rows[i].filter, anna), ==, rows[i].n);
    }
}

static void
test_refused_by_name (void)
{
  static const struct
  {
    const char *path, *field;
    guint status; /* 0 = 400 */
  } rows[] = {
    { "/api/v1/calls?filter=%7B", "filter", 422 },
    { "/api/v1/calls?filter=%7B%22counted%22:true,%22counted%22:true%7D", "filter.counted" },
    { "/api/v1/calls?limit=0", "limit" },
    { "/api/v1/calls?limit=1001", "limit" },
    { "/api/v1/calls?limit=20;DROP", "limit" },
    { "/api/v1/calls?limit=1&limit=2", "limit" },
    { "/api/v1/calls?after=xyz", "after" },
    { "/api/v1/calls?sort=number", "sort" },
    { "/api/v1/calls?mine=yes", "mine" },
    { "/api/v1/calls?filter=%7B%22colour%22:1%7D", "filter.colour" },
    { "/api/v1/calls?filter=%7B%22directions%22:%5B%22up%22%5D%7D", "filter.directions" },
    { "/api/v1/calls?filter=%7B%22directions%22:%22up%22%7D", "filter.directions" },
    { "/api/v1/calls?filter=%7B%22period%22:%7B%22relative%22:%22ever%22%7D%7D",
      "filter.period.relative" },
    { "/api/v1/calls?filter=%7B%22period%22:%7B%22from_ms%22:5,%22to_ms%22:4%7D%7D",
      "filter.period" },
    { "/api/v1/calls?filter=%7B%22groups%22:%7B%22people%22:%5B%5D%7D%7D", "filter.groups.people" },
    { "/api/v1/calls?filter=%7B%22same_number_as%22:7%7D", "filter.same_number_as" },
    { "/api/v1/home?calls=201", "calls" },
    { "/api/v1/me?verbose=1", "verbose" },
    { "/api/v1/calls/7?legs=1", "legs" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", rows[i].path, anna, NULL);
      g_autoptr (TollJson) json = toll_json_read (answer->body, -1, 0, NULL);

      g_test_message ("%s: %s", rows[i].path, answer->body);
      g_assert_cmpuint (answer->status, ==, rows[i].status != 0 ? rows[i].status : 400);
      g_assert_cmpstr (test_json_text (json, "field"), ==, rows[i].field);
    }
}

static void
test_home (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) empty = test_house_get (house, "/api/v1/home", anna);
  const char *const tokens[] = { anna, rosa };
  TollCall call;

  g_assert_cmpint (test_json_int (empty, "tiles.0.value"), ==, 0);
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (empty, "last_call_ms")), ==,
                   TOLL_JSON_NULL);
  test_house_store_calls (house, "703", 30, 10);
  test_house_fill_call (house, &call, "703", 5, "+12125550100");
  call.talk_ms = 400000;
  call.cost_micro = 1230000;
  call.currency = "USD";
  test_house_store_call (house, &call);
  test_house_fill_call (house, &call, "703", 4, "+39026677889");
  call.direction = TOLL_DIRECTION_INCOMING;
  call.outcome = TOLL_OUTCOME_MISSED;
  call.rating_state = TOLL_RATING_NOT_CHARGEABLE;
  call.talk_ms = 30000; /* to the mailbox: no talk */
  call.cost_micro = 0;
  call.currency = "";
  test_house_store_call (house, &call);
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (TollJson) home = test_house_get (house, "/api/v1/home?calls=10", tokens[i]);

      g_assert_cmpint (test_json_int (home, "as_of_ms"), ==, TEST_NOW_MS);
      g_assert_cmpstr (test_json_text (home, "zone"), ==, "Europe/Rome");
      g_assert_cmpint (test_json_int (home, "last_call_ms"), ==, TEST_NOW_MS - 4 * 60000);
      g_assert_cmpuint (toll_json_value_get_length (test_json_find (home, "calls.items")), ==, 10);
      g_assert_cmpstr (test_json_text (home, "calls.items.0.outcome"), ==, "missed");
      g_assert_cmpstr (test_json_text (home, "calls.items.0.name"), ==, "Rosa Neri");
      g_assert_cmpstr (test_json_text (home, "calls.items.0.department"), ==, "Sales");
      g_assert_cmpstr (test_json_text (home, "calls.items.0.gateway"), ==, "Milano SIP");
      g_assert_cmpstr (test_json_text (home, "tiles.0.id"), ==, "month_cost");
      g_assert_cmpint (test_json_int (home, "tiles.0.value"), ==, 30 * 70000);
      g_assert_cmpstr (test_json_text (home, "tiles.0.currency"), ==, "EUR");
      g_assert_cmpint (test_json_int (home, "tiles.0.others.0.value"), ==, 1230000);
      g_assert_cmpint (test_json_int (home, "tiles.1.value"), ==, 32);
      g_assert_cmpint (test_json_int (home, "tiles.2.value"), ==, 71000); /* 2,200 s of 31 */
      g_assert_cmpint (test_json_int (home, "tiles.3.value"), ==, 5000);
      g_assert_cmpint (test_json_int (home, "tiles.4.value"), ==, 1);
      g_assert_cmpstr (test_json_text (home, "shortcuts.public.0.title"), ==, "Call List");
    }
}

static void
test_tiles_equal_their_lists (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autoptr (TollJson) home = NULL;

  /* Some of the month before: it is 18 March. */
  test_house_store_calls (house, "703", 40, 17 * 24 * 60);
  test_house_store_calls (house, "703", 40, 19 * 24 * 60);
  test_house_store_calls (house, "704", 40, 60);
  home = test_house_get (house, "/api/v1/home", super);
  g_assert_cmpint (test_json_int (home, "tiles.1.value"), ==, 40);
  g_assert_cmpuint (count_filtered (house, "{\"period\":{\"relative\":\"this_month\"}}", super), ==,
                    40);
}

static void
test_an_unrated_call_has_no_cost (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) list = NULL, detail = NULL;
  g_autofree char *path = NULL;
  TollCall call;

  test_house_fill_call (house, &call, "703", 10, "+39026677889");
  call.rating_state = TOLL_RATING_UNRATED;
  call.reason = TOLL_REASON_NO_PREFIX;
  call.cost_micro = 0;
  call.currency = "";
  test_house_store_call (house, &call);
  list = test_house_get (house, "/api/v1/calls", anna);
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (list, "items.0.cost")), ==,
                   TOLL_JSON_NULL);
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (list, "items.0.cost_micro")), ==,
                   TOLL_JSON_NULL);
  g_assert_cmpstr (test_json_text (list, "items.0.reason"), ==, "NO_PREFIX");
  path = g_strconcat ("/api/v1/calls/", test_json_text (list, "items.0.id"), NULL);
  detail = test_house_get (house, path, anna);
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (detail, "price.usage")), ==,
                   TOLL_JSON_NULL);
  g_assert_cmpuint (
      toll_json_value_get_length (test_json_find (detail, "price.steps")), ==, 0);
}

static void
test_health_needs_no_sign_in (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autoptr (TollJson) plain = test_house_get (house, "/healthz", NULL);
  g_autoptr (TollJson) inside = test_house_get (house, "/api/v1/healthz", NULL);

  g_assert_cmpstr (test_json_text (plain, "status"), ==, "ok");
  g_assert_cmpstr (test_json_text (inside, "version"), ==, TOLL_VERSION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/calls/scope", test_everybody_sees_their_scope);
  g_test_add_func ("/api/calls/foreign", test_calls_of_others_do_not_exist);
  g_test_add_func ("/api/calls/pages", test_pages_reach_the_end);
  g_test_add_func ("/api/calls/masked", test_numbers_are_masked);
  g_test_add_func ("/api/calls/filters", test_filters);
  g_test_add_func ("/api/calls/refused", test_refused_by_name);
  g_test_add_func ("/api/calls/unrated", test_an_unrated_call_has_no_cost);
  g_test_add_func ("/api/home/tiles", test_home);
  g_test_add_func ("/api/home/equal", test_tiles_equal_their_lists);
  g_test_add_func ("/api/health", test_health_needs_no_sign_in);
  return g_test_run ();
}
