/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/zone.h"

G_BEGIN_DECLS

/* Recurrence: every so often from a local time on, in a zone, right across changes of the clock. */

/* Stored as figures: append only. */
typedef enum
{
  TOLL_SCHEDULE_ONCE,         /* at the start and never again */
  TOLL_SCHEDULE_MINUTES,
  TOLL_SCHEDULE_DAYS,
  TOLL_SCHEDULE_WORKING_DAYS, /* Monday to Friday */
  TOLL_SCHEDULE_WEEKS,
  TOLL_SCHEDULE_MONTHS,       /* the day of the start, or the last of a shorter month */
  TOLL_N_SCHEDULE_UNITS
} TollScheduleUnit;

/* "once", "minutes", "days", "working_days" ...: static. */
const char *toll_schedule_unit_to_name (TollScheduleUnit unit);
gboolean toll_schedule_unit_from_name (const char *name, TollScheduleUnit *unit);

#define TOLL_SCHEDULE_LEAST_MINUTES 5
#define TOLL_SCHEDULE_MOST_N 10000

/* TollSchedule: minutes are counted through; all else is at the start's time of the wall clock: at
 * the first of two when it comes twice, at the change when it does not come. */
typedef struct
{
  TollScheduleUnit unit;
  guint every_n;
  gint32 start_day;    /* days since 1970-01-01 */
  gint32 start_second; /* of the day */
} TollSchedule;

/* Reads "2026-01-31T08:00": a local time, without an offset.
 * Returns: FALSE with BAD_ARGUMENT naming "start". */
gboolean toll_schedule_read_start (TollSchedule *schedule, const char *text, GError **error);
/* Returns: (transfer full): the same text. */
char *toll_schedule_dup_start (const TollSchedule *schedule);

/* The first time after @after_ms; G_MAXINT64 when there is none. */
gint64 toll_schedule_get_next_ms (const TollSchedule *schedule, const TollZone *zone,
                                  gint64 after_ms);

G_END_DECLS
