/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of a PDF: widths, headings, rows. Figures stand right, texts left; in right-to-left
 * languages all is mirrored. Nothing is cut off: what finds no room gets more lines.
 */
#include "config.h"

#include "collector/export/pdf-table.h"

#include <string.h>

#include "collector/export/pdf-ink.h"

#define PAD_X       4.0
#define PAD_Y       2.6
#define LEAST_TEXT  76.0 /* a column of texts is not made narrower */
#define MOST_GROWTH 40.0 /* a column of figures is not made wider by more */
#define LEAST_SCALE 0.62

typedef struct
{
  const char *title;
  gboolean is_end;   /* its cells stand at the end of the column: figures */
  gboolean is_text;  /* may be wrapped */
  gboolean is_group; /* rows are grouped by it, and by more: said once for a group */
  double content;    /* widest cell at the usual size */
  double title_word; /* widest word of the title */
  double title_line; /* the whole title */
  double x, width;   /* on the page, padding included */
} Column;

struct _CollectorPdfTable
{
  CollectorTypeset *typeset; /* not owned */
  gboolean is_rtl;
  guint n_columns;
  Column *columns;
  double left, width;
  guint n_title_lines;
  GString *group; /* the cells that are said once, of the row before */
};

CollectorPdfTable *
collector_pdf_table_new (CollectorTypeset *typeset, const CollectorReader *reader,
                         const TollReportDoc *page)
{
  CollectorPdfTable *table = g_new0 (CollectorPdfTable, 1);

  table->typeset = typeset;
  table->is_rtl = reader->style.is_rtl;
  table->n_columns = page->columns->len;
  table->columns = g_new0 (Column, table->n_columns);
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
  table->group = g_string_new (NULL);
  return table;
}

void
collector_pdf_table_free (CollectorPdfTable *table)
{
  if (table == NULL)
    return;
  g_string_free (table->group, TRUE);
  g_free (table->columns);
  g_free (table);
}

void
collector_pdf_table_set_titles (CollectorPdfTable *table, const char *const *titles)
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      Column *column = &table->columns[i];
      g_auto (GStrv) words = g_strsplit (titles[i], " ", -1);

      column->title = titles[i];
      column->title_line
          = collector_typeset_measure (table->typeset, COLLECTOR_FACE_HEADING, titles[i]);
      for (guint j = 0; words[j] != NULL; j++)
        column->title_word = MAX (column->title_word,
                                  collector_typeset_measure (table->typeset,
                                                             COLLECTOR_FACE_HEADING, words[j]));
    }
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

/* What a column needs so that only its title may be wrapped. */
static double
get_natural (const Column *column)
{
  double title = MAX (column->title_word, column->title_line * 0.55);

  return MAX (MAX (column->content, title), 16) + 2 * PAD_X;
}

/* What it needs at least. */
static double
get_least (const Column *column)
{
  double natural = get_natural (column);

  if (!column->is_text)
    return natural;
  return MIN (natural, MAX (LEAST_TEXT, column->title_word) + 2 * PAD_X);
}

double
collector_pdf_table_get_natural_width (const CollectorPdfTable *table)
{
  double width = 0;

  for (guint i = 0; i < table->n_columns; i++)
    width += get_natural (&table->columns[i]);
  return width;
}

/* Texts take what figures leave, in proportion to what they would like. */
static void
shrink (CollectorPdfTable *table, double natural, double least, double scale)
{
  double padding = 2 * PAD_X * table->n_columns; /* stays as it is */
  double room = (table->width - padding) / scale + padding;
  double share = natural > least ? CLAMP ((room - least) / (natural - least), 0, 1) : 1;

  for (guint i = 0; i < table->n_columns; i++)
    {
      Column *column = &table->columns[i];
      double from = get_least (column);

      column->width = (from + (get_natural (column) - from) * share - 2 * PAD_X) * scale
                      + 2 * PAD_X;
    }
}

/* What is left over goes to all alike, up to a limit, and then to texts. */
static void
grow (CollectorPdfTable *table, double spare)
{
  double each = MIN (spare / table->n_columns, MOST_GROWTH);
  guint n_texts = 0;

  for (guint i = 0; i < table->n_columns; i++)
    n_texts += table->columns[i].is_text;
  spare -= each * table->n_columns;
  for (guint i = 0; i < table->n_columns; i++)
    {
      Column *column = &table->columns[i];

      column->width = get_natural (column) + each;
      if (n_texts > 0)
        column->width += column->is_text ? spare / n_texts : 0;
      else
        column->width += spare / table->n_columns;
    }
}

static void
place (CollectorPdfTable *table)
{
  double at = table->left, total = 0;

  for (guint i = 0; i < table->n_columns; i++)
    total += table->columns[i].width;
  for (guint i = 0; i < table->n_columns; i++)
    {
      Column *column = &table->columns[i];
      guint n_lines;

      /* Below the least scale everything is narrowed. */
      column->width *= table->width / total;
      column->x = table->is_rtl ? 2 * table->left + table->width - at - column->width : at;
      at += column->width;
      n_lines = collector_typeset_count_lines (table->typeset, COLLECTOR_FACE_HEADING,
                                               column->title, column->width - 2 * PAD_X + 0.1);
      table->n_title_lines = MAX (table->n_title_lines, n_lines);
    }
}

void
collector_pdf_table_fit (CollectorPdfTable *table, double left, double width)
{
  double natural = collector_pdf_table_get_natural_width (table), least = 0;

  table->left = left;
  table->width = width;
  if (natural <= width)
    grow (table, width - natural);
  else
    {
      double padding = 2 * PAD_X * table->n_columns, scale;

      for (guint i = 0; i < table->n_columns; i++)
        least += get_least (&table->columns[i]);
      scale = CLAMP ((width - padding) / (least - padding), LEAST_SCALE, 1);
      collector_typeset_scale_table (table->typeset, scale);
      shrink (table, natural, least, scale);
    }
  place (table);
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
      const Column *column = &table->columns[i];
      guint n = collector_typeset_count_lines (table->typeset, face, cells[i],
                                               column->width - 2 * PAD_X + 0.1);

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
  return table->n_title_lines
             * collector_typeset_get_line_height (table->typeset, COLLECTOR_FACE_HEADING)
         + 2 * PAD_Y + 2;
}

/* Writes @text into a column, its first line at @y; @n_lines: of the whole row. */
static void
draw_cell (CollectorPdfTable *table, const Column *column, CollectorFace face, const char *text,
           guint n_lines, double y)
{
  double x = column->x + PAD_X, room = column->width - 2 * PAD_X, width;
  gboolean is_right = column->is_end != table->is_rtl;

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

void
collector_pdf_table_draw_heading (CollectorPdfTable *table, cairo_t *cr, double y)
{
  double height = collector_pdf_table_get_heading_height (table);
  double line = collector_typeset_get_line_height (table->typeset, COLLECTOR_FACE_HEADING);

  collector_pdf_ink_set (cr, COLLECTOR_INK_BAND);
  cairo_rectangle (cr, table->left, y, table->width, height);
  cairo_fill (cr);
  collector_pdf_ink_set (cr, COLLECTOR_INK_ACCENT);
  cairo_rectangle (cr, table->left, y + height - 0.9, table->width, 0.9);
  cairo_fill (cr);
  collector_pdf_ink_set (cr, COLLECTOR_INK_TEXT);
  for (guint i = 0; i < table->n_columns; i++)
    {
      const Column *column = &table->columns[i];
      guint n = collector_typeset_count_lines (table->typeset, COLLECTOR_FACE_HEADING,
                                               column->title, column->width - 2 * PAD_X + 0.1);

      /* Short titles stand at the bottom, beside the rows. */
      draw_cell (table, column, COLLECTOR_FACE_HEADING, column->title, MAX (n, 1),
                 y + PAD_Y + (table->n_title_lines - MAX (n, 1)) * line);
    }
}

void
collector_pdf_table_draw_row (CollectorPdfTable *table, cairo_t *cr, const char *const *cells,
                              CollectorRowStyle style, guint n_lines, double y)
{
  double height = collector_pdf_table_get_height (table, n_lines);
  gboolean is_continued = style == COLLECTOR_ROW_PLAIN && goes_on (table, cells);
  CollectorFace face = style == COLLECTOR_ROW_PLAIN ? COLLECTOR_FACE_CELL : COLLECTOR_FACE_SUM;

  if (style != COLLECTOR_ROW_PLAIN)
    {
      collector_pdf_table_begin_page (table);
      collector_pdf_ink_set (cr, COLLECTOR_INK_BAND);
      cairo_rectangle (cr, table->left, y, table->width, height);
      cairo_fill (cr);
    }
  collector_pdf_ink_set (cr, style == COLLECTOR_ROW_TOTAL ? COLLECTOR_INK_TEXT
                                                          : COLLECTOR_INK_LINE);
  cairo_rectangle (cr, table->left, style == COLLECTOR_ROW_TOTAL ? y : y + height - 0.35,
                   table->width, style == COLLECTOR_ROW_TOTAL ? 0.9 : 0.35);
  cairo_fill (cr);
  collector_pdf_ink_set (cr, COLLECTOR_INK_TEXT);
  for (guint i = 0; i < table->n_columns; i++)
    if (!is_continued || !table->columns[i].is_group)
      draw_cell (table, &table->columns[i], face, cells[i], n_lines, y + PAD_Y);
}
