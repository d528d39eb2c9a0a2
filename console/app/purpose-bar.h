/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/purpose.h"

G_BEGIN_DECLS

/* ConsolePurposeBar: shows the purpose while one holds, with a button to change it. Main thread. */
#define CONSOLE_TYPE_PURPOSE_BAR (console_purpose_bar_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePurposeBar, console_purpose_bar, CONSOLE, PURPOSE_BAR, AdwBin)

void console_purpose_bar_set_purpose (ConsolePurposeBar *self, ConsolePurpose *purpose);

G_END_DECLS
