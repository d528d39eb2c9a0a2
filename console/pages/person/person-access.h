/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsolePersonAccess:
 * What an administrator does at once about somebody's way in: another password, another PIN, all
 * sessions ended. Nothing of it waits for a save. Main thread.
 */
#define CONSOLE_TYPE_PERSON_ACCESS (console_person_access_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePersonAccess, console_person_access, CONSOLE, PERSON_ACCESS,
                      AdwPreferencesGroup)

/* @person: as the collector gives it. */
void console_person_access_show (ConsolePersonAccess *self, ConsoleApiClient *client,
                                 JsonObject *person);

G_END_DECLS
