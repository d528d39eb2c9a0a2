/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleHomePage:
 * The first page: the last calls as they happen, the month's figures, and short cuts to reports.
 * How many calls, and whose, is remembered.
 */
#define CONSOLE_TYPE_HOME_PAGE (console_home_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleHomePage, console_home_page, CONSOLE, HOME_PAGE, ConsolePage)

G_END_DECLS
