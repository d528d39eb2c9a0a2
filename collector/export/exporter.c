/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of formats, and what every one of them does.
 */
#include "config.h"

#include "collector/export/exporters-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/error.h"

static const CollectorExporter exporters[] = {
  { "csv", N_ ("CSV"), "text/csv; charset=utf-8", "csv", collector_export_csv },
  { "json", N_ ("JSON"), "application/json", "json", collector_export_json },
  { "html", N_ ("Web page"), "text/html; charset=utf-8", "html", collector_export_html },
  { "pdf", N_ ("PDF"), "application/pdf", "pdf", collector_export_pdf },
  { "xlsx", N_ ("Excel"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsx", collector_export_xlsx },
};

const CollectorExporter *
collector_exporter_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (exporters); i++)
    if (strcmp (exporters[i].id, id) == 0)
      return &exporters[i];
  return NULL;
}

const CollectorExporter *
collector_exporter_list (guint *n_exporters)
{
  *n_exporters = G_N_ELEMENTS (exporters);
  return exporters;
}

static void
append_slug (GString *name, const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");

  for (const char *p = ascii; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (name, g_ascii_tolower (*p));
    else if (name->len > 0 && name->str[name->len - 1] != '-')
      g_string_append_c (name, '-');
}

char *
collector_exporter_dup_file_name (const CollectorExporter *exporter, const TollReportDoc *doc,
                                  const TollZone *zone)
{
  GString *name = g_string_new (NULL);
  gint64 instants[] = { doc->from_ms, doc->to_ms - 1 };

  append_slug (name, doc->title);
  for (guint i = 0; i < G_N_ELEMENTS (instants) && doc->from_ms > 0; i++)
    {
      gint32 day, second;
      int year, month, mday;

      toll_zone_to_local (zone, instants[i], &day, &second);
      toll_day_to_date (day, &year, &month, &mday);
      g_string_append_printf (name, "-%04d%02d%02d", year, month, mday);
    }
  g_string_append_printf (name, ".%s", exporter->extension);
  return g_string_free (name, FALSE);
}

const TollReportDoc *
collector_export_next_page (const CollectorExportJob *job, GError **error)
{
  const TollReportDoc *page = NULL;

  if (!g_cancellable_set_error_if_cancelled (job->cancellable, error))
    page = job->next_page (job->data, error);
  toll_error_convert (error);
  return page;
}

const TollReportDoc *
collector_export_first_page (const CollectorExportJob *job, GError **error)
{
  g_autoptr (GError) failed = NULL;
  const TollReportDoc *page = collector_export_next_page (job, &failed);

  if (page == NULL && failed == NULL)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FAILED, "the report has no answer");
  else if (page == NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return page;
}

gboolean
collector_export_flush (const CollectorExportJob *job, GOutputStream *out, GString *text,
                        GError **error)
{
  gboolean is_written
      = g_output_stream_write_all (out, text->str, text->len, NULL, job->cancellable, error);

  toll_error_convert (error);
  g_string_truncate (text, 0);
  return is_written;
}
