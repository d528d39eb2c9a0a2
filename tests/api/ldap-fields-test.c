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

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ldap-fields/custom-fields", test_custom_fields);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
