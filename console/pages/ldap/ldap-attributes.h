/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleLdapAttributes:
 * Which attribute of the directory server tells which field of a person: one field of the form, an
 * object of texts. Main thread.
 */
#define CONSOLE_TYPE_LDAP_ATTRIBUTES (console_ldap_attributes_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleLdapAttributes, console_ldap_attributes, CONSOLE, LDAP_ATTRIBUTES,
                      AdwPreferencesGroup)

/* @titles: (nullable): what the company calls its own fields, of GET /custom-fields. */
void console_ldap_attributes_set_titles (ConsoleLdapAttributes *self, JsonArray *titles);

G_END_DECLS
