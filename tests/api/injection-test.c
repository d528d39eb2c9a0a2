/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hostile texts in every parameter of every route: path, query, each text of each body, headers.
 * They may be refused or kept as the text they are; nothing else happens: no answer of the server's
 * own failing, no table gone, no role raised, no call lost, nothing of anybody else shown. And no
 * answer is one that the description does not tell of.
 */
#include "config.h"

#include "tests/support/description.h"
#include "tests/support/route-rows.h"
#include "tests/support/stride.h"

#include "shared/wire/json-write.h"

#include <string.h>

static const char *const payloads[] = {
  "'", "\"", "''", "';--", "' OR '1'='1", "' OR 1=1 --", "\" OR \"\"=\"", "1 OR 1=1", "1;--",
  "') OR ('1'='1", "'; DROP TABLE call; --", "'; UPDATE account SET role = 2; --",
  "1; DELETE FROM person", "' UNION SELECT password_hash FROM account --",
  "1 UNION SELECT sql FROM sqlite_master", "' || (SELECT password_hash FROM account) || '",
  "x' AND (SELECT count(*) FROM call) > 0 --", "'; ATTACH DATABASE '/x' AS x; --",
  "'; PRAGMA writable_schema = 1; --", "load_extension('x')", "randomblob(1000000000)",
  "CASE WHEN 1=1 THEN name ELSE id END", "name; DROP TABLE person", "name DESC, (SELECT 1)",
  "id/**/UNION/**/SELECT/**/1", "%", "_", "%%%%%%", "*", "?1", ":a", "@a", "$a", "NULL", "0x27",
  "\\", "\\'", "-1", "99999999999999999999", "1e999", "NaN", "*)(uid=*", "*)(|(objectClass=*",
  "\\2a\\29\\28", "cn=x,dc=y", "../../../etc/passwd", "%n%n%n%s%s", "\xe2\x80\x99 OR 1=1",
  "{\"number\":\"' OR 1=1\"}", "{\"direction\":[\"' OR 1=1\"]}", "{\"same_number_as\":\"1 OR 1=1\"}",
  "{\"extensions\":[\"'\",\"%\"]}", "[\"1) OR (1=1\"]", "[[[[[[", "role", "password_hash",
  "{}", /* no attack, but an answer to look into */
};

/* Every name that a route reads from its query, so that none is left out: the description's. */
static GPtrArray *
list_parameters (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOLL_DATADIR"), "openapi.yaml", NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      const char *name = strstr (lines[i], "name: ");

      if (name != NULL && strstr (lines[i + 1], "in: query") != NULL &&
          !g_ptr_array_find_with_equal_func (names, name + 6, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (name + 6));
    }
  g_assert_cmpuint (names->len, >=, 15);
  return names;
}

/* What must stay as it is, told in one text. */
typedef struct
{
  const char *sql;
  GString *text;
} Look;

static gboolean
append_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  g_string_append_printf (data, "%s\n", collector_stmt_get_text (stmt, 0));
  return TRUE;
}

static gboolean
look_task (CollectorDb *db, gpointer data, GError **error)
{
  static const char *const questions[] = {
    "SELECT coalesce (sql, name) FROM sqlite_master ORDER BY name",
    "SELECT 'calls ' || count (*) || ' ' || total (id) FROM call",
    "SELECT 'role ' || user_name || ' ' || role FROM account ORDER BY id LIMIT 4",
    "SELECT 'person ' || id || ' ' || user_name FROM person WHERE id <= 4 ORDER BY id",
  };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (!collector_stmt_foreach (collector_db_prepare (db, questions[i], error), append_row, data,
                                 error))
      return FALSE;
  return TRUE;
}

static char *
look (TestHouse *house)
{
  GString *text = g_string_new (NULL);

  test_house_write (house, look_task, text);
  return g_string_free (text, FALSE);
}

typedef struct
{
  TestHouse *house;
  TestHttp *http; /* one connection, kept */
  const TestRouteRow *row;
  TestDescription *description;
  char *token;
  const char *secret; /* of somebody else: never in an answer; NULL = the asker sees everything */
  guint n_asked;
  guint n_wrong;
} Attack;

static void
ask (Attack *attack, const char *path, const char *body)
{
  g_autoptr (TestAnswer) answer =
      test_http_ask (attack->http, attack->row->method, path, attack->token, body);
  g_autofree char *connection = test_answer_dup_header (answer, "Connection");

  attack->n_asked++;
  if (answer->status == 0 || answer->status >= 500
      || !test_description_has_status (attack->description, attack->row->method,
                                       attack->row->template, answer->status)
      || strstr (answer->body, "argon2") != NULL
      || (attack->secret != NULL && strstr (answer->body, attack->secret) != NULL))
    {
      g_test_message ("%s %s %s: %u %.300s", attack->row->method, path, body, answer->status,
                      answer->body);
      attack->n_wrong++;
    }
  if (answer->status == 0 || g_strcmp0 (connection, "close") == 0)
    {
      test_http_close (attack->http);
      attack->http = test_http_open (attack->house->url);
    }
}

/* Returns: (transfer full): the row's path with @value for its variable, escaped. */
static char *
dup_path (const TestRouteRow *row, const char *value)
{
  const char *brace = strchr (row->template, '{');
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);
  g_autofree char *before = NULL;

  if (brace == NULL)
    return g_strdup (row->template);
  before = g_strndup (row->template, brace - row->template);
  return g_strconcat (before, escaped, strchr (brace, '}') + 1, NULL);
}

/* Returns: (transfer full): the path of something that is there. */
static char *
dup_plain_path (const TestRouteRow *row)
{
  gboolean is_report = row->object == TEST_OBJECT_REPORT || row->object == TEST_OBJECT_REPORT_CALLS;

  return dup_path (row, is_report ? TEST_REPORT : "4");
}

static void
attack_path (Attack *attack, const char *payload)
{
  g_autofree char *path = dup_path (attack->row, payload);

  if (strchr (attack->row->template, '{') != NULL)
    ask (attack, path, attack->row->body);
}

/* A name that a route does not know is refused before anything is read, and so is who may not: once
 * is enough. */
static gboolean
knows (Attack *attack, const char *plain, const char *name)
{
  g_autoptr (GString) path = g_string_new (plain);
  g_autoptr (TestAnswer) answer = NULL;

  toll_query_append (path, name, "'");
  answer = test_http_ask (attack->http, attack->row->method, path->str, attack->token,
                          attack->row->body);
  return answer->status != 403 && strstr (answer->body, "unknown parameter") == NULL;
}

static void
attack_query (Attack *attack, const GPtrArray *names)
{
  g_autofree char *plain = dup_plain_path (attack->row);
  const char *needed = attack->row->query;
  g_autofree char *full = g_strconcat (plain, needed != NULL ? "?" : NULL, needed, NULL);
  /* What changes something has its parameters in the body; few take any in the query. */
  guint each = strcmp (attack->row->method, "GET") == 0 ? 1 : 9, stride = each * test_stride ();

  for (guint i = 0; i < names->len; i++)
    for (guint j = i % test_stride () * each, n = 0; j < G_N_ELEMENTS (payloads); j += stride, n++)
      {
        gboolean is_needed = needed != NULL && g_str_has_prefix (needed, names->pdata[i]);
        g_autoptr (GString) path = g_string_new (is_needed ? plain : full);

        if (n == 0 && !knows (attack, plain, names->pdata[i]))
          break;
        toll_query_append (path, names->pdata[i], payloads[j]);
        ask (attack, path->str, attack->row->body);
      }
}

/* Each text of the body in turn is the payload; names of members are "texts" followed by a colon,
 * and are replaced too. */
static void
attack_body (Attack *attack, const char *payload)
{
  g_autofree char *path = dup_plain_path (attack->row);
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  g_autofree char *quoted = NULL;
  const char *body = attack->row->body;

  if (body == NULL || body[0] != '{')
    return;
  toll_json_add_text (json, NULL, payload);
  quoted = g_string_free (toll_json_writer_finish (json), FALSE);
  for (const char *at = strchr (body, '"'); at != NULL;)
    {
      const char *end = strchr (at + 1, '"');
      g_autofree char *before = g_strndup (body, at - body);
      g_autofree char *changed = g_strconcat (before, quoted, end + 1, NULL);

      ask (attack, path, changed);
      at = strchr (end + 1, '"');
    }
}

/* Ends or locks out the one who asks: the matrix tries them, here they would stop the rest. */
static gboolean
is_left_out (const TestRouteRow *row)
{
  return row->object == TEST_OBJECT_STREAM || strstr (row->template, "/session") != NULL ||
         strstr (row->template, "/me/password") != NULL || strstr (row->template, "/ldap/") != NULL;
}

static void
attack_all (TestHouse *house, const char *user_name, const char *secret, guint n_least)
{
  g_autoptr (GPtrArray) names = list_parameters ();
  Attack attack = { .house = house, .token = test_house_sign_in (house, user_name),
                    .secret = secret, .http = test_http_open (house->url),
                    .description = test_description_read () };
  g_autofree char *before = look (house), *after = NULL;

  for (guint i = 0; i < test_n_route_rows; i++)
    {
      attack.row = &test_route_rows[i];
      if (is_left_out (attack.row))
        continue;
      attack_query (&attack, names);
      for (guint j = i % test_stride (); j < G_N_ELEMENTS (payloads); j += test_stride ())
        {
          attack_path (&attack, payloads[j]);
          attack_body (&attack, payloads[j]);
        }
    }
  after = look (house);
  g_test_message ("%u requests as %s", attack.n_asked, user_name);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (attack.n_wrong, ==, 0);
  g_assert_cmpuint (attack.n_asked, >=, n_least / test_stride ());
  test_http_close (attack.http);
  g_hash_table_unref (attack.description);
  g_free (attack.token);
}

static void
test_as (gconstpointer data)
{
  const char *user_name = data;
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  TollCall call;

  test_house_store_calls (house, "703", 2, 10);
  test_house_fill_call (house, &call, "704", 1, "+39027554904");
  test_house_store_call (house, &call);
  attack_all (house, user_name, strcmp (user_name, "anna") == 0 ? NULL : "\"extension\":\"704\"",
              2500);
}

/* Signing in takes hostile names for names: nobody gets in, nobody is made. */
static void
test_signing_in (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *before = look (house), *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
      g_autoptr (TestAnswer) answer = NULL;
      g_autofree char *body = NULL;

      toll_json_begin_object (json, NULL);
      toll_json_add_text (json, "username", payloads[i]);
      toll_json_add_text (json, "password", payloads[i]);
      toll_json_end_object (json);
      body = g_string_free (toll_json_writer_finish (json), FALSE);
      answer = test_house_ask (house, "POST", "/api/v1/session", payloads[i], body);
      g_test_message ("%s: %u", body, answer->status);
      g_assert_true (answer->status == 400 || answer->status == 401 || answer->status == 429);
    }
  after = look (house);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/api/injection/rosa", "rosa", test_as);
  g_test_add_data_func ("/api/injection/super", "super", test_as);
  g_test_add_data_func ("/api/injection/anna", "anna", test_as);
  g_test_add_func ("/api/injection/sign-in", test_signing_in);
  return g_test_run ();
}
