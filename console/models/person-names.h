/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsolePersonNames:
 * People's names by their ids, asked for one by one where somebody looks at them. Signal "learned":
 * a name is known that was not. Main thread; requests die with it.
 */
#define CONSOLE_TYPE_PERSON_NAMES (console_person_names_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePersonNames, console_person_names, CONSOLE, PERSON_NAMES, GObject)

ConsolePersonNames *console_person_names_new (ConsoleApiClient *client);
/* Returns: (transfer none) (nullable): NULL while it is not known; it is asked for then. */
const char *console_person_names_lookup (ConsolePersonNames *self, const char *id);
/* @ids: "3 17". Returns: (transfer full): the names of the first @max of them that are known, with
 * commas between them; "" for none. */
char *console_person_names_dup_list (ConsolePersonNames *self, const char *ids, guint max);

G_END_DECLS
