/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "shared/model/period.h"

G_BEGIN_DECLS

/* What relative periods count from: @now_ms in @zone, and the company's billing day. Any lane. */
gboolean collector_period_now (CollectorDb *db, const TollZone *zone, gint64 now_ms,
                               TollPeriodNow *now, GError **error);

G_END_DECLS
