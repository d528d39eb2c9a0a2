/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"

G_BEGIN_DECLS

/* Sessions: found by the hash of their token. Read functions run on any lane, the rest on the
 * writer's. */

/* How long a session lives. */
typedef struct
{
  gint64 idle_ms;
  gint64 whole_ms;
} CollectorSessionLimits;

#define COLLECTOR_SESSION_IDLE_MS (30 * 60 * G_GINT64_CONSTANT (1000))
#define COLLECTOR_SESSION_WHOLE_MS (12 * 3600 * G_GINT64_CONSTANT (1000))
/* last_used_ms is written when it is older than this, or than a tenth of the idle time. */
#define COLLECTOR_SESSION_TOUCH_MS (60 * G_GINT64_CONSTANT (1000))

/* Returns: (transfer full): lower-case hexadecimal SHA-256 of @token. */
char *collector_session_hash_token (const char *token);

/* CollectorSessionRow: a session as its owner sees it. */
typedef struct
{
  char *id; /* tells the sessions of one account apart; the first letters of the token's hash */
  gint64 created_ms;
  gint64 last_used_ms; /* kept to a minute at most */
  char *address;
  char *client; /* program and machine, as it told; "" */
  gboolean is_current;
} CollectorSessionRow;

void collector_session_row_free (CollectorSessionRow *row);

/* @client: program and machine, as told by it. */
gboolean collector_session_store_insert (CollectorDb *db, const char *token_hash,
                                         gint64 account_id, gint64 now_ms, const char *address,
                                         const char *client, GError **error);

typedef enum
{
  COLLECTOR_SESSION_FRESH,
  COLLECTOR_SESSION_STALE, /* last_used_ms should be brought up to date */
  COLLECTOR_SESSION_OVER,  /* to be deleted, else it would live again if the clock were set back */
} CollectorSessionState;

/* Who is signed in by this token, with role, scope and lines as they are now.
 * @state: (out): also when it is refused.
 * Returns: (transfer full): NULL with UNAUTHENTICATED when the session is unknown or over, or the
 * account is disabled: one text for all. */
CollectorViewer *collector_session_store_resolve (CollectorDb *db, const char *token_hash,
                                                  gint64 now_ms,
                                                  const CollectorSessionLimits *limits,
                                                  CollectorSessionState *state,
                                                  GError **error);

gboolean collector_session_store_touch (CollectorDb *db, const char *token_hash, gint64 now_ms,
                                        GError **error);
gboolean collector_session_store_delete (CollectorDb *db, const char *token_hash, GError **error);
/* The account's sessions that are not over, newest first. @token_hash: of the one that asks.
 * Returns: (transfer full) (element-type CollectorSessionRow). */
GPtrArray *collector_session_store_list (CollectorDb *db, gint64 account_id,
                                         const char *token_hash, gint64 now_ms,
                                         const CollectorSessionLimits *limits, GError **error);
/* Ends the session @id of the account. NOT_FOUND when the account has no such session. */
gboolean collector_session_store_end (CollectorDb *db, gint64 account_id, const char *id,
                                      GError **error);
/* Ends every session of an account. */
gboolean collector_session_store_delete_of (CollectorDb *db, gint64 account_id, GError **error);
/* Ends every session of an account but the one of @token_hash. */
gboolean collector_session_store_delete_others (CollectorDb *db, gint64 account_id,
                                                const char *token_hash, GError **error);
/* Forgets sessions that are over. */
gboolean collector_session_store_purge (CollectorDb *db, gint64 now_ms,
                                        const CollectorSessionLimits *limits, GError **error);

G_END_DECLS
