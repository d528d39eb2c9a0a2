/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The directory over HTTP: what is told, who sees whom, what is refused and why.
 */
#include "config.h"

#include "tests/support/api-house.h"

#include <string.h>

#define HOUR_MS G_GINT64_CONSTANT (3600000)

static TestAnswer *
ask (TestHouse *house, const char *method, const char *path, const char *token, const char *body,
     guint status)
{
  TestAnswer *answer = test_house_ask (house, method, path, token, body);

  if (answer->status != status)
    g_test_message ("%s %s %s: %u %s", method, path, body != NULL ? body : "", answer->status,
                    answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  return answer;
}

/* Sends @body and reads the answer. Returns: (transfer full). */
static TollJson *
send_body (TestHouse *house, const char *method, const char *path, const char *token,
           const char *body, guint status)
{
  g_autoptr (TestAnswer) answer = ask (house, method, path, token, body, status);
  TollJson *json = toll_json_read (answer->body, answer->body_bytes, 0, NULL);

  g_assert_nonnull (json);
  return json;
}

static void
expect_refusal (TestHouse *house, const char *method, const char *path, const char *token,
                const char *body, guint status, const char *field, const char *word)
{
  g_autoptr (TollJson) json = send_body (house, method, path, token, body, status);

  g_test_message ("%s", test_json_text (json, "detail"));
  g_assert_cmpstr (test_json_text (json, "field"), ==, field);
  g_assert_nonnull (strstr (test_json_text (json, "detail"), word));
}

static guint
count_items (TestHouse *house, const char *path, const char *token)
{
  g_autoptr (TollJson) json = test_house_get (house, path, token);

  return toll_json_value_get_length (test_json_find (json, "items"));
}

static void
test_a_person_is_what_was_said (void)
{
  static const char body[]
      = "{\"user_name\":\"alba\",\"first_name\":\" Alba \",\"last_name\":\"Conti\","
        "\"mail\":\"alba@prova.example\",\"language\":\"it\",\"zone\":\"Europe/Rome\","
        "\"role\":\"supervisor\",\"masked_digits\":2,\"department\":{\"name\":\"Ricerca\"},"
        "\"location\":{\"name\":\"Milano\"},\"manager\":{\"name\":\"anna\"},"
        "\"cucm_user_id\":\"aconti\",\"lines\":[{\"number\":\"731\",\"partition\":\"PT_MI\","
        "\"site\":{\"name\":\"Milano\"}},{\"number\":\"+390255501731\",\"kind\":\"alias\","
        "\"valid_from_ms\":1000,\"valid_to_ms\":2000}],\"devices\":[\"SEP0011223344AA\"],"
        "\"custom\":[\"B-17\"],\"valid_from_ms\":500}";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) made = send_body (house, "POST", "/api/v1/people", token, body, 201);
  g_autofree char *path = g_strconcat ("/api/v1/people/", test_json_text (made, "id"), NULL);
  g_autoptr (TollJson) json = test_house_get (house, path, token);
  static const struct
  {
    const char *member, *value;
  } texts[] = {
    { "user_name", "alba" },          { "first_name", "Alba" },
    { "name", "Alba Conti" },         { "mail", "alba@prova.example" },
    { "language", "it" },             { "zone", "Europe/Rome" },
    { "role", "supervisor" },         { "scope.kind", "departments" },
    { "scope.names.0", "Ricerca" },   { "department.name", "Ricerca" },
    { "location.name", "Milano" },    { "manager.name", "Anna Rossi" },
    { "cucm_user_id", "aconti" },     { "lines.0.number", "731" },
    { "lines.0.partition", "PT_MI" }, { "lines.0.site.name", "Milano" },
    { "lines.0.kind", "extension" },  { "lines.1.number", "+390255501731" },
    { "lines.1.kind", "alias" },      { "devices.0", "SEP0011223344AA" },
    { "custom.0", "B-17" },           { "custom.9", "" },
    { "source", "manual" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (test_json_text (json, texts[i].member), ==, texts[i].value);
  g_assert_cmpint (test_json_int (json, "lines.1.valid_from_ms"), ==, 1000);
  g_assert_cmpint (test_json_int (json, "lines.1.valid_to_ms"), ==, 2000);
  g_assert_cmpint (test_json_int (json, "valid_from_ms"), ==, 500);
  g_assert_cmpint (test_json_int (json, "masked_digits"), ==, 2);
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (json, "valid_to_ms")), ==,
                   TOLL_JSON_NULL);
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (json, "cost_centre")), ==,
                   TOLL_JSON_NULL);
  g_assert_false (toll_json_value_get_bool (test_json_find (json, "can_sign_in")));
}

/* What is not said stays; what is said again changes nothing. */
static void
test_put_takes_any_subset (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) json = NULL;

  json = send_body (house, "PUT", "/api/v1/people/4", token, "{\"last_name\":\"Ville\"}", 200);
  g_assert_cmpstr (test_json_text (json, "name"), ==, "Bruno Ville");
  g_assert_cmpstr (test_json_text (json, "lines.0.number"), ==, "704");
  g_assert_cmpstr (test_json_text (json, "department.name"), ==, "Support");
  g_assert_true (toll_json_value_get_bool (test_json_find (json, "can_sign_in")));
}

static void
test_refusals_name_the_field (void)
{
  static const struct
  {
    const char *body;
    guint status;
    const char *field, *word;
  } rows[] = {
    { "{\"lines\":[{\"number\":\"701\"}]}", 409, "lines[0].number", "Anna Rossi 'anna'" },
    { "{\"lines\":[{\"number\":\"7O1\"}]}", 400, "lines[0].number", "digits" },
    { "{\"lines\":[{\"number\":\"9\"},{\"number\":\"9\"}]}", 400, "lines[1].number", "twice" },
    { "{\"lines\":[{\"number\":\"9\",\"valid_from_ms\":7,\"valid_to_ms\":6}]}", 400,
      "lines[0].valid_to_ms", "before the beginning" },
    { "{\"valid_to_ms\":6,\"lines\":[{\"number\":\"9\",\"valid_from_ms\":7}]}", 400,
      "lines[0].valid_from_ms", "left" },
    { "{\"user_name\":\"ANNA\"}", 409, "user_name", "already" },
    { "{\"user_name\":\"\"}", 400, "user_name", "needs" },
    { "{\"manager\":{\"id\":\"3\"}}", 400, "manager", "own manager" },
    { "{\"manager\":{\"id\":\"999\"}}", 400, "manager", "no such" },
    { "{\"department\":{\"id\":\"77\"}}", 400, "department", "none" },
    { "{\"zone\":\"Mars/Base\"}", 400, "zone", "time zone" },
    { "{\"mail\":\"no address\"}", 400, "mail", "mail" },
    { "{\"role\":\"king\"}", 400, "role", "supervisor" },
    { "{\"scope\":{\"kind\":\"all\"}}", 400, "scope.kind", "own calls" },
    { "{\"role\":\"supervisor\",\"scope\":{\"kind\":\"departments\",\"names\":[\"Oz\"]}}", 400,
      "scope.names", "Oz" },
    { "{\"role\":\"supervisor\",\"scope\":{\"kind\":\"departments\",\"ids\":[]}}", 400,
      "scope.ids", "hold nothing" },
    { "{\"role\":\"supervisor\",\"scope\":{\"kind\":\"departments\",\"ids\":[\"77\"]}}", 400,
      "scope.ids", "77" },
    { "{\"language\":\"tlh\"}", 400, "language", "en, de" },
    { "{\"language\":null}", 400, "language", "en, de" },
    { "{\"custom\":[\"\",\"a\\u0007\"]}", 400, "custom[1]", "control" },
    { "{\"last_name\":\"a\\u202eb\"}", 400, "last_name", "control" },
    { "{\"masked_digits\":100}", 400, "masked_digits", "99" },
    { "{\"valid_from_ms\":5,\"valid_to_ms\":5}", 400, "valid_to_ms", "before" },
    { "{\"moved_from_ms\":9000000000000}", 400, "moved_from_ms", "moved" },
    { "{\"pin_hash\":\"x\"}", 400, "pin_hash", "unknown" },
    { "{\"lines\":[{\"number\":\"9\",\"site\":{\"name\":\"Oz\"}}]}", 400, "lines[0].site", "Oz" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    expect_refusal (house, "PUT", "/api/v1/people/3", token, rows[i].body, rows[i].status,
                    rows[i].field, rows[i].word);
  expect_refusal (house, "POST", "/api/v1/people", token,
                  "{\"user_name\":\"zoe\",\"lines\":[{\"number\":\"9\",\"valid_from_ms\":7,"
                  "\"valid_to_ms\":6}]}",
                  400, "lines[0].valid_to_ms", "before the beginning");
}

/* By name or by id; where both are given, as they were told, the ids count. */
static void
test_scopes_are_named (void)
{
  static const struct
  {
    const char *scope, *names;
  } rows[] = {
    { "\"names\":[\"Support\",\"Sales\",\"Support\"]", "Sales Support " },
    { "\"ids\":[],\"names\":[\"Support\"]", "Support " },
    { "\"ids\":[\"1\"],\"names\":[\"Support\"]", "Sales " },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body
          = g_strdup_printf ("{\"scope\":{\"kind\":\"departments\",%s}}", rows[i].scope);
      g_autoptr (TollJson) json = send_body (house, "PUT", "/api/v1/people/2", token, body, 200);
      const TollJsonValue *names = test_json_find (json, "scope.names");
      g_autoptr (GString) told = g_string_new (NULL);

      for (guint n = 0; n < toll_json_value_get_length (names); n++)
        g_string_append_printf (told, "%s ",
                                toll_json_value_get_text (toll_json_value_get_element (names, n)));
      g_assert_cmpstr (told->str, ==, rows[i].names);
    }
}

/* bruno <- rosa <- super: nobody of them can be rosa's manager but others. */
static gboolean
dial_with_zero_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db, "UPDATE site SET access_code = '0', area_code = '02'", error);
}

/* A direct number is the same however it is typed; the second number of a desk stays as it is. */
static void
test_direct_numbers_have_one_form (void)
{
  static const char *const same[] = { "00390288880001", "0288880001", "390288880001" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) rosa = NULL, again = NULL;

  test_house_write (house, dial_with_zero_task, NULL);
  rosa = send_body (house, "PUT", "/api/v1/people/3", token,
                    "{\"lines\":[{\"number\":\"703\"},{\"number\":\"0288880001\","
                    "\"kind\":\"alias\"},{\"number\":\"5501\",\"kind\":\"alias\"}]}",
                    200);
  g_assert_cmpstr (test_json_text (rosa, "lines.1.number"), ==, "+390288880001");
  g_assert_cmpstr (test_json_text (rosa, "lines.2.number"), ==, "5501");
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"lines\":[{\"number\":\"%s\",\"kind\":\"alias\"}]}", same[i]);

      expect_refusal (house, "PUT", "/api/v1/people/4", token, body, 409, "lines[0].number",
                      "'rosa'");
    }
  house->clock.fixed_ms += 1000; /* the same number, typed anew, is the same line */
  again = send_body (house, "PUT", "/api/v1/people/3", token,
                     "{\"lines\":[{\"number\":\"703\"},{\"number\":\"00390288880001\","
                     "\"kind\":\"alias\"},{\"number\":\"5501\",\"kind\":\"alias\"}]}",
                     200);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (again, "lines")), ==, 3);
}

static void
test_managers_make_no_ring (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) first = ask (house, "PUT", "/api/v1/people/4", token,
                                      "{\"manager\":{\"name\":\"rosa\"}}", 200);
  g_autoptr (TestAnswer) second = ask (house, "PUT", "/api/v1/people/3", token,
                                       "{\"manager\":{\"name\":\"super\"}}", 200);

  expect_refusal (house, "PUT", "/api/v1/people/2", token, "{\"manager\":{\"name\":\"bruno\"}}", 400,
                  "manager", "own manager");
}

static void
test_supervisors_see_their_scope (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autoptr (TestAnswer) own = ask (house, "GET", "/api/v1/people/3", super, NULL, 200);
  g_autoptr (TestAnswer) foreign = ask (house, "GET", "/api/v1/people/4", super, NULL, 404);
  g_autoptr (TestAnswer) unknown = ask (house, "GET", "/api/v1/people/4711", super, NULL, 404);

  g_assert_cmpstr (foreign->body, ==, unknown->body);
  g_assert_cmpuint (count_items (house, "/api/v1/people", anna), ==, 4);
  g_assert_cmpuint (count_items (house, "/api/v1/people", super), ==, 3);
  g_assert_cmpuint (count_items (house, "/api/v1/people?q=bruno", super), ==, 0);
  g_assert_cmpuint (count_items (house, "/api/v1/people?department=2", super), ==, 0);
}

static void
test_people_are_found (void)
{
  static const struct
  {
    const char *query;
    guint n;
  } rows[] = {
    { "q=ROSA", 1 },          { "q=neri%20ro", 1 }, { "q=70", 4 },       { "q=704", 1 },
    { "q=04", 0 },            { "q=villa%2070", 1 }, { "q=%25", 0 },     { "role=supervisor", 1 },
    { "source=manual", 4 },   { "source=ldap", 0 }, { "state=active", 4 }, { "state=left", 0 },
    { "state=active,left", 4 }, { "department=1", 3 }, { "q=l%C3%A8ne", 1 }, { "q=lene", 1 },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) named
      = ask (house, "PUT", "/api/v1/people/4", token, "{\"first_name\":\"Hélène\"}", 200);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/people?", rows[i].query, NULL);

      g_test_message ("%s", path);
      g_assert_cmpuint (count_items (house, path, token), ==, rows[i].n);
    }
  expect_refusal (house, "GET", "/api/v1/people?sort=password", token, NULL, 400, "sort", "name");
  expect_refusal (house, "GET", "/api/v1/people?state=dead", token, NULL, 400, "state", "left");
}

/* @number becomes the only one of @user_name. */
static void
set_number (TestHouse *house, const char *token, const char *user_name, const char *number)
{
  g_autofree char *path = g_strconcat ("/api/v1/people?q=", user_name, NULL);
  g_autoptr (TollJson) list = test_house_get (house, path, token);
  g_autofree char *one = g_strconcat ("/api/v1/people/", test_json_text (list, "items.0.id"), NULL);
  g_autofree char *body
      = g_strdup_printf ("{\"lines\":[{\"number\":\"%s\",\"kind\":\"alias\"}]}", number);
  g_autoptr (TestAnswer) put = ask (house, "PUT", one, token, body, 200);

  g_assert_nonnull (put);
}

/* Numbers are found as people write them: four digits or more, wherever they stand. */
static void
test_numbers_are_found (void)
{
  static const struct
  {
    const char *query; /* in words */
    const char *user_name; /* NULL = nobody */
  } rows[] = {
    { "+39 02 55501500", "rosa" },   { "390255501500", "rosa" },       { "02 55501500", "rosa" },
    { "02-555-01500", "rosa" },      { "(02) 555.01500", "rosa" },     { "0039 02/55501500", "rosa" },
    { "+39 (0)2 55501500", "rosa" }, { "1500", "rosa" },               { "neri 555 01500", "rosa" },
    { "02 55501501", NULL },         { "150", NULL },                  { "anna 555 01500", NULL },
    { "020 7946 0063", "anna" },     { "+44 (0)20 7946 0063", "anna" }, { "0044 20-79460063", "anna" },
    { "٠٢ ٥٥٥٠١٥٠٠", "rosa" },       { "0 1500 0", NULL },             { "() - +", NULL },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");

  set_number (house, token, "rosa", "+390255501500");
  set_number (house, token, "anna", "+442079460063");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = g_uri_escape_string (rows[i].query, NULL, FALSE);
      g_autofree char *path = g_strconcat ("/api/v1/people?q=", words, NULL);
      g_autoptr (TollJson) json = test_house_get (house, path, token);

      g_test_message ("%s", rows[i].query);
      g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "items")), ==,
                        rows[i].user_name != NULL);
      if (rows[i].user_name != NULL)
        g_assert_cmpstr (test_json_text (json, "items.0.user_name"), ==, rows[i].user_name);
    }
}

/* Each sorting, one person a page: all of them, once, in order. */
static void
test_pages_follow_each_sorting (void)
{
  static const struct
  {
    const char *sort, *order;
  } rows[] = {
    { "name", "rosa anna super bruno " },
    { "user_name", "anna bruno rosa super " },
    { "extension", "anna super rosa bruno " },
    { "department", "rosa anna super bruno " },
    { "-user_name", "super rosa bruno anna " },
    { "-extension", "bruno rosa super anna " },
    { "-department", "bruno super anna rosa " },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) seen = g_string_new (NULL);
      g_autofree char *after = g_strdup ("");

      for (guint n = 0; after != NULL && n < 9; n++)
        {
          g_autofree char *path
              = g_strdup_printf ("/api/v1/people?limit=1&sort=%s%s", rows[i].sort, after);
          g_autoptr (TollJson) json = test_house_get (house, path, token);
          const char *next = toll_json_value_get_text (test_json_find (json, "next"));

          g_string_append_printf (seen, "%s ", test_json_text (json, "items.0.user_name"));
          g_free (after);
          after = next != NULL && *next != '\0' ? g_strconcat ("&after=", next, NULL) : NULL;
        }
      g_assert_cmpstr (seen->str, ==, rows[i].order);
    }
}

static void
test_who_leaves_stays_in_the_books (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autofree char *bruno = test_house_sign_in (house, "bruno");
  g_autoptr (TestAnswer) left = ask (house, "DELETE", "/api/v1/people/4", token, NULL, 204);
  g_autoptr (TollJson) json = test_house_get (house, "/api/v1/people/4", token);
  g_autoptr (TestAnswer) out = ask (house, "GET", "/api/v1/me", bruno, NULL, 401);
  g_autoptr (TollJson) heir = NULL;

  g_assert_cmpint (test_json_int (json, "valid_to_ms"), ==, TEST_NOW_MS);
  g_assert_cmpint (test_json_int (json, "lines.0.valid_to_ms"), ==, TEST_NOW_MS);
  g_assert_false (toll_json_value_get_bool (test_json_find (json, "can_sign_in")));
  g_assert_cmpuint (count_items (house, "/api/v1/people?state=left", token), ==, 1);
  /* The number is free again, from then on. */
  heir = send_body (house, "POST", "/api/v1/people", token,
                    "{\"user_name\":\"carla\",\"lines\":[{\"number\":\"704\"}]}", 201);
  g_assert_cmpint (test_json_int (heir, "lines.0.valid_from_ms"), ==, TEST_NOW_MS);
}

static void
test_the_last_administrator_stays (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) other = NULL, stepped_down = NULL;

  expect_refusal (house, "PUT", "/api/v1/people/1", token, "{\"role\":\"user\"}", 409, "role",
                  "last administrator");
  expect_refusal (house, "PUT", "/api/v1/people/1", token, "{\"disabled\":true}", 409, "role",
                  "last administrator");
  expect_refusal (house, "DELETE", "/api/v1/people/1", token, NULL, 409, "role",
                  "last administrator");
  expect_refusal (house, "PUT", "/api/v1/people/1/password", token, "{\"password\":null}", 409,
                  "role", "last administrator");
  g_free (test_house_sign_in (house, "anna"));
  other = ask (house, "PUT", "/api/v1/people/4", token, "{\"role\":\"administrator\"}", 200);
  stepped_down = ask (house, "PUT", "/api/v1/people/1", token, "{\"role\":\"user\"}", 200);
}

/* What is told of a person holds for the account that was there before; what is not told stays.
 * Nobody gets it unasked. */
static void
test_an_account_becomes_a_persons (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) bob = NULL, carl = NULL, demoted = NULL;
  g_autofree char *path = NULL;

  test_house_add_account (house, "bob");
  test_house_add_account (house, "carl");
  expect_refusal (house, "POST", "/api/v1/people", token,
                  "{\"user_name\":\" Bob \",\"role\":\"user\"}", 409, "account", "take-over");
  expect_refusal (house, "POST", "/api/v1/people", token,
                  "{\"user_name\":\"bob\",\"account\":\"yes\"}", 400, "account", "take-over");
  g_assert_cmpuint (count_items (house, "/api/v1/people?q=bob", token), ==, 0);
  bob = send_body (house, "POST", "/api/v1/people", token,
                   "{\"user_name\":\" Bob \",\"role\":\"supervisor\",\"masked_digits\":5,"
                   "\"scope\":{\"kind\":\"departments\",\"names\":[\"Sales\"]},"
                   "\"disabled\":true,\"account\":\"take-over\"}",
                   201);
  g_assert_cmpstr (test_json_text (bob, "role"), ==, "supervisor");
  g_assert_cmpint (test_json_int (bob, "masked_digits"), ==, 5);
  g_assert_cmpstr (test_json_text (bob, "scope.names.0"), ==, "Sales");
  g_assert_true (toll_json_value_get_bool (test_json_find (bob, "disabled")));
  carl = send_body (house, "POST", "/api/v1/people", token,
                    "{\"user_name\":\"carl\",\"account\":\"take-over\"}", 201);
  g_assert_cmpstr (test_json_text (carl, "role"), ==, "administrator");
  g_assert_cmpstr (test_json_text (carl, "scope.kind"), ==, "all");
  g_assert_cmpint (test_json_int (carl, "masked_digits"), ==, 0);
  g_assert_true (toll_json_value_get_bool (test_json_find (carl, "can_sign_in")));
  path = g_strconcat ("/api/v1/people/", test_json_text (carl, "id"), NULL);
  demoted = send_body (house, "PUT", path, token, "{\"role\":\"user\"}", 200);
  test_house_add_account (house, "dora");
  expect_refusal (house, "PUT", path, token, "{\"user_name\":\"Dora\"}", 409, "user_name",
                  "there is an account 'Dora' already");
  g_assert_cmpstr (test_json_text (demoted, "scope.kind"), ==, "own");
}

/* A file does not ask, but names whose account it is. */
static void
test_a_file_names_accounts (void)
{
  static const char rows[] = "user_name,last_name\nBob,Uno\nnewcomer,Due\n";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) dry = NULL, done = NULL, again = NULL;

  test_house_add_account (house, "bob");
  dry = send_body (house, "POST", "/api/v1/people/import?dry_run=true", token, rows, 200);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (dry, "accounts")), ==, 1);
  g_assert_cmpstr (test_json_text (dry, "accounts.0"), ==, "Bob");
  done = send_body (house, "POST", "/api/v1/people/import", token, rows, 200);
  g_assert_cmpstr (test_json_text (done, "accounts.0"), ==, "Bob");
  again = send_body (house, "POST", "/api/v1/people/import", token, rows, 200);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (again, "accounts")), ==, 0);
  /* What was cut off behind its heading says of nobody that they left. */
  expect_refusal (house, "POST", "/api/v1/people/import?remove_missing=true", token,
                  "user_name,last_name\n", 400, "remove_missing", "names nobody");
}

static void
test_groupings (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *token = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) list = test_house_get (house, "/api/v1/departments", token);
  g_autofree char *super = NULL;
  g_autoptr (TollJson) made = NULL, renamed = NULL, page = NULL, seen = NULL;
  g_autoptr (TestAnswer) twice = NULL, gone = NULL, used = NULL, merged = NULL, person = NULL;

  g_assert_cmpstr (test_json_text (list, "items.0.name"), ==, "Sales");
  g_assert_cmpint (test_json_int (list, "items.0.n_people"), ==, 3);
  made = send_body (house, "POST", "/api/v1/departments", token, "{\"name\":\"Legal\"}", 201);
  g_assert_cmpstr (test_json_text (made, "id"), ==, "3");
  twice = ask (house, "POST", "/api/v1/departments", token, "{\"name\":\"Legal\"}", 409);
  renamed = send_body (house, "PUT", "/api/v1/departments/3", token, "{\"name\":\"Law\"}", 200);
  g_assert_cmpstr (test_json_text (renamed, "name"), ==, "Law");
  page = test_house_get (house, "/api/v1/departments?limit=1&after=3", token);
  g_assert_cmpstr (test_json_text (page, "items.0.name"), ==, "Sales");
  g_assert_cmpstr (test_json_text (page, "next"), ==, "1");
  /* Who sees Sales sees no other department, and counts nobody else's people. */
  super = test_house_sign_in (house, "super");
  seen = test_house_get (house, "/api/v1/departments", super);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (seen, "items")), ==, 1);
  g_assert_cmpstr (test_json_text (seen, "items.0.name"), ==, "Sales");
  g_assert_cmpint (test_json_int (seen, "items.0.n_people"), ==, 3);
  gone = ask (house, "DELETE", "/api/v1/departments/3", token, NULL, 204);
  used = ask (house, "DELETE", "/api/v1/departments/2", token, NULL, 409);
  merged = ask (house, "DELETE", "/api/v1/departments/2?into=1", token, NULL, 204);
  g_assert_cmpuint (count_items (house, "/api/v1/departments", token), ==, 1);
  g_assert_cmpuint (count_items (house, "/api/v1/people?department=1", token), ==, 4);
  g_assert_cmpuint (count_items (house, "/api/v1/cost-centres", token), ==, 0);
  g_assert_cmpuint (count_items (house, "/api/v1/locations", token), ==, 0);
}

static void
test_custom_fields_have_titles (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) put = ask (house, "PUT", "/api/v1/custom-fields", anna,
                                    "{\"titles\":[\"Badge\",null,\"Contract\"]}", 200);
  g_autoptr (TollJson) json = test_house_get (house, "/api/v1/custom-fields", rosa);

  g_assert_cmpuint (toll_json_value_get_length (test_json_find (json, "titles")), ==, 10);
  g_assert_cmpstr (test_json_text (json, "titles.0"), ==, "Badge");
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (json, "titles.1")), ==,
                   TOLL_JSON_NULL);
  g_assert_cmpstr (test_json_text (json, "titles.2"), ==, "Contract");
  expect_refusal (house, "PUT", "/api/v1/custom-fields", anna, "{\"titles\":[\"A\",\"A\"]}", 409,
                  "titles[1]", "twice");
}

/* Two at one person: who saves last does not take away what came meanwhile, unless they say nothing of
 * what they saw. */
static void
test_two_desks (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TollJson) seen = test_house_get (house, "/api/v1/people/4", anna);
  g_autoptr (TollJson) saved = NULL, kept = NULL, again = NULL;
  g_autofree char *first = g_strdup_printf (
      "{\"lines\":[{\"number\":\"704\"},{\"number\":\"1985\"}],\"version\":\"%s\"}",
      test_json_text (seen, "version"));
  g_autofree char *second = g_strdup_printf (
      "{\"lines\":[{\"number\":\"704\"},{\"number\":\"1986\"}],\"version\":\"%s\"}",
      test_json_text (seen, "version"));

  saved = send_body (house, "PUT", "/api/v1/people/4", anna, first, 200);
  g_assert_cmpstr (test_json_text (saved, "version"), !=, test_json_text (seen, "version"));
  expect_refusal (house, "PUT", "/api/v1/people/4", anna, second, 409, "version", "another desk");
  kept = test_house_get (house, "/api/v1/people/4", anna);
  g_assert_cmpstr (test_json_text (kept, "lines.0.number"), ==, "1985"); /* in order of numbers */
  g_assert_cmpstr (test_json_text (kept, "lines.1.number"), ==, "704");
  g_assert_cmpstr (test_json_text (kept, "version"), ==, test_json_text (saved, "version"));
  again = send_body (house, "PUT", "/api/v1/people/4", anna, "{\"last_name\":\"Ville\"}", 200);
  g_assert_cmpstr (test_json_text (again, "version"), !=, test_json_text (saved, "version"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/people/is-what-was-said", test_a_person_is_what_was_said);
  g_test_add_func ("/api/people/put-takes-any-subset", test_put_takes_any_subset);
  g_test_add_func ("/api/people/refusals-name-the-field", test_refusals_name_the_field);
  g_test_add_func ("/api/people/direct-numbers-have-one-form", test_direct_numbers_have_one_form);
  g_test_add_func ("/api/people/managers-make-no-ring", test_managers_make_no_ring);
  g_test_add_func ("/api/people/scopes-are-named", test_scopes_are_named);
  g_test_add_func ("/api/people/supervisors-see-their-scope", test_supervisors_see_their_scope);
  g_test_add_func ("/api/people/are-found", test_people_are_found);
  g_test_add_func ("/api/people/numbers-are-found", test_numbers_are_found);
  g_test_add_func ("/api/people/pages-follow-each-sorting", test_pages_follow_each_sorting);
  g_test_add_func ("/api/people/who-leaves-stays-in-the-books", test_who_leaves_stays_in_the_books);
  g_test_add_func ("/api/people/the-last-administrator-stays", test_the_last_administrator_stays);
  g_test_add_func ("/api/people/an-account-becomes-a-persons", test_an_account_becomes_a_persons);
  g_test_add_func ("/api/people/a-file-names-accounts", test_a_file_names_accounts);
  g_test_add_func ("/api/people/groupings", test_groupings);
  g_test_add_func ("/api/people/custom-fields-have-titles", test_custom_fields_have_titles);
  g_test_add_func ("/people/two-desks", test_two_desks);
  return g_test_run ();
}
