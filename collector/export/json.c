/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON: the report document as the API gives it. An answer of many pages becomes one document, with
 * all rows in it.
 */
#include "config.h"

#include "collector/export/exporters-private.h"

#include "collector/export/sums.h"
#include "shared/wire/report-json.h"

typedef struct
{
  const CollectorExportJob *job;
  GOutputStream *out;
  TollJsonWriter *json;
  GString *text;
  GArray *calls;       /* of gint64 */
  TollJsonWriter *subtotals; /* of the pages so far */
  guint n_rows;              /* of them, no subtotals */
  CollectorSums *sums;
  TollReportDoc *tail; /* what is known of the first page, without rows */
} JsonFile;

static gboolean
flush (JsonFile *file, GError **error)
{
  toll_json_writer_move (file->json, file->text);
  return collector_export_flush (file->job, file->out, file->text, error);
}

static void
begin (JsonFile *file, const TollReportDoc *page)
{
  toll_report_doc_write_head (page, file->json);
  toll_json_begin_array (file->json, "rows");
  for (guint i = 0; i < page->columns->len; i++)
    toll_report_doc_add_column (file->tail, &(TollReportColumn){ .id = "" });
  file->tail->chart = page->chart;
  file->tail->n_calls = page->n_calls;
  file->tail->n_cut = page->n_cut;
  file->tail->source = toll_arena_strdup (file->tail->arena, page->source);
  file->tail->made_ms = page->made_ms;
}

static gboolean
add_page (JsonFile *file, const TollReportDoc *page, GError **error)
{
  toll_report_doc_write_rows (page, file->json);
  for (guint i = 0; i < page->rows->len; i++)
    {
      gint64 call_id = toll_report_doc_get_row (page, i)->call_id;

      if (call_id != 0)
        g_array_append_val (file->calls, call_id);
    }
  file->n_rows = toll_report_doc_write_subtotals (page, file->n_rows, file->subtotals);
  file->tail->took_ms += page->took_ms;
  collector_sums_add_page (file->sums, page);
  return flush (file, error);
}

/* @page: the first of several. */
static gboolean
write_pages (JsonFile *file, const TollReportDoc *page, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GString) subtotals = NULL;

  begin (file, page);
  toll_json_begin_array (file->subtotals, NULL);
  for (; page != NULL; page = collector_export_next_page (file->job, &failed))
    if (!add_page (file, page, error))
      return FALSE;
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  toll_json_end_array (file->json);
  subtotals = toll_json_writer_finish (file->subtotals);
  toll_report_doc_write_tail (file->tail, file->calls, subtotals,
                              collector_sums_get_totals (file->sums), file->json);
  return TRUE;
}

gboolean
collector_export_json (const CollectorExportJob *job, GOutputStream *out, GError **error)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CollectorSums) sums = collector_sums_new ();
  g_autoptr (TollReportDoc) tail = toll_report_doc_new ();
  g_autoptr (TollJsonWriter) subtotals = toll_json_writer_new ();
  JsonFile file = { job, out, json, text, calls, subtotals, 0, sums, tail };
  const TollReportDoc *page = collector_export_first_page (job, error);

  if (page == NULL)
    return FALSE;
  toll_json_begin_object (json, NULL);
  if (*page->next == '\0')
    toll_report_doc_write (page, json);
  else if (!write_pages (&file, page, error))
    return FALSE;
  toll_json_end_object (json);
  toll_json_writer_move (json, text);
  g_string_append_c (text, '\n');
  return collector_export_flush (job, out, text, error);
}
