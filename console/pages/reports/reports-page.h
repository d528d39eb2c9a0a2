/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleReportsPage:
 * The catalogue of reports: one's own first, then by category, to be searched; beside it what the
 * chosen one asks, shows, and looks like. Main thread.
 */
#define CONSOLE_TYPE_REPORTS_PAGE (console_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleReportsPage, console_reports_page, CONSOLE, REPORTS_PAGE, ConsolePage)

G_END_DECLS
