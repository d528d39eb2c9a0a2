/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts of table cells. Mail programs strip SVG, and many show no picture that is not attached.
 */
#include "config.h"

#include "collector/export/html-chart.h"

#include "collector/export/html-text.h"
#include "shared/chart/palette.h"

#define MOST_BARS    12
#define MOST_COLUMNS 62
#define HEIGHT_PX    96

/* The figures of the first series. */
typedef struct
{
  const TollReportDoc *page;
  const CollectorReader *reader;
  TollArena *arena;
  guint x, y;
  gint64 largest;
  guint n_rows; /* that are drawn */
  char colour[8];
} Bars;

static gint64
get_figure (const Bars *bars, const TollReportRow *row)
{
  return row->cells[bars->y].is_empty ? 0 : MAX (row->cells[bars->y].figure, 0);
}

static gboolean
init (Bars *bars, guint most)
{
  const TollReportDoc *page = bars->page;
  const char *id = toll_report_doc_get_column (page, bars->y)->id;
  TollHue hue;
  TollColour colour;

  for (guint i = 0; i < page->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (page, i);

      if (row->level > 0)
        return FALSE; /* bars of several keys would be many and say little */
      bars->largest = MAX (bars->largest, get_figure (bars, row));
    }
  bars->n_rows = MIN (page->rows->len, most);
  toll_palette_assign (&id, 1, &hue);
  colour = toll_palette_get_hue (hue, FALSE);
  g_snprintf (bars->colour, sizeof bars->colour, "#%02x%02x%02x", (guint) (colour.red * 255 + 0.5),
              (guint) (colour.green * 255 + 0.5), (guint) (colour.blue * 255 + 0.5));
  return bars->largest > 0 && page->rows->len > 1;
}

static const char *
get_label (const Bars *bars, const TollReportRow *row)
{
  return collector_reader_cell (bars->reader, toll_report_doc_get_column (bars->page, bars->x),
                                &row->cells[bars->x], bars->arena);
}

static const char *
get_value (const Bars *bars, const TollReportRow *row)
{
  const TollReportColumn *column = toll_report_doc_get_column (bars->page, bars->y);

  return toll_words_cell (&bars->reader->words, bars->arena, column->kind, column->unit,
                          &row->cells[bars->y]);
}

static void
append_bars_across (GString *out, const Bars *bars)
{
  g_string_append (out, "<table role=\"presentation\" cellspacing=\"0\" cellpadding=\"0\" "
                        "width=\"100%\" style=\"border-collapse:collapse;font-size:12px\">\n");
  for (guint i = 0; i < bars->n_rows; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (bars->page, i);
      guint share = (guint) (get_figure (bars, row) * 100 / bars->largest);

      /* A call that was paid in another currency than is drawn. */
      if (row->call_id != 0 && row->cells[bars->y].is_empty)
        continue;
      g_string_append (out, "<tr><td style=\"padding:3px 10px 3px 0;white-space:nowrap;"
                            "width:1%\">");
      collector_html_append_text (out, get_label (bars, row));
      g_string_append (out, "</td><td style=\"padding:3px 0\"><table role=\"presentation\" "
                            "cellspacing=\"0\" cellpadding=\"0\" width=\"100%\"><tr>");
      if (share > 0)
        g_string_append_printf (out, "<td width=\"%u%%\" height=\"14\" bgcolor=\"%s\" "
                                     "style=\"background:%s;border-radius:2px;font-size:1px;"
                                     "line-height:14px\">&nbsp;</td>",
                                share, bars->colour, bars->colour);
      if (share < 100)
        g_string_append_printf (out, "<td width=\"%u%%\" style=\"font-size:1px\">&nbsp;</td>",
                                100 - share);
      g_string_append (out, "</tr></table></td><td style=\"padding:3px 0 3px 10px;"
                            "white-space:nowrap;width:1%\">");
      collector_html_append_text (out, get_value (bars, row));
      g_string_append (out, "</td></tr>\n");
    }
  g_string_append (out, "</table>\n");
}

static void
append_columns (GString *out, const Bars *bars)
{
  guint last = bars->n_rows - 1, width = MIN (100, bars->n_rows * 6);

  g_string_append_printf (out,
                          "<table role=\"presentation\" cellspacing=\"0\" cellpadding=\"0\" "
                          "width=\"%u%%\" height=\"%u\" style=\"border-collapse:collapse;"
                          "border-bottom:1px solid #9a9da3;table-layout:fixed\">\n<tr>",
                          width, HEIGHT_PX);
  for (guint i = 0; i < bars->n_rows; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (bars->page, i);
      guint height = (guint) (get_figure (bars, row) * HEIGHT_PX / bars->largest);

      g_string_append (out, "<td valign=\"bottom\" style=\"padding:0 1px\" title=\"");
      collector_html_append_text (out, get_label (bars, row));
      g_string_append (out, ": ");
      collector_html_append_text (out, get_value (bars, row));
      g_string_append_printf (out, "\"><div style=\"height:%upx;background:%s;font-size:1px;"
                                   "line-height:1px\">&nbsp;</div></td>",
                              height, bars->colour);
    }
  g_string_append_printf (out, "</tr></table>\n<table role=\"presentation\" width=\"%u%%\" "
                               "style=\"font-size:11px;color:#5e626b\"><tr><td>", width);
  collector_html_append_text (out, get_label (bars, toll_report_doc_get_row (bars->page, 0)));
  g_string_append_printf (out, "</td><td align=\"%s\">",
                          bars->reader->style.is_rtl ? "left" : "right");
  collector_html_append_text (out, get_label (bars, toll_report_doc_get_row (bars->page, last)));
  g_string_append (out, "</td></tr></table>\n");
}

void
collector_html_chart_append (GString *out, const CollectorReader *reader,
                             const TollReportDoc *page, TollArena *arena)
{
  const TollReportDoc *drawn = toll_report_doc_get_drawn (page);
  const TollReportChart *chart = &drawn->chart;
  gboolean is_upright = chart->kind == TOLL_CHART_BAR || chart->kind == TOLL_CHART_LINE
                        || chart->kind == TOLL_CHART_HISTOGRAM;
  Bars bars = { .page = drawn, .reader = reader, .arena = arena };

  if (chart->n_series == 0 || chart->kind == TOLL_CHART_NONE || chart->kind == TOLL_CHART_HEAT
      || chart->kind == TOLL_CHART_TIMELINE)
    return;
  bars.x = chart->x;
  bars.y = chart->series[0];
  if (!init (&bars, is_upright ? MOST_COLUMNS : MOST_BARS))
    return;
  g_string_append (out, "<p style=\"margin:18px 0 6px;font-size:12px;font-weight:600\">");
  collector_html_append_text (
      out, collector_reader_title (reader, toll_report_doc_get_column (drawn, bars.y),
                                   toll_report_doc_get_column (drawn, bars.y)->unit, arena));
  g_string_append (out, "</p>\n");
  if (is_upright)
    append_columns (out, &bars);
  else
    append_bars_across (out, &bars);
}
