/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where files go once their records are committed: DATA/archive/YYYY/MM/DD/NAME by the UTC date of
 * @now_ms. Both functions run on any thread and never overwrite: a name that is taken gets a
 * number behind it. */

/* Moves @path (copies and removes across file systems).
 * Returns: (transfer full): where it is now, relative to @data_dir; NULL with TOLL_ERROR_IO. */
char *collector_archive_move (
    const char *data_dir, const char *folder, const char *path, gint64 now_ms, GError **error);

/* Copies @path, sharing blocks where the file system can. Returns as above. */
char *collector_archive_copy (
    const char *data_dir, const char *folder, const char *path, gint64 now_ms, GError **error);

G_END_DECLS
