/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/export/reader.h"
#include "collector/export/typeset.h"
#include "shared/chart/chart.h"

G_BEGIN_DECLS

/* CollectorPdfHead: what stands above the table on the first page: logo, house, title, question,
 * facts, chart. Texts live in the arena given. */
typedef struct
{
  const CollectorReader *reader;
  CollectorTypeset *typeset;
  const char *title;
  const char *question;
  CollectorFactLine facts[COLLECTOR_READER_MAX_FACTS];
  guint n_facts;
  TollChart *chart;       /* owned (nullable) */
  cairo_surface_t *logo;  /* owned (nullable) */
} CollectorPdfHead;

/* FALSE with BAD_ARGUMENT for @field when the file at @path is no picture that can be printed. */
gboolean collector_pdf_check_logo (const char *path, const char *field, GError **error);

void collector_pdf_head_init (CollectorPdfHead *head, const CollectorReader *reader,
                              CollectorTypeset *typeset, const TollReportDoc *page,
                              TollArena *arena);
void collector_pdf_head_clear (CollectorPdfHead *head);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorPdfHead, collector_pdf_head_clear)

/* Draws it from @left, @top on, @width wide; nothing with @cr NULL. Returns: where it ends. */
double collector_pdf_head_draw (CollectorPdfHead *head, cairo_t *cr, double left, double top,
                                double width);

G_END_DECLS
