/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsoleLdapRuns:
 * Takes the people of the directory server over, or only tells what that would do, and lists the
 * runs before. It works with the settings that are kept. Signal "done": people were taken over.
 * Main thread.
 */
#define CONSOLE_TYPE_LDAP_RUNS (console_ldap_runs_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleLdapRuns, console_ldap_runs, CONSOLE, LDAP_RUNS,
                      AdwPreferencesGroup)

/* Requests die with @cancellable, which is cancelled before the widget goes. */
void console_ldap_runs_start (ConsoleLdapRuns *self, ConsoleApiClient *client,
                              GCancellable *cancellable, GTimeZone *zone);
/* Asks for the list. */
void console_ldap_runs_load (ConsoleLdapRuns *self);
/* @reason: (nullable): why nothing can be taken over now. */
void console_ldap_runs_set_locked (ConsoleLdapRuns *self, const char *reason);

G_END_DECLS
