/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the scopes of group rules name and nothing has: a slip of the pen there would leave
 * supervisors with a scope of nothing. Any lane.
 */
#include "config.h"

#include "collector/directory/ldap-scopes.h"

#include <string.h>

static gboolean
is_used (const GPtrArray *people, guint rule)
{
  for (guint i = 0; people != NULL && i < people->len; i++)
    if (((const CollectorLdapPerson *) g_ptr_array_index (people, i))->rule == (int) rule)
      return TRUE;
  return people == NULL;
}

static gboolean
is_told (const GPtrArray *people, CollectorGrouping grouping, const char *name)
{
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const CollectorLdapPerson *person = g_ptr_array_index (people, i);

      if (strcmp (person->texts[COLLECTOR_LDAP_DEPARTMENT + grouping], name) == 0)
        return TRUE;
    }
  return FALSE;
}
G_STATIC_ASSERT (COLLECTOR_LDAP_LOCATION - COLLECTOR_LDAP_DEPARTMENT
                 == COLLECTOR_GROUPING_LOCATION);

static gboolean
look_at_rule (CollectorDb *db, const CollectorLdapRule *rule, guint index,
              const GPtrArray *people, GArray *unknown, GError **error)
{
  CollectorLdapUnknown one = { .rule = index, .scope = rule->scope };

  if (rule->scope == COLLECTOR_SCOPE_OWN || rule->scope == COLLECTOR_SCOPE_ALL)
    return TRUE;
  one.grouping = (CollectorGrouping) (rule->scope - COLLECTOR_SCOPE_DEPARTMENTS);
  for (guint i = 0; rule->names[i] != NULL; i++)
    {
      gint64 id;

      one.name = rule->names[i];
      if (!collector_grouping_lookup (db, one.grouping, one.name, &id, error))
        return FALSE;
      if (id == 0 && !is_told (people, one.grouping, one.name))
        g_array_append_val (unknown, one);
    }
  return TRUE;
}

GArray *
collector_ldap_scopes_find_unknown (CollectorDb *db, const CollectorLdapSettings *settings,
                                    const GPtrArray *people, GError **error)
{
  g_autoptr (GArray) unknown = g_array_new (FALSE, FALSE, sizeof (CollectorLdapUnknown));

  for (guint i = 0; i < settings->rules->len; i++)
    if (is_used (people, i)
        && !look_at_rule (db, g_ptr_array_index (settings->rules, i), i, people, unknown, error))
      return NULL;
  return g_steal_pointer (&unknown);
}
