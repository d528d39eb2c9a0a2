/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleOptionsPage:
 * What a report shall ask: of which calls, shown how; how many calls match is said while it is
 * edited. Run opens the result. Main thread.
 */
#define CONSOLE_TYPE_OPTIONS_PAGE (console_options_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleOptionsPage, console_options_page, CONSOLE, OPTIONS_PAGE, ConsolePage)

/* For "win.open-report-options", (sss): the report's id, a title ("" = the report's own), and a
 * spec as JSON to begin with ("" = what the report asks by itself). */
ConsolePage *console_options_page_open (GVariant *parameter);
/* For "win.open-schedule-options", (ssss): the same of what a schedule asks, and its id: they are kept
 * there, and other pages told of a changed "schedule". */
ConsolePage *console_options_page_open_of_schedule (GVariant *parameter);

G_END_DECLS
