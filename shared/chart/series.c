/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a report document to series and points. Sums of groups stand for their rows where the
 * labels are the groups; other sums are left out, as their rows are there.
 */
#include "config.h"

#include "shared/chart/series.h"

#include <string.h>

#define DAY_S       86400
#define NO_COLUMN   G_MAXUINT

/* ---- reading the document ---- */

static void
add_series (TollChartData *data, const TollReportDoc *doc, guint column, TollArena *arena)
{
  const TollReportColumn *from = toll_report_doc_get_column (doc, column);
  TollChartSeries *series = &data->series[data->n_series++];

  *series = (TollChartSeries){
    .column = column,
    .id = toll_arena_strdup (arena, from->id),
    .title = toll_arena_strdup (arena, from->title),
    .kind = from->kind,
    .unit = toll_arena_strdup (arena, from->unit),
    .is_total = from->is_total && !from->is_whole,
  };
}

static gboolean
is_drawable (const TollReportDoc *doc, guint column)
{
  return column < doc->columns->len &&
         toll_cell_kind_is_figure (toll_report_doc_get_column (doc, column)->kind);
}

/* FALSE where series are one thing at different times - now and before, to date and expected - and
 * none has a colour of its own. */
static gboolean
has_own_colours (const TollChartData *data)
{
  if (data->kind != TOLL_CHART_TWIN && !data->has_band)
    return TRUE;
  for (guint i = 0; i < data->n_series; i++)
    if (toll_palette_find_hue (data->series[i].id) != TOLL_HUE_NONE)
      return TRUE;
  return FALSE;
}

static void
dress_series (TollChartData *data)
{
  const char *ids[TOLL_CHART_MAX_SERIES];
  TollHue hues[TOLL_CHART_MAX_SERIES];

  for (guint i = 0; i < data->n_series; i++)
    ids[i] = data->series[i].id;
  toll_palette_assign (ids, data->n_series, hues);
  for (guint i = 0; i < data->n_series; i++)
    {
      TollChartSeries *series = &data->series[i];

      series->hue = hues[i];
      series->pattern = i % TOLL_N_PATTERNS;
      series->strength = 1;
      if (!has_own_colours (data))
        {
          series->hue = hues[0];
          if (data->kind == TOLL_CHART_TWIN)
            {
              series->strength = 1 / (1 + 1.4 * i);
              series->pattern = i < 2 ? TOLL_PATTERN_SOLID : TOLL_PATTERN_RISING;
            }
        }
    }
}

static void
read_series (TollChartData *data, const TollReportDoc *doc, TollArena *arena)
{
  const TollReportChart *chart = &doc->chart;

  for (guint i = 0; i < chart->n_series && i < TOLL_CHART_MAX_SERIES; i++)
    if (is_drawable (doc, chart->series[i]))
      add_series (data, doc, chart->series[i], arena);
  if (chart->has_band && data->n_series + 2 <= TOLL_CHART_MAX_SERIES &&
      is_drawable (doc, chart->band_low) && is_drawable (doc, chart->band_high))
    {
      data->has_band = TRUE;
      data->low = data->n_series;
      add_series (data, doc, chart->band_low, arena);
      data->high = data->n_series;
      add_series (data, doc, chart->band_high, arena);
      data->n_series -= 2; /* not among those drawn, yet in the points */
    }
  dress_series (data);
}

/* The first or second key of the document. */
static guint
find_key (const TollReportDoc *doc, guint nth)
{
  for (guint i = 0; i < doc->columns->len; i++)
    if (toll_report_doc_get_column (doc, i)->role == TOLL_COLUMN_KEY && nth-- == 0)
      return i;
  return NO_COLUMN;
}

static guint
get_n_read (const TollChartData *data)
{
  return data->has_band ? data->high + 1 : data->n_series;
}

static void
read_point (TollChartData *data, const TollReportDoc *doc, guint index, TollArena *arena)
{
  const TollReportRow *row = toll_report_doc_get_row (doc, index);
  const TollCell *cell = &row->cells[doc->chart.x];
  guint *rows = toll_arena_alloc (arena, sizeof *rows);
  TollChartPoint point = { .word = "", .rows = rows, .n_rows = 1 };

  *rows = index;
  point.label = toll_arena_strdup (
      arena, toll_words_cell (&data->words, arena, data->x_kind, data->x_unit, cell));
  if (data->x_kind == TOLL_CELL_WORD && cell->text != NULL)
    point.word = toll_arena_strdup (arena, cell->text);
  point.figure = cell->figure;
  for (guint i = 0; i < get_n_read (data); i++)
    {
      const TollCell *figure = &row->cells[data->series[i].column];

      point.is_known[i] = !figure->is_empty;
      point.figures[i] = figure->is_empty ? 0 : figure->figure;
    }
  g_array_append_val (data->points, point);
}

static gboolean
has_same_label (const TollReportDoc *doc, guint a, guint b)
{
  const TollCell *one = &toll_report_doc_get_row (doc, a)->cells[doc->chart.x];
  const TollCell *other = &toll_report_doc_get_row (doc, b)->cells[doc->chart.x];

  return one->is_empty == other->is_empty && one->figure == other->figure &&
         g_strcmp0 (one->text, other->text) == 0;
}

/* TRUE when @level is what the labels stand for: groups' sums where labels are groups. */
static gboolean
has_group_sums (const TollReportDoc *doc)
{
  if (doc->chart.x != find_key (doc, 0) || find_key (doc, 1) == NO_COLUMN)
    return FALSE;
  for (guint i = 0; i < doc->rows->len; i++)
    if (toll_report_doc_get_row (doc, i)->level == 1)
      return TRUE;
  return FALSE;
}

/* A call that was paid in another currency than is drawn has no bar among those that were paid in it. */
static gboolean
is_left_out (const TollChartData *data, const TollReportRow *row)
{
  if (data->kind != TOLL_CHART_BAR_H || row->call_id == 0)
    return FALSE;
  for (guint i = 0; i < get_n_read (data); i++)
    if (!row->cells[data->series[i].column].is_empty)
      return FALSE;
  return TRUE;
}

static void
read_points (TollChartData *data, const TollReportDoc *doc, TollArena *arena)
{
  /* Cells and lanes are made of every row. */
  gboolean is_raw = data->kind == TOLL_CHART_HEAT || data->kind == TOLL_CHART_TIMELINE;
  gboolean is_grouped = !is_raw && doc->chart.x == find_key (doc, 0) &&
                        find_key (doc, 1) != NO_COLUMN;
  guint level = !is_raw && has_group_sums (doc) ? 1 : 0;
  guint before = NO_COLUMN;

  for (guint i = 0; i < doc->rows->len; i++)
    {
      if (toll_report_doc_get_row (doc, i)->level != level
          || is_left_out (data, toll_report_doc_get_row (doc, i)))
        continue;
      read_point (data, doc, i, arena);
      if (is_grouped && level == 0 && before != NO_COLUMN && has_same_label (doc, before, i))
        {
          TollChartPoint part = g_array_index (data->points, TollChartPoint, data->points->len - 1);

          g_array_set_size (data->points, data->points->len - 1);
          toll_chart_point_add (
              &g_array_index (data->points, TollChartPoint, data->points->len - 1), &part, data,
              arena);
        }
      before = i;
    }
}

static void
read_across (TollChartData *data, const TollReportDoc *doc, TollArena *arena)
{
  guint column = find_key (doc, 0);
  const TollReportColumn *across;

  if (column == doc->chart.x)
    column = find_key (doc, 1);
  if (column == NO_COLUMN)
    return;
  across = toll_report_doc_get_column (doc, column);
  data->across_title = toll_arena_strdup (arena, across->title);
  data->across_kind = across->kind;
  data->across_unit = toll_arena_strdup (arena, across->unit);
  for (guint i = 0; i < data->points->len; i++)
    {
      guint row = toll_chart_data_get_point (data, i)->rows[0];
      TollCell cell = toll_report_doc_get_row (doc, row)->cells[column];

      if (cell.text != NULL)
        cell.text = toll_arena_strdup (arena, cell.text);
      g_array_append_val (data->across, cell);
    }
}

/* A list's totals are of the calls that it shows. */
static gboolean
is_list (const TollReportDoc *doc)
{
  return doc->rows->len > 0 && toll_report_doc_get_row (doc, 0)->call_id != 0;
}

/* What the rows beyond this page add up to, and those that the report's limit left out. */
static void
read_rest (TollChartData *data, const TollReportDoc *doc)
{
  gboolean is_cut = doc->n_cut != 0 && !is_list (doc);

  if ((*doc->next == '\0' && !is_cut) || doc->totals.cells == NULL)
    return;
  /* Where sums of groups stand for rows, it is not told how many groups were left out. */
  data->n_rest = *doc->next != '\0' || has_group_sums (doc) ? -1 : doc->n_cut;
  for (guint i = 0; i < data->n_series; i++)
    {
      const TollCell *total = &doc->totals.cells[data->series[i].column];
      gint64 sum = 0;

      if (!data->series[i].is_total || total->is_empty)
        continue;
      for (guint j = 0; j < data->points->len; j++)
        sum = toll_scale_add (sum, toll_chart_data_get_point (data, j)->figures[i]);
      data->rest[i] = MAX (toll_scale_add (total->figure, -sum), 0);
    }
}

static void
read_period (TollChartData *data, const TollReportDoc *doc)
{
  gint32 second;

  data->from_day = 0;
  data->to_day = -1;
  data->made_day = G_MAXINT32;
  if (doc->made_ms > 0 && data->words.zone != NULL)
    toll_zone_to_local (data->words.zone, doc->made_ms, &data->made_day, &second);
  if (doc->to_ms <= doc->from_ms || data->words.zone == NULL)
    return;
  toll_zone_to_local (data->words.zone, doc->from_ms, &data->from_day, &second);
  toll_zone_to_local (data->words.zone, doc->to_ms - 1, &data->to_day, &second);
}

void
toll_chart_data_init (TollChartData *data, const TollReportDoc *doc, const TollChartWords *words,
                      TollArena *arena)
{
  *data = (TollChartData){ .words = *words, .kind = doc->chart.kind, .x_title = "",
                           .x_unit = "", .across_title = "", .across_unit = "" };
  data->points = g_array_new (FALSE, FALSE, sizeof (TollChartPoint));
  data->across = g_array_new (FALSE, FALSE, sizeof (TollCell));
  data->average = doc->chart.average;
  read_period (data, doc);
  read_series (data, doc, arena);
  if (doc->chart.x < doc->columns->len)
    {
      const TollReportColumn *x = toll_report_doc_get_column (doc, doc->chart.x);

      data->x_title = toll_arena_strdup (arena, x->title);
      data->x_kind = x->kind;
      data->x_unit = toll_arena_strdup (arena, x->unit);
      read_points (data, doc, arena);
      read_rest (data, doc);
      if (data->kind == TOLL_CHART_HEAT)
        read_across (data, doc, arena);
    }
}

void
toll_chart_data_clear (TollChartData *data)
{
  g_clear_pointer (&data->points, g_array_unref);
  g_clear_pointer (&data->across, g_array_unref);
}

const TollChartPoint *
toll_chart_data_get_point (const TollChartData *data, guint index)
{
  return &g_array_index (data->points, TollChartPoint, index);
}
