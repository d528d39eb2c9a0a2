/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts of workbooks.
 */
#include "config.h"

#include "collector/export/xlsx-chart.h"

#include "collector/export/typeset.h"
#include "collector/export/xlsx-format.h"
#include "shared/chart/chart.h"
#include "shared/chart/palette.h"

#define WIDTH_PX  860
#define HEIGHT_PX 400
#define MOST_TIMES 400
#define SHARPER   2 /* pictures have this many pixels for one */

/* The spreadsheet's kinds; 0 = it has none. @most_rows: that it can show well. */
static const struct
{
  lxw_chart_type type;
  guint most_rows;
} kinds[TOLL_N_CHARTS] = {
  [TOLL_CHART_BAR] = { LXW_CHART_COLUMN, 400 },
  [TOLL_CHART_BAR_H] = { LXW_CHART_BAR, 24 },
  [TOLL_CHART_STACKED] = { LXW_CHART_BAR_STACKED, 24 },
  [TOLL_CHART_TWIN] = { LXW_CHART_BAR, 16 },
  [TOLL_CHART_LINE] = { LXW_CHART_LINE, 400 },
  [TOLL_CHART_PIE] = { LXW_CHART_DOUGHNUT, 8 },
  [TOLL_CHART_HISTOGRAM] = { LXW_CHART_COLUMN, 400 },
};

typedef struct
{
  char *title;
  guint column;
  lxw_color_t colour;
} Series;

struct _CollectorSheetChart
{
  TollReportChart chart;
  lxw_chart_type type;
  Series series[TOLL_CHART_MAX_SERIES];
  GString *label_format; /* of times that rows are grouped by; "" = texts */
  GByteArray *png; /* a picture instead */
};

static cairo_status_t
append_cb (void *data, const unsigned char *bytes, unsigned int n_bytes)
{
  g_byte_array_append (data, bytes, n_bytes);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_picture (CollectorSheetChart *self, const CollectorReader *reader, const TollReportDoc *page)
{
  TollChartStyle style = reader->style;
  g_autoptr (TollChart) chart = NULL;
  cairo_surface_t *surface;
  double height;
  cairo_t *cr;

  style.font_family = COLLECTOR_TYPESET_FAMILIES;
  chart = toll_chart_new (page, &style);
  if (chart == NULL)
    return;
  height = CLAMP (toll_chart_get_natural_height (chart, WIDTH_PX), 120, HEIGHT_PX);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH_PX * SHARPER,
                                        (int) (height * SHARPER));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, SHARPER, SHARPER);
  toll_chart_draw (chart, cr, WIDTH_PX, height);
  cairo_destroy (cr);
  self->png = g_byte_array_new ();
  cairo_surface_write_to_png_stream (surface, append_cb, self->png);
  cairo_surface_destroy (surface);
}

/* Times run from left to right. */
static lxw_chart_type
find_type (const TollReportChart *chart, gboolean is_time)
{
  if (is_time && chart->kind == TOLL_CHART_STACKED)
    return LXW_CHART_COLUMN_STACKED;
  return kinds[chart->kind].type;
}

/* The spreadsheet's own charts need rows of one key without sums between them. */
static gboolean
is_native (const TollReportDoc *page, gboolean is_time)
{
  for (guint i = 0; i < page->rows->len; i++)
    if (toll_report_doc_get_row (page, i)->level > 0)
      return FALSE;
  return *page->next == '\0' && kinds[page->chart.kind].type != LXW_CHART_NONE
         && page->rows->len <= (is_time ? MOST_TIMES : kinds[page->chart.kind].most_rows)
         && !page->chart.has_band;
}

CollectorSheetChart *
collector_sheet_chart_new (const CollectorReader *reader, const TollReportDoc *page)
{
  CollectorSheetChart *self;
  const char *ids[TOLL_CHART_MAX_SERIES];
  TollHue hues[TOLL_CHART_MAX_SERIES];
  const TollReportDoc *drawn = toll_report_doc_get_drawn (page);

  if (drawn->chart.kind == TOLL_CHART_NONE || drawn->chart.n_series == 0 || drawn->rows->len < 2)
    return NULL;
  self = g_new0 (CollectorSheetChart, 1);
  self->chart = drawn->chart;
  self->label_format = g_string_new (NULL);
  /* The sheet has no cells of what is drawn over a list. */
  if (drawn != page)
    {
      draw_picture (self, reader, drawn);
      return self;
    }
  if (toll_cell_kind_is_figure (toll_report_doc_get_column (page, page->chart.x)->kind))
    collector_sheet_append_format (self->label_format,
                                   toll_report_doc_get_column (page, page->chart.x));
  self->type = find_type (&page->chart, self->label_format->len > 0);
  if (!is_native (page, self->label_format->len > 0))
    {
      draw_picture (self, reader, page);
      return self;
    }
  for (guint i = 0; i < page->chart.n_series; i++)
    ids[i] = toll_report_doc_get_column (page, page->chart.series[i])->id;
  toll_palette_assign (ids, page->chart.n_series, hues);
  for (guint i = 0; i < page->chart.n_series; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (page, page->chart.series[i]);
      TollColour colour = toll_palette_get_hue (hues[i], FALSE);

      self->series[i].title = g_strdup (collector_reader_say (reader, column->title));
      self->series[i].column = page->chart.series[i];
      self->series[i].colour = (guint) (colour.red * 255 + 0.5) << 16
                               | (guint) (colour.green * 255 + 0.5) << 8
                               | (guint) (colour.blue * 255 + 0.5);
    }
  return self;
}

void
collector_sheet_chart_free (CollectorSheetChart *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < TOLL_CHART_MAX_SERIES; i++)
    g_free (self->series[i].title);
  g_string_free (self->label_format, TRUE);
  g_clear_pointer (&self->png, g_byte_array_unref);
  g_free (self);
}

static void
add_series (const CollectorSheetChart *self, lxw_chart *chart, guint index, const char *table_name,
            lxw_row_t first_row, lxw_row_t last_row)
{
  const Series *series = &self->series[index];
  lxw_chart_series *added = chart_add_series (chart, NULL, NULL);
  lxw_chart_fill fill = { .color = series->colour };
  lxw_chart_line line = { .color = series->colour, .width = 2 };

  chart_series_set_categories (added, table_name, first_row, self->chart.x, last_row,
                               self->chart.x);
  chart_series_set_values (added, table_name, first_row, series->column, last_row,
                           series->column);
  chart_series_set_name (added, series->title);
  if (self->chart.kind == TOLL_CHART_LINE)
    chart_series_set_line (added, &line);
  else if (self->chart.kind != TOLL_CHART_PIE)
    chart_series_set_fill (added, &fill);
}

static void
style_chart (const CollectorSheetChart *self, lxw_chart *chart)
{
  gboolean is_across = self->type == LXW_CHART_BAR || self->type == LXW_CHART_BAR_STACKED;
  lxw_chart_line grid = { .color = 0xdbdee3, .width = 0.75 };

  chart_title_off (chart);
  if (self->chart.kind == TOLL_CHART_PIE)
    return;
  chart_axis_major_gridlines_set_line (chart->y_axis, &grid);
  if (self->label_format->len > 0)
    chart_axis_set_num_format (chart->x_axis, self->label_format->str);
  /* The first row stands at the top. */
  if (is_across)
    chart_axis_set_reverse (chart->x_axis);
  if (self->chart.kind == TOLL_CHART_HISTOGRAM)
    chart_set_series_gap (chart, 4);
  else if (self->chart.kind != TOLL_CHART_LINE)
    chart_set_series_gap (chart, 40);
  if (self->chart.n_series > 1)
    chart_legend_set_position (chart, LXW_CHART_LEGEND_BOTTOM);
  else
    {
      chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
      chart_axis_set_name (chart->y_axis, self->series[0].title);
    }
}

void
collector_sheet_chart_insert (CollectorSheetChart *self, lxw_workbook *book, lxw_worksheet *sheet,
                              lxw_row_t row, const char *table_name, lxw_row_t first_row,
                              lxw_row_t last_row)
{
  lxw_chart *chart;

  if (self->png != NULL)
    {
      lxw_image_options options = { .x_scale = 1.0 / SHARPER, .y_scale = 1.0 / SHARPER };

      worksheet_insert_image_buffer_opt (sheet, row, 0, self->png->data, self->png->len, &options);
    }
  if (self->png != NULL || self->type == LXW_CHART_NONE)
    return;
  chart = workbook_add_chart (book, self->type);
  for (guint i = 0; i < self->chart.n_series; i++)
    add_series (self, chart, i, table_name, first_row, last_row);
  style_chart (self, chart);
  worksheet_insert_chart_opt (sheet, row, 0, chart,
                              &(lxw_chart_options){ .x_scale = WIDTH_PX / 480.0,
                                                    .y_scale = HEIGHT_PX / 288.0 });
}
