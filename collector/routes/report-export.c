/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A report as a file: written page by page into a file without a name in the data directory, from
 * which it is then sent, so that neither a large answer nor a slow client costs memory or holds the
 * lane. A lane for long tasks.
 */
#include "config.h"

#include "collector/routes/report-find.h"

#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "collector/export/exporter.h"
#include "collector/routes/house.h"
#include "shared/base/error.h"

#define PAGE 10000
#define MOST_BYTES (G_GINT64_CONSTANT (4) << 30)

/* Returns: a file that is gone once it is closed, or -1 with IO. */
static int
open_spool (const char *data_path, GError **error)
{
  g_autofree char *path = g_build_filename (data_path, ".export-XXXXXX", NULL);
  int fd = g_mkstemp (path);

  if (fd >= 0)
    g_unlink (path);
  else
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_IO,
                         "the data directory takes no file for the export");
  return fd;
}

/* What the pages are taken from, and where they go. */
typedef struct
{
  CollectorReportRun *run;
  int fd;
  const char *format;
  CollectorHistoryEntry *entry; /* of the first page */
} Pages;

static const TollReportDoc *
next_page (gpointer data, GError **error)
{
  Pages *pages = data;
  const TollReportDoc *doc;
  struct stat info = { 0 };

  if (fstat (pages->fd, &info) == 0 && info.st_size > MOST_BYTES)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE,
                           "the file would be larger than 4 GiB; ask for less");
      return NULL;
    }
  doc = collector_report_run_next_page (pages->run, error);
  if (doc != NULL && pages->entry == NULL)
    pages->entry
        = collector_history_entry_new (pages->run, COLLECTOR_HISTORY_EXPORT, pages->format);
  return doc;
}

static gboolean
write_file (Pages *pages, const CollectorExporter *exporter, CollectorRequest *request,
            GError **error)
{
  CollectorReportRun *run = pages->run;
  g_autoptr (CollectorSettings) settings
      = collector_house_load_settings (COLLECTOR_HOUSE_OF (request), run->db, error);
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (pages->fd, FALSE);
  CollectorExportJob job = { .next_page = next_page, .data = pages, .zone = run->zone,
                             .language = run->viewer->language, .now_ms = run->now_ms,
                             .cancellable = collector_db_get_cancellable (run->db) };

  if (settings == NULL)
    return FALSE;
  collector_db_set_time_limit (run->db,
                               collector_settings_get_int (settings, "export_s") * 1000);
  job.house_name = collector_settings_get_text (settings, "company");
  job.logo_path = collector_settings_get_text (settings, "logo");
  run->page = PAGE;
  return exporter->write (&job, out, error);
}

/* The file is whole and sent under its name. */
static void
take_file (const Pages *pages, const CollectorExporter *exporter, gint64 n_bytes,
           CollectorReply *reply)
{
  g_autofree char *name
      = collector_exporter_dup_file_name (exporter, pages->run->doc, pages->run->zone);
  g_autofree char *disposition = g_strdup_printf ("attachment; filename=\"%s\"", name);

  collector_reply_add_header (reply, "Content-Disposition", disposition);
  collector_reply_take_file (reply, pages->fd, n_bytes, exporter->content_type);
}

CollectorHistoryEntry *
collector_report_export (CollectorReportRun *run, const char *format, CollectorRequest *request,
                         CollectorReply *reply, GError **error)
{
  const CollectorExporter *exporter = collector_exporter_lookup (format);
  Pages pages = { .run = run, .fd = -1, .format = format };
  struct stat info = { 0 };
  gboolean is_written;

  if (exporter == NULL)
    {
      toll_error_set_field (error, "format", "there is no such format");
      return NULL;
    }
  pages.fd = open_spool (collector_house_get_options (COLLECTOR_HOUSE_OF (request))->data_path,
                         error);
  if (pages.fd < 0)
    return NULL;
  is_written = write_file (&pages, exporter, request, error);
  if (is_written && pages.entry != NULL && fstat (pages.fd, &info) == 0 && info.st_size > 0)
    {
      take_file (&pages, exporter, info.st_size, reply);
      return pages.entry;
    }
  if (is_written)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_IO, "the export could not be written");
  collector_history_entry_free (pages.entry);
  close (pages.fd);
  return NULL;
}
