/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/lanes.h"
#include "collector/store/session-store.h"

G_BEGIN_DECLS

/* CollectorSignIn: opens sessions for those who know their password. Blocking (password work,
 * lanes): on threads that may be slow, never on a lane. */
typedef struct _CollectorSignIn CollectorSignIn;

/* @data_path: where secrets are kept. */
CollectorSignIn *collector_sign_in_new (CollectorLanes *lanes,
                                        const CollectorSessionLimits *limits,
                                        const char *data_path);
void collector_sign_in_free (CollectorSignIn *sign_in);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSignIn, collector_sign_in_free)

/* CollectorTry: somebody at the door. */
typedef struct
{
  const char *user_name;
  const char *password;
  const char *address; /* where from */
  const char *client;  /* with what, as it tells; "" */
  gint64 now_ms;
} CollectorTry;

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
 * disabled account), BUSY (no local password fits and the directory server does not answer),
 * THROTTLED or DATABASE. */
gboolean collector_sign_in_open (CollectorSignIn *sign_in, const CollectorTry *wanted,
                                 CollectorSession *session, gint64 *retry_s, GError **error);

/* Makes the first administrator of @wanted, who knows @code of the host, and opens a session. An
 * account of that name becomes it. @first_name, @last_name: (nullable): a person too.
 * Returns: FALSE with UNAUTHENTICATED for the code, BAD_ARGUMENT for name or password, THROTTLED
 * or DATABASE. */
gboolean collector_sign_in_open_first (CollectorSignIn *sign_in, const CollectorTry *wanted,
                                       const char *code, const char *first_name,
                                       const char *last_name, CollectorSession *session,
                                       gint64 *retry_s, GError **error);

/* Is this still the owner? Asked before a password is changed; counts as a try to sign in.
 * Returns: FALSE with BAD_ARGUMENT (field "current") for a wrong password, or THROTTLED. */
gboolean collector_sign_in_confirm (CollectorSignIn *sign_in, const CollectorTry *owner,
                                    gint64 *retry_s, GError **error);

G_END_DECLS
