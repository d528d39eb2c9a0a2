/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The access log: who looked at whose calls is written before the answer leaves, or nothing is
 * shown; the chain shows an edit, a hole and a cut; purpose.
 */
#include "config.h"

#include "tests/support/api-house.h"
#include "tests/support/score.h"

#include "collector/store/access-log.h"

#include <sqlite3.h>
#include <string.h>

static TollJson *
read_log (TestHouse *house, const char *token)
{
  return test_house_get (house, "/api/v1/access-log?limit=1000", token);
}

static gboolean
head_task (CollectorDb *log, gpointer data, GError **error)
{
  return collector_access_log_get_head (log, data, error);
}

static guint
ask (TestHouse *house, const char *path, const char *token)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", path, token, NULL);

  return answer->status;
}

static void
test_who_looked_at_whose_calls (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) log = NULL;
  g_autofree char *path = NULL;
  TollCall call;

  test_house_store_calls (house, "703", 3, 10);
  test_house_fill_call (house, &call, "704", 1, "+39026677889");
  test_house_store_call (house, &call);
  g_assert_cmpuint (ask (house, "/api/v1/calls", rosa), ==, 200);
  g_assert_cmpuint (ask (house, "/api/v1/calls?mine=true", anna), ==, 200);
  g_assert_cmpuint (ask (house, "/api/v1/calls?filter=%7B%22number%22:%22bad%22", anna), ==, 422);
  g_assert_cmpint (test_house_count_entries (house), ==, 0); /* nothing of anybody else was shown */
  g_assert_cmpuint (
      ask (house, "/api/v1/calls?limit=9&filter=%7B%22number%22:%22%2B39026677889%22%7D", anna), ==,
      200);
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, call.id);
  g_assert_cmpuint (ask (house, path, anna), ==, 200);
  g_assert_cmpint (test_house_count_entries (house), ==, 2);
  log = read_log (house, anna);
  g_assert_cmpstr (test_json_text (log, "items.0.action"), ==, "GET /api/v1/calls/{id}");
  g_assert_cmpstr (test_json_text (log, "items.0.object"), ==, strrchr (path, '/') + 1);
  g_assert_cmpstr (test_json_text (log, "items.0.people"), ==, "4");
  g_assert_cmpint (test_json_int (log, "items.0.n_rows"), ==, 1);
  g_assert_cmpstr (test_json_text (log, "items.1.user_name"), ==, "anna");
  g_assert_cmpstr (test_json_text (log, "items.1.action"), ==, "GET /api/v1/calls");
  g_assert_cmpstr (test_json_text (log, "items.1.filter"), ==,
                   "filter={\"number\":\"+***********\"} limit=9");
  g_assert_cmpint (test_json_int (log, "items.1.n_rows"), ==, 4);
  g_assert_cmpint (test_json_int (log, "items.1.n_people"), ==, 2);
  g_assert_cmpint (test_json_int (log, "items.1.at_ms"), ==, TEST_NOW_MS);
}

/* Names come with the entries: whoever reads the log looks at no people. */
static void
test_names (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) changed = NULL;
  g_autoptr (TollJson) log = NULL, again = NULL;

  test_house_store_calls (house, "703", 3, 10);
  g_assert_cmpuint (ask (house, "/api/v1/calls", anna), ==, 200);
  changed = test_house_ask (house, "PUT", "/api/v1/people/3/pin", anna, "{\"pin\":\"58204\"}");
  g_assert_cmpuint (changed->status, ==, 204);
  log = read_log (house, anna);
  g_assert_cmpstr (test_json_text (log, "items.0.action"), ==, "PUT /api/v1/people/{id}/pin");
  g_assert_cmpstr (test_json_text (log, "items.0.names.0"), ==, "Rosa Neri");
  g_assert_cmpstr (test_json_text (log, "items.1.action"), ==, "GET /api/v1/calls");
  g_assert_cmpstr (test_json_text (log, "items.1.people"), ==, "3");
  g_assert_cmpstr (test_json_text (log, "items.1.names.0"), ==, "Rosa Neri");
  again = read_log (house, anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (again, "items")), ==, 2);
}

/* The log as a report, to be printed, sent and handed over. */
static void
test_report (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autoptr (TestAnswer) run = NULL, csv = NULL, asked = NULL, told = NULL, other = NULL;
  g_autoptr (TollJson) doc = NULL;
  g_autoptr (GError) error = NULL;

  test_house_store_calls (house, "703", 3, 10);
  g_assert_cmpuint (ask (house, "/api/v1/calls?limit=9", anna), ==, 200);
  run = test_house_ask (house, "POST", "/api/v1/reports/12.7/run", anna, "{}");
  g_assert_cmpuint (run->status, ==, 200);
  doc = toll_json_read (run->body, run->body_bytes, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_json_int (doc, "rows.0.0"), ==, TEST_NOW_MS);
  g_assert_cmpstr (test_json_text (doc, "rows.0.1"), ==, "anna");
  g_assert_cmpstr (test_json_text (doc, "rows.0.2"), ==, "Looked at calls");
  g_assert_cmpstr (test_json_text (doc, "rows.0.3"), ==, "Rosa Neri");
  g_assert_cmpint (test_json_int (doc, "rows.0.4"), ==, 1);
  g_assert_cmpint (test_json_int (doc, "rows.0.5"), ==, 3);
  g_assert_cmpstr (test_json_text (doc, "rows.0.6"), ==, "at most: 9");
  csv = test_house_ask (house, "POST", "/api/v1/reports/12.7/run?format=csv", anna, "{}");
  g_assert_cmpuint (csv->status, ==, 200);
  g_assert_nonnull (strstr (csv->body, "anna,Looked at calls,Rosa Neri,1,3,at most: 9,"));
  asked = test_house_ask (house, "POST", "/api/v1/reports/1.1/run", anna,
                          "{\"period\":{\"from_ms\":1772319600000,\"to_ms\":1774994400000},"
                          "\"groups\":{\"extensions\":[\"703\",\"704\"]},\"where\":{\"all\":["
                          "{\"field\":\"talk_ms\",\"op\":\">=\",\"value\":\"60\"}]}}");
  g_assert_cmpuint (asked->status, ==, 200);
  told = test_house_ask (house, "POST", "/api/v1/reports/12.7/run?format=csv", anna, "{}");
  g_assert_nonnull (strstr (told->body,
                            "calls of all · from: 1 Mar 2026 0:00:00 · until: 1 Apr 2026 0:00:00 · "
                            "extension: 703, 704 · talk_ms: >= 60"));
  g_assert_null (strchr (told->body, '{'));
  other = test_house_ask (house, "POST", "/api/v1/reports/12.7/run", super, "{}");
  g_assert_cmpuint (other->status, ==, 403);
}

static void
test_changes_are_noted (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) done =
      test_house_ask (house, "PUT", "/api/v1/privacy", anna, "{\"preset\":\"DE\"}");
  g_autoptr (TestAnswer) bad =
      test_house_ask (house, "PUT", "/api/v1/privacy", anna, "{\"preset\":\"XX\"}");
  g_autoptr (TollJson) log = NULL;

  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpuint (bad->status, ==, 400);
  log = read_log (house, anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (log, "items")), ==, 1);
  g_assert_cmpstr (test_json_text (log, "items.0.action"), ==, "PUT /api/v1/privacy");
  g_assert_nonnull (strstr (test_json_text (log, "items.0.filter"),
                            "change=preset=DE purpose_required=1 individual_reports=0"));
}

static TestAnswer *
ask_for (TestHouse *house, const char *path, const char *token, const char *purpose)
{
  g_autoptr (TestHttp) http = test_http_open (house->url);
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer "
                                              "%s\r\nTollkeeper-Purpose: %s\r\n\r\n",
                                              path, token, purpose);

  test_http_send (http, request, -1);
  return test_http_read (http, FALSE);
}

static void
test_purpose (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) put = test_house_ask (house, "PUT", "/api/v1/privacy", anna,
                                               "{\"purpose_required\":true}");
  g_autofree char *long_one = g_strnfill (201, 'x');
  g_autoptr (TestAnswer) none = NULL, good = NULL, too_long = NULL, stream = NULL, dot = NULL;
  g_autoptr (TollJson) log = NULL;

  g_assert_cmpuint (put->status, ==, 200);
  test_house_store_calls (house, "703", 3, 10);
  g_assert_cmpuint (ask (house, "/api/v1/calls", rosa), ==, 200);
  none = test_house_ask (house, "GET", "/api/v1/home", anna, NULL);
  g_assert_cmpuint (none->status, ==, 403);
  g_assert_nonnull (strstr (none->body, "\"code\":\"purpose-required\""));
  g_assert_null (strstr (none->body, "6677889"));
  dot = ask_for (house, "/api/v1/calls", anna, "%20..%20-");
  g_assert_cmpuint (dot->status, ==, 400);
  g_assert_nonnull (strstr (dot->body, "\"field\":\"Tollkeeper-Purpose\""));
  stream = test_house_ask (house, "GET", "/api/v1/events", anna, NULL);
  g_assert_cmpuint (stream->status, ==, 403);
  too_long = ask_for (house, "/api/v1/calls", anna, long_one);
  g_assert_cmpuint (too_long->status, ==, 400);
  good = ask_for (house, "/api/v1/calls", anna, "Ticket%20123456%20f%C3%BCr%20Rosa");
  g_assert_cmpuint (good->status, ==, 200);
  good = (test_answer_free (good), ask_for (house, "/api/v1/access-log", anna, "audit"));
  log = toll_json_read (good->body, -1, 0, NULL);
  g_assert_cmpstr (test_json_text (log, "items.0.purpose"), ==, "Ticket 123456 für Rosa");
}

/* Who somebody is, by list, search or alone, is asked for as their calls are; oneself is not. */
static void
test_the_directory_needs_a_purpose (void)
{
  static const char *const asked[]
      = { "/api/v1/people", "/api/v1/people?q=rosa", "/api/v1/people/%s",
          "/api/v1/reports/values?field=name", "/api/v1/reports/values?field=people",
          "/api/v1/reports/values?field=login_user", "/api/v1/reports/values?field=device" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) rosa = test_house_get (house, "/api/v1/people?q=rosa", anna);
  g_autoptr (TestAnswer) put = test_house_ask (house, "PUT", "/api/v1/privacy", anna,
                                               "{\"purpose_required\":true}");
  g_autoptr (TestAnswer) kept = NULL, refused = NULL, log_answer = NULL;
  g_autofree char *rosa_path = NULL;
  g_autoptr (TollJson) own = NULL, log = NULL;
  g_autofree char *own_path = NULL;

  g_assert_cmpuint (put->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_auto (GStrv) parts = g_strsplit (asked[i], "%s", -1);
      g_autofree char *path = g_strjoinv (test_json_text (rosa, "items.0.id"), parts);
      g_autoptr (TestAnswer) none = test_house_ask (house, "GET", path, anna, NULL);
      g_autoptr (TestAnswer) good = ask_for (house, path, anna, "ticket");

      g_assert_cmpuint (none->status, ==, 403);
      g_assert_nonnull (strstr (none->body, "\"code\":\"purpose-required\""));
      g_assert_null (strstr (none->body, "rosa"));
      g_assert_cmpuint (good->status, ==, 200);
    }
  own = test_house_get (house, "/api/v1/people?q=anna", anna);
  own_path = g_strconcat ("/api/v1/people/", test_json_text (own, "items.0.id"), NULL);
  g_assert_cmpuint (ask (house, own_path, anna), ==, 200);
  kept = test_house_ask (house, "PUT", own_path, anna, "{\"first_name\":\"Anna\"}");
  g_assert_cmpuint (kept->status, ==, 200);
  rosa_path = g_strconcat ("/api/v1/people/", test_json_text (rosa, "items.0.id"), NULL);
  refused = test_house_ask (house, "PUT", rosa_path, anna, "{\"first_name\":\"Rosetta\"}");
  g_assert_cmpuint (refused->status, ==, 403);
  g_assert_null (strstr (refused->body, "703"));
  log_answer = ask_for (house, "/api/v1/access-log?q=GET%20/api/v1/people/", anna, "audit");
  log = toll_json_read (log_answer->body, -1, 0, NULL);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (log, "items")), ==, 1);
  g_assert_cmpstr (test_json_text (log, "items.0.purpose"), ==, "ticket");
  g_assert_cmpstr (test_json_text (log, "items.0.people"), ==,
                   test_json_text (rosa, "items.0.id"));
}

/* Runs @sql on the log by another connection, as one who may write the file could. */
static void
tamper (TestHouse *house, const char *sql)
{
  g_autofree char *path = test_temp_dir_path (house->dir, "access.db");
  sqlite3 *handle = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, 5000);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (handle);
}

/* A report that would leave some out is refused. */
static void
test_report_of_too_many (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100001)"
      " INSERT INTO entry SELECT i, %" G_GINT64_FORMAT ", 1, 'anna', 'GET /api/v1/home', '', '',"
      " '', '', 1, 1, '' FROM n", (gint64) TEST_NOW_MS);
  g_autoptr (TestAnswer) all = NULL, first = NULL;

  tamper (house, sql);
  all = test_house_ask (house, "POST", "/api/v1/reports/12.7/run", anna, "{}");
  g_assert_cmpuint (all->status, ==, 413);
  g_assert_nonnull (strstr (all->body, "ask for a shorter one"));
  first = test_house_ask (house, "POST", "/api/v1/reports/12.7/run", anna, "{\"limit\":2}");
  g_assert_cmpuint (first->status, ==, 200);
}

static void
test_what_is_not_noted_is_not_shown (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) refused = NULL, change = NULL;
  g_autoptr (TollJson) privacy = NULL;

  test_house_store_calls (house, "703", 3, 10);
  g_assert_cmpuint (ask (house, "/api/v1/calls", anna), ==, 200);
  tamper (house, "ALTER TABLE entry RENAME TO gone");
  for (guint i = 0; i < 2; i++)
    g_test_expect_message ("toll-api", G_LOG_LEVEL_WARNING, "The access log cannot be written*");
  refused = test_house_ask (house, "GET", "/api/v1/calls", anna, NULL);
  g_assert_cmpuint (refused->status, ==, 503);
  g_assert_null (strstr (refused->body, "6677"));
  g_assert_cmpuint (ask (house, "/api/v1/calls", rosa), ==, 200); /* her own */
  change = test_house_ask (house, "PUT", "/api/v1/privacy", anna, "{\"preset\":\"IT\"}");
  g_assert_cmpuint (change->status, ==, 503);
  g_test_assert_expected_messages ();
  privacy = test_house_get (house, "/api/v1/privacy", anna);
  g_assert_cmpstr (test_json_text (privacy, "preset"), ==, "none"); /* nor was it done */
  tamper (house, "ALTER TABLE gone RENAME TO entry");
  g_assert_cmpuint (ask (house, "/api/v1/calls", anna), ==, 200);
}

static gboolean
anchor_task (CollectorDb *ledger, gpointer data, GError **error)
{
  return collector_access_log_set_anchor (ledger, data, TEST_NOW_MS, error);
}

static char *
dup_fault (TestHouse *house, const char *token)
{
  g_autoptr (TollJson) json = test_house_get (house, "/api/v1/access-log/verify", token);
  const TollJsonValue *fault = test_json_find (json, "first_fault");

  g_assert_cmpint (toll_json_value_get_bool (test_json_find (json, "is_whole")), ==,
                   toll_json_value_get_kind (fault) == TOLL_JSON_NULL);
  return g_strdup (toll_json_value_get_kind (fault) == TOLL_JSON_NULL
                       ? NULL
                       : toll_json_value_get_text (fault));
}

#define UNGUARD "DROP TRIGGER entry_stays; DROP TRIGGER entry_remains;"

static void
test_tampering_is_found (void)
{
  static const struct
  {
    const char *sql, *fault;
  } rows[] = {
    { "SELECT 1", NULL },
    { UNGUARD "UPDATE entry SET user_name = 'rosa' WHERE id = 3", "entry 3 is not" },
    { UNGUARD "UPDATE entry SET n_rows = 0 WHERE id = 3", "entry 3 is not" },
    { UNGUARD "UPDATE entry SET action = action || ' ', user_name = 'ann' WHERE id = 1",
      "entry 1 is not" },
    { UNGUARD "DELETE FROM entry WHERE id = 2", "entries 2 to 2 are missing" },
    { UNGUARD "DELETE FROM entry WHERE id = 1", "entries 1 to 1 are missing" },
    { UNGUARD "DELETE FROM entry WHERE id = 2;"
              "UPDATE entry SET id = id - 1 WHERE id > 2", "entry 2 is not" },
    { UNGUARD "DELETE FROM entry WHERE id = 5", "the log ends with entry 4, but had 5" },
    { UNGUARD "DELETE FROM entry", "the log ends with entry 0, but had 5" },
  };
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
      g_autofree char *anna = test_house_sign_in (house, "anna");
      CollectorAccessHead head;
      g_autofree char *fault = NULL;
      g_autoptr (GError) error = NULL;

      test_house_store_calls (house, "703", 3, 10);
      for (guint j = 0; j < 5; j++)
        g_assert_cmpuint (ask (house, "/api/v1/calls", anna), ==, 200);
      collector_lanes_write_sync (house->access_log, head_task, &head, &error);
      g_assert_no_error (error);
      g_assert_cmpint (head.n_entries, ==, 5);
      test_house_write (house, anchor_task, &head);
      tamper (house, rows[i].sql);
      fault = dup_fault (house, anna);
      g_test_message ("%s: %s", rows[i].sql, fault);
      n_wrong += rows[i].fault == NULL ? fault != NULL
                                       : fault == NULL || !g_str_has_prefix (fault, rows[i].fault);
    }
  toll_score ("P03", "edits and cuts of the log told wrongly", n_wrong, 0);
}

static void
test_streams_are_noted_twice (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  TestHttp *http = test_http_open (house->url);
  g_autofree char *request = g_strdup_printf (
      "GET /api/v1/events HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n\r\n", anna);
  g_autoptr (TollJson) log = NULL;
  TollCall call;

  test_http_send (http, request, -1);
  g_assert_true (test_http_wait_for (http, "event: hello", 3000));
  g_assert_cmpint (test_house_count_entries (house), ==, 1);
  test_house_fill_call (house, &call, "703", 1, "+39026677889");
  test_house_store_call (house, &call);
  collector_live_publish_calls (
      collector_server_get_live (collector_house_get_server (house->house)), &call.id, 1);
  g_assert_true (test_http_wait_for (http, "event: call", 3000));
  test_http_close (http);
  for (guint i = 0; i < 300 && test_house_count_entries (house) < 2; i++)
    test_pump (10);
  log = read_log (house, anna);
  g_assert_cmpstr (test_json_text (log, "items.1.action"), ==, "GET /api/v1/events");
  g_assert_cmpstr (test_json_text (log, "items.0.action"), ==, "GET /api/v1/events (end)");
  g_assert_cmpint (test_json_int (log, "items.0.n_rows"), ==, 1);
  g_assert_cmpstr (test_json_text (log, "items.0.people"), ==, "3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/access-log/who", test_who_looked_at_whose_calls);
  g_test_add_func ("/api/access-log/names", test_names);
  g_test_add_func ("/api/access-log/report", test_report);
  g_test_add_func ("/api/access-log/report-of-too-many", test_report_of_too_many);
  g_test_add_func ("/api/access-log/changes", test_changes_are_noted);
  g_test_add_func ("/api/access-log/purpose", test_purpose);
  g_test_add_func ("/api/access-log/directory-needs-a-purpose",
                   test_the_directory_needs_a_purpose);
  g_test_add_func ("/api/access-log/closed", test_what_is_not_noted_is_not_shown);
  g_test_add_func ("/api/access-log/tampering", test_tampering_is_found);
  g_test_add_func ("/api/access-log/streams", test_streams_are_noted_twice);
  return g_test_run ();
}
