/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-settings.h"

G_BEGIN_DECLS

/* Names on the wire, in the order of CollectorLdapField. */
extern const char *const collector_ldap_field_names[COLLECTOR_N_LDAP_FIELDS];

void collector_ldap_rule_free (gpointer rule);

G_END_DECLS
