/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/formats/record-reader.h"

G_BEGIN_DECLS

/* The two ways of cutting one record into cells; used by the record reader only. */

/* collector_scan_fast() may read this many bytes behind the record. */
#define COLLECTOR_SCAN_BYTES 64

typedef struct
{
  guint n_cells;
  gboolean has_high;
  gboolean has_nul;
  gint64 content_hash;
} CollectorFastScan;

/* Cuts @length bytes, one line without its line end, into @cells (COLLECTOR_RECORD_MAX_CELLS of
 * them), which point into @text.
 * Returns: FALSE when the quotes are not of the tidy kind (each value quoted whole or not at all,
 * no "" within) or there are too many cells: then collector_scan_carefully() decides. */
gboolean collector_scan_fast (
    const char *text, gsize length, CollectorCell *cells, CollectorFastScan *scan);

typedef enum
{
  COLLECTOR_SCAN_OK,
  COLLECTOR_SCAN_OPEN_QUOTE,       /* the bytes end within quotes */
  COLLECTOR_SCAN_TEXT_AFTER_QUOTE, /* "abc"def */
  COLLECTOR_SCAN_TOO_MANY_CELLS,
} CollectorScanResult;

typedef struct
{
  CollectorCell *cells; /* room for COLLECTOR_RECORD_MAX_CELLS */
  guint n_cells;
  char *scratch; /* room for the record and COLLECTOR_SCAN_BYTES; the cells point into it */
  gsize length;  /* bytes of the record, without its line end */
} CollectorScan;

/* Cuts the record at the beginning of @bytes, which may span lines within quotes. Quotes count
 * only at the beginning of a value (spaces may precede them); elsewhere they are text. */
CollectorScanResult collector_scan_carefully (
    CollectorScan *scan, const char *bytes, gsize n_bytes, char line_end);

/* Returns: the content hash of cells that were cut carefully, or were replaced. */
gint64 collector_scan_hash (const CollectorCell *cells, guint n_cells);

G_END_DECLS
