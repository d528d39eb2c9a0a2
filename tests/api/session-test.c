/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in and out: one answer for every reason, throttled, over when it should be, and effective
 * from the next request on when an account changes.
 */
#include "config.h"

#include "collector/directory/password.h"
#include "collector/directory/throttle.h"
#include "collector/store/account-store.h"
#include "shared/base/error.h"
#include "tests/support/api-house.h"

#include <string.h>

static TestAnswer *
try_password (TestHouse *house, const char *user_name, const char *password)
{
  g_autofree char *body =
      g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", user_name, password);

  return test_house_ask (house, "POST", "/api/v1/session", NULL, body);
}

static void
test_signs_in_and_out (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "ROSA");
  g_autofree char *again = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) me = test_house_get (house, "/api/v1/me", token);
  g_autoptr (TestAnswer) out = NULL, after = NULL, other = NULL;

  g_assert_cmpuint (strlen (token), ==, 43);
  g_assert_cmpstr (token, !=, again);
  g_assert_cmpstr (test_json_text (me, "username"), ==, "rosa");
  g_assert_cmpstr (test_json_text (me, "name"), ==, "Rosa Neri");
  g_assert_cmpstr (test_json_text (me, "role"), ==, "user");
  g_assert_cmpstr (test_json_text (me, "zone"), ==, "Europe/Rome");
  g_assert_cmpstr (test_json_text (me, "scope.kind"), ==, "own");
  g_assert_cmpstr (test_json_text (me, "extensions.0"), ==, "703");
  g_assert_cmpint (test_json_int (me, "masked_digits"), ==, 3);
  g_assert_cmpstr (test_json_text (me, "currency"), ==, "EUR");
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (me, "may")), ==, 0);
  out = test_house_ask (house, "DELETE", "/api/v1/session", token, NULL);
  g_assert_cmpuint (out->status, ==, 204);
  after = test_house_ask (house, "GET", "/api/v1/me", token, NULL);
  g_assert_cmpuint (after->status, ==, 401);
  other = test_house_ask (house, "GET", "/api/v1/me", again, NULL);
  g_assert_cmpuint (other->status, ==, 200);
}

/* What is hidden of every number, by the account or by a rule for all: not what a rule hides of some. */
static void
test_masks_are_told (void)
{
  static const struct
  {
    const char *change;
    gint64 rosa, bruno;
  } rows[] = {
    { "INSERT INTO mask_rule (role, dest_class, masked_digits) VALUES (0, 4, 9)", 3, 0 },
    { "INSERT INTO mask_rule (role, older_than_days, masked_digits) VALUES (0, 30, 8)", 3, 0 },
    { "INSERT INTO mask_rule (role, masked_digits) VALUES (2, 7)", 3, 0 },
    { "INSERT INTO mask_rule (role, masked_digits) VALUES (0, 2)", 3, 2 },
    { "INSERT INTO mask_rule (role, masked_digits) VALUES (-1, 5)", 5, 5 },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *bruno = test_house_sign_in (house, "bruno");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TollJson) of_rosa = NULL, of_bruno = NULL;

      test_house_run (house, rows[i].change);
      of_rosa = test_house_get (house, "/api/v1/me", rosa);
      of_bruno = test_house_get (house, "/api/v1/me", bruno);
      g_test_message ("%s", rows[i].change);
      g_assert_cmpint (test_json_int (of_rosa, "masked_digits"), ==, rows[i].rosa);
      g_assert_cmpint (test_json_int (of_bruno, "masked_digits"), ==, rows[i].bruno);
    }
}

static void
test_supervisors_see_their_department (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "super");
  g_autoptr (TollJson) me = test_house_get (house, "/api/v1/me", token);

  g_assert_cmpstr (test_json_text (me, "scope.kind"), ==, "departments");
  g_assert_cmpstr (test_json_text (me, "scope.names.0"), ==, "Sales");
  g_assert_cmpstr (test_json_text (me, "may.0"), ==, "calls.all");
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

static gboolean
demote_task (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;

  if (!collector_account_store_lookup (db, data, &account, error))
    return FALSE;
  account->role = COLLECTOR_ROLE_USER;
  return collector_account_store_update (db, account, TEST_NOW_MS, error);
}

static void
test_one_answer_for_every_refusal (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autoptr (TestAnswer) wrong = try_password (house, "rosa", "wrong horse");
  g_autoptr (TestAnswer) unknown = try_password (house, "nobody", "wrong horse");
  g_autoptr (TestAnswer) disabled = NULL, none = NULL, bad = NULL;
  g_autofree char *challenge = test_answer_dup_header (wrong, "WWW-Authenticate");

  test_house_write (house, disable_task, (gpointer) "bruno");
  disabled = try_password (house, "bruno", TEST_PASSWORD);
  g_assert_cmpuint (wrong->status, ==, 401);
  g_assert_cmpstr (challenge, ==, "Bearer");
  g_assert_cmpstr (wrong->body, ==, unknown->body);
  g_assert_cmpstr (wrong->body, ==, disabled->body);
  none = test_house_ask (house, "GET", "/api/v1/me", NULL, NULL);
  g_assert_cmpuint (none->status, ==, 401);
  bad = test_house_ask (house, "POST", "/api/v1/session", NULL,
                        "{\"username\":\"rosa\",\"password\":\"x\",\"role\":\"administrator\"}");
  g_assert_cmpuint (bad->status, ==, 400);
  g_assert_nonnull (strstr (bad->body, "\"field\":\"role\""));
}

static void
test_changes_count_at_once (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *bruno = test_house_sign_in (house, "bruno");
  g_autofree char *again = NULL;
  g_autoptr (TollJson) me = NULL;
  g_autoptr (TestAnswer) gone = NULL, demoted = NULL;

  test_house_write (house, demote_task, (gpointer) "anna");
  demoted = test_house_ask (house, "GET", "/api/v1/me", anna, NULL);
  g_assert_cmpuint (demoted->status, ==, 401);
  again = test_house_sign_in (house, "anna");
  me = test_house_get (house, "/api/v1/me", again);
  g_assert_cmpstr (test_json_text (me, "role"), ==, "user");
  g_assert_cmpstr (test_json_text (me, "scope.kind"), ==, "own");
  test_house_write (house, disable_task, (gpointer) "bruno");
  gone = test_house_ask (house, "GET", "/api/v1/me", bruno, NULL);
  g_assert_cmpuint (gone->status, ==, 401);
}

/* A question of the table of sessions, and its answer. */
typedef struct
{
  const char *sql;
  gint64 answer;
} Question;

static gboolean
ask_sessions (CollectorDb *db, gpointer data, GError **error)
{
  Question *question = data;
  CollectorStmt *stmt = collector_db_prepare_built (db, question->sql, error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  question->answer = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return TRUE;
}

/* The last use is written behind the answer; under load that takes its time. */
static void
wait_for_last_use (TestHouse *house)
{
  Question last = { "SELECT max (last_used_ms) FROM session", 0 };
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (last.answer < house->clock.fixed_ms && g_get_monotonic_time () < until)
    {
      test_pump (2);
      test_house_write (house, ask_sessions, &last);
    }
  g_assert_cmpint (last.answer, ==, house->clock.fixed_ms);
}

/* What is over stays over, also when the clock is set back. */
static void
test_over_for_good (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  static const struct
  {
    gint64 minutes;
    guint status;
  } rows[] = { { 29, 200 }, { 120, 401 }, { 29, 401 } };
  Question count = { "SELECT count (*) FROM session", 1 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestAnswer) answer = NULL;

      house->clock.fixed_ms = TEST_NOW_MS + rows[i].minutes * 60000;
      answer = test_house_ask (house, "GET", "/api/v1/me", rosa, NULL);
      g_assert_cmpuint (answer->status, ==, rows[i].status);
      while (i == 1 && count.answer > 0)
        test_house_write (house, ask_sessions, &count);
    }
}

static void
test_sessions_end (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *idle = test_house_sign_in (house, "rosa");
  g_autofree char *busy = test_house_sign_in (house, "rosa");

  for (guint minutes = 14; minutes < 12 * 60; minutes += 14)
    {
      g_autoptr (TollJson) me = NULL;

      house->clock.fixed_ms = TEST_NOW_MS + minutes * 60000;
      me = test_house_get (house, "/api/v1/me", busy);
      wait_for_last_use (house);
    }
  {
    g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", "/api/v1/me", idle, NULL);

    g_assert_cmpuint (answer->status, ==, 401);
  }
  house->clock.fixed_ms = TEST_NOW_MS + 12 * 3600000;
  {
    g_autoptr (TestAnswer) answer = test_house_ask (house, "GET", "/api/v1/me", busy, NULL);

    g_assert_cmpuint (answer->status, ==, 401);
  }
}

/* Somebody who asks again and again is never idle, however short the time is. */
static void
test_never_too_soon (void)
{
  g_autoptr (TestHouse) house = test_house_new_idle (60000);
  g_autofree char *idle = test_house_sign_in (house, "rosa");
  g_autofree char *busy = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) last = NULL;

  for (guint seconds = 20; seconds <= 200; seconds += 20)
    {
      g_autoptr (TollJson) me = NULL;

      house->clock.fixed_ms = TEST_NOW_MS + seconds * 1000;
      me = test_house_get (house, "/api/v1/me", busy);
      wait_for_last_use (house);
    }
  last = test_house_ask (house, "GET", "/api/v1/me", idle, NULL);
  g_assert_cmpuint (last->status, ==, 401);
}

static void
test_throttled (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autoptr (TestAnswer) last = NULL, other = NULL;
  g_autofree char *wait = NULL;

  for (guint i = 0; i < COLLECTOR_THROTTLE_PER_ACCOUNT; i++)
    {
      static const char *const spellings[] = { "rosa", "ROSA", " Rosa ", "\uff32osa" };
      g_autoptr (TestAnswer) answer =
          try_password (house, spellings[i % G_N_ELEMENTS (spellings)], "wrong");

      g_assert_cmpuint (answer->status, ==, 401);
    }
  last = try_password (house, "rosa", TEST_PASSWORD);
  g_assert_cmpuint (last->status, ==, 429);
  g_assert_nonnull (strstr (last->body, "\"throttled\""));
  wait = test_answer_dup_header (last, "Retry-After");
  g_assert_cmpuint (g_ascii_strtoull (wait, NULL, 10), >, 800);
  other = try_password (house, "bruno", TEST_PASSWORD);
  g_assert_cmpuint (other->status, ==, 201);
}

static guint
try_forwarded (TestHouse *house, const char *user_name, const char *password, const char *chain)
{
  g_autoptr (TestHttp) http = test_http_open (house->url);
  g_autoptr (TestAnswer) answer = NULL;
  g_autofree char *body
      = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", user_name, password);
  g_autofree char *request
      = g_strdup_printf ("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: %s\r\n"
                         "Content-Length: %zu\r\n\r\n%s",
                         chain, strlen (body), body);

  test_http_send (http, request, -1);
  answer = test_http_read (http, FALSE);
  return answer->status;
}

/* A stranger behind the house's own proxy shuts out nobody else behind it, whatever the stranger
 * says of where the question came from. */
static void
test_behind_a_proxy (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = NULL;
  g_autoptr (TollJson) sessions = NULL;
  guint n_local = 0, n_forwarded = 0;

  for (guint i = 0; i < COLLECTOR_THROTTLE_PER_ADDRESS; i++)
    {
      g_autofree char *name = g_strdup_printf ("stranger%u", i);
      g_autofree char *chain = g_strdup_printf ("198.51.100.%u, 203.0.113.9", i);

      g_assert_cmpuint (try_forwarded (house, name, "wrong", chain), ==, 401);
    }
  g_assert_cmpuint (try_forwarded (house, "rosa", TEST_PASSWORD, "203.0.113.9"), ==, 429);
  g_assert_cmpuint (try_forwarded (house, "rosa", TEST_PASSWORD, "203.0.113.9:4711"), ==, 429);
  g_assert_cmpuint (try_forwarded (house, "rosa", TEST_PASSWORD, "2001:db8::7"), ==, 201);
  g_assert_cmpuint (try_forwarded (house, "rosa", TEST_PASSWORD, "no address"), ==, 201);
  token = test_house_sign_in (house, "rosa");
  sessions = test_house_get (house, "/api/v1/me/sessions", token);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (sessions, "items")), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("items.%u.address", i);

      n_local += g_str_equal (test_json_text (sessions, path), "127.0.0.1");
      n_forwarded += g_str_equal (test_json_text (sessions, path), "2001:db8::7");
    }
  g_assert_cmpuint (n_local, ==, 2);
  g_assert_cmpuint (n_forwarded, ==, 1);
}

static void
test_throttle_counts (void)
{
  g_autoptr (CollectorThrottle) throttle = collector_throttle_new ();
  char name[24];

  for (guint i = 0; i < COLLECTOR_THROTTLE_PER_ADDRESS; i++)
    {
      g_snprintf (name, sizeof name, "user%u", i);
      g_assert_cmpint (collector_throttle_admit (throttle, name, "10.0.0.1", 1000), ==, 0);
    }
  g_assert_cmpint (collector_throttle_admit (throttle, "another", "10.0.0.1", 1000), ==, 900);
  g_assert_cmpint (collector_throttle_admit (throttle, "another", "10.0.0.2", 1000), ==, 0);
  /* The right password makes room. */
  collector_throttle_forgive (throttle, "user1", "10.0.0.1");
  g_assert_cmpint (collector_throttle_admit (throttle, "another", "10.0.0.1", 1000), ==, 0);
  g_assert_cmpint (collector_throttle_admit (throttle, "another", "10.0.0.1", 1000), ==, 900);
  /* Wrong ones before and after it still count. */
  for (guint i = 0; i < COLLECTOR_THROTTLE_PER_ACCOUNT - 1; i++)
    g_assert_cmpint (collector_throttle_admit (throttle, "owner", "10.0.0.3", 1000), ==, 0);
  g_assert_cmpint (collector_throttle_admit (throttle, "owner", "10.0.0.4", 1000), ==, 0);
  collector_throttle_forgive (throttle, "owner", "10.0.0.4");
  g_assert_cmpint (collector_throttle_admit (throttle, "owner", "10.0.0.3", 1000), ==, 0);
  g_assert_cmpint (collector_throttle_admit (throttle, "owner", "10.0.0.3", 1000), ==, 900);
  /* One's own /64 of IPv6 is one address. */
  for (guint i = 0; i < COLLECTOR_THROTTLE_PER_ADDRESS; i++)
    {
      g_autofree char *address = g_strdup_printf ("2001:db8:1:2::%x", i);

      g_snprintf (name, sizeof name, "six%u", i);
      g_assert_cmpint (collector_throttle_admit (throttle, name, address, 1000), ==, 0);
    }
  g_assert_cmpint (collector_throttle_admit (throttle, "x", "2001:db8:1:2:f::1", 1000), ==, 900);
  g_assert_cmpint (collector_throttle_admit (throttle, "x", "2001:db8:1:3::1", 1000), ==, 0);
  /* A quarter of an hour later all is forgotten. */
  g_assert_cmpint (collector_throttle_admit (throttle, "another", "10.0.0.1",
                                             1001 + COLLECTOR_THROTTLE_WINDOW_MS), ==, 0);
  for (guint i = 0; i < 30000; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.%u.%u.1", i / 250, i % 250);

      g_snprintf (name, sizeof name, "flood%u", i);
      collector_throttle_admit (throttle, name, address, 2000000);
    }
}

static void
test_passwords (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = collector_password_hash ("correct horse", NULL, &error);
  g_autofree char *again = collector_password_hash ("correct horse", NULL, NULL);
  g_autofree char *huge = g_strnfill (2000, 'x');

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (hash, "$argon2id$"));
  g_assert_cmpstr (hash, !=, again);
  g_assert_true (collector_password_verify (hash, "correct horse"));
  g_assert_false (collector_password_verify (hash, "Correct horse"));
  g_assert_false (collector_password_verify (hash, huge));
  g_assert_false (collector_password_verify ("", ""));
  g_assert_false (collector_password_verify ("nonsense", "nonsense"));
  g_assert_false (collector_password_is_outdated (hash));
  g_assert_null (collector_password_hash ("short", NULL, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
}

static gboolean
add_twice_task (CollectorDb *db, gpointer data, GError **error)
{
  CollectorNewAccount again = { .user_name = "Anna", .scope = -1, .masked_digits = -1 };
  CollectorNewAccount stray = { .user_name = "new", .scope = -1, .masked_digits = -1,
                                .person = "ghost" };
  g_autoptr (GError) fault = NULL;

  g_assert_false (collector_accounts_add (db, &again, TEST_NOW_MS, NULL, &fault));
  g_assert_error (fault, TOLL_ERROR, TOLL_ERROR_CONFLICT);
  g_clear_error (&fault);
  g_assert_false (collector_accounts_add (db, &stray, TEST_NOW_MS, NULL, &fault));
  g_assert_error (fault, TOLL_ERROR, TOLL_ERROR_NOT_FOUND);
  return collector_accounts_set_password (db, "rosa", "another horse", TEST_NOW_MS, error);
}

static void
test_accounts (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) ended = NULL, old = NULL, now = NULL;

  test_house_write (house, add_twice_task, NULL);
  ended = test_house_ask (house, "GET", "/api/v1/me", token, NULL);
  g_assert_cmpuint (ended->status, ==, 401);
  old = try_password (house, "rosa", TEST_PASSWORD);
  g_assert_cmpuint (old->status, ==, 401);
  now = try_password (house, "rosa", "another horse");
  g_assert_cmpuint (now->status, ==, 201);
}

/* What a browser sends from somebody else's page is refused, with a token as well; its own page and
 * clients that are no browser are not. */
static void
test_pages_of_others (void)
{
  static const struct
  {
    const char *origin;
    guint status;
  } rows[] = { { "Origin: http://evil.example\r\n", 403 },
               { "Origin: null\r\n", 403 },
               { "Origin: http://here:8380\r\n", 200 },
               { "", 200 } };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "rosa");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestHttp) http = test_http_open (house->url);
      g_autofree char *request
          = g_strdup_printf ("PUT /api/v1/me HTTP/1.1\r\nHost: here:8380\r\n%s"
                             "Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
                             "Content-Length: 17\r\n\r\n{\"language\":\"it\"}",
                             rows[i].origin, token);
      g_autoptr (TestAnswer) answer = NULL;

      test_http_send (http, request, -1);
      answer = test_http_read (http, FALSE);
      g_assert_cmpuint (answer->status, ==, rows[i].status);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/directory/password", test_passwords);
  g_test_add_func ("/directory/throttle", test_throttle_counts);
  g_test_add_func ("/api/session/in-and-out", test_signs_in_and_out);
  g_test_add_func ("/api/session/supervisor", test_supervisors_see_their_department);
  g_test_add_func ("/api/session/masks", test_masks_are_told);
  g_test_add_func ("/api/session/one-answer", test_one_answer_for_every_refusal);
  g_test_add_func ("/api/session/changes-count", test_changes_count_at_once);
  g_test_add_func ("/api/session/end", test_sessions_end);
  g_test_add_func ("/api/session/over-for-good", test_over_for_good);
  g_test_add_func ("/api/session/never-too-soon", test_never_too_soon);
  g_test_add_func ("/api/session/throttled", test_throttled);
  g_test_add_func ("/api/session/behind-a-proxy", test_behind_a_proxy);
  g_test_add_func ("/api/session/accounts", test_accounts);
  g_test_add_func ("/api/session/pages-of-others", test_pages_of_others);
  return g_test_run ();
}
