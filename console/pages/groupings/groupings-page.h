/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleGroupingsPage:
 * Departments, cost centres and locations: how many people each has, to be opened, renamed, merged
 * into another and removed.
 */
#define CONSOLE_TYPE_GROUPINGS_PAGE (console_groupings_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleGroupingsPage, console_groupings_page, CONSOLE, GROUPINGS_PAGE,
                      ConsolePage)

/* @parameter: which of them shows first: "departments", "cost-centres" or "locations".
 * Returns: (transfer floating) */
ConsolePage *console_groupings_page_open (GVariant *parameter);

G_END_DECLS
