/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/zone.h"

G_BEGIN_DECLS

/* TollPeriodShift: how far apart two periods are that stand side by side, by the unit of a day that
 * stands for a bucket. */
typedef struct
{
  gint64 days;
  gint64 weeks; /* in days */
  gint64 months;
} TollPeriodShift;

/* From the period that begins at @other_from_ms to that at @from_ms, in local time. */
void toll_period_shift_find (TollPeriodShift *shift, const TollZone *zone, gint64 from_ms,
                             gint64 other_from_ms);
/* @unit: (nullable): "day", "week", "month", as that of a report's column. Returns: the first day of
 * the bucket that the other period's bucket of @day meets; @is_back: the other way round. */
gint64 toll_period_shift_day (const TollPeriodShift *shift, const char *unit, gint64 day,
                              gboolean is_back);

G_END_DECLS
