/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/chart/plot.h"

G_BEGIN_DECLS

/* What bar charts of all kinds have in common: they differ by these. */
typedef struct
{
  gboolean is_stacked; /* all series on one bar; else side by side */
  gboolean is_single;  /* only the first series is drawn */
  gboolean is_sorted;  /* largest first */
  double gap;          /* between bars, part of their slot */
} TollBarsLook;

/* Bars upwards, one slot a place in time or a label. */
void toll_bars_place_up (TollPlot *plot, const TollBarsLook *look);
/* Bars from the beginning of reading, one row a label. */
void toll_bars_place_across (TollPlot *plot, const TollBarsLook *look);
/* Returns: the height at which every row of bars across has a comfortable one. */
double toll_bars_measure_across (const TollChartData *data, const TollBarsLook *look);

/* TRUE when labels are names, which are read better beside a bar than below it. */
gboolean toll_bars_has_names (const TollChartData *data);

/* Returns: how many series of one kind there are from the first on: those that one axis can
 * measure. */
guint toll_bars_count_alike (const TollChartData *data);

/* The figure at the end of a bar, without the unit that the axis says. */
const char *toll_bars_label (TollPlot *plot, guint series, gint64 figure);

G_END_DECLS
