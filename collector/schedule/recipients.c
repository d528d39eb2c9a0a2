/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Recipients of reports. What is allowed is asked when they are told and again at each sending.
 */
#include "config.h"

#include "collector/schedule/recipients.h"

#include <string.h>

#include "collector/store/people/store.h"
#include "shared/base/error.h"
#include "shared/base/language.h"
#include "shared/base/mail-address.h"

#define FIELD "recipients"

char **
collector_recipients_read (const TollJsonValue *array, GError **error)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  guint n = array != NULL ? toll_json_value_get_length (array) : 0;

  if (n == 0 || n > COLLECTOR_MOST_RECIPIENTS)
    {
      toll_error_set_field (error, FIELD, "1 to %d mail addresses are expected",
                            COLLECTOR_MOST_RECIPIENTS);
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      const char *address
          = toll_json_value_get_text (toll_json_value_get_element (array, i));

      if (!toll_mail_address_check (address != NULL ? address : "", FIELD, error))
        return NULL;
      if (!toll_mail_address_is_among (address, (const char *const *) addresses->pdata, addresses->len))
        g_ptr_array_add (addresses, g_strdup (address));
    }
  g_ptr_array_add (addresses, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&addresses), FALSE);
}

/* @domains: between blanks or commas, of any script. */
static gboolean
is_in_domains (const char *address, const char *domains)
{
  g_auto (GStrv) names = g_strsplit_set (domains, " ,;", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *there = g_strdup_printf ("%.*s%s", (int) (strrchr (address, '@') + 1 - address),
                                                address, names[i]);
      const char *const others[] = { there };

      if (*names[i] != '\0' && toll_mail_address_is_among (address, others, 1))
        return TRUE;
    }
  return FALSE;
}

gboolean
collector_recipients_check (const char *const *recipients, const CollectorViewer *viewer,
                            const CollectorSettings *settings, CollectorDb *db, GError **error)
{
  const char *domains = collector_settings_get_text (settings, "mail_domains");

  for (guint i = 0; recipients[i] != NULL && viewer->role != COLLECTOR_ROLE_ADMINISTRATOR; i++)
    {
      g_autofree char *language = NULL;

      if (is_in_domains (recipients[i], domains))
        continue;
      if (!collector_person_find_mailbox (db, recipients[i], viewer->now_ms, &language, error))
        return FALSE;
      if (language == NULL)
        {
          toll_error_set_field (error, FIELD,
                                "%s is nobody's in the directory, and mail_domains does not name "
                                "its domain",
                                recipients[i]);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
collector_recipients_are_owner (const char *const *recipients, const CollectorViewer *viewer,
                                CollectorDb *db, gboolean *are_owner, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT 1 FROM person WHERE id = ?1 AND mail = ?2 COLLATE NOCASE", error);

  *are_owner = TRUE;
  for (guint i = 0; stmt != NULL && recipients[i] != NULL && *are_owner; i++)
    {
      collector_stmt_bind_int (stmt, 1, viewer->person_id);
      collector_stmt_bind_text (stmt, 2, recipients[i]);
      if (!collector_stmt_step (stmt, are_owner, error))
        return FALSE;
      collector_stmt_reset (stmt);
    }
  return stmt != NULL;
}

GHashTable *
collector_recipients_group (const char *const *recipients, const CollectorViewer *viewer,
                            CollectorDb *db, GError **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; recipients[i] != NULL; i++)
    {
      g_autofree char *found = NULL;
      const char *language = viewer->language;
      GPtrArray *group;

      if (!collector_person_find_mailbox (db, recipients[i], viewer->now_ms, &found, error))
        return NULL;
      if (found != NULL && toll_language_is_known (found))
        language = found;
      group = g_hash_table_lookup (groups, language);
      if (group == NULL)
        {
          group = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (groups, g_strdup (language), group);
        }
      g_ptr_array_add (group, g_strdup (recipients[i]));
    }
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (value, NULL);
  return g_steal_pointer (&groups);
}
