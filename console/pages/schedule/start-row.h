/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleStartRow:
 * A field with a day from a calendar and a time of the wall clock: "2026-01-31T08:00", in no zone.
 * Main thread.
 */
#define CONSOLE_TYPE_START_ROW (console_start_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleStartRow, console_start_row, CONSOLE, START_ROW, AdwActionRow)

G_END_DECLS
