/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever has the name of an account at the directory server does not get what that account may do here;
 * whose scope holds nothing sees nothing, and the run says so.
 */
#include "config.h"

#include "tests/support/ldap-house.h"

#include <string.h>

#define NO_RULES "{\"group_rules\":[]}"
#define RULES                                                                                      \
  "{\"group_rules\":[{\"group\":\"cn=admins,ou=groups,dc=prova\",\"role\":\"administrator\"},"     \
  "{\"group\":\"cn=leaders,ou=groups,dc=prova\",\"role\":\"supervisor\"}]}"

static TestLdapHouse *all;

/* Five people of the server: 10 is a leader, of Dept 0. */
static gboolean
set_up (void)
{
  all = test_ldap_house_get ();
  if (all != NULL)
    test_ldap_put ("{\"filter\":\"(&(objectClass=inetOrgPerson)(|(uid=p0010)(uid=p0100)(uid=p0101)"
                   "(uid=p0102)(uid=p0103)))\"}");
  return all != NULL;
}

/* Whether a run tells a line that begins so. */
static gboolean
tells (const TollJson *run, const char *line)
{
  const TollJsonValue *refusals = test_json_find (run, "refusals");
  gboolean is_told = FALSE;

  for (guint i = 0; i < toll_json_value_get_length (refusals); i++)
    {
      const char *told = toll_json_value_get_text (toll_json_value_get_element (refusals, i));

      is_told |= g_str_has_prefix (told, line);
      g_test_message ("%s", told);
    }
  return is_told;
}

static void
add_person (const char *body)
{
  toll_json_free (test_ldap_send ("POST", "/api/v1/people", all->anna, body, 201));
}

static void
test_names_of_accounts (void)
{
  g_autoptr (TollJson) run = NULL, again = NULL, last = NULL, role = NULL, none = NULL;

  if (!set_up ())
    return;
  test_ldap_put (NO_RULES);
  test_house_add_account (all->house, "p0100"); /* an administrator, of nobody */
  add_person ("{\"user_name\":\"p0101\"}");
  add_person ("{\"user_name\":\"p0102\",\"role\":\"supervisor\",\"scope\":{\"kind\":\"all\"}}");
  run = test_ldap_synchronise ("");
  g_assert_true (tells (run, "p0100: user name: there is an account of that name, of no person"));
  g_assert_true (tells (run, "p0101: was kept here under that name"));
  g_assert_true (tells (run, "p0102: user name: there is somebody of that name here who may do more"));
  test_ldap_expect_run (run, "done", 2, 1, 0);
  g_assert_cmpint (test_json_int (run, "n_refused"), ==, 2);
  none = test_house_get (all->house, "/api/v1/people?q=p0100", all->anna);
  g_assert_null (test_json_find (none, "items.0"));
  g_assert_cmpuint (test_ldap_try_sign_in ("p0100", "pw-p0100"), ==, 401);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0100", TEST_PASSWORD), ==, 201);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0101", "pw-p0101"), ==, 201);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0102", "pw-p0102"), ==, 401);

  /* Said by an administrator it is somebody's: with the password of here. */
  add_person ("{\"user_name\":\"p0100\",\"account\":\"take-over\"}");
  again = test_ldap_synchronise ("");
  g_assert_true (tells (again, "p0100: was kept here under that name"));
  g_assert_cmpuint (test_ldap_try_sign_in ("p0100", "pw-p0100"), ==, 401);
  /* Rules tell what p0102 may do. */
  test_ldap_put (RULES);
  last = test_ldap_synchronise ("");
  g_assert_cmpint (test_json_int (last, "n_refused"), ==, 0);
  g_assert_false (tells (last, "p0100: was"));
  role = test_ldap_find_person ("p0102");
  g_assert_cmpstr (test_json_text (role, "role"), ==, "user");
}

/* @path: a list of it that is empty, or a count of nothing. */
static void
expect_nothing (const char *method, const char *path, const char *token, const char *body,
                const char *words)
{
  g_autoptr (TestAnswer) answer = test_house_ask (all->house, method, path, token, body);

  g_test_message ("%s: %.300s", path, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (strstr (answer->body, words));
  g_assert_null (strstr (answer->body, "703"));
}

static void
test_empty_scope (void)
{
  g_autoptr (TollJson) before = NULL, run = NULL, person = NULL, session = NULL;
  const char *token;

  if (!set_up ())
    return;
  test_ldap_put (RULES);
  before = test_ldap_synchronise ("");
  g_assert_false (tells (before, "p0010: sees"));
  test_house_store_calls (all->house, "703", 3, 10);
  test_slapd_change (all->slapd, "dn: uid=p0010,ou=people,dc=prova\nchangetype: modify\n"
                                 "delete: departmentNumber\n\n");
  test_ldap_put ("{\"max_removed_percent\":100}");
  run = test_ldap_synchronise ("");
  g_assert_true (tells (run, "p0010: sees no calls of others"));
  g_assert_cmpint (test_json_int (run, "n_refused"), ==, 0);
  person = test_ldap_find_person ("p0010");
  g_assert_cmpstr (test_json_text (person, "role"), ==, "supervisor");
  g_assert_cmpstr (test_json_text (person, "scope.kind"), ==, "departments");
  g_assert_null (test_json_find (person, "scope.ids.0"));
  session = test_ldap_send ("POST", "/api/v1/session", NULL,
                            "{\"username\":\"p0010\",\"password\":\"pw-p0010\"}", 201);
  token = test_json_text (session, "token");
  expect_nothing ("GET", "/api/v1/calls", token, NULL, "\"items\":[]");
  expect_nothing ("GET", "/api/v1/people?q=rosa", token, NULL, "\"items\":[]");
  expect_nothing ("POST", "/api/v1/reports/1.1/run", token, "{}", "\"rows\":[]");
  expect_nothing ("POST", "/api/v1/reports/1.1/count", token, "{}", "\"calls\":0");
  expect_nothing ("POST", "/api/v1/reports/3.3/run", token, "{}", "\"rows\":[]");
  expect_nothing ("POST", "/api/v1/reports/3.14/count", token, "{\"directions\":[]}", "\"calls\":0");
}

#define MANAGER(person, dn)                                                                        \
  "dn: uid=" person ",ou=people,dc=prova\nchangetype: modify\nreplace: manager\nmanager: " dn "\n\n"

/* Who is taken without their manager is told of, with the reason; that is no refusal. */
static void
test_dropped_managers (void)
{
  g_autoptr (TollJson) run = NULL, led = NULL, alone = NULL;

  if (!set_up ())
    return;
  test_slapd_change (all->slapd, MANAGER ("p0100", "uid=p0100,ou=people,dc=prova")
                                     MANAGER ("p0101", "uid=ghost,ou=people,dc=prova")
                                         MANAGER ("p0102", "cn=outside,dc=example")
                                             MANAGER ("p0103", "uid=P0102,ou=People,dc=prova"));
  run = test_ldap_synchronise ("");
  g_assert_cmpint (test_json_int (run, "n_refused"), ==, 0);
  g_assert_true (tells (run, "p0100: manager: uid=p0100,ou=people,dc=prova is their own entry"));
  g_assert_true (tells (run, "p0101: manager: uid=ghost,ou=people,dc=prova is not there, or the "
                             "filter leaves them out"));
  g_assert_true (tells (run, "p0102: manager: cn=outside,dc=example lies outside the base"));
  g_assert_true (tells (run, "p0010: manager: uid=p0001,ou=people,dc=prova is not there, or the "
                             "filter leaves them out"));
  g_assert_false (tells (run, "p0103: manager"));
  led = test_ldap_find_person ("p0103");
  alone = test_ldap_find_person ("p0101");
  g_assert_cmpstr (test_json_text (led, "manager.name"), ==, "Given 102 Family 102");
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (alone, "manager")), ==,
                   TOLL_JSON_NULL);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ldap-accounts/names-of-accounts", test_names_of_accounts);
  g_test_add_func ("/ldap-accounts/empty-scope", test_empty_scope);
  g_test_add_func ("/ldap-accounts/dropped-managers", test_dropped_managers);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
