/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/export/reader.h"
#include "collector/export/typeset.h"

G_BEGIN_DECLS

/* CollectorPdfTable: columns side by side on a page, in points. First all rows are shown to it, then
 * it is fitted, then rows are drawn. One thread at a time. */
typedef struct _CollectorPdfTable CollectorPdfTable;

/* Columns of @page; everything kept must outlive the table. */
CollectorPdfTable *collector_pdf_table_new (CollectorTypeset *typeset,
                                            const CollectorReader *reader,
                                            const TollReportDoc *page);
void collector_pdf_table_free (CollectorPdfTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorPdfTable, collector_pdf_table_free)

/* The texts of the columns' headings. @spans: a heading over several of them, at the first, ""
 * at the others it is over, NULL at columns without one. */
void collector_pdf_table_set_titles (CollectorPdfTable *table, const char *const *titles,
                                     const char *const *spans);

/* Makes room for a row. @is_sum: it is written bold. */
void collector_pdf_table_note_row (CollectorPdfTable *table, const char *const *cells,
                                   gboolean is_sum);

/* Returns: how wide it would like to be. */
double collector_pdf_table_get_natural_width (const CollectorPdfTable *table);

/* Fits it between @left and @left + @width: columns grow, or texts get several lines and somewhat
 * smaller letters, or the columns are broken into parts that stand on a page each, all with the
 * labels of the rows. A row is equally high in each. */
void collector_pdf_table_fit (CollectorPdfTable *table, double left, double width);

guint collector_pdf_table_count_parts (const CollectorPdfTable *table);
/* Which part is drawn from now on. */
void collector_pdf_table_set_part (CollectorPdfTable *table, guint part);
/* The columns of the part that is drawn, counted from 1, repeated labels left out. */
void collector_pdf_table_get_part (const CollectorPdfTable *table, guint *first, guint *last);

/* The next row shows what it is grouped by even when that is what the row before showed. */
void collector_pdf_table_begin_page (CollectorPdfTable *table);

/* How many lines a row takes, row by row, and the first of a page; the height of rows with so
 * many. */
void collector_pdf_table_count_lines (CollectorPdfTable *table, const char *const *cells,
                                      gboolean is_sum, guint *n_lines, guint *n_lines_on_top);
double collector_pdf_table_get_height (const CollectorPdfTable *table, guint n_lines);
double collector_pdf_table_get_heading_height (const CollectorPdfTable *table);

void collector_pdf_table_draw_heading (CollectorPdfTable *table, cairo_t *cr, double y);

typedef enum
{
  COLLECTOR_ROW_PLAIN,
  COLLECTOR_ROW_SUBTOTAL,
  COLLECTOR_ROW_TOTAL,
} CollectorRowStyle;

void collector_pdf_table_draw_row (CollectorPdfTable *table, cairo_t *cr,
                                   const char *const *cells, CollectorRowStyle style,
                                   guint n_lines, double y);

G_END_DECLS
