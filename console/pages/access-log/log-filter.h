/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsoleLogFilter:
 * By what the access log is narrowed beside words: who looked, whose data, and from which day until
 * which. Signal "changed". Main thread.
 */
#define CONSOLE_TYPE_LOG_FILTER (console_log_filter_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleLogFilter, console_log_filter, CONSOLE, LOG_FILTER,
                      AdwPreferencesGroup)

/* People are looked for by @client; days are of @zone. Once. */
void console_log_filter_start (ConsoleLogFilter *self, ConsoleApiClient *client, GTimeZone *zone);
gboolean console_log_filter_is_clear (ConsoleLogFilter *self);
/* Adds its parameters to @path. */
void console_log_filter_append (ConsoleLogFilter *self, GString *path);

G_END_DECLS
