/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Entries of the directory server as people: attributes into fields, who is disabled. Any thread
 * that may be slow.
 */
#include "config.h"

#include "collector/directory/ldap-people.h"

#include "shared/base/error.h"

#include <string.h>

#define N_FIXED 3 /* attributes asked for besides those of the fields */

static void
person_free (gpointer data)
{
  CollectorLdapPerson *person = data;

  g_free (person->dn);
  g_free (person->folded_dn);
  g_free (person->key);
  for (guint i = 0; i < COLLECTOR_N_LDAP_FIELDS; i++)
    g_free (person->texts[i]);
  g_strfreev (person->numbers);
  g_free (person);
}

/* "ATTRIBUTE&BITS" or "ATTRIBUTE=VALUE". @value: (out). Returns: (transfer full) (nullable): the
 * attribute. */
static char *
split_disabled_rule (const CollectorLdapSettings *settings, char *operator, const char **value)
{
  const char *at = strpbrk (settings->disabled_rule, "&=");

  if (at == NULL)
    return NULL;
  *operator = *at;
  *value = at + 1;
  return g_strndup (settings->disabled_rule, at - settings->disabled_rule);
}

static gboolean
is_disabled (const CollectorLdapEntry *entry, const CollectorLdapSettings *settings)
{
  char operator = '=';
  const char *expected = "";
  g_autofree char *attribute = split_disabled_rule (settings, &operator, &expected);
  g_auto (GStrv) values = NULL;

  if (attribute == NULL)
    return FALSE;
  values = collector_ldap_entry_list (entry, attribute);
  for (guint i = 0; values[i] != NULL; i++)
    if (operator == '='
            ? g_ascii_strcasecmp (values[i], expected) == 0
            : (g_ascii_strtoll (values[i], NULL, 10) & g_ascii_strtoll (expected, NULL, 10)) != 0)
      return TRUE;
  return FALSE;
}

/* A number as people write it: what only parts it is left out. Other signs stay, and are refused
 * where it is kept. Returns: (transfer full). */
static char *
tidy_number (const char *text)
{
  GString *number = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (strchr (" -./()\t", *p) == NULL)
      g_string_append_c (number, *p);
  return g_string_free (number, FALSE);
}

static char **
list_numbers (const CollectorLdapEntry *entry, const char *attribute)
{
  g_auto (GStrv) values = *attribute != '\0' ? collector_ldap_entry_list (entry, attribute) : NULL;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_autofree char *number = tidy_number (values[i]);

      if (*number != '\0'
          && !g_ptr_array_find_with_equal_func (numbers, number, g_str_equal, NULL))
        g_ptr_array_add (numbers, g_steal_pointer (&number));
    }
  g_ptr_array_add (numbers, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&numbers), FALSE);
}

typedef struct
{
  const CollectorLdapSettings *settings;
  GPtrArray *people;
} Reading;

static gboolean
read_entry (const CollectorLdapEntry *entry, gpointer data, GError **error)
{
  Reading *reading = data;
  const CollectorLdapSettings *settings = reading->settings;
  CollectorLdapPerson *person = g_new0 (CollectorLdapPerson, 1);

  g_ptr_array_add (reading->people, person);
  person->rule = -1;
  person->dn = collector_ldap_entry_dup_dn (entry);
  person->folded_dn = collector_ldap_fold_dn (person->dn);
  person->key = collector_ldap_entry_dup_key (entry);
  for (guint i = 0; i < COLLECTOR_N_LDAP_FIELDS; i++)
    {
      g_auto (GStrv) values = NULL;

      if (*settings->attributes[i] != '\0' && i != COLLECTOR_LDAP_LINES)
        values = collector_ldap_entry_list (entry, settings->attributes[i]);
      person->texts[i]
          = g_strstrip (g_strdup (values != NULL && values[0] != NULL ? values[0] : ""));
    }
  person->numbers = list_numbers (entry, settings->attributes[COLLECTOR_LDAP_LINES]);
  person->disabled = is_disabled (entry, settings);
  if (person->key != NULL)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_UNSUPPORTED,
               "%s: the server shows neither entryUUID nor objectGUID; let the account that asks "
               "read them",
               person->dn);
  return FALSE;
}

static GPtrArray *
ask (CollectorLdap *ldap, const CollectorLdapSettings *settings, const char *filter,
     GError **error)
{
  const char *attributes[COLLECTOR_N_LDAP_FIELDS + N_FIXED + 1] = { "entryUUID", "objectGUID" };
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (person_free);
  Reading reading = { settings, people };
  char operator;
  const char *value;
  g_autofree char *disabled = split_disabled_rule (settings, &operator, &value);
  guint n = 2;

  if (disabled != NULL)
    attributes[n++] = disabled;
  for (guint i = 0; i < COLLECTOR_N_LDAP_FIELDS; i++)
    if (*settings->attributes[i] != '\0')
      attributes[n++] = settings->attributes[i];
  return collector_ldap_search (ldap, settings->base, filter, attributes, read_entry, &reading,
                                error)
             ? g_steal_pointer (&people)
             : NULL;
}

GPtrArray *
collector_ldap_people_fetch (CollectorLdap *ldap, const CollectorLdapSettings *settings,
                             GError **error)
{
  g_autoptr (GPtrArray) people = ask (ldap, settings, settings->filter, error);
  guint n_groups;

  if (people == NULL
      || !collector_ldap_groups_apply (ldap, settings, people, &n_groups, error))
    return NULL;
  return g_steal_pointer (&people);
}

GPtrArray *
collector_ldap_people_find (CollectorLdap *ldap, const CollectorLdapSettings *settings,
                            const char *user_name, GError **error)
{
  g_autofree char *value = collector_ldap_escape (user_name);
  g_autofree char *filter
      = g_strdup_printf ("(&%s(%s=%s))", settings->filter,
                         settings->attributes[COLLECTOR_LDAP_USER_NAME], value);

  return ask (ldap, settings, filter, error);
}
