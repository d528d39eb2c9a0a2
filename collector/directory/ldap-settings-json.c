/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings of the directory server as JSON, both ways: on the wire and in the ledger alike.
 */
#include "config.h"

#include "collector/directory/ldap-settings-private.h"

#include "collector/directory/secrets.h"
#include "shared/base/error.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_TEXT 4096
#define MAX_RULES 200

static const char *const known[]
    = { "enabled",    "url",        "starttls",    "ca_file",       "bind_dn",
        "base",       "filter",     "attributes",  "group_base",    "group_rules",
        "disabled_rule", "max_removed_percent",    "interval_minutes", "bind_password", NULL };

/* A text without control characters and without spaces around it; absent: as it was. */
static gboolean
take_text (const TollJsonValue *object, const char *path, const char *name, char **text,
           GError **error)
{
  const char *given = NULL;
  g_autofree char *field = NULL;

  if (!toll_json_allow_text (object, path, name, &given, error))
    return FALSE;
  if (given == NULL)
    return TRUE;
  for (const char *p = given; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) || p - given > MAX_TEXT)
      {
        field = *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);
        toll_error_set_field (error, field, "one line of at most %d bytes", MAX_TEXT);
        return FALSE;
      }
  g_free (*text);
  *text = g_strstrip (g_strdup (given));
  return TRUE;
}

static gboolean
take_bool (const TollJsonValue *object, const char *name, gboolean *flag, GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (object, name);

  if (value != NULL && toll_json_value_get_kind (value) != TOLL_JSON_BOOL)
    {
      toll_error_set_field (error, name, "must be true or false");
      return FALSE;
    }
  if (value != NULL)
    *flag = toll_json_value_get_bool (value);
  return TRUE;
}

static gboolean
take_int (const TollJsonValue *object, const char *name, gint64 min, gint64 max, gint64 *figure,
          GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (object, name);

  if (value != NULL
      && (toll_json_value_get_kind (value) != TOLL_JSON_INT
          || toll_json_value_get_int (value) < min || toll_json_value_get_int (value) > max))
    {
      toll_error_set_field (error, name,
                            "must be a whole number from %" G_GINT64_FORMAT
                            " to %" G_GINT64_FORMAT,
                            min, max);
      return FALSE;
    }
  if (value != NULL)
    *figure = toll_json_value_get_int (value);
  return TRUE;
}

static gboolean
take_attributes (CollectorLdapSettings *settings, const TollJsonValue *object, GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (object, "attributes");
  const char *names[COLLECTOR_N_LDAP_FIELDS + 1] = { NULL };

  if (value == NULL)
    return TRUE;
  memcpy (names, collector_ldap_field_names, sizeof collector_ldap_field_names);
  if (!toll_json_check_members (value, "attributes", names, error))
    return FALSE;
  for (guint i = 0; i < COLLECTOR_N_LDAP_FIELDS; i++)
    if (!take_text (value, "attributes", names[i], &settings->attributes[i], error))
      return FALSE;
  return TRUE;
}

/* Names of departments and the like. Returns: (transfer full) (nullable). */
static char **
read_names (const TollJsonValue *scope, GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (scope, "names");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; value != NULL && i < toll_json_value_get_length (value); i++)
    {
      const TollJsonValue *name = toll_json_value_get_element (value, i);

      if (toll_json_value_get_kind (name) != TOLL_JSON_TEXT
          || *toll_json_value_get_text (name) == '\0')
        {
          toll_error_set_field (error, "scope.names", "names are expected");
          return NULL;
        }
      g_ptr_array_add (names, g_strstrip (g_strdup (toll_json_value_get_text (name))));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static gboolean
fill_scope (CollectorLdapRule *rule, const TollJsonValue *object, GError **error)
{
  static const char *const members[] = { "kind", "names", NULL };
  static const CollectorScope usual[COLLECTOR_N_ROLES]
      = { COLLECTOR_SCOPE_OWN, COLLECTOR_SCOPE_DEPARTMENTS, COLLECTOR_SCOPE_ALL };
  const TollJsonValue *scope = toll_json_value_get_member (object, "scope");
  const char *kind = NULL;

  rule->scope = usual[rule->role];
  if (scope != NULL
      && (!toll_json_check_members (scope, "scope", members, error)
          || !toll_json_allow_text (scope, "scope", "kind", &kind, error)))
    return FALSE;
  if (kind != NULL && !collector_scope_from_name (kind, &rule->scope))
    {
      toll_error_set_field (error, "scope.kind",
                            "must be own, departments, cost_centres, locations or all");
      return FALSE;
    }
  if (rule->role == COLLECTOR_ROLE_USER && rule->scope != COLLECTOR_SCOPE_OWN)
    {
      toll_error_set_field (error, "scope.kind", "users see their own calls");
      return FALSE;
    }
  rule->names = read_names (scope, error);
  return rule->names != NULL;
}

static gboolean
fill_rule (CollectorLdapRule *rule, const TollJsonValue *object, GError **error)
{
  static const char *const members[] = { "group", "role", "scope", NULL };
  const char *role;

  if (!toll_json_check_members (object, "", members, error)
      || !take_text (object, "", "group", &rule->group, error)
      || !toll_json_require_text (object, "", "role", &role, error))
    return FALSE;
  if (rule->group == NULL || *rule->group == '\0')
    toll_error_set_field (error, "group", "the group's DN is wanting");
  else if (!collector_role_from_name (role, &rule->role))
    toll_error_set_field (error, "role", "must be user, supervisor or administrator");
  else
    return fill_scope (rule, object, error);
  return FALSE;
}

static gboolean
take_rules (CollectorLdapSettings *settings, const TollJsonValue *object, GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (object, "group_rules");

  if (value == NULL)
    return TRUE;
  if (toll_json_value_get_kind (value) != TOLL_JSON_ARRAY
      || toll_json_value_get_length (value) > MAX_RULES)
    {
      toll_error_set_field (error, "group_rules", "must be a list of at most %d", MAX_RULES);
      return FALSE;
    }
  g_ptr_array_set_size (settings->rules, 0);
  for (guint i = 0; i < toll_json_value_get_length (value); i++)
    {
      CollectorLdapRule *rule = g_new0 (CollectorLdapRule, 1);

      g_ptr_array_add (settings->rules, rule);
      if (!fill_rule (rule, toll_json_value_get_element (value, i), error))
        return toll_error_prefix_field (error, "group_rules[%u].", i);
    }
  return TRUE;
}

/* The one text that is not stripped. */
static gboolean
take_password (CollectorLdapSettings *settings, const TollJsonValue *object, GError **error)
{
  const char *given = NULL;

  if (!toll_json_allow_text (object, "", "bind_password", &given, error))
    return FALSE;
  if (given != NULL && strpbrk (given, "\r\n") != NULL)
    {
      toll_error_set_field (error, "bind_password", "one line is expected");
      return FALSE;
    }
  if (given != NULL)
    {
      collector_secret_free (settings->bind_password);
      settings->bind_password = g_strdup (given);
    }
  return TRUE;
}

gboolean
collector_ldap_settings_apply (CollectorLdapSettings *settings, const TollJsonValue *object,
                               GError **error)
{
  const struct
  {
    const char *name;
    char **text;
  } texts[] = {
    { "url", &settings->url },           { "ca_file", &settings->ca_file },
    { "bind_dn", &settings->bind_dn },   { "base", &settings->base },
    { "filter", &settings->filter },     { "group_base", &settings->group_base },
    { "disabled_rule", &settings->disabled_rule },
  };

  if (!toll_json_check_members (object, "", known, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!take_text (object, "", texts[i].name, texts[i].text, error))
      return FALSE;
  return take_bool (object, "enabled", &settings->enabled, error)
         && take_bool (object, "starttls", &settings->starttls, error)
         && take_int (object, "max_removed_percent", 0, 100, &settings->max_removed_percent, error)
         && take_int (object, "interval_minutes", 0, 10080, &settings->interval_minutes, error)
         && take_attributes (settings, object, error) && take_rules (settings, object, error)
         && take_password (settings, object, error);
}

static void
write_rules (const CollectorLdapSettings *settings, TollJsonWriter *json)
{
  toll_json_begin_array (json, "group_rules");
  for (guint i = 0; i < settings->rules->len; i++)
    {
      const CollectorLdapRule *rule = g_ptr_array_index (settings->rules, i);

      toll_json_begin_object (json, NULL);
      toll_json_add_text (json, "group", rule->group);
      toll_json_add_text (json, "role", collector_role_to_name (rule->role));
      toll_json_begin_object (json, "scope");
      toll_json_add_text (json, "kind", collector_scope_to_name (rule->scope));
      toll_json_begin_array (json, "names");
      for (guint j = 0; rule->names[j] != NULL; j++)
        toll_json_add_text (json, NULL, rule->names[j]);
      toll_json_end_array (json);
      toll_json_end_object (json);
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
}

void
collector_ldap_settings_write (const CollectorLdapSettings *settings, TollJsonWriter *json)
{
  toll_json_add_bool (json, "enabled", settings->enabled);
  toll_json_add_text (json, "url", settings->url);
  toll_json_add_bool (json, "starttls", settings->starttls);
  toll_json_add_text (json, "ca_file", settings->ca_file);
  toll_json_add_text (json, "bind_dn", settings->bind_dn);
  toll_json_add_text (json, "base", settings->base);
  toll_json_add_text (json, "filter", settings->filter);
  toll_json_begin_object (json, "attributes");
  for (guint i = 0; i < COLLECTOR_N_LDAP_FIELDS; i++)
    toll_json_add_text (json, collector_ldap_field_names[i], settings->attributes[i]);
  toll_json_end_object (json);
  toll_json_add_text (json, "group_base", settings->group_base);
  write_rules (settings, json);
  toll_json_add_text (json, "disabled_rule", settings->disabled_rule);
  toll_json_add_int (json, "max_removed_percent", settings->max_removed_percent);
  toll_json_add_int (json, "interval_minutes", settings->interval_minutes);
}
