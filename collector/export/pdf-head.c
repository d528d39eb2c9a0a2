/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The head of a PDF. It is walked through twice: to see how high it is, and to draw it.
 */
#include "config.h"

#include "collector/export/pdf-head.h"

#include "collector/export/pdf-ink.h"
#include "shared/base/error.h"

#define LOGO_HEIGHT  30.0
#define LOGO_WIDTH   150.0
#define CHART_HEIGHT 230.0
#define LABEL_GAP    10.0

/* Returns: (nullable): the picture, to be destroyed. */
static cairo_surface_t *
load_logo (const char *path)
{
  cairo_surface_t *logo = cairo_image_surface_create_from_png (path);

  if (cairo_surface_status (logo) == CAIRO_STATUS_SUCCESS
      && cairo_image_surface_get_width (logo) > 0)
    return logo;
  cairo_surface_destroy (logo);
  return NULL;
}

void
collector_pdf_head_init (CollectorPdfHead *head, const CollectorReader *reader,
                         CollectorTypeset *typeset, const TollReportDoc *page, TollArena *arena)
{
  TollChartStyle style = reader->style;

  *head = (CollectorPdfHead){ .reader = reader, .typeset = typeset };
  head->title = toll_arena_strdup (arena, collector_reader_say (reader, page->title));
  head->question = toll_arena_strdup (arena, collector_reader_say (reader, page->question));
  head->n_facts = collector_reader_list_facts (reader, page, arena, head->facts);
  style.font_family = COLLECTOR_TYPESET_FAMILIES;
  style.text_px = 8;
  if (toll_report_doc_get_drawn (page)->rows->len > 1)
    head->chart = toll_chart_new (toll_report_doc_get_drawn (page), &style);
  if (reader->job->logo_path != NULL)
    head->logo = load_logo (reader->job->logo_path);
}

gboolean
collector_pdf_check_logo (const char *path, const char *field, GError **error)
{
  cairo_surface_t *logo = load_logo (path);

  if (logo == NULL)
    {
      toll_error_set_field (error, field, "is no PNG picture that can be read");
      return FALSE;
    }
  cairo_surface_destroy (logo);
  return TRUE;
}

void
collector_pdf_head_clear (CollectorPdfHead *head)
{
  g_clear_pointer (&head->chart, toll_chart_free);
  g_clear_pointer (&head->logo, cairo_surface_destroy);
}

/* A line of text at the side where reading begins. */
static void
draw_line (CollectorPdfHead *head, cairo_t *cr, CollectorFace face, CollectorInk ink,
           const char *text, double left, double top, double width)
{
  double x = left;

  if (cr == NULL)
    return;
  collector_pdf_ink_set (cr, ink);
  if (head->reader->style.is_rtl)
    x += width - collector_typeset_measure (head->typeset, face, text);
  collector_typeset_draw (head->typeset, face, text, x, top);
}

/* The same over several lines. Returns: where it ends. */
static double
draw_block (CollectorPdfHead *head, cairo_t *cr, CollectorFace face, CollectorInk ink,
            const char *text, double left, double top, double width)
{
  guint n = collector_typeset_count_lines (head->typeset, face, text, width);

  if (cr != NULL && n > 0)
    {
      collector_pdf_ink_set (cr, ink);
      collector_typeset_draw_block (head->typeset, face, text, left, top, width,
                                    head->reader->style.is_rtl ? COLLECTOR_ALIGN_RIGHT
                                                               : COLLECTOR_ALIGN_LEFT);
    }
  return top + n * collector_typeset_get_line_height (head->typeset, face);
}

static double
draw_logo (CollectorPdfHead *head, cairo_t *cr, double left, double top, double width)
{
  double logo_width = cairo_image_surface_get_width (head->logo);
  double logo_height = cairo_image_surface_get_height (head->logo);
  double scale = MIN (LOGO_HEIGHT / logo_height, LOGO_WIDTH / logo_width);

  if (cr != NULL)
    {
      cairo_save (cr);
      cairo_translate (cr, head->reader->style.is_rtl ? left
                                                      : left + width - logo_width * scale, top);
      cairo_scale (cr, scale, scale);
      cairo_set_source_surface (cr, head->logo, 0, 0);
      cairo_paint (cr);
      cairo_restore (cr);
    }
  return top + logo_height * scale;
}

static double
draw_facts (CollectorPdfHead *head, cairo_t *cr, double left, double top, double width)
{
  double label = 0, indent;

  for (guint i = 0; i < head->n_facts; i++)
    label = MAX (label, collector_typeset_measure (head->typeset, COLLECTOR_FACE_STRONG,
                                                   head->facts[i].label));
  indent = label + LABEL_GAP;
  for (guint i = 0; i < head->n_facts; i++)
    {
      gboolean is_rtl = head->reader->style.is_rtl;

      draw_line (head, cr, COLLECTOR_FACE_STRONG, COLLECTOR_INK_DIM, head->facts[i].label,
                 is_rtl ? left + width - label : left, top, label);
      top = draw_block (head, cr, COLLECTOR_FACE_SMALL, COLLECTOR_INK_TEXT, head->facts[i].text,
                        is_rtl ? left : left + indent, top, width - indent)
            + 1.5;
    }
  return top;
}

static double
draw_chart (CollectorPdfHead *head, cairo_t *cr, double left, double top, double width)
{
  double height = MIN (toll_chart_get_natural_height (head->chart, width), CHART_HEIGHT);

  top += 10;
  if (cr != NULL)
    {
      cairo_save (cr);
      cairo_translate (cr, left, top);
      toll_chart_draw (head->chart, cr, width, height);
      cairo_restore (cr);
    }
  return top + height;
}

double
collector_pdf_head_draw (CollectorPdfHead *head, cairo_t *cr, double left, double top,
                         double width)
{
  double text_width = head->logo != NULL ? width - LOGO_WIDTH - 12 : width, logo_bottom = top;
  double text_left = head->logo != NULL && head->reader->style.is_rtl ? left + LOGO_WIDTH + 12
                                                                     : left;
  const char *house = head->reader->job->house_name;

  if (head->logo != NULL)
    logo_bottom = draw_logo (head, cr, left, top, width);
  if (house != NULL && *house != '\0')
    top = draw_block (head, cr, COLLECTOR_FACE_STRONG, COLLECTOR_INK_ACCENT, house, text_left,
                      top, text_width)
          + 2;
  top = draw_block (head, cr, COLLECTOR_FACE_TITLE, COLLECTOR_INK_TEXT, head->title, text_left,
                    top, text_width);
  top = draw_block (head, cr, COLLECTOR_FACE_LEAD, COLLECTOR_INK_DIM, head->question, text_left,
                    top, text_width);
  top = draw_facts (head, cr, left, MAX (top, logo_bottom) + 10, width);
  if (head->chart != NULL)
    top = draw_chart (head, cr, left, top, width);
  return top + 12;
}
