/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleResultPage:
 * What a report answered: its chart over its table, whose figures open the calls behind them; what
 * was counted, in words; and what can be done with it. Main thread.
 */
#define CONSOLE_TYPE_RESULT_PAGE (console_result_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleResultPage, console_result_page, CONSOLE, RESULT_PAGE, ConsolePage)

/* For "win.open-report", (sss): the report's id, a title ("" = the report's own), and a spec as
 * JSON ("" = what the report asks by itself). */
ConsolePage *console_result_page_open (GVariant *parameter);

G_END_DECLS
