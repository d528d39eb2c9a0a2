/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/routes/house.h"

G_BEGIN_DECLS

/* Writes the array "tiles" of Home: the month's cost, calls and averages, today's missed calls; of
 * the viewer's scope, or of the own calls. Reader lane. */
gboolean collector_home_write_tiles (TollJsonWriter *json, CollectorHouse *house, CollectorDb *db,
                                     const CollectorViewer *viewer, gboolean own_only,
                                     gint64 now_ms, GError **error);

/* Writes the array "public" of shortcuts: the reports that the viewer runs most, then what most
 * people ask. */
gboolean collector_shortcuts_write_public (TollJsonWriter *json, CollectorDb *db,
                                           const CollectorViewer *viewer, GError **error);
/* Writes the array "personal" of shortcuts, of the reports the viewer keeps or is shown; and the
 * array "history" of what they ran last. Reader lane. */
gboolean collector_shortcuts_write_personal (TollJsonWriter *json, CollectorDb *db,
                                             const CollectorViewer *viewer, GError **error);
gboolean collector_shortcuts_write_history (TollJsonWriter *json, CollectorDb *db,
                                            const CollectorViewer *viewer, GError **error);

G_END_DECLS
