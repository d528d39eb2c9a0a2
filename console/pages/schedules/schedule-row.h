/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One schedule in the list: whether it is active, what it is, its last run and its next. Activates
 * "schedules.enable" (sb), "schedules.run" (s) and "schedules.remove" (s) with its id. Main
 * thread.
 */
#define CONSOLE_TYPE_SCHEDULE_ROW (console_schedule_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleScheduleRow, console_schedule_row, CONSOLE, SCHEDULE_ROW,
                      AdwPreferencesRow)

/* @zone: in which its times are shown; @show_owner: to whom it belongs, too. */
void console_schedule_row_set (ConsoleScheduleRow *self, JsonObject *schedule, GTimeZone *zone,
                               gboolean show_owner);
/* Returns: (transfer none) (nullable) */
JsonObject *console_schedule_row_get (ConsoleScheduleRow *self);
/* All of it below each other. */
void console_schedule_row_set_narrow (ConsoleScheduleRow *self, gboolean is_narrow);

G_END_DECLS
