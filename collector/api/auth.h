/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/router.h"
#include "collector/store/lanes.h"
#include "collector/store/session-store.h"

G_BEGIN_DECLS

/* Who is asking, and may they? On a lane. Whatever fails in here, access is refused.
 * @state: (out): see collector_session_store_resolve().
 * Returns: (transfer full): NULL with UNAUTHENTICATED, FORBIDDEN or DATABASE. */
CollectorViewer *collector_auth_check (CollectorDb *db, const char *token, CollectorAccess access,
                                       gint64 now_ms, const CollectorSessionLimits *limits,
                                       CollectorSessionState *state, GError **error);

/* A change that a browser sends must come from a page of this address: @origin: (nullable): header
 * Origin, which other clients do not send. Returns: FALSE with FORBIDDEN. */
gboolean collector_auth_check_origin (const char *method, const char *origin, const char *host,
                                      GError **error);

/* Notes on the writer that a session was used, or that it is over. Main thread; asynchronous. */
void collector_auth_touch (CollectorLanes *lanes, const char *token, gint64 now_ms,
                           gboolean is_over);

G_END_DECLS
