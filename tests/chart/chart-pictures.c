/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * chart-pictures FOLDER: every kind of chart as PNG, to be looked at: light, dark, right to left,
 * narrow, one row, many rows. Not installed.
 */
#include <cairo.h>

#include "shared/chart/chart.h"
#include "tests/chart/chart-docs.h"

#define MARGIN 16

static const struct
{
  const char *name;
  gboolean is_dark, is_rtl;
  double width;
  int n_rows; /* 0 = as usual */
} variants[] = {
  { "light", FALSE, FALSE, 560, 0 }, { "dark", TRUE, FALSE, 560, 0 },
  { "rtl", FALSE, TRUE, 560, 0 },    { "narrow", FALSE, FALSE, 288, 0 },
  { "one", FALSE, FALSE, 560, 1 },   { "many", FALSE, FALSE, 560, 500 },
  { "wide", FALSE, FALSE, 1000, 0 }, { "tile", TRUE, FALSE, 150, 0 },
  { "none", FALSE, FALSE, 400, -1 },
};

static const guint usual_rows[TOLL_N_CHARTS] = {
  [TOLL_CHART_BAR] = 11,  [TOLL_CHART_BAR_H] = 7,     [TOLL_CHART_STACKED] = 7,
  [TOLL_CHART_TWIN] = 6,  [TOLL_CHART_LINE] = 30,     [TOLL_CHART_PIE] = 11,
  [TOLL_CHART_HEAT] = 168, [TOLL_CHART_HISTOGRAM] = 9, [TOLL_CHART_BULLET] = 6,
  [TOLL_CHART_TIMELINE] = 5,
};

/* Arabic for what the pictures say; the rest stays. */
static const char *
to_arabic (const char *word, gpointer data)
{
  static const char *const words[][2] = {
    { "Cost", "التكلفة" },   { "Calls", "المكالمات" }, { "Answered", "تم الرد" },
    { "Missed", "فائتة" },   { "Outgoing", "صادرة" },  { "Incoming", "واردة" },
    { "Internal", "داخلية" }, { "Other", "أخرى" },      { "October", "أكتوبر" },
    { "September", "سبتمبر" }, { "Mon", "الاثنين" },    { "Tue", "الثلاثاء" },
    { "Wed", "الأربعاء" },   { "Thu", "الخميس" },      { "Fri", "الجمعة" },
    { "Sat", "السبت" },      { "Sun", "الأحد" },       { "Sep", "سبتمبر" },
    { "Spent", "أنفق" },     { "Budget", "الميزانية" }, { "Forecast", "المتوقع" },
    { "Ringing", "رنين" },   { "Talking", "حديث" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], word))
      return words[i][1];
  return word;
}

static gboolean
draw_chart (TollReportDoc *doc, const char *folder, const char *kind, guint variant)
{
  TollChartStyle style = { .is_dark = variants[variant].is_dark,
                           .is_rtl = variants[variant].is_rtl };
  g_autoptr (TollChart) chart = NULL;
  g_autofree char *name = g_strdup_printf ("%s-%s.png", kind, variants[variant].name);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  double width = variants[variant].width, height;
  double paper = style.is_dark ? 0x30 / 255.0 : 1;
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;

  if (style.is_rtl)
    style.translate = to_arabic;
  chart = toll_chart_new (doc, &style);
  height = width < 200 ? 90 : toll_chart_get_natural_height (chart, width);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width + 2 * MARGIN,
                                        height + 2 * MARGIN);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, paper, paper, paper);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  if (variant == 1)
    {
      toll_chart_set_hover (chart, 1);
      toll_chart_set_focus (chart, 2);
    }
  toll_chart_draw (chart, cr, width, height);
  status = cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS;
}

/* Calls, minutes and cost over a year of days: panels, a moving average. */
static TollReportDoc *
new_trend (void)
{
  TollReportDoc *doc = chart_docs_new (TOLL_CHART_LINE, 0);

  chart_docs_add_column (doc, "talk", "Talk time", TOLL_CELL_DURATION, TOLL_COLUMN_FIGURE, "");
  chart_docs_add_column (doc, "cost", "Cost", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  doc->chart.n_series = 3;
  doc->chart.series[0] = 1;
  doc->chart.series[1] = 4;
  doc->chart.series[2] = 5;
  doc->chart.average = 7;
  for (guint i = 0; i < 120; i++)
    {
      gint64 calls = (i % 7 > 4 ? 40 : 300) + i * 37 % 90 + i;

      chart_docs_add_row (doc, NULL, 20650 + i,
                          (gint64[]){ calls, 0, 0, calls * 130000 + i * 77777 % 900000,
                                      calls * 61000 }, 5);
    }
  return doc;
}

/* A month's cost to date, its forecast and how sure it is. */
static TollReportDoc *
new_forecast (void)
{
  TollReportDoc *doc = toll_report_doc_new ();
  gint64 sum = 0;

  doc->zone = "Europe/Rome";
  chart_docs_add_column (doc, "day", "Day", TOLL_CELL_DAY, TOLL_COLUMN_KEY, "day");
  chart_docs_add_column (doc, "cost", "To date", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  chart_docs_add_column (doc, "expected", "Forecast", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  chart_docs_add_column (doc, "low", "Low", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  chart_docs_add_column (doc, "high", "High", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  doc->chart = (TollReportChart){ .kind = TOLL_CHART_LINE, .series = { 1, 2 }, .n_series = 2,
                                  .has_band = TRUE, .band_low = 3, .band_high = 4 };
  for (guint i = 0; i < 31; i++)
    {
      TollReportRow *row = toll_report_doc_add_row (doc);

      sum += 30000000 + i * 7919 % 31 * 1500000;
      toll_cell_set_figure (&row->cells[0], 20727 + i);
      if (i <= 18)
        toll_cell_set_figure (&row->cells[1], sum);
      if (i < 18)
        continue;
      toll_cell_set_figure (&row->cells[2], sum);
      toll_cell_set_figure (&row->cells[3], sum - (i - 18) * 9000000);
      toll_cell_set_figure (&row->cells[4], sum + (i - 18) * 9000000);
    }
  return doc;
}

/* Answered and missed by department: names, so across. */
static TollReportDoc *
new_teams (void)
{
  static const char *const teams[] = { "Sales", "Support", "Reception", "Export", "Purchase" };
  TollReportDoc *doc = toll_report_doc_new ();

  doc->zone = "Europe/Rome";
  chart_docs_add_column (doc, "department", "Department", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "answered", "Answered", TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
  chart_docs_add_column (doc, "missed", "Missed", TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
  chart_docs_add_column (doc, "voicemail", "Voicemail", TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
  doc->chart = (TollReportChart){ .kind = TOLL_CHART_STACKED, .series = { 1, 2, 3 },
                                  .n_series = 3 };
  for (guint i = 0; i < G_N_ELEMENTS (teams); i++)
    chart_docs_add_row (doc, teams[i], 0,
                        (gint64[]){ 900 - i * 140, 90 + i * 37 % 60, 20 + i * 11 % 30 }, 3);
  return doc;
}

/* Who calls whom inside. */
static TollReportDoc *
new_matrix (void)
{
  static const char *const teams[] = { "Sales", "Support", "Reception", "Export", "Purchase", "IT" };
  TollReportDoc *doc = toll_report_doc_new ();

  doc->zone = "Europe/Rome";
  chart_docs_add_column (doc, "from", "From", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "to", "To", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "calls", "Calls", TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
  doc->chart = (TollReportChart){ .kind = TOLL_CHART_HEAT, .series = { 2 }, .n_series = 1 };
  for (guint i = 0; i < 36; i++)
    {
      TollReportRow *row = toll_report_doc_add_row (doc);

      toll_cell_set_text (&row->cells[0], teams[i / 6]);
      toll_cell_set_text (&row->cells[1], teams[i % 6]);
      toll_cell_set_figure (&row->cells[2], i * 7919 % 211);
    }
  return doc;
}

int
main (int argc, char **argv)
{
  TollReportDoc *others[] = { new_trend (), new_forecast (), new_teams (), new_matrix () };
  static const char *const names[] = { "trend", "forecast", "teams", "matrix" };
  gboolean is_good = argc == 2;

  for (guint kind = TOLL_CHART_NONE + 1; is_good && kind < TOLL_N_CHARTS; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
      {
        int n_rows = variants[i].n_rows;
        g_autoptr (TollReportDoc) doc = chart_docs_new (
            kind, n_rows == 0 ? usual_rows[kind] : (guint) MAX (n_rows, 0));

        is_good &= draw_chart (doc, argv[1], toll_chart_kind_to_name (kind), i);
      }
  for (guint j = 0; j < G_N_ELEMENTS (others); j++)
    {
      for (guint i = 0; is_good && i < 4; i++)
        is_good &= draw_chart (others[j], argv[1], names[j], i);
      toll_report_doc_free (others[j]);
    }
  if (!is_good)
    g_printerr ("usage: chart-pictures FOLDER\n");
  return is_good ? 0 : 1;
}
