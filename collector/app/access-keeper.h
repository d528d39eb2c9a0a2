/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/lanes.h"

G_BEGIN_DECLS

/* CollectorAccessKeeper: holds the access log of a running service and anchors its head in the
 * ledger, within a second of an entry and at the stop. A log that is not the one that was anchored
 * last, also when it was cut meanwhile, is never anchored again, so that its verification keeps
 * telling so. Main thread. */
typedef struct _CollectorAccessKeeper CollectorAccessKeeper;

/* Opens or makes DATA/access.db. @ledger outlives the keeper. Returns: (transfer full): NULL with
 * BUSY when another process holds it, CONFLICT for a file that is no access log. */
CollectorAccessKeeper *collector_access_keeper_new (const char *data_dir, CollectorLanes *ledger,
                                                    GError **error);
/* Anchors once more, waiting for it. */
void collector_access_keeper_free (CollectorAccessKeeper *self);

/* Returns: (transfer none): where entries are appended and read. */
CollectorLanes *collector_access_keeper_get_lanes (CollectorAccessKeeper *self);

/* Reads the whole log in @data_dir against the anchor in @ledger, also beside a running service;
 * what is wrong is appended to @differences (of char *). A log that is not there is no fault while
 * none was anchored. */
gboolean collector_access_keeper_verify (const char *data_dir, CollectorDb *ledger,
                                         GPtrArray *differences, GError **error);

/* The log belongs to a backup: it is copied beside @backup, as "BACKUP.access". None is no fault. */
gboolean collector_access_keeper_backup (const char *data_dir, const char *backup, GError **error);
/* After @ledger was restored from @backup into @data_dir: the log that is there stays when it is the
 * one the ledger knows, else the backup's takes its place. @is_missing: (out): neither is it.
 * Without a running service. */
gboolean collector_access_keeper_restore (const char *data_dir, CollectorDb *ledger,
                                          const char *backup, gboolean *is_missing,
                                          GError **error);

G_END_DECLS
