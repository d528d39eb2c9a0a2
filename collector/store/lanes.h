/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorLanes: who may touch the database: one writer lane and N reader lanes, each a thread
 * with a connection of its own. Readers never wait for the writer (WAL). */
typedef struct _CollectorLanes CollectorLanes;

/* A piece of work on a lane's thread, straight-line code. @data belongs to the caller.
 * Returns: FALSE with @error set. */
typedef gboolean (*CollectorTask) (CollectorDb *db, gpointer data, GError **error);

/* Called on the main context that was the thread default when the task was queued.
 * @error: (nullable). */
typedef void (*CollectorTaskDone) (gpointer data, const GError *error);

/* Opens the prepared database at @path. The database is locked for this process (a second
 * process gets TOLL_ERROR_BUSY). */
CollectorLanes *collector_lanes_new (const char *path, guint n_readers, GError **error);
/* Finishes what is queued, closes, frees. */
void collector_lanes_free (CollectorLanes *lanes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorLanes, collector_lanes_free)

/* After the last holder of a large ledger died, looks at all its pages, on a thread of its own
 * beside everything else.
 * @done: without an error when they are whole, or when the lanes are freed before that is known;
 * with one when not: the ledger must not be used any longer, and will not be opened again.
 * Returns: FALSE when they are known to be whole already, and then @done is not called. */
gboolean collector_lanes_check_pages (CollectorLanes *lanes, CollectorTaskDone done, gpointer data);

/* Blocking: run on the lane and wait. Never from a lane's own thread. */
gboolean collector_lanes_write_sync (CollectorLanes *lanes, CollectorTask task, gpointer data,
                                     GError **error);
gboolean collector_lanes_read_sync (CollectorLanes *lanes, CollectorTask task, gpointer data,
                                    GError **error);

/* Queued: @done is called exactly once, on the caller's main context. A write task that needs a
 * transaction begins and commits it itself. */
void collector_lanes_write (CollectorLanes *lanes, CollectorTask task, gpointer data,
                            CollectorTaskDone done);
void collector_lanes_read (CollectorLanes *lanes, CollectorTask task, gpointer data,
                           CollectorTaskDone done);

/* CollectorLongTask: a question that may take long: a report, an export. It runs on a thread of its
 * own kind, behind everything that is due at once, few at a time and fewer of one @owner; texts and
 * data belong to the caller. */
typedef struct
{
  gint64 owner;              /* whose: an account, 0 = the house */
  GCancellable *cancellable; /* (nullable): breaks it off, also while it waits */
  CollectorTask task;        /* its connection knows when to stop: see collector_db_check_stop() */
  gpointer data;
  CollectorTaskDone done;    /* as for the others; CANCELLED when it never ran */
} CollectorLongTask;

/* Queued. Returns: FALSE with BUSY when too many wait, and @done is not called; DATABASE. */
gboolean collector_lanes_run_long (CollectorLanes *lanes, const CollectorLongTask *task,
                                   GError **error);

G_END_DECLS
