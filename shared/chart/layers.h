/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/chart/plot.h"

G_BEGIN_DECLS

/* The kinds of charts: one a file, and a row in the table of chart.c. */
extern const TollChartLayer toll_chart_layer_bar;
extern const TollChartLayer toll_chart_layer_bar_h;
extern const TollChartLayer toll_chart_layer_stacked;
extern const TollChartLayer toll_chart_layer_twin;
extern const TollChartLayer toll_chart_layer_line;
extern const TollChartLayer toll_chart_layer_pie;
extern const TollChartLayer toll_chart_layer_histogram;
extern const TollChartLayer toll_chart_layer_heat;
extern const TollChartLayer toll_chart_layer_bullet;
extern const TollChartLayer toll_chart_layer_timeline;

G_END_DECLS
