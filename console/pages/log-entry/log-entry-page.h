/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleLogEntryPage: one entry of the access log, whole and in words. Main thread. */
#define CONSOLE_TYPE_LOG_ENTRY_PAGE (console_log_entry_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleLogEntryPage, console_log_entry_page, CONSOLE, LOG_ENTRY_PAGE,
                      ConsolePage)

/* @parameter: "s", the entry as GET /access-log gave it, in JSON. */
ConsolePage *console_log_entry_page_open (GVariant *parameter);

G_END_DECLS
