/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/lanes.h"
#include "collector/store/session-store.h"

G_BEGIN_DECLS

/* CollectorSignIn: opens sessions for those who know their password. Blocking (password work,
 * lanes): on threads that may be slow, never on a lane. */
typedef struct _CollectorSignIn CollectorSignIn;

CollectorSignIn *collector_sign_in_new (CollectorLanes *lanes,
                                        const CollectorSessionLimits *limits);
void collector_sign_in_free (CollectorSignIn *sign_in);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSignIn, collector_sign_in_free)

/* CollectorSession: what a client that signed in is told. */
typedef struct
{
  char *token; /* the only copy: the host keeps its hash */
  gint64 expires_ms; /* at the latest */
  CollectorViewer *viewer;
} CollectorSession;

void collector_session_clear (CollectorSession *session);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorSession, collector_session_clear)

/* @retry_s: (out): with THROTTLED, the seconds to wait.
 * Returns: FALSE with UNAUTHENTICATED (one text for an unknown name, a wrong password and a
 * disabled account), THROTTLED or DATABASE. */
gboolean collector_sign_in_open (CollectorSignIn *sign_in, const char *user_name,
                                 const char *password, const char *address, gint64 now_ms,
                                 CollectorSession *session, gint64 *retry_s, GError **error);

G_END_DECLS
