/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts of a whole as a ring, largest first, with the whole in its middle. At most eight slices;
 * the rest is one, "Other". Shares stand beside the names and on the slices that have room.
 */
#include "config.h"

#include <math.h>

#include "shared/chart/layers.h"

#define MOST_SLICES   8
#define SEAM_PX       1.6
#define HOLE          0.66 /* of the radius */
#define MOST_RING_PX  300.0
#define LEGEND_GAP_PX 24.0
#define LINE_PX       24.0 /* of the legend */
#define LEAST_LINE_PX 15.0
#define LEAST_BESIDE_PX 230.0 /* of the chart; in less, the names stand below the ring */

typedef struct
{
  TollPlot *plot;
  const GArray *points;
  TollHue hues[MOST_SLICES];
  const char *shares[MOST_SLICES]; /* "36.0 %"; "" = unknown */
  gint64 whole;
  double x, y, radius; /* of the ring */
} Ring;

static const TollChartPoint *
get_point (const Ring *ring, guint index)
{
  return &g_array_index (ring->points, TollChartPoint, index);
}

static void
measure_slices (Ring *ring)
{
  TollPlot *plot = ring->plot;
  const char *words[MOST_SLICES];

  for (guint i = 0; i < ring->points->len; i++)
    {
      words[i] = get_point (ring, i)->word;
      ring->whole = toll_scale_add (ring->whole, MAX (get_point (ring, i)->figures[0], 0));
    }
  toll_palette_assign (words, ring->points->len, ring->hues);
  for (guint i = 0; i < ring->points->len; i++)
    {
      if (get_point (ring, i)->is_other)
        ring->hues[i] = TOLL_HUE_GREY;
      ring->shares[i] = toll_words_figure (
          &plot->data->words, plot->arena, TOLL_CELL_SHARE, "",
          toll_scale_share (get_point (ring, i)->figures[0], ring->whole));
    }
}

static void
add_share (Ring *ring, guint index, double from, double to)
{
  double middle = ring->radius * (1 + HOLE) / 2, angle = (from + to) / 2;
  double thick = ring->radius * (1 - HOLE), arc = (to - from) * middle;
  double width = toll_ink_measure (ring->plot->ink, ring->shares[index], TOLL_FONT_SMALL);
  TollMark mark = { .kind = TOLL_MARK_TEXT, .x = ring->x + middle * sin (angle),
                    .y = ring->y - middle * cos (angle), .text = ring->shares[index],
                    .anchor = TOLL_ANCHOR_MIDDLE, .font = TOLL_FONT_SMALL };

  if (thick < width + 4 || arc < width + 6)
    return;
  mark.colour = toll_palette_get_contrast (toll_plot_get_colour (ring->plot, ring->hues[index]));
  toll_ink_add (ring->plot->ink, &mark);
}

static void
add_slice (Ring *ring, guint index, double from, double to)
{
  TollPlot *plot = ring->plot;
  double seam = ring->points->len > 1 ? SEAM_PX / 2 / ring->radius : 0;
  gboolean has_seam = to - from > 4 * seam;
  TollMark mark = { .kind = TOLL_MARK_SECTOR, .x = ring->x, .y = ring->y,
                    .radius = ring->radius, .inner = ring->radius * HOLE,
                    .from = has_seam ? from + seam : from, .to = has_seam ? to - seam : to,
                    .colour = toll_plot_get_colour (plot, ring->hues[index]) };
  TollChartItem item = { .shape = TOLL_CHART_SECTOR, .x = ring->x - ring->radius,
                         .y = ring->y - ring->radius, .width = 2 * ring->radius,
                         .height = 2 * ring->radius, .cx = ring->x, .cy = ring->y,
                         .inner = mark.inner, .outer = mark.radius, .from = from, .to = to };

  if (to > from)
    toll_ink_add (plot->ink, &mark);
  toll_plot_add_item (plot, get_point (ring, index), 0, &item, ring->whole);
  add_share (ring, index, from, to);
}

static void
add_slices (Ring *ring)
{
  TollPlot *plot = ring->plot;
  TollMark empty = { .kind = TOLL_MARK_SECTOR, .x = ring->x, .y = ring->y,
                     .radius = ring->radius, .inner = ring->radius * HOLE, .to = 2 * G_PI,
                     .colour = toll_plot_get_ink (plot, TOLL_INK_TRACK) };
  double angle = 0;

  if (ring->whole == 0)
    toll_ink_add (plot->ink, &empty);
  for (guint i = 0; i < ring->points->len; i++)
    {
      double part = ring->whole > 0
                        ? (double) MAX (get_point (ring, i)->figures[0], 0) / ring->whole
                        : 0;

      add_slice (ring, i, angle, angle + part * 2 * G_PI);
      angle += part * 2 * G_PI;
    }
}

/* The whole, as large as the hole allows. */
static void
add_total (Ring *ring)
{
  TollPlot *plot = ring->plot;
  const TollChartSeries *series = &plot->data->series[0];
  double room = ring->radius * HOLE * 2 * 0.86;
  const char *title = toll_words_translate (&plot->data->words, series->title);
  const char *total;
  TollFont font = TOLL_FONT_TOTAL;
  double line;

  if (!series->is_total)
    return;
  total = toll_words_figure (&plot->data->words, plot->arena, series->kind, series->unit,
                             ring->whole);
  while (font > TOLL_FONT_NORMAL && toll_ink_measure (plot->ink, total, font) > room)
    font = font == TOLL_FONT_TOTAL ? TOLL_FONT_SMALL : TOLL_FONT_NORMAL;
  if (toll_ink_measure (plot->ink, total, font) > room)
    return;
  line = toll_ink_get_line_height (plot->ink, font);
  if (ring->radius * HOLE < line * 1.3)
    title = "";
  toll_ink_add_text (plot->ink, total, ring->x, ring->y - (*title != '\0' ? line * 0.36 : 0), 0,
                     TOLL_ANCHOR_MIDDLE, font, TOLL_INK_TEXT);
  toll_ink_add_text (plot->ink, title, ring->x, ring->y + line * 0.62, room * 0.9,
                     TOLL_ANCHOR_MIDDLE, TOLL_FONT_SMALL, TOLL_INK_DIM);
}

/* What names and shares would take. */
static double
measure_names (Ring *ring)
{
  double name = 0, share = 0;

  for (guint i = 0; i < ring->points->len; i++)
    {
      share = MAX (share, toll_ink_measure (ring->plot->ink, ring->shares[i], TOLL_FONT_NORMAL));
      name = MAX (name, toll_ink_measure (ring->plot->ink, get_point (ring, i)->label,
                                          TOLL_FONT_NORMAL));
    }
  return 16 + name + 14 + share;
}

/* Names and shares in columns beside the ring. */
static void
add_names (Ring *ring, double x, double width)
{
  TollPlot *plot = ring->plot;
  guint n = ring->points->len;
  gboolean is_rtl = plot->data->words.style->is_rtl;
  double pitch = MIN (LINE_PX, plot->h / n), share = 0, name = 0, top;

  for (guint i = 0; i < n; i++)
    {
      share = MAX (share, toll_ink_measure (plot->ink, ring->shares[i], TOLL_FONT_NORMAL));
      name = MAX (name, toll_ink_measure (plot->ink, get_point (ring, i)->label,
                                          TOLL_FONT_NORMAL));
    }
  name = MIN (name + 1, width - 16 - 12 - share);
  top = plot->y + (plot->h - n * pitch) / 2;
  for (guint i = 0; i < n; i++)
    {
      double middle = top + (i + 0.5) * pitch;
      TollLegendEntry entry = { .colour = toll_plot_get_colour (plot, ring->hues[i]) };

      toll_legend_add_sample (plot, &entry, x, middle);
      toll_ink_add_text (plot->ink, get_point (ring, i)->label, x + 16, middle, name,
                         TOLL_ANCHOR_START, TOLL_FONT_NORMAL, TOLL_INK_TEXT);
      /* Figures line up at their right, whichever way one reads. */
      toll_ink_add_text (plot->ink, ring->shares[i],
                         x + 16 + name + 12 + (is_rtl ? 0 : share), middle, 0,
                         is_rtl ? TOLL_ANCHOR_START : TOLL_ANCHOR_END, TOLL_FONT_NORMAL,
                         TOLL_INK_DIM);
    }
}

/* Names and shares in lines below it. */
static void
place_names_below (Ring *ring)
{
  TollLegendEntry entries[MOST_SLICES];

  for (guint i = 0; i < ring->points->len; i++)
    {
      g_autofree char *label = g_strconcat (get_point (ring, i)->label, "  ", ring->shares[i],
                                            NULL);

      entries[i] = (TollLegendEntry){
        .label = toll_arena_strdup (ring->plot->arena, label),
        .colour = toll_plot_get_colour (ring->plot, ring->hues[i]),
      };
    }
  toll_legend_place (ring->plot, entries, ring->points->len);
}

static void
place (TollPlot *plot)
{
  Ring ring = { .plot = plot };
  g_autoptr (GArray) points = NULL;
  double ring_px = MIN (plot->h, MOST_RING_PX), beside;

  if (plot->data->n_series == 0)
    return;
  points = toll_chart_data_fold (plot->data, plot->arena, MOST_SLICES, TRUE);
  ring.points = points;
  measure_slices (&ring);
  ring_px = MIN (ring_px, CLAMP (plot->w - LEGEND_GAP_PX - measure_names (&ring),
                                 plot->w * 0.36, plot->w * 0.52));
  beside = plot->w - ring_px - LEGEND_GAP_PX;
  if (points->len == 0 || beside < 110 || plot->h < points->len * LEAST_LINE_PX ||
      plot->w < plot->h * 1.15)
    {
      place_names_below (&ring);
      ring_px = MIN (MIN (plot->h, plot->w), MOST_RING_PX);
      ring.x = plot->x + plot->w / 2;
    }
  else
    {
      /* A ring and its names are one figure: they stand in the middle together. */
      double names = MIN (beside, 260), left = (plot->w - ring_px - LEGEND_GAP_PX - names) / 2;

      ring.x = plot->x + left + ring_px / 2;
      add_names (&ring, plot->x + left + ring_px + LEGEND_GAP_PX, names);
    }
  ring.y = plot->y + plot->h / 2;
  ring.radius = ring_px / 2;
  add_slices (&ring);
  if (points->len > 0)
    add_total (&ring);
}

static double
measure (const TollChartData *data, double width)
{
  /* As high as the ring may be wide; where the names stand below it, they need room too. */
  return width < LEAST_BESIDE_PX ? 180 : CLAMP (width * 0.52, 150, 280);
}

const TollChartLayer toll_chart_layer_pie = { TOLL_CHART_PIE, place, measure };
