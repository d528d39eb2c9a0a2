/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of pages. It makes none: the shell does, at the first visit. */

#include "config.h"
#include "console/pages/page-registry.h"

#include <glib/gi18n.h>

#include "console/pages/home/home-page.h"

const ConsolePageRow console_page_registry[] = {
  { "home", CONSOLE_SECTION_ANALYTICS, N_ ("Home"), "toll-home-symbolic", console_home_page_get_type,
    NULL },
};

const guint console_page_registry_length = G_N_ELEMENTS (console_page_registry);

static const char *const section_titles[] = {
  [CONSOLE_SECTION_ANALYTICS] = N_ ("Analytics"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (section_titles) == CONSOLE_N_SECTIONS);

const char *
console_section_get_title (ConsoleSection section)
{
  return section_titles[section];
}

gboolean
console_page_row_is_allowed (const ConsolePageRow *row, const ConsoleMe *me)
{
  return row->allowed == NULL || row->allowed (me);
}
