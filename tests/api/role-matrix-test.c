/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The role matrix: every route as a stranger, a user, a supervisor, an administrator, and one whose
 * scope is a part of the house, for their own data, their group's and foreign data, against the one
 * table. And what one may not see is answered as what is not there.
 */
#include "config.h"

#include "tests/support/description.h"
#include "tests/support/route-rows.h"
#include "tests/support/score.h"

#include <string.h>

/* A house with one call of each of its people; departments are theirs, the rest is the company's. */
typedef struct
{
  TestHouse *house;
  gint64 calls[6];      /* by person */
  char *sessions[6];    /* ids, one of each person's */
  guint wallboards[6];  /* ids, by person; 0 = none */
  char *tokens[TEST_N_ASKERS];
  TestDescription *description;
  guint n_asked;
  guint n_undescribed;
  gboolean has_kept;
} Fixture;

static const char *const user_names[] = { "", "anna", "super", "rosa", "bruno", "paola" };

/* Returns: (transfer full): the newest session of @token. */
static char *
dup_session (TestHouse *house, const char *token)
{
  g_autoptr (TollJson) page = test_house_get (house, "/api/v1/me/sessions", token);
  const TollJsonValue *items = test_json_find (page, "items");

  for (guint i = 0; i < toll_json_value_get_length (items); i++)
    {
      const TollJsonValue *item = toll_json_value_get_element (items, i);

      if (toll_json_value_get_bool (toll_json_value_get_member (item, "is_current")))
        return g_strdup (toll_json_value_get_text (toll_json_value_get_member (item, "id")));
    }
  g_assert_not_reached ();
}

static void
add_grouping (TestHouse *house, const char *path, const char *token)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", path, token,
                                                  "{\"name\":\"Ours\"}");

  g_assert_cmpuint (answer->status, ==, 201);
}

static gboolean
learn_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db, "INSERT INTO learned_device VALUES ('SEP001122334455', 1, 2, 3)",
                           error)
         && collector_db_run (db,
                              "INSERT INTO mail_message VALUES (1, 'a@b', 'a@b.it', 's', 1773835200000, 1,"
                              " x'78', NULL)",
                              error)
         && collector_db_run (db,
                              "INSERT INTO mail VALUES (1, 1, 'a@b.it', 2, 1, 1, 1, 1, '550 no')",
                              error);
}

static void
set_up (Fixture *f)
{
  static const char *const extensions[] = { "", "701", "702", "703", "704", "705" };
  char *anna;

  f->house = test_house_new (NULL, NULL);
  test_house_add_paola (f->house);
  f->description = test_description_read ();
  test_house_write (f->house, learn_task, NULL);
  anna = f->tokens[COLLECTOR_ROLE_ADMINISTRATOR] = test_house_sign_in (f->house, "anna");
  add_grouping (f->house, "/api/v1/cost-centres", anna);
  add_grouping (f->house, "/api/v1/locations", anna);
  for (guint i = 1; i < G_N_ELEMENTS (f->calls); i++)
    {
      TollCall call;

      test_house_fill_call (f->house, &call, extensions[i], i, "+39026677889");
      f->calls[i] = test_house_store_call (f->house, &call);
    }
}

static void
tear_down (Fixture *f)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->sessions); i++)
    g_clear_pointer (&f->sessions[i], g_free);
  for (guint i = 0; i < TEST_N_ASKERS; i++)
    g_clear_pointer (&f->tokens[i], g_free);
  g_clear_pointer (&f->house, test_house_free);
  g_clear_pointer (&f->description, g_hash_table_unref);
  f->has_kept = FALSE;
}

static void
renew (Fixture *f)
{
  tear_down (f);
  set_up (f);
}

/* Everybody keeps a report and a schedule and has run a report: in the order of people, so that the
 * ids are theirs. Who may has a wallboard. */
static void
keep (Fixture *f)
{
  guint n_wallboards = 0;

  for (guint i = 1; i < G_N_ELEMENTS (user_names); i++)
    {
      g_autofree char *token = test_house_sign_in (f->house, user_names[i]);
      g_autoptr (TestAnswer) kept = test_house_ask (
          f->house, "POST", "/api/v1/personal-reports", token,
          "{\"name\":\"Mine\",\"report_id\":\"1.1\",\"spec\":{}}");
      g_autoptr (TestAnswer) planned = test_house_ask (
          f->house, "POST", "/api/v1/schedules", token,
          "{\"name\":\"Mine\",\"report_id\":\"1.1\",\"every_unit\":\"days\",\"start\":"
          "\"2026-04-01T08:00\",\"recipients\":[\"a@prova.example\"]}");
      g_autoptr (TestAnswer) ran
          = test_house_ask (f->house, "POST", "/api/v1/reports/1.1/run", token, "{}");
      g_autoptr (TestAnswer) shown
          = test_house_ask (f->house, "POST", "/api/v1/wallboards", token, "{\"name\":\"Mine\"}");

      g_assert_cmpuint (kept->status, ==, 201);
      g_assert_cmpuint (planned->status, ==, 201);
      g_assert_cmpuint (ran->status, ==, 200);
      f->wallboards[i] = shown->status == 201 ? ++n_wallboards : 0;
    }
  g_assert_cmpuint (n_wallboards, ==, 3);
  f->has_kept = TRUE;
}

/* Returns: (transfer full): @text with the @placeholder filled. */
static char *
fill (const char *text, const char *placeholder, const char *value)
{
  GString *filled = g_string_new (text);

  g_string_replace (filled, placeholder, value, 0);
  return g_string_free (filled, FALSE);
}

/* Returns: (transfer full): what the variable of the row's path stands for. */
static char *
dup_object (Fixture *f, const TestRouteRow *row, gint64 person_id)
{
  switch (row->object)
    {
    case TEST_OBJECT_CALL:
      return g_strdup_printf ("%" G_GINT64_FORMAT, f->calls[person_id]);
    case TEST_OBJECT_PERSON:
    case TEST_OBJECT_KEPT: /* as keep() made them */
      return g_strdup_printf ("%" G_GINT64_FORMAT, person_id);
    case TEST_OBJECT_WALLBOARD:
      return g_strdup_printf ("%u", f->wallboards[person_id]);
    case TEST_OBJECT_SESSION:
      return g_strdup (f->sessions[person_id] != NULL ? f->sessions[person_id] : "1");
    case TEST_OBJECT_DEPARTMENT:
      return g_strdup (person_id == 4 ? "2" : "1");
    case TEST_OBJECT_DEVICE:
      return g_strdup ("SEP001122334455");
    case TEST_OBJECT_REPORT:
    case TEST_OBJECT_REPORT_CALLS:
      return g_strdup (TEST_REPORT);
    default:
      return g_strdup ("1");
    }
}

static guint
ask (Fixture *f, const TestRouteRow *row, const char *token, gint64 person_id, TestAnswer **answer)
{
  g_autofree char *object = dup_object (f, row, person_id);
  g_autofree char *with_id = fill (row->template, "{id}", object);
  g_autofree char *with_name = fill (with_id, "{name}", object);
  g_autofree char *plain = fill (with_name, "{role}", "user");
  g_autofree char *path = g_strconcat (plain, row->query != NULL ? "?" : NULL, row->query, NULL);
  g_autofree char *figure = g_strdup_printf ("%u", ++f->n_asked);
  g_autofree char *body = row->body != NULL ? fill (row->body, "#", figure) : NULL;

  *answer = test_house_ask (f->house, row->method, path, token, body);
  if (!test_description_has_status (f->description, row->method, row->template, (*answer)->status))
    f->n_undescribed++;
  return (*answer)->status;
}

/* 200 when what belongs to @person_id comes down an open stream, 404 when it does not. */
static guint
follow (Fixture *f, const TestRouteRow *row, const char *token, gint64 person_id)
{
  g_autoptr (TestHttp) http = test_http_open (f->house->url);
  CollectorLive *live = collector_server_get_live (collector_house_get_server (f->house->house));
  g_autofree char *request =
      g_strdup_printf ("GET %s HTTP/1.1\r\nHost: t\r\n%s%s%s\r\n", row->template,
                       token != NULL ? "Authorization: Bearer " : "", token != NULL ? token : "",
                       token != NULL ? "\r\n" : "");
  g_autofree char *id = g_strdup_printf ("\"id\":\"%" G_GINT64_FORMAT "\"", f->calls[person_id]);

  test_http_send (http, request, -1);
  if (token == NULL)
    {
      g_autoptr (TestAnswer) answer = test_http_read (http, FALSE);

      return answer->status;
    }
  g_assert_true (test_http_wait_for (http, "event: hello", 3000));
  /* Tiles are told after calls; they come to everybody whom a call concerns. */
  collector_live_publish_calls (live, &f->calls[person_id], 1);
  return test_http_wait_for (http, id, 600) ? 200 : 404;
}

/* What a cell of the matrix comes out as. */
static guint
try_cell (Fixture *f, const TestRouteRow *row, const char *token, gint64 person_id)
{
  g_autoptr (TestAnswer) answer = NULL;
  g_autofree char *marker = NULL;
  guint status;

  if (row->object == TEST_OBJECT_STREAM)
    return follow (f, row, token, person_id);
  status = ask (f, row, token, person_id, &answer);
  if (status >= 400)
    g_test_message ("%s", answer->body);
  if (row->object == TEST_OBJECT_CALL_LIST)
    marker = g_strdup_printf ("\"id\":\"%" G_GINT64_FORMAT "\"", f->calls[person_id]);
  else if (row->object == TEST_OBJECT_REPORT_CALLS)
    marker = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", f->calls[person_id]);
  else if (row->object == TEST_OBJECT_PEOPLE_LIST)
    marker = g_strdup_printf ("\"user_name\":\"%s\"", user_names[person_id]);
  if (marker != NULL && status == 200 && strstr (answer->body, marker) == NULL)
    return 404;
  return status;
}

static gboolean
is_signed_in (Fixture *f, guint asker)
{
  g_autoptr (TestAnswer) answer = NULL;

  if (f->tokens[asker] == NULL)
    return FALSE;
  answer = test_house_ask (f->house, "GET", "/api/v1/me", f->tokens[asker], NULL);
  return answer->status == 200;
}

/* Routes that change something may have ended the session. Returns: (transfer none): a token of
 * @asker; the sessions a row may be about are there. */
static const char *
sign_in (Fixture *f, const TestRouteRow *row, guint asker)
{
  if (row->object == TEST_OBJECT_SESSION)
    for (guint i = 1; i < G_N_ELEMENTS (f->sessions); i++)
      {
        g_autofree char *other = test_house_sign_in (f->house, user_names[i]);

        g_free (f->sessions[i]);
        f->sessions[i] = dup_session (f->house, other);
      }
  if ((row->object == TEST_OBJECT_KEPT || row->object == TEST_OBJECT_WALLBOARD) && !f->has_kept)
    keep (f);
  if (!is_signed_in (f, asker))
    {
      g_free (f->tokens[asker]);
      f->tokens[asker] = test_house_sign_in (f->house, test_asker_users[asker]);
    }
  return f->tokens[asker];
}

static guint
check_cell (Fixture *f, const TestRouteRow *row, guint asker, guint whose)
{
  static const char *const names[] = { "own", "group", "foreign" };
  guint status = try_cell (f, row, sign_in (f, row, asker), test_route_person (asker, whose));
  guint wanted = row->cells[asker][whose];

  if (status == wanted)
    return 0;
  g_test_message ("%s %s as %s, %s: %u, not %u", row->method, row->template,
                  test_asker_users[asker], names[whose], status, wanted);
  return 1;
}

static gboolean
is_somebodys (const TestRouteRow *row)
{
  return row->object != TEST_OBJECT_NONE && row->object != TEST_OBJECT_FIRST &&
         row->object != TEST_OBJECT_DEVICE && row->object != TEST_OBJECT_REPORT;
}

/* Each asker's own cells come last, for they may end the asker. What the others deleted is there
 * again for the administrator of a part. */
static guint
check_row (Fixture *f, const TestRouteRow *row)
{
  guint n_wrong = 0, status = try_cell (f, row, NULL, 3);

  if (status != row->stranger)
    {
      g_test_message ("%s %s as a stranger: %u, not %u", row->method, row->template, status,
                      row->stranger);
      n_wrong++;
    }
  for (guint asker = 0; asker < TEST_N_ASKERS; asker++)
    {
      if (asker == TEST_PART && strcmp (row->method, "DELETE") == 0)
        renew (f);
      for (guint i = 0; i < TEST_N_WHOSE; i++)
        {
          guint whose = TEST_N_WHOSE - 1 - i;

          if (is_somebodys (row) || whose == TEST_OWN)
            n_wrong += check_cell (f, row, asker, whose);
        }
    }
  return n_wrong;
}

static void
test_every_route_has_a_row (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorRouter) router = collector_router_new (collector_routes_list (), &error);
  guint n_missing = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < collector_router_get_n_routes (router); i++)
    {
      const CollectorRoute *route = collector_router_get_route (router, i);

      if (test_route_find (route) != NULL)
        continue;
      g_test_message ("%s %s has no row in tests/support/route-rows.c", route->method,
                      route->template);
      n_missing++;
    }
  toll_score ("S03", "routes without a row", n_missing, 0);
  g_assert_cmpuint (collector_router_get_n_routes (router), ==, test_n_route_rows);
}

/* Reading leaves the house as it was; each route that changes something gets one of its own. */
static void
test_matrix (gconstpointer data)
{
  const char *method = data;
  g_autofree char *what = g_strconcat ("cells of ", method, " not as declared", NULL);
  Fixture f = { 0 };
  guint n_wrong = 0;

  for (guint i = 0; i < test_n_route_rows; i++)
    {
      if (strcmp (test_route_rows[i].method, method) != 0)
        continue;
      if (f.house == NULL)
        set_up (&f);
      n_wrong += check_row (&f, &test_route_rows[i]);
      if (strcmp (method, "GET") != 0)
        tear_down (&f);
    }
  tear_down (&f);
  toll_score ("S03", what, n_wrong, 0);
  g_assert_cmpuint (f.n_undescribed, ==, 0);
}

/* Foreign ids and ids of nothing are answered alike, to the byte. */
static void
test_hidden_is_as_absent (void)
{
  Fixture f = { 0 };
  guint n_differing = 0;

  set_up (&f);
  for (guint asker = 0; asker < TEST_N_ASKERS; asker++)
    for (guint i = 0; i < test_n_route_rows; i++)
      {
        const TestRouteRow *row = &test_route_rows[i];
        const char *token;
        g_autofree char *path = NULL;
        g_autoptr (TestAnswer) foreign = NULL, absent = NULL;

        if (row->cells[asker][TEST_FOREIGN] != 404 || strchr (row->template, '{') == NULL
            || row->object == TEST_OBJECT_REPORT_CALLS)
          continue;
        token = sign_in (&f, row, asker);
        ask (&f, row, token, test_route_person (asker, TEST_FOREIGN), &foreign);
        path = fill (row->template, "{id}", "7340031");
        absent = test_house_ask (f.house, row->method, path, token, row->body);
        g_test_message ("%s %s: %s", row->method, row->template, foreign->body);
        g_assert_cmpuint (absent->status, ==, 404);
        n_differing += foreign->status != 404 || strcmp (foreign->body, absent->body) != 0;
      }
  toll_score ("S04", "routes that tell foreign from absent", n_differing, 0);
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/matrix/complete", test_every_route_has_a_row);
  g_test_add_data_func ("/api/matrix/get", "GET", test_matrix);
  g_test_add_data_func ("/api/matrix/put", "PUT", test_matrix);
  g_test_add_data_func ("/api/matrix/post", "POST", test_matrix);
  g_test_add_data_func ("/api/matrix/delete", "DELETE", test_matrix);
  g_test_add_func ("/api/matrix/absent", test_hidden_is_as_absent);
  return g_test_run ();
}
