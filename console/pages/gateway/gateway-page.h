/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsoleGatewayPage: the editor of one gateway. Main thread. */
#define CONSOLE_TYPE_GATEWAY_PAGE (console_gateway_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleGatewayPage, console_gateway_page, CONSOLE, GATEWAY_PAGE,
                      ConsoleEditorPage)

/* @parameter: (ss): id, "" for a new one, and that one's device name. */
ConsolePage *console_gateway_page_open (GVariant *parameter);

G_END_DECLS
