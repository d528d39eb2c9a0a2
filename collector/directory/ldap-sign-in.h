/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-settings.h"

G_BEGIN_DECLS

/* What the directory server says of a name and a password. */
typedef enum
{
  COLLECTOR_LDAP_RIGHT,
  COLLECTOR_LDAP_WRONG, /* or nobody of that name, or disabled there */
  COLLECTOR_LDAP_AWAY,  /* no answer within COLLECTOR_LDAP_QUICK_MS */
  COLLECTOR_LDAP_UNABLE, /* an answer that says neither: it will not be asked, or is not trusted */
} CollectorLdapVerdict;

/* CollectorLdapDoor: asks the server on threads of its own, a few at a time, so that one that hangs
 * holds nobody for longer than the limit, and only those who need it. Any thread. */
typedef struct _CollectorLdapDoor CollectorLdapDoor;

CollectorLdapDoor *collector_ldap_door_new (void);
/* Does not wait for tries that still hang. */
void collector_ldap_door_free (CollectorLdapDoor *door);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorLdapDoor, collector_ldap_door_free)

/* Seeks @user_name and binds as who was found. An empty password is always wrong.
 * @key: (nullable): the lasting id the entry must have; NULL: seek only, which takes as long and
 * answers WRONG: for names that nobody here has. */
CollectorLdapVerdict collector_ldap_door_try (CollectorLdapDoor *door,
                                              const CollectorLdapSettings *settings,
                                              const char *user_name, const char *key,
                                              const char *password);

/* TRUE when a try would not be let in now: the server hangs. */
gboolean collector_ldap_door_is_closed (CollectorLdapDoor *door);

/* Seeks @user_name and binds, on this thread. @limit_ms: of each answer. UNAUTHENTICATED when it is
 * not the right one. */
gboolean collector_ldap_check_password (const CollectorLdapSettings *settings,
                                        const char *user_name, const char *key,
                                        const char *password, guint limit_ms, GError **error);

G_END_DECLS
