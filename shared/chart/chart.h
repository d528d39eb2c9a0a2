/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "shared/chart/item.h"
#include "shared/chart/style.h"

G_BEGIN_DECLS

/* TollChart: the picture of a report document, for any cairo surface: screen, PDF, SVG, PNG. It is
 * laid out for a size, painted as often as needed, and tells where its figures are, so that they
 * can be pointed at, walked through by keyboard and opened. The same document, style and size give
 * the same picture. It paints no background and no heading, and axes alone for a document without
 * rows: whoever shows it says that there were no calls. One thread at a time. */
typedef struct _TollChart TollChart;

/* Returns: (transfer full) (nullable): the chart that @doc asks for; NULL when it asks for none.
 * @doc is not needed afterwards. @style: NULL = light, left to right, English. */
TollChart *toll_chart_new (const TollReportDoc *doc, const TollChartStyle *style);
void toll_chart_free (TollChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TollChart, toll_chart_free)

/* Returns: the height in px at which nothing is left out and nothing stretched, @width px wide. */
double toll_chart_get_natural_height (TollChart *chart, double width);

/* Lays the chart out, px; nothing happens when it is that size already. */
void toll_chart_lay_out (TollChart *chart, double width, double height);

/* Lays out and paints from the origin of @cr; the state of @cr is as before, afterwards. */
void toll_chart_draw (TollChart *chart, cairo_t *cr, double width, double height);

/* The figures, in reading order: *@n_items of them. Returns: (transfer none) (nullable): valid
 * until the next layout of another size. NULL before the first. */
const TollChartItem *toll_chart_list_items (const TollChart *chart, guint *n_items);

/* Returns: the index of the item that pointing at @x, @y means; -1 = none. */
int toll_chart_hit (const TollChart *chart, double x, double y);

/* The item that is drawn lit, or ringed; -1 = none. Kept by index; drawing again is the caller's
 * matter. */
void toll_chart_set_hover (TollChart *chart, int index);
void toll_chart_set_focus (TollChart *chart, int index);

G_END_DECLS
