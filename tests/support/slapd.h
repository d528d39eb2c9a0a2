/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/support/temp-dir.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A real directory server on loopback (slapd of the machine) with a configuration, certificates
 * and data of its own:
 *
 * dc=prova                         base
 * cn=reader,dc=prova               may read all, password "reads", 500 entries at most at once
 * cn=narrow,dc=prova               the same, but 100 at most
 * cn=barred,dc=prova               the same, but every search is too much
 * uid=p0001,ou=people,dc=prova     … p5000: password "pw-p0001", line +39 02 5550 0001, department
 *                                  "Dept 0" … "Dept 9" (by the last figure), boss p0001
 * cn=deep1 … deep5,ou=groups       each within the one before, deep1 within deep5 too; p0002 in deep5
 * cn=admins                        p0001 and deep1
 * cn=heads                         p0010 … p0019; within cn=leaders
 *
 * p0004 is disabled (userAccountControl 514), p0005 has a mail address that is none, p0006 has the
 * number of p0007; cn=nameless has no uid. */
#define TEST_SLAPD_PEOPLE 5000

typedef struct
{
  TestTempDir *dir;
  char *url;     /* ldap:// */
  char *tls_url; /* ldaps://; (nullable): does not encrypt */
  char *ca_file;
  char *other_ca_file; /* somebody else's */
  GSubprocess *process; /* (nullable): stopped */
} TestSlapd;

/* Returns: (transfer full) (nullable): NULL when slapd or ldapmodify is not there: the test is
 * marked as skipped. */
TestSlapd *test_slapd_new (void);
/* One without any entries, whose certificate is of @name ("DNS:localhost"); NULL = it does not
 * encrypt. */
TestSlapd *test_slapd_new_bare (const char *name);
void test_slapd_free (TestSlapd *slapd);

/* Starts it again on the same ports, ends it at once, lets it hang, lets it go on. */
void test_slapd_start (TestSlapd *slapd);
void test_slapd_kill (TestSlapd *slapd);
void test_slapd_freeze (TestSlapd *slapd);
void test_slapd_thaw (TestSlapd *slapd);

/* Makes the changes of @ldif. Entries that are there before and after are the same ones. */
void test_slapd_change (TestSlapd *slapd, const char *ldif);

G_END_DECLS
