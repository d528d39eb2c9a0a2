/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* ConsolePeopleImportPage: a CSV file of people, looked at before anything of it is stored: which
 * column is which, what would change, what is refused and why. Main thread. */
#define CONSOLE_TYPE_PEOPLE_IMPORT_PAGE (console_people_import_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePeopleImportPage, console_people_import_page, CONSOLE,
                      PEOPLE_IMPORT_PAGE, ConsolePage)

/* For the action win.open-people-import. */
ConsolePage *console_people_import_page_open (GVariant *parameter);

G_END_DECLS
