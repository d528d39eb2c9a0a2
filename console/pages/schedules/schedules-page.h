/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleSchedulesPage:
 * The reports that are sent by the clock: one's own, and for administrators all.
 */
#define CONSOLE_TYPE_SCHEDULES_PAGE (console_schedules_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSchedulesPage, console_schedules_page, CONSOLE, SCHEDULES_PAGE,
                      ConsolePage)

G_END_DECLS
