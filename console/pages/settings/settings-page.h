/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsoleSettingsPage: every setting the collector has, by its table. Main thread. */
#define CONSOLE_TYPE_SETTINGS_PAGE (console_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSettingsPage, console_settings_page, CONSOLE, SETTINGS_PAGE,
                      ConsoleEditorPage)

G_END_DECLS
