/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/dashboard/widget-zones.h"
#include "console/pages/page.h"

G_BEGIN_DECLS

#define DASHBOARD "/dashboard"

/* What can be done with a layout as a whole. Main thread. */

/* Returns: (transfer full): the menu of the dashboard: actions "dashboard.full-screen",
 * "dashboard.reset" and, for supervisors, "dashboard.share"; for administrators "dashboard.standard"
 * with a role. */
GMenuModel *console_dashboard_make_menu (const ConsoleMe *me);

/* Forgets the own layout, with an offer to have it back; @page asks again. */
void console_dashboard_reset (ConsolePage *page, ConsoleWidgetZones *zones);
/* Makes the layout what everybody of @role begins with who laid out none. */
void console_dashboard_make_standard (ConsolePage *page, ConsoleWidgetZones *zones,
                                      const char *role);

G_END_DECLS
