/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/zone.h"
#include "shared/wire/json-read.h"
#include "shared/wire/json-write.h"

G_BEGIN_DECLS

/* TollPeriod: from when to when, absolutely or as of today. */
typedef struct
{
  /* "this_month", "last_45_days" (1 to 3660 days, today and those before); "" = absolute */
  char relative[32];
  gint64 from_ms;    /* half open; both 0 and no relative = everything */
  gint64 to_ms;
} TollPeriod;

/* What relative periods count from. */
typedef struct
{
  const TollZone *zone;
  gint64 now_ms;
  guint billing_day; /* of a month, 1 to 28: when the carriers' bills begin */
} TollPeriodNow;

/* TRUE when neither begin nor end is given. */
gboolean toll_period_is_everything (const TollPeriod *period);

/* The instants @period means. @to_ms is 0 for everything.
 * Returns: FALSE with BAD_ARGUMENT (field "@path.relative") for an unknown name. */
gboolean toll_period_resolve (const TollPeriod *period, const TollPeriodNow *now, const char *path,
                              gint64 *from_ms, gint64 *to_ms, GError **error);

/* The period that @period is compared with. The one of the same kind before it: the month before for
 * a month, as many days before for days, the same length before for instants; whole local days and
 * months stay whole, however long they are. Or, @a_year, the same dates a year before, where a 29th of
 * February stands beside the 28th. */
void toll_period_resolve_other (const TollPeriod *period, gboolean a_year,
                                const TollPeriodNow *now, gint64 *from_ms, gint64 *to_ms);

/* {"relative":"this_month"} or {"from_ms":…,"to_ms":…}, or {}, which is everything; refuses anything
 * else with BAD_ARGUMENT. */
gboolean toll_period_read (TollPeriod *period, const TollJsonValue *object, const char *path,
                           GError **error);
void toll_period_write (const TollPeriod *period, TollJsonWriter *json, const char *name);

G_END_DECLS
