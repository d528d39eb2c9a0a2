/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsolePrivacyPage: what the company's agreement on privacy asks for. Main thread. */
#define CONSOLE_TYPE_PRIVACY_PAGE (console_privacy_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePrivacyPage, console_privacy_page, CONSOLE, PRIVACY_PAGE,
                      ConsoleEditorPage)

/* @parameter: NULL. */
ConsolePage *console_privacy_page_open (GVariant *parameter);

G_END_DECLS
