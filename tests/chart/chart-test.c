/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts tell where their figures are and lose none of them; pointing finds them; right to left
 * is the mirror of left to right; every kind of any size can be drawn.
 */
#include <cairo.h>
#include <math.h>
#include <string.h>

#include "shared/chart/chart.h"
#include "shared/chart/palette.h"
#include "tests/chart/chart-docs.h"

static const guint row_counts[] = { 0, 1, 2, 9, 30, 500 };

static const TollChartItem *
lay_out (TollChart *chart, double width, double height, guint *n_items)
{
  toll_chart_lay_out (chart, width, height);
  return toll_chart_list_items (chart, n_items);
}

/* Compares, spaces that do not break being spaces. */
static void
assert_text (const char *text, const char *expected)
{
  g_auto (GStrv) words = g_strsplit (text, "\302\240", -1);
  g_autofree char *plain = g_strjoinv (" ", words);

  g_assert_cmpstr (plain, ==, expected);
}

/* The sum of what the items of a series show. */
static gint64
sum_items (const TollChartItem *items, guint n_items, guint series)
{
  gint64 sum = 0;

  for (guint i = 0; i < n_items; i++)
    if (items[i].series == series)
      sum += items[i].figure;
  return sum;
}

/* Whatever the room, what is drawn adds up to what is there. */
static void
test_nothing_is_lost (void)
{
  static const TollChartKind kinds[] = { TOLL_CHART_BAR,     TOLL_CHART_BAR_H,
                                         TOLL_CHART_STACKED, TOLL_CHART_TWIN,
                                         TOLL_CHART_LINE,    TOLL_CHART_PIE,
                                         TOLL_CHART_HEAT,    TOLL_CHART_HISTOGRAM,
                                         TOLL_CHART_BULLET };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint r = 0; r < G_N_ELEMENTS (row_counts); r++)
      for (double width = 90; width < 900; width *= 2)
        {
          g_autoptr (TollReportDoc) doc = chart_docs_new (kinds[k], row_counts[r]);
          g_autoptr (TollChart) chart = toll_chart_new (doc, NULL);
          guint n_items;
          const TollChartItem *items = lay_out (chart, width, 260, &n_items);

          for (guint s = 0; s < MIN (doc->chart.n_series, kinds[k] == TOLL_CHART_BULLET ? 2 : 6);
               s++)
            g_assert_cmpint (sum_items (items, n_items, s), ==,
                             chart_docs_sum (doc, doc->chart.series[s]));
        }
}

/* Every row of the document is behind exactly one item of each series. */
static void
test_rows_open (void)
{
  for (guint kind = TOLL_CHART_BAR; kind < TOLL_N_CHARTS; kind++)
    {
      g_autoptr (TollReportDoc) doc = chart_docs_new (kind, 40);
      g_autoptr (TollChart) chart = toll_chart_new (doc, NULL);
      g_autofree guint *seen = g_new0 (guint, doc->rows->len);
      guint n_items, series = kind == TOLL_CHART_TIMELINE ? 1 : 0;
      const TollChartItem *items = lay_out (chart, 500, 300, &n_items);

      for (guint i = 0; i < n_items; i++)
        for (guint j = 0; items[i].series == series && j < items[i].n_rows; j++)
          seen[items[i].rows[j]]++;
      for (guint i = 0; i < doc->rows->len; i++)
        g_assert_cmpuint (seen[i], ==, 1);
    }
}

static void
test_longest_first_then_other (void)
{
  g_autoptr (TollReportDoc) doc = toll_report_doc_new ();
  g_autoptr (TollChart) chart = NULL;
  TollChartStyle style = { .max_rows = 3 };
  guint n_items;
  const TollChartItem *items;

  chart_docs_add_column (doc, "area", "Area", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "cost", "Cost", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  doc->chart = (TollReportChart){ .kind = TOLL_CHART_BAR_H, .series = { 1 }, .n_series = 1 };
  chart_docs_add_row (doc, "Roma", 0, (gint64[]){ 10000000 }, 1);
  chart_docs_add_row (doc, "Milano", 0, (gint64[]){ 60000000 }, 1);
  chart_docs_add_row (doc, "Paris", 0, (gint64[]){ 25000000 }, 1);
  chart_docs_add_row (doc, "London", 0, (gint64[]){ 5000000 }, 1);
  chart = toll_chart_new (doc, &style);
  items = lay_out (chart, 500, 200, &n_items);
  g_assert_cmpuint (n_items, ==, 3);
  assert_text (items[0].text, "Milano, Cost: € 60.00, 60.0 %");
  assert_text (items[1].text, "Paris, Cost: € 25.00, 25.0 %");
  assert_text (items[2].text, "Other (2), Cost: € 15.00, 15.0 %");
  g_assert_true (items[2].is_other);
  g_assert_cmpuint (items[2].n_rows, ==, 2);
  g_assert_cmpuint (items[2].rows[0], ==, 0);
  g_assert_cmpuint (items[2].rows[1], ==, 3);
  g_assert_cmpuint (items[0].column, ==, 1);
  /* Lengths are to each other as the figures. */
  g_assert_cmpfloat_with_epsilon (items[1].width / items[0].width, 25.0 / 60, 1e-9);
  /* A call that was paid in another currency has no bar. */
  g_array_index (doc->rows, TollReportRow, 1).call_id = 1;
  g_array_index (doc->rows, TollReportRow, 1).cells[1].is_empty = TRUE;
  toll_chart_free (chart);
  chart = toll_chart_new (doc, &style);
  items = lay_out (chart, 500, 200, &n_items);
  assert_text (items[0].text, "Paris, Cost: € 25.00, 62.5 %");
}

/* Averages have no sum: the rest says so. */
static void
test_averages_are_not_added (void)
{
  g_autoptr (TollReportDoc) doc = toll_report_doc_new ();
  g_autoptr (TollChart) chart = NULL;
  TollChartStyle style = { .max_rows = 2 };
  guint n_items;
  const TollChartItem *items;

  chart_docs_add_column (doc, "site", "Site", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (doc, "mos", "MOS", TOLL_CELL_DECIMAL, TOLL_COLUMN_FIGURE, "");
  doc->chart = (TollReportChart){ .kind = TOLL_CHART_BAR_H, .series = { 1 }, .n_series = 1 };
  for (guint i = 0; i < 4; i++)
    chart_docs_add_row (doc, "Site", 0, (gint64[]){ 4350 - i * 100 }, 1);
  chart = toll_chart_new (doc, &style);
  items = lay_out (chart, 500, 200, &n_items);
  g_assert_cmpuint (n_items, ==, 2);
  assert_text (items[0].text, "Site, MOS: 4.35");
  assert_text (items[1].text, "Other (3), MOS: –");
  g_assert_false (items[1].is_known);
}

/* What may be summed up and is no sum, as an average wait, is neither added nor zero where nothing
 * was. */
static void
test_wholes_are_not_added (void)
{
  g_autoptr (TollReportDoc) names = toll_report_doc_new (), days = toll_report_doc_new ();
  g_autoptr (TollChart) bars = NULL, line = NULL;
  TollChartStyle style = { .max_rows = 2 };
  guint n_items;
  const TollChartItem *items;

  chart_docs_add_column (names, "extension", "Extension", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  chart_docs_add_column (names, "avg_wait_ms", "Wait", TOLL_CELL_DURATION, TOLL_COLUMN_FIGURE, "");
  g_array_index (names->columns, TollReportColumn, 1).is_whole = TRUE;
  names->chart = (TollReportChart){ .kind = TOLL_CHART_BAR_H, .series = { 1 }, .n_series = 1 };
  for (guint i = 0; i < 4; i++)
    chart_docs_add_row (names, "701", 0, (gint64[]){ 9000 - i * 1000 }, 1);
  bars = toll_chart_new (names, &style);
  items = lay_out (bars, 500, 200, &n_items);
  g_assert_cmpuint (n_items, ==, 2);
  assert_text (items[1].text, "Other (3), Wait: –");

  days->zone = "Etc/UTC";
  chart_docs_add_column (days, "day", "Day", TOLL_CELL_DAY, TOLL_COLUMN_KEY, "day");
  chart_docs_add_column (days, "mos", "MOS", TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
  g_array_index (days->columns, TollReportColumn, 1).is_whole = TRUE;
  days->chart = (TollReportChart){ .kind = TOLL_CHART_LINE, .series = { 1 }, .n_series = 1 };
  chart_docs_add_row (days, NULL, 20731, (gint64[]){ 40 }, 1);
  chart_docs_add_row (days, NULL, 20734, (gint64[]){ 30 }, 1);
  days->from_ms = 20730 * G_GINT64_CONSTANT (86400000);
  days->to_ms = days->made_ms = 20740 * G_GINT64_CONSTANT (86400000);
  line = toll_chart_new (days, NULL);
  items = lay_out (line, 600, 200, &n_items);
  g_assert_cmpuint (n_items, ==, 2);
  g_assert_cmpint (items[0].figure, ==, 40);
  g_assert_cmpint (items[1].figure, ==, 30);
}

static void
test_eight_slices (void)
{
  for (guint n = 1; n < 12; n++)
    {
      g_autoptr (TollReportDoc) doc = chart_docs_new (TOLL_CHART_PIE, n);
      g_autoptr (TollChart) chart = toll_chart_new (doc, NULL);
      guint n_items;
      const TollChartItem *items = lay_out (chart, 400, 200, &n_items);

      g_assert_cmpuint (n_items, ==, MIN (n, 8));
      g_assert_cmpint (items[n_items - 1].is_other, ==, n > 8);
      g_assert_cmpfloat (items[0].from, ==, 0);
      for (guint i = 1; i < n_items; i++)
        g_assert_cmpfloat (items[i].from, ==, items[i - 1].to);
    }
}

/* Days without calls have their place, days to come have none. */
static void
test_empty_days (void)
{
  g_autoptr (TollReportDoc) doc = toll_report_doc_new ();
  g_autoptr (TollChart) chart = NULL;
  gint32 first = 20730;
  guint n_items;
  const TollChartItem *items;

  doc->zone = "Etc/UTC";
  chart_docs_add_column (doc, "day", "Day", TOLL_CELL_DAY, TOLL_COLUMN_KEY, "day");
  chart_docs_add_column (doc, "calls", "Calls", TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
  doc->chart = (TollReportChart){ .kind = TOLL_CHART_BAR, .series = { 1 }, .n_series = 1 };
  chart_docs_add_row (doc, NULL, first + 4, (gint64[]){ 30 }, 1); /* sorted by something else */
  chart_docs_add_row (doc, NULL, first + 1, (gint64[]){ 60 }, 1);
  doc->from_ms = first * G_GINT64_CONSTANT (86400000);
  doc->to_ms = (first + 10) * G_GINT64_CONSTANT (86400000);
  doc->made_ms = (first + 5) * G_GINT64_CONSTANT (86400000) + 3600000;
  chart = toll_chart_new (doc, NULL);
  items = lay_out (chart, 600, 200, &n_items);
  g_assert_cmpuint (n_items, ==, 6);
  for (guint i = 0; i < n_items; i++)
    g_assert_cmpint (items[i].figure, ==, i == 1 ? 60 : i == 4 ? 30 : 0);
  g_assert_cmpuint (items[1].rows[0], ==, 1);
  g_assert_cmpuint (items[0].n_rows, ==, 0);
  g_assert_cmpfloat_with_epsilon (items[1].height / items[4].height, 2, 1e-9);
  /* Ten places in all. */
  g_assert_cmpfloat_with_epsilon (items[1].reach_width * 9, 600 - items[0].reach_x -
                                                                items[1].reach_width, 1e-6);
}

/* Department and person: the bars are departments; their sums come from the report if it has
 * them, and averages only then. */
static void
test_groups (void)
{
  for (gboolean has_sums = FALSE; has_sums <= TRUE; has_sums++)
    {
      g_autoptr (TollReportDoc) doc = toll_report_doc_new ();
      g_autoptr (TollChart) chart = NULL;
      guint n_items;
      const TollChartItem *items;

      chart_docs_add_column (doc, "department", "Department", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
      chart_docs_add_column (doc, "extension", "Extension", TOLL_CELL_COUNT, TOLL_COLUMN_KEY, "");
      chart_docs_add_column (doc, "calls", "Calls", TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
      doc->chart = (TollReportChart){ .kind = TOLL_CHART_BAR_H, .series = { 2 }, .n_series = 1 };
      chart_docs_add_row (doc, "IT", 0, (gint64[]){ 701, 4 }, 2);
      chart_docs_add_row (doc, "IT", 0, (gint64[]){ 702, 6 }, 2);
      if (has_sums)
        {
          chart_docs_add_row (doc, "IT", 0, (gint64[]){ 0, 10 }, 2);
          g_array_index (doc->rows, TollReportRow, 2).level = 1;
        }
      chart_docs_add_row (doc, "Sales", 0, (gint64[]){ 703, 7 }, 2);
      if (has_sums)
        {
          chart_docs_add_row (doc, "Sales", 0, (gint64[]){ 0, 7 }, 2);
          g_array_index (doc->rows, TollReportRow, 4).level = 1;
        }
      chart = toll_chart_new (doc, NULL);
      items = lay_out (chart, 400, 100, &n_items);
      g_assert_cmpuint (n_items, ==, 2);
      assert_text (items[0].text, "IT, Calls: 10, 58.8 %");
      g_assert_cmpuint (items[0].n_rows, ==, has_sums ? 1 : 2);
      g_assert_cmpuint (items[0].rows[0], ==, has_sums ? 2 : 0);
      assert_text (items[1].text, "Sales, Calls: 7, 41.2 %");
    }
}

static void
test_hits (void)
{
  for (guint kind = TOLL_CHART_BAR; kind < TOLL_N_CHARTS; kind++)
    for (gboolean is_rtl = FALSE; is_rtl <= TRUE; is_rtl++)
      {
        g_autoptr (TollReportDoc) doc = chart_docs_new (kind, 7);
        TollChartStyle style = { .is_rtl = is_rtl };
        g_autoptr (TollChart) chart = toll_chart_new (doc, &style);
        guint n_items, n_hit = 0;
        const TollChartItem *items = lay_out (chart, 640, 400, &n_items);

        for (guint i = 0; i < n_items; i++)
          {
            double x, y;

            if (items[i].width < 1 || items[i].height < 1)
              continue;
            toll_chart_item_get_middle (&items[i], &x, &y);
            g_assert_true (x >= 0 && x <= 640 && y >= 0 && y <= 400);
            g_assert_cmpint (toll_chart_hit (chart, x, y), ==, (int) i);
            n_hit++;
          }
        g_assert_cmpuint (n_hit, >=, 7);
        g_assert_cmpint (toll_chart_hit (chart, -5, -5), ==, -1);
      }
}

/* The air above a short bar means the bar. */
static void
test_reach (void)
{
  g_autoptr (TollReportDoc) doc = chart_docs_new (TOLL_CHART_BAR, 9);
  g_autoptr (TollChart) chart = toll_chart_new (doc, NULL);
  guint n_items;
  const TollChartItem *items = lay_out (chart, 500, 260, &n_items);

  for (guint i = 0; i < n_items; i++)
    g_assert_cmpint (toll_chart_hit (chart, items[i].reach_x + 1, items[i].reach_y + 1), ==,
                     (int) i);
}

static void
test_mirror (void)
{
  for (guint kind = TOLL_CHART_BAR; kind < TOLL_N_CHARTS; kind++)
    {
      g_autoptr (TollReportDoc) doc = chart_docs_new (kind, 12);
      TollChartStyle rtl = { .is_rtl = TRUE };
      g_autoptr (TollChart) left = toll_chart_new (doc, NULL);
      g_autoptr (TollChart) right = toll_chart_new (doc, &rtl);
      guint n_left, n_right;
      const TollChartItem *a = lay_out (left, 500, 300, &n_left);
      const TollChartItem *b = lay_out (right, 500, 300, &n_right);

      g_assert_cmpuint (n_left, ==, n_right);
      for (guint i = 0; i < n_left; i++)
        {
          double x, y, mirrored_x, mirrored_y;

          toll_chart_item_get_middle (&a[i], &x, &y);
          toll_chart_item_get_middle (&b[i], &mirrored_x, &mirrored_y);
          /* Isolated figures are as wide as bare ones, up to rounding in the shaper. */
          g_assert_cmpfloat_with_epsilon (mirrored_x, 500 - x, 0.01);
          g_assert_cmpfloat_with_epsilon (mirrored_y, y, 0.01);
          g_assert_cmpint (a[i].figure, ==, b[i].figure);
        }
    }
}

/* Where an item is, there is ink: what is pointed at is what is seen, in both directions. */
static void
test_painted_where_found (void)
{
  for (guint kind = TOLL_CHART_BAR; kind < TOLL_N_CHARTS; kind++)
    for (gboolean is_rtl = FALSE; is_rtl <= TRUE; is_rtl++)
      {
        g_autoptr (TollReportDoc) doc = chart_docs_new (kind, 7);
        TollChartStyle style = { .is_rtl = is_rtl };
        g_autoptr (TollChart) chart = toll_chart_new (doc, &style);
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 640, 400);
        cairo_t *cr = cairo_create (surface);
        guint n_items;
        const TollChartItem *items;

        toll_chart_draw (chart, cr, 640, 400);
        cairo_surface_flush (surface);
        items = toll_chart_list_items (chart, &n_items);
        for (guint i = 0; i < n_items; i++)
          {
            const guint8 *data = cairo_image_surface_get_data (surface);
            double x, y;

            if (items[i].width < 3 || items[i].height < 3)
              continue;
            toll_chart_item_get_middle (&items[i], &x, &y);
            g_assert_cmpuint (data[(int) y * cairo_image_surface_get_stride (surface) +
                                   (int) x * 4 + 3], ==, 255);
          }
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
      }
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GByteArray *
draw_png (const TollReportDoc *doc, const TollChartStyle *style)
{
  g_autoptr (TollChart) chart = toll_chart_new (doc, style);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 320, 200);
  cairo_t *cr = cairo_create (surface);

  toll_chart_draw (chart, cr, 320, 200);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return bytes;
}

static void
test_same_bytes (void)
{
  for (guint kind = TOLL_CHART_BAR; kind < TOLL_N_CHARTS; kind++)
    {
      g_autoptr (TollReportDoc) doc = chart_docs_new (kind, 9);
      TollChartStyle dark = { .is_dark = TRUE };
      g_autoptr (GByteArray) a = draw_png (doc, NULL);
      g_autoptr (GByteArray) b = draw_png (doc, NULL);
      g_autoptr (GByteArray) c = draw_png (doc, &dark);

      g_assert_cmpmem (a->data, a->len, b->data, b->len);
      g_assert_true (c->len != a->len || memcmp (a->data, c->data, a->len) != 0);
    }
}

static void
test_every_size_draws (void)
{
  static const double sizes[][2] = { { 0, 0 },     { 1, 1 },   { 20, 300 },  { 300, 12 },
                                     { 120, 70 },  { 320, 180 }, { 900, 500 } };
  cairo_rectangle_t extents = { -50, -50, 1000, 700 };

  for (guint kind = TOLL_CHART_BAR; kind < TOLL_N_CHARTS; kind++)
    for (guint r = 0; r < G_N_ELEMENTS (row_counts); r++)
      {
        g_autoptr (TollReportDoc) doc = chart_docs_new (kind, row_counts[r]);
        TollChartStyle style = { .is_rtl = r % 2, .is_dark = r % 3 == 0 };
        g_autoptr (TollChart) chart = toll_chart_new (doc, &style);

        g_assert_cmpfloat (toll_chart_get_natural_height (chart, 400), >=, 60);
        for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
          {
            cairo_surface_t *surface = cairo_recording_surface_create (
                CAIRO_CONTENT_COLOR_ALPHA, &extents);
            cairo_t *cr = cairo_create (surface);

            toll_chart_set_hover (chart, i);
            toll_chart_set_focus (chart, i + 1);
            toll_chart_draw (chart, cr, sizes[i][0], sizes[i][1]);
            g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
            cairo_destroy (cr);
            cairo_surface_destroy (surface);
          }
      }
}

static double
measure_timeline (guint n_rows)
{
  g_autoptr (TollReportDoc) doc = chart_docs_new (TOLL_CHART_TIMELINE, 0);
  g_autoptr (TollChart) chart = NULL;

  for (guint i = 0; i < n_rows; i++)
    chart_docs_add_row (doc, i % 4 == 0 ? "Alba" : i % 4 == 1 ? "Carla" : i % 4 == 2 ? "Dora" : "Eva",
                        0, (gint64[]){ 1793181600000 + i * 60000, 5000, 30000 }, 3);
  chart = toll_chart_new (doc, NULL);
  return toll_chart_get_natural_height (chart, 400);
}

/* Who is in several steps has one lane. */
static void
test_timeline_is_as_high_as_its_lanes (void)
{
  g_assert_cmpfloat (measure_timeline (16), ==, measure_timeline (4));
  g_assert_cmpfloat (measure_timeline (4), >, measure_timeline (1));
}

/* The document may go before the chart is drawn. */
static void
test_outlives_document (void)
{
  TollReportDoc *doc = chart_docs_new (TOLL_CHART_HEAT, 60);
  g_autoptr (TollChart) chart = toll_chart_new (doc, NULL);
  guint n_items;
  const TollChartItem *items;

  toll_report_doc_free (doc);
  items = lay_out (chart, 500, 250, &n_items);
  g_assert_cmpuint (n_items, ==, 7 * 24);
  g_assert_cmpstr (items[9].label, ==, "Mon, 9:00");
}

static const char *
shout (const char *word, gpointer data)
{
  return g_str_equal (word, "Cost") ? "COÛT" : word;
}

static char *
format_cell (TollCellKind kind, const char *unit, gint64 figure, gpointer data)
{
  return g_strdup_printf ("%s %s %" G_GINT64_FORMAT, toll_cell_kind_to_name (kind), unit, figure);
}

static void
test_hooks (void)
{
  g_autoptr (TollReportDoc) doc = chart_docs_new (TOLL_CHART_BAR, 3);
  TollChartStyle style = { .translate = shout, .format = format_cell };
  g_autoptr (TollChart) chart = toll_chart_new (doc, &style);
  guint n_items;
  const TollChartItem *items = lay_out (chart, 400, 200, &n_items);
  g_autofree char *expected = g_strdup_printf (
      "minute  480, COÛT: money EUR %" G_GINT64_FORMAT, items[0].figure);

  g_assert_cmpstr (items[0].text, ==, expected);
}

static void
test_meanings (void)
{
  static const char *const ids[] = { "calls", "missed", "answered_share", "internal", "cost" };
  TollHue hues[G_N_ELEMENTS (ids)];

  g_assert_cmpint (toll_palette_find_hue ("answered"), ==, TOLL_HUE_GREEN);
  g_assert_cmpint (toll_palette_find_hue ("unanswered"), ==, TOLL_HUE_VERMILION);
  g_assert_cmpint (toll_palette_find_hue ("not_answered"), ==, TOLL_HUE_VERMILION);
  g_assert_cmpint (toll_palette_find_hue ("incoming"), ==, TOLL_HUE_SKY);
  g_assert_cmpint (toll_palette_find_hue ("outgoing_calls"), ==, TOLL_HUE_BLUE);
  g_assert_cmpint (toll_palette_find_hue ("internally"), ==, TOLL_HUE_NONE);
  g_assert_cmpint (toll_palette_find_hue ("good"), ==, TOLL_HUE_GREEN);
  g_assert_cmpint (toll_palette_find_hue ("poor"), ==, TOLL_HUE_VERMILION);
  g_assert_cmpint (toll_palette_find_hue ("not measured"), ==, TOLL_HUE_GREY);
  toll_palette_assign (ids, G_N_ELEMENTS (ids), hues);
  g_assert_cmpint (hues[0], ==, TOLL_HUE_BLUE);
  g_assert_cmpint (hues[1], ==, TOLL_HUE_VERMILION);
  g_assert_cmpint (hues[2], ==, TOLL_HUE_GREEN);
  g_assert_cmpint (hues[3], ==, TOLL_HUE_GREY);
  g_assert_cmpint (hues[4], ==, TOLL_HUE_ORANGE);
}

static void
test_no_chart (void)
{
  g_autoptr (TollReportDoc) doc = chart_docs_new (TOLL_CHART_NONE, 3);

  g_assert_null (toll_chart_new (doc, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/shared/chart/chart/" name, function)
  ADD ("nothing-is-lost", test_nothing_is_lost);
  ADD ("rows-open", test_rows_open);
  ADD ("longest-first-then-other", test_longest_first_then_other);
  ADD ("averages-are-not-added", test_averages_are_not_added);
  ADD ("wholes-are-not-added", test_wholes_are_not_added);
  ADD ("eight-slices", test_eight_slices);
  ADD ("empty-days", test_empty_days);
  ADD ("groups", test_groups);
  ADD ("hits", test_hits);
  ADD ("reach", test_reach);
  ADD ("mirror", test_mirror);
  ADD ("painted-where-found", test_painted_where_found);
  ADD ("same-bytes", test_same_bytes);
  ADD ("every-size-draws", test_every_size_draws);
  ADD ("timeline-height", test_timeline_is_as_high_as_its_lanes);
  ADD ("outlives-document", test_outlives_document);
  ADD ("hooks", test_hooks);
  ADD ("meanings", test_meanings);
  ADD ("no-chart", test_no_chart);
#undef ADD
  return g_test_run ();
}
