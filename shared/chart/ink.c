/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of marks: measuring, adding, mirroring.
 */
#include "config.h"

#include "shared/chart/ink.h"

#define DEFAULT_FAMILY "Cantarell, Noto Sans, Noto Sans Arabic, DejaVu Sans, sans-serif"
#define DEFAULT_PX     12.0

static const struct
{
  double scale;
  PangoWeight weight;
} fonts[TOLL_N_FONTS] = {
  [TOLL_FONT_NORMAL] = { 1, PANGO_WEIGHT_NORMAL },
  [TOLL_FONT_SMALL] = { 11.0 / 12, PANGO_WEIGHT_NORMAL },
  [TOLL_FONT_TOTAL] = { 19.0 / 12, PANGO_WEIGHT_BOLD },
};

/* Figures of one width, so that those below each other line up. */
static PangoAttrList *
tabular_figures (void)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  return attributes;
}

static PangoContext *
new_context (gboolean is_rtl)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  /* Not the locale's: the same chart is the same everywhere. */
  pango_context_set_language (context, pango_language_from_string ("en"));
  cairo_font_options_destroy (options);
  return context;
}

void
toll_ink_init (TollInk *ink, const TollChartStyle *style)
{
  double px = style->text_px > 0 ? style->text_px : DEFAULT_PX;
  PangoAttrList *attributes = tabular_figures ();

  *ink = (TollInk){ .is_dark = style->is_dark };
  ink->marks = g_array_new (FALSE, FALSE, sizeof (TollMark));
  ink->points = g_array_new (FALSE, FALSE, sizeof (TollPoint));
  ink->context = new_context (style->is_rtl);
  ink->layout = pango_layout_new (ink->context);
  pango_layout_set_attributes (ink->layout, attributes);
  pango_layout_set_single_paragraph_mode (ink->layout, TRUE);
  pango_attr_list_unref (attributes);
  for (guint i = 0; i < TOLL_N_FONTS; i++)
    {
      int height;

      ink->fonts[i] = pango_font_description_from_string (
          style->font_family != NULL ? style->font_family : DEFAULT_FAMILY);
      pango_font_description_set_absolute_size (ink->fonts[i], px * fonts[i].scale * PANGO_SCALE);
      pango_font_description_set_weight (ink->fonts[i], fonts[i].weight);
      pango_layout_set_font_description (ink->layout, ink->fonts[i]);
      pango_layout_set_text (ink->layout, "0", 1);
      pango_layout_get_size (ink->layout, NULL, &height);
      ink->line_heights[i] = (double) height / PANGO_SCALE;
    }
}

void
toll_ink_clear (TollInk *ink)
{
  g_clear_pointer (&ink->marks, g_array_unref);
  g_clear_pointer (&ink->points, g_array_unref);
  for (guint i = 0; i < TOLL_N_FONTS; i++)
    g_clear_pointer (&ink->fonts[i], pango_font_description_free);
  g_clear_object (&ink->layout);
  g_clear_object (&ink->context);
}

void
toll_ink_reset (TollInk *ink)
{
  g_array_set_size (ink->marks, 0);
  g_array_set_size (ink->points, 0);
}

double
toll_ink_measure (TollInk *ink, const char *text, TollFont font)
{
  int width;

  pango_layout_set_width (ink->layout, -1);
  pango_layout_set_font_description (ink->layout, ink->fonts[font]);
  pango_layout_set_text (ink->layout, text, -1);
  pango_layout_get_size (ink->layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

double
toll_ink_get_line_height (const TollInk *ink, TollFont font)
{
  return ink->line_heights[font];
}

void
toll_ink_add (TollInk *ink, const TollMark *mark)
{
  g_array_append_vals (ink->marks, mark, 1);
}

void
toll_ink_add_rect (TollInk *ink, double x, double y, double width, double height, double radius,
                   TollColour colour, TollPattern pattern)
{
  TollMark mark = { .kind = TOLL_MARK_RECT, .x = x, .y = y, .width = width, .height = height,
                    .radius = radius, .colour = colour, .pattern = pattern };

  toll_ink_add (ink, &mark);
}

void
toll_ink_add_line (TollInk *ink, double x1, double y1, double x2, double y2, TollColour colour,
                   double line_px)
{
  TollPoint points[] = { { x1, y1 }, { x2, y2 } };

  toll_ink_add_path (ink, TOLL_MARK_LINE, points, 2, colour, TOLL_PATTERN_SOLID, line_px);
}

void
toll_ink_add_text (TollInk *ink, const char *text, double x, double y, double most,
                   TollAnchor anchor, TollFont font, TollInkRole role)
{
  TollMark mark = { .kind = TOLL_MARK_TEXT, .x = x, .y = y, .width = most, .text = text,
                    .anchor = anchor, .font = font,
                    .colour = toll_palette_get_ink (role, ink->is_dark) };

  if (*text != '\0')
    toll_ink_add (ink, &mark);
}

void
toll_ink_add_path (TollInk *ink, TollMarkKind kind, const TollPoint *points, guint n,
                   TollColour colour, TollPattern pattern, double line_px)
{
  TollMark mark = { .kind = kind, .first = ink->points->len, .n = n, .colour = colour,
                    .pattern = pattern, .line_px = line_px };

  g_array_append_vals (ink->points, points, n);
  toll_ink_add (ink, &mark);
}

static void
mirror_mark (TollMark *mark, double width)
{
  double from = mark->from;

  switch (mark->kind)
    {
    case TOLL_MARK_RECT:
      mark->x = width - mark->x - mark->width;
      break;
    case TOLL_MARK_TEXT:
      mark->x = width - mark->x;
      mark->anchor = TOLL_ANCHOR_END - mark->anchor;
      break;
    default:
      mark->x = width - mark->x;
      mark->from = -mark->to;
      mark->to = -from;
      break;
    }
}

void
toll_ink_mirror (TollInk *ink, double width)
{
  for (guint i = 0; i < ink->marks->len; i++)
    mirror_mark (&g_array_index (ink->marks, TollMark, i), width);
  for (guint i = 0; i < ink->points->len; i++)
    {
      TollPoint *point = &g_array_index (ink->points, TollPoint, i);

      point->x = width - point->x;
    }
}
