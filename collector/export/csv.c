/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV after RFC 4180: one row of headings, then the rows; no subtotals and totals, which a reader
 * of the file would count twice. Texts that a spreadsheet would run as a formula get an apostrophe
 * before them; figures are written as they are. A key that nothing is known of is the dash that it
 * is in every file; other cells stay empty.
 */
#include "config.h"

#include "collector/export/exporters-private.h"

#include "collector/export/cell-text.h"
#include "shared/base/csv.h"

#define CHUNK (64 * 1024)

static void
append_titles (const CollectorExportJob *job, const TollReportDoc *doc, GString *out)
{
  for (guint i = 0; i < doc->columns->len; i++)
    {
      g_autofree char *title
          = collector_cell_dup_heading (doc, toll_report_doc_get_column (doc, i), job->zone,
                                        job->language);

      g_string_append (out, i > 0 ? "," : "");
      toll_csv_write_cell (out, title, ',', TRUE);
    }
  g_string_append (out, "\r\n");
}

static void
append_row (const CollectorExportJob *job, const TollReportDoc *doc, const TollReportRow *row,
            GString *out)
{
  for (guint i = 0; i < doc->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);
      const TollCell *cell = &row->cells[i];

      if (i > 0)
        g_string_append_c (out, ',');
      if (collector_cell_is_unknown (column, cell))
        g_string_append (out, COLLECTOR_CELL_UNKNOWN);
      else if (cell->text != NULL)
        toll_csv_write_cell (out, collector_cell_get_words (column, cell, job->language), ',', TRUE);
      else
        collector_cell_append (out, column, cell, job->zone, job->language);
    }
  g_string_append (out, "\r\n");
}

gboolean
collector_export_csv (const CollectorExportJob *job, GOutputStream *out, GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (CHUNK + 4096);
  g_autoptr (GError) failed = NULL;
  const TollReportDoc *page;
  gboolean is_first = TRUE;

  while ((page = collector_export_next_page (job, &failed)) != NULL)
    {
      if (is_first)
        append_titles (job, page, text);
      is_first = FALSE;
      for (guint i = 0; i < page->rows->len; i++)
        {
          const TollReportRow *row = toll_report_doc_get_row (page, i);

          if (row->level == 0)
            append_row (job, page, row, text);
          if (text->len >= CHUNK && !collector_export_flush (job, out, text, error))
            return FALSE;
        }
    }
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  return collector_export_flush (job, out, text, error);
}
