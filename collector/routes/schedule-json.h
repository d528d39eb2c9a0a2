/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/request.h"
#include "collector/store/schedule-store.h"
#include "collector/store/settings.h"
#include "shared/wire/json-write.h"

G_BEGIN_DECLS

/* A schedule as JSON. */

/* Numbers in somebody else's are hidden from who sees less than all of them whole.
 * @now_ms: what its next runs are told after. */
void collector_schedule_json_write (TollJsonWriter *json, const CollectorSchedule *schedule,
                                    const CollectorViewer *viewer, gint64 now_ms);
/* @name: (nullable): of the member; null for a run that was none. */
void collector_schedule_json_write_run (TollJsonWriter *json, const char *name,
                                        const CollectorScheduleRun *run);

/* Puts what @body says into @schedule, of which what is not said stays; texts are the body's or in
 * @arena. Looks whether the request's viewer may have it sent so.
 * @settings: as they hold now. Returns: FALSE with BAD_ARGUMENT naming the member, FORBIDDEN for a
 * report above the viewer's role. */
gboolean collector_schedule_json_read (CollectorRequest *request, CollectorDb *db,
                                       const CollectorSettings *settings,
                                       const TollJsonValue *body, TollArena *arena,
                                       CollectorSchedule *schedule, GError **error);

G_END_DECLS
