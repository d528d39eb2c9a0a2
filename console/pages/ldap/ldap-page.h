/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsoleLdapPage:
 * How the directory server is reached and what its entries mean; trying it, and taking its people
 * over.
 */
#define CONSOLE_TYPE_LDAP_PAGE (console_ldap_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleLdapPage, console_ldap_page, CONSOLE, LDAP_PAGE, ConsoleEditorPage)

/* Without a parameter. Returns: (transfer floating) */
ConsolePage *console_ldap_page_open (GVariant *parameter);

G_END_DECLS
