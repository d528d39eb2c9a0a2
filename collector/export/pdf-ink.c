/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "collector/export/pdf-ink.h"

static const struct
{
  double red, green, blue;
} inks[] = {
  [COLLECTOR_INK_TEXT] = { 0.12, 0.13, 0.15 },  [COLLECTOR_INK_DIM] = { 0.40, 0.42, 0.46 },
  [COLLECTOR_INK_ACCENT] = { 0, 0.447, 0.698 }, [COLLECTOR_INK_LINE] = { 0.86, 0.87, 0.89 },
  [COLLECTOR_INK_BAND] = { 0.945, 0.955, 0.97 },
};

void
collector_pdf_ink_set (cairo_t *cr, CollectorInk ink)
{
  cairo_set_source_rgb (cr, inks[ink].red, inks[ink].green, inks[ink].blue);
}
