/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleCallPage:
 * One call whole: who, with whom, when; its journey; its price step by step; its quality; and the
 * records it was made from.
 */
#define CONSOLE_TYPE_CALL_PAGE (console_call_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleCallPage, console_call_page, CONSOLE, CALL_PAGE, ConsolePage)

/* "s": the id of the call. Returns: (transfer floating) */
ConsolePage *console_call_page_open (GVariant *parameter);

G_END_DECLS
