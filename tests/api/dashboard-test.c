/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dashboards over HTTP: every widget shows what its report shows, layouts are kept and refused by
 * name, what cannot be answered says so in its place.
 */
#include "config.h"

#include "tests/support/api-house.h"
#include "tests/support/text.h"

#include <string.h>

#define DASHBOARD "/api/v1/dashboard"

/* Outgoing and incoming calls of all, also of bruno, whom super does not see. */
static void
store_day (TestHouse *house)
{
  static const char *const extensions[] = { "701", "702", "703", "704" };

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    test_house_store_calls (house, extensions[i], 3 + i, 5);
  for (guint i = 0; i < 4; i++)
    {
      TollCall call;

      test_house_fill_call (house, &call, extensions[i], 90, "+39026677202");
      call.direction = TOLL_DIRECTION_INCOMING;
      call.outcome = i % 2 == 0 ? TOLL_OUTCOME_MISSED : TOLL_OUTCOME_ANSWERED;
      call.talk_ms = i % 2 == 0 ? 0 : 30000;
      call.rating_state = TOLL_RATING_NOT_CHARGEABLE;
      call.cost_micro = 0;
      test_house_store_call (house, &call);
    }
}

static guint
count_widgets (const TollJson *board)
{
  guint n = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("zones.%u", i);

      n += toll_json_value_get_length (test_json_find (board, path));
    }
  return n;
}

/* Every widget of the gallery that @token may place, all in the first zone. */
static void
lay_out_gallery (TestHouse *house, const char *token)
{
  g_autoptr (TollJson) gallery = test_house_get (house, DASHBOARD "/widgets", token);
  g_autoptr (GString) body = g_string_new ("{\"zones\":[[");
  guint n = toll_json_value_get_length (test_json_find (gallery, "items"));
  g_autoptr (TestAnswer) put = NULL;

  g_assert_cmpuint (n, >=, 10);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("items.%u.widget", i);

      g_string_append_printf (body, "%s{\"widget\":\"%s\"}", i > 0 ? "," : "",
                              test_json_text (gallery, path));
    }
  g_string_append (body, "],[],[]]}");
  put = test_house_ask (house, "PUT", DASHBOARD, token, body->str);
  g_assert_cmpuint (put->status, ==, 200);
}

/* Returns: (transfer full): the JSON of a value. */
static char *
dup_value (const char *body, const char *name, const char *until)
{
  const char *from = strstr (body, name), *to = from != NULL ? strstr (from, until) : NULL;

  g_assert_nonnull (to);
  return g_strndup (from, to - from);
}

/* Rows and totals of both as text: whatever a figure is, it is the same. */
static void
assert_same_figures (TestHouse *house, const char *token, const char *board, guint index)
{
  g_autofree char *mark = g_strdup_printf ("{\"id\":\"%u\",\"widget\":", index + 1);
  const char *widget = strstr (board, mark);
  g_autofree char *report = NULL, *spec = NULL, *path = NULL, *rows = NULL, *wanted = NULL;
  g_autofree char *placed = NULL, *totals = NULL, *wanted_totals = NULL;
  g_autoptr (TestAnswer) run = NULL;

  g_assert_nonnull (widget);
  placed = dup_value (widget, "\"report_id\":\"", "\",\"report_spec\"");
  report = g_strdup (placed + strlen ("\"report_id\":\""));
  spec = dup_value (widget, "\"report_spec\":", ",\"doc\":");
  path = g_strdup_printf ("/api/v1/reports/%s/run", report);
  run = test_house_ask (house, "POST", path, token, spec + strlen ("\"report_spec\":"));
  g_assert_cmpuint (run->status, ==, 200);
  rows = dup_value (widget, "\"rows\":", "\"chart\":");
  wanted = dup_value (run->body, "\"rows\":", "\"chart\":");
  g_assert_cmpstr (rows, ==, wanted);
}

static void
test_figures_are_the_reports (void)
{
  static const char *const users[] = { "anna", "super", "rosa" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  store_day (house);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autofree char *token = test_house_sign_in (house, users[i]);
      g_autoptr (TestAnswer) answer = NULL;
      g_autoptr (TollJson) board = NULL;

      lay_out_gallery (house, token);
      answer = test_house_ask (house, "GET", DASHBOARD, token, NULL);
      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_null (strstr (answer->body, "\"problem\""));
      board = toll_json_read (answer->body, -1, 0, NULL);
      for (guint j = 0; j < count_widgets (board); j++)
        assert_same_figures (house, token, answer->body, j);
    }
}

/* Each role begins with what its people ask for, and nothing in it is above them. */
static void
test_begins_by_role (void)
{
  static const char *const users[] = { "anna", "super", "rosa" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);

  store_day (house);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autofree char *token = test_house_sign_in (house, users[i]);
      g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", DASHBOARD, token, NULL);
      g_autoptr (TollJson) board = toll_json_read (answer->body, -1, 0, NULL);

      g_assert_null (strstr (answer->body, "\"problem\""));
      g_assert_nonnull (strstr (answer->body, "\"is_own\":false"));
      g_assert_cmpuint (count_widgets (board), >=, 6);
      /* super does not see bruno's department. */
      g_assert_true ((strstr (answer->body, "Support") != NULL) == (i == 0));
    }
}

static void
test_layouts_are_kept (void)
{
  static const char *const layout
      = "{\"zones\":[[{\"id\":\"7\",\"widget\":\"busy-hours\",\"title\":\"Rush\",\"spec\":{\"period\":"
        "{\"relative\":\"last_30_days\"}},\"minimised\":false}],[{\"widget\":\"last-calls\","
        "\"minimised\":true}],[]]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa"), *again = NULL;
  g_autofree char *bruno = test_house_sign_in (house, "bruno");
  g_autoptr (TestAnswer) put = test_house_ask (house, "PUT", DASHBOARD, rosa, layout);
  g_autoptr (TollJson) board = NULL, one = NULL, others = NULL, before = NULL;
  g_autoptr (TestAnswer) gone = NULL;

  store_day (house);
  g_assert_cmpuint (put->status, ==, 200);
  /* At another desk. */
  again = test_house_sign_in (house, "rosa");
  board = test_house_get (house, DASHBOARD, again);
  g_assert_cmpstr (test_json_text (board, "zones.0.0.id"), ==, "7");
  g_assert_cmpstr (test_json_text (board, "zones.0.0.title"), ==, "Rush");
  g_assert_cmpstr (test_json_text (board, "zones.0.0.spec.period.relative"), ==, "last_30_days");
  g_assert_cmpstr (test_json_text (board, "zones.0.0.doc.chart.kind"), ==, "heat");
  g_assert_cmpstr (test_json_text (board, "zones.1.0.id"), ==, "8");
  g_assert_null (test_json_find (board, "zones.1.0.doc"));
  one = test_house_get (house, DASHBOARD "?items=8", again);
  g_assert_cmpuint (count_widgets (one), ==, 1);
  others = test_house_get (house, DASHBOARD, bruno);
  g_assert_false (toll_json_value_get_bool (test_json_find (others, "is_own")));
  gone = test_house_ask (house, "DELETE", DASHBOARD, rosa, NULL);
  g_assert_cmpuint (gone->status, ==, 204);
  before = test_house_get (house, DASHBOARD, rosa);
  g_assert_cmpstr (test_json_text (before, "zones.0.0.widget"), ==, "personal-traffic");
}

/* Where nobody asks of single people, nobody begins with a card that is refused, nor is one put on a
 * wall. */
static void
test_no_single_people (void)
{
  static const char wall[]
      = "{\"name\":\"Hall\",\"zones\":[[{\"widget\":\"week-cost-extension\"}],[],[]]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autoptr (TestAnswer) before = test_house_ask (house, "GET", DASHBOARD, super, NULL);
  g_autoptr (TestAnswer) off = test_house_ask (house, "PUT", "/api/v1/privacy", anna,
                                               "{\"individual_reports\":false}");
  g_autoptr (TestAnswer) after = test_house_ask (house, "GET", DASHBOARD, super, NULL);
  g_autoptr (TestAnswer) shown = test_house_ask (house, "POST", "/api/v1/wallboards", super, wall);

  g_assert_cmpuint (off->status, ==, 200);
  g_assert_nonnull (strstr (before->body, "week-cost-extension"));
  g_assert_null (strstr (after->body, "week-cost-extension"));
  g_assert_nonnull (strstr (after->body, "month-cost"));
  g_assert_null (strstr (after->body, "\"problem\""));
  g_assert_cmpuint (shown->status, ==, 400);
  g_assert_nonnull (strstr (shown->body, "\"field\":\"zones[0][0].widget\""));
}

/* Two desks of one user have the dashboard open: the second to change it does not undo the first. */
/* Without a zone of its own a widget counts the company's days, as Home does, whatever the reader's. */
static void
test_zone (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) first = test_house_ask (
      house, "PUT", DASHBOARD, anna,
      "{\"zones\":[[{\"widget\":\"week-cost-date\"},{\"widget\":\"week-cost-date\",\"spec\":{\"zone\":"
      "\"Asia/Tokyo\"}}],[],[]]}");
  g_autoptr (TollJson) board = NULL;

  g_assert_cmpuint (first->status, ==, 200);
  test_house_run (house, "UPDATE account SET zone = 'America/New_York' WHERE user_name = 'anna'");
  board = test_house_get (house, DASHBOARD, anna);
  g_assert_cmpstr (test_json_text (board, "zones.0.0.doc.zone"), ==, "Europe/Rome");
  g_assert_cmpstr (test_json_text (board, "zones.0.1.doc.zone"), ==, "Asia/Tokyo");
  g_assert_null (test_json_find (board, "zones.0.0.spec.zone"));
}

static void
test_two_desks (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) seen = test_house_get (house, DASHBOARD, rosa), now = NULL;
  g_autofree char *first = g_strdup_printf (
      "{\"version\":\"%s\",\"zones\":[[{\"widget\":\"last-calls\"}],[],[]]}",
      test_json_text (seen, "version"));
  g_autofree char *second = g_strdup_printf (
      "{\"version\":\"%s\",\"zones\":[[],[{\"widget\":\"busy-hours\"}],[]]}",
      test_json_text (seen, "version"));
  g_autoptr (TestAnswer) one = test_house_ask (house, "PUT", DASHBOARD, rosa, first);
  g_autoptr (TestAnswer) other = test_house_ask (house, "PUT", DASHBOARD, rosa, second);
  g_autoptr (TollJson) kept = toll_json_read (one->body, -1, 0, NULL);
  g_autoptr (TestAnswer) informed = NULL;
  g_autofree char *third = NULL;

  g_assert_cmpuint (one->status, ==, 200);
  g_assert_cmpuint (other->status, ==, 409);
  g_assert_nonnull (strstr (other->body, "\"field\":\"version\""));
  now = test_house_get (house, DASHBOARD, rosa);
  g_assert_cmpstr (test_json_text (now, "zones.0.0.widget"), ==, "last-calls");
  g_assert_cmpstr (test_json_text (now, "version"), ==, test_json_text (kept, "version"));
  third = g_strdup_printf ("{\"version\":\"%s\",\"zones\":[[],[{\"widget\":\"busy-hours\"}],[]]}",
                           test_json_text (now, "version"));
  informed = test_house_ask (house, "PUT", DASHBOARD, rosa, third);
  g_assert_cmpuint (informed->status, ==, 200);
}

static void
test_refused_by_name (void)
{
  static const struct
  {
    const char *body, *field;
  } rows[] = {
    { "{}", "zones" },
    { "{\"zones\":[[],[]]}", "zones" },
    { "{\"zones\":[{},{},{}]}", "zones" },
    { "{\"zones\":{\"a\":[],\"b\":[],\"c\":[]}}", "zones" },
    { "{\"zones\":[[],[],[]],\"colour\":1}", "colour" },
    { "{\"zones\":[[{}],[],[]]}", "zones[0][0].widget" },
    { "{\"zones\":[[],[{\"widget\":\"nothing\"}],[]]}", "zones[1][0].widget" },
    { "{\"zones\":[[{\"widget\":\"silent-sources\"}],[],[]]}", "zones[0][0].widget" },
    { "{\"zones\":[[{\"widget\":\"personal:77\"}],[],[]]}", "zones[0][0].widget" },
    { "{\"zones\":[[{\"widget\":\"last-calls\",\"spec\":{\"where\":{}}}],[],[]]}",
      "zones[0][0].spec.where" },
    { "{\"zones\":[[{\"widget\":\"last-calls\",\"spec\":{\"period\":{\"relative\":\"never\"}}}],[],[]]}",
      "zones[0][0].spec.period.relative" },
    { "{\"zones\":[[{\"widget\":\"last-calls\",\"title\":\"a\\r\\nb\"}],[],[]]}", "zones[0][0].title" },
    /* What turns the direction of letters would have a name read as another. */
    { "{\"zones\":[[{\"widget\":\"last-calls\",\"title\":\"a\\u202eb\"}],[],[]]}",
      "zones[0][0].title" },
    { "{\"zones\":[[{\"widget\":\"personal:1\",\"kept_name\":\"a\\u2066b\"}],[],[]]}",
      "zones[0][0].kept_name" },
    { "{\"zones\":[[{\"widget\":\"last-calls\",\"minimised\":1}],[],[]]}",
      "zones[0][0].minimised" },
    { "{\"zones\":[[{\"id\":\"3\",\"widget\":\"last-calls\"}],[{\"id\":\"3\",\"widget\":\"last-calls\"}],"
      "[]]}",
      "zones" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestAnswer) answer
          = test_house_ask (house, "PUT", DASHBOARD, rosa, rows[i].body);
      g_autoptr (TollJson) json = toll_json_read (answer->body, -1, 0, NULL);

      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_cmpstr (test_json_text (json, "field"), ==, rows[i].field);
    }
}

static void
test_an_administrator_lays_out_for_a_role (void)
{
  static const char *const layout = "{\"zones\":[[],[],[{\"widget\":\"week-cost-date\",\"title\":"
                                    "\"Call +39026677202\"}]]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) put
      = test_house_ask (house, "PUT", DASHBOARD "/defaults/user", anna, layout);
  g_autoptr (TestAnswer) nobody
      = test_house_ask (house, "PUT", DASHBOARD "/defaults/king", anna, layout);
  g_autoptr (TollJson) board = test_house_get (house, DASHBOARD, rosa), standard = NULL;
  g_autoptr (TestAnswer) gone = NULL;

  g_assert_cmpuint (put->status, ==, 200);
  g_assert_cmpuint (nobody->status, ==, 404);
  g_assert_cmpuint (count_widgets (board), ==, 1);
  g_assert_cmpstr (test_json_text (board, "zones.2.0.widget"), ==, "week-cost-date");
  g_assert_cmpstr (test_json_text (board, "zones.2.0.title"), ==, "Call +***********");
  /* What is not for her, she does not get, be it that it is for who laid it out. */
  g_clear_pointer (&put, test_answer_free);
  put = test_house_ask (house, "PUT", DASHBOARD "/defaults/user", anna,
                        "{\"zones\":[[{\"widget\":\"silent-sources\"},{\"widget\":\"last-calls\"}],[],[]]}");
  g_assert_cmpuint (put->status, ==, 200);
  g_clear_pointer (&board, toll_json_free);
  board = test_house_get (house, DASHBOARD, rosa);
  g_assert_cmpuint (count_widgets (board), ==, 1);
  g_assert_cmpstr (test_json_text (board, "zones.0.0.widget"), ==, "last-calls");
  gone = test_house_ask (house, "DELETE", DASHBOARD "/defaults/user", anna, NULL);
  g_assert_cmpuint (gone->status, ==, 204);
  standard = test_house_get (house, DASHBOARD, rosa);
  g_assert_cmpuint (count_widgets (standard), >, 1);
}

/* Whoever sees numbers in part is not told what another typed into a question that is shared. */
static void
test_personal_reports (void)
{
  static const char *const kept
      = "{\"name\":\"Calls of +39026677202\",\"report_id\":\"1.1\",\"share\":\"user\",\"spec\":{\"where\":{\"field\":"
        "\"number\",\"op\":\"is\",\"value\":\"+39026677202\"}}}";
  static const char *const layout = "{\"zones\":[[{\"widget\":\"personal:1\"}],[],[]]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) made
      = test_house_ask (house, "POST", "/api/v1/personal-reports", anna, kept);
  g_autoptr (TestAnswer) put = test_house_ask (house, "PUT", DASHBOARD, rosa, layout);
  g_autoptr (TestAnswer) own = NULL, shown = NULL, gone = NULL, after = NULL, again = NULL;
  g_autoptr (TestAnswer) other = NULL, still = NULL, log = NULL;

  store_day (house);
  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpuint (put->status, ==, 200);
  own = test_house_ask (house, "PUT", DASHBOARD, anna, layout);
  g_assert_cmpuint (own->status, ==, 200);
  g_clear_pointer (&own, test_answer_free);
  own = test_house_ask (house, "GET", DASHBOARD, anna, NULL);
  g_assert_nonnull (strstr (own->body, "+39026677202"));
  shown = test_house_ask (house, "GET", DASHBOARD, rosa, NULL);
  g_assert_cmpuint (shown->status, ==, 200);
  g_assert_null (strstr (shown->body, "6677202"));
  log = test_house_ask (house, "GET", "/api/v1/access-log?q=GET%20/api/v1/dashboard", anna, NULL);
  g_assert_nonnull (strstr (log->body, "\"widget=personal:1 scope=all filter={"));
  gone = test_house_ask (house, "DELETE", "/api/v1/personal-reports/1", anna, NULL);
  g_assert_cmpuint (gone->status, ==, 204);
  after = test_house_ask (house, "GET", DASHBOARD, rosa, NULL);
  g_assert_nonnull (strstr (after->body, "\"problem\":{\"code\":\"not-found\""));
  /* It is called like what it showed, to each as they saw it. */
  g_assert_nonnull (strstr (after->body, "\"name\":\"Calls of +***********\""));
  g_clear_pointer (&own, test_answer_free);
  own = test_house_ask (house, "GET", DASHBOARD, anna, NULL);
  g_assert_nonnull (strstr (own->body, "\"name\":\"Calls of +39026677202\""));
  again = test_house_ask (house, "PUT", DASHBOARD, rosa, layout);
  g_assert_cmpuint (again->status, ==, 200);
  /* A card does not come to show another report because that got the id of the one that is gone. */
  other = test_house_ask (house, "POST", "/api/v1/personal-reports", anna, kept);
  g_assert_cmpuint (other->status, ==, 201);
  still = test_house_ask (house, "GET", DASHBOARD, rosa, NULL);
  g_assert_nonnull (strstr (still->body, "\"problem\":{\"code\":\"not-found\""));
  g_assert_nonnull (strstr (still->body, "\"name\":\"Personal report\""));
}

/* A card of a report that is taken back is called like it for those who lose it, not for its owner. */
static void
test_taken_back (void)
{
  static const char *const shared = "{\"name\":\"Ours\",\"report_id\":\"1.1\",\"share\":\"user\"}";
  static const char *const taken_back = "{\"name\":\"Ours\",\"report_id\":\"1.1\",\"share\":\"none\"}";
  static const char *const layout = "{\"zones\":[[{\"widget\":\"personal:1\"}],[],[]]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) made
      = test_house_ask (house, "POST", "/api/v1/personal-reports", anna, shared);
  g_autoptr (TestAnswer) hers = test_house_ask (house, "PUT", DASHBOARD, rosa, layout);
  g_autoptr (TestAnswer) own = test_house_ask (house, "PUT", DASHBOARD, anna, layout);
  g_autoptr (TestAnswer) back
      = test_house_ask (house, "PUT", "/api/v1/personal-reports/1", anna, taken_back);
  g_autoptr (TollJson) lost = test_house_get (house, DASHBOARD, rosa);
  g_autoptr (TollJson) kept = test_house_get (house, DASHBOARD, anna);

  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpuint (hers->status, ==, 200);
  g_assert_cmpuint (own->status, ==, 200);
  g_assert_cmpuint (back->status, ==, 200);
  g_assert_cmpstr (test_json_text (lost, "zones.0.0.title"), ==, "");
  g_assert_cmpstr (test_json_text (lost, "zones.0.0.name"), ==, "Ours");
  g_assert_cmpstr (test_json_text (lost, "zones.0.0.problem.code"), ==, "not-found");
  g_assert_cmpstr (test_json_text (kept, "zones.0.0.title"), ==, "");
  g_assert_cmpstr (test_json_text (kept, "zones.0.0.name"), ==, "Ours");
}

/* A report that is shared again is called by its name of now; taken back again, by the latest. */
static void
test_shared_again (void)
{
  static const struct
  {
    const char *report, *name;
    gboolean is_there;
  } rows[] = {
    { "{\"name\":\"Calls of 3470001122\",\"report_id\":\"1.1\",\"share\":\"none\"}", "Calls of **********",
      FALSE },
    { "{\"name\":\"Renamed\",\"report_id\":\"1.1\",\"share\":\"user\"}", "Renamed", TRUE },
    { "{\"name\":\"Renamed\",\"report_id\":\"1.1\",\"share\":\"none\"}", "Renamed", FALSE },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) made = test_house_ask (
      house, "POST", "/api/v1/personal-reports", anna,
      "{\"name\":\"Calls of 3470001122\",\"report_id\":\"1.1\",\"share\":\"user\"}");
  g_autoptr (TestAnswer) hers = test_house_ask (
      house, "PUT", DASHBOARD, rosa, "{\"zones\":[[{\"widget\":\"personal:1\"}],[],[]]}");

  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpuint (hers->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestAnswer) put
          = test_house_ask (house, "PUT", "/api/v1/personal-reports/1", anna, rows[i].report);
      g_autoptr (TollJson) seen = test_house_get (house, DASHBOARD, rosa);

      g_assert_cmpuint (put->status, ==, 200);
      g_assert_cmpstr (test_json_text (seen, "zones.0.0.title"), ==, "");
      g_assert_cmpstr (test_json_text (seen, "zones.0.0.name"), ==, rows[i].name);
      g_assert_cmpint (test_json_find (seen, "zones.0.0.doc") != NULL, ==, rows[i].is_there);
    }
}

/* The gallery tells what a picture of each is made of. */
static void
test_gallery_tells_columns (void)
{
  static const struct
  {
    const char *widget, *first, *kind;
  } rows[] = { { "week-cost-area", "Cost", "money" },
               { "internal-top", "Duration", "duration" },
               { "personal-traffic", "Incoming", "count" },
               { "quality", "Calls", "count" } };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) gallery = test_house_get (house, DASHBOARD "/widgets", anna);
  const TollJsonValue *items = test_json_find (gallery, "items");
  guint n = 0;

  for (guint i = 0; i < toll_json_value_get_length (items); i++)
    for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
      {
        g_autofree char *widget = g_strdup_printf ("items.%u.widget", i);
        g_autofree char *title = g_strdup_printf ("items.%u.columns.0.title", i);
        g_autofree char *kind = g_strdup_printf ("items.%u.columns.0.kind", i);

        if (strcmp (test_json_text (gallery, widget), rows[j].widget) != 0)
          continue;
        g_assert_cmpstr (test_json_text (gallery, title), ==, rows[j].first);
        g_assert_cmpstr (test_json_text (gallery, kind), ==, rows[j].kind);
        n++;
      }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (rows));
}

/* What is not for one's role is not shared with it by a card either, nor does it stand on Home. */
static void
test_not_for_the_role (void)
{
  static const char *const kept = "{\"name\":\"Trunks\",\"report_id\":\"5.1\",\"share\":\"user\"}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) made
      = test_house_ask (house, "POST", "/api/v1/personal-reports", anna, kept);
  g_autoptr (TestAnswer) put
      = test_house_ask (house, "PUT", DASHBOARD, rosa,
                        "{\"zones\":[[{\"widget\":\"personal:1\"}],[],[]]}");
  g_autoptr (TestAnswer) home = NULL;

  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpuint (put->status, ==, 400);
  g_assert_nonnull (strstr (put->body, "not for your role"));
  home = test_house_ask (house, "GET", "/api/v1/home", rosa, NULL);
  g_assert_cmpuint (home->status, ==, 200);
  g_assert_null (strstr (home->body, "Trunks"));
  g_clear_pointer (&home, test_answer_free);
  home = test_house_ask (house, "GET", "/api/v1/home", anna, NULL);
  g_assert_nonnull (strstr (home->body, "Trunks"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/dashboard/figures", test_figures_are_the_reports);
  g_test_add_func ("/api/dashboard/roles", test_begins_by_role);
  g_test_add_func ("/api/dashboard/layouts", test_layouts_are_kept);
  g_test_add_func ("/api/dashboard/no-single-people", test_no_single_people);
  g_test_add_func ("/dashboard/zone", test_zone);
  g_test_add_func ("/api/dashboard/two-desks", test_two_desks);
  g_test_add_func ("/api/dashboard/refused", test_refused_by_name);
  g_test_add_func ("/api/dashboard/defaults", test_an_administrator_lays_out_for_a_role);
  g_test_add_func ("/api/dashboard/personal", test_personal_reports);
  g_test_add_func ("/api/dashboard/taken-back", test_taken_back);
  g_test_add_func ("/api/dashboard/shared-again", test_shared_again);
  g_test_add_func ("/api/dashboard/gallery", test_gallery_tells_columns);
  g_test_add_func ("/api/dashboard/role", test_not_for_the_role);
  return g_test_run ();
}
