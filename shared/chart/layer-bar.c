/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One bar for each place in time or class: its first series, its words in their colours.
 */
#include "config.h"

#include "shared/chart/bars.h"
#include "shared/chart/layers.h"

static const TollBarsLook look = { .is_single = TRUE, .gap = 0.3 };

static void
place (TollPlot *plot)
{
  toll_bars_place_up (plot, &look);
}

const TollChartLayer toll_chart_layer_bar = { TOLL_CHART_BAR, place, NULL };
