/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/export/exporter.h"

G_BEGIN_DECLS

/* Inside collector/export only: the formats, and what they share. */
gboolean collector_export_csv (const CollectorExportJob *job, GOutputStream *out, GError **error);
gboolean collector_export_html (const CollectorExportJob *job, GOutputStream *out, GError **error);
gboolean collector_export_json (const CollectorExportJob *job, GOutputStream *out, GError **error);
gboolean collector_export_pdf (const CollectorExportJob *job, GOutputStream *out, GError **error);
gboolean collector_export_xlsx (const CollectorExportJob *job, GOutputStream *out, GError **error);

/* The first page; NULL with an error when there is none. */
const TollReportDoc *collector_export_first_page (const CollectorExportJob *job, GError **error);

/* The next page, or NULL at the end or with CANCELLED. */
const TollReportDoc *collector_export_next_page (const CollectorExportJob *job, GError **error);

/* Hands on what was written so far and empties @text. */
gboolean collector_export_flush (const CollectorExportJob *job, GOutputStream *out, GString *text,
                                 GError **error);

G_END_DECLS
