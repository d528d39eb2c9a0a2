/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-connection.h"

G_BEGIN_DECLS

/* CollectorLdapPerson: somebody as the directory server tells. Texts are never NULL. */
typedef struct
{
  char *dn;
  char *folded_dn;
  char *key; /* lasting id */
  char *texts[COLLECTOR_N_LDAP_FIELDS]; /* first values; "" = not told; of the lines nothing */
  char **numbers; /* as people write them, made fit: "+39 02 1234" is "+39021234" */
  gboolean disabled;
  int rule; /* index of the first group rule that fits; -1 = none */
} CollectorLdapPerson;

/* Asks for all people and whose groups they are in. Blocking.
 * Returns: (transfer full) (element-type CollectorLdapPerson). */
GPtrArray *collector_ldap_people_fetch (CollectorLdap *ldap, const CollectorLdapSettings *settings,
                                        GError **error);

/* Asks for the people of that user name only, without groups. */
GPtrArray *collector_ldap_people_find (CollectorLdap *ldap, const CollectorLdapSettings *settings,
                                       const char *user_name, GError **error);

/* Tells of each of @people the first group rule that fits, members of groups within groups too.
 * @n_groups: (out): groups that were looked at; 0 when the server works it out itself. */
gboolean collector_ldap_groups_apply (CollectorLdap *ldap, const CollectorLdapSettings *settings,
                                      GPtrArray *people, guint *n_groups, GError **error);

G_END_DECLS
