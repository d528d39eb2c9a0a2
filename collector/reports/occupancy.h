/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/sweep.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Figures of how many calls were up: a row of the table in occupancy.c each. */

typedef struct
{
  const CollectorSlot *slot;
  gint64 length_ms; /* of the time that it is about */
  gint64 channels;  /* of the gateway, or of all of them; -1 = unknown */
} CollectorOccupancyInput;

typedef struct
{
  const char *id;
  const char *title; /* untranslated */
  TollCellKind kind;
  TollColumnRole role;
  const char *drill;    /* see TollReportColumn, as the next */
  const char *drill_at;
  gint64 drill_ms;
  gboolean drill_up;
  gint64 last_ms;       /* it is about so much of the end of the period alone; 0 = all of it */
  gboolean needs_channels;
  /* Leaves the cell empty where there is nothing to tell. */
  void (*fill) (const CollectorOccupancyInput *input, TollCell *cell);
} CollectorOccupancyFigure;

/* Returns: (transfer none) (nullable). */
const CollectorOccupancyFigure *collector_occupancy_figure_lookup (const char *id);
const CollectorOccupancyFigure *collector_occupancy_figure_list (guint *n_figures);

G_END_DECLS
