/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings of the directory server: their defaults, what holds them together, where they are kept.
 * The password is a secret of its own, never in the ledger.
 */
#include "config.h"

#include "collector/directory/ldap-settings-private.h"

#include "collector/directory/ldap-connection.h"
#include "collector/directory/secrets.h"
#include "collector/store/setting-store.h"
#include "shared/base/error.h"
#include "shared/base/host.h"

#include <string.h>

#define SETTING_KEY "ldap" /* no row of the settings table: it has an address of its own */

const char *const collector_ldap_field_names[COLLECTOR_N_LDAP_FIELDS]
    = { "user_name",   "first_name", "last_name", "mail",     "cucm_user_id",
        "department",  "cost_centre", "location", "manager",  "lines",
        "custom_1",    "custom_2",   "custom_3",  "custom_4", "custom_5",
        "custom_6",    "custom_7",   "custom_8",  "custom_9", "custom_10" };

static const char *const usual_attributes[COLLECTOR_N_LDAP_FIELDS] = {
  [COLLECTOR_LDAP_USER_NAME] = "sAMAccountName", [COLLECTOR_LDAP_FIRST_NAME] = "givenName",
  [COLLECTOR_LDAP_LAST_NAME] = "sn",             [COLLECTOR_LDAP_MAIL] = "mail",
  [COLLECTOR_LDAP_DEPARTMENT] = "department",    [COLLECTOR_LDAP_LOCATION] = "l",
  [COLLECTOR_LDAP_MANAGER] = "manager",          [COLLECTOR_LDAP_LINES] = "ipPhone",
};

void
collector_ldap_rule_free (gpointer data)
{
  CollectorLdapRule *rule = data;

  g_free (rule->group);
  g_strfreev (rule->names);
  g_free (rule);
}

CollectorLdapSettings *
collector_ldap_settings_new (void)
{
  CollectorLdapSettings *settings = g_new0 (CollectorLdapSettings, 1);

  settings->url = g_strdup ("");
  settings->ca_file = g_strdup ("");
  settings->bind_dn = g_strdup ("");
  settings->bind_password = g_strdup ("");
  settings->base = g_strdup ("");
  settings->filter = g_strdup ("(&(objectCategory=person)(objectClass=user))");
  settings->group_base = g_strdup ("");
  settings->rules = g_ptr_array_new_with_free_func (collector_ldap_rule_free);
  settings->disabled_rule = g_strdup ("userAccountControl&2");
  settings->max_removed_percent = 10;
  settings->interval_minutes = 60;
  for (guint i = 0; i < COLLECTOR_N_LDAP_FIELDS; i++)
    settings->attributes[i] = g_strdup (usual_attributes[i] != NULL ? usual_attributes[i] : "");
  return settings;
}

CollectorLdapSettings *
collector_ldap_settings_copy (const CollectorLdapSettings *settings)
{
  CollectorLdapSettings *copy = g_new0 (CollectorLdapSettings, 1);

  *copy = *settings;
  copy->url = g_strdup (settings->url);
  copy->ca_file = g_strdup (settings->ca_file);
  copy->bind_dn = g_strdup (settings->bind_dn);
  copy->bind_password = g_strdup (settings->bind_password);
  copy->base = g_strdup (settings->base);
  copy->filter = g_strdup (settings->filter);
  copy->group_base = g_strdup (settings->group_base);
  copy->disabled_rule = g_strdup (settings->disabled_rule);
  copy->rules = g_ptr_array_new_with_free_func (collector_ldap_rule_free);
  for (guint i = 0; i < settings->rules->len; i++)
    {
      const CollectorLdapRule *rule = g_ptr_array_index (settings->rules, i);
      CollectorLdapRule *same = g_new0 (CollectorLdapRule, 1);

      *same = *rule;
      same->group = g_strdup (rule->group);
      same->names = g_strdupv (rule->names);
      g_ptr_array_add (copy->rules, same);
    }
  for (guint i = 0; i < COLLECTOR_N_LDAP_FIELDS; i++)
    copy->attributes[i] = g_strdup (settings->attributes[i]);
  return copy;
}

void
collector_ldap_settings_free (CollectorLdapSettings *settings)
{
  if (settings == NULL)
    return;
  g_free (settings->url);
  g_free (settings->ca_file);
  g_free (settings->bind_dn);
  collector_secret_free (settings->bind_password);
  g_free (settings->base);
  g_free (settings->filter);
  g_free (settings->group_base);
  g_free (settings->disabled_rule);
  g_ptr_array_unref (settings->rules);
  for (guint i = 0; i < COLLECTOR_N_LDAP_FIELDS; i++)
    g_free (settings->attributes[i]);
  g_free (settings);
}

/* Passwords go over it: in clear to this very machine only. */
static gboolean
check_url (const CollectorLdapSettings *settings, const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gboolean is_tls = g_str_equal (scheme, "ldaps");

  if ((!is_tls && !g_str_equal (scheme, "ldap")) || host == NULL || *host == '\0'
      || strlen (g_uri_get_path (uri)) > 1 || g_uri_get_userinfo (uri) != NULL)
    toll_error_set_field (error, "url", "must be like ldaps://dc1.example.com");
  else if (is_tls && settings->starttls)
    toll_error_set_field (error, "starttls", "ldaps:// is encrypted already; use ldap://");
  else if (!is_tls && !settings->starttls && !toll_host_is_loopback (host))
    toll_error_set_field (error, "starttls",
                          "passwords would travel in clear; turn it on, or use ldaps://");
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_urls (const CollectorLdapSettings *settings, GError **error)
{
  g_auto (GStrv) urls = g_strsplit (settings->url, " ", -1);
  guint n = 0;

  for (guint i = 0; urls[i] != NULL; i++)
    {
      if (*urls[i] == '\0')
        continue;
      n++;
      if (!check_url (settings, urls[i], error))
        return FALSE;
    }
  if (n > 0 || !settings->enabled)
    return TRUE;
  toll_error_set_field (error, "url", "the server's address is wanting");
  return FALSE;
}

static gboolean
is_attribute (const char *name)
{
  return strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.;_")
             == strlen (name)
         && strlen (name) <= 128;
}

static gboolean
check_attributes (const CollectorLdapSettings *settings, GError **error)
{
  for (guint i = 0; i < COLLECTOR_N_LDAP_FIELDS; i++)
    if (!is_attribute (settings->attributes[i]))
      {
        g_autofree char *field
            = g_strconcat ("attributes.", collector_ldap_field_names[i], NULL);

        toll_error_set_field (error, field, "must be the name of an attribute, or empty");
        return FALSE;
      }
  if (*settings->attributes[COLLECTOR_LDAP_USER_NAME] != '\0')
    return TRUE;
  toll_error_set_field (error, "attributes.user_name", "a person needs a user name");
  return FALSE;
}

/* Parentheses that open and close: the rest the server says better. */
static gboolean
check_filter (const char *filter, GError **error)
{
  int depth = 0;
  gsize length = strlen (filter);

  for (const char *p = filter; *p != '\0' && depth >= 0; p++)
    {
      depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
      if (depth == 0 && p[1] != '\0')
        depth = -1;
    }
  if (depth == 0 && length > 2 && *filter == '(')
    return TRUE;
  toll_error_set_field (error, "filter", "must stand in parentheses, such as (objectClass=person)");
  return FALSE;
}

static gboolean
check_disabled_rule (const char *rule, GError **error)
{
  const char *sign = strpbrk (rule, "&=");
  g_autofree char *attribute = sign != NULL ? g_strndup (rule, sign - rule) : NULL;
  gint64 bits;

  if (*rule == '\0'
      || (attribute != NULL && *attribute != '\0' && is_attribute (attribute)
          && (*sign != '&'
              || g_ascii_string_to_signed (sign + 1, 10, 1, G_MAXINT32, &bits, NULL))))
    return TRUE;
  toll_error_set_field (error, "disabled_rule",
                        "must be like userAccountControl&2 or employeeType=left, or empty");
  return FALSE;
}

/* Active Directory takes USER@DOMAIN and DOMAIN\USER for a DN. */
static gboolean
is_login (const char *text)
{
  const char *mark = strpbrk (text, "@\\");

  return mark != NULL && mark != text && mark[1] != '\0' && strchr (text, '=') == NULL
         && strpbrk (mark + 1, "@\\") == NULL;
}

/* @group: index of a rule. */
static void
refuse_group (GError **error, guint group)
{
  g_autofree char *field = g_strdup_printf ("group_rules[%u].group", group);

  toll_error_set_field (error, field, "must be a DN, such as CN=Heads,OU=Groups,DC=example,DC=com");
}

static gboolean
check_names (const CollectorLdapSettings *settings, GError **error)
{
  const struct
  {
    const char *field, *text;
    gboolean is_fit;
  } rows[] = {
    { "bind_dn", settings->bind_dn, is_login (settings->bind_dn) },
    { "base", settings->base, FALSE },
    { "group_base", settings->group_base, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (*rows[i].text != '\0' && !rows[i].is_fit && !collector_ldap_is_dn (rows[i].text))
      {
        toll_error_set_field (error, rows[i].field, "must be a DN, such as DC=example,DC=com");
        return FALSE;
      }
  for (guint i = 0; i < settings->rules->len; i++)
    if (!collector_ldap_is_dn (((CollectorLdapRule *) settings->rules->pdata[i])->group))
      {
        refuse_group (error, i);
        return FALSE;
      }
  return TRUE;
}

/* A file that has gone keeps nobody from turning the server off. */
static gboolean
check_ca_file (const CollectorLdapSettings *settings, GError **error)
{
  if (*settings->ca_file == '\0')
    return TRUE;
  if (!g_path_is_absolute (settings->ca_file))
    toll_error_set_field (error, "ca_file", "must be a path that begins with /");
  else if (settings->enabled && !g_file_test (settings->ca_file, G_FILE_TEST_IS_REGULAR))
    toll_error_set_field (error, "ca_file", "there is no such file");
  else
    return TRUE;
  return FALSE;
}

gboolean
collector_ldap_settings_check (const CollectorLdapSettings *settings, GError **error)
{
  if (!check_urls (settings, error) || !check_attributes (settings, error)
      || !check_filter (settings->filter, error)
      || !check_disabled_rule (settings->disabled_rule, error) || !check_names (settings, error)
      || !check_ca_file (settings, error))
    return FALSE;
  if (!settings->enabled || *settings->base != '\0')
    return TRUE;
  toll_error_set_field (error, "base", "where people are sought is wanting");
  return FALSE;
}

static gboolean
read_password (CollectorLdapSettings *settings, const char *data_path, GError **error)
{
  g_autoptr (GError) fault = NULL;
  char *password = collector_secret_read (data_path, COLLECTOR_SECRET_LDAP_PASSWORD, &fault);

  if (password != NULL)
    {
      collector_secret_free (settings->bind_password);
      settings->bind_password = password;
    }
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

CollectorLdapSettings *
collector_ldap_settings_load (CollectorDb *db, const char *data_path, GError **error)
{
  g_autoptr (CollectorLdapSettings) settings = collector_ldap_settings_new ();
  g_autoptr (GError) fault = NULL;
  g_autofree char *text = collector_setting_dup (db, SETTING_KEY, &fault);
  g_autoptr (TollJson) json = NULL;

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  if (text != NULL
      && ((json = toll_json_read (text, -1, 0, error)) == NULL
          || !collector_ldap_settings_apply (settings, toll_json_get_root (json), error)))
    {
      g_prefix_error (error, "the directory server's settings cannot be read: ");
      return NULL;
    }
  return read_password (settings, data_path, error) ? g_steal_pointer (&settings) : NULL;
}

gboolean
collector_ldap_settings_store (CollectorDb *db, const CollectorLdapSettings *settings,
                               GError **error)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  g_autoptr (GString) text = NULL;
  gboolean is_ok;

  toll_json_begin_object (json, NULL);
  collector_ldap_settings_write (settings, json);
  toll_json_end_object (json);
  text = toll_json_writer_finish (json);
  is_ok = collector_setting_set (db, SETTING_KEY, text->str, error);
  return is_ok;
}

char *
collector_ldap_settings_dup_synced (const CollectorLdapSettings *settings)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < COLLECTOR_N_LDAP_FIELDS; i++)
    if (*settings->attributes[i] != '\0' && i < COLLECTOR_LDAP_CUSTOM_1)
      g_string_append_printf (names, " %s", collector_ldap_field_names[i]);
    else if (*settings->attributes[i] != '\0')
      g_string_append_printf (names, " custom[%u]", i - COLLECTOR_LDAP_CUSTOM_1);
  if (*settings->disabled_rule != '\0')
    g_string_append (names, " disabled");
  if (settings->rules->len > 0)
    g_string_append (names, " role scope");
  /* Who is in the answer works here: a run would bring back whom somebody ended. */
  g_string_append (names, " valid_from_ms valid_to_ms");
  g_string_erase (names, 0, 1);
  return g_string_free (names, FALSE);
}
