/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Trying the directory server says what to do where the way ends, in words of whoever types the
 * settings.
 */
#include "config.h"

#include "tests/support/ldap-house.h"

#include <string.h>

#define ONE "\"filter\":\"(&(objectClass=inetOrgPerson)(uid=p012*))\""
#define REFERRALS                                                                                  \
  "dn: ou=branch,dc=prova\nchangetype: add\nobjectClass: referral\nobjectClass: extensibleObject\n" \
  "ou: branch\nref: ldap://dc2.example.com/ou=branch,dc=prova\n\n"                                 \
  "dn: uid=twin,ou=groups,dc=prova\nchangetype: add\nobjectClass: inetOrgPerson\nuid: p0121\n"      \
  "uid: twin\ncn: Twin\nsn: Twin\n\n"

static TestLdapHouse *all;

/* Eleven entries: p0120 to p0129, and a second p0121; besides them a branch on another server. */
static gboolean
set_up (void)
{
  static gboolean has_them;

  all = test_ldap_house_get ();
  if (all == NULL || has_them)
    return all != NULL;
  test_ldap_put ("{" ONE "}");
  test_slapd_change (all->slapd, REFERRALS);
  has_them = TRUE;
  return TRUE;
}

/* Tries @body; expects @state and that the step @id says @words. */
static void
expect_step (const char *body, const char *id, const char *state, const char *words)
{
  g_autoptr (TollJson) answer
      = test_ldap_send ("POST", "/api/v1/ldap/test", all->anna, body, 200);
  gboolean is_found = FALSE;

  for (guint i = 0; i < toll_json_value_get_length (test_json_find (answer, "steps")); i++)
    {
      g_autofree char *path = g_strdup_printf ("steps.%u.", i);
      g_autofree char *id_path = g_strconcat (path, "id", NULL);
      g_autofree char *state_path = g_strconcat (path, "state", NULL);
      g_autofree char *detail_path = g_strconcat (path, "detail", NULL);
      const char *detail = toll_json_value_get_text (test_json_find (answer, detail_path));

      g_test_message ("%s %s: %s", test_json_text (answer, id_path),
                      test_json_text (answer, state_path), detail != NULL ? detail : "");
      if (strcmp (test_json_text (answer, id_path), id) != 0)
        continue;
      is_found = TRUE;
      g_assert_cmpstr (test_json_text (answer, state_path), ==, state);
      g_assert_nonnull (strstr (detail != NULL ? detail : "", words));
    }
  g_assert_true (is_found);
}

/* @url: with the port of @like. */
static void
expect_tls (const char *scheme, const char *host, const char *like, gboolean starttls,
            const char *ca_file, const char *state, const char *words)
{
  g_autofree char *body = g_strdup_printf (
      "{\"settings\":{\"url\":\"%s://%s%s\",\"starttls\":%s,\"ca_file\":\"%s\","
      "\"bind_password\":\"reads\"}}",
      scheme, host, strrchr (like, ':'), starttls ? "true" : "false", ca_file);

  expect_step (body, "tls", state, words);
}

/* The library takes localhost for the machine's own name. */
static void
test_localhost (void)
{
  static const char must[] = "under the address localhost the server's certificate must carry the "
                             "name of this machine, ";
  gboolean is_other
      = test_ldap_is_localhost ("localhost") && !test_ldap_is_localhost (g_get_host_name ());
  TestSlapd *local;

  if (!is_other)
    g_test_skip ("the machine's own name is localhost, or nothing is called so");
  if (!is_other || !set_up ())
    return;
  local = test_slapd_new_bare ("DNS:localhost");
  expect_tls ("ldap", "localhost", local->url, TRUE, local->ca_file, "failed", must);
  expect_tls ("ldaps", "localhost", local->tls_url, FALSE, local->ca_file, "failed", must);
  expect_tls ("ldaps", "127.0.0.1", local->tls_url, FALSE, local->ca_file, "failed",
              "it is another host's than that of ldaps://127.0.0.1");
  test_slapd_free (local);
  expect_tls ("ldaps", "localhost", all->slapd->tls_url, FALSE, all->slapd->ca_file, "failed",
              "it is another host's than that of ldaps://localhost");
}

static void
test_wrong_ports (void)
{
  const TestSlapd *slapd;
  TestSlapd *plain;

  if (!set_up ())
    return;
  slapd = all->slapd;
  plain = test_slapd_new_bare (NULL);
  expect_tls ("ldap", "127.0.0.1", plain->url, TRUE, slapd->ca_file, "failed",
              ": the server does not offer STARTTLS");
  expect_tls ("ldaps", "127.0.0.1", plain->url, FALSE, slapd->ca_file, "failed",
              ": the server does not answer with TLS; if this is the port of LDAP (usually 389)");
  expect_tls ("ldap", "127.0.0.1", slapd->tls_url, TRUE, slapd->ca_file, "failed",
              ": the server hung up when asked for STARTTLS; if this is the port of LDAPS");
  expect_tls ("ldap", "127.0.0.1", slapd->url, TRUE, slapd->ca_file, "ok", "STARTTLS");
  expect_tls ("ldaps", "127.0.0.1", slapd->tls_url, FALSE, slapd->ca_file, "ok", "LDAPS");
  test_slapd_free (plain);
}

/* Other servers are named, not asked. */
static void
test_referrals (void)
{
  if (!set_up ())
    return;
  expect_step ("{\"settings\":{\"base\":\"ou=branch,dc=prova\"}}", "search", "failed",
               "search: 'ou=branch,dc=prova' is kept by another server, "
               "ldap://dc2.example.com/ou=branch,dc=prova");
  expect_step ("{}", "search", "ok",
               "11 people; the first: p0120, Given 120 Family 120; references to other servers, "
               "not followed: 1, the first ldap://dc2.example.com/ou=branch,dc=prova");
  expect_step ("{\"settings\":{\"base\":\"ou=people,dc=prova\"}}", "search", "ok",
               "10 people; the first: p0120, Given 120 Family 120");
}

static void
test_who_would_sign_in (void)
{
  if (!set_up ())
    return;
  expect_step ("{\"username\":\"p0122\",\"password\":\"pw-p0122\"}", "sign_in", "ok",
               "uid=p0122,ou=people,dc=prova");
  expect_step ("{\"username\":\"zz*\",\"password\":\"x\"}", "sign_in", "failed",
               "nobody there has the user name zz*, or the filter leaves them out");
  expect_step ("{\"username\":\"p0121\",\"password\":\"x\"}", "sign_in", "failed",
               "2 entries have the user name p0121, and so nobody signs in by it: ");
  expect_step ("{\"username\":\"p0122\",\"password\":\"x\"}", "sign_in", "failed", "");
  test_house_add_account (all->house, "p0122");
  expect_step ("{\"username\":\"p0122\",\"password\":\"pw-p0122\"}", "sign_in", "warning",
               "uid=p0122,ou=people,dc=prova; but an account p0122 here has a password of its own, "
               "and signs in with that one only");
  g_assert_cmpuint (test_ldap_try_sign_in ("p0122", "pw-p0122"), ==, 401);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ldap-steps/localhost", test_localhost);
  g_test_add_func ("/ldap-steps/wrong-ports", test_wrong_ports);
  g_test_add_func ("/ldap-steps/referrals", test_referrals);
  g_test_add_func ("/ldap-steps/who-would-sign-in", test_who_would_sign_in);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
