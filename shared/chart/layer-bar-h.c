/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One bar a row, longest first; the rows that find no room are one, "Other".
 */
#include "config.h"

#include "shared/chart/bars.h"
#include "shared/chart/layers.h"

static const TollBarsLook look = { .is_single = TRUE, .is_sorted = TRUE };

static void
place (TollPlot *plot)
{
  toll_bars_place_across (plot, &look);
}

static double
measure (const TollChartData *data, double width)
{
  return toll_bars_measure_across (data, &look);
}

const TollChartLayer toll_chart_layer_bar_h = { TOLL_CHART_BAR_H, place, measure };
