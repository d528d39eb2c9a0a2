/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Excel, by libxlsxwriter in the mode that holds one row. One sheet has the table, with its heading
 * frozen, filters on it and sums that follow them; another what the report says of itself, and the
 * chart. More rows than a sheet has go on a next one. The workbook grows in a nameless file.
 */
#include "config.h"

#include "collector/export/exporters-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "collector/export/sums.h"
#include "collector/export/xlsx-chart.h"
#include "collector/export/xlsx-format.h"
#include "shared/base/error.h"

#define HEADING_ROW 3
#define FIRST_ROW   (HEADING_ROW + 1)
#define LAST_ROW    1048574 /* of a sheet, one left for the total */
#define MOST_WIDTH  60
#define LEAST_WIDTH 8
#define PAPER_A4    9
#define MOST_LEVELS 3 /* of sums among the rows: of each key but the last */

typedef struct
{
  const CollectorExportJob *job;
  CollectorReader reader;
  TollArena *arena;      /* of the whole workbook */
  TollArena *page_arena;
  lxw_workbook *book;
  lxw_worksheet *sheet;
  const char *sheet_name;
  guint n_sheets;
  lxw_row_t row;         /* the next one */
  lxw_row_t last_row;    /* of a sheet, before the total */
  lxw_row_t group_rows[MOST_LEVELS]; /* where the rows of the group of each level begin */
  gboolean is_cut[MOST_LEVELS];      /* that group began on a sheet before, where no sum reaches */
  CollectorSheetFormats formats;
  CollectorSums *sums;
  CollectorSheetChart *chart;
  GArray *columns;       /* of TollReportColumn: of the first page */
  guint *widths;         /* characters */
  gint64 *group_sums[MOST_LEVELS];   /* of those rows, by column */
  lxw_format **cells;    /* of the page's columns */
  const char *title, *lead;
  CollectorFactLine facts[COLLECTOR_READER_MAX_FACTS];
  guint n_facts;
  gboolean is_compared;  /* with another period */
  guint n_levels;        /* of sums among the rows: 1 = of the first key .. */
  lxw_error failure;
} Xlsx;

static void
note (Xlsx *xlsx, lxw_error failure)
{
  if (xlsx->failure == LXW_NO_ERROR)
    xlsx->failure = failure;
}

static gboolean
is_end (const TollReportColumn *column)
{
  return toll_cell_kind_is_figure (column->kind) && column->role != TOLL_COLUMN_KEY
         && column->kind != TOLL_CELL_INSTANT;
}

/* ---- Sheets ---- */

static const char *
say_heading (Xlsx *xlsx, const TollReportColumn *column)
{
  const char *title
      = collector_reader_title (&xlsx->reader, column, column->unit, xlsx->page_arena);

  if (!collector_sheet_is_minutes (column))
    return title;
  /* TRANSLATORS: the unit of a column of differences of times, behind its title: "Duration:
   * Difference (min)" */
  return toll_words_axis (&xlsx->reader.words, xlsx->page_arena, title,
                          collector_reader_say (&xlsx->reader, N_ ("min")));
}

static void
begin_sheet (Xlsx *xlsx)
{
  const char *name = collector_reader_say (&xlsx->reader, N_ ("Report"));
  g_autofree char *numbered = g_strdup_printf ("%.20s %u", name, ++xlsx->n_sheets);

  xlsx->sheet_name
      = toll_arena_strdup (xlsx->arena, xlsx->n_sheets == 1 ? name : numbered);
  xlsx->sheet = workbook_add_worksheet (xlsx->book, xlsx->sheet_name);
  worksheet_write_string (xlsx->sheet, 0, 0, xlsx->title, xlsx->formats.title);
  worksheet_write_string (xlsx->sheet, 1, 0, xlsx->lead, xlsx->formats.lead);
  if (xlsx->is_compared)
    worksheet_write_string (xlsx->sheet, 2, 0, xlsx->facts[0].text, xlsx->formats.lead);
  for (guint i = 0; i < xlsx->columns->len; i++)
    {
      const TollReportColumn *column = &g_array_index (xlsx->columns, TollReportColumn, i);
      const char *title = say_heading (xlsx, column);

      worksheet_write_string (xlsx->sheet, HEADING_ROW, i, title,
                              is_end (column) ? xlsx->formats.heading_end
                                              : xlsx->formats.heading);
      xlsx->widths[i] = MAX (xlsx->widths[i], MIN ((guint) g_utf8_strlen (title, -1), 14) + 3);
    }
  for (guint i = 0; i < MOST_LEVELS; i++)
    {
      xlsx->is_cut[i] = xlsx->is_cut[i] || xlsx->group_rows[i] < xlsx->row;
      xlsx->group_rows[i] = FIRST_ROW;
    }
  xlsx->row = FIRST_ROW;
}

/* Behind the last row: the mode that holds one row lets nothing end further up. */
static void
end_rows (Xlsx *xlsx)
{
  if (xlsx->row > FIRST_ROW)
    note (xlsx, worksheet_autofilter (xlsx->sheet, HEADING_ROW, 0, xlsx->row - 1,
                                      xlsx->columns->len - 1));
}

/* What is set for a sheet as a whole. */
static void
end_sheet (Xlsx *xlsx)
{
  g_autofree char *foot = g_strdup_printf ("&L%.80s&R&P / &N", xlsx->title);

  worksheet_freeze_panes (xlsx->sheet, FIRST_ROW,
                          g_array_index (xlsx->columns, TollReportColumn, 0).role
                                  == TOLL_COLUMN_KEY
                              ? 1
                              : 0);
  for (guint i = 0; i < xlsx->columns->len; i++)
    worksheet_set_column (xlsx->sheet, i, i, CLAMP (xlsx->widths[i], LEAST_WIDTH, MOST_WIDTH),
                          NULL);
  if (xlsx->columns->len > 7)
    worksheet_set_landscape (xlsx->sheet);
  worksheet_set_paper (xlsx->sheet, PAPER_A4);
  worksheet_fit_to_pages (xlsx->sheet, 1, 0);
  worksheet_repeat_rows (xlsx->sheet, HEADING_ROW, HEADING_ROW);
  worksheet_set_footer (xlsx->sheet, foot);
  if (xlsx->reader.style.is_rtl)
    worksheet_right_to_left (xlsx->sheet);
}

static void
add_about (Xlsx *xlsx)
{
  lxw_worksheet *about
      = workbook_add_worksheet (xlsx->book, collector_reader_say (&xlsx->reader, N_ ("About")));
  lxw_row_t row = 0;

  if (about == NULL)
    return;
  worksheet_set_landscape (about);
  worksheet_set_paper (about, PAPER_A4);
  worksheet_fit_to_pages (about, 1, 0);
  worksheet_set_column (about, 0, 0, 14, NULL);
  worksheet_set_column (about, 1, 1, 100, NULL);
  worksheet_write_string (about, row++, 0, xlsx->title, xlsx->formats.title);
  worksheet_write_string (about, row++, 0, xlsx->lead, xlsx->formats.lead);
  row++;
  for (guint i = 0; i < xlsx->n_facts; i++, row++)
    {
      worksheet_write_string (about, row, 0, xlsx->facts[i].label, xlsx->formats.label);
      worksheet_write_string (about, row, 1, xlsx->facts[i].text, xlsx->formats.text);
    }
  if (xlsx->chart != NULL && xlsx->row > FIRST_ROW)
    collector_sheet_chart_insert (xlsx->chart, xlsx->book, about, row + 1, xlsx->sheet_name,
                                  FIRST_ROW, xlsx->row - 1);
  if (xlsx->reader.style.is_rtl)
    worksheet_right_to_left (about);
}

/* ---- Cells ---- */

static void
write_text (Xlsx *xlsx, guint index, const char *text, lxw_format *format)
{
  guint width = MIN (g_utf8_strlen (text, -1), MOST_WIDTH) + 2;

  xlsx->widths[index] = MAX (xlsx->widths[index], width);
  note (xlsx, worksheet_write_string (xlsx->sheet, xlsx->row, index, text, format));
}

static void
write_figure (Xlsx *xlsx, guint index, const TollReportColumn *column, gint64 figure,
              lxw_format *format)
{
  double value = collector_sheet_value (column, figure, xlsx->job->zone);

  note (xlsx, worksheet_write_number (xlsx->sheet, xlsx->row, index, value, format));
}

/* A sum of the rows above, which follows the filters, where it is one; else the figure alone. */
static void
write_sum (Xlsx *xlsx, guint index, const TollReportColumn *column, gint64 figure, gboolean is_sum,
           lxw_row_t from, lxw_format *format)
{
  double value = collector_sheet_value (column, figure, xlsx->job->zone);
  char first[16], last[16];
  g_autofree char *formula = NULL;

  if (!is_sum || xlsx->row == from)
    {
      write_figure (xlsx, index, column, figure, format);
      return;
    }
  lxw_rowcol_to_cell (first, from, index);
  lxw_rowcol_to_cell (last, xlsx->row - 1, index);
  formula = g_strdup_printf ("=SUBTOTAL(9,%s:%s)", first, last);
  note (xlsx, worksheet_write_formula_num (xlsx->sheet, xlsx->row, index, formula, format, value));
}

static void
write_row (Xlsx *xlsx, const TollReportDoc *page, const TollReportRow *row)
{
  for (guint i = 0; i < page->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (page, i);
      const TollCell *cell = &row->cells[i];

      if (cell->is_empty || cell->text != NULL || column->kind == TOLL_CELL_WEEKDAY)
        {
          const char *text
              = collector_reader_cell (&xlsx->reader, column, cell, xlsx->page_arena);

          if (*text != '\0')
            write_text (xlsx, i, text, xlsx->cells[i]);
          continue;
        }
      write_figure (xlsx, i, column, cell->figure, xlsx->cells[i]);
      xlsx->widths[i] = MAX (xlsx->widths[i], collector_sheet_width (column, cell->figure));
      for (guint j = 0; j < xlsx->n_levels; j++)
        if (__builtin_add_overflow (xlsx->group_sums[j][i], cell->figure, &xlsx->group_sums[j][i]))
          xlsx->group_sums[j][i] = 0;
    }
}

static void
write_subtotal (Xlsx *xlsx, const TollReportDoc *page, const TollReportRow *row)
{
  guint level = CLAMP (row->level, 1, MOST_LEVELS);

  for (guint i = 0; i < page->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (page, i);
      const TollCell *cell = &row->cells[i];
      lxw_format *format
          = collector_sheet_formats_get (&xlsx->formats, column, COLLECTOR_SHEET_SUBTOTAL);

      if (i + 1 < level)
        write_text (xlsx, i, collector_reader_cell (&xlsx->reader, column, cell, xlsx->page_arena),
                    format);
      else if (i + 1 == level)
        write_text (xlsx, i,
                    collector_reader_total (&xlsx->reader,
                                            collector_reader_cell (&xlsx->reader, column, cell,
                                                                   xlsx->page_arena),
                                            xlsx->page_arena),
                    format);
      else if (cell->is_empty)
        note (xlsx, worksheet_write_blank (xlsx->sheet, xlsx->row, i, format));
      else if (cell->text != NULL)
        write_text (xlsx, i, cell->text, format);
      else
        write_sum (xlsx, i, column, cell->figure,
                   column->is_total && !xlsx->is_cut[level - 1]
                       && xlsx->group_sums[level - 1][i] == cell->figure,
                   xlsx->group_rows[level - 1], format);
    }
  /* What follows begins a group of this level and of those inside it. */
  for (guint i = level - 1; i < MOST_LEVELS; i++)
    {
      memset (xlsx->group_sums[i], 0, page->columns->len * sizeof **xlsx->group_sums);
      xlsx->group_rows[i] = xlsx->row + 1;
      xlsx->is_cut[i] = FALSE;
    }
}

static void
write_total (Xlsx *xlsx)
{
  const TollCell *totals = collector_sums_get_totals (xlsx->sums);

  for (guint i = 0; i < xlsx->columns->len && totals != NULL; i++)
    {
      TollReportColumn column = g_array_index (xlsx->columns, TollReportColumn, i);
      lxw_format *format;

      column.unit = collector_sums_get_unit (xlsx->sums, i);
      format = collector_sheet_formats_get (&xlsx->formats, &column, COLLECTOR_SHEET_TOTAL);
      if (!totals[i].is_empty && totals[i].text != NULL)
        write_text (xlsx, i, totals[i].text, format);
      else if (!totals[i].is_empty)
        write_sum (xlsx, i, &column, totals[i].figure,
                   xlsx->n_sheets == 1 && collector_sums_is_sum (xlsx->sums, i), FIRST_ROW,
                   format);
      else if (i == 0)
        write_text (xlsx, i, collector_reader_total (&xlsx->reader, "", xlsx->page_arena),
                    format);
      else
        note (xlsx, worksheet_write_blank (xlsx->sheet, xlsx->row, i, format));
    }
}

static void
write_page (Xlsx *xlsx, const TollReportDoc *page)
{
  lxw_row_col_options detail = { 0 };

  for (guint i = 0; i < page->columns->len; i++)
    xlsx->cells[i] = collector_sheet_formats_get (
        &xlsx->formats, toll_report_doc_get_column (page, i), COLLECTOR_SHEET_CELL);
  for (guint i = 0; i < page->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (page, i);

      if (xlsx->row > xlsx->last_row)
        {
          end_rows (xlsx);
          end_sheet (xlsx);
          begin_sheet (xlsx);
        }
      detail.level = row->level > 0 ? MIN (row->level - 1, xlsx->n_levels) : xlsx->n_levels;
      if (detail.level > 0)
        worksheet_set_row_opt (xlsx->sheet, xlsx->row, LXW_DEF_ROW_HEIGHT, NULL, &detail);
      if (row->level > 0)
        write_subtotal (xlsx, page, row);
      else
        write_row (xlsx, page, row);
      xlsx->row++;
    }
  collector_sums_add_page (xlsx->sums, page);
  toll_arena_reset (xlsx->page_arena);
}

/* ---- The workbook ---- */

static void
copy_columns (Xlsx *xlsx, const TollReportDoc *page)
{
  guint n_keys = 0;

  for (guint i = 0; i < page->columns->len; i++)
    {
      TollReportColumn column = *toll_report_doc_get_column (page, i);

      n_keys += column.role == TOLL_COLUMN_KEY;
      column.id = toll_arena_strdup (xlsx->arena, column.id);
      column.title = toll_arena_strdup (xlsx->arena, column.title);
      column.unit = toll_arena_strdup (xlsx->arena, column.unit);
      column.of = column.of != NULL ? toll_arena_strdup (xlsx->arena, column.of) : NULL;
      g_array_append_val (xlsx->columns, column);
    }
  /* Rows that are single calls stand in sections when they have a key at all. */
  if (n_keys > 1)
    xlsx->n_levels = MIN (n_keys - 1, MOST_LEVELS);
  else if (n_keys == 1 && page->rows->len > 0 && toll_report_doc_get_row (page, 0)->call_id != 0)
    xlsx->n_levels = 1;
}

static void
begin (Xlsx *xlsx, const TollReportDoc *page)
{
  lxw_doc_properties properties = { .created = xlsx->job->now_ms / 1000 };

  copy_columns (xlsx, page);
  xlsx->widths = toll_arena_alloc (xlsx->arena, page->columns->len * sizeof *xlsx->widths);
  xlsx->cells = toll_arena_alloc (xlsx->arena, page->columns->len * sizeof *xlsx->cells);
  for (guint i = 0; i < MOST_LEVELS; i++)
    xlsx->group_sums[i]
        = toll_arena_alloc (xlsx->arena, page->columns->len * sizeof **xlsx->group_sums);
  xlsx->title
      = toll_arena_strdup (xlsx->arena, collector_reader_say (&xlsx->reader, page->title));
  xlsx->lead
      = toll_arena_strdup (xlsx->arena, collector_reader_say (&xlsx->reader, page->question));
  xlsx->n_facts = collector_reader_list_facts (&xlsx->reader, page, xlsx->arena, xlsx->facts);
  xlsx->is_compared = page->other_to_ms != 0;
  xlsx->chart = collector_sheet_chart_new (&xlsx->reader, page);
  properties.title = (char *) xlsx->title;
  properties.subject = (char *) xlsx->lead;
  properties.company = (char *) xlsx->job->house_name;
  workbook_set_properties (xlsx->book, &properties);
  xlsx->last_row = LAST_ROW;
  if (xlsx->job->sheet_rows > 0)
    xlsx->last_row = MIN (FIRST_ROW + xlsx->job->sheet_rows - 1, LAST_ROW);
  begin_sheet (xlsx);
}

static gboolean
write_all (Xlsx *xlsx, GError **error)
{
  g_autoptr (GError) failed = NULL;
  const TollReportDoc *page = collector_export_first_page (xlsx->job, error);

  if (page == NULL)
    return FALSE;
  begin (xlsx, page);
  for (; page != NULL; page = collector_export_next_page (xlsx->job, &failed))
    write_page (xlsx, page);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  end_rows (xlsx);
  write_total (xlsx);
  end_sheet (xlsx);
  add_about (xlsx);
  return TRUE;
}

static gboolean
hand_on (Xlsx *xlsx, int fd, GOutputStream *out, GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (64 * 1024);
  off_t at = 0;
  gssize n;

  while ((n = pread (fd, text->str, 64 * 1024 - 1, at)) > 0)
    {
      text->len = n;
      if (!collector_export_flush (xlsx->job, out, text, error))
        return FALSE;
      at += n;
    }
  if (n == 0)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "the workbook could not be read: %s",
               g_strerror (errno));
  return FALSE;
}

static void
xlsx_clear (Xlsx *xlsx)
{
  collector_sheet_formats_clear (&xlsx->formats);
  collector_sheet_chart_free (xlsx->chart);
  collector_sums_free (xlsx->sums);
  toll_arena_free (xlsx->arena);
  toll_arena_free (xlsx->page_arena);
  g_array_unref (xlsx->columns);
}

/* Writes the workbook into @fd. */
static gboolean
write_book (Xlsx *xlsx, int fd, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .use_zip64 = LXW_FALSE,
                                   .tmpdir = (char *) g_get_tmp_dir () };
  gboolean is_ok;

  xlsx->book = workbook_new_opt (path, &options);
  collector_sheet_formats_init (&xlsx->formats, xlsx->book);
  is_ok = write_all (xlsx, error);
  if (!is_ok)
    {
      lxw_workbook_free (xlsx->book);
      return FALSE;
    }
  note (xlsx, workbook_close (xlsx->book));
  if (xlsx->failure == LXW_NO_ERROR)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "the workbook could not be written: %s",
               lxw_strerror (xlsx->failure));
  return FALSE;
}

gboolean
collector_export_xlsx (const CollectorExportJob *job, GOutputStream *out, GError **error)
{
  Xlsx xlsx = { .job = job };
  g_autofree char *name = NULL;
  int fd = g_file_open_tmp ("tollkeeper-XXXXXX.xlsx", &name, error);
  gboolean is_ok;

  if (fd < 0)
    {
      toll_error_convert (error);
      return FALSE;
    }
  g_unlink (name);
  collector_reader_init (&xlsx.reader, job);
  xlsx.arena = toll_arena_new ();
  xlsx.page_arena = toll_arena_new ();
  xlsx.sums = collector_sums_new ();
  xlsx.columns = g_array_new (FALSE, FALSE, sizeof (TollReportColumn));
  is_ok = write_book (&xlsx, fd, error) && hand_on (&xlsx, fd, out, error);
  xlsx_clear (&xlsx);
  close (fd);
  return is_ok;
}
