/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-people.h"
#include "collector/store/people/grouping-store.h"

G_BEGIN_DECLS

/* CollectorLdapUnknown: a name in the scope of a rule that is no department's, cost centre's or
 * location's here. */
typedef struct
{
  guint rule; /* index */
  CollectorScope scope;
  CollectorGrouping grouping;
  const char *name; /* (unowned): lives in the settings */
} CollectorLdapUnknown;

/* Finds them in the order of the rules. @people: (nullable): as the server told them: a name that
 * one of them brings along is known, and a rule that none of them falls under harms nobody. Any
 * lane. Returns: (transfer full) (element-type CollectorLdapUnknown): NULL with @error. */
GArray *collector_ldap_scopes_find_unknown (CollectorDb *db, const CollectorLdapSettings *settings,
                                            const GPtrArray *people, GError **error);

G_END_DECLS
