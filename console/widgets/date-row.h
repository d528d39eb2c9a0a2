/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleDateRow:
 * A field with a day, or none: the day's first instant in a time zone, in milliseconds, or null.
 * Property "none": words for no day.
 */
#define CONSOLE_TYPE_DATE_ROW (console_date_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleDateRow, console_date_row, CONSOLE, DATE_ROW, AdwActionRow)

/* At first: UTC. */
void console_date_row_set_zone (ConsoleDateRow *self, GTimeZone *zone);

G_END_DECLS
