/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which fields of the directory server's people are the server's, and which stay the house's own: by
 * the API and by file.
 */
#include "config.h"

#include "tests/support/ldap-house.h"

#include <string.h>

static TestLdapHouse *all;

/* Three people of the server, p0110 to p0112, of whom cn is the first custom field. */
static gboolean
set_up (void)
{
  static gboolean has_them;
  g_autoptr (TollJson) run = NULL;

  all = test_ldap_house_get ();
  if (all == NULL || has_them)
    return all != NULL;
  test_ldap_put ("{\"filter\":\"(&(objectClass=inetOrgPerson)(|(uid=p0110)(uid=p0111)"
                 "(uid=p0112)))\"}");
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "done", 3, 0, 0);
  has_them = TRUE;
  return TRUE;
}

static TollJson *
change (const char *user_name, const char *body, guint status)
{
  g_autoptr (TollJson) person = test_ldap_find_person (user_name);
  g_autofree char *path = g_strconcat ("/api/v1/people/", test_json_text (person, "id"), NULL);

  return test_ldap_send ("PUT", path, all->anna, body, status);
}

/* @field: that of the refusal; NULL = it is taken. */
static void
expect_change (const char *user_name, const char *body, const char *field)
{
  g_autoptr (TollJson) answer = change (user_name, body, field != NULL ? 409 : 200);

  if (field != NULL)
    g_assert_cmpstr (test_json_text (answer, "field"), ==, field);
}

/* @column: that of the refusal; NULL = it is taken. */
static void
expect_import (const char *csv, const char *column)
{
  g_autoptr (TollJson) answer
      = test_ldap_send ("POST", "/api/v1/people/import", all->anna, csv, 200);

  g_assert_cmpint (test_json_int (answer, "refused"), ==, column != NULL);
  if (column != NULL)
    g_assert_cmpstr (test_json_text (answer, "errors.0.column"), ==, column);
  else
    g_assert_cmpint (test_json_int (answer, "changed"), ==, 1);
}

/* What of @person only the server changes, with spaces between. Returns: (transfer full). */
static char *
dup_read_only (const TollJson *person)
{
  const TollJsonValue *fields = test_json_find (person, "read_only");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (fields); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            toll_json_value_get_text (toll_json_value_get_element (fields, i)));
  return g_string_free (text, FALSE);
}

static void
test_custom_fields (void)
{
  g_autoptr (TollJson) person = NULL, again = NULL, run = NULL;
  g_autofree char *read_only = NULL;

  if (!set_up ())
    return;
  person = test_ldap_find_person ("p0110");
  read_only = dup_read_only (person);
  g_assert_nonnull (strstr (read_only, " custom[0] "));
  g_assert_null (strstr (read_only, "custom "));
  g_assert_null (strstr (read_only, "custom[1]"));
  expect_change ("p0110", "{\"custom\":[\"Somebody\"]}", "custom[0]");
  expect_change ("p0110", "{\"custom\":[\"Person 110\",\"Car park 7\",\"Blue\"]}", NULL);
  expect_import ("user_name,custom_3\np0110,Green\n", NULL);
  expect_import ("user_name,custom_1\np0110,Somebody\n", "custom_1");
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "done", 0, 0, 0);
  again = test_ldap_find_person ("p0110");
  g_assert_cmpstr (test_json_text (again, "custom.0"), ==, "Person 110");
  g_assert_cmpstr (test_json_text (again, "custom.1"), ==, "Car park 7");
  g_assert_cmpstr (test_json_text (again, "custom.2"), ==, "Green");
}

/* The numbers that @user_name has now, as "KIND NUMBER" with commas between. Returns: (transfer full). */
static char *
dup_numbers (const TollJson *person)
{
  guint n = toll_json_value_get_length (test_json_find (person, "lines"));
  GString *numbers = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("lines.%u.number", i);
      g_autofree char *kind = g_strdup_printf ("lines.%u.kind", i);
      g_autofree char *end = g_strdup_printf ("lines.%u.valid_to_ms", i);

      if (toll_json_value_get_kind (test_json_find (person, end)) == TOLL_JSON_NULL)
        g_string_append_printf (numbers, "%s%s %s", numbers->len > 0 ? "," : "",
                                test_json_text (person, kind), test_json_text (person, number));
    }
  return g_string_free (numbers, FALSE);
}

static void
expect_numbers (const char *user_name, const char *expected)
{
  g_autoptr (TollJson) person = test_ldap_find_person (user_name);
  g_autofree char *numbers = dup_numbers (person);

  g_assert_cmpstr (numbers, ==, expected);
}

#define TOLD "{\"number\":\"+390255500111\"}"
#define DIRECT "{\"number\":\"+442079460063\",\"kind\":\"alias\"}"
#define FAX "{\"number\":\"2064\",\"kind\":\"fax\"}"
#define MAILBOX "{\"number\":\"2065\",\"kind\":\"voicemail\"}"

/* The server tells extensions alone: what else is somebody's number stays, and stays to be changed. */
static void
test_other_numbers (void)
{
  static const char move[] = "dn: uid=p0111,ou=people,dc=prova\nchangetype: modify\n"
                             "replace: telephoneNumber\ntelephoneNumber: 2063\n\n";
  g_autoptr (TollJson) run = NULL, moved = NULL, told = NULL;
  g_autofree char *read_only = NULL;

  if (!set_up ())
    return;
  expect_change ("p0111", "{\"lines\":[" TOLD "," DIRECT "," FAX "," MAILBOX "]}", NULL);
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "done", 0, 0, 0);
  expect_numbers ("p0111", "extension +390255500111,alias +442079460063,voicemail 2065,fax 2064");
  test_slapd_change (all->slapd, move);
  moved = test_ldap_synchronise ("");
  test_ldap_expect_run (moved, "done", 0, 1, 0);
  expect_numbers ("p0111", "extension 2063,alias +442079460063,voicemail 2065,fax 2064");

  expect_import ("user_name,fax\np0111,2066\n", NULL);
  expect_import ("user_name,extension\np0111,2067\n", "extension");
  expect_import ("user_name,extension\np0111,\n", "extension");
  expect_numbers ("p0111", "extension 2063,alias +442079460063,voicemail 2065,fax 2066");
  told = test_ldap_find_person ("p0111");
  read_only = dup_read_only (told);
  g_assert_nonnull (strstr (read_only, " lines["));
  g_assert_null (strstr (read_only, "lines "));
}

/* Nobody begins, ends or moves an extension here. */
static void
test_extensions (void)
{
#define EXTENSION "{\"number\":\"+390255500112\"}"
  if (!set_up ())
    return;
  expect_change ("p0112", "{\"lines\":[]}", "lines");
  expect_change ("p0112", "{\"lines\":[{\"number\":\"2070\",\"kind\":\"alias\"}]}", "lines");
  expect_change ("p0112", "{\"lines\":[" EXTENSION ",{\"number\":\"2071\"}]}", "lines[1].number");
  expect_change ("p0112", "{\"lines\":[{\"number\":\"+390255500112\",\"partition\":\"P\"}]}",
                 "lines[0].number");
  expect_change ("p0112", "{\"lines\":[{\"number\":\"+390255500112\",\"kind\":\"fax\"}]}", "lines");
  expect_numbers ("p0112", "extension +390255500112");
  expect_change ("p0112", "{\"lines\":[{\"number\":\"2070\",\"kind\":\"alias\"}," EXTENSION "]}",
                 NULL);
  expect_numbers ("p0112", "extension +390255500112,alias 2070");
  expect_change ("p0112", "{\"lines\":[" EXTENSION "]}", NULL);
  expect_numbers ("p0112", "extension +390255500112");
#undef EXTENSION
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ldap-fields/custom-fields", test_custom_fields);
  g_test_add_func ("/ldap-fields/other-numbers", test_other_numbers);
  g_test_add_func ("/ldap-fields/extensions", test_extensions);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
