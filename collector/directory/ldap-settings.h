/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"
#include "shared/wire/json-read.h"
#include "shared/wire/json-write.h"

G_BEGIN_DECLS

/* How the directory server is reached and what its entries mean. */

/* A person's fields that an attribute may tell. */
typedef enum
{
  COLLECTOR_LDAP_USER_NAME,
  COLLECTOR_LDAP_FIRST_NAME,
  COLLECTOR_LDAP_LAST_NAME,
  COLLECTOR_LDAP_MAIL,
  COLLECTOR_LDAP_CUCM_USER_ID,
  COLLECTOR_LDAP_DEPARTMENT,
  COLLECTOR_LDAP_COST_CENTRE,
  COLLECTOR_LDAP_LOCATION,
  COLLECTOR_LDAP_MANAGER, /* a DN */
  COLLECTOR_LDAP_LINES,   /* every value is a number */
  COLLECTOR_LDAP_CUSTOM_1,
  COLLECTOR_LDAP_CUSTOM_10 = COLLECTOR_LDAP_CUSTOM_1 + 9,
  COLLECTOR_N_LDAP_FIELDS
} CollectorLdapField;

/* CollectorLdapRule: what the members of a group, over others too, may do and see. */
typedef struct
{
  char *group; /* DN */
  CollectorRole role;
  CollectorScope scope;
  char **names; /* of the scope's departments …; none: the person's own */
} CollectorLdapRule;

/* CollectorLdapSettings: texts are never NULL. One thread at a time. */
typedef struct
{
  gboolean enabled;
  char *url; /* ldap://HOST[:PORT] or ldaps://…; several by spaces, tried in order */
  gboolean starttls;
  char *ca_file; /* PEM; "" = what the machine trusts */
  char *bind_dn; /* "" = anonymous */
  char *bind_password; /* secret; not part of the JSON */
  char *base;
  char *filter;
  char *attributes[COLLECTOR_N_LDAP_FIELDS]; /* "" = not told */
  char *group_base; /* "" = base */
  GPtrArray *rules; /* CollectorLdapRule: the first that fits counts */
  char *disabled_rule; /* "ATTRIBUTE&BITS" or "ATTRIBUTE=VALUE"; "" = nobody is disabled */
  gint64 max_removed_percent;
  gint64 interval_minutes; /* 0 = only when told */
} CollectorLdapSettings;

/* Returns: (transfer full): the defaults. */
CollectorLdapSettings *collector_ldap_settings_new (void);
CollectorLdapSettings *collector_ldap_settings_copy (const CollectorLdapSettings *settings);
void collector_ldap_settings_free (CollectorLdapSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorLdapSettings, collector_ldap_settings_free)

/* Takes any subset of the members of @object. FALSE with BAD_ARGUMENT naming the field. */
gboolean collector_ldap_settings_apply (CollectorLdapSettings *settings,
                                        const TollJsonValue *object, GError **error);
/* Writes all but the password as members of an object that is open. */
void collector_ldap_settings_write (const CollectorLdapSettings *settings, TollJsonWriter *json);

/* Do they hold together? FALSE with BAD_ARGUMENT naming the field. */
gboolean collector_ldap_settings_check (const CollectorLdapSettings *settings, GError **error);

/* @data_path: where the password is kept. Any lane. Returns: (transfer full): as stored. */
CollectorLdapSettings *collector_ldap_settings_load (CollectorDb *db, const char *data_path,
                                                     GError **error);
/* Keeps all but the password, in the caller's transaction. */
gboolean collector_ldap_settings_store (CollectorDb *db, const CollectorLdapSettings *settings,
                                        GError **error);

/* Wire names of the fields the server alone changes, by spaces. Returns: (transfer full). */
char *collector_ldap_settings_dup_synced (const CollectorLdapSettings *settings);

G_END_DECLS
