/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of a PDF: headings and rows. Figures stand right, texts left; in right-to-left
 * languages all is mirrored. Nothing is cut off: what finds no room gets more lines, and a table
 * that is too wide is broken into parts, see pdf-fit.c.
 */
#include "config.h"

#include "collector/export/pdf-table-private.h"

#include <string.h>

#include "collector/export/pdf-ink.h"

#define PAD_Y    2.6
#define SPAN_GAP 2.4 /* below a heading over several columns */

CollectorPdfTable *
collector_pdf_table_new (CollectorTypeset *typeset, const CollectorReader *reader,
                         const TollReportDoc *page)
{
  CollectorPdfTable *table = g_new0 (CollectorPdfTable, 1);

  table->typeset = typeset;
  table->is_rtl = reader->style.is_rtl;
  table->n_columns = page->columns->len;
  table->columns = g_new0 (CollectorPdfColumn, table->n_columns);
  for (guint i = 0; i < table->n_columns; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (page, i);

      /* Times that rows are grouped by are labels. */
      table->columns[i].is_end = toll_cell_kind_is_figure (column->kind)
                                 && column->role != TOLL_COLUMN_KEY
                                 && column->kind != TOLL_CELL_INSTANT;
      table->columns[i].is_text
          = column->kind == TOLL_CELL_TEXT || column->kind == TOLL_CELL_WORD;
      table->columns[i].is_group
          = column->role == TOLL_COLUMN_KEY && i + 1 < page->columns->len
            && toll_report_doc_get_column (page, i + 1)->role == TOLL_COLUMN_KEY;
    }
  while (table->n_keys < table->n_columns
         && toll_report_doc_get_column (page, table->n_keys)->role == TOLL_COLUMN_KEY)
    table->n_keys++;
  table->parts = g_array_new (FALSE, FALSE, sizeof (CollectorPdfPart));
  table->group = g_string_new (NULL);
  return table;
}

void
collector_pdf_table_free (CollectorPdfTable *table)
{
  if (table == NULL)
    return;
  g_string_free (table->group, TRUE);
  g_array_unref (table->parts);
  g_free (table->columns);
  g_free (table);
}

/* A heading over several columns is as wide as it needs to be. */
static void
make_room_for_span (CollectorPdfTable *table, guint first)
{
  double width = collector_typeset_measure (table->typeset, COLLECTOR_FACE_HEADING,
                                            table->columns[first].span);
  guint n = 1;

  while (first + n < table->n_columns && table->columns[first + n].is_in_span)
    n++;
  for (guint i = first; i < first + n; i++)
    table->columns[i].title_word = MAX (table->columns[i].title_word, width / n);
}

void
collector_pdf_table_set_titles (CollectorPdfTable *table, const char *const *titles,
                                const char *const *spans)
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      CollectorPdfColumn *column = &table->columns[i];
      g_auto (GStrv) words = g_strsplit (titles[i], " ", -1);

      column->title = titles[i];
      column->title_line
          = collector_typeset_measure (table->typeset, COLLECTOR_FACE_HEADING, titles[i]);
      for (guint j = 0; words[j] != NULL; j++)
        column->title_word = MAX (column->title_word,
                                  collector_typeset_measure (table->typeset,
                                                             COLLECTOR_FACE_HEADING, words[j]));
      column->is_in_span = spans[i] != NULL && *spans[i] == '\0';
      column->span = column->is_in_span ? NULL : spans[i];
      table->has_spans = table->has_spans || column->span != NULL;
    }
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].span != NULL)
      make_room_for_span (table, i);
}

void
collector_pdf_table_note_row (CollectorPdfTable *table, const char *const *cells, gboolean is_sum)
{
  CollectorFace face = is_sum ? COLLECTOR_FACE_SUM : COLLECTOR_FACE_CELL;

  for (guint i = 0; i < table->n_columns; i++)
    if (*cells[i] != '\0')
      {
        double width = collector_typeset_estimate (table->typeset, face, cells[i]);

        table->columns[i].content = MAX (table->columns[i].content, width);
      }
}

guint
collector_pdf_table_count_parts (const CollectorPdfTable *table)
{
  return table->parts->len;
}

void
collector_pdf_table_set_part (CollectorPdfTable *table, guint part)
{
  table->part = part;
}

void
collector_pdf_table_get_part (const CollectorPdfTable *table, guint *first, guint *last)
{
  const CollectorPdfPart *part = &g_array_index (table->parts, CollectorPdfPart, table->part);

  /* The labels count in the first part alone. */
  *first = table->part == 0 ? 1 : part->first + 1;
  *last = part->first + part->n;
}

void
collector_pdf_table_begin_page (CollectorPdfTable *table)
{
  g_string_truncate (table->group, 0);
}

/* TRUE when the row belongs to the group of the one before. */
static gboolean
goes_on (CollectorPdfTable *table, const char *const *cells)
{
  const char *at = table->group->str, *end = at + table->group->len;
  gboolean is_same = at < end;

  for (guint i = 0; i < table->n_columns && table->columns[i].is_group && is_same; i++)
    {
      is_same = at < end && strcmp (at, cells[i]) == 0;
      at += strlen (at) + 1;
    }
  if (is_same)
    return TRUE;
  g_string_truncate (table->group, 0);
  for (guint i = 0; i < table->n_columns && table->columns[i].is_group; i++)
    g_string_append_len (table->group, cells[i], strlen (cells[i]) + 1);
  return FALSE;
}

void
collector_pdf_table_count_lines (CollectorPdfTable *table, const char *const *cells,
                                 gboolean is_sum, guint *n_lines, guint *n_lines_on_top)
{
  CollectorFace face = is_sum ? COLLECTOR_FACE_SUM : COLLECTOR_FACE_CELL;
  gboolean is_continued = !is_sum && goes_on (table, cells);

  *n_lines = *n_lines_on_top = 1;
  if (is_sum)
    collector_pdf_table_begin_page (table);
  for (guint i = 0; i < table->n_columns; i++)
    {
      const CollectorPdfColumn *column = &table->columns[i];
      guint n = collector_typeset_count_lines (table->typeset, face, cells[i],
                                               column->width - 2 * COLLECTOR_PDF_PAD_X + 0.1);

      *n_lines_on_top = MAX (*n_lines_on_top, n);
      if (!is_continued || !column->is_group)
        *n_lines = MAX (*n_lines, n);
    }
}

double
collector_pdf_table_get_height (const CollectorPdfTable *table, guint n_lines)
{
  return n_lines * collector_typeset_get_line_height (table->typeset, COLLECTOR_FACE_CELL)
         + 2 * PAD_Y;
}

double
collector_pdf_table_get_heading_height (const CollectorPdfTable *table)
{
  return (table->n_title_lines + table->has_spans)
             * collector_typeset_get_line_height (table->typeset, COLLECTOR_FACE_HEADING)
         + 2 * PAD_Y + 2 + (table->has_spans ? SPAN_GAP : 0);
}

/* Writes @text into a column, its first line at @y; @n_lines: of the whole row. */
static void
draw_cell (CollectorPdfTable *table, const CollectorPdfColumn *column, CollectorFace face,
           const char *text, guint n_lines, double y)
{
  double x = column->x + COLLECTOR_PDF_PAD_X, room = column->width - 2 * COLLECTOR_PDF_PAD_X, width;
  /* Figures run left to right in any language: units stand under units at the right alone. */
  gboolean is_right = column->is_end || table->is_rtl;

  if (*text == '\0')
    return;
  if (n_lines > 1
      && collector_typeset_count_lines (table->typeset, face, text, room + 0.1) > 1)
    {
      collector_typeset_draw_block (table->typeset, face, text, x, y, room + 0.1,
                                    is_right ? COLLECTOR_ALIGN_RIGHT : COLLECTOR_ALIGN_LEFT);
      return;
    }
  width = is_right ? collector_typeset_measure (table->typeset, face, text) : 0;
  collector_typeset_draw (table->typeset, face, text, is_right ? x + room - width : x, y);
}

/* The next column of the part that is drawn: the labels, then its own. */
static guint
next_column (const CollectorPdfTable *table, const CollectorPdfPart *part, guint column)
{
  return column + 1 == table->n_labels ? part->first : column + 1;
}

static const CollectorPdfPart *
get_part (const CollectorPdfTable *table)
{
  return &g_array_index (table->parts, CollectorPdfPart, table->part);
}

/* Where a band over the part begins. */
static double
get_part_left (const CollectorPdfTable *table, const CollectorPdfPart *part)
{
  return table->is_rtl ? table->left + table->width - part->width : table->left;
}

/* The heading over the columns from @first on, with a line under it. */
static void
draw_span (CollectorPdfTable *table, cairo_t *cr, guint first, guint end, double y)
{
  const CollectorPdfColumn *from = &table->columns[first];
  double left = from->x, right = from->x + from->width, width;
  double line = collector_typeset_get_line_height (table->typeset, COLLECTOR_FACE_HEADING);

  for (guint i = first + 1; i < end && table->columns[i].is_in_span; i++)
    {
      left = MIN (left, table->columns[i].x);
      right = MAX (right, table->columns[i].x + table->columns[i].width);
    }
  width = collector_typeset_measure (table->typeset, COLLECTOR_FACE_HEADING, from->span);
  collector_typeset_draw (table->typeset, COLLECTOR_FACE_HEADING, from->span,
                          (left + right - width) / 2, y + PAD_Y);
  collector_pdf_ink_set (cr, COLLECTOR_INK_DIM);
  cairo_rectangle (cr, left + COLLECTOR_PDF_PAD_X, y + PAD_Y + line + 0.6,
                   right - left - 2 * COLLECTOR_PDF_PAD_X, 0.5);
  cairo_fill (cr);
  collector_pdf_ink_set (cr, COLLECTOR_INK_TEXT);
}

void
collector_pdf_table_draw_heading (CollectorPdfTable *table, cairo_t *cr, double y)
{
  const CollectorPdfPart *part = get_part (table);
  guint end = part->first + part->n;
  double height = collector_pdf_table_get_heading_height (table);
  double line = collector_typeset_get_line_height (table->typeset, COLLECTOR_FACE_HEADING);
  double bottom = y + height - PAD_Y - 2;

  collector_pdf_ink_set (cr, COLLECTOR_INK_BAND);
  cairo_rectangle (cr, get_part_left (table, part), y, part->width, height);
  cairo_fill (cr);
  collector_pdf_ink_set (cr, COLLECTOR_INK_ACCENT);
  cairo_rectangle (cr, get_part_left (table, part), y + height - 0.9, part->width, 0.9);
  cairo_fill (cr);
  collector_pdf_ink_set (cr, COLLECTOR_INK_TEXT);
  for (guint i = 0; i < end; i = next_column (table, part, i))
    {
      const CollectorPdfColumn *column = &table->columns[i];
      double room = column->width - 2 * COLLECTOR_PDF_PAD_X;
      guint n = collector_typeset_count_lines (table->typeset, COLLECTOR_FACE_HEADING,
                                               column->title, room + 0.1);

      /* Short titles stand at the bottom, beside the rows. */
      draw_cell (table, column, COLLECTOR_FACE_HEADING, column->title, MAX (n, 1),
                 bottom - MAX (n, 1) * line);
      if (column->span != NULL)
        draw_span (table, cr, i, end, y);
    }
}

void
collector_pdf_table_draw_row (CollectorPdfTable *table, cairo_t *cr, const char *const *cells,
                              CollectorRowStyle style, guint n_lines, double y)
{
  const CollectorPdfPart *part = get_part (table);
  guint end = part->first + part->n;
  double height = collector_pdf_table_get_height (table, n_lines);
  double left = get_part_left (table, part);
  gboolean is_continued = style == COLLECTOR_ROW_PLAIN && goes_on (table, cells);
  CollectorFace face = style == COLLECTOR_ROW_PLAIN ? COLLECTOR_FACE_CELL : COLLECTOR_FACE_SUM;

  if (style != COLLECTOR_ROW_PLAIN)
    {
      collector_pdf_table_begin_page (table);
      collector_pdf_ink_set (cr, COLLECTOR_INK_BAND);
      cairo_rectangle (cr, left, y, part->width, height);
      cairo_fill (cr);
    }
  collector_pdf_ink_set (cr, style == COLLECTOR_ROW_TOTAL ? COLLECTOR_INK_TEXT
                                                          : COLLECTOR_INK_LINE);
  cairo_rectangle (cr, left, style == COLLECTOR_ROW_TOTAL ? y : y + height - 0.35, part->width,
                   style == COLLECTOR_ROW_TOTAL ? 0.9 : 0.35);
  cairo_fill (cr);
  collector_pdf_ink_set (cr, COLLECTOR_INK_TEXT);
  for (guint i = 0; i < end; i = next_column (table, part, i))
    if (!is_continued || !table->columns[i].is_group)
      draw_cell (table, &table->columns[i], face, cells[i], n_lines, y + PAD_Y);
}
