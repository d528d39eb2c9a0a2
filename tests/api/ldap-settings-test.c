/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The settings of the directory server: what is refused, what is kept, and trying them step by step
 * with a real one.
 */
#include "config.h"

#include "tests/support/ldap-house.h"

#include <string.h>

static TestLdapHouse *all;

static gboolean
set_up (void)
{
  all = test_ldap_house_get ();
  return all != NULL;
}

static void
test_settings (void)
{
  static const struct
  {
    const char *body, *field;
  } refusals[] = {
    { "{\"url\":\"http://x\",\"bind_password\":\"x\"}", "url" },
    { "{\"url\":\"ldap://dc1.example.com\",\"bind_password\":\"x\"}", "starttls" },
    { "{\"url\":\"ldaps://x\",\"starttls\":true,\"bind_password\":\"x\"}", "starttls" },
    { "{\"url\":\"ldaps://evil.example.com\"}", "bind_password" },
    { "{\"filter\":\"objectClass=*\"}", "filter" },
    { "{\"filter\":\"(a=b))(c=d)\"}", "filter" },
    { "{\"attributes\":{\"user_name\":\"\"}}", "attributes.user_name" },
    { "{\"attributes\":{\"shoe\":\"x\"}}", "attributes.shoe" },
    { "{\"disabled_rule\":\"what\"}", "disabled_rule" },
    { "{\"max_removed_percent\":101}", "max_removed_percent" },
    { "{\"group_rules\":[{\"group\":\"cn=x\",\"role\":\"king\"}]}", "group_rules[0].role" },
    { "{\"base\":\"not a dn\"}", "base" },
    { "{\"group_base\":\"groups\"}", "group_base" },
    { "{\"bind_dn\":\"zz\"}", "bind_dn" },
    { "{\"bind_dn\":\"@example.com\"}", "bind_dn" },
    { "{\"ca_file\":\"certificates.pem\"}", "ca_file" },
    { "{\"ca_file\":\"/nowhere/certificates.pem\"}", "ca_file" },
    { "{\"group_rules\":[{\"group\":\"cn=x\",\"role\":\"user\"},"
      "{\"group\":\"nonsense\",\"role\":\"user\"}]}",
      "group_rules[1].group" },
    { "{\"shoe\":1}", "shoe" },
  };
  g_autoptr (TollJson) json = NULL;
  g_autoptr (TestAnswer) answer = NULL;

  if (!set_up ())
    return;
  answer = test_house_ask (all->house, "GET", "/api/v1/ldap", all->anna, NULL);
  g_assert_null (strstr (answer->body, "reads"));
  json = test_house_get (all->house, "/api/v1/ldap", all->anna);
  g_assert_true (toll_json_value_get_bool (test_json_find (json, "has_bind_password")));
  g_assert_cmpstr (test_json_text (json, "attributes.last_name"), ==, "sn");
  g_assert_cmpstr (test_json_text (json, "group_rules.1.scope.kind"), ==, "departments");
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (TollJson) problem
          = test_ldap_send ("PUT", "/api/v1/ldap", all->anna, refusals[i].body, 400);

      g_assert_cmpstr (test_json_text (problem, "field"), ==, refusals[i].field);
    }
}

/* What an Active Directory takes for a DN; and a certificate that has gone keeps nobody from
 * turning the server off. */
static void
test_settings_that_stay (void)
{
  static const char *const bodies[]
      = { "{\"bind_dn\":\"reader@example.com\"}", "{\"bind_dn\":\"EXAMPLE\\\\reader\"}",
          "{\"bind_dn\":\"\"}", "{\"bind_dn\":\"cn=reader, DC=prova\"}",
          "{\"enabled\":false,\"ca_file\":\"/nowhere/certificates.pem\"}" };

  if (!set_up ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    test_ldap_put (bodies[i]);
  toll_json_free (test_ldap_send ("PUT", "/api/v1/ldap", all->anna, "{\"enabled\":true}", 400));
  test_ldap_put ("{\"enabled\":true,\"ca_file\":\"\",\"bind_dn\":\"cn=reader,dc=prova\"}");
}

static void
test_steps (void)
{
  static const char *const ids[]
      = { "resolve", "connect", "tls", "bind", "search", "groups", "sign_in" };
  g_autoptr (TollJson) good = NULL, bad = NULL;

  if (!set_up ())
    return;
  good = test_ldap_send ("POST", "/api/v1/ldap/test", all->anna,
               "{\"username\":\"p0003\",\"password\":\"pw-p0003\"}", 200);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *id = g_strdup_printf ("steps.%u.id", i);
      g_autofree char *state = g_strdup_printf ("steps.%u.state", i);

      g_assert_cmpstr (test_json_text (good, id), ==, ids[i]);
      g_assert_cmpstr (test_json_text (good, state), ==, i == 2 ? "skipped" : "ok");
    }
  g_assert_nonnull (strstr (test_json_text (good, "steps.4.detail"), "5001 people"));
  g_assert_cmpstr (test_json_text (good, "steps.5.detail"), ==,
                   "cn=admins,ou=groups,dc=prova: 2; cn=leaders,ou=groups,dc=prova: 10");
  bad = test_ldap_send ("POST", "/api/v1/ldap/test", all->anna,
              "{\"settings\":{\"bind_password\":\"wrong\"}}", 200);
  g_assert_cmpstr (test_json_text (bad, "steps.3.state"), ==, "failed");
  g_assert_nonnull (strstr (test_json_text (bad, "steps.3.detail"), "Invalid credentials"));
  g_assert_cmpstr (test_json_text (bad, "steps.4.state"), ==, "skipped");
}

/* What is not there is told before a run takes it for nobody. */
static void
test_steps_that_warn (void)
{
  g_autoptr (TollJson) group = NULL, name = NULL;

  if (!set_up ())
    return;
  group = test_ldap_send ("POST", "/api/v1/ldap/test", all->anna,
                          "{\"settings\":{\"group_rules\":["
                          "{\"group\":\"ou=people,dc=prova\",\"role\":\"user\"},"
                          "{\"group\":\"cn=nonsense,ou=groups,dc=prova\",\"role\":\"user\"}]}}",
                          200);
  g_assert_cmpstr (test_json_text (group, "steps.4.state"), ==, "ok");
  g_assert_cmpstr (test_json_text (group, "steps.5.state"), ==, "warning");
  g_assert_cmpstr (test_json_text (group, "steps.5.detail"), ==,
                   "ou=people,dc=prova: 0; cn=nonsense,ou=groups,dc=prova: not there, or may not "
                   "be read");
  name = test_ldap_send ("POST", "/api/v1/ldap/test", all->anna,
                         "{\"settings\":{\"attributes\":{\"user_name\":\"pager\"}}}", 200);
  g_assert_cmpstr (test_json_text (name, "steps.4.state"), ==, "failed");
  g_assert_nonnull (strstr (test_json_text (name, "steps.4.detail"),
                            "none of the 5001 entries shows the attribute pager"));
  g_assert_cmpstr (test_json_text (name, "steps.5.state"), ==, "skipped");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ldap-settings/refused", test_settings);
  g_test_add_func ("/ldap-settings/kept", test_settings_that_stay);
  g_test_add_func ("/ldap-settings/steps", test_steps);
  g_test_add_func ("/ldap-settings/steps-that-warn", test_steps_that_warn);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
