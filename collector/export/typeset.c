/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One layout is used again for every text, and the glyphs it made are kept, up to a number.
 */
#include "config.h"

#include "collector/export/typeset.h"

#include <pango/pangocairo.h>

#define KEPT_TEXTS 4096 /* of each face; then it begins anew */
#define N_ASCII    128

/* A shaped line. */
typedef struct
{
  char *text;
  double width;
  GSList *runs; /* of PangoGlyphItem, left to right */
} Line;

typedef struct
{
  PangoFontDescription *font;
  double size;
  double ascent;
  double height;
  GHashTable *lines; /* text -> Line */
  double advances[N_ASCII]; /* 0 = not measured yet */
} Face;

struct _CollectorTypeset
{
  cairo_t *cr;
  PangoContext *context;
  PangoLayout *layout;
  CollectorFace layout_face;
  Face faces[COLLECTOR_N_FACES];
};

static const struct
{
  double size;
  PangoWeight weight;
} shapes[COLLECTOR_N_FACES] = {
  [COLLECTOR_FACE_TITLE] = { 20, PANGO_WEIGHT_BOLD },
  [COLLECTOR_FACE_LEAD] = { 11, PANGO_WEIGHT_NORMAL },
  [COLLECTOR_FACE_SMALL] = { 8, PANGO_WEIGHT_NORMAL },
  [COLLECTOR_FACE_STRONG] = { 8, PANGO_WEIGHT_SEMIBOLD },
  [COLLECTOR_FACE_HEADING] = { 8, PANGO_WEIGHT_SEMIBOLD },
  [COLLECTOR_FACE_CELL] = { 8.5, PANGO_WEIGHT_NORMAL },
  [COLLECTOR_FACE_SUM] = { 8.5, PANGO_WEIGHT_BOLD },
};

static void
line_free (gpointer data)
{
  Line *line = data;

  g_slist_free_full (line->runs, (GDestroyNotify) pango_glyph_item_free);
  g_free (line->text);
  g_free (line);
}

static void
set_size (CollectorTypeset *typeset, Face *face, double size)
{
  PangoFontMetrics *metrics;

  face->size = size;
  pango_font_description_set_absolute_size (face->font, size * PANGO_SCALE);
  metrics = pango_context_get_metrics (typeset->context, face->font, NULL);
  face->ascent = pango_font_metrics_get_ascent (metrics) / (double) PANGO_SCALE;
  face->height
      = face->ascent + pango_font_metrics_get_descent (metrics) / (double) PANGO_SCALE;
  pango_font_metrics_unref (metrics);
  g_hash_table_remove_all (face->lines);
  for (guint i = 0; i < N_ASCII; i++)
    face->advances[i] = 0;
}

CollectorTypeset *
collector_typeset_new (cairo_t *cr, const char *language, gboolean is_rtl)
{
  CollectorTypeset *typeset = g_new0 (CollectorTypeset, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  typeset->cr = cairo_reference (cr);
  typeset->context = pango_cairo_create_context (cr);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (typeset->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (typeset->context, FALSE);
  pango_context_set_base_dir (typeset->context,
                              is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_language (typeset->context,
                              pango_language_from_string (*language != '\0' ? language : "en"));
  typeset->layout = pango_layout_new (typeset->context);
  typeset->layout_face = COLLECTOR_N_FACES;
  pango_layout_set_wrap (typeset->layout, PANGO_WRAP_WORD_CHAR);
  /* A line break in a name is shown, not followed. */
  pango_layout_set_single_paragraph_mode (typeset->layout, TRUE);
  for (guint i = 0; i < COLLECTOR_N_FACES; i++)
    {
      Face *face = &typeset->faces[i];

      face->font = pango_font_description_from_string (COLLECTOR_TYPESET_FAMILIES);
      pango_font_description_set_weight (face->font, shapes[i].weight);
      face->lines = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, line_free);
      set_size (typeset, face, shapes[i].size);
    }
  return typeset;
}

void
collector_typeset_free (CollectorTypeset *typeset)
{
  if (typeset == NULL)
    return;
  for (guint i = 0; i < COLLECTOR_N_FACES; i++)
    {
      g_hash_table_unref (typeset->faces[i].lines);
      pango_font_description_free (typeset->faces[i].font);
    }
  g_object_unref (typeset->layout);
  g_object_unref (typeset->context);
  cairo_destroy (typeset->cr);
  g_free (typeset);
}

void
collector_typeset_scale_table (CollectorTypeset *typeset, double scale)
{
  for (guint i = COLLECTOR_FACE_HEADING; i < COLLECTOR_N_FACES; i++)
    set_size (typeset, &typeset->faces[i], shapes[i].size * scale);
  typeset->layout_face = COLLECTOR_N_FACES;
}

double
collector_typeset_get_line_height (const CollectorTypeset *typeset, CollectorFace face)
{
  return typeset->faces[face].height;
}

/* The layout with @text in @face, not wider than @width; -1 = on one line. */
static PangoLayout *
set_text (CollectorTypeset *typeset, CollectorFace face, const char *text, double width)
{
  if (typeset->layout_face != face)
    pango_layout_set_font_description (typeset->layout, typeset->faces[face].font);
  typeset->layout_face = face;
  pango_layout_set_width (typeset->layout, width < 0 ? -1 : (int) (width * PANGO_SCALE));
  pango_layout_set_text (typeset->layout, text, -1);
  return typeset->layout;
}

static Line *
shape (CollectorTypeset *typeset, CollectorFace face, const char *text)
{
  PangoLayout *layout = set_text (typeset, face, text, -1);
  PangoLayoutLine *shaped = pango_layout_get_line_readonly (layout, 0);
  Line *line = g_new0 (Line, 1);

  line->text = g_strdup (text);
  for (GSList *run = shaped->runs; run != NULL; run = run->next)
    {
      PangoGlyphItem *item = pango_glyph_item_copy (run->data);

      line->width += pango_glyph_string_get_width (item->glyphs) / (double) PANGO_SCALE;
      line->runs = g_slist_prepend (line->runs, item);
    }
  line->runs = g_slist_reverse (line->runs);
  return line;
}

static const Line *
get_line (CollectorTypeset *typeset, CollectorFace face, const char *text)
{
  GHashTable *lines = typeset->faces[face].lines;
  Line *line = g_hash_table_lookup (lines, text);

  if (line != NULL)
    return line;
  if (g_hash_table_size (lines) >= KEPT_TEXTS)
    g_hash_table_remove_all (lines);
  line = shape (typeset, face, text);
  g_hash_table_insert (lines, line->text, line);
  return line;
}

double
collector_typeset_measure (CollectorTypeset *typeset, CollectorFace face, const char *text)
{
  return get_line (typeset, face, text)->width;
}

static double
get_advance (CollectorTypeset *typeset, CollectorFace face, char letter)
{
  double *advance = &typeset->faces[face].advances[(guchar) letter];
  const char text[] = { letter, '\0' };

  if (*advance == 0)
    {
      int width;

      pango_layout_get_size (set_text (typeset, face, text, -1), &width, NULL);
      *advance = MAX (width, 1) / (double) PANGO_SCALE;
    }
  return *advance;
}

double
collector_typeset_estimate (CollectorTypeset *typeset, CollectorFace face, const char *text)
{
  double width = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if ((guchar) *p >= N_ASCII || (guchar) *p < ' ')
        return collector_typeset_measure (typeset, face, text);
      width += get_advance (typeset, face, *p);
    }
  return width;
}

void
collector_typeset_draw (CollectorTypeset *typeset, CollectorFace face, const char *text, double x,
                        double y)
{
  const Line *line = get_line (typeset, face, text);

  y += typeset->faces[face].ascent;
  for (GSList *run = line->runs; run != NULL; run = run->next)
    {
      PangoGlyphItem *item = run->data;

      cairo_move_to (typeset->cr, x, y);
      pango_cairo_show_glyph_item (typeset->cr, line->text, item);
      x += pango_glyph_string_get_width (item->glyphs) / (double) PANGO_SCALE;
    }
}

guint
collector_typeset_count_lines (CollectorTypeset *typeset, CollectorFace face, const char *text,
                               double width)
{
  if (*text == '\0')
    return 0;
  if (collector_typeset_estimate (typeset, face, text) <= width)
    return 1;
  return pango_layout_get_line_count (set_text (typeset, face, text, width));
}

double
collector_typeset_draw_block (CollectorTypeset *typeset, CollectorFace face, const char *text,
                              double x, double y, double width, CollectorAlign align)
{
  const Face *shape_of = &typeset->faces[face];
  PangoLayout *layout = set_text (typeset, face, text, width);
  guint n = pango_layout_get_line_count (layout);

  for (guint i = 0; i < n; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      PangoRectangle box;
      double left = x;

      pango_layout_line_get_extents (line, NULL, &box);
      if (align == COLLECTOR_ALIGN_RIGHT)
        left += width - box.width / (double) PANGO_SCALE;
      cairo_move_to (typeset->cr, left, y + i * shape_of->height + shape_of->ascent);
      pango_cairo_show_layout_line (typeset->cr, line);
    }
  return n * shape_of->height;
}
