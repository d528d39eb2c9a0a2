/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PDF. How many pages there are and how wide columns must be is known only after the last row, so
 * rows go into a spool as the texts they will be; then columns are fitted, pages are cut between
 * rows, and everything is drawn. The same answer and clock give the same bytes.
 */
#include "config.h"

#include "collector/export/exporters-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <string.h>

#include "collector/export/pdf-head.h"
#include "collector/export/pdf-ink.h"
#include "collector/export/pdf-table.h"
#include "collector/export/row-spool.h"
#include "collector/export/sums.h"
#include "shared/base/error.h"

/* A4, points. */
#define SHORT_SIDE 595.28
#define LONG_SIDE  841.89
#define MARGIN     40.0
#define FOOT       26.0 /* above the margin at the bottom */
#define RUNNING    22.0 /* height of the head of further pages */
#define TOTAL_LEVEL 255

/* What is known of a row without its texts. */
typedef struct
{
  guint8 n_lines;
  guint8 n_lines_on_top; /* as the first of a page */
  guint8 level;
} Row;

typedef struct
{
  const CollectorExportJob *job;
  CollectorReader reader;
  GOutputStream *out;
  GError *write_error;
  cairo_surface_t *surface;
  cairo_t *cr;
  CollectorTypeset *typeset;
  TollArena *arena;     /* of the whole document */
  TollArena *page_arena; /* of a page of the answer */
  CollectorPdfHead head;
  CollectorPdfTable *table;
  CollectorSums *sums;
  CollectorRowSpool *spool;
  GArray *columns;      /* of TollReportColumn: copies of the first page's */
  GArray *rows;         /* of Row */
  double width, height; /* of the paper */
  guint page, n_pages;
  gboolean has_table;   /* on the page that is drawn */
} Pdf;

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int n_bytes)
{
  Pdf *pdf = data;

  if (pdf->write_error == NULL
      && g_output_stream_write_all (pdf->out, bytes, n_bytes, NULL, pdf->job->cancellable,
                                    &pdf->write_error))
    return CAIRO_STATUS_SUCCESS;
  return CAIRO_STATUS_WRITE_ERROR;
}

/* ---- Rows into the spool ---- */

static void
copy_columns (Pdf *pdf, const TollReportDoc *page)
{
  for (guint i = 0; i < page->columns->len; i++)
    {
      TollReportColumn column = *toll_report_doc_get_column (page, i);

      column.id = toll_arena_strdup (pdf->arena, column.id);
      column.title = toll_arena_strdup (pdf->arena, column.title);
      column.unit = toll_arena_strdup (pdf->arena, column.unit);
      column.of = column.of != NULL ? toll_arena_strdup (pdf->arena, column.of) : NULL;
      g_array_append_val (pdf->columns, column);
    }
}

static gboolean
begin (Pdf *pdf, const TollReportDoc *page, GError **error)
{
  collector_pdf_head_init (&pdf->head, &pdf->reader, pdf->typeset, page, pdf->arena);
  pdf->table = collector_pdf_table_new (pdf->typeset, &pdf->reader, page);
  pdf->spool = collector_row_spool_new (page->columns->len, error);
  copy_columns (pdf, page);
  return pdf->spool != NULL;
}

/* Puts a row into words. @columns: of its page. */
static gboolean
spool_row (Pdf *pdf, const GArray *columns, const TollCell *cells, guint level, GError **error)
{
  const char **texts = g_newa (const char *, columns->len + 1);

  for (guint i = 0; i < columns->len; i++)
    texts[i] = collector_reader_cell (&pdf->reader, &g_array_index (columns, TollReportColumn, i),
                                      &cells[i], pdf->page_arena);
  if (level == TOTAL_LEVEL)
    {
      for (guint i = 0; i < columns->len; i++)
        if (cells[i].is_empty)
          texts[i] = "";
      if (cells[0].is_empty)
        texts[0] = collector_reader_total (&pdf->reader, "", pdf->page_arena);
    }
  else if (level > 0)
    {
      texts[level - 1] = collector_reader_total (&pdf->reader, texts[level - 1], pdf->page_arena);
      for (guint i = level; i < columns->len; i++)
        if (cells[i].is_empty)
          texts[i] = "";
    }
  collector_pdf_table_note_row (pdf->table, texts, level > 0);
  return collector_row_spool_add (pdf->spool, level, texts, error);
}

static gboolean
spool_page (Pdf *pdf, const TollReportDoc *page, GError **error)
{
  for (guint i = 0; i < page->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (page, i);

      if (!spool_row (pdf, page->columns, row->cells, row->level, error))
        return FALSE;
    }
  collector_sums_add_page (pdf->sums, page);
  toll_arena_reset (pdf->page_arena);
  return TRUE;
}

static gboolean
spool_all (Pdf *pdf, GError **error)
{
  g_autoptr (GError) failed = NULL;
  const TollReportDoc *page = collector_export_first_page (pdf->job, error);
  const TollCell *totals;

  if (page == NULL || !begin (pdf, page, error))
    return FALSE;
  for (; page != NULL; page = collector_export_next_page (pdf->job, &failed))
    if (!spool_page (pdf, page, error))
      return FALSE;
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  for (guint i = 0; i < pdf->columns->len; i++)
    g_array_index (pdf->columns, TollReportColumn, i).unit
        = collector_sums_get_unit (pdf->sums, i);
  totals = collector_sums_get_totals (pdf->sums);
  return totals == NULL || spool_row (pdf, pdf->columns, totals, TOTAL_LEVEL, error);
}

/* ---- Fitting ---- */

static void
fit_columns (Pdf *pdf)
{
  const char **titles = g_newa (const char *, pdf->columns->len + 1);
  const char **spans = g_newa (const char *, pdf->columns->len + 1);

  collector_reader_list_titles (&pdf->reader, pdf->columns, pdf->arena, titles, spans);
  collector_pdf_table_set_titles (pdf->table, titles, spans);
  pdf->width = SHORT_SIDE;
  pdf->height = LONG_SIDE;
  if (collector_pdf_table_get_natural_width (pdf->table) > SHORT_SIDE - 2 * MARGIN)
    {
      pdf->width = LONG_SIDE;
      pdf->height = SHORT_SIDE;
    }
  collector_pdf_table_fit (pdf->table, MARGIN, pdf->width - 2 * MARGIN);
}

/* How many lines each row takes. */
static gboolean
count_lines (Pdf *pdf, GError **error)
{
  g_autoptr (GError) failed = NULL;
  const char *const *cells;
  guint level;

  if (!collector_row_spool_rewind (pdf->spool, error))
    return FALSE;
  while ((cells = collector_row_spool_next (pdf->spool, &level, &failed)) != NULL)
    {
      guint n_lines, n_lines_on_top;
      Row row;

      collector_pdf_table_count_lines (pdf->table, cells, level > 0, &n_lines, &n_lines_on_top);
      row = (Row){ MIN (n_lines, 255), MIN (n_lines_on_top, 255), level };
      g_array_append_val (pdf->rows, row);
    }
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return failed == NULL;
}

static const Row *
get_row (const Pdf *pdf, guint row)
{
  return &g_array_index (pdf->rows, Row, row);
}

static double
get_row_height (const Pdf *pdf, guint row, gboolean is_on_top)
{
  const Row *at = get_row (pdf, row);

  return collector_pdf_table_get_height (pdf->table,
                                         is_on_top ? at->n_lines_on_top : at->n_lines);
}

/* @row and the sums right behind it, which stay together. */
static double
get_height_together (const Pdf *pdf, guint row)
{
  double height = get_row_height (pdf, row, FALSE);

  while (++row < pdf->rows->len && get_row (pdf, row)->level > 0)
    height += get_row_height (pdf, row, FALSE);
  return height;
}

static double
get_bottom (const Pdf *pdf)
{
  return pdf->height - MARGIN - FOOT;
}

/* Where the rows of further pages begin. */
static double
get_top (const Pdf *pdf)
{
  return MARGIN + RUNNING + collector_pdf_table_get_heading_height (pdf->table);
}

/* Whether a page must end before @row, whose place would be @y. */
static gboolean
ends_before (const Pdf *pdf, guint row, double y)
{
  double height = get_row (pdf, row)->level > 0 ? get_row_height (pdf, row, FALSE)
                                                : get_height_together (pdf, row);

  /* What is higher than a page begins one. */
  return y + height > get_bottom (pdf) && y > get_top (pdf) + 0.01;
}

/* Where the first page's rows begin: on it when there is room for some, else on the next. */
static gboolean
has_room_on_first (const Pdf *pdf, double y)
{
  double first = y + collector_pdf_table_get_heading_height (pdf->table);

  return first + 3 * collector_pdf_table_get_height (pdf->table, 1) <= get_bottom (pdf)
         && (pdf->rows->len == 0 || !ends_before (pdf, 0, first));
}

/* The first row behind @row that finds no room on a page whose rows begin at @y. */
static guint
find_end_of_page (const Pdf *pdf, guint row, double y)
{
  gboolean is_on_top = TRUE;

  for (; row < pdf->rows->len && !ends_before (pdf, row, y); row++)
    {
      y += get_row_height (pdf, row, is_on_top);
      is_on_top = FALSE;
    }
  return row;
}

static guint
count_pages (Pdf *pdf, double head_bottom)
{
  guint n_heads = 0, n_cuts = 0, row = 0;
  double y = head_bottom + collector_pdf_table_get_heading_height (pdf->table);

  if (pdf->rows->len > 0 && !has_room_on_first (pdf, head_bottom))
    {
      n_heads = 1;
      y = get_top (pdf);
    }
  for (; row < pdf->rows->len; y = get_top (pdf))
    {
      row = find_end_of_page (pdf, row, y);
      n_cuts++;
    }
  return MAX (n_heads + n_cuts * collector_pdf_table_count_parts (pdf->table), 1);
}

/* ---- Drawing ---- */

/* A line of the margin, at the side where reading begins or ends. */
static void
draw_margin (Pdf *pdf, const char *text, gboolean is_end, double y)
{
  double width = collector_typeset_measure (pdf->typeset, COLLECTOR_FACE_SMALL, text);
  gboolean is_right = is_end != pdf->reader.style.is_rtl;

  collector_pdf_ink_set (pdf->cr, COLLECTOR_INK_DIM);
  collector_typeset_draw (pdf->typeset, COLLECTOR_FACE_SMALL, text,
                          is_right ? pdf->width - MARGIN - width : MARGIN, y);
}

/* Which page it is, and which columns it has where one has not all. */
static const char *
say_page (Pdf *pdf)
{
  guint first, last;

  if (!pdf->has_table || collector_pdf_table_count_parts (pdf->table) == 1)
    return collector_reader_page (&pdf->reader, pdf->page, pdf->n_pages, pdf->page_arena);
  collector_pdf_table_get_part (pdf->table, &first, &last);
  return collector_reader_part (&pdf->reader, pdf->page, pdf->n_pages, first, last,
                                pdf->columns->len, pdf->page_arena);
}

static void
draw_foot (Pdf *pdf)
{
  double y = pdf->height - MARGIN - 10;
  const char *house = pdf->job->house_name;

  collector_pdf_ink_set (pdf->cr, COLLECTOR_INK_LINE);
  cairo_rectangle (pdf->cr, MARGIN, y - 5, pdf->width - 2 * MARGIN, 0.5);
  cairo_fill (pdf->cr);
  draw_margin (pdf, house != NULL && *house != '\0' ? house : pdf->head.title, FALSE, y);
  draw_margin (pdf, say_page (pdf), TRUE, y);
}

static void
draw_heading (Pdf *pdf, double y)
{
  collector_pdf_table_draw_heading (pdf->table, pdf->cr, y);
  pdf->has_table = TRUE;
}

/* Ends the page and begins the next, with a part of the columns. Returns: where its rows begin. */
static double
turn_page (Pdf *pdf, guint part)
{
  draw_foot (pdf);
  cairo_show_page (pdf->cr);
  pdf->page++;
  toll_arena_reset (pdf->page_arena);
  draw_margin (pdf, pdf->head.title, FALSE, MARGIN);
  draw_margin (pdf, pdf->head.facts[0].text, TRUE, MARGIN);
  collector_pdf_table_set_part (pdf->table, part);
  draw_heading (pdf, MARGIN + RUNNING);
  return get_top (pdf);
}

/* Draws the rows up to @end, the next of the spool, from @y on. */
static gboolean
draw_page (Pdf *pdf, guint row, guint end, double y, GError **error)
{
  g_autoptr (GError) failed = NULL;
  const char *const *cells;
  gboolean is_on_top = TRUE;
  guint level;

  collector_pdf_table_begin_page (pdf->table);
  while (row < end
         && (cells = collector_row_spool_next (pdf->spool, &level, &failed)) != NULL)
    {
      collector_pdf_table_draw_row (pdf->table, pdf->cr, cells,
                                    level == 0             ? COLLECTOR_ROW_PLAIN
                                    : level == TOTAL_LEVEL ? COLLECTOR_ROW_TOTAL
                                                           : COLLECTOR_ROW_SUBTOTAL,
                                    is_on_top ? get_row (pdf, row)->n_lines_on_top
                                              : get_row (pdf, row)->n_lines,
                                    y);
      y += get_row_height (pdf, row++, is_on_top);
      is_on_top = FALSE;
    }
  if (failed == NULL && row == end)
    return TRUE;
  if (failed == NULL)
    g_set_error_literal (&failed, TOLL_ERROR, TOLL_ERROR_IO, "a temporary file ends too early");
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* All rows: those of a page in every part of the columns, then the next ones. @y: where the first
 * begin. */
static gboolean
draw_rows (Pdf *pdf, double y, GError **error)
{
  guint n_parts = collector_pdf_table_count_parts (pdf->table), row = 0, end;

  if (!collector_row_spool_rewind (pdf->spool, error))
    return FALSE;
  for (; row < pdf->rows->len; row = end, y = get_top (pdf))
    {
      gint64 place = n_parts > 1 ? collector_row_spool_get_place (pdf->spool) : 0;

      end = find_end_of_page (pdf, row, y);
      for (guint part = 0; part < n_parts; part++)
        {
          if (g_cancellable_set_error_if_cancelled (pdf->job->cancellable, error))
            {
              toll_error_convert (error);
              return FALSE;
            }
          if (part > 0 && !collector_row_spool_go_to (pdf->spool, place, error))
            return FALSE;
          if (row > 0 || part > 0)
            y = turn_page (pdf, part);
          if (!draw_page (pdf, row, end, y, error))
            return FALSE;
        }
    }
  return TRUE;
}

static void
set_metadata (Pdf *pdf)
{
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_utc (pdf->job->now_ms / 1000);
  g_autofree char *text = g_date_time_format (made, "%Y-%m-%dT%H:%M:%SZ");

  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_TITLE, pdf->head.title);
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_SUBJECT, pdf->head.question);
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_CREATOR, "Tollkeeper");
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, text);
}

static gboolean
draw_all (Pdf *pdf, GError **error)
{
  double width = pdf->width - 2 * MARGIN, y;

  cairo_pdf_surface_set_size (pdf->surface, pdf->width, pdf->height);
  set_metadata (pdf);
  y = collector_pdf_head_draw (&pdf->head, NULL, MARGIN, MARGIN, width);
  pdf->page = 1;
  pdf->n_pages = count_pages (pdf, y);
  collector_pdf_head_draw (&pdf->head, pdf->cr, MARGIN, MARGIN, width);
  if (pdf->rows->len == 0)
    {
      collector_pdf_ink_set (pdf->cr, COLLECTOR_INK_DIM);
      draw_margin (pdf, collector_reader_say (&pdf->reader, N_ ("Nothing matches.")), FALSE, y);
    }
  else if (has_room_on_first (pdf, y))
    {
      draw_heading (pdf, y);
      y += collector_pdf_table_get_heading_height (pdf->table);
    }
  else
    y = turn_page (pdf, 0);
  if (!draw_rows (pdf, y, error))
    return FALSE;
  draw_foot (pdf);
  cairo_show_page (pdf->cr);
  return TRUE;
}

static void
pdf_clear (Pdf *pdf)
{
  collector_pdf_head_clear (&pdf->head);
  collector_pdf_table_free (pdf->table);
  collector_sums_free (pdf->sums);
  collector_row_spool_free (pdf->spool);
  collector_typeset_free (pdf->typeset);
  toll_arena_free (pdf->arena);
  toll_arena_free (pdf->page_arena);
  g_array_unref (pdf->columns);
  g_array_unref (pdf->rows);
  g_clear_error (&pdf->write_error);
}

/* What stopped cairo: our stream, or itself. */
static gboolean
check_surface (Pdf *pdf, GError **error)
{
  cairo_status_t status = cairo_surface_status (pdf->surface);

  if (pdf->write_error != NULL)
    {
      toll_error_convert (&pdf->write_error);
      g_propagate_error (error, g_steal_pointer (&pdf->write_error));
      return FALSE;
    }
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_FAILED, "the PDF could not be drawn: %s",
               cairo_status_to_string (status));
  return FALSE;
}

gboolean
collector_export_pdf (const CollectorExportJob *job, GOutputStream *out, GError **error)
{
  Pdf pdf = { .job = job, .out = out };
  gboolean is_ok;

  collector_reader_init (&pdf.reader, job);
  pdf.surface
      = cairo_pdf_surface_create_for_stream (write_cb, &pdf, SHORT_SIDE, LONG_SIDE);
  pdf.cr = cairo_create (pdf.surface);
  pdf.typeset = collector_typeset_new (pdf.cr, job->language, pdf.reader.style.is_rtl);
  pdf.arena = toll_arena_new ();
  pdf.page_arena = toll_arena_new ();
  pdf.columns = g_array_new (FALSE, FALSE, sizeof (TollReportColumn));
  pdf.rows = g_array_new (FALSE, FALSE, sizeof (Row));
  pdf.sums = collector_sums_new ();
  is_ok = spool_all (&pdf, error);
  if (is_ok)
    {
      fit_columns (&pdf);
      is_ok = count_lines (&pdf, error) && draw_all (&pdf, error);
    }
  cairo_destroy (pdf.cr);
  cairo_surface_finish (pdf.surface);
  if (is_ok)
    is_ok = check_surface (&pdf, error);
  cairo_surface_destroy (pdf.surface);
  pdf_clear (&pdf);
  return is_ok;
}
