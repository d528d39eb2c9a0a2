/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/chart/words.h"

G_BEGIN_DECLS

/* TollTimes: the ticks of an axis of instants: round on the clock and the calendar of a time zone,
 * the days that are an hour short or long included. Pure; any thread. */
#define TOLL_TIMES_MOST 24

typedef struct
{
  gint64 ticks_ms[TOLL_TIMES_MOST]; /* UTC */
  guint n_ticks;
  guint step_s; /* 0 = months */
} TollTimes;

/* Makes ticks between @from_ms and @to_ms (both included), at most @most (1..TOLL_TIMES_MOST) of
 * them. @zone: NULL = UTC. */
void toll_times_init (TollTimes *times, gint64 from_ms, gint64 to_ms, const TollZone *zone,
                      guint most);

/* What the axis says at tick @index: "9:30", "9:30:15", "12 Oct", "Oct", "2026". */
const char *toll_times_label (const TollTimes *times, guint index, const TollChartWords *words,
                              TollArena *arena);

G_END_DECLS
