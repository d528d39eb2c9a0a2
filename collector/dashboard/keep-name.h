/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/personal-report-store.h"

G_BEGIN_DECLS

/* Has the cards that show @row, which is deleted or taken back, go on being called like it: those of
 * everybody, or of those who cannot run it when it is shared as @row says. Within the caller's
 * transaction. @is_deleted: nobody can run it any more. Writer lane. */
gboolean collector_board_keep_name (CollectorDb *db, const CollectorPersonalReport *row,
                                    gboolean is_deleted, gint64 now_ms, GError **error);

G_END_DECLS
