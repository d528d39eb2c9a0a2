/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/date-row.h"

G_BEGIN_DECLS

/* One end of a period: a day from a calendar with a time of day beside it, in a zone. It keeps what
 * the clock shows when the zone changes. Main thread. */
typedef struct _ConsoleInstantRow ConsoleInstantRow;

/* @row: borrowed; outlives it. @is_end: midnight is 24:00 of the day before.
 * @edited: called with @data after somebody changed it. */
ConsoleInstantRow *console_instant_row_new (ConsoleDateRow *row, gboolean is_end,
                                            void (*edited) (gpointer data), gpointer data);
void console_instant_row_free (ConsoleInstantRow *self);
/* @zone: (transfer none) */
void console_instant_row_set_zone (ConsoleInstantRow *self, GTimeZone *zone);
/* -1 = none. */
void console_instant_row_set_ms (ConsoleInstantRow *self, gint64 at_ms);
/* -1 = none. What is no time of day counts as the begin of the day. */
gint64 console_instant_row_get_ms (ConsoleInstantRow *self);
/* Whether what was typed is a time of day. */
gboolean console_instant_row_is_right (ConsoleInstantRow *self);
/* Returns: (transfer none): what was typed as time of day. */
const char *console_instant_row_get_typed (ConsoleInstantRow *self);

G_END_DECLS
