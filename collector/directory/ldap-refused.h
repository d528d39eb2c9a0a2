/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-people.h"

G_BEGIN_DECLS

/* CollectorLdapRefused: what of somebody's entry cannot be taken. The rest is, and above all what
 * they may do. All zero: everything is taken. */
typedef struct
{
  guint32 fields;    /* a bit for each CollectorLdapField; lines: all of the numbers */
  gboolean rights;   /* role, scope and state: of the last administrator */
  gboolean *numbers; /* (nullable): for each number of the entry */
  GPtrArray *reasons; /* (nullable): in words, of char * */
} CollectorLdapRefused;

void collector_ldap_refused_clear (CollectorLdapRefused *refused);

/* Leaves out what @fault names, or all fields when it names none of them; the reason is kept.
 * Returns: FALSE when that had been left out already. */
gboolean collector_ldap_refused_add (CollectorLdapRefused *refused,
                                     const CollectorLdapPerson *found, const GError *fault);
/* Keeps a reason only. */
void collector_ldap_refused_tell (CollectorLdapRefused *refused, const char *reason);

gboolean collector_ldap_refused_has (const CollectorLdapRefused *refused,
                                     CollectorLdapField field);
gboolean collector_ldap_refused_has_number (const CollectorLdapRefused *refused, guint index);

G_END_DECLS
