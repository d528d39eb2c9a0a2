/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts as SVG pictures inside the page. Each is a document of its own: in the page itself the names
 * of their parts would meet.
 */
#include "config.h"

#include "collector/dashboard/wall-chart.h"

#include <cairo-svg.h>

#include "collector/export/html-text.h"
#include "shared/chart/chart.h"

#define TEXT_PX    20
#define MOST_ITEMS 40 /* told in words */

/* The room of a card's chart on a screen of 1920 by 1080 that lies, or stands. */
typedef struct
{
  double width, height;
} Room;

static const Room lying[] = { { 1820, 800 }, { 880, 800 }, { 880, 336 }, { 880, 336 } };
static const Room standing[] = { { 1000, 1600 }, { 1000, 730 }, { 1000, 450 }, { 1000, 310 } };
/* Fewer cards are read from further away: what is on them is larger. */
static const double zooms[] = { 1.5, 1.25, 1, 1 };
#define MOST_STRETCH 1.4 /* besides, of a chart that would leave room below it */
static const Room lying_wide = { 1820, 336 };

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int n)
{
  g_byte_array_append (data, bytes, n);
  return CAIRO_STATUS_SUCCESS;
}

/* Laid out smaller, a picture is larger on the screen. */
static Room
fit (TollChart *chart, Room room, double zoom)
{
  Room fitting = { room.width / zoom, room.height / zoom };
  double natural = toll_chart_get_natural_height (chart, fitting.width);
  double stretch = CLAMP (fitting.height / MAX (natural, 1), 1, MOST_STRETCH);

  return (Room){ fitting.width / stretch, fitting.height / stretch };
}

/* Returns: (transfer full): the SVG in base 64. */
static char *
dup_picture (TollChart *chart, Room whole, double zoom)
{
  Room room = fit (chart, whole, zoom);
  g_autoptr (GByteArray) svg = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_svg_surface_create_for_stream (write_cb, svg, room.width, room.height);
  cairo_t *cr = cairo_create (surface);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  toll_chart_draw (chart, cr, room.width, room.height);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_base64_encode (svg->data, svg->len);
}

/* The figures in words, for whoever does not see the picture. */
static void
append_words (GString *out, const TollChart *chart)
{
  guint n;
  const TollChartItem *items = toll_chart_list_items (chart, &n);

  for (guint i = 0; i < MIN (n, MOST_ITEMS); i++)
    {
      if (i > 0)
        g_string_append (out, "; ");
      collector_html_append_text (out, items[i].text);
    }
}

gboolean
collector_wall_chart_append (GString *out, const CollectorReader *reader, const TollReportDoc *doc,
                             guint n_cards, gboolean is_wide)
{
  TollChartStyle style = reader->style;
  guint index = CLAMP (n_cards, 1, G_N_ELEMENTS (lying)) - 1;
  g_autoptr (TollChart) chart = NULL;
  g_autofree char *flat = NULL, *upright = NULL;

  style.is_dark = TRUE;
  style.text_px = TEXT_PX;
  chart = toll_chart_new (toll_report_doc_get_drawn (doc), &style);
  if (chart == NULL)
    return FALSE;
  upright = dup_picture (chart, standing[index], zooms[index]);
  flat = dup_picture (chart, is_wide ? lying_wide : lying[index], zooms[index]);
  g_string_append_printf (out,
                          "<picture class=\"chart\"><source media=\"(orientation: portrait)\" "
                          "srcset=\"data:image/svg+xml;base64,%s\">"
                          "<img src=\"data:image/svg+xml;base64,%s\" alt=\"",
                          upright, flat);
  append_words (out, chart);
  g_string_append (out, "\"></picture>\n");
  return TRUE;
}
