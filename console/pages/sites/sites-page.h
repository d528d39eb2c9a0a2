/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsoleSitesPage: gateways, sites, and devices nobody has told of yet. Main thread. */
#define CONSOLE_TYPE_SITES_PAGE (console_sites_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleSitesPage, console_sites_page, CONSOLE, SITES_PAGE, ConsolePage)

G_END_DECLS
