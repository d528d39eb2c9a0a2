/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people and administrators change about signing in: passwords, PINs, languages, sessions; and
 * how the first administrator is made.
 */
#include "config.h"

#include "collector/directory/first-code.h"
#include "collector/directory/log-name.h"
#include "collector/directory/pin.h"
#include "collector/directory/secrets.h"
#include "shared/base/error.h"
#include "tests/support/api-house.h"

#include <string.h>
#include <sys/stat.h>

static guint
ask_status (TestHouse *house, const char *method, const char *path, const char *token,
            const char *body)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, method, path, token, body);

  if (answer->status >= 300)
    g_test_message ("%s %s: %u %s", method, path, answer->status, answer->body);
  return answer->status;
}

static guint
try_password (TestHouse *house, const char *user_name, const char *password)
{
  g_autofree char *body =
      g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", user_name, password);

  return ask_status (house, "POST", "/api/v1/session", NULL, body);
}

static void
test_language_and_zone (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "rosa");
  g_autoptr (TollJson) me = NULL, zoned = NULL;
  g_autoptr (TestAnswer) bad = NULL, strange = NULL;

  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/me", token, "{\"language\":\"it\"}"), ==,
                    200);
  me = test_house_get (house, "/api/v1/me", token);
  g_assert_cmpstr (test_json_text (me, "language"), ==, "it");
  g_assert_cmpstr (test_json_text (me, "zone"), ==, "Europe/Rome");
  g_assert_cmpstr (test_json_text (me, "sign_in"), ==, "local");
  g_assert_cmpuint (
      ask_status (house, "PUT", "/api/v1/me", token, "{\"zone\":\"America/New_York\"}"), ==, 200);
  zoned = test_house_get (house, "/api/v1/me", token);
  g_assert_cmpstr (test_json_text (zoned, "zone"), ==, "America/New_York");
  g_assert_cmpstr (test_json_text (zoned, "language"), ==, "it");
  bad = test_house_ask (house, "PUT", "/api/v1/me", token, "{\"zone\":\"Mars/Olympus\"}");
  g_assert_cmpuint (bad->status, ==, 400);
  g_assert_nonnull (strstr (bad->body, "\"field\":\"zone\""));
  strange = test_house_ask (house, "PUT", "/api/v1/me", token, "{\"role\":\"administrator\"}");
  g_assert_cmpuint (strange->status, ==, 400);
}

/* @password: one that @token's owner may not take. */
static void
refuse_password (TestHouse *house, const char *token, const char *password, const char *words)
{
  g_autofree char *body
      = g_strdup_printf ("{\"current\":\"" TEST_PASSWORD "\",\"new\":\"%s\"}", password);
  g_autoptr (TestAnswer) answer
      = test_house_ask (house, "PUT", "/api/v1/me/password", token, body);

  g_test_message ("%s: %u %s", password, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_nonnull (strstr (answer->body, words));
}

static void
test_own_password (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *here = test_house_sign_in (house, "rosa");
  g_autofree char *there = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) wrong = NULL;
  const char *path = "/api/v1/me/password";

  wrong = test_house_ask (house, "PUT", path, here,
                          "{\"current\":\"guess\",\"new\":\"a longer horse\"}");
  g_assert_cmpuint (wrong->status, ==, 400);
  g_assert_nonnull (strstr (wrong->body, "\"field\":\"current\""));
  refuse_password (house, here, "short", "\"field\":\"new\"");
  refuse_password (house, here, "ROSA-1977", "new: the user name is guessed first");
  refuse_password (house, here, "rosarosa", "new: the user name is guessed first");
  refuse_password (house, here, "1rosa1Rosa1", "new: the user name is guessed first");
  refuse_password (house, here, TEST_PASSWORD, "new: this is the password that you have");
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", there, NULL), ==, 200);
  g_assert_cmpuint (
      ask_status (house, "PUT", path, here,
                  "{\"current\":\"" TEST_PASSWORD "\",\"new\":\"a longer horse\"}"), ==, 204);
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", here, NULL), ==, 200);
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", there, NULL), ==, 401);
  g_assert_cmpuint (try_password (house, "rosa", TEST_PASSWORD), ==, 401);
  g_assert_cmpuint (try_password (house, "rosa", "a longer horse"), ==, 201);
}

/* A stolen session is no way to find the password out. */
static void
test_current_password_is_throttled (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "rosa");

  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/me/password", token,
                                  "{\"current\":\"guess\",\"new\":\"a longer horse\"}"), ==, 400);
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/me/password", token,
                                "{\"current\":\"" TEST_PASSWORD "\",\"new\":\"a longer horse\"}"),
                    ==, 429);
}

#define DAY_MS G_GINT64_CONSTANT (86400000)

/* Sets when rosa is with the house. */
static void
set_days (TestHouse *house, const char *token, const char *body)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, "PUT", "/api/v1/people/3", token, body);

  g_assert_cmpuint (answer->status, ==, 200);
}

static TestAnswer *
sign_in_as (TestHouse *house, const char *user_name, const char *password)
{
  g_autofree char *body = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}",
                                           user_name, password);

  return test_house_ask (house, "POST", "/api/v1/session", NULL, body);
}

/* Whose days are over is told since when with the right password; without it nothing tells them
 * from somebody who is not there. */
static void
test_not_valid_today (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *over = g_strdup_printf ("{\"valid_to_ms\":%" G_GINT64_FORMAT "}",
                                           (gint64) TEST_NOW_MS - DAY_MS);
  g_autofree char *early = g_strdup_printf (
      "{\"valid_from_ms\":%" G_GINT64_FORMAT ",\"valid_to_ms\":null}", TEST_NOW_MS + 2 * DAY_MS);
  g_autoptr (TestAnswer) wrong = NULL, unknown = NULL, ended = NULL, begins = NULL;

  set_days (house, anna, over);
  wrong = sign_in_as (house, "rosa", "another horse");
  unknown = sign_in_as (house, "nobody", TEST_PASSWORD);
  g_assert_cmpuint (wrong->status, ==, 401);
  g_assert_cmpstr (wrong->body, ==, unknown->body);
  ended = sign_in_as (house, "rosa", TEST_PASSWORD);
  g_assert_cmpuint (ended->status, ==, 403);
  g_assert_nonnull (strstr (ended->body, "This account ended on 2026-03-17."));
  g_assert_nonnull (strstr (ended->body, "\"code\":\"ended\",\"day\":\"2026-03-17\""));
  set_days (house, anna, early);
  begins = sign_in_as (house, "rosa", TEST_PASSWORD);
  g_assert_cmpuint (begins->status, ==, 403);
  g_assert_nonnull (strstr (begins->body, "This account begins on 2026-03-20."));
  g_assert_nonnull (strstr (begins->body, "\"code\":\"not-begun\",\"day\":\"2026-03-20\""));
}

static void
test_guessed_passwords (void)
{
  static const struct
  {
    const char *password;
    guint status;
  } rows[] = { { "short", 400 },         { "12345678", 400 },       { "2026-11-26", 400 },
               { "aaaaaaaaaaaa", 400 },  { "Password1!", 400 },     { "000000000000000", 400 },
               { "!!Summer2026", 400 },  { "QWERTZUI", 400 },       { "éééééééé", 400 },
               { "abcdefghij", 400 },    { "1hgfedcba!", 400 },     { "3456789012345", 400 },
               { "9876543210987", 400 }, { "rosa2026", 400 },       { "123Rosa!!", 400 },
               { "rosa rosae", 204 },    { "820391746025", 204 },   { "passwordless", 204 } };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"password\":\"%s\"}", rows[i].password);

      g_test_message ("%s", rows[i].password);
      g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/people/3/password", anna, body), ==,
                        rows[i].status);
    }
  g_assert_cmpuint (try_password (house, "rosa", "Password1!"), ==, 401);
  g_assert_cmpuint (try_password (house, "rosa", "passwordless"), ==, 201);
}

static gboolean
make_directory_account_task (CollectorDb *db, gpointer user_name, GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;

  if (!collector_account_store_lookup (db, user_name, &account, error))
    return FALSE;
  g_free (account->bind_dn);
  account->bind_dn = g_strdup ("uid=x,dc=example,dc=org");
  return collector_account_store_update (db, account, TEST_NOW_MS, error);
}

static void
test_directory_accounts_keep_theirs (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *again = NULL;

  test_house_write (house, make_directory_account_task, (gpointer) "super");
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/people/2/password", anna,
                                "{\"password\":\"another horse\"}"), ==, 409);
  /* Being moved to the directory ends what was opened with the old password. */
  test_house_write (house, make_directory_account_task, (gpointer) "rosa");
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", rosa, NULL), ==, 401);
  /* An administrator may have one for emergencies. */
  test_house_write (house, make_directory_account_task, (gpointer) "anna");
  again = test_house_sign_in (house, "anna");
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/me/password", again,
                                "{\"current\":\"" TEST_PASSWORD "\",\"new\":\"another horse\"}"),
                    ==, 409);
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/people/1/password", again,
                                "{\"password\":\"another horse\"}"), ==, 204);
  g_assert_cmpuint (try_password (house, "anna", "another horse"), ==, 201);
}

static gboolean
forget_password_task (CollectorDb *db, gpointer id, GError **error)
{
  return collector_account_store_set_password (db, GPOINTER_TO_INT (id), "", TEST_NOW_MS, error);
}

/* The directory server stays on while all administrators sign in by it. */
static void
test_somebody_can_always_get_in (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = NULL;

  test_house_write (house, make_directory_account_task, (gpointer) "anna");
  token = test_house_sign_in (house, "anna");
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/ldap", token,
                                "{\"enabled\":true,\"url\":\"ldap://127.0.0.1:9\","
                                "\"base\":\"dc=x\"}"), ==, 200);
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/ldap", token, "{\"enabled\":false}"), ==,
                    200);
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/ldap", token, "{\"enabled\":true}"), ==,
                    200);
  test_house_write (house, forget_password_task, GINT_TO_POINTER (1));
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/ldap", token, "{\"enabled\":false}"), ==,
                    409);
}

static void
test_sessions (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *first = test_house_sign_in (house, "rosa");
  g_autofree char *second = NULL, *bruno = test_house_sign_in (house, "bruno"), *path = NULL;
  g_autoptr (TollJson) list = NULL, after = NULL;

  house->clock.fixed_ms = TEST_NOW_MS + 1000;
  second = test_house_sign_in (house, "rosa");
  list = test_house_get (house, "/api/v1/me/sessions", first);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (list, "items")), ==, 2);
  g_assert_cmpint (test_json_int (list, "items.0.created_ms"), ==, TEST_NOW_MS + 1000);
  g_assert_false (toll_json_value_get_bool (test_json_find (list, "items.0.is_current")));
  g_assert_true (toll_json_value_get_bool (test_json_find (list, "items.1.is_current")));
  g_assert_cmpstr (test_json_text (list, "items.0.address"), ==, "127.0.0.1");
  path = g_strconcat ("/api/v1/me/sessions/", test_json_text (list, "items.0.id"), NULL);
  /* Nobody ends somebody else's. */
  g_assert_cmpuint (ask_status (house, "DELETE", path, bruno, NULL), ==, 404);
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", second, NULL), ==, 200);
  g_assert_cmpuint (ask_status (house, "DELETE", path, first, NULL), ==, 204);
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", second, NULL), ==, 401);
  g_assert_cmpuint (ask_status (house, "DELETE", path, first, NULL), ==, 404);
  after = test_house_get (house, "/api/v1/me/sessions", first);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (after, "items")), ==, 1);
  g_assert_cmpuint (ask_status (house, "DELETE", "/api/v1/me/sessions", first, NULL), ==, 204);
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", first, NULL), ==, 401);
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", bruno, NULL), ==, 200);
}

static void
test_administrators_change_people (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *again = NULL;

  g_assert_cmpuint (ask_status (house, "DELETE", "/api/v1/people/3/sessions", anna, NULL), ==, 204);
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", rosa, NULL), ==, 401);
  again = test_house_sign_in (house, "rosa");
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/people/3/password", anna,
                                "{\"password\":\"another horse\"}"), ==, 204);
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", again, NULL), ==, 401);
  g_assert_cmpuint (try_password (house, "rosa", "another horse"), ==, 201);
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/people/3/password", anna,
                                "{\"password\":null}"), ==, 204);
  g_assert_cmpuint (try_password (house, "rosa", "another horse"), ==, 401);
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/people/99/password", anna,
                                "{\"password\":\"another horse\"}"), ==, 404);
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/people/x/pin", anna, "{\"pin\":\"1234\"}"),
                    ==, 404);
  g_assert_cmpuint (ask_status (house, "DELETE", "/api/v1/people/99/sessions", anna, NULL), ==,
                    404);
}

typedef struct
{
  gint64 person_id;
  char *hash;
} Pin;

static gboolean
read_pin_task (CollectorDb *db, gpointer data, GError **error)
{
  Pin *pin = data;
  CollectorStmt *stmt =
      collector_db_prepare (db, "SELECT pin_hash FROM person WHERE id = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, pin->person_id);
  if (!collector_stmt_step (stmt, &has_row, error) || !has_row)
    return FALSE;
  g_free (pin->hash);
  pin->hash = g_strdup (collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  return TRUE;
}

static void
test_pins (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *key = g_build_filename (house->dir->path, "secrets", "pin-key", NULL);
  g_autofree char *folder = g_path_get_dirname (key);
  g_autoptr (TollJson) me = NULL;
  Pin pin = { .person_id = 3 };
  struct stat info;

  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/me/pin", rosa, "{\"pin\":\"123\"}"), ==,
                    400);
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/me/pin", rosa, "{\"pin\":\"12a4\"}"), ==,
                    400);
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/me/pin", rosa, "{\"pin\":\"4711\"}"), ==,
                    204);
  me = test_house_get (house, "/api/v1/me", rosa);
  g_assert_true (toll_json_value_get_bool (test_json_find (me, "has_pin")));
  test_house_write (house, read_pin_task, &pin);
  g_assert_true (g_str_has_prefix (pin.hash, "$argon2id$"));
  g_assert_true (collector_pin_verify (house->dir->path, pin.hash, "4711"));
  g_assert_false (collector_pin_verify (house->dir->path, pin.hash, "4712"));
  /* Whoever has only the ledger cannot try them out. */
  g_assert_false (collector_pin_verify ("/nowhere", pin.hash, "4711"));
  g_assert_cmpint (stat (key, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpuint (ask_status (house, "PUT", "/api/v1/people/3/pin", anna, "{\"pin\":null}"), ==,
                    204);
  test_house_write (house, read_pin_task, &pin);
  g_assert_cmpstr (pin.hash, ==, "");
  g_free (pin.hash);
}

static void
test_secrets (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = g_build_filename (dir->path, "secrets", "s", NULL);
  g_autofree char *none = NULL, *some = NULL, *open = NULL;
  g_autoptr (GError) error = NULL;

  none = collector_secret_read (dir->path, "s", &error);
  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_true (collector_secret_write (dir->path, "s", "word", &error));
  some = collector_secret_read (dir->path, "s", &error);
  g_assert_cmpstr (some, ==, "word");
  chmod (path, 0644);
  open = collector_secret_read (dir->path, "s", &error);
  g_assert_null (open);
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_IO);
  g_clear_error (&error);
  g_assert_true (collector_secret_write (dir->path, "s", "", &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static gboolean
shut_out_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_accounts_set_disabled (db, "anna", TRUE, TEST_NOW_MS, error);
}

static gboolean
code_task (CollectorDb *db, gpointer code, GError **error)
{
  *(char **) code = collector_first_code_new (db, TEST_NOW_MS, error);
  return *(char **) code != NULL;
}

static gboolean
no_code_task (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (GError) fault = NULL;

  g_assert_null (collector_first_code_new (db, TEST_NOW_MS, &fault));
  g_assert_error (fault, TOLL_ERROR, TOLL_ERROR_CONFLICT);
  return TRUE;
}

static gboolean
is_needed (TestHouse *house)
{
  g_autoptr (TollJson) health = test_house_get (house, "/healthz", NULL);

  return toll_json_value_get_bool (test_json_find (health, "needs_first_administrator"));
}

static TestAnswer *
ask_first (TestHouse *house, const char *code, const char *user_name)
{
  g_autofree char *body = g_strdup_printf (
      "{\"code\":\"%s\",\"username\":\"%s\",\"password\":\"another horse\",\"first_name\":\"Eva\","
      "\"last_name\":\"Uno\"}", code, user_name);

  return test_house_ask (house, "POST", "/api/v1/session/first", NULL, body);
}

static void
test_first_administrator (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *code = NULL, *sloppy = NULL;
  g_autoptr (TestAnswer) wrong = NULL, right = NULL, again = NULL, late = NULL, name = NULL;
  g_autoptr (TollJson) json = NULL;

  g_assert_false (is_needed (house));
  test_house_write (house, no_code_task, NULL);
  test_house_write (house, shut_out_task, NULL);
  g_assert_true (is_needed (house));
  wrong = ask_first (house, "00000-00000-00000-00000", "eva");
  g_assert_cmpuint (wrong->status, ==, 401);
  test_house_write (house, code_task, &code);
  g_assert_cmpuint (strlen (code), ==, 23);
  house->clock.fixed_ms = TEST_NOW_MS + COLLECTOR_FIRST_CODE_MS;
  late = ask_first (house, code, "eva");
  g_assert_cmpuint (late->status, ==, 401);
  house->clock.fixed_ms = TEST_NOW_MS;
  name = ask_first (house, code, "Another Horse");
  g_assert_cmpuint (name->status, ==, 400);
  g_assert_nonnull (strstr (name->body, "password: the user name is guessed first"));
  g_strdelimit (code, "-", ' ');
  sloppy = g_ascii_strdown (code, -1);
  right = ask_first (house, sloppy, "eva");
  g_assert_cmpuint (right->status, ==, 201);
  json = toll_json_read (right->body, -1, 0, NULL);
  g_assert_cmpstr (test_json_text (json, "user.role"), ==, "administrator");
  g_assert_cmpstr (test_json_text (json, "user.name"), ==, "Eva Uno");
  g_assert_cmpuint (ask_status (house, "GET", "/api/v1/me", test_json_text (json, "token"), NULL),
                    ==, 200);
  g_assert_false (is_needed (house));
  again = ask_first (house, code, "mallory");
  g_assert_cmpuint (again->status, ==, 401);
  g_assert_cmpuint (try_password (house, "mallory", "another horse"), ==, 401);
}

static void
test_names_in_the_log (void)
{
  static const struct
  {
    const char *name, *line;
  } rows[] = {
    { "rosa", "\"rosa\"" },
    { "a\nb\r\033[2J\t\"\\", "\"a\\x0ab\\x0d\\x1b[2J\\x09\\x22\\x5c\"" },
    { "m\xc3\xbcller", "\"m\\xc3\\xbcller\"" },
    { "%n%s", "\"%n%s\"" },
  };
  g_autofree char *long_name = g_strnfill (1 << 20, 'x');
  g_autofree char *line = collector_log_name (long_name);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = collector_log_name (rows[i].name);

      g_assert_cmpstr (text, ==, rows[i].line);
    }
  g_assert_cmpuint (strlen (line), ==, 64 + 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/account/language-and-zone", test_language_and_zone);
  g_test_add_func ("/api/account/own-password", test_own_password);
  g_test_add_func ("/api/account/somebody-gets-in", test_somebody_can_always_get_in);
  g_test_add_func ("/api/account/current-is-throttled", test_current_password_is_throttled);
  g_test_add_func ("/api/account/directory", test_directory_accounts_keep_theirs);
  g_test_add_func ("/api/account/not-valid-today", test_not_valid_today);
  g_test_add_func ("/api/account/guessed-passwords", test_guessed_passwords);
  g_test_add_func ("/api/account/sessions", test_sessions);
  g_test_add_func ("/api/account/administrators", test_administrators_change_people);
  g_test_add_func ("/api/account/pins", test_pins);
  g_test_add_func ("/api/account/first", test_first_administrator);
  g_test_add_func ("/directory/secrets", test_secrets);
  g_test_add_func ("/directory/log-name", test_names_in_the_log);
  return g_test_run ();
}
