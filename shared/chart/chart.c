/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts: document in, marks and items out, by the layer of their kind.
 */
#include "config.h"

#include "shared/chart/chart.h"

#include <math.h>

#include "shared/chart/layers.h"

#define LEAST_PX 8.0

struct _TollChart
{
  TollChartStyle style; /* texts owned by the arena */
  TollArena *arena;     /* of the data */
  TollChartData data;
  const TollChartLayer *layer;
  TollInk ink;

  /* The layout. */
  double width, height;
  TollArena *layout;
  GArray *items; /* of TollChartItem */
  int hover, focus;
};

static const TollChartLayer *const layers[] = {
  &toll_chart_layer_bar,   &toll_chart_layer_bar_h,     &toll_chart_layer_stacked,
  &toll_chart_layer_twin,  &toll_chart_layer_line,      &toll_chart_layer_pie,
  &toll_chart_layer_heat,  &toll_chart_layer_histogram, &toll_chart_layer_bullet,
  &toll_chart_layer_timeline,
};

static const TollChartLayer *
find_layer (TollChartKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    if (layers[i]->kind == kind)
      return layers[i];
  return NULL;
}

static void
keep_style (TollChart *chart, const TollChartStyle *style)
{
  if (style == NULL)
    return;
  chart->style = *style;
  if (style->font_family != NULL)
    chart->style.font_family = toll_arena_strdup (chart->arena, style->font_family);
  if (style->zone != NULL)
    chart->style.zone = toll_arena_strdup (chart->arena, style->zone);
}

TollChart *
toll_chart_new (const TollReportDoc *doc, const TollChartStyle *style)
{
  const TollChartLayer *layer = find_layer (doc->chart.kind);
  TollChartWords words = { 0 };
  TollChart *chart;

  if (layer == NULL)
    return NULL;
  chart = g_new0 (TollChart, 1);
  chart->layer = layer;
  chart->arena = toll_arena_new ();
  chart->layout = toll_arena_new ();
  chart->items = g_array_new (FALSE, FALSE, sizeof (TollChartItem));
  chart->hover = chart->focus = -1;
  keep_style (chart, style);
  words.style = &chart->style;
  /* A zone nobody knows reads as UTC: a picture is no place to fail. */
  words.zone = toll_zone_get (chart->style.zone != NULL ? chart->style.zone : doc->zone, NULL);
  toll_chart_data_init (&chart->data, doc, &words, chart->arena);
  toll_ink_init (&chart->ink, &chart->style);
  return chart;
}

void
toll_chart_free (TollChart *chart)
{
  if (chart == NULL)
    return;
  toll_chart_data_clear (&chart->data);
  toll_ink_clear (&chart->ink);
  g_array_unref (chart->items);
  toll_arena_free (chart->layout);
  toll_arena_free (chart->arena);
  g_free (chart);
}

double
toll_chart_get_natural_height (TollChart *chart, double width)
{
  if (chart->layer->measure != NULL)
    return chart->layer->measure (&chart->data, width);
  return MIN (width * 9 / 16, 320);
}

static void
mirror (TollChart *chart)
{
  toll_ink_mirror (&chart->ink, chart->width);
  for (guint i = 0; i < chart->items->len; i++)
    toll_chart_item_mirror (&g_array_index (chart->items, TollChartItem, i), chart->width);
}

void
toll_chart_lay_out (TollChart *chart, double width, double height)
{
  TollPlot plot = { .data = &chart->data, .ink = &chart->ink, .arena = chart->layout,
                    .items = chart->items, .max_rows = chart->style.max_rows };

  if (width == chart->width && height == chart->height)
    return;
  chart->width = width;
  chart->height = height;
  toll_ink_reset (&chart->ink);
  g_array_set_size (chart->items, 0);
  toll_arena_reset (chart->layout);
  if (!(width >= LEAST_PX && height >= LEAST_PX))
    return;
  plot.width = plot.w = width;
  plot.height = plot.h = height;
  chart->layer->place (&plot);
  if (chart->style.is_rtl)
    mirror (chart);
}

const TollChartItem *
toll_chart_list_items (const TollChart *chart, guint *n_items)
{
  *n_items = chart->items->len;
  return chart->items->len > 0 ? (const TollChartItem *) chart->items->data : NULL;
}

int
toll_chart_hit (const TollChart *chart, double x, double y)
{
  double nearest = G_MAXDOUBLE;
  gboolean is_covered = FALSE;
  int hit = -1;

  /* What covers the point, what was drawn last first; the nearest of dots, and of reaches. */
  for (guint i = chart->items->len; i-- > 0;)
    {
      const TollChartItem *item = &g_array_index (chart->items, TollChartItem, i);
      double middle_x, middle_y, distance;
      gboolean covers = item->width > 0 && item->height > 0 &&
                        toll_chart_item_covers (item, x, y);

      if (covers && item->shape != TOLL_CHART_DOT)
        return i;
      if (!covers && (is_covered || !toll_chart_item_reaches (item, x, y)))
        continue;
      toll_chart_item_get_middle (item, &middle_x, &middle_y);
      distance = hypot (x - middle_x, y - middle_y);
      if (distance <= nearest || covers > is_covered)
        {
          nearest = distance;
          is_covered = covers;
          hit = i;
        }
    }
  return hit;
}

void
toll_chart_set_hover (TollChart *chart, int index)
{
  chart->hover = index;
}

void
toll_chart_set_focus (TollChart *chart, int index)
{
  chart->focus = index;
}

/* The outline of an item, @grown px around it. */
static TollMark
outline_item (const TollChartItem *item, double grown)
{
  if (item->shape == TOLL_CHART_SECTOR)
    return (TollMark){ .kind = TOLL_MARK_SECTOR, .x = item->cx, .y = item->cy,
                       .inner = item->inner - grown, .radius = item->outer + grown,
                       .from = item->from, .to = item->to };
  if (item->shape == TOLL_CHART_DOT)
    return (TollMark){ .kind = TOLL_MARK_DOT, .x = item->cx, .y = item->cy,
                       .radius = item->outer + grown };
  return (TollMark){ .kind = TOLL_MARK_RECT, .x = item->x - grown, .y = item->y - grown,
                     .width = item->width + 2 * grown, .height = item->height + 2 * grown,
                     .radius = 2.5 + grown };
}

static void
draw_state (TollChart *chart, cairo_t *cr, int index, gboolean is_focus)
{
  const TollChartItem *item;
  TollMark mark;
  TollColour colour = toll_palette_get_ink (is_focus ? TOLL_INK_FOCUS : TOLL_INK_TEXT,
                                            chart->style.is_dark);

  if (index < 0 || index >= (int) chart->items->len)
    return;
  item = &g_array_index (chart->items, TollChartItem, index);
  mark = outline_item (item, is_focus ? 2 : 0);
  cairo_save (cr);
  cairo_new_path (cr);
  toll_mark_trace (&chart->ink, &mark, cr);
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, is_focus ? 1 : 0.18);
  cairo_set_line_width (cr, 2);
  if (is_focus)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
  cairo_restore (cr);
}

void
toll_chart_draw (TollChart *chart, cairo_t *cr, double width, double height)
{
  toll_chart_lay_out (chart, width, height);
  toll_ink_paint (&chart->ink, cr);
  draw_state (chart, cr, chart->hover, FALSE);
  draw_state (chart, cr, chart->focus, TRUE);
}
