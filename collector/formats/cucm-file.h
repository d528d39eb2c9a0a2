/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/formats/cucm-table.h"
#include "collector/formats/format.h"

G_BEGIN_DECLS

/* CollectorCucmFile: the state of one flat file of Unified CM: a row of names, perhaps a row of
 * types, records. The CDR and CMR formats are a table each over this. */
typedef struct _CollectorCucmFile CollectorCucmFile;

CollectorCucmFile *collector_cucm_file_new (const CollectorTable *table);
void collector_cucm_file_free (gpointer file);

/* CollectorFormat.parse */
gssize collector_cucm_file_parse (CollectorCucmFile *file, const char *bytes, gsize n_bytes,
                                  gboolean is_last, guint max_records, CollectorBatch *batch,
                                  GError **error);

/* CollectorFormat.sniff: 95 when all required columns are named in the first row, up to 70 when
 * half of them are, 30 when only the file's name begins with @name_tag, else 0. */
guint collector_cucm_file_sniff (const CollectorTable *table, const char *name_tag,
                                 const char *bytes, gsize n_bytes, const char *file_name);

/* Why these first bytes of a file are not the beginning of a flat file that can be read.
 * Returns: FALSE with TOLL_ERROR_BAD_FORMAT; TRUE when nothing speaks against it. */
gboolean collector_cucm_file_check_start (const char *bytes, gsize n_bytes, GError **error);

G_END_DECLS
