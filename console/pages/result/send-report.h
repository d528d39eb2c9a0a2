/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* Over @widget: asks for addresses, file, subject and message, sends the report @report_id (as
 * @spec asks it, called @name) and says what the mail server answered. Main thread. */
void console_send_report_present (GtkWidget *widget, ConsoleApiClient *client,
                                  const char *report_id, const char *name, JsonObject *spec,
                                  const char *zone);

G_END_DECLS
