/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsoleLdapTrial:
 * Tries the way to the directory server and shows what each step came to. Signals "ask" (somebody
 * wants it: answered by console_ldap_trial_run()) and "refused" (GError *error: what was typed in
 * the settings cannot be tried, or the collector did not answer). Main thread.
 */
#define CONSOLE_TYPE_LDAP_TRIAL (console_ldap_trial_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleLdapTrial, console_ldap_trial, CONSOLE, LDAP_TRIAL,
                      AdwPreferencesGroup)

/* @settings: (transfer none): what differs from the settings that are kept. The request dies with
 * @cancellable, which is cancelled before the widget goes. */
void console_ldap_trial_run (ConsoleLdapTrial *self, ConsoleApiClient *client,
                             JsonObject *settings, GCancellable *cancellable);

G_END_DECLS
