/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/session.h"
#include "console/pages/dashboard/widget-zones.h"

G_BEGIN_DECLS

/* ConsoleFullScreen:
 * The cards of a dashboard over the whole screen, to be read from afar: four at a time, one page
 * after the other, without controls. It shows what the cards show, as they change. Escape and F11
 * close it; it goes with the page that it came from. Main thread.
 */
#define CONSOLE_TYPE_FULL_SCREEN (console_full_screen_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleFullScreen, console_full_screen, CONSOLE, FULL_SCREEN, AdwWindow)

/* Shows it over the window of @page. Returns: (transfer none): lives until it is closed. */
ConsoleFullScreen *console_full_screen_present (GtkWidget *page, ConsoleSession *session,
                                                ConsoleWidgetZones *zones);
/* F11 activates @action of @page, wherever in its window the keys go, while @page shows. */
void console_full_screen_add_key (GtkWidget *page, const char *action);
/* Other cards stand there now. */
void console_full_screen_fill (ConsoleFullScreen *self, ConsoleWidgetZones *zones);

G_END_DECLS
