/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/routes/house.h"
#include "collector/store/calls-read.h"

G_BEGIN_DECLS

/* Writes "items" and "next" of a list of calls into the open object. Reader lane. */
gboolean collector_calls_write_page (TollJsonWriter *json, CollectorHouse *house, CollectorDb *db,
                                     const CollectorViewer *viewer,
                                     const CollectorCallQuery *query, gint64 before_id,
                                     guint limit, GError **error);

G_END_DECLS
