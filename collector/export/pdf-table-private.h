/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/export/pdf-table.h"

G_BEGIN_DECLS

/* Inside collector/export only: what fitting and drawing a table share. */

#define COLLECTOR_PDF_PAD_X 4.0

typedef struct
{
  const char *title;
  const char *span;    /* (nullable): heading over it and the columns behind it that are in the span */
  gboolean is_in_span; /* stands below the heading of a column before it */
  gboolean is_end;   /* its cells stand at the right of the column: figures */
  gboolean is_text;  /* may be wrapped */
  gboolean is_group; /* rows are grouped by it, and by more: said once for a group */
  double content;    /* widest cell at the usual size */
  double title_word; /* widest word of the title */
  double title_line; /* the whole title */
  double x, width;   /* on the page, padding included */
} CollectorPdfColumn;

/* Columns that stand on a page together, behind the labels that all parts begin with. */
typedef struct
{
  guint first, n;
  double width; /* labels included */
} CollectorPdfPart;

struct _CollectorPdfTable
{
  CollectorTypeset *typeset; /* not owned */
  gboolean is_rtl;
  guint n_columns;
  CollectorPdfColumn *columns;
  guint n_keys;    /* of the first columns: what rows are grouped by */
  guint n_labels;  /* repeated on each part; 0 = there is one part */
  GArray *parts;   /* of CollectorPdfPart */
  guint part;      /* the one that is drawn */
  double left, width;
  guint n_title_lines;
  gboolean has_spans;
  GString *group; /* the cells that are said once, of the row before */
};

G_END_DECLS
