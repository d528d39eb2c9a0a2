/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/notify/mailer.h"
#include "collector/store/settings.h"

G_BEGIN_DECLS

/* CollectorScheduler: runs what is due, one after the other: the report on a lane for long tasks,
 * then the access log, then run, mails and the next time in one transaction. A process that dies
 * before that transaction runs it again, after it never: nothing is lost and nothing leaves twice.
 * What came due more than once meanwhile runs once. Main thread. */
typedef struct _CollectorScheduler CollectorScheduler;

/* Borrowed members outlive the scheduler. */
typedef struct
{
  CollectorLanes *lanes;
  CollectorLanes *access_log;
  const CollectorSettings *settings; /* (nullable): what stands over the database's */
  const TollClock *clock;            /* (nullable) */
  CollectorMailer *mailer;           /* (nullable): who is woken */
  guint look_every_ms;               /* 0 = a second */
} CollectorSchedulerOptions;

CollectorScheduler *collector_scheduler_new (const CollectorSchedulerOptions *options);
/* Breaks off what is under way and waits for its end. Before the lanes and the mailer go. */
void collector_scheduler_free (CollectorScheduler *scheduler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorScheduler, collector_scheduler_free)

G_END_DECLS
