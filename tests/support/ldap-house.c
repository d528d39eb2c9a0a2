/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A company beside a directory server: see ldap-house.h.
 */
#include "config.h"

#include "tests/support/ldap-house.h"

#include <netdb.h>
#include <string.h>

static TestLdapHouse all;

TestLdapHouse *
test_ldap_house_get (void)
{
  g_autofree char *body = NULL;

  if (all.house != NULL)
    return &all;
  all.slapd = test_slapd_new ();
  if (all.slapd == NULL)
    return NULL;
  all.house = test_house_new (NULL, NULL);
  all.anna = test_house_sign_in (all.house, "anna");
  body = g_strdup_printf (
      "{\"enabled\":true,\"url\":\"%s\",\"bind_dn\":\"cn=reader,dc=prova\","
      "\"bind_password\":\"reads\",\"base\":\"dc=prova\","
      "\"filter\":\"(objectClass=inetOrgPerson)\","
      "\"attributes\":{\"user_name\":\"uid\",\"department\":\"departmentNumber\","
      "\"lines\":\"telephoneNumber\",\"custom_1\":\"cn\"},\"group_rules\":["
      "{\"group\":\"cn=admins,ou=groups,dc=prova\",\"role\":\"administrator\"},"
      "{\"group\":\"cn=leaders,ou=groups,dc=prova\",\"role\":\"supervisor\"}]}",
      all.slapd->url);
  test_ldap_put (body);
  return &all;
}

TestLdapHouse *
test_ldap_house_get_all (void)
{
  static gboolean has_all;
  TestLdapHouse *got = test_ldap_house_get ();
  g_autoptr (TollJson) first = NULL;

  if (got == NULL || has_all)
    return got;
  first = test_ldap_synchronise ("");
  test_ldap_expect_run (first, "done", TEST_SLAPD_PEOPLE, 0, 0);
  has_all = TRUE;
  return got;
}

void
test_ldap_house_end (void)
{
  g_clear_pointer (&all.house, test_house_free);
  g_clear_pointer (&all.slapd, test_slapd_free);
  g_clear_pointer (&all.anna, g_free);
}

TollJson *
test_ldap_send (const char *method, const char *path, const char *token, const char *body,
                guint status)
{
  g_autoptr (TestAnswer) answer = test_house_ask (all.house, method, path, token, body);
  TollJson *json = toll_json_read (answer->body, answer->body_bytes, 0, NULL);

  if (answer->status != status)
    g_test_message ("%s %s %s: %u %s", method, path, body != NULL ? body : "", answer->status,
                    answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  return json;
}

void
test_ldap_put (const char *body)
{
  g_autoptr (TollJson) json = test_ldap_send ("PUT", "/api/v1/ldap", all.anna, body, 200);

  g_assert_nonnull (json);
}

void
test_ldap_put_server (const char *url, gboolean starttls, const char *ca_file)
{
  g_autofree char *body
      = g_strdup_printf ("{\"url\":\"%s\",\"starttls\":%s,\"ca_file\":\"%s\","
                         "\"bind_password\":\"reads\"}",
                         url, starttls ? "true" : "false", ca_file);

  test_ldap_put (body);
}

void
test_ldap_put_reader (const char *name)
{
  g_autofree char *body
      = g_strdup_printf ("{\"bind_dn\":\"cn=%s,dc=prova\",\"bind_password\":\"reads\"}", name);

  test_ldap_put (body);
}

TollJson *
test_ldap_synchronise (const char *parameters)
{
  g_autofree char *path = g_strconcat ("/api/v1/ldap/sync", parameters, NULL);

  return test_ldap_send ("POST", path, all.anna, "{}", 200);
}

void
test_ldap_expect_run (const TollJson *run, const char *state, gint64 n_new, gint64 n_changed,
                      gint64 n_removed)
{
  g_test_message ("%s: %s", test_json_text (run, "state"), test_json_text (run, "message"));
  g_assert_cmpstr (test_json_text (run, "state"), ==, state);
  g_assert_cmpint (test_json_int (run, "n_new"), ==, n_new);
  g_assert_cmpint (test_json_int (run, "n_changed"), ==, n_changed);
  g_assert_cmpint (test_json_int (run, "n_removed"), ==, n_removed);
}

void
test_ldap_expect_refused (const char *settings, const char *words)
{
  g_autoptr (TollJson) run = NULL;

  test_ldap_put (settings);
  run = test_ldap_synchronise ("");
  g_test_message ("%s", test_json_text (run, "message"));
  g_assert_cmpstr (test_json_text (run, "state"), ==, "refused");
  g_assert_cmpint (test_json_int (run, "n_changed"), ==, 0);
  g_assert_nonnull (strstr (test_json_text (run, "message"), words));
  g_assert_nonnull (strstr (test_json_text (run, "message"), "max_removed_percent"));
}

TollJson *
test_ldap_find_person (const char *user_name)
{
  g_autofree char *path = g_strconcat ("/api/v1/people?q=", user_name, NULL);
  g_autoptr (TollJson) list = test_house_get (all.house, path, all.anna);
  g_autofree char *one = g_strconcat ("/api/v1/people/", test_json_text (list, "items.0.id"), NULL);

  g_assert_cmpuint (toll_json_value_get_length (test_json_find (list, "items")), ==, 1);
  return test_house_get (all.house, one, all.anna);
}

guint
test_ldap_try_sign_in (const char *user_name, const char *password)
{
  g_autofree char *body
      = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", user_name, password);
  g_autoptr (TestAnswer) answer
      = test_http_ask_once (all.house->url, "POST", "/api/v1/session", NULL, body);

  return answer->status;
}

gboolean
test_ldap_is_localhost (const char *name)
{
  const struct addrinfo hints = { .ai_flags = AI_CANONNAME };
  struct addrinfo *found = NULL;
  gboolean is_one = FALSE;

  if (getaddrinfo (name, NULL, &hints, &found) != 0)
    return FALSE;
  is_one = g_strcmp0 (found->ai_canonname, "localhost") == 0;
  freeaddrinfo (found);
  return is_one;
}
