/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Classes that follow each other, without gaps, in the order of the document.
 */
#include "config.h"

#include "shared/chart/bars.h"
#include "shared/chart/layers.h"

static const TollBarsLook look = { .is_single = TRUE };

static void
place (TollPlot *plot)
{
  toll_bars_place_up (plot, &look);
}

const TollChartLayer toll_chart_layer_histogram = { TOLL_CHART_HISTOGRAM, place, NULL };
