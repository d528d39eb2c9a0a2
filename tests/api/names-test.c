/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a company calls its own: titles of custom fields that take no column's place, departments and
 * the like that are not made twice, and that are renamed by whom they concern.
 */
#include "config.h"

#include "tests/support/ldap-house.h"

#include <string.h>

#define TITLES "/api/v1/custom-fields"
#define IMPORT "/api/v1/people/import"

static void
expect (TestHouse *house, const char *token, const char *method, const char *path,
        const char *body, guint status, const char *words)
{
  g_autoptr (TestAnswer) answer = test_house_ask (house, method, path, token, body);

  g_test_message ("%s %s %s: %u %s", method, path, body, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  if (words != NULL)
    g_assert_nonnull (strstr (answer->body, words));
}

/* Names of columns, of us, of others, and as they are headed; and each other. */
static void
test_titles_of_columns (void)
{
  static const struct
  {
    const char *titles, *field, *words;
  } rows[] = {
    { "[\"Badge\",\"Extension\"]", "titles[1]", "extension" },
    { "[\"user_name\"]", "titles[0]", "user_name" },
    { "[\"User-Name\"]", "titles[0]", "user_name" },
    { "[\"Badge\",null,\"Telephone Number\"]", "titles[2]", "extension" },
    { "[\"custom_3\"]", "titles[0]", "custom_3" },
    { "[\"WITH US UNTIL\"]", "titles[0]", "person_valid_to" },
    { "[\"Badge\",\"badge\"]", "titles[1]", "twice" },
    { "[\"Stamp Id\",\"stamp_id\"]", "titles[1]", "twice" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"titles\":%s}", rows[i].titles);
      g_autofree char *field = g_strdup_printf ("\"field\":\"%s\"", rows[i].field);

      expect (house, anna, "PUT", TITLES, body, 409, field);
      expect (house, anna, "PUT", TITLES, body, 409, rows[i].words);
    }
  expect (house, anna, "PUT", TITLES, "{\"titles\":[\"Badge\",\"Stamp Id\"]}", 200, "Stamp Id");
}

/* Titles of a ledger of before: files mean the field, and the house's own file is taken. */
static void
test_titles_of_before (void)
{
  static const char titles[] = "INSERT INTO custom_field (number, title) VALUES (1, 'Badge'),"
                               " (2, 'Extension'), (3, 'user_name')";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autoptr (TestAnswer) export = NULL;

  test_house_run (house, titles);
  expect (house, anna, "POST", IMPORT, "user_name,extension,badge\nzoe,701,B7\n", 200,
          "\"line\":2,\"column\":\"extension\"");
  expect (house, anna, "POST", IMPORT, "user_name,extension,badge,custom_2\nzoe,709,B7,C\n", 200,
          "\"applied\":true");
  expect (house, anna, "GET", "/api/v1/people?q=zoe", NULL, 200, "\"custom\":[\"B7\",\"C\",");
  expect (house, anna, "GET", "/api/v1/people?q=zoe", NULL, 200, "\"number\":\"709\"");
  export = test_house_ask (house, "GET", "/api/v1/people/export", anna, NULL);
  g_assert_cmpuint (export->status, ==, 200);
  expect (house, anna, "POST", IMPORT, export->body, 200, "\"applied\":true");
  expect (house, anna, "PUT", TITLES, "{\"titles\":[\"Badge\",\"Extension\",\"user_name\",\"Room\"]}",
          200, "Room");
}

static guint
count_rows (TestHouse *house, const char *token, const char *path)
{
  g_autoptr (TollJson) list = test_house_get (house, path, token);

  return toll_json_value_get_length (test_json_find (list, "items"));
}

/* By hand they are refused, by a file they are the ones that are there. */
static void
test_same_but_for_case (void)
{
  static const char *const paths[]
      = { "/api/v1/departments", "/api/v1/cost-centres", "/api/v1/locations" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      guint before = count_rows (house, anna, paths[i]);

      expect (house, anna, "POST", paths[i], "{\"name\":\"\u00c9cole Milan\"}", 201, NULL);
      expect (house, anna, "POST", paths[i], "{\"name\":\"\u00e9cole milan\"}", 409, "already");
      /* The accent by itself. */
      expect (house, anna, "POST", paths[i], "{\"name\":\"e\u0301cole milan\"}", 409, "already");
      g_assert_cmpuint (count_rows (house, anna, paths[i]), ==, before + 1);
    }
  expect (house, anna, "PUT", "/api/v1/departments/1", "{\"name\":\"SUPPORT\"}", 409, "already");
  expect (house, anna, "PUT", "/api/v1/departments/1", "{\"name\":\"SALES\"}", 200, "SALES");
  expect (house, anna, "POST", IMPORT,
          "user_name,department,cost_centre,location\nrosa,sales,\u00c9COLE milan,\u00e9cole Milan\n",
          200, "\"applied\":true");
  expect (house, anna, "GET", "/api/v1/people?q=rosa", NULL, 200, "\"name\":\"SALES\"");
  g_assert_cmpuint (count_rows (house, anna, "/api/v1/departments"), ==, 3);
  g_assert_cmpuint (count_rows (house, anna, "/api/v1/locations"), ==, 1);
}

static void
test_same_at_the_directory_server (void)
{
  TestLdapHouse *all = test_ldap_house_get ();
  g_autoptr (TollJson) run = NULL;

  if (all == NULL)
    return;
  expect (all->house, all->anna, "POST", "/api/v1/departments", "{\"name\":\"DEPT 3\"}", 201, NULL);
  run = test_ldap_synchronise ("");
  g_assert_cmpstr (test_json_text (run, "state"), ==, "done");
  /* Sales, Support, and the ten of the server. */
  g_assert_cmpuint (count_rows (all->house, all->anna, "/api/v1/departments"), ==, 12);
}

/* What lies outside of the part somebody administers keeps its name. */
static void
test_renamed_by_a_part (void)
{
  static const char scope[]
      = "UPDATE account SET scope = 1 WHERE user_name = 'anna';"
        "INSERT INTO account_scope SELECT account.id, department.id FROM account, department"
        " WHERE user_name = 'anna' AND name = 'Support'";
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = NULL;

  test_house_run (house, scope);
  anna = test_house_sign_in (house, "anna");
  expect (house, anna, "PUT", "/api/v1/departments/1", "{\"name\":\"x\"}", 403,
          "a part of the house");
  expect (house, anna, "PUT", "/api/v1/departments/2", "{\"name\":\"Care\"}", 200, "Care");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/titles-of-columns", test_titles_of_columns);
  g_test_add_func ("/names/titles-of-before", test_titles_of_before);
  g_test_add_func ("/names/same-but-for-case", test_same_but_for_case);
  g_test_add_func ("/names/same-at-the-directory-server", test_same_at_the_directory_server);
  g_test_add_func ("/names/renamed-by-a-part", test_renamed_by_a_part);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
