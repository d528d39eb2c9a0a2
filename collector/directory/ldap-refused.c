/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of an entry of the directory server cannot be taken, and why, in words: errors name fields
 * as the API calls them.
 */
#include "config.h"

#include "collector/directory/ldap-refused.h"

#include "collector/directory/ldap-settings-private.h"
#include "shared/base/error.h"

#include <string.h>

static const char *const words[COLLECTOR_LDAP_CUSTOM_1] = {
  [COLLECTOR_LDAP_USER_NAME] = "user name",   [COLLECTOR_LDAP_FIRST_NAME] = "first name",
  [COLLECTOR_LDAP_LAST_NAME] = "last name",   [COLLECTOR_LDAP_MAIL] = "mail address",
  [COLLECTOR_LDAP_CUCM_USER_ID] = "user id",  [COLLECTOR_LDAP_DEPARTMENT] = "department",
  [COLLECTOR_LDAP_COST_CENTRE] = "cost centre", [COLLECTOR_LDAP_LOCATION] = "location",
  [COLLECTOR_LDAP_MANAGER] = "manager",       [COLLECTOR_LDAP_LINES] = "numbers",
};

void
collector_ldap_refused_clear (CollectorLdapRefused *refused)
{
  g_free (refused->numbers);
  g_clear_pointer (&refused->reasons, g_ptr_array_unref);
}

gboolean
collector_ldap_refused_has (const CollectorLdapRefused *refused, CollectorLdapField field)
{
  return (refused->fields & (1u << field)) != 0;
}
G_STATIC_ASSERT (COLLECTOR_N_LDAP_FIELDS <= 32);

gboolean
collector_ldap_refused_has_number (const CollectorLdapRefused *refused, guint index)
{
  return refused->numbers != NULL && refused->numbers[index];
}

void
collector_ldap_refused_tell (CollectorLdapRefused *refused, const char *reason)
{
  if (refused->reasons == NULL)
    refused->reasons = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (refused->reasons, g_strdup (reason));
}

/* The number of the entry that the @line-th line was made of: those left out before made none.
 * Returns: -1 when there is none. */
static int
find_number (const CollectorLdapRefused *refused, const CollectorLdapPerson *found, guint64 line)
{
  for (guint i = 0; found->numbers[i] != NULL; i++)
    if (!collector_ldap_refused_has_number (refused, i) && line-- == 0)
      return (int) i;
  return -1;
}

static gboolean
add_number (CollectorLdapRefused *refused, const CollectorLdapPerson *found, const char *field,
            const char *reason)
{
  int index = find_number (refused, found, g_ascii_strtoull (field + strlen ("lines["), NULL, 10));
  g_autofree char *text = g_strconcat ("number ", reason, NULL);

  if (index < 0)
    return FALSE;
  if (refused->numbers == NULL)
    refused->numbers = g_new0 (gboolean, g_strv_length (found->numbers) + 1);
  refused->numbers[index] = TRUE;
  collector_ldap_refused_tell (refused, text);
  return TRUE;
}

/* The field that an error calls @name. Returns: COLLECTOR_N_LDAP_FIELDS when there is none. */
static guint
find_field (const char *name)
{
  guint field = 0;

  if (g_str_has_prefix (name, "custom["))
    return MIN (COLLECTOR_LDAP_CUSTOM_1 + g_ascii_strtoull (name + strlen ("custom["), NULL, 10),
                COLLECTOR_N_LDAP_FIELDS);
  while (field < COLLECTOR_N_LDAP_FIELDS
         && strcmp (collector_ldap_field_names[field], name) != 0)
    field++;
  return field;
}

static void
add_field (CollectorLdapRefused *refused, guint field, const char *reason)
{
  g_autofree char *text
      = field < COLLECTOR_LDAP_CUSTOM_1
            ? g_strdup_printf ("%s: %s", words[field], reason)
            : g_strdup_printf ("custom field %u: %s", field - COLLECTOR_LDAP_CUSTOM_1 + 1, reason);

  refused->fields |= 1u << field;
  collector_ldap_refused_tell (refused, text);
}

/* What else there is: nothing but what the person may do is taken. */
static gboolean
add_all (CollectorLdapRefused *refused, const char *reason)
{
  if (refused->fields == G_MAXUINT32)
    return FALSE;
  refused->fields = G_MAXUINT32;
  collector_ldap_refused_tell (refused, reason);
  return TRUE;
}

gboolean
collector_ldap_refused_add (CollectorLdapRefused *refused, const CollectorLdapPerson *found,
                            const GError *fault)
{
  g_autofree char *field = toll_error_dup_field (fault);
  const char *reason = toll_error_get_reason (fault);
  guint index = field != NULL ? find_field (field) : COLLECTOR_N_LDAP_FIELDS;

  if (field != NULL && g_str_has_prefix (field, "lines[")
      && !collector_ldap_refused_has (refused, COLLECTOR_LDAP_LINES)
      && add_number (refused, found, field, reason))
    return TRUE;
  if (field != NULL && strcmp (field, "role") == 0 && !refused->rights)
    {
      refused->rights = TRUE;
      collector_ldap_refused_tell (refused, reason);
      return TRUE;
    }
  if (index < COLLECTOR_N_LDAP_FIELDS && !collector_ldap_refused_has (refused, index))
    {
      add_field (refused, index, reason);
      return TRUE;
    }
  return add_all (refused, fault->message);
}
