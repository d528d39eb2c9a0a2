/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsolePrivateRulesPage: what makes anybody's calls private. Main thread. */
#define CONSOLE_TYPE_PRIVATE_RULES_PAGE (console_private_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePrivateRulesPage, console_private_rules_page, CONSOLE, PRIVATE_RULES_PAGE,
                      ConsoleEditorPage)

/* @parameter: NULL. */
ConsolePage *console_private_rules_page_open (GVariant *parameter);

G_END_DECLS
