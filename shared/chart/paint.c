/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marks on a cairo surface. Hatches are strokes in the colour of the background, clipped to the
 * mark: they stay sharp on paper.
 */
#include "config.h"

#include "shared/chart/ink.h"

#include <math.h>

#define HATCH_PX    6.0
#define HATCH_LINE  1.4
#define HATCH_ALPHA 0.55
#define SMALLEST_PX 4.0 /* smaller marks are not hatched: only mud would be seen */

static void
set_colour (cairo_t *cr, TollColour colour)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, colour.alpha);
}

static void
trace_rect (cairo_t *cr, const TollMark *mark)
{
  double radius = MIN (mark->radius, MIN (mark->width, mark->height) / 2);
  double right = mark->x + mark->width, bottom = mark->y + mark->height;

  if (radius < 0.5)
    {
      cairo_rectangle (cr, mark->x, mark->y, mark->width, mark->height);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, mark->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI_2);
  cairo_arc (cr, mark->x + radius, bottom - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, mark->x + radius, mark->y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
trace_sector (cairo_t *cr, const TollMark *mark)
{
  double from = mark->from - G_PI_2, to = mark->to - G_PI_2;
  gboolean is_whole = to - from > 2 * G_PI - 1e-6;

  cairo_new_sub_path (cr);
  cairo_arc (cr, mark->x, mark->y, mark->radius, from, to);
  if (is_whole)
    {
      cairo_close_path (cr);
      cairo_new_sub_path (cr);
    }
  cairo_arc_negative (cr, mark->x, mark->y, mark->inner, to, from);
  cairo_close_path (cr);
}

static void
trace_points (const TollInk *ink, cairo_t *cr, const TollMark *mark)
{
  for (guint i = 0; i < mark->n; i++)
    {
      const TollPoint *point = &g_array_index (ink->points, TollPoint, mark->first + i);

      if (i == 0)
        cairo_move_to (cr, point->x, point->y);
      else
        cairo_line_to (cr, point->x, point->y);
    }
  if (mark->kind == TOLL_MARK_AREA)
    cairo_close_path (cr);
}

void
toll_mark_trace (const TollInk *ink, const TollMark *mark, cairo_t *cr)
{
  switch (mark->kind)
    {
    case TOLL_MARK_RECT:
      trace_rect (cr, mark);
      break;
    case TOLL_MARK_SECTOR:
      trace_sector (cr, mark);
      break;
    case TOLL_MARK_DOT:
      cairo_new_sub_path (cr);
      cairo_arc (cr, mark->x, mark->y, mark->radius, 0, 2 * G_PI);
      cairo_close_path (cr);
      break;
    case TOLL_MARK_LINE:
    case TOLL_MARK_AREA:
      trace_points (ink, cr, mark);
      break;
    default:
      break;
    }
}

/* Parallel strokes over the box, aligned to the ground so that neighbours match. */
static void
hatch_lines (cairo_t *cr, double x1, double y1, double x2, double y2, double slope)
{
  double reach = fabs (slope) * (y2 - y1);

  if (slope == 0)
    for (double y = ceil (y1 / HATCH_PX) * HATCH_PX; y < y2; y += HATCH_PX)
      {
        cairo_move_to (cr, x1, y);
        cairo_line_to (cr, x2, y);
      }
  else
    for (double x = floor ((x1 - reach) / HATCH_PX) * HATCH_PX; x < x2 + reach; x += HATCH_PX)
      {
        /* Through (x, y1) and (x + slope * height, y2), shifted so that the phase is y's. */
        double shift = fmod (slope * y1, HATCH_PX);

        cairo_move_to (cr, x + shift, y1);
        cairo_line_to (cr, x + shift + slope * (y2 - y1), y2);
      }
  cairo_stroke (cr);
}

static void
hatch_dots (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  for (double y = floor (y1 / HATCH_PX) * HATCH_PX; y < y2; y += HATCH_PX)
    for (double x = floor (x1 / HATCH_PX) * HATCH_PX; x < x2; x += HATCH_PX)
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, x + HATCH_PX / 2, y + HATCH_PX / 2, 1.1, 0, 2 * G_PI);
      }
  cairo_fill (cr);
}

/* Hatches the current path. */
static void
hatch (cairo_t *cr, TollPattern pattern, TollColour paper)
{
  double x1, y1, x2, y2;

  cairo_path_extents (cr, &x1, &y1, &x2, &y2);
  cairo_save (cr);
  cairo_clip (cr);
  if (MIN (x2 - x1, y2 - y1) >= SMALLEST_PX)
    {
      set_colour (cr, toll_colour_with_alpha (paper, HATCH_ALPHA));
      cairo_set_line_width (cr, HATCH_LINE);
      if (pattern == TOLL_PATTERN_DOTS)
        hatch_dots (cr, x1, y1, x2, y2);
      if (pattern == TOLL_PATTERN_RISING || pattern == TOLL_PATTERN_CROSS)
        hatch_lines (cr, x1, y1, x2, y2, -1);
      if (pattern == TOLL_PATTERN_FALLING || pattern == TOLL_PATTERN_CROSS)
        hatch_lines (cr, x1, y1, x2, y2, 1);
      if (pattern == TOLL_PATTERN_LEVEL)
        hatch_lines (cr, x1, y1, x2, y2, 0);
    }
  cairo_restore (cr);
}

static void
set_dashes (cairo_t *cr, TollPattern pattern)
{
  static const double dashes[TOLL_N_PATTERNS][4] = {
    [TOLL_PATTERN_RISING] = { 6, 4, 6, 4 },  [TOLL_PATTERN_DOTS] = { 2, 2.5, 2, 2.5 },
    [TOLL_PATTERN_FALLING] = { 9, 3, 1, 3 }, [TOLL_PATTERN_LEVEL] = { 3, 3, 3, 3 },
    [TOLL_PATTERN_CROSS] = { 12, 4, 12, 4 },
  };

  cairo_set_dash (cr, dashes[pattern], pattern == TOLL_PATTERN_SOLID ? 0 : 4, 0);
}

static void
paint_text (TollInk *ink, cairo_t *cr, const TollMark *mark)
{
  PangoLayout *layout = ink->layout;
  int width, height;
  double x;

  pango_layout_set_font_description (layout, ink->fonts[mark->font]);
  pango_layout_set_width (layout, -1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (layout, mark->text, -1);
  pango_layout_get_size (layout, &width, &height);
  if (mark->width > 0 && width > mark->width * PANGO_SCALE)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, MAX (mark->width, 1) * PANGO_SCALE);
      pango_layout_get_size (layout, &width, &height);
      pango_layout_set_width (layout, width);
    }
  x = mark->x;
  /* Anchors are of the reading direction, which mirroring has turned into left and right. */
  if (mark->anchor == TOLL_ANCHOR_MIDDLE)
    x -= (double) width / PANGO_SCALE / 2;
  else if (mark->anchor == TOLL_ANCHOR_END)
    x -= (double) width / PANGO_SCALE;
  set_colour (cr, mark->colour);
  cairo_move_to (cr, x, mark->y - (double) height / PANGO_SCALE / 2);
  pango_cairo_show_layout (cr, layout);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_NONE);
}

static void
paint_mark (TollInk *ink, cairo_t *cr, const TollMark *mark)
{
  cairo_new_path (cr);
  toll_mark_trace (ink, mark, cr);
  set_colour (cr, mark->colour);
  if (mark->line_px > 0)
    {
      cairo_set_line_width (cr, mark->line_px);
      set_dashes (cr, mark->kind == TOLL_MARK_LINE ? mark->pattern : TOLL_PATTERN_SOLID);
      cairo_stroke (cr);
    }
  else if (mark->pattern == TOLL_PATTERN_SOLID)
    cairo_fill (cr);
  else
    {
      cairo_fill_preserve (cr);
      hatch (cr, mark->pattern, toll_palette_get_ink (TOLL_INK_PAPER, ink->is_dark));
    }
}

void
toll_ink_paint (TollInk *ink, cairo_t *cr)
{
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < ink->marks->len; i++)
    {
      const TollMark *mark = &g_array_index (ink->marks, TollMark, i);

      if (mark->kind == TOLL_MARK_TEXT)
        paint_text (ink, cr, mark);
      else
        paint_mark (ink, cr, mark);
    }
  cairo_new_path (cr);
  cairo_restore (cr);
}
