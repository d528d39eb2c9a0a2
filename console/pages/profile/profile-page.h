/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsoleProfilePage: what everybody keeps of themselves. Main thread. */
#define CONSOLE_TYPE_PROFILE_PAGE (console_profile_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleProfilePage, console_profile_page, CONSOLE, PROFILE_PAGE,
                      ConsoleEditorPage)

G_END_DECLS
