/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsoleSchedulePage:
 * The editor of a schedule: what is sent to whom, and when, with the next runs as one types. Main
 * thread.
 */
#define CONSOLE_TYPE_SCHEDULE_PAGE (console_schedule_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSchedulePage, console_schedule_page, CONSOLE, SCHEDULE_PAGE,
                      ConsoleEditorPage)

/* @parameter: its id. */
ConsolePage *console_schedule_page_open (GVariant *parameter);
/* @parameter: (sss): id of the report, what it is called, and its spec. */
ConsolePage *console_schedule_page_open_new (GVariant *parameter);

G_END_DECLS
