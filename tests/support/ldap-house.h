/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/support/api-house.h"
#include "tests/support/slapd.h"

G_BEGIN_DECLS

/* The company of api-house.h beside the directory server of slapd.h, made once for all tests of a
 * program: asked as cn=reader; cn=admins gives administrators, cn=leaders supervisors of their own
 * department, the attribute cn is the first custom field. */
typedef struct
{
  TestSlapd *slapd;
  TestHouse *house;
  char *anna; /* token of the local administrator */
} TestLdapHouse;

/* Returns: (transfer none) (nullable): NULL when slapd is not there: the test is marked as
 * skipped. */
TestLdapHouse *test_ldap_house_get (void);
/* The same with all people taken over, once. */
TestLdapHouse *test_ldap_house_get_all (void);
void test_ldap_house_end (void);

/* Asks and expects @status. Returns: (transfer full) (nullable): the answer. */
TollJson *test_ldap_send (const char *method, const char *path, const char *token,
                          const char *body, guint status);
/* Changes settings. */
void test_ldap_put (const char *body);
/* Sets where the server is, with the password again; who asks, of those of slapd.h. */
void test_ldap_put_server (const char *url, gboolean starttls, const char *ca_file);
void test_ldap_put_reader (const char *name);

/* @parameters: "" or "?dry_run=true". Returns: (transfer full): the run. */
TollJson *test_ldap_synchronise (const char *parameters);
void test_ldap_expect_run (const TollJson *run, const char *state, gint64 n_new, gint64 n_changed,
                           gint64 n_removed);
/* Puts @settings; a run is refused then, changes nothing, and says @words and what lets it through. */
void test_ldap_expect_refused (const char *settings, const char *words);
/* Somebody of the directory server by user name. Returns: (transfer full). */
TollJson *test_ldap_find_person (const char *user_name);
/* Returns: the status. */
guint test_ldap_try_sign_in (const char *user_name, const char *password);

/* Whether @name, as names are looked up, is localhost. A bare root has no list of names at all. */
gboolean test_ldap_is_localhost (const char *name);

G_END_DECLS
