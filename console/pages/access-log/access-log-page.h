/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleAccessLogPage: who looked at whose calls, and whether the log is whole. Main thread. */
#define CONSOLE_TYPE_ACCESS_LOG_PAGE (console_access_log_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleAccessLogPage, console_access_log_page, CONSOLE, ACCESS_LOG_PAGE,
                      ConsolePage)

G_END_DECLS
