/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsoleSecretRow:
 * Unfolds to change one's own password or PIN: the current one where it is asked for, the new one
 * twice. Sent by PUT and kept nowhere. Properties "path", "member" (of the new one) and
 * "asks-current". Signal "done". Main thread.
 */
#define CONSOLE_TYPE_SECRET_ROW (console_secret_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSecretRow, console_secret_row, CONSOLE, SECRET_ROW, AdwExpanderRow)

void console_secret_row_set_client (ConsoleSecretRow *self, ConsoleApiClient *client);

G_END_DECLS
