/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsoleMaskRulesPage: how many digits of numbers are hidden from whom. Main thread. */
#define CONSOLE_TYPE_MASK_RULES_PAGE (console_mask_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleMaskRulesPage, console_mask_rules_page, CONSOLE, MASK_RULES_PAGE,
                      ConsoleEditorPage)

/* @parameter: NULL. */
ConsolePage *console_mask_rules_page_open (GVariant *parameter);

G_END_DECLS
