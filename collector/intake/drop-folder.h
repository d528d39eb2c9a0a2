/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/intake/rest.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* CollectorDropFolder: watches the folder that record files are pushed into (inotify plus a
 * rescan, so that nothing depends on an event arriving) and hands over one file at a time, in the
 * order of their names. Lives on the main context it was made on; the files are taken on a thread
 * of its own. */
typedef struct _CollectorDropFolder CollectorDropFolder;

typedef enum
{
  COLLECTOR_TAKE_DONE,  /* taken; the taker has moved it away */
  COLLECTOR_TAKE_LATER, /* not now (busy, growing, database trouble): ask again at a rescan */
  COLLECTOR_TAKE_NEVER, /* cannot be taken and stays where it is; not asked again until it changes */
} CollectorTake;

/* Takes the file @path. Runs on the folder's thread; may block. @error: (out): what stands against
 * it, in words: the folder warns of it once for a file as it is, however often it is asked for;
 * not set: nobody need know. */
typedef CollectorTake (*CollectorTakeFunc) (const char *path, const char *name, gpointer data,
                                            GError **error);

/* Looks after what was taken before. Runs on the folder's thread; may block. */
typedef void (*CollectorLookBackFunc) (gpointer data);

typedef struct
{
  const char *path;
  CollectorRestRule rest;
  guint rescan_s;
  CollectorTakeFunc take;
  CollectorLookBackFunc look_back; /* (nullable): at the start and at every rescan */
  gpointer data;
} CollectorDropOptions;

/* Makes the folder when it is missing (0770). Names that begin with '_' or '.' and empty files
 * (Unified CM's probe files) are passed over without a word. A file is handed over when its writer
 * closed it, or when a rescan finds it at rest; never while somebody else has it open for writing,
 * as far as the kernel tells and as long as the rule says.
 * Returns: (transfer full): NULL with TOLL_ERROR_IO. */
CollectorDropFolder *collector_drop_folder_new (const CollectorDropOptions *options,
                                                GError **error);

/* Stops watching, waits for the file in hand, frees. */
void collector_drop_folder_free (CollectorDropFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDropFolder, collector_drop_folder_free)

/* Looks through the folder now, and watches the one that is there now. */
void collector_drop_folder_rescan (CollectorDropFolder *folder);

G_END_DECLS
