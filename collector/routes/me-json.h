/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/routes/house.h"
#include "collector/store/privacy-store.h"
#include "shared/base/zone.h"

G_BEGIN_DECLS

/* Writes ME of the interface: who somebody is and what they may do. Reader or writer lane. */
gboolean collector_me_write (TollJsonWriter *json, const char *name, CollectorHouse *house,
                             CollectorDb *db, const CollectorViewer *viewer, GError **error);

/* What everybody is told about how calls are recorded and used, and since when. */
void collector_me_write_notice (TollJsonWriter *json, const CollectorPrivacy *privacy);

/* The days of the company: local midnight of today, of the first of the month, and the first
 * instants after each. */
typedef struct
{
  const TollZone *zone;
  gint32 today;
  gint32 month_begin; /* day numbers */
  gint32 month_end;
} CollectorToday;

gboolean collector_today_find (CollectorDb *db, gint64 now_ms, CollectorToday *today,
                               GError **error);

G_END_DECLS
