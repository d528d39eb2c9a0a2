/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports as files over HTTP: all that matches, with its name and kind, however slowly it is taken;
 * a client that leaves ends its question; the access log hears of what was carried away.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

#define N_LANES 4 /* for questions that take long */
#define RUN "/api/v1/reports/1.1/run"

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += *p == '\n';
  return n;
}

static void
test_everything_that_matches (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) all = NULL, own = NULL, few = NULL;
  g_autofree char *type = NULL, *name = NULL, *length = NULL, *wanted = NULL;

  test_house_store_calls (house, "703", 1500, 1);
  test_house_store_calls (house, "704", 700, 5000);
  all = test_house_ask (house, "POST", RUN "?format=csv", anna,
                        "{\"period\":{\"relative\":\"everything\"},\"fields\":[\"start\","
                        "\"extension\",\"number\"]}");
  g_assert_cmpuint (all->status, ==, 200);
  g_assert_cmpuint (count_lines (all->body), ==, 2201);
  g_assert_nonnull (strstr (all->body, "+39026677889"));
  type = test_answer_dup_header (all, "Content-Type");
  name = test_answer_dup_header (all, "Content-Disposition");
  length = test_answer_dup_header (all, "Content-Length");
  wanted = g_strdup_printf ("%" G_GSIZE_FORMAT, all->body_bytes);
  g_assert_true (g_str_has_prefix (type, "text/csv"));
  g_assert_cmpstr (name, ==, "attachment; filename=\"call-list.csv\"");
  g_assert_cmpstr (length, ==, wanted);
  /* The same rows and masks as on the screen. */
  own = test_house_ask (house, "POST", RUN "?format=csv", rosa,
                        "{\"period\":{\"relative\":\"everything\"}}");
  g_assert_cmpuint (count_lines (own->body), ==, 1501);
  g_assert_nonnull (strstr (own->body, "+39026677***"));
  g_assert_null (strstr (own->body, "6677889"));
  few = test_house_ask (house, "POST", RUN "?format=csv", anna,
                        "{\"period\":{\"relative\":\"everything\"},\"limit\":1200}");
  g_assert_cmpuint (count_lines (few->body), ==, 1201);
}

static void
test_groups (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) answer = NULL;
  g_autofree char *name = NULL;

  test_house_store_calls (house, "703", 15, 1);
  test_house_store_calls (house, "704", 7, 50);
  answer = test_house_ask (house, "POST", "/api/v1/reports/1.6/run?format=csv", anna,
                           "{\"period\":{\"relative\":\"today\"},\"fields\":[\"calls\"]}");
  name = test_answer_dup_header (answer, "Content-Disposition");
  g_assert_cmpstr (answer->body, ==, "Department,Calls\r\nSales,15\r\nSupport,7\r\n");
  g_assert_nonnull (strstr (name, "-20260318-20260318.csv"));
}

/* A row by a key that nothing is known of is called the same in every file. */
static void
test_unknown_key (void)
{
  static const char *const body = "{\"period\":{\"relative\":\"today\"},\"fields\":[\"calls\"],"
                                  "\"group_by\":[\"nation\"]}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) csv = NULL, html = NULL;
  TollCall call;

  test_house_store_calls (house, "703", 2, 1);
  test_house_fill_call (house, &call, "703", 9, "+39026677889");
  call.nation = "";
  test_house_store_call (house, &call);
  csv = test_house_ask (house, "POST", "/api/v1/reports/1.6/run?format=csv", anna, body);
  html = test_house_ask (house, "POST", "/api/v1/reports/1.6/run?format=html", anna, body);
  g_assert_cmpstr (csv->body, ==, "Nation,Calls\r\nIT,2\r\n–,1\r\n");
  g_assert_nonnull (strstr (html->body, ">–<"));
}

static void
test_refused (void)
{
  static const char *const paths[] = { RUN "?format=doc", RUN "?format=csv&limit=3",
                                       RUN "?format=csv&after=1" };
  static const char *const fields[] = { "format", "limit", "after" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", paths[i], anna, "{}");
      g_autoptr (TollJson) json = toll_json_read (answer->body, -1, 0, NULL);

      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_cmpstr (test_json_text (json, "field"), ==, fields[i]);
    }
}

/* A history of everything is none of one number. */
static void
test_number_is_asked_for (void)
{
  static const char *const none[]
      = { "{}", "{\"where\":{\"all\":[{\"field\":\"number\",\"op\":\"is_not\",\"value\":\"+39\"}]}}",
          "{\"where\":{\"any\":[{\"field\":\"number\",\"op\":\"is\",\"value\":\"+39\"},"
          "{\"field\":\"talk_ms\",\"op\":\">\",\"value\":\"1\"}]}}" };
  static const char *const formats[] = { "", "?format=csv", "?format=pdf" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) told = NULL, counted = NULL;

  test_house_store_calls (house, "703", 15, 1);
  for (guint i = 0; i < G_N_ELEMENTS (none) * G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/reports/1.4/run", formats[i / 3], NULL);
      g_autoptr (TestAnswer) answer = test_house_ask (house, "POST", path, anna, none[i % 3]);
      g_autoptr (TollJson) json = toll_json_read (answer->body, -1, 0, NULL);

      g_assert_cmpuint (answer->status, ==, 422);
      g_assert_cmpstr (test_json_text (json, "code"), ==, "number-required");
      g_assert_cmpstr (test_json_text (json, "field"), ==, "spec.where");
    }
  told = test_house_ask (house, "POST", "/api/v1/reports/1.4/run", anna,
                         "{\"where\":{\"all\":[{\"field\":\"number\",\"op\":\"is\",\"value\":\"+39\"}]}}");
  g_assert_cmpuint (told->status, ==, 200);
  counted = test_house_ask (house, "POST", "/api/v1/reports/1.4/count", anna, "{}");
  g_assert_cmpuint (counted->status, ==, 200);
}

/* Three endless questions hold every lane until they are cancelled. */
typedef struct
{
  GCancellable *cancellable;
  guint n_done;
} Hold;

static gboolean
endless_task (CollectorDb *db, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max (i) FROM n",
      error);
  gboolean has_row;

  return stmt != NULL && collector_stmt_step (stmt, &has_row, error);
}

static void
hold_done (gpointer data, const GError *error)
{
  ((Hold *) data)->n_done++;
}

static void
hold_lanes (TestHouse *house, Hold *hold)
{
  hold->cancellable = g_cancellable_new ();
  for (guint i = 0; i < N_LANES; i++)
    {
      CollectorLongTask task = { 1000 + i, hold->cancellable, endless_task, hold, hold_done };

      g_assert_true (collector_lanes_run_long (house->lanes, &task, NULL));
    }
}

static void
let_lanes_go (Hold *hold)
{
  g_cancellable_cancel (hold->cancellable);
  while (hold->n_done < N_LANES)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&hold->cancellable);
}

static char *
dup_request (const char *token, const char *query)
{
  return g_strdup_printf ("POST " RUN "%s HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n"
                          "Content-Length: 2\r\n\r\n{}",
                          query, token);
}

/* While reports wait, everything else is answered; who leaves asks no longer; who waits is
 * answered. */
static void
test_leaving_ends_a_question (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *request = dup_request (anna, "");
  g_autoptr (TestHttp) leaves = test_http_open (house->url), stays = test_http_open (house->url);
  CollectorServer *server = collector_house_get_server (house->house);
  g_autoptr (TollJson) log = NULL, home = NULL;
  Hold hold = { NULL };
  guint n_connections;

  test_house_store_calls (house, "703", 4, 1);
  hold_lanes (house, &hold);
  test_http_send (leaves, request, -1);
  test_http_send (stays, request, -1);
  test_pump (100);
  home = test_house_get (house, "/api/v1/home", anna);
  n_connections = collector_server_get_n_connections (server);
  test_http_close (g_steal_pointer (&leaves));
  for (guint i = 0; i < 500 && collector_server_get_n_connections (server) >= n_connections; i++)
    test_pump (10);
  g_assert_cmpuint (collector_server_get_n_connections (server), <, n_connections);
  let_lanes_go (&hold);
  g_assert_true (test_http_wait_for (stays, "\"report_id\":\"1.1\"", 3000));
  log = test_house_get (house, "/api/v1/access-log", anna);
  /* Home, and the report that was waited for. */
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (log, "items")), ==, 2);
}

/* A large file goes in pieces; a second request follows on the same connection. */
static void
test_large_file (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *request = dup_request (anna, "?format=csv");
  g_autoptr (TestHttp) http = test_http_open (house->url);
  g_autoptr (TestAnswer) answer = NULL, again = NULL;

  test_house_store_calls (house, "703", 9000, 1);
  test_http_send (http, request, -1);
  test_pump (1500); /* not taken yet: it waits in the file */
  answer = test_http_read (http, FALSE);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (answer->body_bytes, >, 600000);
  g_assert_cmpuint (count_lines (answer->body), ==, 9001);
  again = test_http_ask (http, "GET", "/api/v1/me", anna, NULL);
  g_assert_cmpuint (again->status, ==, 200);
}

static void
test_access_log (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) answer = NULL;
  g_autoptr (TollJson) log = NULL;

  test_house_store_calls (house, "703", 12, 1);
  answer = test_house_ask (house, "POST", RUN "?format=csv", anna, "{}");
  log = test_house_get (house, "/api/v1/access-log", anna);
  g_assert_cmpint (test_json_int (log, "items.0.n_rows"), ==, 12);
  g_assert_true (g_str_has_prefix (test_json_text (log, "items.0.filter"), "scope=all format=csv filter={"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-files/number-is-asked-for", test_number_is_asked_for);
  g_test_add_func ("/api/report-files/everything", test_everything_that_matches);
  g_test_add_func ("/api/report-files/groups", test_groups);
  g_test_add_func ("/api/report-files/unknown-key", test_unknown_key);
  g_test_add_func ("/api/report-files/refused", test_refused);
  g_test_add_func ("/api/report-files/leaving", test_leaving_ends_a_question);
  g_test_add_func ("/api/report-files/large", test_large_file);
  g_test_add_func ("/api/report-files/access-log", test_access_log);
  return g_test_run ();
}
