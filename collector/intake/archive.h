/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where files go once their records are committed: DATA/archive/YYYY/MM/DD/NAME by the UTC date of
 * @now_ms. The functions run on any thread and never overwrite: a name that is taken gets a number
 * behind it. Places are relative to @data_dir. */

/* Chooses a place for a file of @name below @folder and makes its day's folder. It is free until
 * somebody uses it. Returns: (transfer full): NULL with TOLL_ERROR_IO. */
char *collector_archive_choose (
    const char *data_dir, const char *folder, const char *name, gint64 now_ms, GError **error);

/* Moves @path to the place @where; copies it across file systems: see kept.h for the original.
 * Errors: CONFLICT: the place was taken meanwhile; BUSY: it grew while it was copied; IO. */
gboolean collector_archive_move (
    const char *data_dir, const char *where, const char *path, GError **error);

/* Copies @path, sharing blocks where the file system can.
 * Returns: (transfer full): where the copy is; NULL with TOLL_ERROR_IO. */
char *collector_archive_copy (
    const char *data_dir, const char *folder, const char *path, gint64 now_ms, GError **error);

G_END_DECLS
