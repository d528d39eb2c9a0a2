/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorSourceFile: the bytes of a delivered file, read in pieces of 1 MiB and hashed as they
 * are used up. One thread at a time. */
typedef struct _CollectorSourceFile CollectorSourceFile;

/* Opens a regular file. Errors: NOT_FOUND; BAD_ARGUMENT for a link, a FIFO, a folder or a device
 * (none is followed or waited for); TOO_LARGE beyond @max_bytes; IO. */
CollectorSourceFile *collector_source_file_open (const char *path, gint64 max_bytes,
                                                 GError **error);
void collector_source_file_close (CollectorSourceFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSourceFile, collector_source_file_close)

gint64 collector_source_file_get_size (const CollectorSourceFile *file);

/* The bytes not used yet, at least 1 MiB of them unless the file ends before.
 * @is_last: (out): the file ends with them. Valid until the next call. */
gboolean collector_source_file_peek (CollectorSourceFile *file, const char **bytes, gsize *n_bytes,
                                     gboolean *is_last, GError **error);
/* Uses up @n_bytes of them. */
void collector_source_file_use (CollectorSourceFile *file, gsize n_bytes);
gint64 collector_source_file_get_offset (const CollectorSourceFile *file);

/* SHA-256 of what was used up, hexadecimal. Returns: (transfer full). */
char *collector_source_file_dup_sha256 (const CollectorSourceFile *file);

/* SHA-256 of the first @n_bytes, read apart; the position stays.
 * Returns: (transfer full): NULL with IO. */
char *collector_source_file_hash_start (CollectorSourceFile *file, gint64 n_bytes,
                                        GError **error);

/* At most @n_bytes from @offset on, read apart; the position stays.
 * Returns: (transfer full): ended by a NUL; NULL with IO. */
char *collector_source_file_dup_bytes (CollectorSourceFile *file, gint64 offset, gsize n_bytes,
                                       GError **error);

/* Returns: FALSE with BUSY when the file grew, shrank or was written to since it was opened. */
gboolean collector_source_file_check_unchanged (const CollectorSourceFile *file, GError **error);

G_END_DECLS
