/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-refused.h"
#include "collector/store/people/save.h"

G_BEGIN_DECLS

/* Fills @person (as stored, or new) with what the directory server tells of @found. Who has a local
 * password keeps role, scope and state: somebody must get in when the server does not.
 * What is @refused stays as it was. @manager_id: 0 = nobody, or nobody who is known. Departments
 * and the like are made when they are new. Errors name the field. Writer, in the caller's
 * transaction. */
gboolean collector_ldap_person_fill (CollectorDb *db, const CollectorLdapSettings *settings,
                                     const CollectorLdapPerson *found,
                                     const CollectorLdapRefused *refused, gint64 manager_id,
                                     gint64 now_ms, TollArena *arena, CollectorPerson *person,
                                     GError **error);

/* CollectorLdapWanted: what people of a run want who could not be saved. */
typedef struct
{
  GHashTable *numbers;  /* set of texts */
  GHashTable *user_ids; /* set of texts in lower case: of records */
} CollectorLdapWanted;

/* Takes away of @person what others want and @found has no more: numbers, the user id of records. */
void collector_ldap_person_give_up (const CollectorLdapSettings *settings,
                                    const CollectorLdapPerson *found,
                                    const CollectorLdapWanted *wanted, CollectorPerson *person);

G_END_DECLS
