/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleUnknownPage:
 * Extensions that make calls and belong to nobody: given to somebody, or to somebody new.
 */
#define CONSOLE_TYPE_UNKNOWN_PAGE (console_unknown_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleUnknownPage, console_unknown_page, CONSOLE, UNKNOWN_PAGE, ConsolePage)

/* Without a parameter. Returns: (transfer floating) */
ConsolePage *console_unknown_page_open (GVariant *parameter);

G_END_DECLS
