/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/dashboard/widget-zones.h"
#include "console/pages/page.h"

G_BEGIN_DECLS

#define DASHBOARD "/dashboard"

/* What can be done with a layout as a whole. Main thread. */

/* Returns: (transfer full): the menu of the dashboard: actions "board.full-screen",
 * "board.reset" and, for supervisors, "board.share"; for administrators "board.standard"
 * with a role. */
GMenuModel *console_dashboard_make_menu (const ConsoleMe *me);

/* Returns: (transfer full): the actions of that menu which need no more than the layout: "reset"
 * forgets the own one, with an offer to have it back; "standard" makes it what everybody of a role
 * begins with who laid out none; "share". Both must outlive their use. */
GSimpleActionGroup *console_dashboard_make_board (ConsolePage *page, ConsoleWidgetZones *zones);

G_END_DECLS
