/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/lanes.h"

G_BEGIN_DECLS

/* CollectorLongLanes: threads for questions that may take long, each with a reading connection of
 * its own and less of the processor than everything else, so that what is due at once is not held
 * up. Bounded: few run at once, fewer of one person, and the queue has an end. Who has least under
 * way is next. Inside collector/store; others use collector_lanes_run_long(). */
typedef struct _CollectorLongLanes CollectorLongLanes;

/* Returns: (transfer full): NULL with DATABASE. */
CollectorLongLanes *collector_long_lanes_new (const char *path, GError **error);
/* Breaks off what runs; what waits is answered CANCELLED. */
void collector_long_lanes_free (CollectorLongLanes *lanes);
/* See collector_lanes_run_long(). */
gboolean collector_long_lanes_run (CollectorLongLanes *lanes, const CollectorLongTask *task,
                                   GError **error);

G_END_DECLS
