/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/formats/cucm-table.h"
#include "collector/formats/format.h"

G_BEGIN_DECLS

/* The functions of a CollectorFormat for the flat files of Unified CM: a row of names, perhaps a
 * row of types, records. Its layout is a CollectorTable. */

/* 95 when all required columns are named in the first row, up to 70 when half of them are, 30 when
 * only the file's name begins with the table's tag, else 0. */
guint collector_cucm_file_sniff (const CollectorFormat *format, const char *bytes, gsize n_bytes,
                                 const char *file_name);
gpointer collector_cucm_file_open (const CollectorFormat *format);
void collector_cucm_file_close (gpointer parser);
gssize collector_cucm_file_parse (gpointer parser, const char *bytes, gsize n_bytes,
                                  gboolean is_last, guint max_records, CollectorBatch *batch,
                                  GError **error);

/* Why these first bytes of a file are not the beginning of a flat file that can be read.
 * Returns: FALSE with TOLL_ERROR_BAD_FORMAT; TRUE when nothing speaks against it. */
gboolean collector_cucm_file_check_start (const char *bytes, gsize n_bytes, GError **error);

G_END_DECLS
