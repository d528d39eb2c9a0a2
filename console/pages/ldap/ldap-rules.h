/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleLdapRules:
 * Which groups of the directory server give which role: one field of the form, an array in the
 * order in which the rules are tried. Main thread.
 */
#define CONSOLE_TYPE_LDAP_RULES (console_ldap_rules_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleLdapRules, console_ldap_rules, CONSOLE, LDAP_RULES,
                      AdwPreferencesGroup)

G_END_DECLS
