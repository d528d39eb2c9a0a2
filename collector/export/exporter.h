/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "shared/base/zone.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Exporters: a report's answer as a file. Everything that matches goes into it, page after page,
 * in bounded memory; every format takes the same documents, so that all have the same rows, words
 * and masks. The room is pure: it opens nothing but the logo it is given. Any thread; one job on
 * one thread. */

/* CollectorExportJob: what is exported, for whom. */
typedef struct
{
  /* The next page of the answer. The first has titles, filters and chart; further ones have the
   * same columns. Totals are taken from the last page that has some; where none has, columns that
   * may be added up are, over all pages.
   * Returns: (transfer none) (nullable): valid until the next call; NULL without @error: that was
   * all. */
  const TollReportDoc *(*next_page) (gpointer data, GError **error);
  gpointer data;
  const TollZone *zone;
  const char *language;      /* "en", "it" ... of whoever reads it; "" = untranslated */
  const char *house_name;    /* (nullable) */
  const char *logo_path;     /* (nullable): a PNG; left out when it cannot be read */
  gint64 now_ms;             /* clock printed; nothing else depends on the time */
  GCancellable *cancellable; /* (nullable) */
  const char *intro_html;    /* (nullable): HTML alone: what stands above the report in a mail */
  guint most_rows;           /* HTML alone: more are summed, not shown; 0 = all are shown */
  guint sheet_rows;          /* XLSX alone: more go on a next sheet; 0 = as many as a sheet can have */
  gboolean has_file;         /* HTML alone: those stand in a file beside it */
} CollectorExportJob;

/* CollectorExporter: a format; a row of the table in exporter.c. */
typedef struct
{
  const char *id;        /* "csv" */
  const char *title;     /* untranslated, for people: "Excel" */
  const char *content_type;
  const char *extension; /* without a dot */
  /* Writes the whole file to @out, which is not closed.
   * Errors: those of next_page, IO, CANCELLED, TOO_LARGE for what the format cannot hold. */
  gboolean (*write) (const CollectorExportJob *job, GOutputStream *out, GError **error);
} CollectorExporter;

/* Returns: (transfer none) (nullable). */
const CollectorExporter *collector_exporter_lookup (const char *id);
const CollectorExporter *collector_exporter_list (guint *n_exporters);

/* A name for the file: "cost-by-department-20260301-20260331.csv" of the title of the answer's first
 * page and its period; ASCII letters, digits and dashes only. Returns: (transfer full). */
char *collector_exporter_dup_file_name (const CollectorExporter *exporter,
                                        const TollReportDoc *doc, const TollZone *zone);

G_END_DECLS
