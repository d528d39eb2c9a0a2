/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* CollectorLdap: one connection to the directory server. Blocking, so only on threads that may be
 * slow; one thread at a time. No wait for one answer is longer than its limit. Errors: TIMEOUT (no
 * answer in time), BUSY (cannot be reached, or does not want to), UNAUTHENTICATED (wrong name or
 * password), NOT_FOUND, CANCELLED, TOO_LARGE (the server cut its answer), FAILED. */
typedef struct _CollectorLdap CollectorLdap;

#define COLLECTOR_LDAP_QUICK_MS 5000 /* somebody waits */
#define COLLECTOR_LDAP_PATIENT_MS 30000

/* Connects, encrypted as the settings say; the certificate must be trusted and be the host's.
 * @limit_ms: for each answer. @cancellable: (nullable). Both are borrowed as long as the connection
 * lives. */
CollectorLdap *collector_ldap_open (const CollectorLdapSettings *settings, guint limit_ms,
                                    GCancellable *cancellable, GError **error);
void collector_ldap_close (CollectorLdap *ldap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorLdap, collector_ldap_close)

/* Binds as @dn; never with a name and an empty password, which servers take for an anonymous bind
 * and answer with success. */
gboolean collector_ldap_bind (CollectorLdap *ldap, const char *dn, const char *password,
                              GError **error);
/* Binds as the settings say. */
gboolean collector_ldap_bind_service (CollectorLdap *ldap, const CollectorLdapSettings *settings,
                                      GError **error);

/* CollectorLdapEntry: one entry of an answer. Lives until the function returns it was handed to. */
typedef struct _CollectorLdapEntry CollectorLdapEntry;

/* Returns: FALSE with an error to stop. */
typedef gboolean (*CollectorLdapEntryFunc) (const CollectorLdapEntry *entry, gpointer data,
                                            GError **error);

/* Asks for all below and at @base, page by page. @attributes: NULL-terminated.
 * An answer that is not whole is an error, whatever came before it. */
gboolean collector_ldap_search (CollectorLdap *ldap, const char *base, const char *filter,
                                const char *const *attributes, CollectorLdapEntryFunc func,
                                gpointer data, GError **error);
/* References to other servers that searches passed over so far: nobody there is asked, and told the
 * password. @first: (out): (nullable): where the first leads to; the connection's. */
guint collector_ldap_get_passed_over (const CollectorLdap *ldap, const char **first);
/* @exists: (out): is there an entry @dn, and may it be seen? */
gboolean collector_ldap_look_up (CollectorLdap *ldap, const char *dn, gboolean *exists,
                                 GError **error);
/* Is it an Active Directory? */
gboolean collector_ldap_is_active_directory (CollectorLdap *ldap, gboolean *is_one,
                                             GError **error);

/* Returns: (transfer full). */
char *collector_ldap_entry_dup_dn (const CollectorLdapEntry *entry);
/* Returns: (transfer full): the values that are UTF-8 texts, in their order. */
char **collector_ldap_entry_list (const CollectorLdapEntry *entry, const char *attribute);
/* Returns: (transfer full) (nullable): the entry's lasting id: entryUUID, or objectGUID in
 * hexadecimal; they must have been asked for. */
char *collector_ldap_entry_dup_key (const CollectorLdapEntry *entry);

/* Returns: (transfer full): @dn so that equal DNs are equal texts. */
char *collector_ldap_fold_dn (const char *dn);
/* Is @text fit to be a DN, whether or not it is anybody's? */
gboolean collector_ldap_is_dn (const char *text);
/* Returns: (transfer full): @text as a value within a filter (RFC 4515). */
char *collector_ldap_escape (const char *text);

G_END_DECLS
