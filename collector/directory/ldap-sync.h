/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-settings.h"
#include "collector/normalize/plan.h"
#include "collector/store/sync-store.h"
#include "shared/base/clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* CollectorLdapSync: one run of the synchronisation, from somebody who may wait. */
typedef struct
{
  /* Runs a task on the writer and waits, as collector_lanes_write_sync() does. */
  gboolean (*write) (gpointer store,
                     gboolean (*task) (CollectorDb *db, gpointer data, GError **error),
                     gpointer data, GError **error);
  gpointer store;
  /* Reads the plan by which outside numbers get their one form; *@plan stays NULL when there is
   * none: then they stay as they are written. In a task of the writer. */
  gboolean (*load_plan) (gpointer company, CollectorDb *db, CollectorPlan **plan, GError **error);
  gpointer company;
  const char *data_path;
  const TollClock *clock;    /* (nullable) */
  GCancellable *cancellable; /* (nullable) */
  gboolean is_dry;           /* tell what would be, and keep nothing */
} CollectorLdapSync;

/* Asks the directory server and takes over what it tells, all in one transaction. One at a time:
 * BUSY when another is under way.
 * @refusals: (element-type utf8) (nullable): who could not be taken and why is appended.
 * Returns: FALSE only when nothing could be said or kept; a run that was refused or has failed is
 * told in @run. */
gboolean collector_ldap_sync_run (const CollectorLdapSync *sync, CollectorSyncRun *run,
                                  GPtrArray *refusals, GError **error);

/* Takes over @people (of CollectorLdapPerson) inside the caller's transaction; their numbers get
 * the form that they have in the ledger, by @plan (nullable). Counts go into @run,
 * whose state is DONE, or REFUSED when the answer is empty, too many would leave or too many lose
 * their role; then nothing was changed. Of an entry with fields that cannot be taken the rest is,
 * and it counts as refused. FALSE when nobody at all can be taken, or the database refuses: what was
 * written must be undone. */
gboolean collector_ldap_sync_apply (CollectorDb *db, const CollectorLdapSettings *settings,
                                    const CollectorPlan *plan, GPtrArray *people, gint64 now_ms,
                                    CollectorSyncRun *run, GPtrArray *refusals, GError **error);

G_END_DECLS
