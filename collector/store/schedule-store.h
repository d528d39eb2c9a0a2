/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"
#include "shared/base/arena.h"
#include "shared/model/schedule.h"

G_BEGIN_DECLS

/* Reports that are sent by the clock, and the ledger of what came of each time. An owner sees the
 * own ones, administrators all. What changes something runs on the writer's lane, in the caller's
 * transaction. */

/* Stored as figures: append only. */
typedef enum
{
  COLLECTOR_SCHEDULE_SENT,    /* in the ledger: to the outbox; as it is told: the server has it all */
  COLLECTOR_SCHEDULE_EMPTY,   /* there was nothing to report, and nothing was sent */
  COLLECTOR_SCHEDULE_FAILED,
  COLLECTOR_SCHEDULE_WAITING, /* only told: the mail server has not taken it yet */
  COLLECTOR_N_SCHEDULE_STATES
} CollectorScheduleState;

/* "sent", "empty" ...: static. */
const char *collector_schedule_state_to_name (CollectorScheduleState state);

/* CollectorScheduleRun: texts are never NULL. */
typedef struct
{
  gint64 id; /* 0 = none */
  gint64 schedule_id;
  gint64 run_ms;
  CollectorScheduleState state;
  gint64 n_rows;
  gint64 n_bytes;
  gint64 n_recipients;
  const char *detail; /* why it failed or waits: ours, or the mail server's words */
} CollectorScheduleRun;

/* The format of a schedule whose mails have no file. */
#define COLLECTOR_SCHEDULE_NO_FILE "none"

/* CollectorSchedule: texts are never NULL and borrowed, or in an arena as functions say. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  const char *owner; /* user name */
  const char *name;
  const char *report_id;
  const char *spec;  /* JSON */
  TollSchedule when;
  const char *zone;
  const char *subject;
  const char *body;
  const char *recipients; /* JSON array */
  const char *format;     /* of the file; COLLECTOR_SCHEDULE_NO_FILE = the mail tells it all */
  gboolean skip_empty;
  gboolean enabled;
  const char *purpose;
  gint64 next_ms;  /* 0 = never */
  gint64 asked_ms; /* 0 = nobody asked */
  CollectorScheduleRun last; /* id 0 = it did not run yet */
} CollectorSchedule;

/* From @after_id on. The schedule lives until the function returns. */
typedef void (*CollectorScheduleVisit) (const CollectorSchedule *schedule, gpointer data);
gboolean collector_schedule_list (CollectorDb *db, const CollectorViewer *viewer, gint64 after_id,
                                  guint limit, CollectorScheduleVisit visit, gpointer data,
                                  GError **error);
/* @viewer: (nullable): NULL = whose it ever is. NOT_FOUND also for those the viewer does not see.
 * Texts in @arena. */
gboolean collector_schedule_find (CollectorDb *db, const CollectorViewer *viewer, gint64 id,
                                  TollArena *arena, CollectorSchedule *schedule, GError **error);
/* The one that has waited longest of those that are due or asked for; id 0 = none. */
gboolean collector_schedule_find_due (CollectorDb *db, gint64 now_ms, TollArena *arena,
                                      CollectorSchedule *schedule, GError **error);

/* Inserts (id 0, which is set) or changes; CONFLICT when its owner has too many. */
gboolean collector_schedule_save (CollectorDb *db, CollectorSchedule *schedule, gint64 now_ms,
                                  GError **error);
gboolean collector_schedule_delete (CollectorDb *db, gint64 id, GError **error);
/* It is to run at once. */
gboolean collector_schedule_ask (CollectorDb *db, gint64 id, gint64 now_ms, GError **error);

/* Says when it is due next; 0 = not any more. */
gboolean collector_schedule_set_next (CollectorDb *db, gint64 id, gint64 next_ms, GError **error);

/* Notes what came of a run, whose id is set, and when the next one is due (0 = never); nobody asks
 * for it any more. What is beyond the newest 500 runs goes. */
gboolean collector_schedule_settle (CollectorDb *db, CollectorScheduleRun *run, gint64 next_ms,
                                    GError **error);

/* Newest first, below @before_id; of @schedule_id, which the caller may see. */
typedef void (*CollectorScheduleRunVisit) (const CollectorScheduleRun *run, gpointer data);
gboolean collector_schedule_list_runs (CollectorDb *db, gint64 schedule_id, gint64 before_id,
                                       guint limit, CollectorScheduleRunVisit visit, gpointer data,
                                       GError **error);

/* The runs of [@from_ms, @to_ms) that @viewer sees, newest first, each with its schedule's name; of
 * others' schedules as far as their viewer may read numbers. */
typedef void (*CollectorScheduleNamedRunVisit) (const CollectorScheduleRun *run, const char *name,
                                                gpointer data);
gboolean collector_schedule_visit_runs (CollectorDb *db, const CollectorViewer *viewer,
                                        gint64 from_ms, gint64 to_ms, guint limit,
                                        CollectorScheduleNamedRunVisit visit, gpointer data,
                                        GError **error);

G_END_DECLS
