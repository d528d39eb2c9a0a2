/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/session.h"

G_BEGIN_DECLS

/* ConsoleNoticeBar:
 * The line that tells whoever signed in how calls are recorded and used, in the administrator's
 * words, until it is said to be understood; a new wording shows anew. Nothing without a notice.
 */
#define CONSOLE_TYPE_NOTICE_BAR (console_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleNoticeBar, console_notice_bar, CONSOLE, NOTICE_BAR, AdwBin)

void console_notice_bar_set_session (ConsoleNoticeBar *self, ConsoleSession *session);

G_END_DECLS
