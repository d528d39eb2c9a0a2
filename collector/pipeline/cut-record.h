/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks into the file @path for the record that @raw, held text from byte @byte_offset of a shorter
 * version of that file, is only the beginning of. Returns: (transfer full) (nullable): the whole
 * record's bytes, without its line end; NULL when it is no longer than @raw, or another. */
char *collector_cut_record_find (const char *path, gint64 byte_offset, const char *raw);

G_END_DECLS
