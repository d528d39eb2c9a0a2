/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleLdapRule:
 * What the members of one group of the directory server may do and see: a row that unfolds.
 * Signals "edited", "raise" (it shall come before the rule above it) and "remove". Main thread.
 */
#define CONSOLE_TYPE_LDAP_RULE (console_ldap_rule_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleLdapRule, console_ldap_rule, CONSOLE, LDAP_RULE, AdwExpanderRow)

/* @object: (nullable): a rule as the collector gives it; NULL for a new one. */
ConsoleLdapRule *console_ldap_rule_new (JsonObject *object);
/* Returns: (transfer full) */
JsonObject *console_ldap_rule_dup_value (ConsoleLdapRule *self);
/* @member: which part is refused, "" for all; @text: (nullable): why. */
void console_ldap_rule_set_error (ConsoleLdapRule *self, const char *member, const char *text);
/* There is a rule above it. */
void console_ldap_rule_set_can_raise (ConsoleLdapRule *self, gboolean can);

G_END_DECLS
