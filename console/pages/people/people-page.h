/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsolePeoplePage:
 * Who is in the directory: a list of any length to search, filter and sort; a row opens the
 * person. Administrators add people from here, and go to import, export, groups, unknown
 * extensions and the directory server.
 */
#define CONSOLE_TYPE_PEOPLE_PAGE (console_people_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePeoplePage, console_people_page, CONSOLE, PEOPLE_PAGE, ConsolePage)

/* The people of one group. @parameter: (sss): title, parameter of GET /people ("department"), id. */
ConsolePage *console_people_page_open_group (GVariant *parameter);

G_END_DECLS
