/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people may do follows the directory server, whatever else is wrong with their entries; and
 * an answer that would take everybody's rights is not believed.
 */
#include "config.h"

#include "tests/support/ldap-house.h"

#include <string.h>

#define LONG_NAME                                                                                  \
  "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123" \
  "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123" \
  "0123456789012345678901234567890123456789"

static TestLdapHouse *all;

static gboolean
set_up (void)
{
  all = test_ldap_house_get_all ();
  return all != NULL;
}

/* Returns: (transfer full): the token. */
static char *
sign_in (const char *user_name)
{
  g_autofree char *body
      = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"pw-%s\"}", user_name, user_name);
  g_autoptr (TollJson) json = test_ldap_send ("POST", "/api/v1/session", NULL, body, 201);

  return g_strdup (test_json_text (json, "token"));
}

static void
expect_out (const char *token)
{
  toll_json_free (test_ldap_send ("GET", "/api/v1/me", token, NULL, 401));
}

/* A run tells @line, which begins with whom it is about. */
static void
expect_refusal (const TollJson *run, const char *line)
{
  const TollJsonValue *refusals = test_json_find (run, "refusals");
  gboolean is_told = FALSE;

  for (guint i = 0; i < toll_json_value_get_length (refusals); i++)
    {
      const char *told = toll_json_value_get_text (toll_json_value_get_element (refusals, i));

      is_told |= strcmp (told, line) == 0;
      g_test_message ("%s", told);
    }
  g_assert_true (is_told);
}

static void
expect_text (const char *user_name, const char *member, const char *text)
{
  g_autoptr (TollJson) person = test_ldap_find_person (user_name);

  g_assert_cmpstr (test_json_text (person, member), ==, text);
}

static guint
count_of (const char *user_name, const char *member)
{
  g_autoptr (TollJson) person = test_ldap_find_person (user_name);

  return toll_json_value_get_length (test_json_find (person, member));
}

/* 701 is anna's. Of the twelve who have rights one loses them. */
static void
test_rights_are_taken (void)
{
  static const char changes[]
      = "dn: uid=p0002,ou=people,dc=prova\nchangetype: modify\nreplace: telephoneNumber\n"
        "telephoneNumber: 701\n-\nreplace: departmentNumber\ndepartmentNumber: Dept 9\n\n"
        "dn: cn=deep5,ou=groups,dc=prova\nchangetype: modify\ndelete: member\n"
        "member: uid=p0002,ou=people,dc=prova\n\n"
        "dn: uid=p0020,ou=people,dc=prova\nchangetype: modify\nreplace: userAccountControl\n"
        "userAccountControl: 514\n-\nreplace: departmentNumber\n"
        "departmentNumber: " LONG_NAME "\n\n"
        "dn: uid=p0013,ou=people,dc=prova\nchangetype: modify\nreplace: departmentNumber\n"
        "departmentNumber: " LONG_NAME "\n\n"
        "dn: uid=p0021,ou=people,dc=prova\nchangetype: modify\nreplace: givenName\n"
        "givenName:: YQpi\n-\nreplace: sn\nsn: Moved\n-\nadd: telephoneNumber\n"
        "telephoneNumber: 701\ntelephoneNumber: 9021\n-\nreplace: cn\ncn:: YQpi\n\n"
        "dn: uid=p0022,ou=people,dc=prova\nchangetype: modify\nreplace: userAccountControl\n"
        "userAccountControl: 514\n-\nreplace: mail\nmail: none\n-\nreplace: sn\nsn:: YQpi\n\n";
  g_autofree char *demoted = NULL, *disabled = NULL, *also_disabled = NULL, *head = NULL;
  g_autoptr (TollJson) run = NULL, again = NULL, me = NULL;

  if (!set_up ())
    return;
  demoted = sign_in ("p0002");
  disabled = sign_in ("p0020");
  also_disabled = sign_in ("p0022");
  expect_text ("p0002", "role", "administrator");
  g_assert_cmpuint (count_of ("p0013", "scope.ids"), ==, 1);
  test_slapd_change (all->slapd, changes);
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "done", 0, 5, 0);
  g_assert_cmpint (test_json_int (run, "n_refused"), ==, 3 + 5);
  expect_refusal (run, "p0002: number 701 belongs to Anna Rossi 'anna' during that time");
  expect_refusal (run, "p0020: department: 1 to 200 characters are expected, without control "
                       "characters and without spaces around them");
  expect_refusal (run, "p0021: first name: control characters are not allowed");
  expect_refusal (run, "p0021: custom field 1: control characters are not allowed");
  expect_refusal (run, "p0021: number 701 belongs to Anna Rossi 'anna' during that time");
  expect_refusal (run, "p0022: mail address: not a mail address");

  expect_out (demoted);
  expect_text ("p0002", "role", "user");
  expect_text ("p0002", "scope.kind", "own");
  expect_text ("p0002", "department.name", "Dept 9");
  g_free (demoted);
  demoted = sign_in ("p0002");
  me = test_ldap_send ("GET", "/api/v1/me", demoted, NULL, 200);
  g_assert_cmpstr (test_json_text (me, "role"), ==, "user");

  expect_out (disabled);
  expect_out (also_disabled);
  g_assert_cmpuint (test_ldap_try_sign_in ("p0020", "pw-p0020"), ==, 401);
  expect_text ("p0020", "department.name", "Dept 0"); /* as it was */
  expect_text ("p0013", "role", "supervisor");
  g_assert_cmpuint (count_of ("p0013", "scope.ids"), ==, 0); /* whose department is not known */

  expect_text ("p0021", "first_name", "Given 21");
  expect_text ("p0021", "last_name", "Moved");
  expect_text ("p0021", "lines.1.number", "9021");
  again = test_ldap_synchronise ("");
  test_ldap_expect_run (again, "done", 0, 0, 0);
  g_assert_cmpint (test_json_int (again, "n_refused"), ==, 8);
}

/* Two exchange their numbers, three pass them round. */
static void
test_numbers_go_round (void)
{
  static const guint owners[][2]
      = { { 30, 31 }, { 31, 30 }, { 32, 33 }, { 33, 34 }, { 34, 32 } };
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autoptr (TollJson) run = NULL, again = NULL;

  if (!set_up ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    g_string_append_printf (changes,
                            "dn: uid=p%04u,ou=people,dc=prova\nchangetype: modify\n"
                            "replace: telephoneNumber\ntelephoneNumber: +39 02 5550 %04u\n\n",
                            owners[i][0], owners[i][1]);
  test_slapd_change (all->slapd, changes->str);
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "done", 0, 5, 0);
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      g_autofree char *name = g_strdup_printf ("p%04u", owners[i][0]);
      g_autofree char *old = g_strdup_printf ("+39025550%04u", owners[i][0]);
      g_autofree char *number = g_strdup_printf ("+39025550%04u", owners[i][1]);
      g_autoptr (TollJson) person = test_ldap_find_person (name);
      gboolean is_old_first = strcmp (test_json_text (person, "lines.0.number"), old) == 0;

      g_assert_cmpuint (toll_json_value_get_length (test_json_find (person, "lines")), ==, 2);
      g_assert_cmpstr (test_json_text (person, is_old_first ? "lines.1.number" : "lines.0.number"),
                       ==, number);
      g_assert_cmpint (test_json_int (person, is_old_first ? "lines.0.valid_to_ms"
                                                           : "lines.1.valid_to_ms"),
                       ==, TEST_NOW_MS);
    }
  again = test_ldap_synchronise ("");
  test_ldap_expect_run (again, "done", 0, 0, 0);
}

#define RULES(leaders)                                                                             \
  "{\"group_rules\":[{\"group\":\"cn=admins,ou=groups,dc=prova\",\"role\":\"administrator\"},"     \
  "{\"group\":\"cn=" leaders ",ou=groups,dc=prova\",\"role\":\"supervisor\"}]}"

static void
test_groups_that_vanish (void)
{
  g_autofree char *admin = NULL;
  g_autoptr (TollJson) back = NULL, meant = NULL, given = NULL;

  if (!set_up ())
    return;
  admin = sign_in ("p0001");
  test_ldap_expect_refused ("{\"group_base\":\"ou=people,dc=prova\"}",
                  "11 of 11 administrators and supervisors would lose their role, more than 10 %");
  test_ldap_put ("{\"group_base\":\"\"}");
  test_ldap_expect_refused (RULES ("leaver"), "10 of 11 administrators and supervisors");
  expect_text ("p0010", "role", "supervisor");
  toll_json_free (test_ldap_send ("GET", "/api/v1/me", admin, NULL, 200));
  /* Those who leave lose theirs too. */
  test_ldap_put (RULES ("leaders"));
  test_ldap_expect_refused ("{\"filter\":\"(&(objectClass=inetOrgPerson)(!(uid=p001*)))\"}",
                  "10 of 11 administrators and supervisors");
  test_ldap_put ("{\"filter\":\"(objectClass=inetOrgPerson)\"}");
  back = test_ldap_synchronise ("");
  test_ldap_expect_run (back, "done", 0, 0, 0);
  test_ldap_put (RULES ("leaver"));
  test_ldap_put ("{\"max_removed_percent\":100}");
  meant = test_ldap_synchronise ("");
  test_ldap_expect_run (meant, "done", 0, 10, 0);
  expect_text ("p0010", "role", "user");
  test_ldap_put (RULES ("leaders"));
  test_ldap_put ("{\"max_removed_percent\":10}");
  given = test_ldap_synchronise ("");
  test_ldap_expect_run (given, "done", 0, 10, 0);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ldap-rights/fields-refused", test_rights_are_taken);
  g_test_add_func ("/ldap-rights/numbers-go-round", test_numbers_go_round);
  g_test_add_func ("/ldap-rights/groups-vanish", test_groups_that_vanish);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
