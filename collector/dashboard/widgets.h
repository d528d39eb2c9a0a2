/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/report.h"

G_BEGIN_DECLS

/* CollectorWidget: a row of the gallery: a report asked in one way and drawn in one way, so that it
 * fits a card. Texts are untranslated. */
typedef struct
{
  const char *id;       /* "week-cost-area"; kept in layouts: fixed once published */
  const char *title;
  const char *question; /* what it answers */
  const char *report;   /* id in the catalogue, which says whose role may see it */
  const char *spec;     /* JSON put over the report's own question */
  TollChartKind chart;  /* NONE = its table */
  const char *series;   /* ids of columns that are drawn, between spaces */
  const char *headline; /* id of the column whose total stands large above; "" = none */
  guint refresh_s;      /* asked anew so often, beside when a call comes that it counts; 0 = only then */
} CollectorWidget;

/* The gallery: the product's own, in its order; ends with id NULL. */
extern const CollectorWidget collector_widgets[];

/* Returns: (transfer none) (nullable). */
const CollectorWidget *collector_widget_lookup (const char *id);

/* The report as the widget draws it: borrowed from both. */
CollectorReport collector_widget_get_report (const CollectorWidget *widget);

G_END_DECLS
