/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What nobody may do by mistake while a directory server tells who works here: shut everybody out,
 * take what is known of everybody, end people who come back, or leave no administrator.
 */
#include "config.h"

#include "tests/support/ldap-house.h"

static TestLdapHouse *all;

static gboolean
set_up (void)
{
  all = test_ldap_house_get_all ();
  return all != NULL;
}

static char *
dup_path (const char *user_name)
{
  g_autoptr (TollJson) person = test_ldap_find_person (user_name);

  return g_strconcat ("/api/v1/people/", test_json_text (person, "id"), NULL);
}

static void
change (const char *path, const char *body, guint status, const char *field)
{
  g_autoptr (TollJson) answer = test_ldap_send ("PUT", path, all->anna, body, status);

  if (field != NULL)
    g_assert_cmpstr (test_json_text (answer, "field"), ==, field);
}

static void
test_nobody_is_emptied (void)
{
  g_autoptr (TollJson) back = NULL, person = NULL;

  if (!set_up ())
    return;
  test_ldap_expect_refused ("{\"attributes\":{\"department\":\"roomNumber\"}}",
                            "5000 of 5000 people would have no department any more, more than "
                            "10 %; look whether the entries have the attribute roomNumber");
  test_ldap_expect_refused ("{\"attributes\":{\"department\":\"departmentNumber\","
                            "\"last_name\":\"title\"}}",
                            "5000 of 5000 people would have no last_name any more");
  test_ldap_expect_refused ("{\"attributes\":{\"last_name\":\"sn\"},"
                            "\"disabled_rule\":\"objectClass=inetOrgPerson\"}",
                            "people would no longer be let in, more than 10 %; look "
                            "whether disabled_rule");
  test_ldap_put ("{\"disabled_rule\":\"userAccountControl&2\"}");
  back = test_ldap_synchronise ("");
  g_assert_cmpstr (test_json_text (back, "state"), ==, "done");
  g_assert_cmpint (test_json_int (back, "n_removed"), ==, 0);
  person = test_ldap_find_person ("p0040");
  g_assert_cmpstr (test_json_text (person, "last_name"), ==, "Family 40");
}

#define SCOPES(kind, names)                                                                        \
  "{\"group_rules\":[{\"group\":\"cn=admins,ou=groups,dc=prova\",\"role\":\"administrator\"},"     \
  "{\"group\":\"cn=leaders,ou=groups,dc=prova\",\"role\":\"supervisor\",\"scope\":{\"kind\":\""     \
  kind "\",\"names\":[" names "]}},{\"group\":\"cn=nobody,ou=groups,dc=prova\","                     \
  "\"role\":\"supervisor\",\"scope\":{\"kind\":\"locations\",\"names\":[\"Nowhere\"]}}]}"

static void
expect_run (const char *state, const char *message)
{
  g_autoptr (TollJson) run = test_ldap_synchronise ("");

  g_assert_cmpstr (test_json_text (run, "state"), ==, state);
  if (message != NULL)
    g_assert_cmpstr (test_json_text (run, "message"), ==, message);
}

static void
expect_scope (const char *names)
{
  g_autoptr (TollJson) person = test_ldap_find_person ("p0010");
  const TollJsonValue *list = test_json_find (person, "scope.names");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (list); i++)
    g_string_append_printf (text, "%s;",
                            toll_json_value_get_text (toll_json_value_get_element (list, i)));
  g_assert_cmpstr (text->str, ==, names);
}

/* A slip of the pen in a rule leaves nobody with a scope of nothing. */
static void
test_scopes_name_what_is_there (void)
{
  g_autoptr (TollJson) kept = NULL, shown = NULL, made = NULL;

  if (!set_up ())
    return;
  expect_scope ("Dept 0;");
  kept = test_ldap_send ("PUT", "/api/v1/ldap", all->anna,
                         SCOPES ("departments", "\"Dept 3\",\"Detp 4\",\"Newborn\""), 200);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (kept, "unknown_names")), ==, 3);
  g_assert_cmpint (test_json_int (kept, "unknown_names.0.rule"), ==, 1);
  g_assert_cmpstr (test_json_text (kept, "unknown_names.0.kind"), ==, "departments");
  g_assert_cmpstr (test_json_text (kept, "unknown_names.0.name"), ==, "Detp 4");
  g_assert_cmpstr (test_json_text (kept, "unknown_names.2.name"), ==, "Nowhere");
  expect_run ("refused",
              "group_rules[1] names the department 'Detp 4', group_rules[1] names the department "
              "'Newborn': not known here, and nobody on the server has it; nothing was changed. "
              "Correct the rule, or add what it names");
  expect_scope ("Dept 0;");
  test_ldap_put (SCOPES ("cost_centres", "\"Dept 3\""));
  expect_run ("refused", "group_rules[1] names the cost centre 'Dept 3': not known here, and nobody "
                         "on the server has it; nothing was changed. Correct the rule, or add what "
                         "it names");
  /* Added by hand, or told by the server, it is known. */
  test_ldap_put (SCOPES ("departments", "\"Dept 3\",\"Detp 4\",\"Newborn\""));
  made = test_ldap_send ("POST", "/api/v1/departments", all->anna, "{\"name\":\"Detp 4\"}", 201);
  test_slapd_change (all->slapd, "dn: uid=p0060,ou=people,dc=prova\nchangetype: modify\n"
                                 "replace: departmentNumber\ndepartmentNumber: Newborn\n\n");
  expect_run ("done", NULL);
  expect_scope ("Dept 3;Detp 4;Newborn;");
  shown = test_house_get (all->house, "/api/v1/ldap", all->anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (shown, "unknown_names")), ==, 1);
}

/* The next run would bring them back. */
static void
test_nobody_is_ended_by_hand (void)
{
  g_autofree char *path = NULL;
  g_autoptr (TollJson) refused = NULL, back = NULL;

  if (!set_up ())
    return;
  path = dup_path ("p0050");
  refused = test_ldap_send ("DELETE", path, all->anna, NULL, 409);
  g_assert_cmpstr (test_json_text (refused, "field"), ==, "valid_to_ms");
  change (path, "{\"valid_to_ms\":1700000000000}", 409, "valid_to_ms");
  change (path, "{\"valid_from_ms\":1900000000000}", 409, "valid_from_ms");
  change (path, "{\"valid_to_ms\":null}", 200, NULL); /* as it is */
  change (path, "{\"first_name\":\"Other\"}", 409, "first_name");
  /* With the server turned off the house tells itself. */
  test_ldap_put ("{\"enabled\":false}");
  change (path, "{\"first_name\":\"Other\"}", 200, NULL);
  toll_json_free (test_ldap_send ("DELETE", path, all->anna, NULL, 204));
  test_ldap_put ("{\"enabled\":true}");
  back = test_ldap_synchronise ("");
  test_ldap_expect_run (back, "done", 0, 1, 0);
  change (path, "{\"first_name\":\"Other\"}", 409, "first_name");
}

/* Who would sign in by the server's password cannot while it is off. */
static void
test_an_administrator_stays (void)
{
  static const char late[] = "{\"user_name\":\"anna\",\"valid_from_ms\":1900000000000}";
  g_autofree char *anna = NULL;
  g_autoptr (TollJson) off = NULL, on = NULL, refused = NULL;

  if (!set_up ())
    return;
  anna = dup_path ("anna");
  on = test_ldap_find_person ("p0001");
  g_assert_cmpstr (test_json_text (on, "role"), ==, "administrator");
  g_assert_true (toll_json_value_get_bool (test_json_find (on, "can_sign_in")));
  test_ldap_put ("{\"enabled\":false}");
  off = test_ldap_find_person ("p0001");
  g_assert_false (toll_json_value_get_bool (test_json_find (off, "can_sign_in")));
  change (anna, "{\"role\":\"user\"}", 409, "role");
  change (anna, "{\"disabled\":true}", 409, "role");
  change (anna, "{\"valid_from_ms\":1900000000000}", 409, "role");
  change (anna, "{\"valid_to_ms\":1900000000000}", 409, "role");
  refused = test_ldap_send ("POST", "/api/v1/people", all->anna, late, 409);
  test_ldap_put ("{\"enabled\":true}");
  /* Others get in now, but not when the server does not answer. */
  change (anna, "{\"role\":\"user\"}", 409, "role");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ldap-guards/nobody-is-emptied", test_nobody_is_emptied);
  g_test_add_func ("/ldap-guards/scopes-name-what-is-there", test_scopes_name_what_is_there);
  g_test_add_func ("/ldap-guards/nobody-is-ended-by-hand", test_nobody_is_ended_by_hand);
  g_test_add_func ("/ldap-guards/an-administrator-stays", test_an_administrator_stays);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
