/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/list-field.h"

G_BEGIN_DECLS

/* Which groups of the directory server give which role, in the order in which they are tried. */
extern const ConsoleListKind console_ldap_rules;

G_END_DECLS
