/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "console/models/person-words.h"

G_BEGIN_DECLS

/* Schedules and their runs, as GET /schedules answers them, in words. Main thread. */

/* All end with an id of NULL. */
extern const ConsoleWord console_schedule_formats[];
extern const ConsoleWord console_schedule_units[];
extern const ConsoleWord console_schedule_places[]; /* "[[FILTER]]", and what will stand there */

/* All that people say of a schedule. Returns: (transfer full): "Every month on day 1 at 17:30". */
char *console_schedule_dup_when (JsonObject *schedule);
/* Returns: (transfer full): which report, and what it is of: "Phone Bill · Last month". */
char *console_schedule_dup_report (JsonObject *schedule);
/* Returns: (transfer full): "PDF to a@b.example, c@d.example". */
char *console_schedule_dup_what (JsonObject *schedule);
/* @run: (nullable): the newest. Returns: (transfer full): what came of it. */
char *console_schedule_dup_result (JsonObject *run, GTimeZone *zone);
/* Whether @run failed, or the mail server did not take it yet. */
gboolean console_schedule_run_is_bad (JsonObject *run);
/* Whether it was sent once, and that is all. */
gboolean console_schedule_is_over (JsonObject *schedule);

G_END_DECLS
