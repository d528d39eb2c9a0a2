/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/router.h"
#include "collector/store/session-store.h"

G_BEGIN_DECLS

/* Who is asking, and may they? On a lane. Whatever fails in here, access is refused.
 * @is_stale: (out): see collector_session_store_resolve().
 * Returns: (transfer full): NULL with UNAUTHENTICATED, FORBIDDEN or DATABASE. */
CollectorViewer *collector_auth_check (CollectorDb *db, const char *token, CollectorAccess access,
                                       gint64 now_ms, const CollectorSessionLimits *limits,
                                       gboolean *is_stale, GError **error);

G_END_DECLS
