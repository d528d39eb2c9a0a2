/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/zone.h"
#include "shared/wire/json-read.h"
#include "shared/wire/json-write.h"

G_BEGIN_DECLS

/* TollPeriod: from when to when, absolutely or as of today. */
typedef struct
{
  char relative[32]; /* "this_month", "last_45_days"; "" = absolute */
  gint64 from_ms;    /* half open; both 0 and no relative = everything */
  gint64 to_ms;
} TollPeriod;

/* Names of the relative periods without a number, NULL-terminated; there is also "last_N_days",
 * N from 1 to 3660: today and the days before. */
const char *const *toll_period_list_names (void);

/* TRUE when neither begin nor end is given. */
gboolean toll_period_is_everything (const TollPeriod *period);

/* The instants @period means in @zone at @now_ms. @to_ms is 0 for everything.
 * Returns: FALSE with BAD_ARGUMENT (field "@path.relative") for an unknown name. */
gboolean toll_period_resolve (const TollPeriod *period, const TollZone *zone, gint64 now_ms,
                              const char *path, gint64 *from_ms, gint64 *to_ms, GError **error);

/* The period that @period is compared with. The one of the same kind before it: the month before for
 * a month, as many days before for days, the same length before for instants; whole local days and
 * months stay whole, however long they are. Or, @a_year, the same dates a year before. */
void toll_period_resolve_other (const TollPeriod *period, gboolean a_year, const TollZone *zone,
                                gint64 now_ms, gint64 *from_ms, gint64 *to_ms);

/* {"relative":"this_month"} or {"from_ms":…,"to_ms":…}; refuses anything else with BAD_ARGUMENT. */
gboolean toll_period_read (TollPeriod *period, const TollJsonValue *object, const char *path,
                           GError **error);
void toll_period_write (const TollPeriod *period, TollJsonWriter *json, const char *name);

G_END_DECLS
