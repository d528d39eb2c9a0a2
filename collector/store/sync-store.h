/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"

G_BEGIN_DECLS

/* What the directory server was asked and answered, and who of the people are its own. */

typedef enum
{
  COLLECTOR_SYNC_RUNNING,
  COLLECTOR_SYNC_DONE,
  COLLECTOR_SYNC_REFUSED, /* the answer would have done harm */
  COLLECTOR_SYNC_FAILED,
  COLLECTOR_N_SYNC_STATES
} CollectorSyncState;

/* CollectorSyncRun: one run. Instants: UTC epoch. */
typedef struct
{
  gint64 id; /* 0 = not kept */
  gint64 started_ms;
  gint64 ended_ms; /* 0 = under way */
  CollectorSyncState state;
  gint64 n_found;
  gint64 n_new;
  gint64 n_changed;
  gint64 n_removed;
  gint64 n_refused;
  char *message; /* (nullable): why, and the first refusals */
} CollectorSyncRun;

void collector_sync_run_clear (CollectorSyncRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorSyncRun, collector_sync_run_clear)

/* "running", "done" …: static. */
const char *collector_sync_state_to_name (CollectorSyncState state);

/* Keeps a run that begins; its id is set. Of the runs before it the last thousand stay. */
gboolean collector_sync_store_begin (CollectorDb *db, CollectorSyncRun *run, GError **error);
/* Keeps how a run ended. */
gboolean collector_sync_store_end (CollectorDb *db, const CollectorSyncRun *run, GError **error);
/* Runs that a service left behind when it died have failed. */
gboolean collector_sync_store_close_stale (CollectorDb *db, gint64 now_ms, GError **error);
/* @started_ms: (out): of the newest run; 0 = there was none. */
gboolean collector_sync_store_get_last (CollectorDb *db, gint64 *started_ms, GError **error);

/* The run lives until the function returns. Returns: FALSE to stop. */
typedef gboolean (*CollectorSyncRunFunc) (const CollectorSyncRun *run, gpointer data);
/* Newest first. @before_id: older ones than this; 0 = from the newest. */
gboolean collector_sync_store_foreach (CollectorDb *db, gint64 before_id, guint limit,
                                       CollectorSyncRunFunc func, gpointer data, GError **error);

/* What people may have and lose. */
typedef enum
{
  COLLECTOR_SYNC_FIRST_NAME,
  COLLECTOR_SYNC_LAST_NAME,
  COLLECTOR_SYNC_MAIL,
  COLLECTOR_SYNC_CUCM_USER_ID,
  COLLECTOR_SYNC_DEPARTMENT,
  COLLECTOR_SYNC_COST_CENTRE,
  COLLECTOR_SYNC_LOCATION,
  COLLECTOR_SYNC_MANAGER,
  COLLECTOR_N_SYNC_FIELDS
} CollectorSyncField;

/* CollectorSyncPerson: somebody who came from the directory server. Texts live until the function
 * returns. */
typedef struct
{
  gint64 id;
  const char *source_key;
  const char *user_name;
  const char *first_name;
  const char *last_name;
  gint64 valid_to_ms;
  CollectorRole role; /* USER for who is disabled, or has a local password: the server's word does
                         not count there */
  gboolean has_lines; /* that go on */
  gboolean is_let_in; /* by the server's password */
  guint filled;       /* bit 1 << CollectorSyncField: is not empty */
} CollectorSyncPerson;

typedef void (*CollectorSyncPersonFunc) (const CollectorSyncPerson *person, gpointer data);
gboolean collector_sync_store_foreach_person (CollectorDb *db, gint64 now_ms,
                                              CollectorSyncPersonFunc func, gpointer data,
                                              GError **error);

/* Whom the account binds as from now on, unless it has a local password. Its sessions end when
 * that is another. */
gboolean collector_sync_store_set_bind_dn (CollectorDb *db, gint64 account_id, const char *bind_dn,
                                           gint64 now_ms, GError **error);

/* SQL: 1 while the directory server is asked, else 0. */
#define COLLECTOR_SYNC_IS_ON_SQL                                                                   \
  "ifnull ((SELECT json_extract (value, '$.enabled') FROM setting WHERE key = 'ldap'), 0)"

G_END_DECLS
