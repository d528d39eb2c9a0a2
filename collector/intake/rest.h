/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>

G_BEGIN_DECLS

/* How long a file must rest before it is taken for whole, in seconds. */
typedef struct
{
  guint settle_s; /* though nobody was seen closing it */
  guint open_s;   /* though somebody has it open for writing: a writer that hangs is not waited for
                   * for ever */
} CollectorRestRule;

typedef enum
{
  COLLECTOR_WRITER_NONE,
  COLLECTOR_WRITER_THERE,
  COLLECTOR_WRITER_UNKNOWN, /* the file is another user's, or its file system does not tell */
} CollectorWriter;

/* Asks the kernel whether somebody has the file @path open for writing. Any thread. */
CollectorWriter collector_file_ask_writer (const char *path);

/* Seconds since the file was written to. A clock that jumped back makes no file young for ever. */
gint64 collector_file_rest_s (const GStatBuf *info);

/* Whether the file is whole, as far as can be told. */
gboolean collector_file_is_at_rest (const char *path, const GStatBuf *info,
                                    const CollectorRestRule *rule);

G_END_DECLS
