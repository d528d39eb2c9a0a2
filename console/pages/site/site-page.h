/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsoleSitePage: the editor of one site and its number plan. Main thread. */
#define CONSOLE_TYPE_SITE_PAGE (console_site_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSitePage, console_site_page, CONSOLE, SITE_PAGE, ConsoleEditorPage)

/* @parameter: s: id, "" for a new one. */
ConsolePage *console_site_page_open (GVariant *parameter);

G_END_DECLS
