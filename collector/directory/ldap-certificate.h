/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-settings.h"

G_BEGIN_DECLS

/* Returns: (transfer none): the PEM file of those whom the settings trust. */
const char *collector_ldap_certificate_get_trusted (const CollectorLdapSettings *settings);

/* What is wrong with the certificate @der of the server at @url, in words, naming it: OpenLDAP's
 * library does not tell. Any thread that may be slow.
 * Returns: (transfer full) (nullable): NULL when nothing is found. */
char *collector_ldap_certificate_find_fault (const CollectorLdapSettings *settings,
                                             const char *url, const void *der, gsize n_bytes);

G_END_DECLS
