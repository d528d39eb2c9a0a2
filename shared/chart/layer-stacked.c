/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several figures of a row on one bar: upwards over time, across for names.
 */
#include "config.h"

#include "shared/chart/bars.h"
#include "shared/chart/layers.h"

static const TollBarsLook look = { .is_stacked = TRUE, .gap = 0.3 };

static void
place (TollPlot *plot)
{
  if (toll_bars_has_names (plot->data))
    toll_bars_place_across (plot, &look);
  else
    toll_bars_place_up (plot, &look);
}

static double
measure (const TollChartData *data, double width)
{
  return toll_bars_has_names (data) ? toll_bars_measure_across (data, &look) : width * 9 / 16;
}

const TollChartLayer toll_chart_layer_stacked = { TOLL_CHART_STACKED, place, measure };
