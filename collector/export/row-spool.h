/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorRowSpool: rows of texts in a nameless temporary file that only this process can open:
 * what must be known of all rows before the first can be drawn, however many there are. One thread
 * at a time. Errors: IO. */
typedef struct _CollectorRowSpool CollectorRowSpool;

CollectorRowSpool *collector_row_spool_new (guint n_columns, GError **error);
void collector_row_spool_free (CollectorRowSpool *spool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorRowSpool, collector_row_spool_free)

/* @cells: one text a column; copied. @level: see TollReportRow. */
gboolean collector_row_spool_add (CollectorRowSpool *spool, guint level, const char *const *cells,
                                  GError **error);

/* Begins to read at the first row. */
gboolean collector_row_spool_rewind (CollectorRowSpool *spool, GError **error);

/* The place of the next row, and reading on from there. */
gint64 collector_row_spool_get_place (const CollectorRowSpool *spool);
gboolean collector_row_spool_go_to (CollectorRowSpool *spool, gint64 place, GError **error);

/* Returns: (transfer none) (nullable): the cells of the next row, valid until the next call; NULL
 * without @error behind the last one. */
const char *const *collector_row_spool_next (CollectorRowSpool *spool, guint *level,
                                             GError **error);

G_END_DECLS
