/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleDashboardPage:
 * One's widgets in three zones, as the collector keeps them: added from a gallery, dragged or moved
 * by keyboard, minimised, changed, closed and brought back. New calls change the widgets they count
 * in. Main thread. */
#define CONSOLE_TYPE_DASHBOARD_PAGE (console_dashboard_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDashboardPage, console_dashboard_page, CONSOLE, DASHBOARD_PAGE,
                      ConsolePage)

G_END_DECLS
