/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleCallsPage:
 * All calls that match one filter, newest first, however many: what a tile, a short cut or a bold
 * number opens. A row opens its call.
 */
#define CONSOLE_TYPE_CALLS_PAGE (console_calls_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleCallsPage, console_calls_page, CONSOLE, CALLS_PAGE, ConsolePage)

/* "(ssb)": title, a filter of GET /calls as JSON text, whether only one's own calls.
 * Returns: (transfer floating) */
ConsolePage *console_calls_page_open (GVariant *parameter);
/* "(ss)": the id of a call and the text of its number, whose calls these are. */
ConsolePage *console_calls_page_open_number (GVariant *parameter);

G_END_DECLS
