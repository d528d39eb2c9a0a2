/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/lanes.h"
#include "collector/store/settings.h"
#include "shared/base/clock.h"

G_BEGIN_DECLS

/* CollectorDirectoryJob: takes over the directory server's people as often as its settings say, on
 * a thread of its own. Settings count within half a minute. */
typedef struct _CollectorDirectoryJob CollectorDirectoryJob;

/* Runs that an earlier service left behind are closed first. @ledger and @settings outlive the job.
 * @settings, @clock: (nullable). Returns: (transfer full): NULL with DATABASE. */
CollectorDirectoryJob *collector_directory_job_new (CollectorLanes *ledger,
                                                    const CollectorSettings *settings,
                                                    const char *data_dir, const TollClock *clock,
                                                    GError **error);
/* Cancels a run that is under way, and waits for its end. */
void collector_directory_job_free (CollectorDirectoryJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDirectoryJob, collector_directory_job_free)

G_END_DECLS
