/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is a member of which group, over other groups too. Active Directory works that out itself;
 * of other servers the groups are read once and walked here. Any thread that may be slow.
 */
#include "config.h"

#include "collector/directory/ldap-people.h"

/* Active Directory's matching rule for "member, over however many groups". */
#define IN_CHAIN "memberOf:1.2.840.113556.1.4.1941:"

/* Attributes that list members by DN, and the one of POSIX groups, by user name. */
static const char *const member_attributes[] = { "member", "uniqueMember", "memberUid", NULL };
#define N_DN_ATTRIBUTES 2

typedef struct
{
  GHashTable *groups;  /* folded DN -> GPtrArray of members: folded DNs, or user names after '=' */
  GHashTable *by_dn;   /* folded DN -> CollectorLdapPerson (unowned) */
  GHashTable *by_name; /* folded user name -> the same */
} Walk;

static gboolean
read_group (const CollectorLdapEntry *entry, gpointer data, GError **error)
{
  Walk *walk = data;
  g_autofree char *dn = collector_ldap_entry_dup_dn (entry);
  GPtrArray *members = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; member_attributes[i] != NULL; i++)
    {
      g_auto (GStrv) values = collector_ldap_entry_list (entry, member_attributes[i]);

      for (guint j = 0; values[j] != NULL; j++)
        {
          g_autofree char *name = NULL;

          if (i < N_DN_ATTRIBUTES)
            g_ptr_array_add (members, collector_ldap_fold_dn (values[j]));
          else
            {
              name = g_utf8_casefold (values[j], -1);
              g_ptr_array_add (members, g_strconcat ("=", name, NULL));
            }
        }
    }
  g_hash_table_replace (walk->groups, collector_ldap_fold_dn (dn), members);
  return TRUE;
}

static void
admit (CollectorLdapPerson *person, int rule)
{
  if (person != NULL && (person->rule < 0 || person->rule > rule))
    person->rule = rule;
}

/* Goes through @group and all groups within it; rings end where they began. */
static void
walk_group (Walk *walk, const char *group, int rule)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GQueue) queue = g_queue_new ();
  const char *dn = group;

  while (dn != NULL)
    {
      GPtrArray *members = g_hash_table_lookup (walk->groups, dn);

      for (guint i = 0; members != NULL && i < members->len; i++)
        {
          const char *member = g_ptr_array_index (members, i);
          CollectorLdapPerson *person
              = *member == '=' ? g_hash_table_lookup (walk->by_name, member + 1)
                               : g_hash_table_lookup (walk->by_dn, member);

          admit (person, rule);
          if (person == NULL && g_hash_table_add (seen, (gpointer) member))
            g_queue_push_tail (queue, (gpointer) member);
        }
      dn = g_queue_pop_head (queue);
    }
}

static void
index_people (Walk *walk, GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    {
      CollectorLdapPerson *person = g_ptr_array_index (people, i);

      g_hash_table_insert (walk->by_dn, person->folded_dn, person);
      g_hash_table_replace (walk->by_name,
                            g_utf8_casefold (person->texts[COLLECTOR_LDAP_USER_NAME], -1), person);
    }
}

static gboolean
walk_all (CollectorLdap *ldap, const CollectorLdapSettings *settings, Walk *walk, guint *n_groups,
          GError **error)
{
  const char *base = *settings->group_base != '\0' ? settings->group_base : settings->base;

  if (!collector_ldap_search (ldap, base, "(|(member=*)(uniqueMember=*)(memberUid=*))",
                              member_attributes, read_group, walk, error))
    return FALSE;
  *n_groups = g_hash_table_size (walk->groups);
  for (guint i = 0; i < settings->rules->len; i++)
    {
      const CollectorLdapRule *rule = g_ptr_array_index (settings->rules, i);
      g_autofree char *group = collector_ldap_fold_dn (rule->group);

      walk_group (walk, group, (int) i);
    }
  return TRUE;
}

typedef struct
{
  Walk *walk;
  int rule;
} Chain;

static gboolean
read_member (const CollectorLdapEntry *entry, gpointer data, GError **error)
{
  Chain *chain = data;
  g_autofree char *dn = collector_ldap_entry_dup_dn (entry);
  g_autofree char *folded = collector_ldap_fold_dn (dn);

  admit (g_hash_table_lookup (chain->walk->by_dn, folded), chain->rule);
  return TRUE;
}

static gboolean
ask_chains (CollectorLdap *ldap, const CollectorLdapSettings *settings, Walk *walk, GError **error)
{
  static const char *const nothing[] = { "1.1", NULL };

  for (guint i = 0; i < settings->rules->len; i++)
    {
      const CollectorLdapRule *rule = g_ptr_array_index (settings->rules, i);
      g_autofree char *group = collector_ldap_escape (rule->group);
      g_autofree char *filter
          = g_strdup_printf ("(&%s(" IN_CHAIN "=%s))", settings->filter, group);
      Chain chain = { walk, (int) i };

      if (!collector_ldap_search (ldap, settings->base, filter, nothing, read_member, &chain,
                                  error))
        return FALSE;
    }
  return TRUE;
}

gboolean
collector_ldap_groups_apply (CollectorLdap *ldap, const CollectorLdapSettings *settings,
                             GPtrArray *people, guint *n_groups, GError **error)
{
  Walk walk = {
    .groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                     (GDestroyNotify) g_ptr_array_unref),
    .by_dn = g_hash_table_new (g_str_hash, g_str_equal),
    .by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  gboolean is_active_directory = FALSE, is_ok = TRUE;

  *n_groups = 0;
  index_people (&walk, people);
  if (settings->rules->len > 0)
    is_ok = collector_ldap_is_active_directory (ldap, &is_active_directory, error)
            && (is_active_directory ? ask_chains (ldap, settings, &walk, error)
                                    : walk_all (ldap, settings, &walk, n_groups, error));
  g_hash_table_unref (walk.groups);
  g_hash_table_unref (walk.by_dn);
  g_hash_table_unref (walk.by_name);
  return is_ok;
}
