/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every route of the interface against strangers' pages, members that nobody asked for, guessed ids
 * and missing headers: over the one table of routes, with real HTTP.
 */
#include "config.h"

#include "tests/support/certificate.h"
#include "tests/support/route-rows.h"
#include "tests/support/rows.h"
#include "tests/support/score.h"

#include <string.h>

/* When a session was last used is written behind each answer. */
static const char *const changing[] = { "session", NULL };

static char *
dump (TestHouse *house)
{
  g_autofree char *path = test_temp_dir_path (house->dir, "ledger.db");

  return test_rows_dump (path, changing);
}

/* Returns: (transfer full): the row's path, about the first of what it is about. */
static char *
dup_path (const TestRouteRow *row, const char *id)
{
  GString *path = g_string_new (row->template);
  gboolean is_report = row->object == TEST_OBJECT_REPORT || row->object == TEST_OBJECT_REPORT_CALLS;

  g_string_replace (path, "{id}", is_report ? TEST_REPORT : id, 0);
  g_string_replace (path, "{name}", "SEP001122334455", 0);
  g_string_replace (path, "{role}", "user", 0);
  if (row->query != NULL)
    g_string_append_printf (path, "?%s", row->query);
  return g_string_free (path, FALSE);
}

static gboolean
is_read (const TestRouteRow *row)
{
  return strcmp (row->method, "GET") == 0;
}

/* ---- Pages of others ---- */

static guint
ask_from (TestHouse *house, const TestRouteRow *row, const char *token, const char *origin)
{
  g_autoptr (TestHttp) http = test_http_open (house->url);
  g_autofree char *path = dup_path (row, "1");
  const char *body = row->body != NULL ? row->body : "";
  g_autofree char *request = g_strdup_printf (
      "%s %s HTTP/1.1\r\nHost: here:8380\r\nOrigin: %s\r\n%s%s%sContent-Type: application/json\r\n"
      "Content-Length: %zu\r\n\r\n%s",
      row->method, path, origin, token != NULL ? "Authorization: Bearer " : "",
      token != NULL ? token : "", token != NULL ? "\r\n" : "", strlen (body), body);
  g_autoptr (TestAnswer) answer = NULL;

  test_http_send (http, request, -1);
  answer = test_http_read (http, FALSE);
  return answer->status;
}

static void
test_pages_of_others (void)
{
  static const char *const origins[] = { "http://evil.example", "null", "http://here:8380.evil.example",
                                         "https://here:8381" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *before = dump (house), *after = NULL;
  guint n_asked = 0, n_not_refused = 0;

  for (guint i = 0; i < test_n_route_rows; i++)
    for (guint j = 0; j < G_N_ELEMENTS (origins) && !is_read (&test_route_rows[i]); j++)
      for (guint k = 0; k < 2; k++, n_asked++)
        {
          guint status = ask_from (house, &test_route_rows[i], k == 0 ? anna : NULL, origins[j]);

          if (status == 403)
            continue;
          g_test_message ("%s %s from %s: %u", test_route_rows[i].method,
                          test_route_rows[i].template, origins[j], status);
          n_not_refused++;
        }
  after = dump (house);
  g_assert_cmpuint (n_asked, >, 300);
  toll_score ("S08", "changes not refused from a foreign page", n_not_refused, 0);
  toll_score ("S08", "rows changed by them", test_count_differing_lines (before, after), 0);
}

/* What is read changes nothing but the log of who read. */
static void
test_reading_changes_nothing (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *before = NULL, *after = NULL;
  guint n_asked = 0;

  test_house_store_calls (house, "703", 5, 10);
  before = dump (house);
  for (guint i = 0; i < test_n_route_rows; i++)
    if (is_read (&test_route_rows[i]) && test_route_rows[i].object != TEST_OBJECT_STREAM)
      {
        g_autofree char *path = dup_path (&test_route_rows[i], "1");
        g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", path, anna, NULL);

        n_asked += answer->status == 200;
      }
  after = dump (house);
  g_assert_cmpuint (n_asked, >=, 30);
  toll_score ("S08", "rows changed by reading", test_count_differing_lines (before, after), 0);
}

/* ---- Members that nobody asked for ---- */

/* Rights are an administrator's to give, and of a wallboard its maker's: there they are no extra
 * members. */
static gboolean
may_say (const TestRouteRow *row, gboolean is_administrator, const char *member)
{
  return (is_administrator || strcmp (row->template, "/api/v1/wallboards") == 0)
         && (strcmp (member, "scope") == 0 || strcmp (member, "masked_digits") == 0
             || strcmp (member, "role") == 0);
}

static guint
ask_more (TestHouse *house, const TestRouteRow *row, const char *token, const char *member)
{
  g_autofree char *path = dup_path (row, "3");
  g_autofree char *body = g_strdup_printf ("{%s%s", member, row->body + 1);
  g_autoptr (TestAnswer) answer = test_house_ask (house, row->method, path, token, body);

  return answer->status;
}

static guint
count_taken (TestHouse *house, const TestRouteRow *row, const char *token,
             gboolean is_administrator)
{
  static const char *const members[][2] = {
    { "role", "\"administrator\"" }, { "role", "2" }, { "owner", "4" }, { "account_id", "1" },
    { "user_id", "1" }, { "id", "1" }, { "cost_micro", "0" }, { "cost", "\"0\"" },
    { "scope", "{\"kind\":\"all\"}" }, { "masked_digits", "0" }, { "created_ms", "0" },
    { "password_hash", "\"x\"" },
  };
  guint n_taken = 0;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *text = g_strdup_printf ("\"%s\":%s,", members[i][0], members[i][1]);
      guint status;

      if (may_say (row, is_administrator, members[i][0]))
        continue;
      status = ask_more (house, row, token, text);
      if (status >= 400 && status < 500)
        continue;
      g_test_message ("%s %s with %s: %u", row->method, row->template, text, status);
      n_taken++;
    }
  return n_taken;
}

static void
test_extra_members (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autofree char *anna = test_house_sign_in (house, "anna");
  const char *const tokens[] = { rosa, super, anna };
  g_autofree char *before = NULL, *after = NULL;
  guint n_taken = 0, n_bodies = 0;

  test_house_store_calls (house, "703", 3, 10);
  before = dump (house);
  for (guint i = 0; i < test_n_route_rows; i++)
    for (guint j = 0; j < G_N_ELEMENTS (tokens); j++)
      if (test_route_rows[i].body != NULL && test_route_rows[i].body[0] == '{')
        {
          n_taken += count_taken (house, &test_route_rows[i], tokens[j], tokens[j] == anna);
          n_bodies++;
        }
  after = dump (house);
  g_assert_cmpuint (n_bodies, >, 50);
  toll_score ("S30", "bodies taken with a member too many", n_taken, 0);
  toll_score ("S30", "rows changed by them", test_count_differing_lines (before, after), 0);
}

/* ---- Guessed ids ---- */

#define N_GUESSED 3400
#define ABSENT "7340031"

typedef struct
{
  const char *method, *path, *body; /* "#" = the id */
} Guess;

static TestAnswer *
guess (TestHttp *http, const Guess *question, const char *token, const char *id)
{
  g_autoptr (GString) path = g_string_new (question->path);
  g_autoptr (GString) body = g_string_new (question->body);

  g_string_replace (path, "#", id, 0);
  g_string_replace (body, "#", id, 0);
  return test_http_ask (http, question->method, path->str, token,
                        question->body != NULL ? body->str : NULL);
}

/* How many of the ids 1 to N_GUESSED, which are all somebody else's, are told from one of nothing. */
static guint
count_told (TestHouse *house, const Guess *question, const char *token)
{
  g_autoptr (TestHttp) http = test_http_open (house->url);
  g_autoptr (TestAnswer) absent = guess (http, question, token, ABSENT);
  guint n_told = 0;

  g_assert_cmpuint (absent->status, ==, 404);
  for (guint i = 1; i <= N_GUESSED; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (TestAnswer) answer = guess (http, question, token, id);

      if (answer->status == absent->status && strcmp (answer->body, absent->body) == 0
          && strlen (answer->head) == strlen (absent->head))
        continue;
      if (n_told++ == 0)
        g_test_message ("%s: %u %s", question->path, answer->status, answer->body);
    }
  return n_told;
}

static void
test_guessed_ids (void)
{
  static const Guess questions[] = {
    { "GET", "/api/v1/calls/#", NULL },
    { "GET", "/api/v1/calls?filter=%7B%22same_number_as%22:%22#%22%7D", NULL },
    { "POST", "/api/v1/reports/1.1/run", "{\"same_number_as\":\"#\"}" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  guint n_told = 0;

  test_house_store_calls (house, "704", N_GUESSED, 1);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    n_told += count_told (house, &questions[i], rosa);
  toll_score ("S04", "foreign ids told from absent ones", n_told, 0);
}

/* ---- Headers ---- */

/* Fields that every answer has; what a page may do is said by each page's own policy. */
static guint
count_missing (const TestAnswer *answer, gboolean is_tls, const char *where)
{
  static const struct
  {
    const char *name, *value;
    gboolean only_tls;
  } wanted[] = {
    { "Cache-Control", "no-store", FALSE },        { "X-Content-Type-Options", "nosniff", FALSE },
    { "Referrer-Policy", "no-referrer", FALSE },   { "X-Frame-Options", "DENY", FALSE },
    { "Content-Security-Policy", "default-src 'none'", FALSE },
    { "Content-Security-Policy", "frame-ancestors 'none'", FALSE },
    { "Strict-Transport-Security", "max-age=", TRUE },
  };
  g_autofree char *policy = test_answer_dup_header (answer, "Content-Security-Policy");
  guint n_missing = policy == NULL || strstr (policy, "unsafe-") != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *value = test_answer_dup_header (answer, wanted[i].name);

      if (wanted[i].only_tls != is_tls && wanted[i].only_tls)
        continue;
      if (value == NULL || strstr (value, wanted[i].value) == NULL)
        {
          g_test_message ("%s: %u without %s", where, answer->status, wanted[i].name);
          n_missing++;
        }
    }
  return n_missing;
}

static guint
check_answer (TestHouse *house, const char *method, const char *path, const char *token,
              const char *body, gboolean *statuses)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, method, path, token, body);

  statuses[answer->status] = TRUE;
  return count_missing (answer, g_str_has_prefix (house->url, "https"), path);
}

/* @step: every so many-th. */
static guint
check_routes (TestHouse *house, const char *token, guint step, gboolean *statuses)
{
  guint n_missing = 0;

  for (guint i = 0; i < test_n_route_rows; i += step)
    {
      g_autofree char *path = dup_path (&test_route_rows[i], ABSENT);

      /* Those who ask stay signed in. */
      if (test_route_rows[i].object != TEST_OBJECT_STREAM
          && strstr (test_route_rows[i].template, "session") == NULL
          && strstr (test_route_rows[i].template, "password") == NULL)
        n_missing += check_answer (house, test_route_rows[i].method, path, token,
                                   test_route_rows[i].body, statuses);
    }
  return n_missing;
}

/* What is no route, no method, too large and broken inside. */
static guint
check_odd (TestHouse *house, const char *token, gboolean *statuses)
{
  g_autofree char *large = g_strnfill (2 * 1024 * 1024, 'x');
  guint n_missing = check_answer (house, "GET", "/nowhere", token, NULL, statuses)
                    + check_answer (house, "PATCH", "/api/v1/me", token, NULL, statuses)
                    + check_answer (house, "PUT", "/api/v1/me", token, large, statuses);

  test_house_run (house, "DROP TABLE mail");
  g_test_expect_message ("toll-api", G_LOG_LEVEL_WARNING, "a request failed*");
  n_missing += check_answer (house, "GET", "/api/v1/mail", token, NULL, statuses);
  g_test_assert_expected_messages ();
  return n_missing;
}

static void
test_headers (void)
{
  static const guint seen[] = { 200, 201, 204, 400, 401, 403, 404, 405, 413, 500 };
  gboolean statuses[600] = { FALSE };
  guint n_missing = 0, n_unseen = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestTempDir) dir = test_temp_dir_new ();
      g_autofree char *pem = test_temp_dir_path (dir, "service.pem");
      g_autoptr (TestHouse) house = NULL;
      g_autofree char *anna = NULL, *rosa = NULL;
      guint step = i == 0 ? 1 : 5; /* each asks for a handshake */

      if (i == 1)
        test_certificate_make (pem, pem);
      house = test_house_new (NULL, i == 1 ? pem : NULL);
      rosa = test_house_sign_in (house, "rosa");
      n_missing += check_routes (house, NULL, step, statuses)
                   + check_routes (house, rosa, step, statuses);
      anna = test_house_sign_in (house, "anna");
      n_missing += check_routes (house, anna, step, statuses);
      n_missing += check_odd (house, anna, statuses);
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    n_unseen += !statuses[seen[i]];
  toll_score ("S09", "headers missing in answers", n_missing, 0);
  toll_score ("S09", "kinds of answers not seen", n_unseen, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/requests/pages-of-others", test_pages_of_others);
  g_test_add_func ("/faults/requests/reading-changes-nothing", test_reading_changes_nothing);
  g_test_add_func ("/faults/requests/extra-members", test_extra_members);
  g_test_add_func ("/faults/requests/guessed-ids", test_guessed_ids);
  g_test_add_func ("/faults/requests/headers", test_headers);
  return g_test_run ();
}
