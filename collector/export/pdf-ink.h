/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* The colours of a printed page. */
typedef enum
{
  COLLECTOR_INK_TEXT,
  COLLECTOR_INK_DIM,
  COLLECTOR_INK_ACCENT,
  COLLECTOR_INK_LINE, /* between rows */
  COLLECTOR_INK_BAND, /* behind headings and sums */
} CollectorInk;

void collector_pdf_ink_set (cairo_t *cr, CollectorInk ink);

G_END_DECLS
