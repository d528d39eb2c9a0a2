/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* TollChartStyle: how a chart looks and in which language it speaks. Zeroed: light, left to right,
 * English, the document's zone. Texts may go once the chart is made; @data must outlive it. */
typedef struct
{
  gboolean is_dark;        /* drawn on a dark background; none is painted */
  gboolean is_rtl;         /* everything mirrored, axes included */
  const char *font_family; /* Pango's list of families; NULL = Cantarell and what is like it */
  double text_px;          /* height of texts; 0 = 12 */
  guint max_rows;          /* most rows of a chart with one a label, "Other" included; never more
                            * than fit; 0 = 20 */
  const char *zone;        /* IANA; NULL = the document's */

  /* Returns: (transfer none): @word in the reader's language: titles of columns, words of cells
   * ("answered"), the words of words.h. NULL = as it is. */
  const char *(*translate) (const char *word, gpointer data);
  /* Returns: (transfer full): a cell as people read it, full; @unit: the column's. NULL = plain
   * English. Never asked for TEXT, PHONE and WORD. */
  char *(*format) (TollCellKind kind, const char *unit, gint64 figure, gpointer data);
  /* Returns: (transfer full): @value of 10^-@decimals, at ticks and, where format is NULL, in cells.
   * NULL = 1,234.50. */
  char *(*number) (gint64 value, guint decimals, gpointer data);
  gpointer data;
} TollChartStyle;

G_END_DECLS
