/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/audit.h"
#include "collector/notify/letter.h"
#include "collector/reports/history.h"
#include "collector/store/schedule-store.h"
#include "collector/store/settings.h"

G_BEGIN_DECLS

/* A report as mail: run by the rights that its owner has now, written once for each language its
 * recipients read, with the file they are to have and the report itself in the mail. */

/* Places that subject and body of a schedule may have; NULL-terminated. */
extern const char *const collector_mailing_places[];

/* CollectorMailing: what came of it, before anything of it is kept. */
typedef struct
{
  CollectorScheduleState state; /* SENT = there are letters; EMPTY */
  gint64 n_rows;
  gint64 n_bytes;
  gint64 n_recipients;
  GPtrArray *letters;           /* of CollectorLetter */
  CollectorHistoryEntry *entry; /* (nullable): for the owner's history */
  CollectorAuditNote *note;     /* (nullable): for the access log, before anything is sent */
} CollectorMailing;

/* Runs @schedule for @viewer, its owner, on a lane for long tasks. @settings: as they hold now.
 * Returns: (transfer full): NULL with what keeps it from being sent: FORBIDDEN, BAD_ARGUMENT naming
 * what is not allowed (any more), PURPOSE_REQUIRED, TOO_LARGE, TIMEOUT; CANCELLED. */
CollectorMailing *collector_mailing_new (const CollectorSchedule *schedule,
                                         const CollectorViewer *viewer,
                                         const CollectorSettings *settings, CollectorDb *db,
                                         GError **error);
void collector_mailing_free (CollectorMailing *mailing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorMailing, collector_mailing_free)

/* Puts the letters into the outbox and the answer into the history, in the caller's transaction.
 * @run_id: of schedule_run. */
gboolean collector_mailing_put (CollectorMailing *mailing, gint64 run_id, CollectorDb *db,
                                GError **error);

G_END_DECLS
